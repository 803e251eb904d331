// What a person does by hand to what is on the ring.
#include <algorithm>

#include "view/app/model.h"
#include "view/app/text_menu.h"

namespace ringside {
namespace {

constexpr std::size_t k_named_max = 6;

std::string named(const std::vector<NodeId>& nodes) {
  if (nodes.size() > k_named_max) return text::count(nodes.size(), text::k_node);
  std::string list;
  for (const NodeId node : nodes) list += (list.empty() ? "" : ", ") + std::to_string(raw(node));
  return text::nodes_named(nodes.size(), list);
}

std::vector<NodeId> others_than(const std::vector<NodeId>& nodes, std::size_t count) {
  std::vector<NodeId> others;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (std::find(nodes.begin(), nodes.end(), NodeId{i}) == nodes.end())
      others.push_back(NodeId{i});
  }
  return others;
}

}  // namespace

std::string partition_words(const World& world, const std::vector<NodeId>& inside) {
  if (inside.empty()) return text::k_lasso_empty;
  const auto outside = others_than(inside, world.nodes().size());
  if (outside.empty()) return text::k_lasso_all;
  return text::lasso_cuts(named(inside), named(outside));
}

std::optional<Menu> Model::menu_of(const Hit& what) const {
  const bool possible = session_.can_branch() || (live() && !session_.recorded());
  return ringside::menu_of({.world = world(),
                            .now = time(),
                            .network = session_.config().network,
                            .can_touch = session_.can_step() || session_.recorded(),
                            .why_nothing = possible ? "" : session_.why_no_branch()},
                           what);
}

bool Model::give(const std::vector<Command>& commands) {
  if (!may_act()) return false;
  for (const Command& command : commands) {
    if (const auto done = session_.submit(command); !done) {
      show_error(done.error().message);
      return false;
    }
  }
  narrate_new_events();
  return true;
}

void Model::act(const MenuItem& item) {
  if (!item.why_not.empty()) return say(Tone::neutral, item.why_not);
  if (give(item.commands) && !item.done.empty()) say(Tone::neutral, item.done);
}

void Model::partition(const std::vector<NodeId>& nodes) {
  const auto others = others_than(nodes, world().nodes().size());
  if (nodes.empty()) return say(Tone::neutral, text::k_lasso_empty);
  if (others.empty()) return say(Tone::neutral, text::k_lasso_all);
  PartitionCommand command;
  command.groups.emplace_back(nodes.begin(), nodes.end());
  if (give({command})) say(Tone::bad, text::partitioned(named(nodes), named(others)));
}

void Model::heal() {
  if (world().links().cuts.empty()) return say(Tone::neutral, text::k_nothing_to_heal);
  if (give({HealCommand{}})) say(Tone::good, text::k_healed);
}

}  // namespace ringside
