#include "core/node/prober.h"

#include <algorithm>

#include "core/base/check.h"

namespace ringside {
namespace {

std::uint32_t place_among_members(const NodeSetup& setup) {
  const auto members = setup.ring->seats();
  const auto place = std::lower_bound(members.begin(), members.end(), setup.self.node);
  RINGSIDE_CHECK(place != members.end() && *place == setup.self.node && members.size() > 1);
  return static_cast<std::uint32_t>(place - members.begin());
}

// The other members are numbered without oneself.
NodeId other_member(const MembershipView& view, std::uint32_t self, std::uint32_t number) {
  return view.members()[number < self ? number : number + 1];
}

}  // namespace

Prober::Prober(const NodeSetup& setup, Rng& rng)
    : self_(place_among_members(setup)),
      order_(static_cast<std::uint32_t>(setup.ring->seats().size()) - 1, rng),
      period_end_(setup.started + setup.timing.probe_interval +
                  rng.uniform(Duration::zero(), setup.timing.probe_interval)) {}

void Prober::tick(DetectorStep step) {
  if (step.now >= period_end_) {
    if (probe_) judge(step);
    start(step);
  } else if (probe_ && step.now >= probe_->ask_helpers_at) {
    ask_helpers(step);
  }
}

Time Prober::next_deadline() const {
  return probe_ ? std::min(probe_->ask_helpers_at, period_end_) : period_end_;
}

void Prober::start(DetectorStep step) {
  period_end_ = step.now + step.health.scale(step.timing().probe_interval);
  const NodeId target = draw_target(step);
  if (target == k_no_node) return;
  probe_ = Probe{.target = target,
                 .number = step.numbers.next(),
                 .ask_helpers_at = step.now + step.health.scale(step.timing().probe_timeout)};
  step.ping(target, probe_->number);
}

NodeId Prober::draw_target(DetectorStep step) {
  const MembershipView& view = step.membership.view();
  if (view.live_count() <= 1) return k_no_node;
  for (;;) {
    const NodeId drawn = other_member(view, self_, order_.next(step.rng));
    if (step.believes(drawn) != MemberState::dead) return drawn;
  }
}

void Prober::ask_helpers(DetectorStep step) {
  probe_->ask_helpers_at = k_end_of_time;
  const MembershipView& view = step.membership.view();
  ProbeOrder order(view.size() - 1, step.rng);
  for (std::uint32_t drawn = 0;
       drawn + 1 < view.size() && probe_->helpers < step.timing().probe_helpers; ++drawn) {
    const NodeId helper = other_member(view, self_, order.next(step.rng));
    if (helper == probe_->target || step.believes(helper) != MemberState::alive) continue;
    ++probe_->helpers;
    probe_->silent_helpers.push_back(helper);
    step.out.send(helper,
                  PingRequest{probe_->number, probe_->target, step.membership.updates_for(helper)});
  }
}

void Prober::on_answer(std::uint64_t number, LocalHealth& health) {
  if (!probe_ || probe_->number != number) return;
  health.improve();
  probe_.reset();
}

void Prober::on_no_answer(std::uint64_t number, NodeId helper) {
  if (!probe_ || probe_->number != number) return;
  std::erase(probe_->silent_helpers, helper);
}

// Helpers that say that they did not reach it either speak against the member; silent ones, or
// there being none to ask, against oneself.
void Prober::judge(DetectorStep step) {
  const auto silent = static_cast<std::uint32_t>(probe_->silent_helpers.size());
  step.health.worsen(probe_->helpers == 0 ? 1 : silent);
  const NodeId target = probe_->target;
  probe_.reset();
  step.membership.suspect(step.state, step.now, target, step.out);
}

}  // namespace ringside
