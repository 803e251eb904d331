#include "core/host/agenda.h"

#include <algorithm>

#include "core/base/check.h"

namespace ringside {

void Agenda::add(Time due, Appointment appointment) {
  std::uint32_t place = 0;
  if (free_.empty()) {
    place = static_cast<std::uint32_t>(pool_.size());
    pool_.push_back(std::move(appointment));
  } else {
    place = free_.back();
    free_.pop_back();
    pool_[place] = std::move(appointment);
  }
  heap_.push_back({due, made_++, place});
  std::push_heap(heap_.begin(), heap_.end(), later);
}

Appointment Agenda::take() {
  RINGSIDE_CHECK(!heap_.empty());
  std::pop_heap(heap_.begin(), heap_.end(), later);
  const std::uint32_t place = heap_.back().place;
  heap_.pop_back();
  free_.push_back(place);
  return std::exchange(pool_[place], Appointment{Wake{}});
}

std::pair<Time, Appointment> Agenda::take_out(std::size_t at) {
  const auto [due, order, place] = heap_[at];
  heap_[at] = heap_.back();
  heap_.pop_back();
  std::make_heap(heap_.begin(), heap_.end(), later);
  free_.push_back(place);
  return {due, std::exchange(pool_[place], Appointment{Wake{}})};
}

}  // namespace ringside
