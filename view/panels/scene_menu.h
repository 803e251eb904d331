#pragma once
#include "view/panels/context.h"

namespace ringside {

/// Opens the menu of something in the scene, near to where it is. Nothing for what has none.
void open_menu(ViewState& state, const Hit& what, Point at);
/// Opens the menu of what is pointed at, or else of what is selected; says how to where neither has
/// one.
void open_menu_by_key(PanelContext& context);
/// Shows the menu that is open. While it is that of a message, time waits.
void show_menu(PanelContext& context);

}  // namespace ringside
