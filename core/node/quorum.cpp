#include "core/node/quorum.h"

#include <algorithm>

#include "core/base/check.h"

namespace ringside {

Quorum::Quorum(Counts counts) : counts_(counts) {
  RINGSIDE_CHECK(1 <= counts.required && counts.required <= counts.members);
  answered_.reserve(counts.members);
}

bool Quorum::has_answered(NodeId member) const {
  return std::find(answered_.begin(), answered_.end(), member) != answered_.end();
}

Quorum::Verdict Quorum::add(NodeId from, bool acknowledged) {
  if (!has_answered(from)) {
    answered_.push_back(from);
    if (acknowledged) ++acknowledged_;
  }
  return verdict();
}

Quorum::Verdict Quorum::verdict() const {
  if (acknowledged_ >= counts_.required) return Verdict::reached;
  // Failure is arithmetic, not a timer: once more than members - required said no, the rest cannot
  // help.
  const auto refused = static_cast<std::uint32_t>(answered_.size()) - acknowledged_;
  return refused > counts_.members - counts_.required ? Verdict::unreachable : Verdict::pending;
}

}  // namespace ringside
