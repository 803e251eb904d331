#include "core/host/agenda.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/base/rng.h"

namespace ringside::agenda_test {
namespace {

Appointment wake(std::uint32_t node) { return Wake{NodeId{node}}; }

std::uint32_t number(const Appointment& appointment) {
  return raw(std::get<Wake>(appointment).who.node());
}

TEST_CASE("agenda: is empty at first, and its next time is the end of time", "[host]") {
  const Agenda agenda;
  CHECK(agenda.empty());
  CHECK(agenda.next_due() == k_end_of_time);
}

TEST_CASE("agenda: gives appointments out by time, equal times in the order they were made",
          "[host]") {
  Rng rng(50);
  Agenda agenda;
  std::vector<std::pair<Time, std::uint32_t>> model;
  std::uint32_t made = 0;
  const auto take = [&] {
    const auto first = std::min_element(model.begin(), model.end());
    REQUIRE(agenda.next_due() == first->first);
    REQUIRE(number(agenda.take()) == first->second);
    model.erase(first);
  };
  for (int i = 0; i < 5000; ++i) {
    if (!model.empty() && rng.below(5) < 2) {
      take();
    } else {
      const Time due = time_at(static_cast<std::int64_t>(rng.below(40)));
      agenda.add(due, wake(made));
      model.emplace_back(due, made++);
    }
  }
  while (!model.empty()) take();
  CHECK(agenda.empty());
}

TEST_CASE("agenda: a copy goes on by itself", "[host]") {
  Agenda agenda;
  agenda.add(time_at(2), wake(2));
  agenda.add(time_at(1), wake(1));
  Agenda copy = agenda;
  CHECK(number(agenda.take()) == 1);
  CHECK(number(copy.take()) == 1);
  CHECK(number(copy.take()) == 2);
  CHECK(copy.empty());
  CHECK_FALSE(agenda.empty());
}

}  // namespace
}  // namespace ringside::agenda_test
