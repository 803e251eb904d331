#pragma once
#include <variant>

#include "core/base/ids.h"

namespace ringside {

/// A link, one way.
struct LinkEnds {
  Address from;
  Address to;

  friend bool operator==(const LinkEnds&, const LinkEnds&) = default;
};

/// What a pointer can point at in the scene; an operation, with all its messages, can be selected
/// in lists of them.
using Hit = std::variant<NodeId, MessageId, KeyHash, LinkEnds, OpId>;

}  // namespace ringside
