#include "core/node/heartbeats.h"

#include <algorithm>
#include <set>

namespace ringside {

Heartbeats::Heartbeats(const NodeSetup& setup, Rng& rng)
    : next_beat_(setup.started + setup.timing.probe_interval +
                 rng.uniform(Duration::zero(), setup.timing.probe_interval)) {}

PhiAccrual::Settings Heartbeats::settings(const Timing& timing) {
  return {.interval = timing.probe_interval,
          .deviation_min = std::max(timing.probe_interval / 10, Duration{1000}),
          .pause = 2 * timing.probe_interval,
          .threshold = timing.phi_threshold};
}

void Heartbeats::tick(DetectorStep step) {
  for (auto& [node, neighbour] : neighbours_) {
    if (neighbour.silence.suspect_at() > step.now) continue;
    // What the others make of it takes its time; if it comes to nothing, the silence counts anew.
    neighbour.silence = PhiAccrual(settings(step.timing()), step.now);
    step.membership.suspect(step.state, step.now, node, step.out);
  }
  if (step.now >= next_beat_) beat(step);
}

void Heartbeats::beat(DetectorStep step) {
  next_beat_ = step.now + step.timing().probe_interval;
  choose_neighbours(step);
  for (auto& [node, neighbour] : neighbours_) {
    neighbour.asked = step.numbers.next();
    step.ping(node, neighbour.asked);
  }
}

void Heartbeats::choose_neighbours(DetectorStep step) {
  const auto members = step.membership.view().members();
  const auto self = std::lower_bound(members.begin(), members.end(), step.state.id());
  const auto place = static_cast<std::size_t>(self - members.begin());
  std::set<NodeId> chosen;
  for (std::size_t i = 1; i < members.size() && chosen.size() < k_neighbours; ++i) {
    const NodeId node = members[(place + i) % members.size()];
    if (step.believes(node) != MemberState::dead) chosen.insert(node);
  }
  std::erase_if(neighbours_, [&](const auto& entry) { return !chosen.contains(entry.first); });
  for (const NodeId node : chosen) {
    if (!neighbours_.contains(node))  // a new PhiAccrual costs more than all else here
      neighbours_.emplace(node, Neighbour{PhiAccrual(settings(step.timing()), step.now)});
  }
}

// An answer that comes twice, or after a later one, is no sign of life.
void Heartbeats::on_answer(Time now, NodeId from, std::uint64_t number) {
  const auto found = neighbours_.find(from);
  if (found == neighbours_.end()) return;
  Neighbour& neighbour = found->second;
  if (number <= neighbour.answered || number > neighbour.asked) return;
  neighbour.answered = number;
  neighbour.silence.heard(now);
}

Time Heartbeats::next_deadline() const {
  Time next = next_beat_;
  for (const auto& [node, neighbour] : neighbours_)
    next = std::min(next, neighbour.silence.suspect_at());
  return next;
}

void Heartbeats::postpone(Duration time) {
  for (auto& [node, neighbour] : neighbours_) neighbour.silence.postpone(time);
}

}  // namespace ringside
