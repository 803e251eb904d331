#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace ringside {

/// Takes the next word out of `rest`, and the blanks before it: up to a blank, or a string in
/// double quotes, in which
/// \" \\ \n \r \t and \xHH (a byte in hexadecimal) stand for what they say. Nothing if only blanks
/// are left. invalid_argument if a quoted string is not closed, has another escape, or text follows
/// without a blank.
Result<std::optional<std::string>> take_word(std::string_view& rest);

/// The text as one word that take_word reads back: in quotes where it has to be.
std::string one_word(std::string_view text);

/// The text as the rest of a line: in quotes only where blanks at its ends, control characters,
/// invalid UTF-8 or a quote at its start would be lost or misread.
std::string rest_words(std::string_view text);

}  // namespace ringside
