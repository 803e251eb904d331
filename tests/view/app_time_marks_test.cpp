#include <catch_amalgamated.hpp>

#include "view/app/time_marks.h"

namespace ringside::app_time_marks_test {
namespace {

TraceEvent crash(std::int64_t ns, std::uint32_t node = 1) {
  return trace::node_crashed(time_at(ns), {NodeId{node}, Incarnation{1}});
}
TraceEvent failed(std::int64_t ns) {
  return trace::operation_finished(
      time_at(ns), ClientId{0},
      {.op = OpId{1}, .kind = OperationKind::put, .outcome = ErrorCode::timeout});
}

TEST_CASE("time marks: faults, what ends them, and failed operations are marked, the rest is not",
          "[view]") {
  CHECK(mark_of(crash(5)) == MarkKind::fault);
  CHECK(mark_of(trace::node_started(time_at(5), {NodeId{1}, Incarnation{2}})) == MarkKind::repair);
  CHECK_FALSE(mark_of(trace::node_started(k_start_of_time, {NodeId{1}, Incarnation{1}})));
  CHECK(mark_of(trace::clock_skewed(time_at(5), NodeId{1}, Duration{-7})) == MarkKind::fault);
  CHECK(mark_of(trace::clock_skewed(time_at(5), NodeId{1}, Duration{0})) == MarkKind::repair);
  CHECK(mark_of(trace::links_cut(time_at(5), {NodeId{0}, 0}, 6)) == MarkKind::fault);
  CHECK(mark_of(trace::links_cut(time_at(5), {NodeId{0}, 0}, 0)) == MarkKind::repair);
  CHECK(mark_of(failed(5)) == MarkKind::failure);
  MessageFacts message;
  message.id = MessageId{1};
  message.from = NodeId{0};
  message.to = NodeId{1};
  CHECK(mark_of(trace::message_held(time_at(5), message)) == MarkKind::fault);
  CHECK(mark_of(trace::message_rescheduled(time_at(5), message, time_at(9))) == MarkKind::repair);
  CHECK(mark_of(trace::message_lost(time_at(5), message, LossReason::dropped)) == MarkKind::fault);
  CHECK_FALSE(mark_of(trace::message_lost(time_at(5), message, LossReason::link)));
  TraceEvent missing = failed(5);
  missing.outcome = ErrorCode::not_found;
  CHECK_FALSE(mark_of(missing));
  CHECK(mark_of(trace::read_repaired(time_at(5), NodeId{0}, NodeId{1}, OpId{1}, KeyHash{1})) ==
        MarkKind::stale);
}

TEST_CASE("time marks: one leads from mark to mark, both ways", "[view]") {
  TimeMarks marks;
  marks.add(crash(10), 3);
  marks.add(failed(20), 7);
  marks.add(crash(30), 9);
  REQUIRE(marks.all().size() == 3);
  CHECK(marks.after(0)->moment == 3);
  CHECK(marks.after(3)->moment == 7);
  CHECK(marks.after(9) == nullptr);
  CHECK(marks.before(9)->moment == 7);
  CHECK(marks.before(8)->moment == 7);
  CHECK(marks.before(3) == nullptr);
}

TEST_CASE("time marks: what happens at once is one mark", "[view]") {
  TimeMarks marks;
  for (std::uint32_t from = 0; from < 4; ++from)
    marks.add(trace::links_cut(time_at(10), {NodeId{from}, 0}, 6), from + 1);
  REQUIRE(marks.all().size() == 1);
  CHECK(marks.all()[0].count == 4);
  CHECK(marks.all()[0].moment == 4);
}

TEST_CASE("time marks: a change of the ring is marked once, when the first node knows", "[view]") {
  const auto learns = [](std::int64_t ns, std::uint32_t node, std::uint32_t epoch) {
    return trace::view_changed(time_at(ns), NodeId{node}, {.epoch = RingEpoch{epoch}});
  };
  TimeMarks marks;
  for (std::uint32_t node = 0; node < 3; ++node) marks.add(learns(10 + node, node, 2), 1 + node);
  marks.add(learns(20, 0, 3), 9);
  REQUIRE(marks.all().size() == 2);
  CHECK(marks.all()[0].kind == MarkKind::ring);
  CHECK(marks.all()[0].at == time_at(10));
  CHECK(marks.all()[1].at == time_at(20));
  marks.cut(5);
  marks.add(learns(15, 2, 3), 6);
  CHECK(marks.all().size() == 2);
}

TEST_CASE("time marks: versions that are kept beside one another are one conflict", "[view]") {
  const auto stored = [](std::int64_t ns, std::uint32_t node, std::size_t siblings) {
    return trace::record_stored(
        time_at(ns), NodeId{node},
        {.key = KeyHash{9}, .op = OpId{3}, .version = {}, .siblings = siblings});
  };
  TimeMarks marks;
  marks.add(stored(10, 0, 0), 1);
  CHECK(marks.all().empty());
  for (std::uint32_t node = 0; node < 3; ++node) marks.add(stored(20 + node, node, 1), 2 + node);
  REQUIRE(marks.all().size() == 1);
  CHECK(marks.all()[0].kind == MarkKind::conflict);
  CHECK(marks.all()[0].count == 3);
}

TEST_CASE("time marks: too many failures thin out, faults stay", "[view]") {
  TimeMarks marks;
  marks.add(crash(1), 1);
  for (std::uint64_t i = 2; i < 3 * TimeMarks::k_marks_max; ++i)
    marks.add(failed(static_cast<std::int64_t>(i)), i);
  CHECK(marks.all().size() <= TimeMarks::k_marks_max);
  CHECK(marks.all()[0].kind == MarkKind::fault);
}

}  // namespace
}  // namespace ringside::app_time_marks_test
