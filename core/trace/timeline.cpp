#include "core/trace/timeline.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"

namespace ringside {
namespace {

// What the entries of its maps take, their own overhead included.
std::size_t bytes_of(const World& world) {
  constexpr std::size_t k_map_node = 48;
  const std::size_t copies = world.shape().group_size();
  return sizeof(World) + world.nodes().size() * sizeof(WorldNode) +
         world.keys().size() * (k_map_node + sizeof(WorldKey) + copies * sizeof(Holding)) +
         world.operations().size() * (k_map_node + sizeof(WorldOperation)) +
         (world.in_flight().size() + world.lost().size()) * (k_map_node + sizeof(WorldMessage));
}

}  // namespace

Timeline::Timeline(const Shape& shape, TimelineLimits limits)
    : limits_(limits),
      log_(limits.events),
      present_(shape),
      spacing_(limits.spacing),
      next_keyframe_(limits.spacing) {
  RINGSIDE_CHECK(limits.events > 0 && limits.spacing > 0);
  keep_present();
}

void Timeline::append(const TraceBatch& batch) {
  log_.append(batch);
  for (const TraceEvent& event : batch.events) {
    present_.apply(event);
    if (events() < next_keyframe_) continue;
    keep_present();
    thin();
    next_keyframe_ = events() / spacing_ * spacing_ + spacing_;
  }
}

void Timeline::cut(std::uint64_t moment) {
  RINGSIDE_CHECK(moment >= exact_from());
  WorldAt at{World(present_.shape()), 0};
  seek(at, moment);
  present_ = std::move(at.world);
  log_.cut(moment);
  while (keyframes_.back().at->events > moment) {
    bytes_ -= keyframes_.back().bytes;
    keyframes_.pop_back();
  }
  next_keyframe_ = events() / spacing_ * spacing_ + spacing_;
}

void Timeline::keep_present() {
  const std::size_t bytes = bytes_of(present_);
  keyframes_.push_back({std::make_shared<const WorldAt>(WorldAt{present_, events()}), bytes});
  bytes_ += bytes;
}

std::uint64_t Timeline::exact_from() const {
  if (log_.forgotten() == 0) return 0;
  const auto first = std::find_if(
      keyframes_.begin(), keyframes_.end(),
      [&](const Keyframe& keyframe) { return keyframe.at->events >= log_.forgotten(); });
  return first == keyframes_.end() ? events() : first->at->events;
}

std::uint64_t Timeline::moment_at(Time time) const {
  const auto& kept = log_.events();
  const auto after =
      std::upper_bound(kept.begin(), kept.end(), time,
                       [](Time wanted, const TraceEvent& event) { return wanted < event.at; });
  const std::uint64_t moment = log_.forgotten() + static_cast<std::uint64_t>(after - kept.begin());
  if (moment >= exact_from() && (log_.forgotten() == 0 || after != kept.begin())) return moment;
  std::uint64_t last = 0;
  for (const Keyframe& keyframe : keyframes_) {
    if (keyframe.at->world.time() <= time) last = keyframe.at->events;
  }
  return last;
}

Time Timeline::time_of(std::uint64_t moment) const {
  if (moment == 0) return k_start_of_time;
  if (moment > log_.forgotten()) return log_.events()[moment - log_.forgotten() - 1].at;
  return keyframe_before(moment).world.time();
}

const WorldAt& Timeline::keyframe_before(std::uint64_t moment) const {
  const auto after = std::upper_bound(
      keyframes_.begin(), keyframes_.end(), moment,
      [](std::uint64_t wanted, const Keyframe& keyframe) { return wanted < keyframe.at->events; });
  return *std::prev(after)->at;
}

void Timeline::seek(WorldAt& at, std::uint64_t moment) const {
  moment = std::min(moment, events());
  if (moment == events() && at.events < keyframe_before(moment).events) {
    at = {present_, moment};
    return;
  }
  const WorldAt& keyframe = keyframe_before(moment);
  const bool is_near = at.events <= moment && at.events >= keyframe.events;
  if (keyframe.events < log_.forgotten()) {
    if (at.events != keyframe.events) at = keyframe;
    return;
  }
  if (!is_near) at = keyframe;
  for (; at.events < moment; ++at.events)
    at.world.apply(log_.events()[at.events - log_.forgotten()]);
}

// Where the keyframes outgrow their room, every second one goes: first of what nobody can walk
// through any more, then of all.
void Timeline::thin() {
  const auto first_exact = std::partition_point(
      keyframes_.begin(), keyframes_.end(),
      [&](const Keyframe& keyframe) { return keyframe.at->events < log_.forgotten(); });
  const auto old = static_cast<std::size_t>(first_exact - keyframes_.begin());
  if (old > limits_.old_keyframes) let_go(1, old, 0);
  // Two of them have to lie among the events that are kept.
  while (bytes_ > limits_.keyframe_bytes && spacing_ * 4 <= limits_.events) {
    spacing_ *= 2;
    let_go(1, keyframes_.size() - 1, spacing_);
  }
}

// Of the keyframes [from, to): those that are no multiple, or every second one for 0.
void Timeline::let_go(std::size_t from, std::size_t to, std::uint64_t multiple) {
  std::size_t kept = from;
  for (std::size_t i = from; i < keyframes_.size(); ++i) {
    const bool goes =
        i < to && (multiple == 0 ? (i - from) % 2 == 0 : keyframes_[i].at->events % multiple != 0);
    if (goes) {
      bytes_ -= keyframes_[i].bytes;
    } else {
      keyframes_[kept++] = std::move(keyframes_[i]);
    }
  }
  keyframes_.resize(kept);
}

}  // namespace ringside
