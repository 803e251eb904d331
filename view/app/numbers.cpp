#include "view/app/numbers.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace ringside {
namespace {

struct Unit {
  std::int64_t ns;
  const char* name;
};
constexpr std::array<Unit, 4> k_units{
    {{1'000'000'000, "s"}, {1'000'000, "ms"}, {1'000, "µs"}, {1, "ns"}}};

bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

}  // namespace

std::string with_separators(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string rounded_duration(Duration duration) {
  const std::int64_t ns = std::max<std::int64_t>(duration.count(), 0);
  if (ns >= 60'000'000'000) {
    const std::int64_t seconds = ns / 1'000'000'000;
    return fmt::format("{} min {} s", seconds / 60, seconds % 60);
  }
  for (const Unit& unit : k_units) {
    if (ns < unit.ns) continue;
    const double value = static_cast<double>(ns) / static_cast<double>(unit.ns);
    if (unit.ns == 1) return fmt::format("{} ns", ns);
    const int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
    return fmt::format("{:.{}f} {}", value, decimals, unit.name);
  }
  return "0 ms";
}

std::string clock_text(Time time) {
  const std::int64_t us = nanoseconds(time) / 1'000;
  if (us < 1'000'000) return fmt::format("{}.{:03} ms", us / 1'000, us % 1'000);
  const std::int64_t seconds = us / 1'000'000;
  return fmt::format("{}.{:03} {:03} s", with_separators(static_cast<std::uint64_t>(seconds)),
                     us / 1'000 % 1'000, us % 1'000);
}

std::string shortened(std::string_view text, std::size_t characters) {
  std::string out;
  std::size_t count = 0;
  for (const char byte : text) {
    if (starts_character(byte) && count++ == characters) {
      return out + "…";
    }
    out.push_back(static_cast<unsigned char>(byte) < 0x20 ? ' ' : byte);
  }
  return out;
}

}  // namespace ringside
