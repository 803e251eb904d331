#pragma once
#include "view/app/layout.h"
#include "view/panels/context.h"

namespace ringside {

/// Submits all panels for this frame where the layout puts them.
void show_panels(PanelContext& context, const Layout& layout);

// What the panels are made of; each draws into the ImGui window that is open.
void show_title(PanelContext& context);
void show_introduction(PanelContext& context);  ///< What this is, what goes on, what to do.
void show_header(PanelContext& context);        ///< Title and transport on one line.
void show_time(PanelContext& context);
void show_host(PanelContext& context);
void show_data(PanelContext& context);
void show_cluster_form(PanelContext& context);
void show_node_table(PanelContext& context);
void show_inspector(PanelContext& context);
void show_key_list(PanelContext& context);
void show_node_details(PanelContext& context, NodeId node);
void show_key_details(PanelContext& context, KeyHash key);
void show_events(PanelContext& context);
void show_legend(PanelContext& context);
void show_command_bar(PanelContext& context, const Layout& layout);
void show_tab_bar(PanelContext& context);
void show_page(PanelContext& context);  ///< The page that is chosen.

// What lies over the ring.
void draw_stats(PanelContext& context, const Rect& area);
void draw_labels(PanelContext& context);
void draw_paused_frame(PanelContext& context, const Rect& area);
void show_tooltip(PanelContext& context);
void show_toasts(PanelContext& context, const Rect& area);

/// Play, pause, step and focus by keyboard, where no field takes the keys.
void handle_shortcuts(PanelContext& context);

}  // namespace ringside
