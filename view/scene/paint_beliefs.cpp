// Whom the node that is looked at doubts, and where it is wrong.
#include "view/scene/beliefs.h"
#include "view/scene/paint.h"

namespace ringside {
namespace {

void paint_belief(const Painter& p, const HeldBelief& belief) {
  const float strength = p.focus.strength();
  const NodeMark mark = p.node_mark(belief.about);
  if (belief.state != MemberState::alive) {
    const bool dead = belief.state == MemberState::dead;
    draw_node_ring(p.list, mark, faded(dead ? p.palette().bad : p.palette().warning, strength),
                   !dead);
    p.legend.see(dead ? LegendItem::taken_for_dead : LegendItem::suspected);
  }
  if (!belief.is_wrong()) return;
  draw_wrong(p.list, mark.at + direction(3 * k_pi / 4) * mark.radius,
             std::max(mark.radius * 0.36f, 5.0f), strength, p.palette());
  p.legend.see(LegendItem::belief_wrong);
}

}  // namespace

std::vector<HeldBelief> beliefs_of(const World& world, NodeId of) {
  std::vector<HeldBelief> beliefs;
  if (!world.node(of).up) return beliefs;
  for (std::uint32_t i = 0; i < world.nodes().size(); ++i) {
    const WorldNode& other = world.nodes()[i];
    if (NodeId{i} == of) continue;
    beliefs.push_back({NodeId{i}, world.belief(of, NodeId{i}), other.up,
                       other.up && other.epoch != world.node(of).epoch});
  }
  return beliefs;
}

void paint_beliefs(const Painter& p) {
  if (p.focus.node() && p.focus.strength() > 0) {
    for (const HeldBelief& belief : beliefs_of(p.world(), *p.focus.node())) paint_belief(p, belief);
    return;
  }
  // Of nodes that are up some doubt is wrong, whoever has it.
  for (std::uint32_t i = 0; i < p.world().nodes().size(); ++i) {
    const WorldNode& node = p.world().nodes()[i];
    if (!node.up || node.suspected_by + node.dead_to == 0) continue;
    const NodeMark mark = p.node_mark(NodeId{i});
    draw_node_ring(p.list, mark, faded(p.palette().warning, 0.8f * mark.opacity), true);
    p.legend.see(LegendItem::suspected);
  }
}

}  // namespace ringside
