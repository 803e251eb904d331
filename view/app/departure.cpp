#include "view/app/departure.h"

namespace ringside {

std::optional<Departure::Place> Departure::from(std::uint64_t generation) const {
  return from_ && from_->generation == generation ? from_ : std::nullopt;
}

const World* Departure::world(const Timeline& timeline, std::uint64_t generation) {
  const auto place = from(generation);
  if (!place || place->moment > timeline.events()) return nullptr;
  if (!at_ || at_generation_ != generation) at_.emplace(WorldAt{World(timeline.present().shape())});
  at_generation_ = generation;
  timeline.seek(*at_, place->moment);
  return at_->events == place->moment ? &at_->world : nullptr;
}

}  // namespace ringside
