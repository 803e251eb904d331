#include "view/app/time_cursor.h"

#include <algorithm>

namespace ringside {

void TimeCursor::go_to(const Timeline& timeline, Time time) {
  time = std::max(time, k_start_of_time);
  seek(timeline, timeline.moment_at(time));
  // A still shows the time that it was taken at.
  past_->time = moment() < timeline.exact_from() ? past_->at.world.time() : time;
}

void TimeCursor::go_to_moment(const Timeline& timeline, std::uint64_t moment) {
  seek(timeline, moment);
  past_->time = past_->at.world.time();
}

bool TimeCursor::play(const Timeline& timeline, Duration passed, Time present) {
  const Time next = past_->time + passed;
  if (next >= present) {
    go_live();
    return true;
  }
  // Through the stills of what was let go: to the next one once its time has come.
  const std::uint64_t moment = timeline.moment_at(next);
  if (moment != past_->at.events) seek(timeline, moment);
  past_->time = next;
  return false;
}

void TimeCursor::seek(const Timeline& timeline, std::uint64_t moment) {
  if (!past_) past_.emplace(Past{{World(timeline.present().shape()), 0}, {}});
  timeline.seek(past_->at, moment);
}

}  // namespace ringside
