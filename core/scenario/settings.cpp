#include "core/scenario/settings.h"

#include <fmt/format.h>

#include <array>

#include "core/scenario/consistency_text.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"

namespace ringside {
namespace {

struct Setting {
  SettingName words;
  Result<void> (*change)(ClusterConfig& config, std::string_view text);
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

Result<void> read_into(FailureDetection& field, std::string_view text) {
  for (const FailureDetection kind : {FailureDetection::swim, FailureDetection::phi}) {
    if (text != to_string(kind)) continue;
    field = kind;
    return {};
  }
  return invalid(fmt::format("\"{}\" must be swim or phi", excerpt(text)));
}

using Text = std::string_view;
constexpr std::array<Setting, 20> k_settings{{
    {{"nodes", "5", "N: nodes of the cluster"},
     [](ClusterConfig& c, Text t) { return read_into(c.shape.nodes, t); }},
    {{"replicas", "2", "R: copies of a key beyond the primary's, fewer than N"},
     [](ClusterConfig& c, Text t) { return read_into(c.shape.replicas, t); }},
    {{"failures", "1", "F: failed nodes that no acknowledged write is lost by, fewer than R"},
     [](ClusterConfig& c, Text t) { return read_into(c.shape.failures, t); }},
    {{"vnodes", "16", "V: tokens of each node on the ring"},
     [](ClusterConfig& c, Text t) { return read_into(c.shape.vnodes, t); }},
    {{"token-seed", "1", "decides where the tokens lie"},
     [](ClusterConfig& c, Text t) { return read_into(c.shape.token_seed, t); }},
    {{"seed", "1", "decides every random draw of the run"},
     [](ClusterConfig& c, Text t) { return read_into(c.seed, t); }},
    {{"rare", "0", "seed of branches that hardly ever run, in the simulator; 0 for none"},
     [](ClusterConfig& c, Text t) { return read_into(c.rare, t); }},
    {{"clients", "4", "clients that ask for operations"},
     [](ClusterConfig& c, Text t) { return read_into(c.clients, t); }},
    {{"window", "16", "operations that one client has under way at once"},
     [](ClusterConfig& c, Text t) { return read_into(c.client_window, t); }},
    {{"mailbox", "65536", "messages that can wait for a paused or slow node"},
     [](ClusterConfig& c, Text t) { return read_into(c.mailbox, t); }},
    {{"latency", "0.5ms..1ms", "of a message: 1ms, 0.5ms..1ms or 0.5ms+exp(2ms)"},
     [](ClusterConfig& c, Text t) { return read_into(c.network.latency, t); }},
    {{"loss", "0%", "share of messages that are lost"},
     [](ClusterConfig& c, Text t) -> Result<void> {
       const auto share = parse_share_ppm(t);
       if (!share) return error_of(share);
       c.network.loss_ppm = *share;
       return {};
     }},
    {{"duplicate", "0%", "share of messages that come twice"},
     [](ClusterConfig& c, Text t) -> Result<void> {
       const auto share = parse_share_ppm(t);
       if (!share) return error_of(share);
       c.network.duplicate_ppm = *share;
       return {};
     }},
    {{"level", "eventual", "of operations: eventual, sloppy, strict or linearizable"},
     [](ClusterConfig& c, Text t) -> Result<void> {
       const auto level = parse_level(t);
       if (!level) return error_of(level);
       c.consistency.level = *level;
       return {};
     }},
    {{"read-quorum", "0", "members that answer a read; 0: as the level has it"},
     [](ClusterConfig& c, Text t) { return read_into(c.consistency.read_quorum, t); }},
    {{"write-quorum", "0", "copies that a write needs; 0: as the level has it"},
     [](ClusterConfig& c, Text t) { return read_into(c.consistency.write_quorum, t); }},
    {{"deadline", "1s", "an operation has its outcome by then"},
     [](ClusterConfig& c, Text t) { return read_into(c.timing.operation_deadline, t); }},
    {{"attempt-timeout", "50ms", "then a client asks the next node"},
     [](ClusterConfig& c, Text t) { return read_into(c.timing.attempt_timeout, t); }},
    {{"probe-interval", "200ms", "a node asks another whether it is there; 0ms: never"},
     [](ClusterConfig& c, Text t) {
       const auto read = read_into(c.timing.probe_interval, t);
       if (read) c.timing.probe_timeout = c.timing.probe_interval / 4;
       return read;
     }},
    {{"failure-detection", "swim", "how nodes find out who is gone: swim or phi"},
     [](ClusterConfig& c, Text t) { return read_into(c.timing.failure_detection, t); }},
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

}  // namespace ringside
