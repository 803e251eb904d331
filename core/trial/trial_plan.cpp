#include "core/trial/trial_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/base/rng.h"
#include "core/client/scan_cursor.h"
#include "core/ring/ring.h"
#include "core/scenario/command_text.h"
#include "core/scenario/settings.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"
#include "core/trial/fault_plan.h"
#include "core/trial/trial.h"

namespace ringside {
namespace {

// Apart from what the cluster draws by the same seed, and from each other.
constexpr std::uint64_t k_stream = 0x747269616c;
constexpr std::uint64_t k_session_stream = 0x73657373696f6e;
constexpr std::uint64_t k_policy_stream = 0x706f6c696379;
constexpr std::uint64_t k_multi_get_stream = 0x6d756c7469;
constexpr std::uint64_t k_scan_stream = 0x7363616e;

bool is_fixed(const TrialSettings& settings, std::string_view name) {
  return std::any_of(settings.fixed.begin(), settings.fixed.end(),
                     [&](const Script::Setting& setting) { return setting.name == name; });
}

Result<ClusterConfig> fixed_config(const TrialSettings& settings) {
  ClusterConfig config;
  for (const Script::Setting& setting : settings.fixed) {
    if (auto changed = change_setting(config, setting.name, setting.value); !changed)
      return error_of(changed);
  }
  if (auto good = validate(config); !good) return error_of(good);
  return config;
}

constexpr std::uint64_t k_members_stream = k_stream + 1;

class TrialPlan {
 public:
  TrialPlan(const TrialSettings& settings, std::uint64_t seed)
      : settings_(settings), seed_(seed), rng_(seed, k_stream) {}

  Script draw() {
    draw_faults_enabled();
    draw_cluster();
    span_ = std::chrono::milliseconds{300 + rng_.below(2700)};
    draw_operations();
    draw_multi_gets();
    draw_scans();
    draw_sessions();
    for (TimedCommand& fault : draw_faults(cluster_, {enabled_, span_, moments()}, rng_))
      commands_.push_back(std::move(fault));
    std::stable_sort(commands_.begin(), commands_.end(),
                     [](const TimedCommand& a, const TimedCommand& b) { return a.at < b.at; });
    draw_last_reads();
    return script();
  }

 private:
  void draw_faults_enabled() {
    Rng later(seed_, k_members_stream);  // so that it does not change what else is drawn
    for (std::uint8_t i = 0; i < k_fault_kinds; ++i) {
      const auto kind = static_cast<FaultKind>(i);
      const bool enabled = (kind == FaultKind::members ? later : rng_).below(2) == 0;
      if (enabled && settings_.faults.contains(kind)) enabled_.insert(kind);
    }
  }

  // A setting that the sweep does not fix.
  void set(std::string name, std::string value) {
    if (is_fixed(settings_, name)) return;
    RINGSIDE_CHECK(change_setting(cluster_, name, value).has_value());
    drawn_.push_back({std::move(name), std::move(value)});
  }
  void set(std::string name, std::uint64_t value) {
    set(std::move(name), fmt::format("{}", value));
  }

  void draw_cluster() {
    cluster_ = *fixed_config(settings_);
    draw_shape();
    set("vnodes", 1 + rng_.below(16));
    set("token-seed", seed_);
    set("seed", seed_);
    set("clients", 1 + rng_.below(6));
    set("window", 1 + rng_.below(8));
    draw_collecting();
    set("attempt-timeout", fmt::format("{}ms", 20 + rng_.below(60)));
    if (rng_.below(2) == 0) set("rare", 1 + rng_.below(1'000'000));
    if (enabled_.contains(FaultKind::mailbox)) set("mailbox", 1 + rng_.below(16));
  }

  // In half of the trials tombstones are collected, some while there are faults.
  void draw_collecting() {
    Rng rng(seed_, k_members_stream + 3);
    static constexpr std::array k_ages{"100ms", "500ms", "2s"};
    if (rng.below(2) == 0) set("tombstones-after", k_ages[rng.below(k_ages.size())]);
  }

