// The checkers of what reads may see: each is shown what breaks its promise, next to what keeps it.
#include <catch_amalgamated.hpp>

#include "core/check/atomicity.h"
#include "core/check/regularity.h"
#include "core/check/staleness.h"
#include "tests/check/history_builder.h"

namespace ringside::consistency_test {
namespace {

using Catch::Matchers::ContainsSubstring;

struct Found {
  std::uint64_t stale = 0, irregular = 0, own = 0, monotonic = 0, broken = 0;
  friend bool operator==(const Found&, const Found&) = default;
};
// What every checker finds: none of them may find what only another one should.
Found found_in(HistoryBuilder& b) {
  const SessionGuarantees sessions = check_session_guarantees(accesses_of(b.history()));
  return {check_stale_reads(accesses_of(b.history())).count,
          check_regularity(accesses_of(b.history())).count, sessions.read_your_writes.count,
          sessions.monotonic_reads.count,
          check_atomicity(accesses_of(b.history()), {}).not_linearizable.count};
}

TEST_CASE("consistency: reads of the last write, or of one under way, are right", "[check]") {
  HistoryBuilder b;
  b.get_nothing("a", {1, 2}).put("a", {3, 6}).get("a", 2, {7, 8});
  b.client(1).put("a", {9, 14}).get("a", 2, {10, 11}).get("a", 4, {12, 13}).get("a", 4, {15, 16});
  b.remove("a", {17, 20}).get("a", 4, {18, 19}).get("a", 8, {21, 22}).get_failed("a", {23, 24});
  b.put("b", {25, 26}).get("b", 12, {27, 28});
  CHECK(found_in(b) == Found{});
  CHECK(found_in(*std::make_unique<HistoryBuilder>()) == Found{});
}

TEST_CASE("staleness: a read that began after a newer write was acknowledged is stale", "[check]") {
  HistoryBuilder b;
  b.put("a", {1, 2}).put("a", {3, 4}).client(1).get("a", 1, {5, 6});
  CHECK(found_in(b) == Found{.stale = 1, .irregular = 1, .broken = 1});
  CHECK_THAT(check_stale_reads(accesses_of(b.history())).examples.at(0),
             ContainsSubstring("op 3: 'a' read as what op 1 wrote, older than the acknowledged "
                               "write of op 2"));
  HistoryBuilder overlapping;
  overlapping.put("a", {1, 2}).put("a", {3, 6}).client(1).get("a", 1, {5, 7});
  CHECK(found_in(overlapping) == Found{});
  HistoryBuilder other_key;
  other_key.put("a", {1, 2}).put("b", {3, 4}).client(1).get("a", 1, {5, 6});
  CHECK(found_in(other_key) == Found{});
}

TEST_CASE("staleness: a write that was not acknowledged makes no read stale", "[check]") {
  for (const auto error : {ErrorCode::outcome_unknown, ErrorCode::unavailable}) {
    HistoryBuilder b;
    b.put("a", {1, 2}).put("a", {3, 4}, error).client(1).get("a", 1, {5, 6});
    CHECK(found_in(b) == Found{});
  }
  HistoryBuilder open;
  open.put("a", {1, 2}).put("a", {3, 0}).client(1).get("a", 1, {5, 6});
  CHECK(found_in(open) == Found{});
}

TEST_CASE("staleness: absence is as old as the removes that may have caused it", "[check]") {
  HistoryBuilder unseen;
  unseen.put("a", {1, 2}).client(1).get_nothing("a", {3, 4});
  CHECK(found_in(unseen) == Found{.stale = 1, .irregular = 1, .broken = 1});
  HistoryBuilder removed;
  removed.put("a", {1, 2}).remove("a", {3, 4}).client(1).get_nothing("a", {5, 6});
  CHECK(found_in(removed) == Found{});
  HistoryBuilder removed_later;
  removed_later.put("a", {1, 2}).client(1).get_nothing("a", {3, 4}).remove("a", {5, 6});
  CHECK(found_in(removed_later) == Found{.stale = 1, .irregular = 1, .broken = 1});
  HistoryBuilder perhaps;
  perhaps.put("a", {1, 2}).remove("a", {3, 4}, ErrorCode::outcome_unknown);
  perhaps.client(1).get_nothing("a", {5, 6}).put("a", {7, 8}).get_nothing("a", {9, 10});
  // One remove cannot have emptied it twice, but that is not to be seen in one read.
  CHECK(found_in(perhaps) == Found{.broken = 1});
  HistoryBuilder written_again;
  written_again.put("a", {1, 2}).remove("a", {3, 4}).put("a", {5, 6});
  written_again.client(1).get_nothing("a", {7, 8});
  CHECK(found_in(written_again) == Found{.stale = 1, .irregular = 1, .broken = 1});
}

TEST_CASE("staleness: any remove that is newer and had begun may have caused an absence",
          "[check]") {
  HistoryBuilder b;
  b.put("a", {1, 2}).client(1).remove("a", {3, 20}).stamped(200);
  b.client(2).get_nothing("a", {4, 5}).client(3).remove("a", {10, 11}).stamped(100);
  CHECK(found_in(b) == Found{});
  HistoryBuilder long_ago;
  long_ago.client(1).remove("a", {1, 20}).client(2).remove("a", {2, 3}).put("a", {10, 11});
  long_ago.client(3).get_nothing("a", {12, 13});
  CHECK(found_in(long_ago) == Found{});
}

TEST_CASE("staleness: whichever version of a remove was seen, its tombstone may be collected",
          "[check]") {
  HistoryBuilder b;
  b.put("a", {1, 2}).remove("a", {3, 4}).made_again(200);
  b.client(1).get("a", 2, {5, 6}).get_nothing("a", {7, 8});
  CHECK(found_in(b) == Found{});
  HistoryBuilder written;
  written.put("a", {1, 2}).made_again(200).client(1).get("a", 1, {3, 4}).get_nothing("a", {5, 6});
  CHECK(found_in(written).monotonic == 1);
}

TEST_CASE("staleness: a remove that found nothing may have come at any later time", "[check]") {
  HistoryBuilder b;
  b.remove("a", {1, 2}, ErrorCode::not_found).put("a", {3, 4}).client(1).get("a", 2, {5, 6});
  CHECK(found_in(b) == Found{});
  HistoryBuilder late;
  late.remove("a", {1, 2}, ErrorCode::not_found).put("a", {3, 4}).client(1).get("a", 1, {5, 6});
  CHECK(found_in(late) == Found{.stale = 1});
}

TEST_CASE("regularity: no write may lie between the one that was read and the read", "[check]") {
  // The clock of the second write's coordinator is behind: by versions it never was the newest.
  HistoryBuilder b;
  b.put("a", {1, 2}).stamped(100).put("a", {3, 4}).client(1).get("a", 1, {5, 6});
  CHECK(found_in(b) == Found{.irregular = 1, .broken = 1});
  HistoryBuilder both_open;
  both_open.put("a", {1, 4}).client(1).put("a", {2, 3}).client(2).get("a", 1, {5, 6});
  CHECK(found_in(both_open) == Found{});
  both_open.client(3).get("a", 2, {7, 8});
  CHECK(check_regularity(accesses_of(both_open.history())).count == 0);
}

TEST_CASE("regularity: what began after the read, or was refused, cannot be read", "[check]") {
  HistoryBuilder later;
  later.put("a", {3, 4}).client(1).get("a", 1, {1, 2});
  CHECK(found_in(later) == Found{.irregular = 1, .broken = 1});
  HistoryBuilder refused;
  refused.put("a", {1, 2}, ErrorCode::unavailable).client(1).get("a", 1, {3, 4});
  CHECK(found_in(refused) == Found{.irregular = 1, .broken = 1});
}

TEST_CASE("regularity: a read whose version nobody is known to have written says nothing",
          "[check]") {
  HistoryBuilder b;
  b.put("a", {1, 2}).put("a", {3, 4}).client(1).get("a", 2, {5, 6});
  b.history().results.back().receipt.version = HistoryBuilder::version(999);
  CHECK(found_in(b) == Found{});
}

TEST_CASE("sessions: a client sees its own writes", "[check]") {
  HistoryBuilder b;
  b.put("a", {1, 2}).put("a", {3, 4}).get("a", 1, {5, 6});
  CHECK(found_in(b) == Found{.stale = 1, .irregular = 1, .own = 1, .broken = 1});
  CHECK_THAT(check_session_guarantees(accesses_of(b.history())).read_your_writes.examples.at(0),
             ContainsSubstring("op 3: 'a' read as what op 1 wrote"));
  HistoryBuilder newer;
  newer.put("a", {1, 2}).client(1).put("a", {3, 4}).client(0).get("a", 2, {5, 6});
  CHECK(found_in(newer) == Found{});
  HistoryBuilder overlapping;
  overlapping.put("a", {1, 2}).put("a", {3, 6}).get("a", 1, {5, 7});
  CHECK(found_in(overlapping) == Found{});
  HistoryBuilder removed;
  removed.put("a", {1, 2}).remove("a", {3, 4}).get("a", 1, {5, 6}).get_nothing("a", {7, 8});
  CHECK(found_in(removed) == Found{.stale = 1, .irregular = 1, .own = 1, .broken = 1});
}

TEST_CASE("sessions: a client that has seen something does not see less", "[check]") {
  HistoryBuilder b;
  b.put("a", {1, 2}).client(1).put("a", {3, 20});
  b.client(2).get("a", 2, {4, 5}).get("a", 1, {6, 7});
  CHECK(found_in(b) == Found{.monotonic = 1, .broken = 1});
  CHECK_THAT(check_session_guarantees(accesses_of(b.history())).monotonic_reads.examples.at(0),
             ContainsSubstring("op 4: 'a' read as what op 1 wrote"));
  HistoryBuilder other_client;
  other_client.put("a", {1, 2}).client(1).put("a", {3, 20});
  other_client.client(2).get("a", 2, {4, 5}).client(3).get("a", 1, {6, 7});
  CHECK(found_in(other_client) == Found{.broken = 1});
  HistoryBuilder overlapping;
  overlapping.put("a", {1, 2}).client(1).put("a", {3, 20});
  overlapping.client(2).get("a", 2, {4, 7}).get("a", 1, {6, 8});
  CHECK(found_in(overlapping) == Found{});
  HistoryBuilder gone;
  gone.put("a", {1, 20}).client(2).get("a", 1, {2, 3}).get_nothing("a", {4, 5});
  CHECK(found_in(gone) == Found{.monotonic = 1, .broken = 1});
}

TEST_CASE("atomicity: a write without an outcome happened once, or never", "[check]") {
  HistoryBuilder once;
  once.put("a", {1, 2}).put("a", {3, 4}, ErrorCode::outcome_unknown).stamped(100);
  once.client(1).get("a", 1, {5, 6}).client(2).get("a", 2, {7, 8});
  CHECK(found_in(once) == Found{});
  once.client(3).get("a", 1, {9, 10});
  CHECK(found_in(once) == Found{.broken = 1});
}

TEST_CASE("atomicity: equal values of different writes are told apart", "[check]") {
  HistoryBuilder b;
  b.put("a", {1, 2}).put("a", {3, 4}).client(1).get("a", 1, {5, 6});
  for (auto& [op, asked] : b.history().asked) asked.value = "same";
  for (auto& result : b.history().results) result.value = "same";
  CHECK(found_in(b) == Found{.stale = 1, .irregular = 1, .broken = 1});
}

TEST_CASE("atomicity: keys are counted, and what contradicts is named", "[check]") {
  HistoryBuilder b;
  for (const char* key : {"a", "b", "c"}) {
    const std::uint64_t at = 10 * b.last();
    b.put(key, {at + 1, at + 2}).put(key, {at + 3, at + 4});
    b.get(key, b.last() - (key[0] == 'c' ? 0 : 1), {at + 5, at + 6});
  }
  const Atomicity atomicity = check_atomicity(accesses_of(b.history()), {});
  CHECK(atomicity.not_linearizable.count == 2);
  CHECK(atomicity.undecided == 0);
  CHECK_THAT(atomicity.not_linearizable.examples.at(0),
             ContainsSubstring("'a': no order explains"));
}

TEST_CASE("atomicity: what takes too much to decide is counted apart", "[check]") {
  HistoryBuilder b;
  for (std::uint64_t i = 0; i < 40; ++i) {
    if (i % 2 == 0) {
      b.put("a", {1 + i, 1000 + i});
    } else {
      b.remove("a", {1 + i, 1000 + i});
    }
  }
  b.get_nothing("a", {500, 501}).get("a", 1, {2000, 2001}).get("a", 3, {2002, 2003});
  SearchLimits limits;
  limits.steps_max = 1000;
  const Atomicity atomicity = check_atomicity(accesses_of(b.history()), limits);
  CHECK(atomicity.undecided == 1);
  CHECK(atomicity.not_linearizable.count == 0);
}

// One pass over reads and writes: what was true of ten thousand operations is so of a hundred
// thousand.
TEST_CASE("consistency: long histories of one key are judged", "[check]") {
  HistoryBuilder b;
  for (std::uint64_t at = 1; at < 60'000; at += 4) {
    b.put("a", {at, at + 1});
    b.get("a", b.last(), {at + 2, at + 3});
  }
  CHECK(found_in(b) == Found{});
  b.client(1).get("a", 1, {70'000, 70'001});
  CHECK(found_in(b) == Found{.stale = 1, .irregular = 1, .broken = 1});
}

}  // namespace
}  // namespace ringside::consistency_test
