#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace ringside {

/// The lines given on the command line, walked with the up and down keys like a shell's.
class CommandHistory {
 public:
  /// Keeps the newest `capacity` lines. REQUIRES: capacity > 0.
  explicit CommandHistory(std::size_t capacity = 200);

  /// Remembers a line, unless it is blank or the same as the newest, and ends a walk.
  void add(std::string line);

  /// The next older line. `present` is what is being typed: a walk down to its end gives it back.
  /// At the oldest line, that line again; `present` where there is none.
  std::string older(const std::string& present);
  /// The next newer line, or what was being typed when the walk began; `present` outside a walk.
  std::string newer(const std::string& present);

  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::size_t capacity_;
  std::vector<std::string> lines_;
  std::size_t at_ = 0;  // lines_.size() while there is no walk
  std::string draft_;
};

}  // namespace ringside
