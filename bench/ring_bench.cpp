#include <algorithm>
#include <vector>

#include "bench/harness.h"
#include "core/base/hash.h"
#include "core/ring/ring.h"

namespace ringside::bench {
namespace {

constexpr int k_lookups = 2'000'000;

// Each key depends on the answer before it, as a single reader's do.
template <typename Lookup>
double lookups_a_second(const Lookup& lookup) {
  std::uint64_t key = 1;
  const double took = seconds([&] {
    for (int i = 0; i < k_lookups; ++i) key = hash_mix(key + lookup(KeyHash{key}), 7);
  });
  use(key);
  return k_lookups / took;
}

}  // namespace

std::vector<Contest> ring_contests() {
  std::vector<Contest> contests;
  for (const std::uint32_t nodes : {8u, 64u, 1024u}) {
    const Ring ring(Shape{nodes, 2, 1, 64, 1});
    const std::vector<Token> tokens(ring.tokens().begin(), ring.tokens().end());
    contests.push_back(
        {"ring", "find a key's primary, 64 tokens a node, N = " + std::to_string(nodes), "lookups",
         [ring] { return lookups_a_second([&](KeyHash key) { return raw(ring.primary(key)); }); },
         "std::lower_bound over the same tokens",
         [tokens] {
           return lookups_a_second([&](KeyHash key) {
             const auto before = [](const Token& token, KeyHash at) { return token.at < at; };
             const auto found = std::lower_bound(tokens.begin(), tokens.end(), key, before);
             return raw(found == tokens.end() ? tokens.front().node : found->node);
           });
         }});
  }
  return contests;
}

}  // namespace ringside::bench
