#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace ringside {

/// Ignores broken pipes, so that a reader who has seen enough does not end the program before its
/// exit status is known.
void prepare_console();

/// Writes a program's result to standard output. A closed pipe is no error. False if the rest could
/// not be written, for example to a full disk; then it has been said on standard error.
bool write_result(std::string_view text);

/// Says on standard error what is wrong and what would be right.
void say_error(std::string_view message);

/// Marks text for a terminal; plain text where standard output is none, or NO_COLOR is set.
std::string bold(std::string_view text);
std::string dim(std::string_view text);
std::string green(std::string_view text);
std::string red(std::string_view text);

/// A bar on standard error while something takes long; silent where that is no terminal.
class Progress {
 public:
  Progress(std::string label, std::uint64_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Cheap enough to be called often: draws ten times a second at most, and not in the first
  /// moment.
  void update(std::uint64_t done);

 private:
  using Clock = std::chrono::steady_clock;
  std::string label_;
  std::uint64_t total_;
  bool enabled_;
  bool drawn_ = false;
  Clock::time_point next_draw_;
};

}  // namespace ringside
