#pragma once
#include <variant>

#include "core/base/ids.h"

namespace ringside {

/// What a pointer can point at in the scene.
using Hit = std::variant<NodeId, MessageId, KeyHash>;

}  // namespace ringside
