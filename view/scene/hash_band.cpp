#include "view/scene/hash_band.h"

#include <algorithm>

#include "view/scene/ring_layout.h"

namespace ringside {
namespace {

/// A part of the ring, as fractions of a turn.
struct Stretch {
  NodeId owner{};
  double from = 0;
  double to = 0;
};

// One stretch a token: from the token before it, up to it. The first one begins before hash 0.
std::vector<Stretch> stretches_of(const Ring& ring) {
  std::vector<Stretch> stretches;
  stretches.reserve(ring.tokens().size());
  double before = turn_of(ring.tokens().back().at) - 1;
  for (const Token& token : ring.tokens()) {
    const double at = turn_of(token.at);
    stretches.push_back({token.node, before, at});
    before = at;
  }
  return stretches;
}

// Sums up what each node owns of a cell; only a few nodes do.
class CellOwners {
 public:
  void add(NodeId owner, double part) {
    const auto found =
        std::find_if(parts_.begin(), parts_.end(), [&](const Part& p) { return p.owner == owner; });
    if (found == parts_.end()) {
      parts_.push_back({owner, part});
    } else {
      found->part += part;
    }
  }
  NodeId take_largest() {
    const auto largest = std::max_element(
        parts_.begin(), parts_.end(), [](const Part& p, const Part& q) { return p.part < q.part; });
    const NodeId owner = largest->owner;
    parts_.clear();
    return owner;
  }

 private:
  struct Part {
    NodeId owner;
    double part;
  };
  std::vector<Part> parts_;
};

std::vector<Stretch> cells_of(const Ring& ring, std::size_t count) {
  std::vector<Stretch> cells;
  cells.reserve(count);
  const auto tokens = ring.tokens();
  std::size_t token = 0;
  CellOwners owners;
  for (std::size_t cell = 0; cell < count; ++cell) {
    const double end = static_cast<double>(cell + 1) / static_cast<double>(count);
    double at = static_cast<double>(cell) / static_cast<double>(count);
    while (token < tokens.size() && turn_of(tokens[token].at) < end) {
      const double next = turn_of(tokens[token].at);
      owners.add(tokens[token].node, next - at);
      at = next;
      ++token;
    }
    owners.add(tokens[token % tokens.size()].node, end - at);
    cells.push_back(
        {owners.take_largest(), static_cast<double>(cell) / static_cast<double>(count), end});
  }
  return cells;
}

}  // namespace

HashBand make_hash_band(const Ring& ring, std::size_t cells) {
  HashBand band;
  if (ring.tokens().empty()) return band;
  cells = std::max<std::size_t>(cells, 1);
  band.merged = ring.tokens().size() > cells;
  const std::vector<Stretch> stretches = band.merged ? cells_of(ring, cells) : stretches_of(ring);
  const float top = angle_of(KeyHash{0});
  for (const Stretch& stretch : stretches) {
    const float sweep = static_cast<float>(stretch.to - stretch.from) * k_turn;
    if (sweep <= 0) continue;
    if (!band.arcs.empty() && band.arcs.back().owner == stretch.owner) {
      band.arcs.back().sweep += sweep;
    } else {
      band.arcs.push_back({stretch.owner, top + static_cast<float>(stretch.from) * k_turn, sweep});
    }
  }
  return band;
}

}  // namespace ringside
