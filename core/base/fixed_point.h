#pragma once
#include <cstdint>

namespace ringside {

/// Functions of analysis in integer arithmetic: the same result with every compiler and on every
/// platform, which floating point does not promise. Fractions are fixed-point numbers: an integer
/// in units of 2^-32, or as it is said.

/// -ln(u / 2^64) in units of 2^-32, for u > 0: exact to about 2^-30.
std::uint64_t negative_log(std::uint64_t u);

/// ln n in units of 2^-32, for n > 0: as exact.
std::uint64_t natural_log(std::uint64_t n);

/// ln(1 + e^x), both in units of 2^-32: exact to about 2^-29.
std::uint64_t log_one_plus_exp(std::int64_t x);

/// value · e^x rounded down, for x in units of 2^-32; the largest 64-bit number where that is
/// larger still. Relative error at most 2^-30 beyond the rounding.
std::uint64_t times_exp(std::uint64_t value, std::int64_t x);

/// The square root of u, rounded down.
std::uint32_t square_root(std::uint64_t u);

}  // namespace ringside
