#pragma once
#include "view/panels/context.h"

namespace ringside {

/// Takes what the pointer does to the scene: pointing; a click on a node that kills or restarts it,
/// on a key that selects it, on a message or link that opens its menu, beside them that selects
/// nothing; a right click, or a finger that rests, that opens the menu of what is there; a line
/// drawn from beside the nodes that cuts off those inside it. What happens over a panel is the
/// panel's. `scene` is as it was last drawn, in `area`.
void follow_pointer(const RingScene& scene, const Rect& area, Model& model, ViewState& state);

}  // namespace ringside
