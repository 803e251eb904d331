#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace ringside {

/// 1706 → "1,706".
std::string with_separators(std::uint64_t number);

/// Three significant digits and the unit that suits: "830 ns", "1.25 ms", "2.40 s", "3 min 20 s".
/// Negative ones count as 0.
std::string rounded_duration(Duration duration);

/// A cluster's clock, to the microsecond: "12.345 ms" below one second, "3.214 567 s" from there
/// on.
std::string clock_text(Time time);

/// `text` cut to at most `characters` UTF-8 characters, with an ellipsis where something was cut,
/// on one line: control characters become spaces.
std::string shortened(std::string_view text, std::size_t characters);

}  // namespace ringside
