#include "core/store/siblings.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <set>
#include <string>

#include "core/base/hash.h"
#include "core/base/rng.h"

namespace ringside::siblings_test {
namespace {

Version version(std::uint32_t node, std::int64_t stamp) {
  return {{time_at(stamp), 0}, {NodeId{node}, Incarnation{1}}};
}

// A text that records may be made of at any later time.
std::string_view lasting(std::string text) {
  static std::set<std::string> texts;
  return *texts.insert(std::move(text)).first;
}

RecordParts write(std::uint32_t node, std::int64_t stamp, bool tombstone = false) {
  return {.key = "cart",
          .value = tombstone ? "" : lasting("v" + std::to_string(stamp)),
          .hash = hash_key("cart"),
          .version = version(node, stamp),
          .op = OpId{static_cast<std::uint64_t>(stamp)},
          .tombstone = tombstone};
}

RecordPtr blind(const RecordPtr& before, std::uint32_t node, std::int64_t stamp) {
  return with_write(before, write(node, stamp), CausalContext{});
}

std::vector<std::string> values(const RecordPtr& record) {
  std::vector<std::string> all;
  for (const Sibling& value : values_of(*record)) all.push_back(value.value);
  return all;
}

using Values = std::vector<std::string>;

TEST_CASE("siblings: writes that know nothing of each other all stay", "[store]") {
  const RecordPtr at_a = blind(nullptr, 0, 10);
  const RecordPtr at_b = blind(nullptr, 1, 20);
  CHECK(values(merged(at_a, at_b)) == Values{"v20", "v10"});
  CHECK(values(merged(at_b, at_a)) == Values{"v20", "v10"});
  CHECK(shown(*merged(at_a, at_b)).value == "v20");
}

TEST_CASE("siblings: a write takes the place of what it knows of, and of nothing else", "[store]") {
  const RecordPtr two = merged(blind(nullptr, 0, 10), blind(nullptr, 1, 20));
  CHECK(values(with_write(two, write(0, 30), context_of(*blind(nullptr, 0, 10)))) ==
        Values{"v30", "v20"});
  CHECK(values(with_write(two, write(0, 30), context_of(*two))) == Values{"v30"});
  CHECK(values(with_write(two, write(0, 30), std::nullopt)) == Values{"v30"});
}

TEST_CASE("siblings: what was overwritten does not come back from a replica that missed it",
          "[store]") {
  const RecordPtr old = merged(blind(nullptr, 0, 10), blind(nullptr, 1, 20));
  const RecordPtr resolved = with_write(old, write(2, 30), context_of(*old));
  CHECK(merged(old, resolved) == resolved);
  CHECK(merged(resolved, old) == resolved);
  CHECK(includes(*resolved, *old));
  CHECK_FALSE(includes(*old, *resolved));
}

TEST_CASE("siblings: 100 interleaved writers that hand back what they were told leave 2, not 99",
          "[store]") {
  RecordPtr kept;
  CausalContext told[2];
  std::size_t most = 0;
  for (std::int64_t turn = 0; turn < 100; ++turn) {
    CausalContext& mine = told[turn % 2];
    kept = with_write(kept, write(0, 10 + turn), mine);
    mine = context_of(*kept);
    most = std::max(most, sibling_count(*kept));
  }
  CHECK(most == 2);
}

TEST_CASE("siblings: a remove beside a value leaves the value, and the key is gone with the last",
          "[store]") {
  const RecordPtr value = blind(nullptr, 0, 10);
  const RecordPtr removed = with_write(nullptr, write(1, 20, true), CausalContext{});
  const RecordPtr both = merged(value, removed);
  CHECK(sibling_count(*both) == 2);
  CHECK_FALSE(is_absent(*both));
  CHECK(shown(*both).value == "v10");
  CHECK(is_absent(*with_write(both, write(0, 30, true), context_of(*both))));
}

TEST_CASE("siblings: of two versions that one operation wrote, the newer stays", "[store]") {
  RecordParts again = write(1, 20);
  again.op = OpId{10};
  const RecordPtr first = blind(nullptr, 0, 10);
  const RecordPtr second = with_write(nullptr, again, CausalContext{});
  CHECK(values(merged(first, second)) == Values{"v20"});
  CHECK(fingerprint(*merged(merged(first, second), first)) ==
        fingerprint(*merged(merged(second, first), second)));
}

// A put whose value is merged with what it does not know of.
MergedWrite merging(const RecordPtr& before, const RecordParts& write,
                    const CausalContext& known = {}) {
  return with_merged_write(before, write, known, union_of_words);
}

TEST_CASE("siblings: a write that merges takes the place of just what is in its value", "[store]") {
  const RecordPtr at_a = blind(nullptr, 0, 10);
  const RecordPtr at_b = blind(nullptr, 1, 20);
  const MergedWrite done = merging(merged(at_a, at_b), write(0, 30));
  CHECK(values(done.record) == Values{"v10 v20 v30"});
  CHECK(done.others == 2);
  CHECK(merged(done.record, at_a) == done.record);
  CHECK(merged(done.record, at_b) == done.record);
  // What it was not merged with stays beside it.
  CHECK(values(merged(done.record, blind(at_b, 1, 40))) == Values{"v40", "v10 v20 v30"});
}

TEST_CASE("siblings: a write that merges replaces what it knows, and joins what it does not",
          "[store]") {
  const RecordPtr known = blind(nullptr, 0, 10);
  const RecordPtr both = merged(known, blind(nullptr, 1, 20));
  CHECK(values(merging(both, write(0, 30), context_of(*known)).record) == Values{"v20 v30"});
  const MergedWrite all = merging(both, write(0, 30), context_of(*both));
  CHECK(values(all.record) == Values{"v30"});
  CHECK(all.others == 0);
}

TEST_CASE("siblings: a retry that merged something else loses nothing of either version",
          "[store]") {
  RecordParts again = write(1, 40);
  again.op = OpId{30};
  again.value = "v30";
  const RecordPtr first = merging(blind(nullptr, 0, 10), write(0, 30)).record;
  const RecordPtr second = merging(blind(nullptr, 1, 20), again).record;
  const RecordPtr both = merged(first, second);
  CHECK(merged_value(*both, union_of_words) == "v10 v20 v30");
  CHECK(fingerprint(*both) == fingerprint(*merged(second, first)));
}

TEST_CASE("siblings: a write that merges leaves no tombstone, and lasts as long as what it has",
          "[store]") {
  RecordParts short_lived = write(0, 30);
  short_lived.expires = time_at(100);
  const RecordPtr removed = with_write(nullptr, write(1, 20, true), CausalContext{});
  const RecordPtr alone = merging(removed, short_lived).record;
  CHECK(sibling_count(*alone) == 1);
  CHECK(next_expiry(*alone) == time_at(100));
  RecordParts longer = write(1, 25);
  longer.expires = time_at(200);
  const RecordPtr before = with_write(removed, longer, CausalContext{});
  CHECK(next_expiry(*merging(before, short_lived).record) == time_at(200));
  CHECK(next_expiry(*merging(blind(nullptr, 1, 25), short_lived).record) == k_end_of_time);
}

TEST_CASE("siblings: what would be too long merged stays apart", "[store]") {
  RecordParts large = write(0, 10);
  large.value = lasting(std::string(k_merged_bytes_max, 'a'));
  const RecordPtr kept = with_write(nullptr, large, CausalContext{});
  const MergedWrite done = merging(kept, write(1, 20));
  CHECK(done.others == 0);
  CHECK(sibling_count(*done.record) == 2);
}

TEST_CASE("siblings: readers are told all values as one, in its form", "[store]") {
  const RecordPtr both = merged(blind(nullptr, 0, 10), blind(nullptr, 1, 20));
  CHECK(merged_value(*both, union_of_words) == "v10 v20");
  RecordParts untidy = write(0, 10);
  untidy.value = "b  a";
  CHECK(merged_value(*with_write(nullptr, untidy, CausalContext{}), union_of_words) == "a b");
}

TEST_CASE("siblings: records without ancestry are ordered by their versions", "[store]") {
  const auto old = make_record(write(0, 10));
  const auto newer = make_record(write(1, 20));
  CHECK(merged(old, newer) == newer);
  CHECK(merged(newer, old) == newer);
  CHECK(includes(*newer, *old));
  CHECK(values_of(*newer).size() == 1);
}

// What three replicas may hold after any interleaving of writes and mergers.
RecordPtr some_record(Rng& rng, std::vector<RecordPtr>& replicas, std::int64_t& stamp) {
  const std::size_t at = rng.below(replicas.size());
  const RecordPtr& other = replicas[rng.below(replicas.size())];
  RecordPtr& own = replicas[at];
  switch (rng.below(4)) {
    case 0: own = own && other ? merged(own, other) : own ? own : other; break;
    case 1: own = blind(own, static_cast<std::uint32_t>(at), ++stamp); break;
    case 2:
      own = with_write(own, write(static_cast<std::uint32_t>(at), ++stamp),
                       other ? context_of(*other) : CausalContext{});
      break;
    default:
      own = with_write(own, write(static_cast<std::uint32_t>(at), ++stamp, rng.below(2) == 0),
                       std::nullopt);
  }
  return own;
}

TEST_CASE("siblings: merging is commutative, idempotent, and grows what is known", "[store]") {
  Rng rng(7, 1);
  std::size_t with_siblings = 0;
  for (int run = 0; run < 200; ++run) {
    std::vector<RecordPtr> replicas(3);
    std::int64_t stamp = 0;
    for (int step = 0; step < 30; ++step) (void)some_record(rng, replicas, stamp);
    for (const RecordPtr& a : replicas) {
      for (const RecordPtr& b : replicas) {
        if (!a || !b) continue;
        const RecordPtr both = merged(a, b);
        with_siblings += sibling_count(*both) > 1 ? 1 : 0;
        CHECK(fingerprint(*both) == fingerprint(*merged(b, a)));
        CHECK(values(both) == values(merged(b, a)));
        CHECK(includes(*both, *a));
        CHECK(includes(*both, *b));
        CHECK(merged(both, a) == both);
        CHECK(both->version == std::max(a->version, b->version));
        CHECK(context_of(*both).covers(context_of(*a)));
      }
    }
  }
  CHECK(with_siblings > 300);
}

TEST_CASE("siblings: replicas that have merged all the same agree in every order", "[store]") {
  Rng rng(8, 1);
  for (int run = 0; run < 200; ++run) {
    std::vector<RecordPtr> replicas(3);
    std::int64_t stamp = 0;
    for (int step = 0; step < 25; ++step) (void)some_record(rng, replicas, stamp);
    if (!std::all_of(replicas.begin(), replicas.end(), [](const auto& r) { return r != nullptr; }))
      continue;
    const auto& [a, b, c] = std::tie(replicas[0], replicas[1], replicas[2]);
    const RecordPtr one = merged(merged(a, b), c);
    const RecordPtr two = merged(a, merged(b, c));
    const RecordPtr three = merged(merged(c, a), b);
    CHECK(fingerprint(*one) == fingerprint(*two));
    CHECK(fingerprint(*one) == fingerprint(*three));
    CHECK(values(one) == values(two));
  }
}

TEST_CASE("siblings: fingerprints differ where something is known more", "[store]") {
  const RecordPtr one = blind(nullptr, 0, 10);
  CausalContext more = context_of(*one);
  more.add(version(1, 5));
  const RecordPtr knows_more = with_write(nullptr, write(0, 10), more);
  CHECK(fingerprint(*one) != fingerprint(*knows_more));
  CHECK(fingerprint(*one) == fingerprint(*blind(nullptr, 0, 10)));
}

TEST_CASE("siblings: has seen what it kept and what it overwrote", "[store]") {
  const RecordPtr one = blind(nullptr, 0, 10);
  const RecordPtr two = with_write(one, write(1, 20), context_of(*one));
  CHECK(has_seen(*two, context_of(*one)));
  CHECK_FALSE(has_seen(*one, context_of(*two)));
  CHECK(has_seen(*one, CausalContext{}));
}

}  // namespace
}  // namespace ringside::siblings_test