  // What is fixed may leave no room for what is drawn: then the rest stays as a cluster has it.
  void draw_shape() {
    const ClusterConfig before = cluster_;
    const std::uint64_t nodes = 3 + rng_.below(6);
    const std::uint64_t replicas = rng_.below(2) == 0 ? 2 : 1 + rng_.below(4);
    const bool may_come = enabled_.contains(FaultKind::members);
    const std::uint64_t spares = may_come ? Rng(seed_, k_members_stream + 1).below(3) : 0;
    set("nodes", nodes + spares);
    if (spares > 0) set("spares", spares);
    if (may_come && Rng(seed_, k_members_stream + 2).below(3) == 0)
      set("evict-dead-after", "300ms");
    set("replicas", std::min<std::uint64_t>(replicas, cluster_.shape.founders() - 1));
    set("failures", rng_.below(std::max(1u, cluster_.shape.replicas)));
    if (validate(cluster_)) return;
    cluster_ = before;
    drawn_.clear();
  }

  // Few keys show what concurrent writes do to each other, many keys what becomes of single ones:
  // what is lost of a key that is written again nobody misses.
  std::uint64_t some_keys() {
    switch (rng_.below(3)) {
      case 0: return 1 + rng_.below(3);
      case 1: return 1 + rng_.below(12);
      default: return 1 + rng_.below(settings_.operations);
    }
  }

  // Half of the trials have bursts of operations, the others spread them.
  void draw_operations() {
    const std::uint64_t keys = some_keys();
    keys_ = settings_.keys.value_or(keys);
    std::uint32_t reads = static_cast<std::uint32_t>(20 + rng_.below(60));
    std::uint32_t removes = static_cast<std::uint32_t>(rng_.below(20));
    reads = settings_.reads_percent.value_or(reads);
    removes = settings_.removes_percent.value_or(std::min(removes, 100 - reads));
    reads = settings_.removes_percent ? std::min(reads, 100 - removes) : reads;
    const bool in_bursts = rng_.below(2) == 0;
    Time moment{};
    for (std::uint64_t i = 1; i <= settings_.operations; ++i) {
      const bool goes_on = in_bursts && rng_.below(8) != 0;
      const Duration most = goes_on ? Duration{std::chrono::microseconds{500}} : span_;
      const Duration drawn = rng_.uniform({}, most);
      const auto wait = std::chrono::duration_cast<std::chrono::microseconds>(drawn);
      moment = goes_on && moment + wait < k_start_of_time + span_ ? moment + wait
                                                                  : k_start_of_time + wait % span_;
      commands_.push_back({moment, some_operation(i, reads, removes)});
    }
  }

  // A third of the trials keep siblings, half of those merge them. In half of all trials operations
  // are in sessions: what one has seen its writes take the place of.
  void draw_sessions() {
    Rng rng(seed_, k_session_stream);
    if (rng.below(3) == 0) set("policy", some_policy_with_siblings());
    if (cluster_.conflicts == Conflicts::merge_max) put_numbers();
    if (rng.below(2) == 0) return;
    const std::uint64_t sessions = 1 + rng.below(6);
    for (TimedCommand& timed : commands_) {
      const bool in_session = rng.below(4) != 0;
      std::string name = fmt::format("s{}", rng.below(sessions));
      if (!in_session) continue;
      std::visit(
          [&](auto& command) {
            if constexpr (requires { command.session; }) command.session = std::move(name);
          },
          timed.command);
    }
  }

  // In half of the trials a quarter of the gets read several keys.
  void draw_multi_gets() {
    Rng rng(seed_, k_multi_get_stream);
    if (rng.below(2) == 0) return;
    for (TimedCommand& timed : commands_) {
      const auto* get = std::get_if<GetCommand>(&timed.command);
      if (get == nullptr || rng.below(4) != 0) continue;
      MultiGetCommand all{{get->key}};
      for (std::uint64_t more = 1 + rng.below(6); more > 0; --more)
        all.keys.push_back(fmt::format("k{}", rng.below(keys_)));
      timed.command = std::move(all);
    }
  }

