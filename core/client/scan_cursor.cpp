#include "core/client/scan_cursor.h"

#include <fmt/format.h>

#include <charconv>

#include "core/base/hash.h"

namespace ringside {
namespace {

constexpr std::uint64_t k_check_seed = 0x7363616e;
constexpr std::string_view k_version = "s1.";

}  // namespace

std::string cursor_text(KeyHash next) {
  const auto check = static_cast<std::uint32_t>(hash_mix(raw(next), k_check_seed));
  return fmt::format("{}{:016x}.{:08x}", k_version, raw(next), check);
}

Result<KeyHash> parse_cursor(std::string_view text) {
  const auto wrong = [](std::string_view why) {
    return fail(
        ErrorCode::invalid_argument,
        fmt::format("{}; a scan goes on with the cursor that the page before it gave, as it "
                    "was given, and begins without one",
                    why));
  };
  constexpr std::size_t k_digits = 16;
  if (text.size() > 2 && text.front() == 's' && !text.starts_with(k_version))
    return wrong("the cursor is of another version");
  if (text.size() != cursor_text(KeyHash{}).size() || !text.starts_with(k_version))
    return wrong("this is no cursor");
  const std::string_view digits = text.substr(k_version.size(), k_digits);
  std::uint64_t next = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), next, 16);
  if (error != std::errc{} || end != digits.data() + digits.size())
    return wrong("this is no cursor");
  if (text != cursor_text(KeyHash{next})) return wrong("the cursor was changed on its way");
  return KeyHash{next};
}

}  // namespace ringside
