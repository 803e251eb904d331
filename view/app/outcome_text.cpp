#include "view/app/outcome_text.h"

#include <algorithm>
#include <bit>

#include "core/base/hash.h"
#include "view/app/text.h"

namespace ringside {
namespace {

constexpr std::size_t k_key_shown = 32;
constexpr std::size_t k_value_shown = 48;
constexpr std::size_t k_down_named_max = 4;

std::uint64_t fresh_copies_of(const std::string& key, const World& world) {
  const auto at = world.keys().find(hash_key(key));
  return at == world.keys().end() || at->second.copies.empty() ? 0 : at->second.fresh_copies();
}

std::string names_of(const std::vector<std::uint32_t>& nodes) {
  if (nodes.size() == 1) return text::one_node_down(nodes.front());
  std::string list;
  for (std::size_t i = 0; i < std::min(nodes.size(), k_down_named_max); ++i) {
    list += (i == 0 ? "" : ", ") + std::to_string(nodes[i]);
  }
  return text::nodes_down(list,
                          nodes.size() > k_down_named_max ? nodes.size() - k_down_named_max : 0);
}

std::string paused_words(const World& world) {
  std::uint64_t paused = 0;
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < world.nodes().size(); ++i) {
    if (!world.nodes()[i].paused) continue;
    ++paused;
    last = static_cast<std::uint32_t>(i);
  }
  if (paused == 0) return {};
  return paused == 1 ? text::one_node_paused(last) : text::nodes_paused(paused);
}

}  // namespace

std::string outcome_sentence(const OperationResult& result, const World& world) {
  const std::string key = shortened(result.key, k_key_shown);
  const std::string value = shortened(result.value, k_value_shown);
  const std::string took = rounded_duration(result.finished - result.started);
  const Receipt& receipt = result.receipt;
  if (result.error && result.error->code != ErrorCode::not_found) {
    return text::operation_failed(std::string(to_string(result.kind)), key, result.error->message,
                                  took);
  }
  const std::uint32_t node = raw(receipt.answered_by);
  switch (result.kind) {
    case OperationKind::put:
      return text::put_done(key, value, receipt.copies, receipt.required, node, took);
    case OperationKind::remove:
      return text::remove_done(key, receipt.copies, receipt.required, node, took);
    case OperationKind::scan:
      return text::scan_done(result.page.keys.size(), result.page.cursor, took);
    case OperationKind::get: break;
  }
  if (result.error) return text::get_not_found(key, node, took);
  return text::get_done(key, value, node, fresh_copies_of(result.key, world), took);
}

std::string status_sentence(const World& world, bool playing) {
  std::vector<std::uint32_t> down;
  for (std::size_t i = 0; i < world.nodes().size(); ++i) {
    if (!world.nodes()[i].up) down.push_back(static_cast<std::uint32_t>(i));
  }
  std::string said = text::nodes_up(world.nodes().size(), world.nodes().size() - down.size());
  if (!down.empty()) said += "; " + names_of(down);
  if (const std::string paused = paused_words(world); !paused.empty()) said += "; " + paused;
  if (const std::uint64_t cut = links_cut(world); cut > 0) said += "; " + text::links_cut(cut);
  said += "; " + text::count(live_keys(world), text::k_key);
  said += "; " + text::under_way(open_operations(world));
  if (!playing) said += std::string("; ") + text::k_status_paused;
  return said;
}

std::string lifecycle_sentence(const TraceEvent& event) {
  if (event.kind == EventKind::node_crashed) return text::node_down(raw(event.node.node()));
  // The first life of a node is how the cluster begins: no news.
  if (event.kind == EventKind::node_started && event.at > k_start_of_time) {
    return text::node_back(raw(event.node.node()), event.count);
  }
  return {};
}

std::vector<AccessibleNode> accessible_nodes_of(const World& world) {
  std::vector<AccessibleNode> nodes;
  for (std::size_t i = 0; i < world.nodes().size(); ++i) {
    const WorldNode& node = world.nodes()[i];
    const auto number = static_cast<std::uint32_t>(i);
    nodes.push_back({.id = NodeId{number},
                     .label = text::node_label(number),
                     .state = node.up ? text::node_state_up(node.live_keys, node.recovering)
                                      : text::k_node_state_down,
                     .action = node.up ? text::kill_action(number) : text::restart_action(number),
                     .up = node.up});
  }
  return nodes;
}

std::uint64_t links_cut(const World& world) {
  std::uint64_t links = 0;
  for (const auto& [block, bits] : world.links().cuts.blocks())
    links += static_cast<std::uint64_t>(std::popcount(bits));
  return links;
}

std::uint64_t live_keys(const World& world) {
  return static_cast<std::uint64_t>(
      std::count_if(world.keys().begin(), world.keys().end(), [](const auto& entry) {
        const auto& copies = entry.second.copies;
        return !copies.empty() && !entry.second.newest().tombstone;
      }));
}

std::uint64_t open_operations(const World& world) {
  const WorldTotals& totals = world.totals();
  return totals.operations - totals.succeeded - totals.failed;
}

}  // namespace ringside
