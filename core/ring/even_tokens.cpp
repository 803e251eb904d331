#include "core/ring/even_tokens.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "core/base/hash.h"
#include "core/base/rng.h"

namespace ringside {
namespace {

__extension__ using Wide = __int128;

// Part of the ring, in units of 2^-44 of it: squares and sums of them fit into 128 bits.
using Share = std::int64_t;
constexpr int k_unit_bits = 20;
constexpr Share k_whole = Share{1} << 44;

// Arcs that are looked at for one token, where there are more.
constexpr std::uint32_t k_arcs_tried = 64;
// A token leaves its arc's old owner, and takes, at least this part.
constexpr std::uint64_t k_least_part = 16;

// A token and its neighbours on the ring.
struct Place {
  std::uint64_t at = 0;
  NodeId node{};
  std::uint32_t before = 0;
  std::uint32_t after = 0;
};

// What a node has, and what it is to have.
struct Load {
  Share primary = 0;
  Share copies = 0;  // of all its arcs
  Share wanted = 0;  // as a primary; of copies group-size times as much
};

class Allocator {
 public:
  explicit Allocator(const Shape& shape)
      : shape_(shape), group_size_(shape.group_size()), rng_(shape.token_seed, k_stream) {}

  void add_node() {
    const NodeId node{static_cast<std::uint32_t>(loads_.size())};
    weight_ += shape_.weights.of(raw(node));
    loads_.emplace_back();
    for (std::uint32_t i = 0; i < loads_.size(); ++i)
      loads_[i].wanted = k_whole / weight_ * shape_.weights.of(i);
    const std::uint32_t tokens = shape_.tokens_of(raw(node));
    if (raw(node) == 0) return add_first(tokens);
    if (loads_.size() == group_size_ + 1) group_all();
    for (std::uint32_t left = tokens; left > 0; --left) add_token(node, left);
  }

  std::vector<Token> tokens() const {
    std::vector<Token> tokens;
    tokens.reserve(places_.size());
    for (const Place& place : places_) tokens.push_back({KeyHash{place.at}, place.node});
    return tokens;
  }

 private:
  // What one more token would change.
  struct Change {
    NodeId node{};
    Share primary = 0;
    Share copies = 0;
  };
  struct Cut {
    std::uint32_t place = 0;  // whose arc is cut
    std::uint64_t piece = 0;  // hashes that go to the new token, from the arc's start
  };

  static constexpr std::uint64_t k_stream = 0x65766e;

  void add_first(std::uint32_t tokens);
  void group_all();
  void add_token(NodeId node, std::uint32_t left);
  std::uint64_t width(std::uint32_t place) const {
    return places_[place].at - places_[places_[place].before].at;
  }
  Share share(std::uint32_t place) const {
    return places_.size() == 1 ? k_whole : static_cast<Share>(width(place) >> k_unit_bits);
  }
  // While there are not more nodes than a group has, each keeps everything.
  bool has_groups() const { return loads_.size() > group_size_; }
  const NodeId* group(std::uint32_t place) const {
    return groups_.data() + std::size_t{place} * group_size_;
  }
  bool in_group(NodeId node, std::uint32_t place) const {
    return std::find(group(place), group(place) + group_size_, node) != group(place) + group_size_;
  }

  std::uint32_t draw_arc(std::uint32_t number);
  void consider(NodeId node, std::uint32_t left, Cut cut);
  void note(NodeId node, Share primary, Share copies);
  void changes_of(NodeId node, Cut cut);
  Wide unevenness(NodeId node, Share primary, Share copies, Share wanted) const;
  void insert(NodeId node, Cut cut);
  void regroup(std::uint32_t place);
  template <typename Visit>
  void walk_back(std::uint32_t place, NodeId node, Visit visit);

