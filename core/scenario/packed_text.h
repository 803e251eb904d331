#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace ringside {

/// The most that can be packed, and the most characters that unpack_text takes.
inline constexpr std::size_t k_packed_text_max = 256 * 1024;
inline constexpr std::size_t k_packed_chars_max = 128 * 1024;

/// A text of runs (settings, commands, numbers) in few characters that need no escape in an
/// address: A-Z a-z 0-9 - _. Each bit is predicted from the bytes before it and what came after the
/// like of them (context mixing: M. Mahoney, "Adaptive Weighing of Context Models for Lossless Data
/// Compression", 2005), in integer arithmetic, so that every platform packs alike; the base-64
/// alphabet for URLs is RFC 4648's. A text starts with its size and a check sum.
/// REQUIRES: at most k_packed_text_max bytes.
std::string pack_text(std::string_view text);

/// Reads it back. invalid_argument says what is wrong: another character, a part that is missing,
/// one character that is not as it was. Takes a bounded time, whatever it is given.
Result<std::string> unpack_text(std::string_view packed);

}  // namespace ringside
