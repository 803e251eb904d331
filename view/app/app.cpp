#include "view/app/app.h"

#include <imgui.h>

#include <algorithm>
#include <utility>

#include "view/app/outcome_text.h"
#include "view/app/text_share.h"
#include "view/panels/panels.h"
#include "view/panels/scene_pointer.h"
#include "view/scene/svg.h"

namespace ringside {
namespace {

constexpr std::size_t k_messages_mapped = 32;  // whose places tests are told

// A node or a key is selected, and the inspector has more to tell.
bool looks_closely(const Model& model) {
  const auto& what = model.selected();
  return what && (std::holds_alternative<NodeId>(*what) || std::holds_alternative<KeyHash>(*what));
}

}  // namespace

class App::Implementation {
 public:
  Implementation(Hosts hosts, const AppOptions& options) : model(std::move(hosts), options) {
    state.dark = options.dark;
    state.reduced_motion = options.reduced_motion;
    if (options.tour) state.tour.step = 0;
    state.embedded = options.embedded;
  }

  Result<void> start();
  Result<void> make_renderer();
  void frame(const FrameInput& input);
  bool wants_frames() const;

  Model model;
  ViewState state;
  std::optional<Renderer> renderer;
  Fonts fonts;
  UiMap map;
  RingScene scene;
  SceneMotion motion;

 private:
  const Palette& palette() const { return state.dark ? Palette::dark() : Palette::light(); }
  void follow_input(const FrameInput& input);
  void follow_style();
  void build_scene(const Rect& area);
  void draw_scene(const FrameInput& input);
  void save_pictures(PanelContext& context, const Rect& ring);

  std::optional<std::pair<bool, bool>> styled_;  // dark, touch
  DrawList back_;
  double settled_at_ = 0;  // until then hints and ImGui's own easing may still change something
  float width_ = 0;
  float height_ = 0;
};

Result<void> App::Implementation::start() {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTextCursorBlink = false;  // so that a page that waits costs nothing
  fonts = load_fonts();
  map.attach();
  return make_renderer();
}

Result<void> App::Implementation::make_renderer() {
  auto made = Renderer::create();
  if (!made) return tl::unexpected(made.error());
  renderer.emplace(std::move(*made));
  return {};
}

void App::Implementation::follow_input(const FrameInput& input) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool pointer = io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || io.MouseWheel != 0 ||
                       ImGui::IsAnyMouseDown() || io.MouseReleased[0];
  const bool typed = !io.InputQueueCharacters.empty() || io.KeysData[0].Down ||
                     std::any_of(std::begin(io.KeysData), std::end(io.KeysData),
                                 [](const ImGuiKeyData& key) { return key.Down; });
  const bool resized = width_ != input.width || height_ != input.height;
  if (pointer || typed || resized) settled_at_ = input.wall_seconds + 1.0;
  width_ = input.width;
  height_ = input.height;
  state.finger = io.MouseSource == ImGuiMouseSource_TouchScreen;
  state.touch = state.finger || input.width < k_sheet_below;
  // Figures that change with every frame cannot be read: eight times a second is enough.
  state.refresh = input.wall_seconds >= state.refreshed_at + 0.125 || !model.playback().playing();
  if (state.refresh) state.refreshed_at = input.wall_seconds;
}

void App::Implementation::follow_style() {
  const std::pair wanted{state.dark, state.touch};
  if (styled_ == wanted) return;
  styled_ = wanted;
  apply_style(palette(), state.touch);
}

void App::Implementation::build_scene(const Rect& area) {
  std::optional<Hit> hovered = state.hovered == state.clicked ? std::nullopt : state.hovered;
  // A message that is pointed at in the diagram is brought out here, too.
  if (state.menu.of) hovered = state.menu.of;
  if (!hovered && state.diagram.pointed_here) hovered = Hit{*state.diagram.pointed_here};
  // So is the message of a step; a node of one is marked, and its operation stays in view.
  const auto& pointed = state.story.pointed;
  const bool is_message = pointed && std::holds_alternative<MessageId>(*pointed);
  if (!hovered && is_message) hovered = pointed;
  std::vector<KeyHash> starred;
  for (const StarredKey& star : model.stars()) starred.push_back(star.hash);
  scene.build({.world = model.world(),
               .now = model.time(),
               .area = area,
               .palette = palette(),
               .clients = model.session().config().clients,
               .hovered = hovered,
               .selected = model.selected(),
               .marked = pointed ? pointed : state.story.chosen,
               .wall_seconds = model.wall_seconds(),
               .rate = model.playback().speed(),
               .reduced_motion = state.reduced_motion,
               .lasso = state.lasso,
               .starred = starred,
               .replicas = state.replicas_shown ? &census_now(model, state) : nullptr},
              motion);
}

void App::Implementation::draw_scene(const FrameInput& input) {
  const Viewport viewport{.width = input.width,
                          .height = input.height,
                          .framebuffer_width = input.framebuffer_width,
                          .framebuffer_height = input.framebuffer_height,
                          .clip = {0, 0, input.width, input.height},
                          .offset = {}};
  // In tiles, since a shape has a largest size.
  constexpr float k_tile = 1024;
  back_.clear();
  for (float y = 0; y < input.height; y += k_tile) {
    for (float x = 0; x < input.width; x += k_tile)
      back_.box({x - 1, y - 1, k_tile + 2, k_tile + 2}, 0, palette().background);
  }
  renderer->draw(back_, viewport);
  renderer->draw(scene.marks(), viewport);
}

