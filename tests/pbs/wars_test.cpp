// The WARS model against the figures of the paper (Bailis et al., VLDB 2012, section 5.6 and table
// 4) and against models that can be computed.
#include "core/pbs/wars.h"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <map>

#include "core/pbs/elementary.h"
#include "core/pbs/presets.h"

namespace ringside::wars_test {
namespace {

using Catch::Approx;
using std::chrono::milliseconds;

constexpr std::uint64_t k_trials = 60'000;

WarsSettings preset(std::string_view name, std::uint32_t r, std::uint32_t w) {
  WarsSettings settings;
  settings.legs = wars_preset(name)->legs;
  settings.r = r;
  settings.w = w;
  settings.trials = k_trials;
  return settings;
}
WarsSettings uniform(const Latency& latency) {
  WarsSettings settings;
  settings.legs.w = settings.legs.a = settings.legs.r = settings.legs.s = latency;
  settings.trials = k_trials;
  return settings;
}
double ms(Duration duration) { return static_cast<double>(duration.count()) / 1e6; }

TEST_CASE("pbs: logarithm and exponential are those of the library", "[pbs]") {
  Rng rng(1);
  for (int i = 0; i < 20'000; ++i) {
    const double x = std::ldexp(static_cast<double>(rng.next()), -static_cast<int>(rng.below(120)));
    if (x == 0) continue;
    REQUIRE(natural_log(x) == Approx(std::log(x)).epsilon(1e-9).margin(1e-9));
    const double y = (static_cast<double>(rng.below(2'000'001)) - 1'000'000) / 2000;
    REQUIRE(natural_exp(y) == Approx(std::exp(y)).epsilon(1e-9));
  }
  CHECK(natural_log(1) == 0);
  CHECK(natural_exp(0) == 1);
}

// Five standard errors of as many trials.
double tolerance(double p) { return 5 * std::sqrt(p * (1 - p) / k_trials) + 1e-4; }

TEST_CASE("pbs: how likely a read is fresh at once is what the paper found", "[pbs]") {
  struct Figure {
    const char* preset;
    std::uint32_t r, w;
    double p;
  };
  const Figure figures[] = {
      {"lnkd-ssd", 1, 1, .9736},  {"lnkd-ssd", 1, 2, .9783},  {"lnkd-ssd", 2, 1, .99942},
      {"lnkd-ssd", 2, 2, 1},      {"lnkd-disk", 1, 1, .4369}, {"lnkd-disk", 1, 2, .7128},
      {"lnkd-disk", 2, 1, .7628}, {"lnkd-disk", 2, 2, 1},     {"ymmr", 1, 1, .893},
      {"wan", 1, 1, 1.0 / 3},
  };
  for (const Figure& figure : figures) {
    CAPTURE(figure.preset, figure.r, figure.w);
    const double p = run_wars(preset(figure.preset, figure.r, figure.w)).fresh(Duration::zero());
    CHECK(p == Approx(figure.p).margin(tolerance(figure.p)));
  }
  CHECK(run_wars(preset("lnkd-disk", 1, 1)).fresh(milliseconds{10}) == Approx(.925).margin(.004));
  CHECK(run_wars(preset("lnkd-ssd", 1, 1)).fresh(milliseconds{5}) > .9999);
}

TEST_CASE("pbs: the slowest operation in a thousand is as slow as the paper found", "[pbs]") {
  struct Figure {
    const char* preset;
    std::uint32_t r, w;
    double read_ms, write_ms;
  };
  // Sixty operations are as slow or slower: their limit is sure to some percent.
  const Figure figures[] = {
      {"lnkd-ssd", 1, 1, .66, .66},    {"lnkd-ssd", 2, 2, 1.62, 1.64},
      {"lnkd-disk", 1, 1, .66, 10.99}, {"lnkd-disk", 1, 2, .65, 20.97},
      {"ymmr", 3, 1, 219.27, 10.83},   {"wan", 2, 2, 151.31, 167.72},
      {"wan", 1, 1, 3.4, 55.12},
  };
  for (const Figure& figure : figures) {
    CAPTURE(figure.preset, figure.r, figure.w);
    const WarsResult result = run_wars(preset(figure.preset, figure.r, figure.w));
    CHECK(ms(result.read_latency(99'900)) == Approx(figure.read_ms).epsilon(.07));
    CHECK(ms(result.write_latency(99'900)) == Approx(figure.write_ms).epsilon(.07));
  }
}

TEST_CASE("pbs: strict quorums are always fresh, and waiting makes fresher", "[pbs]") {
  for (std::uint32_t r = 1; r <= 5; ++r) {
    for (std::uint32_t w = 1; w <= 5; ++w) {
      WarsSettings settings = preset("lnkd-disk", r, w);
      settings.n = 5;
      settings.trials = 5000;
      const WarsResult result = run_wars(settings);
      CAPTURE(r, w);
      if (r + w > 5) CHECK(result.fresh(Duration::zero()) == 1);
      if (r + w <= 3) CHECK(result.fresh(Duration::zero()) < 1);
      CHECK(result.fresh(milliseconds{5}) >= result.fresh(milliseconds{1}));
      CHECK(result.fresh(result.visible_to(99'900)) >= .999);
      CHECK(result.fresh(result.visible_to(99'900) - Duration{1}) <= .9993);
    }
  }
}

// With legs that always take as long, every replica has the write when the first one has said so.
TEST_CASE("pbs: where all legs take as long nothing is stale, and times are sums of legs",
          "[pbs]") {
  const WarsResult result = run_wars(uniform({Latency::Kind::constant, milliseconds{2}, {}}));
  CHECK(result.fresh(Duration::zero()) == 1);
  CHECK(result.read_latency(50'000) == milliseconds{4});
  CHECK(result.write_latency(100'000) == milliseconds{4});
}

// Two replicas, W exponential of mean 1 ms, no time for anything else: the write is acknowledged
// when the first of them has it, and by t later the other one has not with probability e^-t.
TEST_CASE("pbs: a model that can be computed comes out so", "[pbs]") {
  const Latency exponential{Latency::Kind::exponential, {}, milliseconds{1}};
  const Latency none{Latency::Kind::constant, {}, {}};
  WarsSettings settings;
  settings.legs = {.w = exponential, .a = none, .r = none, .s = none, .to_client = {}};
  settings.n = 2;
  settings.trials = k_trials;
  for (const bool asks_all : {true, false}) {
    settings.legs.reads_ask_all = asks_all;
    const WarsResult result = run_wars(settings);
    for (const int at : {0, 1, 2}) {
      const double p = 1 - std::exp(-at) / 2;
      CHECK(result.fresh(milliseconds{at}) == Approx(p).margin(tolerance(p)));
    }
  }
}

TEST_CASE("pbs: a primary that coordinates has the write at once", "[pbs]") {
  WarsSettings settings = uniform({Latency::Kind::exponential, {}, milliseconds{1}});
  settings.legs.primary_coordinates = true;
  settings.legs.reads_ask_all = false;
  const WarsResult result = run_wars(settings);
  CHECK(result.write_latency(100'000) == Duration::zero());
  // A third of the reads ask it; of the others half are later than the write.
  const double p = 1.0 / 3 + 2.0 / 3 / 2;
  CHECK(result.fresh(Duration::zero()) == Approx(p).margin(tolerance(p)));
}

TEST_CASE("pbs: to ask all and take the first to respond is faster, and staler", "[pbs]") {
  WarsSettings settings = uniform({Latency::Kind::exponential, {}, milliseconds{1}});
  const WarsResult all = run_wars(settings);
  settings.legs.reads_ask_all = false;
  const WarsResult one = run_wars(settings);
  CHECK(all.read_latency(50'000) < one.read_latency(50'000));
  CHECK(all.fresh(Duration::zero()) < one.fresh(Duration::zero()) - .03);
}

TEST_CASE("pbs: an answer on its way to the client lets replicas catch up", "[pbs]") {
  WarsSettings settings = uniform({Latency::Kind::exponential, {}, milliseconds{1}});
  const double without = run_wars(settings).fresh(Duration::zero());
  settings.legs.to_client = Latency{Latency::Kind::constant, milliseconds{1}, {}};
  const WarsResult with = run_wars(settings);
  CHECK(with.fresh(Duration::zero()) > without + .05);
  CHECK(with.fresh(Duration::zero()) ==
        Approx(run_wars(uniform({Latency::Kind::exponential, {}, milliseconds{1}}))
                   .fresh(milliseconds{1}))
            .margin(.01));
}

TEST_CASE("pbs: the same seed gives the same trials, another one others", "[pbs]") {
  WarsSettings settings = preset("ymmr", 1, 1);
  settings.trials = 1000;
  const WarsResult first = run_wars(settings);
  CHECK(first.trials() == 1000);
  CHECK(run_wars(settings).write_latency(50'000) == first.write_latency(50'000));
  settings.seed = 2;
  CHECK(run_wars(settings).write_latency(50'000) != first.write_latency(50'000));
}

TEST_CASE("pbs: staleness in versions is the closed form", "[pbs]") {
  const std::map<std::uint32_t, double> of_three{{1, .3333}, {2, .5556}, {3, .7037}, {5, .8683}};
  for (const auto& [k, p] : of_three)
    CHECK(fresh_within_versions(3, 1, 1, k) == Approx(p).margin(.00005));
  CHECK(fresh_within_versions(3, 1, 1, 0) == 0);
  CHECK(fresh_within_versions(3, 2, 2, 1) == 1);
  CHECK(fresh_within_versions(3, 3, 1, 1) == 1);
  CHECK(fresh_within_versions(5, 2, 1, 1) == Approx(1 - 6.0 / 10));
}

TEST_CASE("pbs: settings that cannot be are refused with what would be right", "[pbs]") {
  const auto refused = [](auto change) {
    WarsSettings settings = preset("wan", 1, 1);
    change(settings);
    return !validate(settings).has_value();
  };
  CHECK_FALSE(refused([](WarsSettings&) {}));
  CHECK(refused([](WarsSettings& s) { s.n = 0; }));
  CHECK(refused([](WarsSettings& s) { s.n = 65; }));
  CHECK(refused([](WarsSettings& s) { s.r = 0; }));
  CHECK(refused([](WarsSettings& s) { s.r = 4; }));
  CHECK(refused([](WarsSettings& s) { s.w = 4; }));
  CHECK(refused([](WarsSettings& s) { s.trials = 0; }));
  CHECK(refused([](WarsSettings& s) { s.trials = 10'000'001; }));
  CHECK_FALSE(wars_preset("lnkd").has_value());
}

}  // namespace
}  // namespace ringside::wars_test
