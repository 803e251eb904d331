#include "core/runtime/mailbox.h"

#include <iterator>
#include <utility>

namespace ringside {

template <typename T>
void Mailbox::put_parcel(T parcel) {
  {
    const std::lock_guard lock(mutex_);
    parcels_.emplace_back(std::move(parcel));
  }
  arrived_.notify_one();
}

bool Mailbox::put_message(Envelope& envelope) {
  {
    const std::lock_guard lock(mutex_);
    if (parcels_.size() >= k_parcels_max) return false;
    parcels_.emplace_back(std::move(envelope));
  }
  arrived_.notify_one();
  return true;
}

void Mailbox::put(Submission submission) { put_parcel(std::move(submission)); }
void Mailbox::put(Command command) { put_parcel(std::move(command)); }

void Mailbox::nudge() {
  {
    const std::lock_guard lock(mutex_);
    nudged_ = true;
  }
  arrived_.notify_one();
}

void Mailbox::take(std::vector<Parcel>& into, ScaledClock::Wall::time_point until) {
  std::unique_lock lock(mutex_);
  arrived_.wait_until(lock, until, [this] { return nudged_ || !parcels_.empty(); });
  nudged_ = false;
  if (into.empty()) {
    into.swap(parcels_);
  } else {
    std::move(parcels_.begin(), parcels_.end(), std::back_inserter(into));
    parcels_.clear();
  }
}

}  // namespace ringside
