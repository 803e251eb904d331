#include "core/node/readiness.h"

namespace ringside {

Readiness Readiness::moved(const RingView& before, const RingView& after, NodeId self) const {
  Readiness moved(after, self, false);
  for (const std::uint32_t index : moved.arcs()) {
    const HashRange range = after.arc(index);
    // The arcs of before that it lies in, or that lie in it: it is as good as the worst of them.
    Standing worst = Standing::full;
    std::size_t old = before.token_index(range.first);
    for (;;) {
      const Standing standing = arc(static_cast<std::uint32_t>(old));
      worst = std::min(worst, standing);
      const HashRange there = before.arc(old);
      if (there.contains(range.last)) break;
      old = (old + 1) % before.arcs();
    }
    if (worst >= Standing::doubtful) moved.recovered(index, worst);
  }
  return moved;
}

}  // namespace ringside
