#include "core/node/phi_accrual.h"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdint>

#include "core/base/rng.h"

namespace ringside::phi_accrual_test {
namespace {

using Catch::Matchers::WithinAbs;
using std::chrono::milliseconds;

// A silence in milliseconds where intervals have a mean of 1000 and a deviation of 100.
double phi_of_silence(std::int64_t ms) {
  return static_cast<double>(phi_of((ms - 1000) * 65536 / 100)) / 1000;
}

TEST_CASE("phi: grows with silence as Akka's detector says", "[node]") {
  CHECK_THAT(phi_of_silence(500), WithinAbs(0.1, 0.1));
  CHECK_THAT(phi_of_silence(1000), WithinAbs(0.3, 0.1));
  CHECK_THAT(phi_of_silence(1200), WithinAbs(1.6, 0.1));
  CHECK_THAT(phi_of_silence(1400), WithinAbs(4.7, 0.1));
  CHECK_THAT(phi_of_silence(1600), WithinAbs(10.8, 0.1));
}

// The logistic approximation is meant to be that of the normal distribution's tail.
TEST_CASE("phi: is about minus the decimal logarithm of the normal distribution's tail", "[node]") {
  for (double y = -2; y <= 4; y += 0.25) {
    CAPTURE(y);
    const double exact = -std::log10(0.5 * std::erfc(y / std::sqrt(2.0)));
    const auto phi = static_cast<double>(phi_of(static_cast<std::int64_t>(y * 65536))) / 1000;
    CHECK_THAT(phi, WithinAbs(exact, 0.02 + 0.05 * exact));
  }
}

TEST_CASE("phi: never falls, and its inverse is exact", "[node]") {
  std::uint64_t before = 0;
  for (std::int64_t y = -80 * 65536; y <= 80 * 65536; y += 3001) {
    const std::uint64_t phi = phi_of(y);
    REQUIRE(phi >= before);
    before = phi;
  }
  for (const std::uint64_t phi : {1u, 300u, 1000u, 8000u, 12'000u, 100'000u}) {
    CAPTURE(phi);
    CHECK(phi_of(deviations_for(phi)) >= phi);
    CHECK(phi_of(deviations_for(phi) - 1) < phi);
  }
}

PhiAccrual detector(Duration pause = {}) {
  return PhiAccrual({.interval = milliseconds{100},
                     .deviation_min = milliseconds{1},
                     .pause = pause,
                     .threshold = 8000},
                    time_at(0));
}

// Hears signs of life at intervals of 100 ms, up to `jitter` more or less.
Time listen(PhiAccrual& detector, Duration jitter, int signs) {
  Rng rng(9);
  Time now = detector.last_heard();
  for (int i = 0; i < signs; ++i) {
    now += milliseconds{100} + rng.uniform(-jitter, jitter);
    detector.heard(now);
  }
  return now;
}

TEST_CASE("phi: reaches the threshold when it says that it will", "[node]") {
  for (const Duration jitter : {Duration{0}, Duration{5'000'000}, Duration{40'000'000}}) {
    PhiAccrual phi = detector(milliseconds{30});
    listen(phi, jitter, 60);
    CAPTURE(jitter.count());
    CHECK(phi.phi(phi.suspect_at()) >= 8000);
    CHECK(phi.phi(phi.suspect_at() - std::chrono::microseconds{50}) < 8000);
  }
}

TEST_CASE("phi: the less regular a member is, the longer its silence is borne", "[node]") {
  PhiAccrual regular = detector();
  PhiAccrual irregular = detector();
  const Time heard = listen(regular, milliseconds{2}, 200);
  const Time heard_too = listen(irregular, milliseconds{40}, 200);
  CHECK(regular.suspect_at() - heard < milliseconds{115});
  CHECK(irregular.suspect_at() - heard_too > milliseconds{200});
}

TEST_CASE("phi: a perfectly regular member has the smallest deviation that is believed", "[node]") {
  PhiAccrual phi = detector();
  const Time heard = listen(phi, Duration{0}, 50);
  CHECK(phi.suspect_at() - heard > milliseconds{105});
  CHECK(phi.suspect_at() - heard < milliseconds{107});
}

TEST_CASE("phi: forgets what was long ago, and bears extreme intervals", "[node]") {
  PhiAccrual phi = detector();
  Time now = time_at(0) + std::chrono::hours{24 * 365};
  phi.heard(now);
  CHECK(phi.suspect_at() > now);
  phi.heard(now);  // twice at once
  for (std::size_t i = 0; i < PhiAccrual::k_window; ++i) phi.heard(now += milliseconds{100});
  CHECK(phi.suspect_at() - now < milliseconds{107});
  phi.postpone(milliseconds{50});
  CHECK(phi.suspect_at() - now > milliseconds{150});
}

}  // namespace
}  // namespace ringside::phi_accrual_test
