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

template <typename Matches>
std::uint32_t Copies::count_in_groups(Matches matches) const {
  if (!ring_) return count(matches);
  std::uint32_t least = ~std::uint32_t{0};
  for (std::uint32_t which = 0; which < ring_->group_count(); ++which) {
    const auto group = ring_->group(which, key_);
    least = std::min(least, count([&](const Copy& copy) {
                       return matches(copy) &&
                              std::find(group.begin(), group.end(), copy.intended) != group.end();
                     }));
  }
  return least;
}

bool Copies::is_kept(const Copy& copy, const Lives& lives, Which which) {
  return copy.state == Copy::State::kept && copy.life >= lives.of(copy.holder) &&
         (which == Which::all || !copy.is_hint()) && (which != Which::vouching || copy.vouches);
}

// Who has not answered may vouch.
bool Copies::is_waited_for(const Copy& copy, Which which) {
  return copy.state == Copy::State::waiting && (which == Which::all || !copy.is_hint());
}

std::uint32_t Copies::kept(const Lives& lives, Which which) const {
  return count_in_groups([&](const Copy& copy) { return is_kept(copy, lives, which); });
}

std::uint32_t Copies::waiting(Which which) const {
  return count([&](const Copy& copy) { return is_waited_for(copy, which); });
}

std::uint32_t Copies::possible(const Lives& lives, Which which) const {
  return count_in_groups(
      [&](const Copy& copy) { return is_kept(copy, lives, which) || is_waited_for(copy, which); });
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
