#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/host/network.h"

namespace ringside {

/// Reads a time that is not negative, such as "5ms", "0.25us", "1.5s", "100ns" or "2min"; "0" needs
/// no unit. Exact: invalid_argument for parts of a nanosecond and for more than a thousand hours.
Result<Duration> parse_duration(std::string_view text);

/// A time in the largest unit that shows it exactly without a long fraction: "500us", "1.5ms",
/// "2s". What parse_duration reads.
std::string duration_text(Duration duration);

/// Reads a share such as "1%", "0.01%" or "0", in millionths. invalid_argument above 100 %.
Result<std::uint32_t> parse_share_ppm(std::string_view text);
std::string share_text(std::uint32_t ppm);

/// Reads how long a link takes: "1ms" (always so), "0.5ms..1ms" (equally likely between both),
/// "0.5ms+exp(2ms)" (at least the first, and an exponential draw of the mean in brackets on top).
/// In place of exp(MEAN) also pareto(SCALE,INDEX), such as pareto(0.2ms,1.5), and
/// lognormal(MEDIAN,DEVIATION), such as lognormal(2ms,0.8); a shape has at most three decimals.
Result<Latency> parse_latency(std::string_view text);
std::string latency_text(const Latency& latency);

/// Reads a whole number without a sign that fits 32 or 64 bits; `what` names it in the error, such
/// as "the node".
Result<std::uint32_t> parse_u32(std::string_view text, std::string_view what);
Result<std::uint64_t> parse_u64(std::string_view text, std::string_view what);

}  // namespace ringside
