#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "core/base/ids.h"
#include "view/scene/diagram.h"

namespace ringside {

/// What the space-time diagram remembers from frame to frame.
struct DiagramLook {
  bool open = false;      ///< Beside the ring, where there is room for both.
  bool follows = true;    ///< The window goes along with the cursor.
  double span_ns = 15e6;  ///< What the window shows,
  double from_ns = 0;     ///< from here on.
  bool background = false;
  std::optional<MessageId> pointed;       ///< The message under the pointer, here or on the ring.
  std::optional<MessageId> pointed_here;  ///< Only if here.
  std::vector<Address> order;             ///< Of the lanes; made anew for another run.
  std::set<Address> folded;
  std::optional<Address> dragged;  ///< A lane that is being moved.
  std::uint64_t clusters = 0;      ///< Nodes and clients that `order` was made for.
  float press_x = 0;               ///< Where a drag began, and of what window.
  double press_from_ns = 0;
  Diagram diagram;  ///< Kept until ImGui's draw data is rendered.
};

}  // namespace ringside
