#include <catch_amalgamated.hpp>

#include "view/app/numbers.h"

namespace ringside::app_numbers_test {
namespace {

using namespace std::chrono_literals;

TEST_CASE("numbers: thousands are set apart", "[view]") {
  CHECK(with_separators(0) == "0");
  CHECK(with_separators(999) == "999");
  CHECK(with_separators(1'706) == "1,706");
  CHECK(with_separators(12'345'678) == "12,345,678");
  CHECK(with_separators(~0ull) == "18,446,744,073,709,551,615");
}

TEST_CASE("numbers: durations have three digits and the unit that suits", "[view]") {
  CHECK(rounded_duration(0ns) == "0 ms");
  CHECK(rounded_duration(-5ms) == "0 ms");
  CHECK(rounded_duration(830ns) == "830 ns");
  CHECK(rounded_duration(1'250us) == "1.25 ms");
  CHECK(rounded_duration(31'400us) == "31.4 ms");
  CHECK(rounded_duration(2'400ms) == "2.40 s");
  CHECK(rounded_duration(200s) == "3 min 20 s");
}

TEST_CASE("numbers: the clock is exact to the microsecond", "[view]") {
  CHECK(clock_text(k_start_of_time) == "0.000 ms");
  CHECK(clock_text(time_at(12'345'678)) == "12.345 ms");
  CHECK(clock_text(time_at(3'214'567'000)) == "3.214 567 s");
  CHECK(clock_text(time_at(1'234'000'000'001'000)) == "1,234,000.000 001 s");
}

TEST_CASE("numbers: long texts are cut between characters and stay on one line", "[view]") {
  CHECK(shortened("apple", 5) == "apple");
  CHECK(shortened("apples", 5) == "apple…");
  CHECK(shortened("äöüß", 2) == "äö…");
  CHECK(shortened("a\tb\nc", 9) == "a b c");
  CHECK(shortened("", 3).empty());
}

}  // namespace
}  // namespace ringside::app_numbers_test
