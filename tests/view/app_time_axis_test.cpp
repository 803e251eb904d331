#include <catch_amalgamated.hpp>

#include "view/app/time_axis.h"

namespace ringside::app_time_axis_test {
namespace {

TEST_CASE("time axis: equal times are equally long, and a place leads back to its time", "[view]") {
  const TimeAxis axis({0, 10e6}, 100, 600);
  CHECK(axis.x_of(time_at(0)) == 100);
  CHECK(axis.x_of(time_at(5'000'000)) == 350);
  CHECK(axis.x_of(time_at(10'000'000)) == 600);
  CHECK(axis.time_at(350) == time_at(5'000'000));
  CHECK(axis.time_at(50) == time_at(0));  // nothing was before the start
  CHECK(axis.nanoseconds_per_point() == 20'000);
}

TEST_CASE("time axis: ticks have round figures and keep their distance", "[view]") {
  for (const double end : {1e6, 1.5e6, 7e6, 3e9, 5.5e12}) {
    const auto ticks = TimeAxis({0, end}, 0, 800).ticks(70);
    INFO("end " << end);
    REQUIRE(ticks.size() >= 3);
    CHECK(ticks.size() <= 12);
    for (std::size_t i = 1; i < ticks.size(); ++i) CHECK(ticks[i].x - ticks[i - 1].x >= 69.9f);
  }
  const auto ticks = TimeAxis({0, 10e6}, 0, 500).ticks(90);
  CHECK(ticks[0].label == "0 ms");
  CHECK(ticks[1].label == "2 ms");
  CHECK(TimeAxis({0, 1e6}, 0, 500).ticks(90)[1].label == "200 µs");
  CHECK(TimeAxis({0, 8e9}, 0, 500).ticks(90)[1].label == "2 s");
}

TEST_CASE("time axis: the end of a run's axis is round, has room, and seldom changes", "[view]") {
  CHECK(axis_end(time_at(0)) == 1e6);
  CHECK(axis_end(time_at(7'000'000)) == 8e6);
  int changes = 0;
  double last = 0;
  for (std::int64_t ns = 0; ns <= 1'000'000'000; ns += 100'000) {
    const double end = axis_end(time_at(ns));
    REQUIRE(end >= static_cast<double>(ns));
    CHECK((ns < 1'000'000 || end <= 1.6 * static_cast<double>(ns)));
    changes += end != last;
    last = end;
  }
  CHECK(changes < 30);
}

}  // namespace
}  // namespace ringside::app_time_axis_test
