#include "core/node/collector.h"

#include <algorithm>

#include "core/base/mutant.h"
#include "core/node/handover.h"
#include "core/node/hints.h"
#include "core/node/sync_responder.h"
#include "core/node/write_coordinator.h"
#include "core/store/siblings.h"

namespace ringside {
namespace {

constexpr std::uint32_t k_asked_max = 8;  // how often a phase is asked for
constexpr std::uint32_t k_doublings_max = 4;

void forget(NodeState& state, Time now, const RecordPtr& record, Output& out) {
  state.table.erase(record->hash, record->key());
  out.trace(trace::record_collected(now, state.id(),
                                    {.key = record->hash,
                                     .op = record->op,
                                     .version = record->version,
                                     .tombstone = is_absent(*record),
                                     .siblings = sibling_count(*record) - 1}));
}

}  // namespace

// No life repeats the numbers of another one, nor those of other comparisons of the node.
Collector::Collector(const NodeSetup& setup)
    : age_(setup.timing.tombstones_after),
      interval_(std::max(age_ / 2, 2 * setup.timing.reply_timeout)),
      rounds_(std::uint64_t{raw(setup.self.incarnation)} << 32),
      exchanges_(rounds_ | std::uint64_t{1} << 31) {
  if (age_ > Duration::zero()) look_again_ = setup.started + interval_;
}

void Collector::tick(NodeState& state, Time now, const Others& others, Output& out) {
  if (exchange_ && exchange_->look_again() <= now) {
    exchange_->tick(state, now, out);
    go_on(state, now, others, out);
  }
  if (look_again_ > now) return;
  if (!round_) return begin(state, now, others, out);
  if (round_->asked >= k_asked_max) return give_up(now);
  ask(state, now, others, out);
}

// ---- Who leads

void Collector::begin(NodeState& state, Time now, const Others& others, Output& out) {
  look_again_ = now + interval_;
  const auto members = state.ring().nodes();
  if (members.empty() || members.front() != state.id() || !state.readiness.all()) return;
  const HlcStamp until{state.wall(now) - age_, 0};
  if (until <= std::max(state.horizon.told, state.horizon.closed)) return;
  round_ = Round{{++rounds_, CollectPhase::close, until, {}}, {}, 0, false};
  ask(state, now, others, out);
}

void Collector::ask(NodeState& state, Time now, const Others& others, Output& out) {
  look_again_ =
      now + state.setup.timing.reply_timeout * (1 << std::min(round_->asked, k_doublings_max));
  ++round_->asked;
  const CollectRequest request = round_->request;
  const std::set<NodeId> done = round_->done;
  for (const NodeId node : state.ring().seats()) {
    if (node != state.id() && !done.contains(node)) out.send(node, request);
  }
  if (done.contains(state.id())) return;
  if (const auto own = answer(state, now, state.id(), request, true, others, out))
    take_answer(state, now, state.id(), *own, others, out);
}

void Collector::on(NodeState& state, Time now, NodeId from, const CollectReply& reply,
                   const Others& others, Output& out) {
  take_answer(state, now, from, reply, others, out);
}

void Collector::take_answer(NodeState& state, Time now, NodeId from, const CollectReply& reply,
                            const Others& others, Output& out) {
  if (!round_ || reply.round != round_->request.round || reply.phase != round_->request.phase)
    return;
  CollectRequest& request = round_->request;
  const Actor life{from, from == state.id() ? state.setup.self.incarnation : state.lives.of(from)};
  const bool is_new = !round_->done.contains(from);
  if (request.phase == CollectPhase::close) {
    if (is_new && reply.outcome.ok()) request.lives.push_back(life);
    round_->is_wanted |= reply.wants;
  }
  const bool is_same_life =
      std::find(request.lives.begin(), request.lives.end(), life) != request.lives.end();
  if (!reply.outcome.ok() || !is_same_life) return give_up(now);
  round_->done.insert(from);
  const std::size_t needed = mutant(Mutant::collect_by_majority)
                                 ? state.ring().seats().size() / 2 + 1
                                 : state.ring().seats().size();
  if (round_->done.size() >= needed) advance(state, now, others, out);
}

void Collector::advance(NodeState& state, Time now, const Others& others, Output& out) {
  const bool is_over = round_->request.phase == CollectPhase::collect ||
                       (round_->request.phase == CollectPhase::close && !round_->is_wanted);
  if (is_over) return give_up(now);
  round_->request.phase =
      round_->request.phase == CollectPhase::close ? CollectPhase::compare : CollectPhase::collect;
  round_->done.clear();
  round_->asked = 0;
  ask(state, now, others, out);
}

void Collector::give_up(Time now) {
  round_.reset();
  look_again_ = now + interval_;
}

// ---- Who takes part

void Collector::on(NodeState& state, Time now, NodeId from, const CollectRequest& request,
                   bool is_same_view, const Others& others, Output& out) {
  if (const auto reply = answer(state, now, from, request, is_same_view, others, out))
    out.send(from, *reply);
}

std::optional<CollectReply> Collector::answer(NodeState& state, Time now, NodeId from,
                                              const CollectRequest& request, bool is_same_view,
                                              const Others& others, Output& out) {
  CollectReply reply{request.round, request.phase};
  const Horizon& horizon = state.horizon;
  switch (request.phase) {
    case CollectPhase::close:
      if (request.until < std::max(horizon.fence, horizon.closed)) return std::nullopt;  // late
      if (!part_ || part_->round != request.round)
        reply.outcome = close(state, now, from, request, is_same_view, others, out);
      reply.wants =
          state.graves.any_until(state.table, request.until) || horizon.floor < horizon.fence;
      return reply;
    case CollectPhase::compare: {
      const auto outcome = compare(state, now, request, others, out);
      if (!outcome) return std::nullopt;
      reply.outcome = *outcome;
      return reply;
    }
    case CollectPhase::collect:
      if (horizon.is_whole && horizon.fence == request.until && horizon.floor < request.until)
        collect(state, now, request.until, out);
      return reply;
  }
  return std::nullopt;
}

Outcome Collector::close(NodeState& state, Time now, NodeId from, const CollectRequest& request,
                         bool is_same_view, const Others& others, Output& out) {
  const bool is_settled = is_same_view && !state.ring().is_moving() && !state.has_strays &&
                          !others.handover.has_begun();
  const bool is_whole = state.readiness.all();
  const bool has_hints = others.hints.has_until(request.until);
  if (!is_settled || !is_whole || has_hints || others.writes.gives_until(request.until) ||
      state.wall(now) < request.until.physical)
    return ErrorCode::unavailable;
  part_ = Part{.round = request.round, .lead = from};
  exchange_.reset();
  Horizon& horizon = state.horizon;
  horizon.closed = request.until;
  horizon.is_tainted = false;
  state.clock.pass(request.until);
  state.expiry.tick(state, now, out);
  return {};
}

// Nothing while that is under way.
std::optional<Outcome> Collector::compare(NodeState& state, Time now, const CollectRequest& request,
                                          const Others& others, Output& out) {
  if (!part_ || part_->round != request.round || state.horizon.closed != request.until)
    return ErrorCode::unavailable;
  if (part_->has_compared) return Outcome{};
  if (part_->has_begun) return std::nullopt;
  for (const Actor& life : request.lives) {
    if (life.node != state.id()) state.lives.admit(life.node, life.incarnation);
  }
  state.horizon.told = std::max(state.horizon.told, request.until);
  part_->lives = request.lives;
  part_->has_begun = true;
  if (!mutant(Mutant::collect_without_comparing)) part_->to_compare = sync::peers_of(state);
  compare_next(state, now, others, out);
  return std::nullopt;
}

void Collector::go_on(NodeState& state, Time now, const Others& others, Output& out) {
  if (exchange_->progress() == Exchange::Progress::under_way) return;
  const bool is_done =
      exchange_->progress() == Exchange::Progress::done && exchange_->is_all_kept();
  exchange_.reset();
  if (!is_done) {
    const CollectReply reply{part_->round, CollectPhase::compare, ErrorCode::unavailable};
    const NodeId lead = part_->lead;
    part_.reset();
    if (lead != state.id()) return out.send(lead, reply);
    return take_answer(state, now, lead, reply, others, out);
  }
  part_->to_compare.pop_back();
  compare_next(state, now, others, out);
}

void Collector::compare_next(NodeState& state, Time now, const Others& others, Output& out) {
  if (!part_->to_compare.empty()) {
    exchange_.emplace(ExchangeId{++exchanges_}, part_->to_compare.back());
    return exchange_->start(state, now, out);
  }
  const CollectReply reply{part_->round, CollectPhase::compare, confirm(state, others)};
  const NodeId lead = part_->lead;
  if (reply.outcome.ok()) {
    part_->has_compared = true;
    state.horizon.fence = state.horizon.closed;
    state.horizon.is_whole = true;
  } else {
    part_.reset();
  }
  if (lead != state.id()) return out.send(lead, reply);
  take_answer(state, now, lead, reply, others, out);
}

// What has come since it closed may not be known to all.
Outcome Collector::confirm(NodeState& state, const Others& others) const {
  const auto is_over = [&](const Actor& life) {
    return life.node == state.id() ? life != state.setup.self
                                   : state.lives.of(life.node) != life.incarnation;
  };
  const bool has_hints = others.hints.has_until(state.horizon.closed);
  const bool is_whole = state.readiness.all();
  const bool is_good = is_whole && !state.horizon.is_tainted && !has_hints &&
                       std::none_of(part_->lives.begin(), part_->lives.end(), is_over);
  return is_good ? Outcome{} : Outcome{ErrorCode::unavailable};
}

void Collector::collect(NodeState& state, Time now, HlcStamp until, Output& out) {
  state.horizon.floor = until;
  // Every node's clock had come so far when it closed.
  state.expiry.expire_until(state, now, until.physical, out);
  for (const RecordPtr& record : state.graves.take_until(state.table, until))
    forget(state, now, record, out);
}

void Collector::on_view(NodeState& state) {
  round_.reset();
  part_.reset();
  exchange_.reset();
  state.horizon.is_whole = false;
  // What it gains it does not have yet.
  if (!state.readiness.all()) state.horizon.floor = {};
}

// ---- What comparisons tell

bool Collector::hear(NodeState& state, Time now, HlcStamp told, HlcStamp floor,
                     const Others& others, Output& out) {
  Horizon& horizon = state.horizon;
  // It missed the last step.
  if (horizon.is_whole && floor > horizon.floor && floor <= horizon.fence)
    collect(state, now, floor, out);
  if (told <= horizon.told) return false;
  const bool has_closed = told <= horizon.closed;
  horizon.told = told;
  state.clock.pass(told);
  // One that has come to speak for its keys without having heard of it was not there for the whole
  // round, so that cannot end.
  const bool speaks = state.readiness.all() && !state.readiness.arcs().empty();
  if (has_closed || speaks) return false;
  // This life has not closed. Whatever it was sent so far may be late.
  horizon.fence = told;
  horizon.is_whole = false;
  others.hints.drop_until(now, state.id(), told, out);
  return forget_late(state, now, out) > 0;
}

// Where the node speaks for an arc it has learnt of the fence before.
std::size_t Collector::forget_late(NodeState& state, Time now, Output& out) {
  std::vector<RecordPtr> late;
  state.table.for_each([&](const RecordPtr& record) {
    const Standing standing = state.readiness.key(state.ring(), record->hash);
    if (record->version.stamp <= state.horizon.fence && standing < Standing::doubtful)
      late.push_back(record);
  });
  for (const RecordPtr& record : late) forget(state, now, record, out);
  return late.size();
}

}  // namespace ringside
