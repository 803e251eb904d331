#include "core/base/error.h"

#include <catch_amalgamated.hpp>
#include <set>
#include <string>

namespace ringside::error_test {
namespace {

TEST_CASE("error: every code has a name of its own", "[base]") {
  const ErrorCode codes[] = {ErrorCode::invalid_argument, ErrorCode::not_found,
                             ErrorCode::unavailable,      ErrorCode::timeout,
                             ErrorCode::outcome_unknown,  ErrorCode::overloaded};
  std::set<std::string_view> names;
  for (const ErrorCode code : codes) names.insert(to_string(code));
  CHECK(names.size() == std::size(codes));
  CHECK_FALSE(names.contains("unknown_error"));
  CHECK(to_string(ErrorCode::outcome_unknown) == "outcome_unknown");
}

TEST_CASE("error: fail() makes a result that holds the code and the message", "[base]") {
  const Result<int> result = fail(ErrorCode::overloaded, "too many");
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().code == ErrorCode::overloaded);
  CHECK(result.error().message == "too many");
}

}  // namespace
}  // namespace ringside::error_test
