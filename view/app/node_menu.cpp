// What can be done to a node.
#include <algorithm>
#include <array>
#include <chrono>

#include "view/app/menu.h"
#include "view/app/text_menu.h"

namespace ringside {
namespace {

using std::chrono::milliseconds;

constexpr std::array<Duration, 3> k_delays{milliseconds{2}, milliseconds{20}, milliseconds{200}};
constexpr std::array<Duration, 4> k_skews{milliseconds{-1000}, milliseconds{-50}, milliseconds{50},
                                          milliseconds{1000}};

/// "20 ms", "1 s": exact, as these are.
std::string short_time(Duration time) {
  const auto ms = std::chrono::duration_cast<milliseconds>(time).count();
  return ms % 1000 == 0 && ms != 0 ? fmt::format("{} s", ms / 1000) : fmt::format("{} ms", ms);
}
std::string signed_time(Duration time) {
  const bool behind = time < Duration::zero();
  return (behind ? "−" : "+") + short_time(behind ? -time : time);
}

struct NodeFacts {
  const World& world;
  NodeId id;

  const WorldNode& node() const { return world.node(id); }
  std::uint32_t number() const { return raw(id); }
  const LinkSet& cuts() const { return world.links().cuts; }
  bool is_on_ring() const {
    const auto nodes = world.ring().nodes();
    return std::find(nodes.begin(), nodes.end(), id) != nodes.end();
  }
  bool is_spare_enough() const { return world.ring().nodes().size() > world.shape().group_size(); }
  bool is_isolated() const {
    for (std::uint32_t i = 0; i < world.nodes().size(); ++i) {
      const NodeId other{i};
      if (other != id && !(cuts().contains(id, other) && cuts().contains(other, id))) return false;
    }
    return true;
  }
  bool has_cuts() const {
    for (const auto& [block, bits] : cuts().blocks()) {
      if (block.from == Address{id}) return true;
      if (LinkSet::block_of(block.from, id).number == block.number &&
          (bits & LinkSet::bit_of(id)) != 0)
        return true;
    }
    return false;
  }
};

MenuRow life_row(const NodeFacts& of) {
  const WorldNode& node = of.node();
  return {text::k_row_life,
          {{text::k_item_kill,
            text::k_explain_kill,
            node.up ? "" : text::k_why_down,
            {CrashCommand{of.id}},
            ""},
           {text::k_item_restart,
            text::k_explain_restart,
            node.up ? text::k_why_up : "",
            {RestartCommand{of.id}},
            ""}}};
}

MenuRow work_row(const NodeFacts& of) {
  const WorldNode& node = of.node();
  return {text::k_row_work,
          {{text::k_item_pause,
            text::k_explain_pause,
            !node.up      ? text::k_why_down
            : node.paused ? text::k_why_paused_already
                          : "",
            {PauseCommand{of.id}},
            text::node_paused(of.number())},
           {text::k_item_resume,
            text::k_explain_resume,
            node.paused ? "" : text::k_why_not_paused,
            {ResumeCommand{of.id}},
            text::node_resumed(of.number())}}};
}

MenuRow network_row(const NodeFacts& of) {
  return {text::k_row_network,
          {{text::k_item_isolate,
            text::k_explain_isolate,
            of.is_isolated() ? text::k_why_isolated : "",
            {PartitionCommand{.groups = {{of.id}}}},
            text::node_isolated(of.number())},
           {text::k_item_rejoin,
            text::k_explain_rejoin,
            of.has_cuts() ? "" : text::k_why_whole,
            {HealCommand{{of.id}}},
            text::node_rejoined(of.number())}}};
}

MenuRow slow_row(const NodeFacts& of) {
  MenuRow row{text::k_row_slow, {}};
  const Duration now = of.node().slowed_by;
  const auto why_not = [&](Duration delay) { return delay == now ? text::k_why_as_slow : ""; };
  row.items.push_back({text::k_not_slow,
                       text::k_as_fast,
                       why_not({}),
                       {SlowCommand{of.id, {}}},
                       text::node_fast(of.number())});
  for (const Duration delay : k_delays) {
    row.items.push_back({text::slow_label(short_time(delay)),
                         text::k_explain_slow,
                         why_not(delay),
                         {SlowCommand{of.id, delay}},
                         text::node_slowed(of.number(), short_time(delay))});
  }
  return row;
}

MenuRow clock_row(const NodeFacts& of) {
  MenuRow row{text::k_row_clock, {}};
  const auto add = [&](Duration skew, std::string label, std::string done) {
    row.items.push_back({std::move(label),
                         text::k_explain_clock,
                         skew == of.node().clock_skew ? text::k_why_as_slow : "",
                         {SkewCommand{of.id, skew}},
                         std::move(done)});
  };
  for (const Duration skew : k_skews) {
    // The right time is in the middle.
    if (skew > Duration::zero() && row.items.size() == k_skews.size() / 2)
      add({}, text::k_not_skewed, text::clock_right(of.number()));
    const auto ms = std::chrono::duration_cast<milliseconds>(skew).count();
    add(skew, text::skew_label(signed_time(skew), fmt::format("{}", ms)),
        text::clock_off(of.number(), signed_time(skew)));
  }
  return row;
}

MenuRow ring_row(const NodeFacts& of) {
  const WorldNode& node = of.node();
  const bool on = of.is_on_ring();
  const char* busy = of.world.view().is_moving() ? text::k_why_moving
                     : node.paused               ? text::k_why_paused
                                                 : "";
  const char* few = of.is_spare_enough() ? "" : text::k_why_too_few;
  const auto first = [](const char* one, const char* other) { return *one != '\0' ? one : other; };
  return {text::k_row_ring,
          {{text::k_item_add,
            text::k_explain_add,
            on        ? text::k_why_on_ring
            : node.up ? busy
                      : text::k_why_down,
            {AddCommand{of.id}},
            text::node_asks_in(of.number())},
           {text::k_item_drain,
            text::k_explain_drain,
            !on        ? text::k_why_off_ring
            : !node.up ? text::k_why_evict_instead
                       : first(busy, few),
            {DrainCommand{of.id}},
            text::node_asks_out(of.number())},
           {text::k_item_evict,
            text::k_explain_evict,
            !on       ? text::k_why_off_ring
            : node.up ? text::k_why_drain_instead
                      : first(busy, few),
            {EvictCommand{of.id}},
            text::node_evicted(of.number())}}};
}

}  // namespace

std::string node_state_words(const World& world, NodeId id) {
  const NodeFacts of{world, id};
  const WorldNode& node = of.node();
  std::string words = !node.up      ? std::string(text::k_node_state_down)
                      : node.paused ? std::string(text::k_state_paused)
                                    : text::node_state_up(node.live_keys, node.recovering);
  const auto add = [&](const std::string& more) { words += ", " + more; };
  if (node.slowed_by > Duration::zero()) add(text::state_slow(short_time(node.slowed_by)));
  if (node.clock_skew != Duration::zero()) add(text::state_skewed(signed_time(node.clock_skew)));
  if (of.has_cuts()) add(text::k_state_cut);
  if (!of.is_on_ring()) add(text::k_state_off_ring);
  return words;
}

Menu node_menu(const MenuInput& input, NodeId node) {
  const NodeFacts of{input.world, node};
  return {text::node_label(raw(node)),
          node_state_words(input.world, node),
          {life_row(of), work_row(of), network_row(of), slow_row(of), clock_row(of), ring_row(of)}};
}

}  // namespace ringside
