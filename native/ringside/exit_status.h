#pragma once

namespace ringside {

/// How the program ends, for whoever called it.
inline constexpr int k_exit_good = 0;
inline constexpr int k_exit_broken =
    1;  ///< A promise was broken, or a script's expectation was not met.
inline constexpr int k_exit_usage =
    2;  ///< Wrong arguments or input: nothing is known about promises.

inline constexpr int k_exit_interrupted = 130;  ///< As shells say it. What was done is good.

}  // namespace ringside
