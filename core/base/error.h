#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace ringside {

/// What went wrong, as far as a caller would act differently on it.
enum class ErrorCode : std::uint8_t {
  invalid_argument,   ///< The request itself is wrong; trying again cannot help.
  not_found,          ///< The key does not exist, or was deleted.
  unavailable,        ///< Too few members could answer, and nothing was changed.
  timeout,            ///< A read had no answer before its deadline.
  outcome_unknown,    ///< A write had no answer before its deadline: some replica may hold it.
  overloaded,         ///< A bounded queue is full: try again later.
  stale_context,      ///< The key has changed since the context was given; nothing was written.
  too_many_siblings,  ///< The key has as many values as are allowed; nothing was written.
};

/// The code's name as it is written in traces, JSON and messages, for example "not_found".
std::string_view to_string(ErrorCode code);

/// An expected failure. `message` tells a person what was wrong, where, and what would be right.
struct Error {
  ErrorCode code = ErrorCode::invalid_argument;
  std::string message;
};

template <typename T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning an error: `return fail(ErrorCode::invalid_argument, "…")`.
inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

}  // namespace ringside