  // In half of the trials one get in eight is a page of a scan instead, from anywhere.
  void draw_scans() {
    Rng rng(seed_, k_scan_stream);
    if (rng.below(2) == 0) return;
    for (TimedCommand& timed : commands_) {
      if (!std::holds_alternative<GetCommand>(timed.command) || rng.below(8) != 0) continue;
      ScanCommand scan{static_cast<std::uint32_t>(1 + rng.below(rng.below(2) == 0 ? 3 : 100))};
      if (rng.below(3) != 0) scan.cursor = cursor_text(KeyHash{rng.next()});
      scan.keys_only = rng.below(4) == 0;
      timed.command = std::move(scan);
    }
  }

  std::string some_policy_with_siblings() const {
    Rng rng(seed_, k_policy_stream);
    constexpr std::array k_merging{Conflicts::merge_union, Conflicts::merge_lines,
                                   Conflicts::merge_max};
    const Conflicts merging = k_merging[rng.below(k_merging.size())];
    return std::string(to_string(rng.below(2) == 0 ? Conflicts::keep_siblings : merging));
  }

  // In place of values such as "v7".
  void put_numbers() {
    for (TimedCommand& timed : commands_) {
      if (auto* put = std::get_if<PutCommand>(&timed.command)) put->value.erase(0, 1);
    }
  }

  Command some_operation(std::uint64_t number, std::uint32_t reads, std::uint32_t removes) {
    std::string key = fmt::format("k{}", rng_.below(keys_));
    const std::uint64_t kind = rng_.below(100);
    if (kind < reads) return GetCommand{std::move(key)};
    if (kind < reads + removes) return RemoveCommand{std::move(key)};
    return PutCommand{std::move(key), fmt::format("v{}", number)};
  }

  std::vector<Moment> moments() const {
    const Ring ring(cluster_.shape);
    std::vector<Moment> moments;
    for (const TimedCommand& timed : commands_) {
      const auto group =
          ring.preference_list(hash_key(operation_of(timed.command, OpId{}, {})->key));
      moments.push_back({timed.at, {group.begin(), group.end()}});
    }
    return moments;
  }

  // Once what was under way has ended, by its deadline at the latest, and all copies have to be
  // equal.
  void draw_last_reads() {
    const Time at =
        k_start_of_time + span_ + 2 * cluster_.timing.operation_deadline + repair_time(cluster_);
    for (std::uint64_t key = 0; key < std::min(keys_, settings_.operations); ++key)
      commands_.push_back({at, GetCommand{fmt::format("k{}", key)}});
  }

  Script script() {
    Script script;
    script.title = fmt::format("Trial {}", seed_);
    script.purpose =
        fmt::format("Drawn from seed {} with these faults: {}.", seed_, to_text(enabled_));
    script.settings = settings_.fixed;
    script.settings.insert(script.settings.end(), drawn_.begin(), drawn_.end());
    std::uint32_t line = 2 + static_cast<std::uint32_t>(script.settings.size());
    for (TimedCommand& timed : commands_) {
      const std::string text = fmt::format("at {} {}", duration_text(timed.at - k_start_of_time),
                                           to_text(timed.command));
      script.timed.push_back(
          {timed.at, {++line, text, CommandStep{std::move(timed.command), false}}});
    }
    return script;
  }

  const TrialSettings& settings_;
  std::uint64_t seed_;
  Rng rng_;
  FaultSet enabled_;
  ClusterConfig cluster_;
  std::vector<Script::Setting> drawn_;
  Duration span_{};
  std::uint64_t keys_ = 0;
  std::vector<TimedCommand> commands_;
};

}  // namespace

Result<void> validate(const TrialSettings& settings) {
  if (settings.operations == 0 || settings.operations > TrialSettings::k_operations_max) {
    return invalid(fmt::format("operations K = {} of a trial must be between 1 and {}",
                               settings.operations, TrialSettings::k_operations_max));
  }
  if (settings.keys && *settings.keys == 0) return invalid("keys K = 0 must be at least 1");
  const std::uint32_t share =
      settings.reads_percent.value_or(0) + settings.removes_percent.value_or(0);
  if (share > 100) return invalid(fmt::format("{} % reads and removes are more than all", share));
  if (const auto config = fixed_config(settings); !config) return error_of(config);
  return {};
}

Script draw_trial(const TrialSettings& settings, std::uint64_t seed) {
  RINGSIDE_CHECK(validate(settings).has_value());
  return TrialPlan(settings, seed).draw();
}

}  // namespace ringside
