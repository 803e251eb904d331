#include <catch_amalgamated.hpp>

#include "view/app/playback.h"

namespace ringside::app_playback_test {
namespace {

TEST_CASE("playback: stops grow by factors of two or two and a half, over seven decades",
          "[view]") {
  CHECK(speed_of(0) == Catch::Approx(1e-5));
  CHECK(speed_of(k_speed_stops - 1) == Catch::Approx(100));
  for (std::size_t stop = 1; stop < k_speed_stops; ++stop) {
    const double factor = speed_of(stop) / speed_of(stop - 1);
    CHECK(factor > 1.99);
    CHECK(factor < 2.51);
  }
}

TEST_CASE("playback: every stop is the nearest one to its own speed", "[view]") {
  for (std::size_t stop = 0; stop < k_speed_stops; ++stop)
    CHECK(nearest_stop(speed_of(stop)) == stop);
  CHECK(nearest_stop(1e-9) == 0);
  CHECK(nearest_stop(1e9) == k_speed_stops - 1);
}

TEST_CASE("playback: labels say how much cluster time passes in a second", "[view]") {
  CHECK(speed_text(speed_of(0)) == "10 µs per s");
  CHECK(speed_text(speed_of(nearest_stop(0.0005))) == "500 µs per s");
  CHECK(speed_text(speed_of(nearest_stop(0.001))) == "1 ms per s");
  CHECK(speed_text(speed_of(nearest_stop(0.2))) == "200 ms per s");
  CHECK(speed_text(speed_of(nearest_stop(1))) == "1 s per s");
  CHECK(speed_text(speed_of(nearest_stop(50))) == "50 s per s");
}

TEST_CASE("playback: factors are decimals, never powers of ten", "[view]") {
  CHECK(speed_factor_text(speed_of(0)) == "0.00001×");
  CHECK(speed_factor_text(speed_of(nearest_stop(0.001))) == "0.001×");
  CHECK(speed_factor_text(speed_of(nearest_stop(0.05))) == "0.05×");
  CHECK(speed_factor_text(speed_of(nearest_stop(1))) == "1×");
  CHECK(speed_factor_text(speed_of(nearest_stop(20))) == "20×");
}

TEST_CASE("playback: a pause stops time and keeps the speed", "[view]") {
  Playback playback(0.01, true);
  CHECK(playback.rate() == Catch::Approx(0.01));
  playback.set_playing(false);
  CHECK(playback.rate() == 0);
  CHECK(playback.speed() == Catch::Approx(0.01));
  playback.set_stop(1'000);
  CHECK(playback.stop() == k_speed_stops - 1);
}

}  // namespace
}  // namespace ringside::app_playback_test
