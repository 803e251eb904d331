#include "core/store/table.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/hash.h"
#include "core/base/rng.h"

namespace ringside::table_test {
namespace {

RecordPtr record_at(KeyHash hash, std::string_view key, std::int64_t time, bool tombstone = false) {
  return make_record({.key = key,
                      .value = tombstone ? "" : "v" + std::to_string(time),
                      .hash = hash,
                      .version = {{time_at(time), 0}, {NodeId{0}, Incarnation{1}}},
                      .op = OpId{static_cast<std::uint64_t>(time)},
                      .tombstone = tombstone});
}

RecordPtr record_of(const std::string& key, std::int64_t time, bool tombstone = false) {
  return record_at(hash_key(key), key, time, tombstone);
}

RecordPtr lookup(const Table& table, KeyHash hash, std::string_view key) {
  const RecordPtr* found = table.find(hash, key);
  return found == nullptr ? nullptr : *found;
}

TEST_CASE("table: an empty one has nothing", "[store]") {
  const Table table;
  CHECK(table.size() == 0);
  CHECK(table.find(hash_key("a"), "a") == nullptr);
  table.for_each([](const RecordPtr&) { FAIL("nothing can be visited"); });
}

TEST_CASE("table: keeps the newest version, whichever came first", "[store]") {
  Table table;
  CHECK(table.merge(record_of("a", 2)).stored);
  CHECK_FALSE(table.merge(record_of("a", 1)).stored);
  CHECK(lookup(table, hash_key("a"), "a")->value() == "v2");
  CHECK(table.merge(record_of("a", 3)).stored);
  CHECK(lookup(table, hash_key("a"), "a")->value() == "v3");
  CHECK(table.size() == 1);
}

TEST_CASE("table: the same version again is no news", "[store]") {
  Table table;
  table.merge(record_of("a", 2));
  CHECK_FALSE(table.merge(record_of("a", 2)).stored);
}

TEST_CASE("table: says whether a value was there before, which a tombstone is not", "[store]") {
  Table table;
  CHECK_FALSE(table.merge(record_of("a", 1)).had_live);
  CHECK(table.merge(record_of("a", 2, true)).had_live);
  CHECK_FALSE(table.merge(record_of("a", 3)).had_live);
  CHECK(table.merge(record_of("a", 1)).had_live);
}

TEST_CASE("table: says whether what was there is of the same operation", "[store]") {
  Table table;
  CHECK_FALSE(table.merge(record_of("a", 1)).had_same);
  CHECK(table.merge(record_of("a", 1)).had_same);
  CHECK_FALSE(table.merge(record_of("a", 2)).had_same);
}

TEST_CASE("table: a tombstone stays, and keeps older values out", "[store]") {
  Table table;
  table.merge(record_of("a", 2, true));
  table.merge(record_of("a", 1));
  REQUIRE(table.find(hash_key("a"), "a") != nullptr);
  CHECK(lookup(table, hash_key("a"), "a")->tombstone);
  CHECK(table.size() == 1);
}

TEST_CASE("table: keys whose hashes are equal are told apart", "[store]") {
  Table table;
  const KeyHash hash{42};
  table.merge(record_at(hash, "a", 1));
  table.merge(record_at(hash, "b", 2));
  table.merge(record_at(hash, "c", 3));
  CHECK(table.size() == 3);
  CHECK(lookup(table, hash, "a")->value() == "v1");
  CHECK(lookup(table, hash, "b")->value() == "v2");
  CHECK(lookup(table, hash, "c")->value() == "v3");
  CHECK(lookup(table, hash, "d") == nullptr);
}

TEST_CASE("table: a copy does not follow its original", "[store]") {
  Table table;
  table.merge(record_of("a", 1));
  Table copy = table;
  table.merge(record_of("a", 2));
  table.merge(record_of("b", 1));
  CHECK(copy.size() == 1);
  CHECK(lookup(copy, hash_key("a"), "a")->value() == "v1");
}

using Oracle = std::map<std::pair<KeyHash, std::string>, RecordPtr>;

void check_equal(const Table& table, const Oracle& oracle) {
  REQUIRE(table.size() == oracle.size());
  KeyHash last{};
  std::size_t visited = 0;
  table.for_each([&](const RecordPtr& record) {
    REQUIRE(record->hash >= last);
    last = record->hash;
    ++visited;
    REQUIRE(oracle.at({record->hash, std::string(record->key())}) == record);
  });
  REQUIRE(visited == oracle.size());
  for (const auto& [name, record] : oracle)
    REQUIRE(lookup(table, name.first, name.second) == record);
}

// `hashes` are drawn by the caller, so that crowded places can be tried, which good hashes hardly
// ever make.
template <typename DrawHash>
void check_random_merges(std::uint64_t seed, int merges, DrawHash draw_hash) {
  CAPTURE(seed);
  Rng rng(seed);
  Table table;
  Oracle oracle;
  for (int i = 0; i < merges; ++i) {
    const KeyHash hash = draw_hash(rng);
    const std::string key = std::to_string(raw(hash)) + (rng.below(8) == 0 ? "x" : "");
    const RecordPtr record =
        record_at(hash, key, static_cast<std::int64_t>(rng.below(50)), rng.below(4) == 0);
    RecordPtr& there = oracle[{hash, key}];
    const bool had_live = there != nullptr && !there->tombstone;
    const bool newer = there == nullptr || there->version < record->version;
    if (newer) there = record;
    const Table::Merge merge = table.merge(record);
    REQUIRE(merge.stored == newer);
    REQUIRE(merge.had_live == had_live);
    if (i % 97 == 0) check_equal(table, oracle);
  }
  check_equal(table, oracle);
}

TEST_CASE("table: is what a sorted map would be, in ring order, after any merges", "[store]") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    check_random_merges(seed, 3000, [](Rng& rng) { return KeyHash{hash_mix(rng.below(900), 1)}; });
  }
}

