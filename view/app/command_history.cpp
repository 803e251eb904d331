#include "view/app/command_history.h"

#include "core/base/check.h"

namespace ringside {

CommandHistory::CommandHistory(std::size_t capacity) : capacity_(capacity) {
  RINGSIDE_CHECK(capacity > 0);
}

void CommandHistory::add(std::string line) {
  const bool blank = line.find_first_not_of(" \t") == std::string::npos;
  if (!blank && (lines_.empty() || lines_.back() != line)) {
    if (lines_.size() == capacity_) lines_.erase(lines_.begin());
    lines_.push_back(std::move(line));
  }
  at_ = lines_.size();
  draft_.clear();
}

std::string CommandHistory::older(const std::string& present) {
  if (lines_.empty()) return present;
  if (at_ == lines_.size()) draft_ = present;
  if (at_ > 0) --at_;
  return lines_[at_];
}

std::string CommandHistory::newer(const std::string& present) {
  if (at_ == lines_.size()) return present;
  ++at_;
  return at_ == lines_.size() ? draft_ : lines_[at_];
}

}  // namespace ringside
