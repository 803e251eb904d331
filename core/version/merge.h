#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "core/version/conflicts.h"

namespace ringside {

/// Brings two values that no write knew of each other together into one. Whatever is merged in
/// whatever order, and however often, has to come to the same, so with f for the function
///
///     f(a, b) = f(b, a)     f(f(a, b), c) = f(a, f(b, c))     f(f(a, b), b) = f(a, b)
///
/// (a join; convergent replicated data types, Shapiro et al. 2011). f(a, a) is the *form* of a that
/// is kept and told; it need not be a. A function of nothing but its arguments: nodes in several
/// threads call it at once.
using MergeFunction = std::string (*)(std::string_view a, std::string_view b);

/// Values as sets of words, which blanks and line breaks separate: the words of both, in the order
/// of their bytes, with a blank between.
std::string union_of_words(std::string_view a, std::string_view b);
/// Values as sets of lines: those of both that are not empty, in the order of their bytes.
std::string union_of_lines(std::string_view a, std::string_view b);
/// Values as whole decimal numbers of any length, with a sign or without: the larger one. What is
/// no number is less than all that are; of two such, and of two forms of one number, the one whose
/// bytes come later.
std::string larger_number(std::string_view a, std::string_view b);

/// What a policy merges by, `own` being that of merge_function; nullptr where it does not merge.
MergeFunction merge_of(Conflicts policy, MergeFunction own);

/// Values that would be longer merged stay beside each other.
inline constexpr std::size_t k_merged_bytes_max = 1 << 20;

}  // namespace ringside
