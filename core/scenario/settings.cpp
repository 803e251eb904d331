#include "core/scenario/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <type_traits>

#include "core/scenario/consistency_text.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"

namespace ringside {
namespace {

struct Setting {
  SettingName words;
  Result<void> (*change)(ClusterConfig& config, std::string_view text);
  std::string (*tell)(const ClusterConfig& config);
};

// How a text becomes the value of a field of this type.
Result<void> read_into(std::uint32_t& field, std::string_view text) {
  const auto value = parse_u32(text, "the number");
  if (!value) return error_of(value);
  field = *value;
  return {};
}
Result<void> read_into(std::uint64_t& field, std::string_view text) {
  const auto value = parse_u64(text, "the number");
  if (!value) return error_of(value);
  field = *value;
  return {};
}
Result<void> read_into(Duration& field, std::string_view text) {
  const auto value = parse_duration(text);
  if (!value) return error_of(value);
  field = *value;
  return {};
}
Result<void> read_into(Latency& field, std::string_view text) {
  const auto value = parse_latency(text);
  if (!value) return error_of(value);
  field = *value;
  return {};
}

// One of a few kinds, by its name.
template <typename Kind, std::size_t n>
Result<void> read_kind(Kind& field, std::string_view text, const std::array<Kind, n>& kinds) {
  std::string names;
  for (const Kind kind : kinds) {
    if (text == to_string(kind)) {
      field = kind;
      return {};
    }
    names += (names.empty() ? "" : " or ") + std::string(to_string(kind));
  }
  return invalid(fmt::format("\"{}\" must be {}", excerpt(text), names));
}
Result<void> read_into(FailureDetection& field, std::string_view text) {
  return read_kind(field, text, std::array{FailureDetection::swim, FailureDetection::phi});
}
Result<void> read_into(Conflicts& field, std::string_view text) {
  return read_kind(
      field, text,
      std::array{Conflicts::last_writer_wins, Conflicts::keep_siblings, Conflicts::merge_union,
                 Conflicts::merge_lines, Conflicts::merge_max});
}
Result<void> read_into(ReadChoice& field, std::string_view text) {
  return read_kind(field, text, std::array{ReadChoice::any, ReadChoice::load});
}
Result<void> read_into(TokenPlacement& field, std::string_view text) {
  return read_kind(
      field, text,
      std::array{TokenPlacement::random, TokenPlacement::even, TokenPlacement::bounded});
}

// "1,1,2".
Result<void> read_into(NodeWeights& field, std::string_view text) {
  std::optional<NodeWeights> weights;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    const auto weight = parse_u32(text.substr(from, comma - from), "a weight");
    if (!weight) return error_of(weight);
    if (*weight < 1 || *weight > NodeWeights::k_weight_max)
      return invalid(
          fmt::format("a weight is 1 to {}, not {}", NodeWeights::k_weight_max, *weight));
    if (weights && weights->count() == NodeWeights::k_count_max)
      return invalid(fmt::format("there are at most {} weights", NodeWeights::k_count_max));
    const auto value = static_cast<std::uint8_t>(*weight);
    if (weights) {
      weights->add(value);
    } else {
      weights = NodeWeights{value};
    }
    from = comma + 1;
  }
  if (weights) field = *weights;
  return {};
}

// And back.
std::string text_of(std::uint64_t field) { return std::to_string(field); }
std::string text_of(Duration field) { return duration_text(field); }
std::string text_of(const Latency& field) { return latency_text(field); }
template <typename Kind>
std::string text_of(Kind field) requires std::is_enum_v<Kind> {
  return std::string(to_string(field));
}
std::string text_of(const NodeWeights& field) {
  std::string text;
  for (std::uint32_t i = 0; i < field.count(); ++i)
    text += fmt::format("{}{}", i == 0 ? "" : ",", field.of(i));
  return text;
}

using Text = std::string_view;
constexpr std::array<Setting, 30> k_settings{{
    {{"nodes", "5", "N: nodes of the cluster"},
     [](ClusterConfig& c, Text t) { return read_into(c.shape.nodes, t); },
     [](const ClusterConfig& c) { return text_of(c.shape.nodes); }},
    {{"replicas", "2", "R: copies of a key beyond the primary's, fewer than N"},
     [](ClusterConfig& c, Text t) { return read_into(c.shape.replicas, t); },
     [](const ClusterConfig& c) { return text_of(c.shape.replicas); }},
    {{"failures", "1", "F: failed nodes that no acknowledged write is lost by, fewer than R"},
     [](ClusterConfig& c, Text t) { return read_into(c.shape.failures, t); },
     [](const ClusterConfig& c) { return text_of(c.shape.failures); }},
    {{"vnodes", "16", "V: tokens of each node on the ring"},
     [](ClusterConfig& c, Text t) { return read_into(c.shape.vnodes, t); },
     [](const ClusterConfig& c) { return text_of(c.shape.vnodes); }},
    {{"token-seed", "1", "decides where the tokens lie"},
     [](ClusterConfig& c, Text t) { return read_into(c.shape.token_seed, t); },
     [](const ClusterConfig& c) { return text_of(c.shape.token_seed); }},
    {{"weights", "1",
      "shares of the nodes in turn, such as 1,1,2: a node has so many times V tokens"},
     [](ClusterConfig& c, Text t) { return read_into(c.shape.weights, t); },
     [](const ClusterConfig& c) { return text_of(c.shape.weights); }},
    {{"tokens", "random", "where they lie: random, even or bounded"},
     [](ClusterConfig& c, Text t) { return read_into(c.shape.placement, t); },
     [](const ClusterConfig& c) { return text_of(c.shape.placement); }},
    {{"load-bound", "125%", "of bounded tokens: the most of its share that a node is primary for"},
     [](ClusterConfig& c, Text t) {
       return read_into(c.shape.load_bound, t.ends_with('%') ? t.substr(0, t.size() - 1) : t);
     },
     [](const ClusterConfig& c) { return text_of(c.shape.load_bound) + "%"; }},
    {{"spares", "0", "the last so many nodes are no members until they are added"},
     [](ClusterConfig& c, Text t) { return read_into(c.shape.spares, t); },
     [](const ClusterConfig& c) { return text_of(c.shape.spares); }},
    {{"seed", "1", "decides every random draw of the run"},
     [](ClusterConfig& c, Text t) { return read_into(c.seed, t); },
     [](const ClusterConfig& c) { return text_of(c.seed); }},
    {{"rare", "0", "seed of branches that hardly ever run, in the simulator; 0 for none"},
     [](ClusterConfig& c, Text t) { return read_into(c.rare, t); },
     [](const ClusterConfig& c) { return text_of(c.rare); }},
    {{"clients", "4", "clients that ask for operations"},
     [](ClusterConfig& c, Text t) { return read_into(c.clients, t); },
     [](const ClusterConfig& c) { return text_of(c.clients); }},
    {{"window", "16", "operations that one client has under way at once"},
     [](ClusterConfig& c, Text t) { return read_into(c.client_window, t); },
     [](const ClusterConfig& c) { return text_of(c.client_window); }},
    {{"mailbox", "65536", "messages that can wait for a paused or slow node"},
     [](ClusterConfig& c, Text t) { return read_into(c.mailbox, t); },
     [](const ClusterConfig& c) { return text_of(c.mailbox); }},
    {{"latency", "0.5ms..1ms", "of a message: 1ms, 0.5ms..1ms or 0.5ms+exp(2ms)"},
     [](ClusterConfig& c, Text t) { return read_into(c.network.latency, t); },
     [](const ClusterConfig& c) { return text_of(c.network.latency); }},
    {{"loss", "0%", "share of messages that are lost"},
     [](ClusterConfig& c, Text t) -> Result<void> {
       const auto share = parse_share_ppm(t);
       if (!share) return error_of(share);
       c.network.loss_ppm = *share;
       return {};
     },
     [](const ClusterConfig& c) { return share_text(c.network.loss_ppm); }},
    {{"duplicate", "0%", "share of messages that come twice"},
     [](ClusterConfig& c, Text t) -> Result<void> {
       const auto share = parse_share_ppm(t);
       if (!share) return error_of(share);
       c.network.duplicate_ppm = *share;
       return {};
     },
     [](const ClusterConfig& c) { return share_text(c.network.duplicate_ppm); }},
    {{"level", "eventual", "of operations: eventual, sloppy, strict or linearizable"},
     [](ClusterConfig& c, Text t) -> Result<void> {
       const auto level = parse_level(t);
       if (!level) return error_of(level);
       c.consistency.level = *level;
       return {};
     },
     [](const ClusterConfig& c) { return text_of(c.consistency.level); }},
    {{"read-quorum", "0", "members that answer a read; 0: as the level has it"},
     [](ClusterConfig& c, Text t) { return read_into(c.consistency.read_quorum, t); },
     [](const ClusterConfig& c) { return text_of(c.consistency.read_quorum); }},
    {{"write-quorum", "0", "copies that a write needs; 0: as the level has it"},
     [](ClusterConfig& c, Text t) { return read_into(c.consistency.write_quorum, t); },
     [](const ClusterConfig& c) { return text_of(c.consistency.write_quorum); }},
    {{"policy", "last_writer_wins",
      "of writes that do not know of each other: last_writer_wins, keep_siblings, merge_union, "
      "merge_lines or merge_max"},
     [](ClusterConfig& c, Text t) { return read_into(c.conflicts, t); },
     [](const ClusterConfig& c) { return text_of(c.conflicts); }},
    {{"siblings-max", "100", "values of one key that a put may leave; more are refused"},
     [](ClusterConfig& c, Text t) { return read_into(c.siblings_max, t); },
     [](const ClusterConfig& c) { return text_of(c.siblings_max); }},
    {{"deadline", "1s", "an operation has its outcome by then"},
     [](ClusterConfig& c, Text t) { return read_into(c.timing.operation_deadline, t); },
     [](const ClusterConfig& c) { return text_of(c.timing.operation_deadline); }},
    {{"attempt-timeout", "50ms", "then a client asks the next node"},
     [](ClusterConfig& c, Text t) { return read_into(c.timing.attempt_timeout, t); },
     [](const ClusterConfig& c) { return text_of(c.timing.attempt_timeout); }},
    {{"read-choice", "any", "which member a client asks to read: any, or the less busy by load"},
     [](ClusterConfig& c, Text t) { return read_into(c.read_choice, t); },
     [](const ClusterConfig& c) { return text_of(c.read_choice); }},
    {{"probe-interval", "200ms", "a node asks another whether it is there; 0ms: never"},
     [](ClusterConfig& c, Text t) {
       const auto read = read_into(c.timing.probe_interval, t);
       if (read) c.timing.probe_timeout = c.timing.probe_interval / 4;
       return read;
     },
     [](const ClusterConfig& c) { return text_of(c.timing.probe_interval); }},
    {{"evict-dead-after", "0ms", "a node so long taken for dead goes from the ring; 0ms: never"},
     [](ClusterConfig& c, Text t) { return read_into(c.timing.evict_dead_after, t); },
     [](const ClusterConfig& c) { return text_of(c.timing.evict_dead_after); }},
    {{"tombstones-after", "0ms", "what was removed so long ago is forgotten; 0ms: never"},
     [](ClusterConfig& c, Text t) { return read_into(c.timing.tombstones_after, t); },
     [](const ClusterConfig& c) { return text_of(c.timing.tombstones_after); }},
    {{"handoff-rate", "20000",
      "hints that one node hands over, or takes, in a second; 0: no bound"},
     [](ClusterConfig& c, Text t) { return read_into(c.timing.handoff_rate, t); },
     [](const ClusterConfig& c) { return text_of(c.timing.handoff_rate); }},
    {{"failure-detection", "swim", "how nodes find out who is gone: swim or phi"},
     [](ClusterConfig& c, Text t) { return read_into(c.timing.failure_detection, t); },
     [](const ClusterConfig& c) { return text_of(c.timing.failure_detection); }},
}};

constexpr auto k_names = [] {
  std::array<SettingName, k_settings.size()> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = k_settings[i].words;
  return names;
}();

}  // namespace

std::span<const SettingName> setting_names() { return k_names; }

Result<void> change_setting(ClusterConfig& config, std::string_view name, std::string_view text) {
  for (const Setting& setting : k_settings) {
    if (setting.words.name != name) continue;
    const auto changed = setting.change(config, text);
    if (changed) return {};
    return invalid(fmt::format("{}: {} (for example {} {})", name, changed.error().message, name,
                               setting.words.default_text));
  }
  return invalid(fmt::format("there is no setting \"{}\"", excerpt(name)));
}

Result<std::vector<Script::Setting>> settings_of(const ClusterConfig& config) {
  const ClusterConfig usual;
  std::vector<Script::Setting> told;
  ClusterConfig read_back;
  for (const Setting& setting : k_settings) {
    std::string text = setting.tell(config);
    if (text == setting.tell(usual)) continue;
    if (const auto changed = setting.change(read_back, text); !changed) return error_of(changed);
    told.push_back({std::string(setting.words.name), std::move(text)});
  }
  if (read_back == config) return told;
  return invalid("the cluster is configured in a way that no setting says");
}

}  // namespace ringside
