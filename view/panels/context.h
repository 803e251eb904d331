#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "view/app/config_form.h"
#include "view/app/event_index.h"
#include "view/app/model.h"
#include "view/panels/diagram_look.h"
#include "view/panels/guide_look.h"
#include "view/panels/inspector_look.h"
#include "view/panels/palette_look.h"
#include "view/panels/plots_look.h"
#include "view/panels/promises_look.h"
#include "view/panels/story_look.h"
#include "view/panels/style.h"
#include "view/panels/timeline_look.h"
#include "view/panels/ui_map.h"
#include "view/render/renderer.h"
#include "view/scene/ring_scene.h"

namespace ringside {

/// What can be shown one at a time where there is no room for all.
enum class Page : std::uint8_t {
  controls,
  nodes,
  keys,
  story,
  events,
  diagram,
  plots,
  promises,
  legend
};
inline constexpr std::size_t k_pages = 9;

/// A workload while a person changes it.
struct TrafficForm {
  TrafficSettings settings;
  float skew = 0.99f;
};

/// The menu that is open.
struct MenuLook {
  std::optional<Hit> of;  ///< What it is the menu of; nothing while none is open.
  Point at;               ///< Where that is, or was.
  Point size{344, 300};   ///< As last shown.
  bool opens = false;     ///< It is to be opened in this frame.
};

/// What the panels remember from frame to frame: choices of this window, nothing of the cluster.
struct ViewState {
  bool dark = true;
  bool reduced_motion = false;
  bool embedded = false;       ///< Part of another page: only the ring, and a slim bar for time.
  bool touch = false;          ///< Room for fingers: controls are larger.
  bool finger = false;         ///< The pointer is a finger: where it was is not where it is.
  bool file_wanted = false;    ///< The file button was pressed.
  std::optional<Hit> hovered;  ///< In the scene.
  std::optional<Hit> pressed;  ///< In the scene, where the button went down.
  bool may_lasso = false;      ///< The button went down beside the nodes, and is down.
  std::vector<Point> lasso;    ///< What is drawn round nodes; empty where nothing is.
  MenuLook menu;
  std::optional<Hit>
      clicked;  ///< In the scene, until the pointer leaves it: nothing is highlighted meanwhile, so
                ///< that what the click does can be seen everywhere.

  Page page = Page::controls;
  bool sheet_open = true;

  TimelineLook timeline;
  DiagramLook diagram;
  StoryLook story;
  InspectorLook inspector;
  PlotsLook plots;
  PromisesLook promises;
  ReplicaWatch replicas;
  bool replicas_shown = false;                     ///< On the ring.
  std::vector<std::unique_ptr<KeyWatch>> watches;  ///< Of the model's stars.
  GuideLook guide;
  TourLook tour;
  PaletteLook palette;
  /// Where two runs differ first, by their generations, once that is known.
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> differences;

  EventChoice filter;
  EventIndex events;
  std::size_t events_shown = 0;

  std::string command;
  bool focus_command = false;

  TrafficForm workload;

  ConfigForm form;
  std::uint64_t form_generation = 0;  ///< Of the cluster that `form` was made from.
  ClusterConfig form_base;

  std::vector<KeyHash> keys;        ///< As the list shows them.
  std::uint64_t keys_at_event = 0;  ///< World's count of events when they were listed.
  std::uint64_t keys_generation = 0;
  std::vector<double> ring_share;  ///< Part of the ring that each node is primary for.
  std::uint64_t share_generation = 0;

  double refreshed_at = -1;            ///< Wall seconds.
  bool refresh = true;                 ///< Figures that would flicker are renewed in this frame.
  DrawList legend_marks;               ///< Kept until ImGui's draw data is rendered.
  std::array<std::string, 5> figures;  ///< As last renewed, see stats_strip.cpp.
};

/// What every panel is given.
struct PanelContext {
  Model& model;
  ViewState& state;
  const Palette& palette;
  const Fonts& fonts;
  const RingScene& scene;
  Renderer& renderer;
  UiMap& map;
  const FrameInput& input;

  /// As it is at the time that is shown.
  const World& world() const { return model.world(); }
  const TraceLog& log() const { return model.session().log(); }
};

}  // namespace ringside
