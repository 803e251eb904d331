#include "core/version/merge.h"

#include <algorithm>
#include <set>

namespace ringside {
namespace {

constexpr std::string_view k_blanks = " \t\r\n\v\f";

// The parts of both values between any of these separators, each once, in order.
std::string united(std::string_view a, std::string_view b, std::string_view separators, char glue) {
  std::set<std::string_view> parts;
  for (const std::string_view value : {a, b}) {
    for (std::size_t from = 0; from < value.size();) {
      const std::size_t end = std::min(value.find_first_of(separators, from), value.size());
      if (end > from) parts.insert(value.substr(from, end - from));
      from = end + 1;
    }
  }
  std::string all;
  for (const std::string_view part : parts) {
    if (!all.empty()) all += glue;
    all += part;
  }
  return all;
}

// A whole number as its text says it: leading zeros left out, 0 has no digits.
struct Number {
  bool is_number = false;
  bool is_negative = false;
  std::string_view digits;
};

Number number_in(std::string_view text) {
  Number number;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    number.is_negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return {};
  number.is_number = true;
  number.digits = text.substr(std::min(text.find_first_not_of('0'), text.size()));
  if (number.digits.empty()) number.is_negative = false;
  return number;
}

// By length and then by bytes, which for digits is by number.
bool is_less_in_size(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

// Of two values one is less, unless they are the same bytes.
bool is_less(std::string_view a, std::string_view b) {
  const Number one = number_in(a);
  const Number two = number_in(b);
  if (one.is_number != two.is_number) return two.is_number;
  if (one.is_negative != two.is_negative) return one.is_negative;
  if (one.digits == two.digits) return a < b;
  return one.is_negative ? is_less_in_size(two.digits, one.digits)
                         : is_less_in_size(one.digits, two.digits);
}

}  // namespace

std::string union_of_words(std::string_view a, std::string_view b) {
  return united(a, b, k_blanks, ' ');
}

std::string union_of_lines(std::string_view a, std::string_view b) {
  return united(a, b, "\n", '\n');
}

std::string larger_number(std::string_view a, std::string_view b) {
  return std::string(is_less(a, b) ? b : a);
}

MergeFunction merge_of(Conflicts policy, MergeFunction own) {
  switch (policy) {
    case Conflicts::last_writer_wins:
    case Conflicts::keep_siblings: return nullptr;
    case Conflicts::merge_union: return union_of_words;
    case Conflicts::merge_lines: return union_of_lines;
    case Conflicts::merge_max: return larger_number;
    case Conflicts::merge_function: return own;
  }
  return nullptr;
}

}  // namespace ringside