TEST_CASE("table: is what a sorted map would be where hashes crowd", "[store]") {
  check_random_merges(11, 1500, [](Rng& rng) { return KeyHash{rng.below(400)}; });
  check_random_merges(12, 1500, [](Rng& rng) { return KeyHash{UINT64_MAX - rng.below(400)}; });
  check_random_merges(13, 1500,
                      [](Rng& rng) { return KeyHash{rng.below(4) << 62 | rng.below(200)}; });
  check_random_merges(14, 1500,
                      [](Rng& rng) { return KeyHash{0x8000000000000000 - 100 + rng.below(200)}; });
}

TEST_CASE("table: the order in which versions come does not matter", "[store]") {
  std::vector<RecordPtr> records;
  Rng rng(15);
  for (int i = 0; i < 300; ++i) {
    records.push_back(record_of("k" + std::to_string(rng.below(40)), i, rng.below(5) == 0));
  }
  Table forwards;
  for (const RecordPtr& record : records) forwards.merge(record);
  for (int round = 0; round < 10; ++round) {
    for (std::size_t i = records.size() - 1; i > 0; --i)
      std::swap(records[i], records[rng.below(i + 1)]);
    Table table;
    for (const RecordPtr& record : records) table.merge(record);
    std::vector<RecordPtr> a;
    std::vector<RecordPtr> b;
    forwards.for_each([&](const RecordPtr& record) { a.push_back(record); });
    table.for_each([&](const RecordPtr& record) { b.push_back(record); });
    REQUIRE(a == b);
  }
}

// What digest() means: the sum over what a walk of all records finds in the range.
RangeDigest summed(const Table& table, const HashRange& range) {
  RangeDigest sum;
  table.for_each([&](const RecordPtr& record) {
    if (range.contains(record->hash)) sum += table.digest({record->hash, record->hash});
  });
  return sum;
}

TEST_CASE("table: the digest of a range is the sum of those of its records", "[store]") {
  Rng rng(11);
  for (const int keys : {0, 1, 5, 40, 3000}) {
    Table table;
    for (int i = 0; i < keys; ++i) {
      table.merge(record_of("k" + std::to_string(i), 1));
      if (i % 3 == 0) table.merge(record_of("k" + std::to_string(i / 2), 2 + i));
    }
    for (int i = 0; i < 60; ++i) {
      const std::uint64_t first = rng.below(UINT64_MAX);
      const std::uint64_t width = rng.below(UINT64_MAX) >> rng.below(20);
      const HashRange range{KeyHash{first}, KeyHash{first + width}};
      REQUIRE(table.digest(range) == summed(table, range));
    }
    CHECK(table.digest({KeyHash{0}, KeyHash{UINT64_MAX}}).count == table.size());
  }
}

