#include "core/scenario/workload.h"

#include <catch_amalgamated.hpp>

#include <set>

namespace ringside::workload_test {
namespace {

std::vector<Command> all(WorkloadSettings settings) {
  REQUIRE(validate(settings).has_value());
  Workload workload(settings);
  std::vector<Command> commands;
  while (auto command = workload.next()) commands.push_back(std::move(*command));
  return commands;
}

TEST_CASE("workload: the same seed gives the same operations, another seed others", "[scenario]") {
  WorkloadSettings settings{.operations = 1000};
  const auto first = all(settings);
  CHECK(first.size() == 1000);
  CHECK(all(settings) == first);
  settings.seed = 2;
  CHECK(all(settings) != first);
}

TEST_CASE("workload: kinds come in the shares that were asked for, values never twice",
          "[scenario]") {
  const auto commands =
      all({.operations = 20'000, .keys = 50, .reads_percent = 30, .removes_percent = 10});
  std::size_t gets = 0;
  std::size_t removes = 0;
  std::set<std::string> keys;
  std::set<std::string> values;
  for (const Command& command : commands) {
    if (const auto* put = std::get_if<PutCommand>(&command)) {
      keys.insert(put->key);
      CHECK(values.insert(put->value).second);
    } else if (std::holds_alternative<GetCommand>(command)) {
      ++gets;
    } else {
      ++removes;
    }
  }
  // Four standard deviations of a binomial draw.
  CHECK(std::abs(static_cast<double>(gets) - 6000) < 4 * 65);
  CHECK(std::abs(static_cast<double>(removes) - 2000) < 4 * 43);
  CHECK(keys.size() == 50);
}

TEST_CASE("workload: shares at their ends leave out the other kinds", "[scenario]") {
  for (const Command& command :
       all({.operations = 500, .reads_percent = 0, .removes_percent = 0})) {
    CHECK(std::holds_alternative<PutCommand>(command));
  }
  for (const Command& command :
       all({.operations = 500, .reads_percent = 100, .removes_percent = 0})) {
    CHECK(std::holds_alternative<GetCommand>(command));
  }
  CHECK(all({.operations = 0}).empty());
}

TEST_CASE("workload: settings that make no sense are refused", "[scenario]") {
  CHECK_FALSE(validate(WorkloadSettings{.keys = 0}).has_value());
  CHECK_FALSE(validate(WorkloadSettings{.reads_percent = 101}).has_value());
  CHECK_FALSE(validate(WorkloadSettings{.reads_percent = 60, .removes_percent = 41}).has_value());
  CHECK_FALSE(validate(WorkloadSettings{.removes_percent = 4'294'967'295}).has_value());
  CHECK_FALSE(
      validate(WorkloadSettings{.operations = WorkloadSettings::k_operations_max + 1}).has_value());
}

}  // namespace
}  // namespace ringside::workload_test
