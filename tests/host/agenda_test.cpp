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

TEST_CASE("agenda: one that is taken out is gone, and the others keep their order", "[host]") {
  Rng rng(51);
  Agenda agenda;
  std::vector<std::pair<Time, std::uint32_t>> model;
  for (std::uint32_t made = 0; made < 300; ++made) {
    const Time due = time_at(static_cast<std::int64_t>(rng.below(20)));
    agenda.add(due, wake(made));
    model.emplace_back(due, made);
  }
  for (int i = 0; i < 150; ++i) {
    const auto goes = model.begin() + static_cast<std::ptrdiff_t>(rng.below(model.size()));
    const auto taken = agenda.take_only(
        [&](const Appointment& appointment) { return number(appointment) == goes->second; });
    REQUIRE(taken.has_value());
    CHECK(taken->first == goes->first);
    CHECK(number(taken->second) == goes->second);
    model.erase(goes);
  }
  std::size_t left = 0;
  agenda.for_each([&](const Appointment&) { ++left; });
  CHECK(left == model.size());
  CHECK_FALSE(agenda.take_only([](const Appointment&) { return false; }).has_value());
  std::sort(model.begin(), model.end());
  for (const auto& [due, made] : model) {
    CHECK(agenda.next_due() == due);
    REQUIRE(number(agenda.take()) == made);
  }
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
