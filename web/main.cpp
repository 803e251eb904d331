// The page's program: the app on a canvas. It has no loop of its own: web/*.js call the functions
// below with the handle that ringside_create() gave. All on the browser's main thread; none blocks.
// Strings are UTF-8; a returned one is valid until the next call that returns one.
#include <emscripten/em_macros.h>
#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

#include "core/sim/simulation.h"
#include "view/app/app.h"
#include "web/canvas.h"
#include "web/keys.h"
#include "web/start_options.h"
#ifdef RINGSIDE_THREADS
#include "core/runtime/threaded_cluster.h"
#endif

namespace {

using ringside::App;
using ringside::Canvas;
using ringside::Result;

struct Page {
  Page(bool mac, ringside::Hosts hosts, const ringside::AppOptions& options)
      : canvas(mac), app(std::move(hosts), options) {}

  const char* answer(std::string text) {
    text_ = std::move(text);
    return text_.c_str();
  }

  Canvas canvas;
  App app;
  std::string problem;  // Why there is no picture; empty if there is one.
  ringside::SavedFile saved;

 private:
  std::string text_;
};

ringside::Hosts make_hosts(std::string why_no_threads) {
  ringside::Hosts hosts;
  hosts.simulator = [](const ringside::ClusterConfig& config) {
    return std::make_unique<ringside::Simulation>(config);
  };
#ifdef RINGSIDE_THREADS
  hosts.threads = [](const ringside::ClusterConfig& config) {
    return ringside::start_threaded_cluster(config, {});
  };
#endif
  hosts.why_no_threads = std::move(why_no_threads);
  return hosts;
}

}  // namespace

