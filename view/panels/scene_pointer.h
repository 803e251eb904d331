#pragma once
#include "view/panels/context.h"

namespace ringside {

/// Takes what the pointer does to the scene: pointing, a click on a node that kills or restarts it,
/// a click on a key that selects it, a click beside them that selects nothing. What happens over a
/// panel is the panel's. `scene` is as it was last drawn, in `area`.
void follow_pointer(const RingScene& scene, const Rect& area, Model& model, ViewState& state);

}  // namespace ringside
