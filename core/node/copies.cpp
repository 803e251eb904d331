#include "core/node/copies.h"

#include <algorithm>
#include <utility>

namespace ringside {

Copies::Copy* Copies::of(NodeId holder) {
  return const_cast<Copy*>(std::as_const(*this).of(holder));  // NOLINT: it is its own
}

const Copies::Copy* Copies::of(NodeId holder) const {
  const auto found = std::find_if(copies_.begin(), copies_.end(),
                                  [holder](const Copy& copy) { return copy.holder == holder; });
  return found == copies_.end() ? nullptr : &*found;
}

std::uint32_t Copies::kept(const Lives& lives, Which which) const {
  return count([&](const Copy& copy) {
    return copy.state == Copy::State::kept && copy.life >= lives.of(copy.holder) &&
           (which == Which::all || !copy.is_hint()) && (which != Which::vouching || copy.vouches);
  });
}

// Who has not answered may vouch.
std::uint32_t Copies::waiting(Which which) const {
  return count([&](const Copy& copy) {
    return copy.state == Copy::State::waiting && (which == Which::all || !copy.is_hint());
  });
}

std::uint32_t Copies::hints() const {
  return count([](const Copy& copy) { return copy.is_hint(); });
}

bool Copies::is_covered(NodeId member) const {
  return std::any_of(copies_.begin(), copies_.end(), [member](const Copy& copy) {
    const bool may_be = copy.state == Copy::State::waiting || copy.state == Copy::State::kept;
    return copy.intended == member && copy.is_hint() && may_be;
  });
}

}  // namespace ringside