TEST_CASE("table: what was forgotten is as if it had never come", "[store]") {
  Rng rng(12);
  for (const int keys : {1, 9, 60, 3000}) {
    Table table;
    Table other;  // to which what is forgotten never comes
    std::vector<RecordPtr> gone;
    for (int i = 0; i < keys; ++i) {
      // Many of one home, the last one too, so that records lie beside their homes.
      const KeyHash hash{rng.below(2) == 0 ? rng.below(UINT64_MAX)
                                           : UINT64_MAX - (rng.below(7) << 58)};
      const RecordPtr record = record_at(hash, "k" + std::to_string(i), 1);
      table.merge(record);
      if (rng.below(2) == 0) {
        gone.push_back(record);
      } else {
        other.merge(record);
      }
    }
    for (const RecordPtr& record : gone) {
      REQUIRE(table.erase(record->hash, record->key()));
      REQUIRE_FALSE(table.erase(record->hash, record->key()));
      REQUIRE(table.find(record->hash, record->key()) == nullptr);
    }
    REQUIRE(table.size() == other.size());
    std::vector<RecordPtr> left;
    std::vector<RecordPtr> wanted;
    table.for_each([&](const RecordPtr& record) { left.push_back(record); });
    other.for_each([&](const RecordPtr& record) { wanted.push_back(record); });
    const auto by_hash = [](const RecordPtr& a, const RecordPtr& b) {
      return std::tuple(a->hash, a->key()) < std::tuple(b->hash, b->key());
    };
    CHECK(std::is_sorted(left.begin(), left.end(),
                         [](const RecordPtr& a, const RecordPtr& b) { return a->hash < b->hash; }));
    std::sort(left.begin(), left.end(), by_hash);
    std::sort(wanted.begin(), wanted.end(), by_hash);
    CHECK(left == wanted);
    for (const RecordPtr& record : wanted) REQUIRE(table.find(record->hash, record->key()));
    for (int i = 0; i < 40; ++i) {
      const std::uint64_t first = rng.below(UINT64_MAX);
      const HashRange range{KeyHash{first}, KeyHash{first + (rng.below(UINT64_MAX) >> 3)}};
      REQUIRE(table.digest(range) == other.digest(range));
    }
    for (const RecordPtr& record : gone) table.merge(record);
    CHECK(table.size() == static_cast<std::size_t>(keys));
  }
}

TEST_CASE("table: equal contents have equal digests whatever way they came about", "[store]") {
  const HashRange all{KeyHash{0}, KeyHash{UINT64_MAX}};
  Table one;
  Table other;
  for (int i = 0; i < 100; ++i) one.merge(record_of("k" + std::to_string(i), 5));
  for (int i = 99; i >= 0; --i) {
    other.merge(record_of("k" + std::to_string(i), 1));
    other.merge(record_of("k" + std::to_string(i), 5));
  }
  CHECK(one.digest(all) == other.digest(all));
  other.merge(record_of("k7", 6));
  CHECK_FALSE(one.digest(all) == other.digest(all));
  CHECK(one.digest(all).count == other.digest(all).count);
}

TEST_CASE("table: a range is walked in the order of the ring, round its top, until told to stop",
          "[store]") {
  Table table;
  const std::uint64_t top = UINT64_MAX;
  for (const std::uint64_t hash : {top - 2, std::uint64_t{1}, top, std::uint64_t{9}, top / 2})
    table.merge(record_at(KeyHash{hash}, "k" + std::to_string(hash), 1));
  const auto walked = [&](std::uint64_t first, std::uint64_t last, std::size_t max) {
    std::vector<std::uint64_t> found;
    table.for_each_in({KeyHash{first}, KeyHash{last}}, [&](const RecordPtr& record) {
      found.push_back(raw(record->hash));
      return found.size() < max;
    });
    return found;
  };
  CHECK(walked(top - 2, 8, 10) == std::vector<std::uint64_t>{top - 2, top, 1});
  CHECK(walked(top - 2, 8, 2) == std::vector<std::uint64_t>{top - 2, top});
  CHECK(walked(2, top - 3, 10) == std::vector<std::uint64_t>{9, top / 2});
  CHECK(walked(10, 9, 10) == std::vector<std::uint64_t>{top / 2, top - 2, top, 1, 9});
  CHECK(walked(2, 8, 10).empty());
}

}  // namespace
}  // namespace ringside::table_test
