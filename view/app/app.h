#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/host/cluster.h"
#include "core/host/config.h"

namespace ringside {

/// How this build makes clusters: the view itself knows no host. Each is given a valid
/// configuration.
struct Hosts {
  using Factory = std::function<std::unique_ptr<Cluster>(const ClusterConfig&)>;

  Factory simulator;           ///< REQUIRES: not empty.
  Factory threads;             ///< Empty where there are none.
  std::string why_no_threads;  ///< One sentence, shown where `threads` is empty.
};

/// How the interface starts.
struct AppOptions {
  ClusterConfig config;  ///< An invalid one is replaced by the default, and the app says so.
  double speed = 0.001;  ///< Cluster seconds that pass in one second of wall time.
  bool playing = true;
  bool threads_first = false;  ///< Ignored where there are no threads.
  bool demo = true;            ///< A quiet workload, so that there is something to see at once.
  bool dark = true;
  bool reduced_motion = false;
  bool tour = false;      ///< Begin with the tour: this person has not seen it.
  bool embedded = false;  ///< Part of another page: only the ring, and a slim bar for time.
};

/// Something that leaves the program as a file.
struct SavedFile {
  std::string name;  ///< That it would have: "run.ringside".
  std::string content;
};

/// What one frame is drawn for. Points are CSS pixels on the web and window units / content scale
/// natively.
struct FrameInput {
  double wall_seconds =
      0;            ///< Since any moment; never decreases. Gaps above 0.25 s count as 0.25 s.
  float width = 0;  ///< Of the window, in points.
  float height = 0;
  float pixel_ratio = 1;      ///< Framebuffer pixels in a point.
  int framebuffer_width = 0;  ///< In pixels.
  int framebuffer_height = 0;
};

/// A node of the ring as a screen reader hears it.
struct AccessibleNode {
  NodeId id{};
  std::string label;   ///< "Node 2"
  std::string state;   ///< "up, 14 keys" or "down"
  std::string action;  ///< What press_node() does now: "Kill node 2", "Restart node 2"
  bool up = false;
};

/// The whole interface: a cluster, what is known of it, the scene and the panels. One thread only;
/// no call blocks.
///
/// A program makes the window, the GL context and ImGui's context with its backends, then calls
/// start_graphics() and frame() for each frame. ImGui's IO must be in points: io.DisplaySize =
/// {width, height}, io.DisplayFramebufferScale = {pixel_ratio, pixel_ratio}, and mouse positions
/// divided accordingly. The app owns ImGui's style and fonts; the program must not touch them.
class App {
 public:
  App(Hosts hosts, AppOptions options);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  /// Builds fonts, style and the renderer. REQUIRES: a current GL context and ImGui context. An
  /// error tells a person what the graphics driver refused.
  Result<void> start_graphics();

  /// Advances the cluster, draws the scene into the current framebuffer and submits the panels.
  /// Call between ImGui::NewFrame() and ImGui::Render(); the program then renders ImGui's draw data
  /// over it.
  void frame(const FrameInput& input);

  /// False when the next frame would look like the last one unless there is input: the program may
  /// sleep then.
  bool wants_frames() const;

  /// The graphics context is gone: frame() draws nothing until graphics_restored().
  void graphics_lost();
  /// There is a new, current context. Makes everything again that lived in the old one.
  Result<void> graphics_restored();

  /// Loads a file of keys and values, each of which becomes a put, or shows the run of a trace
  /// file. Errors are shown.
  void drop_file(std::string name, std::string content);
  /// Once after the file button was pressed: the name endings to offer, for example
  /// ".tsv,.csv,.jsonl,.txt". The program opens a dialog and hands the file to drop_file().
  std::optional<std::string> take_file_request();
  /// Lives the run again that an address tells in its fragment (core/scenario/run_link.h). A wrong
  /// one is explained and changes nothing.
  void open_link(std::string_view address);
  /// The fragment for the run as it is; empty where it has none.
  std::string link() const;
  /// Once after somebody asked for a link to the run: the fragment of an address, beginning with
  /// '#'. The program puts it on the clipboard, behind the address that it has, if it has one.
  std::optional<std::string> take_link();
  /// Once after the tour was seen to its end, or skipped: the program remembers it.
  bool take_tour_ended();
  /// Once after somebody asked for a file: the program puts it where the person finds it, and says
  /// so by tell_saved().
  std::optional<SavedFile> take_saved();
  /// Once after somebody asked for a picture of what is seen, which the last frame has drawn.
  bool take_picture_request();
  /// `where` is a path, or only the name where the program does not know more.
  void tell_saved(const std::string& where);
  /// Shows a problem of the program's own, for example a file that cannot be read.
  void show_error(std::string message);

  /// What the command line does with a line: `put k v`, `get k`, `del k`, `kill 2`, `restart 2`, …
  void run_command_line(std::string_view line);
  /// What a click on the node does: kills it, or restarts it if it is down. Ignored if there is no
  /// such node.
  void press_node(NodeId node);
  void set_playing(bool playing);
  void set_dark(bool dark);
  void set_reduced_motion(bool reduced);

  bool playing() const;
  /// Whether the present is shown, rather than a time of the past.
  bool live() const;
  bool dark() const;
  /// Present time of the cluster, for `--screenshot --at TIME`.
  Time cluster_time() const;
  /// Whether a dropped file is still being stored.
  bool loading() const;

  /// One sentence: "5 nodes, 4 up; node 2 is down; 12 keys; 0 operations under way; paused".
  std::string status() const;
  /// The newest thing worth telling, in words; empty before there is one.
  std::string narration() const;
  std::vector<AccessibleNode> accessible_nodes() const;

  /// Where everything pressable lies, for tests: {"Play": [left, top, right, bottom], "node:3":
  /// […], …} in points.
  std::string ui_map_json() const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace ringside
