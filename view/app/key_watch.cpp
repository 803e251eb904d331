#include "view/app/key_watch.h"

#include <algorithm>

namespace ringside {
namespace {

KeyState state_of(const World& world, KeyHash key, std::uint64_t moment, Time at) {
  KeyState state{.moment = moment, .at = at, .newest = {}};
  const auto found = world.keys().find(key);
  if (found == world.keys().end()) return state;
  const WorldKey& copies = found->second;
  state.newest = copies.newest();
  const auto is_fresh = [&](const Holding& copy) {
    return copy.stamp == state.newest.stamp && copy.maker == state.newest.maker &&
           copy.siblings == state.newest.siblings;
  };
  const auto group = world.ring().preference_list(key);
  for (const NodeId member : group) {
    const Holding* copy = copies.at(member);
    if (copy != nullptr && is_fresh(*copy)) ++state.fresh;
  }
  const bool same = std::all_of(copies.copies.begin(), copies.copies.end(), is_fresh);
  state.standing = !same                         ? KeyStanding::differ
                   : state.fresh == group.size() ? KeyStanding::whole
                                                 : KeyStanding::few;
  return state;
}

bool tells_the_same(const KeyState& a, const KeyState& b) {
  return a.standing == b.standing && a.fresh == b.fresh && a.newest == b.newest;
}

}  // namespace

void KeyWatch::update(const Timeline& timeline, std::uint64_t generation) {
  const TraceLog& log = timeline.kept();
  if (generation != generation_ || !world_ || log.forgotten() > seen_) {
    generation_ = generation;
    WorldAt first{World(timeline.present().shape()), 0};
    timeline.seek(first, timeline.exact_from());
    seen_ = std::max(first.events, log.forgotten());
    states_.clear();
    const Time at = first.world.time();
    world_ = std::move(first.world);
    note(seen_, at);
  }
  for (; seen_ < timeline.events(); ++seen_) {
    const TraceEvent& event = log.events()[seen_ - log.forgotten()];
    if (!concerns(event)) continue;
    world_->apply(event);
    note(seen_ + 1, event.at);
  }
}

bool KeyWatch::concerns(const TraceEvent& event) const {
  switch (event.kind) {
    case EventKind::record_stored:
    case EventKind::record_expired:
    case EventKind::record_collected: return event.key() == key_;
    case EventKind::node_started:
    case EventKind::node_crashed:
    case EventKind::view_changed:
    case EventKind::range_dropped: return true;
    default: return false;
  }
}

void KeyWatch::note(std::uint64_t moment, Time at) {
  const KeyState state = state_of(*world_, key_, moment, at);
  if (!states_.empty() && tells_the_same(states_.back(), state)) return;
  if (states_.size() >= k_states_max)
    states_.erase(states_.begin(), states_.begin() + k_states_max / 2);
  states_.push_back(state);
}

std::size_t KeyWatch::place_of(std::uint64_t moment) const {
  const auto after = std::upper_bound(
      states_.begin(), states_.end(), moment,
      [](std::uint64_t wanted, const KeyState& state) { return wanted < state.moment; });
  return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - states_.begin(), 1) - 1);
}

const KeyState& KeyWatch::at(std::uint64_t moment) const { return states_[place_of(moment)]; }

Time KeyWatch::since(std::uint64_t moment) const {
  std::size_t place = place_of(moment);
  while (place > 0 && states_[place - 1].standing == states_[place].standing) --place;
  return states_[place].at;
}

}  // namespace ringside