  const Shape& shape_;
  std::uint32_t group_size_;
  Rng rng_;
  std::uint32_t weight_ = 0;
  std::vector<Place> places_;
  std::vector<Load> loads_;      // by node
  std::vector<NodeId> groups_;   // group_size_ by place, once there are more nodes than that
  std::vector<Change> changes_;  // of the cut that is looked at
  std::vector<NodeId> met_;
  Cut best_;
  Wide best_unevenness_ = 0;
};

void Allocator::add_first(std::uint32_t tokens) {
  const std::uint64_t start = hash_mix(0, shape_.token_seed);
  const std::uint64_t step = std::numeric_limits<std::uint64_t>::max() / tokens;
  for (std::uint32_t i = 0; i < tokens; ++i)
    places_.push_back({start + i * step, NodeId{0}, (i + tokens - 1) % tokens, (i + 1) % tokens});
  loads_[0].primary = k_whole;
}

// The first node too many for one group has come: from now on who keeps a key is a question.
void Allocator::group_all() {
  groups_.resize(places_.size() * group_size_);
  for (std::uint32_t i = 0; i < places_.size(); ++i) regroup(i);
  for (std::uint32_t node = 0; node < group_size_; ++node) loads_[node].copies = k_whole;
}

void Allocator::regroup(std::uint32_t place) {
  NodeId* const group = groups_.data() + std::size_t{place} * group_size_;
  std::uint32_t found = 0;
  for (std::uint32_t at = place; found < group_size_; at = places_[at].after) {
    const NodeId node = places_[at].node;
    if (std::find(group, group + found, node) == group + found) group[found++] = node;
  }
}

// Visits the arcs, from this one anticlockwise, in whose groups a token of `node` at the end of
// this arc would be.
template <typename Visit>
void Allocator::walk_back(std::uint32_t place, NodeId node, Visit visit) {
  met_.clear();
  for (std::uint32_t at = place;; at = places_[at].before) {
    const NodeId owner = places_[at].node;
    if (owner == node) return;
    if (std::find(met_.begin(), met_.end(), owner) == met_.end()) met_.push_back(owner);
    if (met_.size() >= group_size_) return;
    visit(at);
  }
}

std::uint32_t Allocator::draw_arc(std::uint32_t number) {
  const auto count = static_cast<std::uint32_t>(places_.size());
  return count <= k_arcs_tried ? number : static_cast<std::uint32_t>(rng_.below(count));
}

void Allocator::add_token(NodeId node, std::uint32_t left) {
  best_unevenness_ = std::numeric_limits<Wide>::max();
  const auto tries =
      std::min<std::uint32_t>(k_arcs_tried, static_cast<std::uint32_t>(places_.size()));
  for (std::uint32_t i = 0; i < tries; ++i) {
    const std::uint32_t place = draw_arc(i);
    const NodeId owner = places_[place].node;
    if (owner == node) continue;
    const std::uint64_t whole =
        places_.size() == 1 ? std::numeric_limits<std::uint64_t>::max() : width(place);
    const std::uint64_t least = std::max<std::uint64_t>(1, whole / k_least_part);
    const Load& load = loads_[raw(node)];
    const Share lacks = (load.wanted - load.primary) / left;
    const Share excess = loads_[raw(owner)].primary - loads_[raw(owner)].wanted;
    for (const Share piece : {lacks, excess, (lacks + excess) / 2}) {
      const std::uint64_t hashes = static_cast<std::uint64_t>(std::max<Share>(piece, 0))
                                   << k_unit_bits;
      consider(node, left, {place, std::clamp(hashes, least, whole - least)});
    }
  }
  // All arcs that were drawn were the node's own: any other will do.
  if (best_unevenness_ == std::numeric_limits<Wide>::max()) {
    std::uint32_t place = 0;
    while (places_[place].node == node) ++place;
    best_ = {place, width(place) / 2};
  }
  insert(node, best_);
}

void Allocator::note(NodeId node, Share primary, Share copies) {
  for (Change& change : changes_) {
    if (change.node != node) continue;
    change.primary += primary;
    change.copies += copies;
    return;
  }
  changes_.push_back({node, primary, copies});
}

void Allocator::changes_of(NodeId node, Cut cut) {
  changes_.clear();
  const auto piece = static_cast<Share>(cut.piece >> k_unit_bits);
  note(node, piece, 0);
  note(places_[cut.place].node, -piece, 0);
  if (!has_groups()) return;
  const auto moves = [&](std::uint32_t place, Share share) {
    if (in_group(node, place)) return;
    note(node, 0, share);
    note(group(place)[group_size_ - 1], 0, -share);
  };
  moves(cut.place, piece);
  walk_back(places_[cut.place].before, node,
            [&](std::uint32_t place) { moves(place, share(place)); });
}

// How far a node is from what it is to have: the sum of squares over all nodes is what is made
// small.
Wide Allocator::unevenness(NodeId node, Share primary, Share copies, Share wanted) const {
  const Wide off = primary - wanted;
  Wide sum = off * off;
  if (has_groups()) {
    const Wide copies_off = copies / group_size_ - std::min<Share>(wanted, k_whole / group_size_);
    sum += copies_off * copies_off;
  }
  return sum * weight_ / shape_.weights.of(raw(node));
}

void Allocator::consider(NodeId node, std::uint32_t left, Cut cut) {
  changes_of(node, cut);
  const std::uint32_t tokens = shape_.tokens_of(raw(node));
  Wide sum = 0;
  for (const Change& change : changes_) {
    const Load& load = loads_[raw(change.node)];
    const Share primary = load.primary + change.primary;
    const Share copies = load.copies + change.copies;
    if (change.node == node) {
      sum += unevenness(node, primary, copies, load.wanted / tokens * (tokens - left + 1));
    } else {
      sum += unevenness(change.node, primary, copies, load.wanted) -
             unevenness(change.node, load.primary, load.copies, load.wanted);
    }
  }
  if (sum >= best_unevenness_) return;
  best_unevenness_ = sum;
  best_ = cut;
}

void Allocator::insert(NodeId node, Cut cut) {
  changes_of(node, cut);
  for (const Change& change : changes_) {
    loads_[raw(change.node)].primary += change.primary;
    loads_[raw(change.node)].copies += change.copies;
  }
  const auto added = static_cast<std::uint32_t>(places_.size());
  const std::uint32_t before = places_[cut.place].before;
  places_.push_back({places_[before].at + cut.piece, node, before, cut.place});
  places_[before].after = added;
  places_[cut.place].before = added;
  if (!has_groups()) return;
  groups_.resize(places_.size() * group_size_);
  regroup(added);
  walk_back(before, node, [&](std::uint32_t place) { regroup(place); });
}

}  // namespace

std::vector<Token> even_tokens(const Shape& shape) {
  Allocator allocator(shape);
  for (std::uint32_t node = 0; node < shape.nodes; ++node) allocator.add_node();
  return allocator.tokens();
}

}  // namespace ringside
