#include "core/host/network.h"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

namespace ringside::network_test {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;

LinkSettings link(Latency::Kind kind, Duration base, Duration spread, std::uint32_t loss_ppm = 0) {
  return {{kind, base, spread}, loss_ppm, 0};
}

struct Draws {
  double mean_us = 0;
  double sd_us = 0;
  Duration least = Duration::max();
  Duration most = Duration::min();
  int lost = 0;
};

constexpr int k_draws = 100'000;

Draws draw(const LinkSettings& settings) {
  Rng rng(77);
  Draws draws;
  double squares = 0;
  for (int i = 0; i < k_draws; ++i) {
    const LinkFate fate = draw_fate(settings, rng);
    const double us = static_cast<double>(fate.latency.count()) / 1000;
    draws.mean_us += us / k_draws;
    squares += us * us / k_draws;
    draws.least = std::min(draws.least, fate.latency);
    draws.most = std::max(draws.most, fate.latency);
    if (fate.lost) {
      ++draws.lost;
      REQUIRE(fate.lost_after >= Duration::zero());
      REQUIRE((fate.lost_after < fate.latency || fate.latency == Duration::zero()));
    }
  }
  draws.sd_us = std::sqrt(std::max(0.0, squares - draws.mean_us * draws.mean_us));
  return draws;
}

TEST_CASE("network: a constant latency is just that", "[host]") {
  const Draws draws = draw(link(Latency::Kind::constant, microseconds{300}, microseconds{900}));
  CHECK(draws.least == microseconds{300});
  CHECK(draws.most == microseconds{300});
}

TEST_CASE("network: a uniform latency covers base to base + spread", "[host]") {
  const Draws draws = draw(link(Latency::Kind::uniform, microseconds{500}, microseconds{1000}));
  CHECK(draws.least >= microseconds{500});
  CHECK(draws.most <= microseconds{1500});
  // Deviation 1000/√12 = 288.7; five errors of the mean of 100,000 are 4.6.
  CHECK(draws.mean_us == Catch::Approx(1000).margin(4.6));
  CHECK(draws.sd_us == Catch::Approx(288.7).epsilon(0.01));
}

TEST_CASE("network: an exponential latency has its base below and its mean above that", "[host]") {
  const Draws draws = draw(link(Latency::Kind::exponential, microseconds{200}, microseconds{500}));
  CHECK(draws.least >= microseconds{200});
  CHECK(draws.mean_us == Catch::Approx(700).margin(8));
  CHECK(draws.sd_us == Catch::Approx(500).epsilon(0.03));
  // The longest of 100,000 lies near 500·ln 100,000 = 5756 above the base.
  CHECK(draws.most > microseconds{4500});
  CHECK(draws.most < microseconds{11'000});
}

TEST_CASE("network: a Pareto latency begins at base + scale and has a heavy tail", "[host]") {
  LinkSettings settings = link(Latency::Kind::pareto, microseconds{200}, microseconds{300});
  settings.latency.shape_milli = 3000;
  const Draws draws = draw(settings);
  CHECK(draws.least >= microseconds{500});
  CHECK(draws.least < microseconds{501});
  // Of index 3 and scale 300: mean 450, deviation 260; that of 100,000 draws is within 0.9.
  CHECK(draws.mean_us == Catch::Approx(650).margin(5));
  // The longest of 100,000 lies near 300·100,000^(1/3) = 13,925 above the base.
  CHECK(draws.most > microseconds{7000});
}

TEST_CASE("network: a log-normal latency has its base below and its mean where it should be",
          "[host]") {
  LinkSettings settings = link(Latency::Kind::log_normal, microseconds{200}, microseconds{500});
  settings.latency.shape_milli = 500;
  const Draws draws = draw(settings);
  CHECK(draws.least > microseconds{200});
  // 500·exp(0.5²/2) = 566.6 above the base; deviation 566.6·√(exp(0.25) - 1) = 302.
  CHECK(draws.mean_us == Catch::Approx(766.6).margin(5));
  CHECK(draws.sd_us == Catch::Approx(302).epsilon(0.03));
}

TEST_CASE(
    "network: as many messages come twice as was set, and a link that never doubles draws "
    "nothing",
    "[host]") {
  const auto doubled = [](std::uint32_t ppm) {
    Rng rng(82);
    LinkSettings settings;
    settings.duplicate_ppm = ppm;
    int twice = 0;
    for (int i = 0; i < k_draws; ++i) twice += draw_duplicate(settings, rng) ? 1 : 0;
    const bool drew = rng.next() != Rng(82).next();
    CHECK(drew == (ppm > 0));
    return twice;
  };
  CHECK(doubled(0) == 0);
  CHECK(doubled(1'000'000) == k_draws);
  // 10 % of 100,000: deviation 95.
  CHECK(std::abs(doubled(100'000) - 10'000) < 5 * 95);
}

TEST_CASE("network: as many messages are lost as was set", "[host]") {
  const auto losing = [](std::uint32_t ppm) {
    return link(Latency::Kind::uniform, microseconds{500}, microseconds{500}, ppm);
  };
  CHECK(draw(losing(0)).lost == 0);
  CHECK(draw(losing(1'000'000)).lost == k_draws);
  // 20 % of 100,000: deviation 126.
  CHECK(std::abs(draw(losing(200'000)).lost - 20'000) < 5 * 127);
}

TEST_CASE("network: lost messages get lost anywhere on their way", "[host]") {
  Rng rng(78);
  const LinkSettings settings = link(Latency::Kind::constant, microseconds{1000}, {}, 1'000'000);
  std::vector<int> quarters(4);
  for (int i = 0; i < 4000; ++i)
    ++quarters[draw_fate(settings, rng).lost_after / microseconds{250}];
  for (const int count : quarters) CHECK(std::abs(count - 1000) < 5 * 28);
}

TEST_CASE("network: a message that gets lost does so before it arrives", "[host]") {
  Rng rng(81);
  const LinkSettings settings = link(Latency::Kind::constant, Duration{2}, {}, 1'000'000);
  for (int i = 0; i < 200; ++i) REQUIRE(draw_fate(settings, rng).lost_after < Duration{2});
}

TEST_CASE("network: a link without latency can lose messages too", "[host]") {
  Rng rng(79);
  const LinkFate fate = draw_fate(link(Latency::Kind::constant, {}, {}, 1'000'000), rng);
  CHECK(fate.lost);
  CHECK(fate.latency == Duration::zero());
  CHECK(fate.lost_after == Duration::zero());
}

TEST_CASE("network: the longest settings overflow nothing", "[host]") {
  Rng rng(80);
  const LinkSettings settings = link(Latency::Kind::exponential, hours{1}, hours{1}, 500'000);
  for (int i = 0; i < 10'000; ++i) {
    const LinkFate fate = draw_fate(settings, rng);
    REQUIRE(fate.latency >= hours{1});
    REQUIRE(fate.latency <= hours{46});
  }
}

TEST_CASE("network: a tail without end overflows nothing", "[host]") {
  Rng rng(83);
  for (const Latency::Kind kind : {Latency::Kind::pareto, Latency::Kind::log_normal}) {
    LinkSettings settings = link(kind, hours{1}, hours{1}, 500'000);
    settings.latency.shape_milli = kind == Latency::Kind::pareto ? 1 : k_shape_milli_max;
    for (int i = 0; i < 10'000; ++i) {
      const LinkFate fate = draw_fate(settings, rng);
      REQUIRE(fate.latency >= hours{1});
      REQUIRE(fate.latency <= hours{25});
    }
  }
}

TEST_CASE("network: settings out of range are refused with what would be right", "[host]") {
  using Catch::Matchers::ContainsSubstring;
  const auto complaint = [](const LinkSettings& settings) {
    const auto result = validate(settings);
    return result ? std::string{} : result.error().message;
  };
  CHECK(complaint(LinkSettings{}).empty());
  CHECK(complaint(link(Latency::Kind::constant, {}, {}, 1'000'000)).empty());
  CHECK(complaint(link(Latency::Kind::uniform, hours{1}, hours{1})).empty());
  CHECK_THAT(complaint(link(Latency::Kind::uniform, Duration{-1}, {})),
             ContainsSubstring("latency base = -1 ns"));
  CHECK_THAT(complaint(link(Latency::Kind::uniform, hours{1} + Duration{1}, {})),
             ContainsSubstring("an hour"));
  CHECK_THAT(complaint(link(Latency::Kind::uniform, {}, Duration{-7})),
             ContainsSubstring("latency spread = -7 ns"));
  CHECK_THAT(complaint(link(Latency::Kind::uniform, {}, hours{2})),
             ContainsSubstring("latency spread"));
  CHECK_THAT(complaint(link(Latency::Kind::uniform, {}, {}, 1'000'001)),
             ContainsSubstring("loss = 1000001"));
  CHECK_THAT(complaint(link(static_cast<Latency::Kind>(9), {}, {})),
             ContainsSubstring("latency kind 9"));
  LinkSettings doubling;
  doubling.duplicate_ppm = 1'000'001;
  CHECK_THAT(complaint(doubling), ContainsSubstring("duplicate = 1000001"));
  for (const Latency::Kind kind : {Latency::Kind::pareto, Latency::Kind::log_normal}) {
    LinkSettings shaped = link(kind, {}, hours{1});
    CHECK_THAT(complaint(shaped), ContainsSubstring("shape = 0 thousandths"));
    shaped.latency.shape_milli = k_shape_milli_max + 1;
    CHECK_THAT(complaint(shaped), ContainsSubstring("between 1 and 100000"));
    shaped.latency.shape_milli = k_shape_milli_max;
    CHECK(complaint(shaped).empty());
  }
}

TEST_CASE("network: latency kinds have names", "[host]") {
  CHECK(to_string(Latency::Kind::constant) == "constant");
  CHECK(to_string(Latency::Kind::uniform) == "uniform");
  CHECK(to_string(Latency::Kind::exponential) == "exponential");
  CHECK(to_string(Latency::Kind::pareto) == "pareto");
  CHECK(to_string(Latency::Kind::log_normal) == "log_normal");
}

}  // namespace
}  // namespace ringside::network_test
