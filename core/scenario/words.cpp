#include "core/scenario/words.h"

#include <fmt/format.h>

#include "core/scenario/text.h"

namespace ringside {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::optional<std::uint8_t> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
  return std::nullopt;
}

// The character that an escape stands for. `rest` starts behind the backslash and loses what was
// read.
Result<char> take_escape(std::string_view& rest) {
  const char kind = rest.empty() ? '\0' : rest.front();
  if (!rest.empty()) rest.remove_prefix(1);
  switch (kind) {
    case '"': return '"';
    case '\\': return '\\';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: break;
  }
  if (kind == 'x' && rest.size() >= 2) {
    const auto high = hex_digit(rest[0]);
    const auto low = hex_digit(rest[1]);
    rest.remove_prefix(2);
    if (high && low) return static_cast<char>(*high * 16 + *low);
  }
  return invalid(
      R"(a \ in quotes must be followed by ", \, n, r, t or xHH; write \\ for the \ itself)");
}

// A string in double quotes at the start of `rest`.
Result<std::string> take_quoted(std::string_view& rest) {
  std::string text;
  rest.remove_prefix(1);
  while (!rest.empty()) {
    const char c = rest.front();
    rest.remove_prefix(1);
    if (c == '"') {
      if (!rest.empty() && !is_blank(rest.front())) {
        return invalid("after a closing \" there must be a space; write \\\" for a \" in the text");
      }
      return text;
    }
    if (c != '\\') {
      text += c;
      continue;
    }
    const auto escaped = take_escape(rest);
    if (!escaped) return error_of(escaped);
    text += *escaped;
  }
  return invalid("a \" is not closed; put another \" at the end");
}

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (c == '\n') {
      result += "\\n";
    } else if (c == '\r') {
      result += "\\r";
    } else if (c == '\t') {
      result += "\\t";
    } else if (static_cast<std::uint8_t>(c) < 0x20 || c == 0x7f) {
      result += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(c));
    } else {
      result += c;
    }
  }
  return result + "\"";
}

// Bytes that are not UTF-8 are written by number, so that a command's line is text whatever its key
// and value are.
std::string quoted_bytes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) result += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(c));
  return result + "\"";
}

bool is_plain(std::string_view text) {
  if (text.empty() || text.front() == '"' || is_blank(text.front()) || is_blank(text.back()))
    return false;
  for (const char c : text) {
    if (static_cast<std::uint8_t>(c) < 0x20 || c == 0x7f) return false;
  }
  return true;
}

}  // namespace

Result<std::optional<std::string>> take_word(std::string_view& rest) {
  while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
  if (rest.empty()) return std::nullopt;
  if (rest.front() == '"') {
    auto text = take_quoted(rest);
    if (!text) return error_of(text);
    return std::move(*text);
  }
  std::size_t end = 0;
  while (end < rest.size() && !is_blank(rest[end])) ++end;
  std::string word(rest.substr(0, end));
  rest.remove_prefix(end);
  return word;
}

std::string rest_words(std::string_view value) {
  if (find_invalid_utf8(value)) return quoted_bytes(value);
  return is_plain(value) ? std::string(value) : in_quotes(value);
}

std::string one_word(std::string_view key) {
  const bool spaced = key.find(' ') != std::string_view::npos;
  return spaced && !find_invalid_utf8(key) ? in_quotes(key) : rest_words(key);
}

}  // namespace ringside
