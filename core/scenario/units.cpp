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

constexpr std::uint32_t k_milli = 1000;

// A latency that is drawn in brackets.
struct Draw {
  std::string_view name;
  Latency::Kind kind;
};
constexpr std::array<Draw, 3> k_draws{{{"exp", Latency::Kind::exponential},
                                       {"pareto", Latency::Kind::pareto},
                                       {"lognormal", Latency::Kind::log_normal}}};

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

// The shape of a latency, in thousandths.
Result<std::uint32_t> parse_shape_milli(std::string_view text) {
  const auto number = take_decimal(text);
  if (!number) return invalid(fmt::format("the shape \"{}\" {}", text, number.error().message));
  if (!number->rest.empty()) return invalid(fmt::format("the shape \"{}\" is no number", text));
  const auto shape = scaled(*number, k_milli, k_shape_milli_max);
  if (!shape) return invalid(fmt::format("the shape \"{}\" {}", text, shape.error().message));
  if (*shape == 0) return invalid("the shape 0 is too small");
  return static_cast<std::uint32_t>(*shape);
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
    return invalid(
        fmt::format("the latency \"{}\" cannot be read: {}. Write 1ms, 0.5ms..1ms, 0.5ms+exp(2ms), "
                    "0.5ms+pareto(1ms,1.5) or 0.5ms+lognormal(2ms,0.8)",
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
  const std::size_t bracket = text.find('(');
  if (bracket == std::string_view::npos || !text.ends_with(')')) {
    const auto constant = parse_duration(text);
    if (!constant) return wrong(constant.error().message);
    return Latency{Latency::Kind::constant, *constant, Duration::zero()};
  }
  const std::string_view head = text.substr(0, bracket);
  const Draw* draw = nullptr;
  for (const Draw& known : k_draws) {
    if (head.ends_with(known.name)) draw = &known;
  }
  if (!draw) return wrong("there is no such draw");
  Latency latency{draw->kind, Duration::zero(), Duration::zero()};
  const std::string_view before = head.substr(0, head.size() - draw->name.size());
  if (!before.empty()) {
    if (!before.ends_with('+')) return wrong(fmt::format("there is no + before {}", draw->name));
    const auto base = parse_duration(before.substr(0, before.size() - 1));
    if (!base) return wrong(base.error().message);
    latency.base = *base;
  }
  const std::string_view inside = text.substr(bracket + 1, text.size() - bracket - 2);
  const std::size_t comma = inside.find(',');
  const auto spread = parse_duration(inside.substr(0, comma));
  if (!spread) return wrong(spread.error().message);
  latency.spread = *spread;
  if (has_shape(draw->kind) != (comma != std::string_view::npos)) {
    return wrong(has_shape(draw->kind) ? "its shape is missing" : "it has no shape");
  }
  if (comma == std::string_view::npos) return latency;
  const auto shape = parse_shape_milli(inside.substr(comma + 1));
  if (!shape) return wrong(shape.error().message);
  latency.shape_milli = *shape;
  return latency;
}

std::string latency_text(const Latency& latency) {
  if (latency.kind == Latency::Kind::constant) return duration_text(latency.base);
  if (latency.kind == Latency::Kind::uniform)
    return duration_text(latency.base) + ".." + duration_text(latency.base + latency.spread);
  for (const Draw& draw : k_draws) {
    if (draw.kind != latency.kind) continue;
    std::string shape;
    if (has_shape(draw.kind)) shape = "," + decimal_text(latency.shape_milli, k_milli);
    return fmt::format("{}+{}({}{})", duration_text(latency.base), draw.name,
                       duration_text(latency.spread), shape);
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
