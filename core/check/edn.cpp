#include "core/check/edn.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/scenario/text.h"

namespace ringside {
namespace {

constexpr std::string_view k_blanks = " \t\r,";
constexpr std::string_view k_word_ends = " \t\r,[]{}()\"";

bool is_integer(std::string_view word) {
  if (word.starts_with('-')) word.remove_prefix(1);
  return !word.empty() &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void EdnReader::skip_blanks() {
  rest_.remove_prefix(std::min(rest_.find_first_not_of(k_blanks), rest_.size()));
}

bool EdnReader::take(char c) {
  skip_blanks();
  if (!rest_.starts_with(c)) return false;
  rest_.remove_prefix(1);
  return true;
}

bool EdnReader::at_end() {
  skip_blanks();
  return rest_.empty();
}

Result<EdnValue> EdnReader::value() {
  if (take('[')) return vector();
  if (take('"')) return string();
  return scalar();
}

Result<EdnValue> EdnReader::vector() {
  EdnValue result{EdnValue::Kind::vector, {}, {}};
  while (!take(']')) {
    if (at_end()) return invalid("a [ is not closed");
    auto item = take('"') ? string() : scalar();
    if (!item) return item;
    result.items.push_back(std::move(*item));
  }
  return result;
}

Result<EdnValue> EdnReader::string() {
  EdnValue result{EdnValue::Kind::string, {}, {}};
  while (!rest_.empty()) {
    char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == '"') return result;
    if (c == '\\') {
      constexpr std::string_view k_escapes = "\"\\ntr";
      constexpr std::string_view k_meanings = "\"\\\n\t\r";
      const std::size_t escape = rest_.empty() ? k_escapes.npos : k_escapes.find(rest_.front());
      if (escape == k_escapes.npos)
        return invalid("a \\ in a string must be followed by \", \\, n, t or r");
      c = k_meanings[escape];
      rest_.remove_prefix(1);
    }
    result.text += c;
  }
  return invalid("a string is not closed; put a \" at its end");
}

Result<EdnValue> EdnReader::scalar() {
  skip_blanks();
  const std::string_view word = rest_.substr(0, rest_.find_first_of(k_word_ends));
  if (word.empty()) {
    return rest_.empty()
               ? invalid("something is missing at the end of the line")
               : invalid(fmt::format("there is a {} where a value should be", rest_.front()));
  }
  rest_.remove_prefix(word.size());
  using Kind = EdnValue::Kind;
  if (word == "nil") return EdnValue{Kind::nil, {}, {}};
  if (word == "true" || word == "false") return EdnValue{Kind::boolean, std::string(word), {}};
  if (word.front() == ':' && word.size() > 1)
    return EdnValue{Kind::keyword, std::string(word.substr(1)), {}};
  if (is_integer(word)) return EdnValue{Kind::integer, std::string(word), {}};
  return invalid(fmt::format("\"{}\" is no value", excerpt(word)));
}

}  // namespace ringside
