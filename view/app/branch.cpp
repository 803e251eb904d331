#include "view/app/branch.h"

#include <algorithm>
#include <cstring>

namespace ringside {

const GivenCommand* Branch::begun_with() const {
  if (!parent) return nullptr;
  const auto first =
      std::find_if(history.commands().begin(), history.commands().end(), [&](const auto& given) {
        return given->by_hand && given->moment >= forked_at && given->position.now >= forked_time;
      });
  const bool at_once = first != history.commands().end() && (*first)->position.now == forked_time;
  return at_once ? first->get() : nullptr;
}

std::string name_of_branch(std::uint32_t number) {
  if (number < 26) return std::string(1, static_cast<char>('A' + number));
  return std::to_string(number + 1);
}

std::optional<std::uint64_t> first_difference(const Timeline& one, const Timeline& other) {
  const TraceLog& a = one.kept();
  const TraceLog& b = other.kept();
  const std::uint64_t end = std::min(one.events(), other.events());
  for (std::uint64_t i = std::max(a.forgotten(), b.forgotten()); i < end; ++i) {
    const TraceEvent& x = a.events()[i - a.forgotten()];
    const TraceEvent& y = b.events()[i - b.forgotten()];
    if (std::memcmp(&x, &y, sizeof x) != 0) return i;
  }
  return std::nullopt;
}

}  // namespace ringside
