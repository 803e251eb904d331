#include "core/node/handover.h"

#include <utility>

namespace ringside {

void Handover::on_view(Time now) {
  exchange_.reset();
  to_tell_.clear();
  ranges_.clear();
  has_new_ = false;
  hopeful_ = true;
  begin_at_ = now;
}

void Handover::tick(NodeState& state, Time now, Output& out) {
  if (exchange_) {
    if (exchange_->look_again() > now) return;
    exchange_->tick(state, now, out);
    return go_on(state, now, out);
  }
  if (begin_at_ > now) return;
  begin_at_ = k_end_of_time;
  if (to_tell_.empty()) return begin(state, now, out);
  hopeful_ = false;  // somebody did not answer before
  next(state, now, out);
}

// Records are walked in the order of the ring, and so are its arcs.
void Handover::begin(NodeState& state, Time now, Output& out) {
  ranges_.clear();
  const RingView& ring = state.ring();
  std::optional<std::size_t> last;
  state.table.for_each([&](const RecordPtr& record) {
    const std::size_t arc = ring.token_index(record->hash);
    if (arc == last) return;
    last = arc;
    if (state.readiness.arc(static_cast<std::uint32_t>(arc)) != Standing::none) return;
    const HashRange range = ring.arc(arc);
    if (!ranges_.empty() && ranges_.front() == range) return;  // it passes the top of the ring
    ranges_.push_back(range);
    for (const NodeId owner : ring.group_of(arc)) to_tell_[owner].push_back(range);
  });
  if (ranges_.empty()) return;
  next(state, now, out);
}

void Handover::next(NodeState& state, Time now, Output& out) {
  if (to_tell_.empty() && std::exchange(has_new_, false)) return begin(state, now, out);
  if (to_tell_.empty()) return let_go(state, now, out);
  const auto& [owner, ranges] = *to_tell_.begin();
  exchange_.emplace(ExchangeId{++exchanges_}, owner, ranges);
  exchange_->start(state, now, out);
}

void Handover::go_on(NodeState& state, Time now, Output& out) {
  if (exchange_->progress() == Exchange::Progress::under_way) return;
  if (exchange_->progress() == Exchange::Progress::failed || !exchange_->is_all_kept()) {
    exchange_.reset();
    begin_at_ = now + state.setup.timing.recovery_retry;
    return;
  }
  to_tell_.erase(exchange_->peer());
  exchange_.reset();
  hopeful_ = true;
  next(state, now, out);
}

void Handover::let_go(NodeState& state, Time now, Output& out) {
  for (const HashRange& range : ranges_) {
    const std::size_t gone = state.table.erase(range);
    state.let_go |= gone > 0;
    if (gone > 0)
      out.trace(trace::range_dropped(now, state.id(), range, static_cast<std::uint32_t>(gone)));
  }
  ranges_.clear();
}

}  // namespace ringside
