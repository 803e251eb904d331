#include "core/node/copies.h"

#include <algorithm>

namespace ringside {

Copies::Copy* Copies::of(NodeId holder) {
  const auto found = std::find_if(copies_.begin(), copies_.end(),
                                  [holder](const Copy& copy) { return copy.holder == holder; });
  return found == copies_.end() ? nullptr : &*found;
}

std::uint32_t Copies::kept(const Lives& lives) const {
  return static_cast<std::uint32_t>(
      std::count_if(copies_.begin(), copies_.end(), [&](const Copy& copy) {
        return copy.state == Copy::State::kept && copy.life >= lives.of(copy.holder);
      }));
}

std::uint32_t Copies::waiting() const {
  return static_cast<std::uint32_t>(
      std::count_if(copies_.begin(), copies_.end(),
                    [](const Copy& copy) { return copy.state == Copy::State::waiting; }));
}

bool Copies::is_covered(NodeId member) const {
  return std::any_of(copies_.begin(), copies_.end(), [member](const Copy& copy) {
    const bool may_be = copy.state == Copy::State::waiting || copy.state == Copy::State::kept;
    return copy.intended == member && copy.is_hint() && may_be;
  });
}

}  // namespace ringside
