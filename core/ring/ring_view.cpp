#include "core/ring/ring_view.h"

#include <iterator>
#include <set>
#include <utility>

#include "core/base/check.h"

namespace ringside {
namespace {

bool contains(std::span<const NodeId> sorted, NodeId node) {
  return std::binary_search(sorted.begin(), sorted.end(), node);
}

bool is_in(std::span<const NodeId> group, NodeId node) {
  return std::find(group.begin(), group.end(), node) != group.end();
}

Ring ring_of_seats(Shape shape, std::uint32_t count) {
  shape.nodes = count;
  shape.spares = 0;
  return Ring(shape);
}

}  // namespace

std::string_view to_string(RingChange::Kind kind) {
  switch (kind) {
    case RingChange::Kind::none: return "none";
    case RingChange::Kind::add: return "add";
    case RingChange::Kind::drain: return "drain";
    case RingChange::Kind::remove: return "remove";
  }
  return "?";
}

RingView::RingView(std::shared_ptr<const Plan> plan, RingEpoch epoch,
                   std::shared_ptr<const Ring> ring)
    : plan_(std::move(plan)),
      epoch_(epoch),
      ring_(std::move(ring)),
      nodes_(ring_->nodes().begin(), ring_->nodes().end()),
      voters_(nodes_) {}

RingViewPtr RingView::founding(const Shape& shape) {
  auto ring = std::make_shared<const Ring>(ring_of_seats(shape, shape.founders()));
  Plan plan;
  plan.is_fixed = shape.placement == TokenPlacement::bounded;
  for (std::uint32_t node = 0; node < shape.nodes; ++node) plan.seats.push_back(NodeId{node});
  // The tokens of a node do not depend on those after it.
  if (shape.spares == 0 || plan.is_fixed) {
    plan.tokens.assign(ring->tokens().begin(), ring->tokens().end());
  } else {
    const Ring all = ring_of_seats(shape, shape.nodes);
    plan.tokens.assign(all.tokens().begin(), all.tokens().end());
  }
  return RingViewPtr(
      new RingView(std::make_shared<const Plan>(std::move(plan)), RingEpoch{1}, std::move(ring)));
}

RingViewPtr RingView::of(Ring ring) {
  Plan plan;
  plan.tokens.assign(ring.tokens().begin(), ring.tokens().end());
  plan.seats.assign(ring.nodes().begin(), ring.nodes().end());
  return RingViewPtr(new RingView(std::make_shared<const Plan>(std::move(plan)), RingEpoch{1},
                                  std::make_shared<const Ring>(std::move(ring))));
}

RingViewPtr RingView::moving(RingChange change) const {
  const bool comes = change.kind == RingChange::Kind::add;
  if (is_moving() || plan_->is_fixed || change.kind == RingChange::Kind::none) return nullptr;
  if (comes == is_member(change.node) || !contains(plan_->seats, change.node)) return nullptr;
  if (!comes && nodes_.size() <= group_size()) return nullptr;
  std::vector<Token> tokens;
  for (const Token& token : plan_->tokens) {
    const bool stays = is_member(token.node) && token.node != change.node;
    if (stays || (comes && token.node == change.node)) tokens.push_back(token);
  }
  const RingEpoch epoch{raw(epoch_) + 1};
  auto* view = new RingView(plan_, epoch, ring_);
  const RingViewPtr owner(view);
  view->change_ = change;
  view->evicted_ = evicted_;
  std::erase(view->evicted_, change.node);
  view->next_ = std::make_shared<const Ring>(std::move(tokens), group_size(), epoch);
  if (comes) {
    view->nodes_.assign(view->next_->nodes().begin(), view->next_->nodes().end());
  } else {
    std::erase(view->voters_, change.node);
  }
  view->lay_out();
  return owner;
}

RingViewPtr RingView::settled() const {
  if (!is_moving()) return nullptr;
  auto* view = new RingView(plan_, RingEpoch{raw(epoch_) + 1}, next_);
  view->change_ = change_;
  view->evicted_ = evicted_;
  if (change_.kind == RingChange::Kind::remove) view->evicted_.push_back(change_.node);
  return RingViewPtr(view);
}

void RingView::lay_out() {
  std::set<KeyHash> ends;
  for (const Ring* ring : {ring_.get(), next_.get()}) {
    for (const Token& token : ring->tokens()) ends.insert(token.at);
  }
  ends_.assign(ends.begin(), ends.end());
  arcs_of_.resize(raw(nodes_.back()) + 1);
  for (std::uint32_t arc = 0; arc < ends_.size(); ++arc) {
    const std::size_t first = owners_.size();
    starts_.push_back(static_cast<std::uint32_t>(first));
    for (const Ring* ring : {ring_.get(), next_.get()}) {
      for (const NodeId member : ring->preference_list(ends_[arc])) {
        if (is_in(std::span(owners_).subspan(first), member)) continue;
        owners_.push_back(member);
        arcs_of_[raw(member)].push_back(arc);
      }
    }
  }
  starts_.push_back(static_cast<std::uint32_t>(owners_.size()));
}

std::vector<NodeId> RingView::gainers() const {
  std::set<NodeId> found;
  for (std::size_t arc = 0; arc < ends_.size(); ++arc) {
    const auto before = ring_->preference_list(ends_[arc]);
    for (const NodeId member : next_->preference_list(ends_[arc])) {
      if (!is_in(before, member)) found.insert(member);
    }
  }
  return {found.begin(), found.end()};
}

std::size_t RingView::token_index(KeyHash key) const {
  if (!next_) return ring_->token_index(key);
  const auto found = std::lower_bound(ends_.begin(), ends_.end(), key);
  return found == ends_.end() ? 0 : static_cast<std::size_t>(found - ends_.begin());
}

std::span<const NodeId> RingView::group_of(std::size_t arc) const {
  if (!next_) return ring_->group_of(arc);
  return std::span(owners_).subspan(starts_[arc], starts_[arc + 1] - starts_[arc]);
}

HashRange RingView::arc(std::size_t index) const {
  if (!next_) return ring_->arc(index);
  const KeyHash before = ends_[index == 0 ? ends_.size() - 1 : index - 1];
  return {KeyHash{raw(before) + 1}, ends_[index]};
}

std::span<const std::uint32_t> RingView::arcs_of(NodeId node) const {
  if (!next_) return ring_->arcs_of(node);
  if (raw(node) >= arcs_of_.size()) return {};
  return arcs_of_[raw(node)];
}

}  // namespace ringside