// Those that are asked for as lines and letters.
void App::Implementation::save_pictures(PanelContext& context, const Rect& ring) {
  const auto save = [&](Export what, std::string content) {
    model.save({text::k_exports[static_cast<std::size_t>(what)].file, std::move(content)});
  };
  if (model.take_export(Export::ring)) {
    save(Export::ring, svg({.area = ring,
                            .background = palette().background,
                            .marks = scene.marks(),
                            .labels = scene.labels()}));
  }
  if (model.take_export(Export::diagram)) save(Export::diagram, diagram_svg(context));
}

void App::Implementation::frame(const FrameInput& input) {
  model.advance(input.wall_seconds);
  if (!renderer) return;
  follow_input(input);
  follow_style();
  map.begin_frame();
  show_what_was_selected(state, model);
  const Layout layout =
      lay_out({.width = input.width,
               .height = input.height,
               .answers = static_cast<int>(model.answers().size()),
               .touch = state.touch,
               .sheet_open = state.sheet_open,
               .node_rows = static_cast<float>(model.world().nodes().size()),
               .embedded = state.embedded,
               .diagram = state.diagram.open || state.plots.open || state.promises.open,
               .story = state.story.open || looks_closely(model),
               .stars = model.stars().size(),
               .guide = guide_shown(state, model) &&
                        (input.width >= k_sheet_below || state.page == Page::controls)});
  follow_pointer(scene, layout.ring, model, state);
  build_scene(layout.ring);
  // What the panel of the story says anew, while it is shown.
  state.story.pointed.reset();
  state.story.chosen.reset();
  state.story.message.reset();
  draw_scene(input);
  PanelContext context{model, state, palette(), fonts, scene, *renderer, map, input};
  draw_labels(context);
  draw_stats(context, layout.stats);
  draw_time_frame(context, layout.ring);
  if (state.replicas_shown) draw_replica_words(context, layout.ring);
  if (state.lasso.empty()) {
    draw_notice(context, layout.notice);
  } else {
    draw_lasso_words(context, layout.notice);
  }
  handle_shortcuts(context);
  show_panels(context, layout);
  show_tour(context, layout);
  show_tooltip(context);
  for (std::size_t i = 0; i < model.world().nodes().size(); ++i) {
    const NodeId node{static_cast<std::uint32_t>(i)};
    map.add(fmt::format("node:{}", i), scene.bounds_of(node));
  }
  save_pictures(context, layout.ring);
  std::size_t messages = 0;
  for (const auto& [id, message] : model.world().in_flight()) {
    if (++messages > k_messages_mapped) break;
    if (const auto at = scene.position_of(id))
      map.add(fmt::format("message:{}", raw(id)), square(*at, 4));
  }
  map.add("ring", layout.ring);
  map.add("notice", layout.notice);
  map.add("inspector", layout.kind == LayoutKind::columns ? layout.inspector : layout.sheet);
}

bool App::Implementation::wants_frames() const {
  if (!renderer) return false;
  return model.playback().playing() || motion.moving() || state.timeline.moving ||
         !model.shown_toasts().empty() || model.wall_seconds() < settled_at_ || state.focus_command;
}

App::App(Hosts hosts, AppOptions options)
    : implementation_(std::make_unique<Implementation>(std::move(hosts), options)) {}
App::~App() = default;

Result<void> App::start_graphics() { return implementation_->start(); }
void App::frame(const FrameInput& input) { implementation_->frame(input); }
bool App::wants_frames() const { return implementation_->wants_frames(); }

void App::graphics_lost() {
  if (implementation_->renderer) implementation_->renderer->abandon();
  implementation_->renderer.reset();
}
Result<void> App::graphics_restored() { return implementation_->make_renderer(); }

void App::drop_file(std::string name, std::string content) {
  implementation_->model.drop_file(std::move(name), content);
}
std::optional<std::string> App::take_file_request() {
  if (!std::exchange(implementation_->state.file_wanted, false)) return std::nullopt;
  return text::k_file_extensions;
}
void App::open_link(std::string_view address) {
  // Who comes for a run is shown that run.
  implementation_->state.tour.step.reset();
  implementation_->model.open_link(address);
}
bool App::take_tour_ended() { return std::exchange(implementation_->state.tour.ended, false); }
std::string App::link() const { return implementation_->model.link().value_or(std::string()); }
std::optional<std::string> App::take_link() { return implementation_->model.take_link(); }
std::optional<SavedFile> App::take_saved() { return implementation_->model.take_saved(); }
bool App::take_picture_request() { return implementation_->model.take_export(Export::picture); }
void App::tell_saved(const std::string& where) { implementation_->model.tell_saved(where); }
void App::show_error(std::string message) { implementation_->model.show_error(std::move(message)); }
void App::run_command_line(std::string_view line) { implementation_->model.run_command_line(line); }
void App::press_node(NodeId node) { implementation_->model.press_node(node); }
void App::set_playing(bool playing) { implementation_->model.set_playing(playing); }
void App::set_dark(bool dark) { implementation_->state.dark = dark; }
void App::set_reduced_motion(bool reduced) { implementation_->state.reduced_motion = reduced; }

bool App::playing() const { return implementation_->model.playback().playing(); }
bool App::live() const { return implementation_->model.live(); }
bool App::dark() const { return implementation_->state.dark; }
Time App::cluster_time() const { return implementation_->model.session().now(); }
bool App::loading() const { return implementation_->model.load().has_value(); }

std::string App::status() const { return implementation_->model.status(); }
std::string App::narration() const { return implementation_->model.narration(); }
std::vector<AccessibleNode> App::accessible_nodes() const {
  return accessible_nodes_of(implementation_->model.world());
}
std::string App::ui_map_json() const { return implementation_->map.json(); }

}  // namespace ringside
