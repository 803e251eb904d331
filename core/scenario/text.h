#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace ringside {

/// Shorthand for `return` with an invalid_argument.
inline tl::unexpected<Error> invalid(std::string message) {
  return fail(ErrorCode::invalid_argument, std::move(message));
}

/// Passes the error of one result on as that of another type. REQUIRES: !result.
template <typename T>
tl::unexpected<Error> error_of(const Result<T>& result) {
  return tl::unexpected<Error>(result.error());
}

/// Where the first byte lies that is not part of well-formed UTF-8 (Unicode 15, table 3-7), if
/// there is one.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Whether the bytes of a file or a line can be read as text; else invalid_argument, naming the
/// line (counted from 1) and what would be right: a NUL byte, UTF-16, invalid UTF-8.
Result<void> check_text(std::string_view text);

/// The text without a UTF-8 byte order mark at its start.
std::string_view without_bom(std::string_view text);

/// The text without spaces, tabs and carriage returns at its ends.
std::string_view trimmed(std::string_view text);

/// Takes the next line out of `rest`, without its "\n" or "\r\n". Nothing once all are taken.
std::optional<std::string_view> take_line(std::string_view& rest);

/// The text as an error message may show it: at most 40 bytes, cut between characters, control
/// characters replaced.
std::string excerpt(std::string_view text);

/// The text with ASCII letters in lower case.
std::string lower_case(std::string_view text);

}  // namespace ringside
