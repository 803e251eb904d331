#include "core/runtime/clock.h"

#include <atomic>
#include <catch_amalgamated.hpp>
#include <thread>
#include <vector>

namespace ringside::clock_test {
namespace {

TEST_CASE("clock: begins at the start of time and stands still", "[runtime]") {
  const ScaledClock clock;
  CHECK(clock.rate() == 0);
  for (int i = 0; i < 100; ++i) CHECK(clock.now() == k_start_of_time);
}

TEST_CASE("clock: passes at its rate and stands still again at 0", "[runtime]") {
  ScaledClock clock;
  clock.set_rate(1000);
  while (clock.now() < time_at(1'000'000)) std::this_thread::yield();
  clock.set_rate(0);
  const Time stopped = clock.now();
  for (int i = 0; i < 100; ++i) CHECK(clock.now() == stopped);
}

// How long it is until the clock says that `t` comes: at least and at most, since wall time passes
// while it is asked.
struct Wait {
  ScaledClock::Wall::duration least, most;
};
Wait wait_for(const ScaledClock& clock, Time t) {
  const auto before = ScaledClock::Wall::now();
  const auto then = clock.wall_at(t);
  return {then - ScaledClock::Wall::now(), then - before};
}

TEST_CASE("clock: says when a time will come, at most an hour ahead", "[runtime]") {
  ScaledClock clock;
  CHECK(wait_for(clock, k_start_of_time).least <= std::chrono::seconds{0});
  CHECK(wait_for(clock, time_at(1)).most >= std::chrono::hours{1});  // it stands still
  clock.set_rate(1e-3);
  const Wait second = wait_for(clock, clock.now() + std::chrono::seconds{1});
  CHECK(second.most > std::chrono::seconds{900});
  CHECK(second.least <= std::chrono::seconds{1000});
  CHECK(wait_for(clock, k_end_of_time).most >= std::chrono::hours{1});
  CHECK(wait_for(clock, k_end_of_time).least <= std::chrono::hours{1});
}

TEST_CASE("clock: runs back for no reader while its rate changes", "[runtime]") {
  ScaledClock clock;
  std::atomic<bool> stop{false};
  std::atomic<int> ran_back{0};
  std::atomic<int> begun{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      Time last{};
      ++begun;
      while (!stop) {
        const Time now = clock.now();
        if (now < last) ++ran_back;
        last = now;
      }
    });
  }
  while (begun < 2) std::this_thread::yield();
  for (int i = 0; i < 20'000; ++i) clock.set_rate(i % 5 * 200);
  stop = true;
  for (std::thread& reader : readers) reader.join();
  CHECK(ran_back == 0);
}

}  // namespace
}  // namespace ringside::clock_test