extern "C" {

/// Makes the page's program on the canvas `#canvas`: ringside_problem() tells whether it can draw.
/// `address` holds the address's parameters as read_start_options() takes them; the flags are 0
/// or 1.
EMSCRIPTEN_KEEPALIVE Page* ringside_create(const char* address, const char* why_no_threads,
                                           int dark, int reduced_motion, int mac) {
  ringside::StartOptions start = ringside::read_start_options(address);
  start.app.dark = dark != 0;
  start.app.reduced_motion = reduced_motion != 0;
  auto page = std::make_unique<Page>(mac != 0, make_hosts(why_no_threads), start.app);
  Result<void> opened = page->canvas.open("#canvas");
  if (opened) opened = page->app.start_graphics();
  if (!opened) page->problem = opened.error().message;
  for (std::string& problem : start.problems) page->app.show_error(std::move(problem));
  return page.release();
}

EMSCRIPTEN_KEEPALIVE const char* ringside_problem(Page* page) { return page->problem.c_str(); }

/// Draws one frame; `seconds` is the page's clock. True when the next one is wanted without any
/// input.
EMSCRIPTEN_KEEPALIVE int ringside_frame(Page* page, double seconds) {
  page->canvas.begin_frame(seconds);
  page->app.frame(page->canvas.frame_input(seconds));
  page->canvas.end_frame();
  return page->app.wants_frames() ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void ringside_resize(Page* page, int width_px, int height_px,
                                          float pixel_ratio) {
  page->canvas.resize(width_px, height_px, pixel_ratio);
}

EMSCRIPTEN_KEEPALIVE void ringside_graphics_lost(Page* page) {
  page->app.graphics_lost();
  page->canvas.lose_graphics();
}

EMSCRIPTEN_KEEPALIVE void ringside_graphics_restored(Page* page) {
  page->canvas.restore_graphics();
  const Result<void> restored = page->app.graphics_restored();
  page->problem = restored ? std::string() : restored.error().message;
}

/// what: 0 move, 1 press, 2 release, 3 leave. button: 0 left, 1 right, 2 middle.
EMSCRIPTEN_KEEPALIVE void ringside_pointer(Page* page, int what, float x, float y, int button,
                                           int touch) {
  page->canvas.pointer(static_cast<Canvas::Pointer>(what), {x, y}, button, touch != 0);
}
EMSCRIPTEN_KEEPALIVE void ringside_wheel(Page* page, float dx, float dy) {
  page->canvas.wheel(dx, dy);
}
EMSCRIPTEN_KEEPALIVE void ringside_key(Page* page, const char* code, int down) {
  page->canvas.key(code, down != 0);
}
EMSCRIPTEN_KEEPALIVE void ringside_modifiers(Page* page, int control, int shift, int alt,
                                             int super) {
  page->canvas.modifiers(control != 0, shift != 0, alt != 0, super != 0);
}
EMSCRIPTEN_KEEPALIVE void ringside_text(Page* page, const char* text) { page->canvas.text(text); }
EMSCRIPTEN_KEEPALIVE void ringside_paste(Page* page, const char* text) { page->canvas.paste(text); }
EMSCRIPTEN_KEEPALIVE void ringside_focus(Page* page, int focused) {
  page->canvas.focus(focused != 0);
}

/// What the scripts ask after each frame.
EMSCRIPTEN_KEEPALIVE int ringside_wants_text(Page* page) {
  return page->canvas.wants_text() ? 1 : 0;
}
EMSCRIPTEN_KEEPALIVE float ringside_caret_x(Page* page) { return page->canvas.caret().x; }
EMSCRIPTEN_KEEPALIVE float ringside_caret_y(Page* page) { return page->canvas.caret().y; }
EMSCRIPTEN_KEEPALIVE const char* ringside_cursor(Page*) {
  return ringside::css_cursor(ImGui::GetMouseCursor());
}
EMSCRIPTEN_KEEPALIVE const char* ringside_take_copied(Page* page) {
  return page->answer(page->canvas.take_copied());
}
EMSCRIPTEN_KEEPALIVE const char* ringside_take_file_request(Page* page) {
  return page->answer(page->app.take_file_request().value_or(""));
}
/// A link to a run or a guide: opens one, and gives the fragment of one that somebody has asked
/// for.
EMSCRIPTEN_KEEPALIVE void ringside_open_link(Page* page, const char* address) {
  page->app.open_link(address);
}
EMSCRIPTEN_KEEPALIVE const char* ringside_link(Page* page) {
  return page->answer(page->app.link());
}
EMSCRIPTEN_KEEPALIVE const char* ringside_take_link(Page* page) {
  return page->answer(page->app.take_link().value_or(""));
}
/// Once after the tour was seen, or skipped.
EMSCRIPTEN_KEEPALIVE int ringside_take_tour_ended(Page* page) {
  return page->app.take_tour_ended() ? 1 : 0;
}
/// A file that somebody has asked for: its name, or "" if there is none; its bytes are there until
/// the next one.
EMSCRIPTEN_KEEPALIVE const char* ringside_take_saved(Page* page) {
  auto saved = page->app.take_saved();
  if (!saved) return "";
  page->saved = std::move(*saved);
  return page->saved.name.c_str();
}
EMSCRIPTEN_KEEPALIVE const char* ringside_saved_bytes(Page* page) {
  return page->saved.content.data();
}
EMSCRIPTEN_KEEPALIVE int ringside_saved_size(Page* page) {
  return static_cast<int>(page->saved.content.size());
}
EMSCRIPTEN_KEEPALIVE int ringside_take_picture_request(Page* page) {
  return page->app.take_picture_request() ? 1 : 0;
}
EMSCRIPTEN_KEEPALIVE void ringside_tell_saved(Page* page, const char* where) {
  page->saved.content = {};
  page->app.tell_saved(where);
}
EMSCRIPTEN_KEEPALIVE int ringside_dark(Page* page) { return page->app.dark() ? 1 : 0; }

EMSCRIPTEN_KEEPALIVE void ringside_drop(Page* page, const char* name, const char* content,
                                        int bytes) {
  page->app.drop_file(name, std::string(content, static_cast<std::size_t>(bytes)));
}
EMSCRIPTEN_KEEPALIVE void ringside_show_error(Page* page, const char* message) {
  page->app.show_error(message);
}
EMSCRIPTEN_KEEPALIVE void ringside_set_dark(Page* page, int dark) { page->app.set_dark(dark != 0); }
EMSCRIPTEN_KEEPALIVE void ringside_set_reduced_motion(Page* page, int reduced) {
  page->app.set_reduced_motion(reduced != 0);
}
EMSCRIPTEN_KEEPALIVE void ringside_press_node(Page* page, unsigned node) {
  page->app.press_node(ringside::NodeId{node});
}

/// For people who do not see the canvas, and for tests.
EMSCRIPTEN_KEEPALIVE const char* ringside_status(Page* page) {
  return page->answer(page->app.status());
}
EMSCRIPTEN_KEEPALIVE const char* ringside_narration(Page* page) {
  return page->answer(page->app.narration());
}
/// One line a node: id, up or down, label, state, action, separated by tabs.
EMSCRIPTEN_KEEPALIVE const char* ringside_nodes(Page* page) {
  std::string lines;
  for (const ringside::AccessibleNode& node : page->app.accessible_nodes()) {
    lines += fmt::format("{}\t{}\t{}\t{}\t{}\n", static_cast<std::uint32_t>(node.id),
                         node.up ? "up" : "down", node.label, node.state, node.action);
  }
  return page->answer(std::move(lines));
}
EMSCRIPTEN_KEEPALIVE const char* ringside_ui_map(Page* page) {
  return page->answer(page->app.ui_map_json());
}
}
