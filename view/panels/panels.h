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
void show_speed(PanelContext& context);
void show_time_jumps(PanelContext& context);  ///< Buttons for which narrow bars have no room.
void show_timeline(PanelContext& context, const Rect& area);
void show_host(PanelContext& context);
void show_data(PanelContext& context);
void show_share(PanelContext& context);
void show_workload(PanelContext& context);
void show_cluster_form(PanelContext& context);
void show_node_table(PanelContext& context);
void show_inspector(PanelContext& context);
void show_key_list(PanelContext& context);
/// Rows for the keys that are watched.
void show_stars(PanelContext& context, const Rect& rect);
void show_node_details(PanelContext& context, NodeId node);
void show_key_details(PanelContext& context, KeyHash key);
void show_story(PanelContext& context);  ///< Of one operation, step by step.
void toggle_story(PanelContext& context);
/// Shows what became of an operation that was selected just now, or a node or key, but in place of
/// nothing that is looked at.
void show_what_was_selected(ViewState& state, const Model& model);
/// Whether a guide, or the list of them, is shown where the controls are, or above them.
bool guide_shown(const ViewState& state, const Model& model);
void show_guide(PanelContext& context);
void show_guides_button(
    PanelContext& context);  ///< To the list, and back to a guide that was left.
/// To the next step of the guide that is open, or where one is under way or elsewhere, to this one.
void go_on_in_guide(PanelContext& context);
/// The tour's card beside what it is about. After everything else.
void show_tour(PanelContext& context, const Layout& layout);
void show_events(PanelContext& context);
void show_legend(PanelContext& context);
void show_diagram(PanelContext& context);
void show_plots(PanelContext& context);
void show_promises(PanelContext& context);  ///< Which were broken, and where.
/// The diagram as it is set now, as a picture of lines and letters, whether or not it is open.
std::string diagram_svg(PanelContext& context);
void show_command_bar(PanelContext& context, const Layout& layout);
void show_tab_bar(PanelContext& context);
void show_page(PanelContext& context);  ///< The page that is chosen.

// What lies over the ring.
void draw_stats(PanelContext& context, const Rect& area);
void draw_labels(PanelContext& context);
void draw_time_frame(PanelContext& context, const Rect& area);  ///< Tells still and past from live.
/// What the tracks of the replicas say in all, in a corner where there is room.
void draw_replica_words(PanelContext& context, const Rect& area);
/// What is kept where in the world that is shown.
const ReplicaCensus& census_now(const Model& model, ViewState& state);
/// Shows them on the ring, and says so, or no more.
void toggle_replicas(PanelContext& context);
void show_tooltip(PanelContext& context);
void draw_notice(PanelContext& context, const Rect& area);
/// How many links are cut, and a button that heals them; nothing while all are whole.
void show_faults(PanelContext& context, const Rect& ring);
/// What a lasso would cut, in the place of notices.
void draw_lasso_words(PanelContext& context, const Rect& area);

/// The time axis: what is recorded, its marks, and a cursor to drag. `width` and height as given.
void show_time_track(PanelContext& context, Point size);

// Buttons of the transport.
void play_button(PanelContext& context, Point size, bool with_words);
void step_button(PanelContext& context, Point size);
void step_back_button(PanelContext& context, Point size);
void operation_button(PanelContext& context, Point size);
void operation_back_button(PanelContext& context, Point size);
void next_mark_button(PanelContext& context, Point size);
void previous_mark_button(PanelContext& context, Point size);
void live_button(PanelContext& context, Point size);
void diagram_button(PanelContext& context, Point size);
void story_button(PanelContext& context, Point size);
void plots_button(PanelContext& context, Point size);
void promises_button(PanelContext& context, Point size);
/// Below the ring there is room for one: `open` is that of the diagram, the plots or the promises.
void toggle_below(PanelContext& context, bool& open);
void undo_button(PanelContext& context, Point size);
/// Names the branch that is shown, and lists the others.
void branch_button(PanelContext& context, Point size);
void speed_slider(PanelContext& context, float width);

/// Play, pause, step and focus by keyboard, where no field takes the keys.
void handle_shortcuts(PanelContext& context);

}  // namespace ringside
