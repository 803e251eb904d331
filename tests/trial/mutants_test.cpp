#include "core/trial/mutants.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <set>
#include <string_view>

#include "core/trial/explore.h"
#include "tests/trial/fixed_trials.h"

namespace ringside::mutants_test {
namespace {

TEST_CASE("mutants: without one the protocol is the same, event by event", "[trial]") {
  CHECK(run_fixed_trials() == k_fixed_trials);
}

TEST_CASE("mutants: each has a name and a description of its own", "[trial]") {
  std::set<std::string_view> names;
  std::set<std::string_view> bugs;
  auto expected = static_cast<std::uint8_t>(Mutant::none);
  for (const MutantCase& known : mutant_cases()) {
    CHECK(static_cast<std::uint8_t>(known.mutant) == ++expected);
    names.insert(known.name);
    bugs.insert(known.bug);
  }
  CHECK(names.size() == mutant_cases().size());
  CHECK(bugs.size() == mutant_cases().size());
  CHECK(mutant_cases().size() >= 30);
}

TEST_CASE("mutants: trials find each of them within its number of seeds", "[trial]") {
  for (const MutantCase& known : mutant_cases()) {
    CAPTURE(known.name);
    const MutantHunt found = hunt(known, known.seeds);
    CHECK(found.found());
    CHECK(found.broken.find(known.found_by) != std::string::npos);
  }
  CHECK(planted() == Mutant::none);
}

}  // namespace
}  // namespace ringside::mutants_test
