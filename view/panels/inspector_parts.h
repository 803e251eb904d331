#pragma once
#include <imgui.h>

#include "view/app/inspection.h"
#include "view/panels/context.h"

namespace ringside {

/// The name of what is looked at, and a button back to all keys. `room` is left at its right.
void details_title(PanelContext& context, const std::string& name, float room = 0);
/// The world that what is shown is compared with; nullptr while time passes, when everything
/// changes, and where there is none.
const World* before(const PanelContext& context);
/// Since when differences are brought out, and whether there are any.
void changes_line(PanelContext& context, bool any);
/// What it was as well, where there is room for both.
void show_fact(PanelContext& context, const InspectedFact& fact);
/// Where copies of a key differ or have siblings: its versions, and who keeps which.
void show_key_versions(PanelContext& context, const WorldKey& key);
/// Brings out what has changed, in a rectangle: behind what is written there next.
void mark_change(const PanelContext& context, Change change, ImVec2 low, ImVec2 high);

}  // namespace ringside
