#include "core/scenario/units.h"

#include <fmt/format.h>

#include <array>
#include <limits>

#include "core/scenario/text.h"

namespace ringside {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t nanoseconds;
};
// The first name of each size is the one that is written.
constexpr std::array<Unit, 7> k_units{{{"ns", 1},
                                       {"us", 1'000},
                                       {"µs", 1'000},
                                       {"ms", 1'000'000},
                                       {"s", 1'000'000'000},
                                       {"min", 60'000'000'000},
                                       {"h", 3'600'000'000'000}}};
constexpr std::int64_t k_duration_ns_max = 1000 * std::int64_t{3'600'000'000'000};
constexpr std::uint32_t k_ppm_per_percent = 10'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A decimal number at the start of a text: `digits` without the point, divided by ten `decimals`
// times.
struct Decimal {
  std::int64_t digits = 0;
  int decimals = 0;
  std::string_view rest;
};

Result<Decimal> take_decimal(std::string_view text) {
  constexpr std::int64_t k_digits_max = 1'000'000'000'000'000'000;
  Decimal number;
  bool point = false;
  bool any = false;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && any && !point && i + 1 < text.size() && is_digit(text[i + 1])) {
      point = true;
    } else if (is_digit(text[i])) {
      if (number.digits >= k_digits_max / 10) return invalid("has too many digits");
      number.digits = number.digits * 10 + (text[i] - '0');
      if (point) ++number.decimals;
      any = true;
    } else {
      break;
    }
  }
  if (!any) return invalid("is not a number");
  number.rest = text.substr(i);
  return number;
}

// digits / 10^decimals · scale, if that is a whole number of at most `max`.
Result<std::int64_t> scaled(Decimal number, std::int64_t scale, std::int64_t max) {
  while (number.decimals > 0 && number.digits % 10 == 0) {
    number.digits /= 10;
    --number.decimals;
  }
  for (; number.decimals > 0; --number.decimals) {
    if (scale % 10 != 0) return invalid("is finer than can be told apart");
    scale /= 10;
  }
  if (number.digits > max / scale) return invalid("is too large");
  return number.digits * scale;
}

std::string decimal_text(std::int64_t value, std::int64_t unit) {
  std::string text = fmt::format("{}", value / unit);
  std::int64_t rest = value % unit;
  if (rest == 0) return text;
  text += '.';
  while (rest != 0) {
    unit /= 10;
    text += static_cast<char>('0' + rest / unit);
    rest %= unit;
  }
  return text;
}

}  // namespace

Result<Duration> parse_duration(std::string_view text) {
  const auto wrong = [&](std::string_view why) {
    return invalid(
        fmt::format("the time \"{}\" {}; write a number and a unit, such as 5ms, 0.5ms, 20us or 1s",
                    excerpt(text), why));
  };
  const auto number = take_decimal(text);
  if (!number) return wrong(number.error().message);
  if (number->rest.empty() && number->digits == 0) return Duration::zero();
  if (number->rest.empty()) return wrong("has no unit");
  for (const Unit& unit : k_units) {
    if (number->rest != unit.name) continue;
    const auto ns = scaled(*number, unit.nanoseconds, k_duration_ns_max);
    if (!ns) return wrong(ns.error().message);
    return Duration{*ns};
  }
  return wrong("has an unknown unit");
}

std::string duration_text(Duration duration) {
  constexpr std::array<Unit, 4> k_written{
      {{"s", 1'000'000'000}, {"ms", 1'000'000}, {"us", 1'000}, {"ns", 1}}};
  const std::int64_t ns = duration.count();
  if (ns == 0) return "0ms";
  for (const Unit& unit : k_written) {
    const std::int64_t thousandth = unit.nanoseconds < 1000 ? 1 : unit.nanoseconds / 1000;
    if (ns >= unit.nanoseconds && ns % thousandth == 0) {
      return decimal_text(ns, unit.nanoseconds) + std::string(unit.name);
    }
  }
  return fmt::format("{}ns", ns);
}

Result<std::uint32_t> parse_share_ppm(std::string_view text) {
  const auto wrong = [&](std::string_view why) {
    return invalid(
        fmt::format("the share \"{}\" {}; write percent, such as 1% or 0.05%, at most 100%",
                    excerpt(text), why));
  };
  const auto number = take_decimal(text);
  if (!number) return wrong(number.error().message);
  if (number->rest.empty() && number->digits == 0) return 0;
  if (number->rest != "%") return wrong("has no %");
  const auto ppm = scaled(*number, k_ppm_per_percent, 100 * k_ppm_per_percent);
  if (!ppm) return wrong(ppm.error().message);
  return static_cast<std::uint32_t>(*ppm);
}

std::string share_text(std::uint32_t ppm) { return decimal_text(ppm, k_ppm_per_percent) + "%"; }

Result<Latency> parse_latency(std::string_view text) {
  const auto wrong = [&](const std::string& why) {
    return invalid(fmt::format(
        "the latency \"{}\" cannot be read: {}. Write 1ms, 0.5ms..1ms or 0.5ms+exp(2ms)",
        excerpt(text), why));
  };
  if (const std::size_t dots = text.find(".."); dots != std::string_view::npos) {
    const auto low = parse_duration(text.substr(0, dots));
    if (!low) return wrong(low.error().message);
    const auto high = parse_duration(text.substr(dots + 2));
    if (!high) return wrong(high.error().message);
    if (*high < *low) return wrong("it ends before it begins");
    return Latency{Latency::Kind::uniform, *low, *high - *low};
  }
  if (const std::size_t exp = text.find("exp(");
      exp != std::string_view::npos && text.ends_with(')')) {
    Latency latency{Latency::Kind::exponential, Duration::zero(), Duration::zero()};
    if (exp > 0) {
      if (text[exp - 1] != '+') return wrong("there is no + before exp");
      const auto base = parse_duration(text.substr(0, exp - 1));
      if (!base) return wrong(base.error().message);
      latency.base = *base;
    }
    const auto mean = parse_duration(text.substr(exp + 4, text.size() - exp - 5));
    if (!mean) return wrong(mean.error().message);
    latency.spread = *mean;
    return latency;
  }
  const auto constant = parse_duration(text);
  if (!constant) return wrong(constant.error().message);
  return Latency{Latency::Kind::constant, *constant, Duration::zero()};
}

std::string latency_text(const Latency& latency) {
  switch (latency.kind) {
    case Latency::Kind::constant: return duration_text(latency.base);
    case Latency::Kind::uniform:
      return duration_text(latency.base) + ".." + duration_text(latency.base + latency.spread);
    case Latency::Kind::exponential:
      return duration_text(latency.base) + "+exp(" + duration_text(latency.spread) + ")";
  }
  return {};
}

Result<std::uint64_t> parse_u64(std::string_view text, std::string_view what) {
  constexpr std::uint64_t k_max = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t value = 0;
  if (text.empty()) return invalid(fmt::format("{} is missing; write a whole number", what));
  for (const char c : text) {
    if (!is_digit(c)) {
      return invalid(fmt::format("{} \"{}\" is not a whole number such as 3", what, excerpt(text)));
    }
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (value > (k_max - digit) / 10) {
      return invalid(fmt::format("{} \"{}\" is too large; at most {} is possible", what,
                                 excerpt(text), k_max));
    }
    value = value * 10 + digit;
  }
  return value;
}

Result<std::uint32_t> parse_u32(std::string_view text, std::string_view what) {
  constexpr std::uint32_t k_max = std::numeric_limits<std::uint32_t>::max();
  const auto value = parse_u64(text, what);
  if (!value) return error_of(value);
  if (*value > k_max) {
    return invalid(
        fmt::format("{} \"{}\" is too large; at most {} is possible", what, excerpt(text), k_max));
  }
  return static_cast<std::uint32_t>(*value);
}

}  // namespace ringside
