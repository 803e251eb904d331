#include "core/scenario/units.h"

#include <catch_amalgamated.hpp>

namespace ringside::units_test {
namespace {

using Catch::Matchers::ContainsSubstring;

TEST_CASE("units: times are read exactly", "[scenario]") {
  CHECK(parse_duration("5ms") == Duration{5'000'000});
  CHECK(parse_duration("0.5ms") == Duration{500'000});
  CHECK(parse_duration("1.000000001s") == Duration{1'000'000'001});
  CHECK(parse_duration("20us") == Duration{20'000});
  CHECK(parse_duration("20µs") == Duration{20'000});
  CHECK(parse_duration("7ns") == Duration{7});
  CHECK(parse_duration("7.0ns") == Duration{7});
  CHECK(parse_duration("2min") == Duration{120'000'000'000});
  CHECK(parse_duration("0") == Duration{0});
  CHECK(parse_duration("1000h") == Duration{3'600'000'000'000'000});
}

TEST_CASE("units: a wrong time is refused with an example", "[scenario]") {
  for (const char* text : {"", "ms", "5", "-5ms", "5 ms", "5msx", "1..2ms", ".5ms", "5.ms", "1e3ms",
                           "0.5ns", "1001h", "99999999999999999999ms", "nan", "0x10ms"}) {
    const auto time = parse_duration(text);
    CAPTURE(text);
    REQUIRE_FALSE(time.has_value());
    CHECK_THAT(time.error().message, ContainsSubstring("such as 5ms"));
  }
}

TEST_CASE("units: times are written in the unit that shows them best", "[scenario]") {
  CHECK(duration_text(Duration{500'000}) == "500us");
  CHECK(duration_text(Duration{1'500'000}) == "1.5ms");
  CHECK(duration_text(Duration{2'000'000'000}) == "2s");
  CHECK(duration_text(Duration{1'000'000'001}) == "1000000.001us");
  CHECK(duration_text(Duration{999}) == "999ns");
  CHECK(duration_text(Duration{0}) == "0ms");
}

TEST_CASE("units: shares are percent", "[scenario]") {
  CHECK(parse_share_ppm("1%") == 10'000u);
  CHECK(parse_share_ppm("0.0001%") == 1u);
  CHECK(parse_share_ppm("100%") == 1'000'000u);
  CHECK(parse_share_ppm("0") == 0u);
  for (const char* text : {"", "%", "1", "100.0001%", "0.00001%", "-1%", "1%%"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_share_ppm(text).has_value());
  }
  CHECK(share_text(12'500) == "1.25%");
  CHECK(share_text(0) == "0%");
}

TEST_CASE("units: latencies are constant, a range, or a draw on top of a base", "[scenario]") {
  using Kind = Latency::Kind;
  CHECK(parse_latency("1ms") == Latency{Kind::constant, Duration{1'000'000}, Duration{0}});
  CHECK(parse_latency("0.5ms..1ms") ==
        Latency{Kind::uniform, Duration{500'000}, Duration{500'000}});
  CHECK(parse_latency("exp(2ms)") == Latency{Kind::exponential, Duration{0}, Duration{2'000'000}});
  CHECK(parse_latency("1ms+exp(2ms)") ==
        Latency{Kind::exponential, Duration{1'000'000}, Duration{2'000'000}});
  CHECK(parse_latency("0.2ms+pareto(1ms,1.5)") ==
        Latency{Kind::pareto, Duration{200'000}, Duration{1'000'000}, 1500});
  CHECK(parse_latency("lognormal(2ms,0.8)") ==
        Latency{Kind::log_normal, Duration{0}, Duration{2'000'000}, 800});
  CHECK(latency_text({Kind::pareto, Duration{0}, Duration{1'000}, 10'000}) == "0ms+pareto(1us,10)");
  for (const char* text : {"", "1ms..", "..1ms", "2ms..1ms", "exp(2ms", "exp()", "1ms exp(2ms)",
                           "1msexp(2ms)", "+exp(2ms)", "1ms+exp(2ms)x"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_latency(text).has_value());
  }
}

TEST_CASE("units: whole numbers have no sign and a limit", "[scenario]") {
  CHECK(parse_u32("4294967295", "it") == 4294967295u);
  CHECK(parse_u64("18446744073709551615", "it") == 18446744073709551615u);
  CHECK(parse_u64("007", "it") == 7u);
  for (const char* text : {"", "-1", "+1", "1.5", "18446744073709551616", "1e3", " 1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_u64(text, "it").has_value());
  }
  CHECK_THAT(parse_u32("4294967296", "the node").error().message,
             ContainsSubstring("the node \"4294967296\" is too large"));
}

}  // namespace
}  // namespace ringside::units_test
