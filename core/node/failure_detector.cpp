#include "core/node/failure_detector.h"

#include <algorithm>
#include <utility>

namespace ringside {

FailureDetector::FailureDetector(const NodeSetup& setup)
    : is_on_(setup.timing.probe_interval > Duration::zero() && setup.ring->seats().size() > 1),
      rng_(setup.seed),
      numbers_(setup.self.incarnation),
      health_(setup.timing.local_health_max),
      membership_(setup),
      ask_dead_at_(setup.started),
      last_dead_asked_(setup.self.node) {
  if (!is_on_) return;
  if (setup.timing.failure_detection == FailureDetection::swim) prober_.emplace(setup, rng_);
  if (setup.timing.failure_detection == FailureDetection::phi) heartbeats_.emplace(setup, rng_);
}

void FailureDetector::heard_from(NodeState& state, Time now, NodeId from, Incarnation life,
                                 Output& out) {
  if (is_on_) membership_.heard_from(state, now, from, life, out);
}

void FailureDetector::on(NodeState& state, Time now, NodeId from, const Ping& ping, Output& out) {
  if (!is_on_) return;
  MembershipUpdates corrections = hear(state, now, ping.updates, out);
  out.send(from, PingAck{ping.number, membership_.updates_for(from, std::move(corrections))});
}

void FailureDetector::on(NodeState& state, Time now, NodeId from, const PingAck& ack, Output& out) {
  if (!is_on_) return;
  hear(state, now, ack.updates, out);
  relays_.on_answer(step(state, now, out), ack.number);
  if (prober_) prober_->on_answer(ack.number, health_);
  if (heartbeats_) heartbeats_->on_answer(now, from, ack.number);
}

void FailureDetector::on(NodeState& state, Time now, NodeId from, const PingRequest& request,
                         Output& out) {
  if (!is_on_) return;
  hear(state, now, request.updates, out);
  relays_.on(step(state, now, out), from, request);
}

void FailureDetector::on(NodeState& state, Time now, NodeId from, const PingRequestReply& reply,
                         Output& out) {
  if (!is_on_) return;
  hear(state, now, reply.updates, out);
  if (!prober_) return;
  if (reply.outcome.ok()) {
    prober_->on_answer(reply.number, health_);
  } else {
    prober_->on_no_answer(reply.number, from);
  }
}

// A suspicion of oneself may have come from one's own slowness.
MembershipUpdates FailureDetector::hear(NodeState& state, Time now,
                                        const MembershipUpdates& updates, Output& out) {
  const std::uint32_t before = membership_.refutations();
  MembershipUpdates corrections = membership_.hear(state, now, updates, out);
  if (membership_.refutations() != before) health_.worsen();
  return corrections;
}

void FailureDetector::tick(NodeState& state, Time now, Output& out) {
  if (!is_on_) return;
  make_good(now, state.setup.timing);
  membership_.expire(state, now, out);
  const DetectorStep shared = step(state, now, out);
  relays_.tick(shared);
  if (prober_) prober_->tick(shared);
  if (heartbeats_) heartbeats_->tick(shared);
  ask_the_dead(shared);
}

// A member that comes to look at its deadlines long after they have passed was stopped itself, and
// answers may wait for it unread. That time does not count against others.
void FailureDetector::make_good(Time now, const Timing& timing) {
  const Time due = prober_ ? prober_->next_deadline() : heartbeats_->next_deadline();
  if (timing.local_health_max == 0 || now <= due) return;
  const Duration late = now - due;
  if (late <= health_.scale(timing.probe_timeout)) return;
  health_.worsen();
  membership_.postpone(late);
  if (prober_) prober_->abandon();
  if (heartbeats_) heartbeats_->postpone(late);
}

// Who was cut off, and has been taken for dead on both sides, would never be heard of again.
void FailureDetector::ask_the_dead(DetectorStep step) {
  const NodeId member = view().next_dead(last_dead_asked_);
  const Duration wait = step.timing().probe_interval * k_dead_periods;
  if (member == k_no_node) {
    ask_dead_at_ = step.now + wait;
  } else if (step.now >= ask_dead_at_) {
    ask_dead_at_ = step.now + wait;
    last_dead_asked_ = member;
    step.ping(member, step.numbers.next());
  }
}

Time FailureDetector::next_deadline() const {
  if (!is_on_) return k_end_of_time;
  Time next = std::min(membership_.next_deadline(), relays_.next_deadline());
  if (prober_) next = std::min(next, prober_->next_deadline());
  if (heartbeats_) next = std::min(next, heartbeats_->next_deadline());
  if (view().live_count() < view().size()) next = std::min(next, ask_dead_at_);
  return next;
}

}  // namespace ringside
