#include "core/check/siblings_check.h"

#include <catch_amalgamated.hpp>

#include "core/store/siblings.h"
#include "tests/check/history_builder.h"

namespace ringside::siblings_check_test {
namespace {

// In the end only what operation 2 wrote is kept.
void keep_only(History& history, std::string value, std::uint64_t stamp, bool tombstone) {
  history.results.back().receipt.kept = with_write(nullptr,
                                                   {.key = "k",
                                                    .value = std::move(value),
                                                    .hash = hash_key("k"),
                                                    .version = HistoryBuilder::version(stamp),
                                                    .op = OpId{2},
                                                    .tombstone = tombstone},
                                                   CausalContext{});
  history.drained = 25;
}

// A put that a remove overlaps, whose answer names a version before that of the put; in the end
// only the remove is kept.
History put_and_remove() {
  HistoryBuilder builder;
  builder.put("k", {1, 5}).remove("k", {2, 20}).stamped(3).get_nothing("k", {30, 31});
  History history = builder.history();
  keep_only(history, "", 3, true);
  return history;
}

std::uint64_t lost_of(const History& history) {
  return check_siblings(history, World(Shape{}), CrashLedger{}).lost.count;
}

TEST_CASE("siblings check: a remove that came before a put did not take its place", "[check]") {
  CHECK(lost_of(put_and_remove()) == 1);
}

TEST_CASE("siblings check: a remove may be forgotten beside a value where tombstones are collected",
          "[check]") {
  HistoryBuilder builder;
  builder.remove("k", {1, 5}).client(1).put("k", {10, 11}).get("k", 2, {30, 31});
  History history = builder.history();
  keep_only(history, "v2", 11, false);
  CHECK(lost_of(history) == 1);
  history.collects_tombstones = true;
  CHECK(lost_of(history) == 0);

  // But not in place of a put.
  History put = put_and_remove();
  put.collects_tombstones = true;
  CHECK(lost_of(put) == 1);
}

TEST_CASE("siblings check: a remove takes the place of what came before its last attempt",
          "[check]") {
  History history = put_and_remove();
  const TracedVersion later{hash_key("k"), HistoryBuilder::version(10).stamp, NodeId{0}};
  history.made_by[later] = OpId{2};
  CHECK(lost_of(history) == 0);
}

TEST_CASE("siblings check: who knows any version of a write may take its place", "[check]") {
  // The put was tried at two coordinators; somebody saw the version that was not acknowledged.
  HistoryBuilder builder;
  builder.put("k", {1, 5}).client(1).put("k", {10, 11}).get("k", 2, {30, 31});
  History history = builder.history();
  const Version seen{{time_at(7), 0}, {NodeId{1}, Incarnation{1}}};
  history.results[1].known.add(seen);
  keep_only(history, "v2", 11, false);
  CHECK(lost_of(history) == 1);
  history.made_by[{hash_key("k"), seen.stamp, NodeId{1}}] = OpId{1};
  CHECK(lost_of(history) == 0);
}

}  // namespace
}  // namespace ringside::siblings_check_test
