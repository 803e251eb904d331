#include "core/ring/ring.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/ring/bounded_load.h"
#include "core/ring/even_tokens.h"

namespace ringside {
namespace {

// A token's place is a hash of (node, number), so that adding a node moves nobody else's tokens.
std::vector<Token> random_tokens(const Shape& shape) {
  std::vector<Token> tokens;
  tokens.reserve(std::size_t{shape.weights.sum(shape.nodes)} * shape.vnodes);
  for (std::uint32_t node = 0; node < shape.nodes; ++node) {
    for (std::uint32_t number = 0; number < shape.tokens_of(node); ++number) {
      const std::uint64_t name = (std::uint64_t{node} << 32) | number;
      tokens.push_back({KeyHash{hash_mix(name, shape.token_seed)}, NodeId{node}});
    }
  }
  return tokens;
}

Shape without_spares(Shape shape) {
  shape.nodes = shape.founders();
  shape.spares = 0;
  return shape;
}

std::vector<Token> tokens_of(const Shape& shape) {
  switch (shape.placement) {
    case TokenPlacement::even: return even_tokens(shape);
    case TokenPlacement::bounded:
      return bounded_tokens(shape, Ring(random_tokens(shape), shape.group_size()));
    case TokenPlacement::random: break;
  }
  return random_tokens(shape);
}

}  // namespace

Ring::Ring(const Shape& shape, RingEpoch epoch)
    : Ring(tokens_of(without_spares(shape)), shape.group_size(), epoch) {}

Ring::Ring(std::vector<Token> tokens, std::uint32_t group_size, RingEpoch epoch)
    : tokens_(std::move(tokens)), group_size_(group_size), epoch_(epoch) {
  RINGSIDE_CHECK(group_size_ >= 1);
  RINGSIDE_CHECK(tokens_.size() >= group_size_);
  std::sort(tokens_.begin(), tokens_.end(),
            [](const Token& a, const Token& b) { return a.at < b.at; });
  const auto same_place = [](const Token& a, const Token& b) { return a.at == b.at; };
  RINGSIDE_CHECK(std::adjacent_find(tokens_.begin(), tokens_.end(), same_place) == tokens_.end());
  build_nodes();
  build_groups();
  build_buckets();
  build_memberships();
}

void Ring::build_nodes() {
  nodes_.reserve(tokens_.size());
  for (const Token& token : tokens_) nodes_.push_back(token.node);
  std::sort(nodes_.begin(), nodes_.end());
  nodes_.erase(std::unique(nodes_.begin(), nodes_.end()), nodes_.end());
  nodes_.shrink_to_fit();
}

void Ring::build_groups() {
  std::vector<std::size_t> met_from(raw(nodes_.back()) + 1,
                                    tokens_.size());  // the latest start whose walk met the node
  groups_.reserve(tokens_.size() * group_size_);
  for (std::size_t start = 0; start < tokens_.size(); ++start) {
    const std::size_t first = groups_.size();
    for (std::size_t walked = 0; walked < tokens_.size() && groups_.size() - first < group_size_;
         ++walked) {
      const NodeId node = tokens_[(start + walked) % tokens_.size()].node;
      if (std::exchange(met_from[raw(node)], start) != start) groups_.push_back(node);
    }
    RINGSIDE_CHECK(groups_.size() - first == group_size_);
  }
}

// About one token a bucket: a lookup is one index and, on average, one comparison.
void Ring::build_buckets() {
  const std::size_t count = std::bit_ceil(std::max<std::size_t>(tokens_.size(), 2));
  bucket_shift_ = 64 - std::countr_zero(count);
  buckets_.reserve(count);
  std::uint32_t token = 0;
  for (std::uint64_t bucket = 0; bucket < count; ++bucket) {
    const std::uint64_t start = bucket << bucket_shift_;
    while (token < tokens_.size() && raw(tokens_[token].at) < start) ++token;
    buckets_.push_back(token);
  }
}

void Ring::build_memberships() {
  std::uint32_t nodes = 0;
  for (const NodeId member : groups_) nodes = std::max(nodes, raw(member) + 1);
  membership_starts_.assign(nodes + 1, 0);
  for (const NodeId member : groups_) ++membership_starts_[raw(member) + 1];
  std::partial_sum(membership_starts_.begin(), membership_starts_.end(),
                   membership_starts_.begin());
  std::vector<std::uint32_t> next = membership_starts_;
  memberships_.resize(groups_.size());
  for (std::size_t i = 0; i < groups_.size(); ++i)
    memberships_[next[raw(groups_[i])]++] = static_cast<std::uint32_t>(i / group_size_);
}

HashRange Ring::arc(std::size_t index) const {
  const KeyHash before = tokens_[index == 0 ? tokens_.size() - 1 : index - 1].at;
  return {KeyHash{raw(before) + 1}, tokens_[index].at};
}

std::span<const std::uint32_t> Ring::arcs_of(NodeId node) const {
  if (raw(node) + 1 >= membership_starts_.size()) return {};
  const std::uint32_t start = membership_starts_[raw(node)];
  return {memberships_.data() + start, membership_starts_[raw(node) + 1] - start};
}

std::size_t Ring::token_index(KeyHash key) const {
  std::size_t index = buckets_[raw(key) >> bucket_shift_];
  while (index < tokens_.size() && tokens_[index].at < key) ++index;
  return index == tokens_.size() ? 0 : index;
}

bool Ring::is_member(NodeId node, KeyHash key) const {
  const auto group = preference_list(key);
  return std::find(group.begin(), group.end(), node) != group.end();
}

}  // namespace ringside
