#pragma once
#include <cstdint>
#include <vector>

#include "core/base/ids.h"

namespace ringside {

/// Counts the answers to one write. Pure: knows nothing of nodes, time or messages.
class Quorum {
 public:
  struct Counts {
    std::uint32_t members = 0;   ///< Answers that are possible.
    std::uint32_t required = 0;  ///< Of them, acknowledgements that make it.
  };
  enum class Verdict : std::uint8_t { pending, reached, unreachable };

  /// REQUIRES: 1 <= required <= members.
  explicit Quorum(Counts counts);

  /// Records one answer. A second answer from the same member changes nothing.
  Verdict add(NodeId from, bool acknowledged);

  Verdict verdict() const;
  std::uint32_t acknowledged() const { return acknowledged_; }
  std::uint32_t required() const { return counts_.required; }
  bool has_answered(NodeId member) const;

 private:
  Counts counts_;
  std::uint32_t acknowledged_ = 0;
  std::vector<NodeId> answered_;
};

}  // namespace ringside
