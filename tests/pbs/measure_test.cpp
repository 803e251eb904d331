#include "core/pbs/measure.h"

#include <catch_amalgamated.hpp>

namespace ringside::measure_test {
namespace {

using Catch::Approx;
using std::chrono::microseconds;
using std::chrono::milliseconds;

StalenessProbe probe(std::uint32_t w, Duration t) {
  return {.n = 3,
          .w = w,
          .latency = {Latency::Kind::exponential, microseconds{100}, milliseconds{1}},
          .t = t,
          .trials = 3000};
}

// Three thousand reads are sure to about two points; what WARS does not know of, requests that are
// sent again after 10 ms, makes the store a little fresher.
TEST_CASE("pbs: the store reads as fresh as its model says", "[pbs]") {
  for (const std::uint32_t w : {1u, 2u}) {
    WarsSettings wars = wars_of(probe(w, {}));
    wars.trials = 100'000;
    const WarsResult model = run_wars(wars);
    for (const Duration t : {Duration::zero(), Duration{microseconds{500}}}) {
      CAPTURE(w, t.count());
      CHECK(measure_fresh(probe(w, t)) == Approx(model.fresh(t)).margin(.03));
    }
    CHECK(model.fresh(Duration::zero()) < .97);
  }
}

TEST_CASE("pbs: without differences between links the store is always fresh", "[pbs]") {
  StalenessProbe constant = probe(2, {});
  constant.latency = {Latency::Kind::constant, milliseconds{1}, {}};
  constant.trials = 300;
  CHECK(measure_fresh(constant) == 1);
}

TEST_CASE("pbs: a cluster that cannot be is refused", "[pbs]") {
  CHECK(validate(probe(2, {})).has_value());
  CHECK_FALSE(validate(probe(3, {})).has_value());
  CHECK_FALSE(validate(probe(0, {})).has_value());
  StalenessProbe one = probe(1, {});
  one.n = 1;
  CHECK_FALSE(validate(one).has_value());
}

}  // namespace
}  // namespace ringside::measure_test
