#pragma once
#include "view/panels/context.h"

namespace ringside {

/// Draws marks into the ImGui window that is open, at this place of its draw list. They have to
/// live until ImGui's draw data is rendered.
void add_marks(PanelContext& context, const DrawList& marks);

}  // namespace ringside
