#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "view/app/app.h"
#include "view/app/cluster_session.h"
#include "view/app/command_history.h"
#include "view/app/departure.h"
#include "view/app/file_load.h"
#include "view/app/guide_walk.h"
#include "view/app/key_watch.h"
#include "view/app/menu.h"
#include "view/app/playback.h"
#include "view/app/time_cursor.h"
#include "view/app/toasts.h"
#include "view/app/traffic.h"
#include "view/scene/hit.h"

namespace ringside {

/// A line that was given on the command line and what came of it.
struct AnsweredLine {
  std::string asked;
  std::string answer;  ///< Empty until there is one.
  Tone tone = Tone::neutral;
  OpId op{};  ///< The operation that answers it, 0 if none.
  std::uint64_t generation = 0;
};

/// What a run leaves the program as.
enum class Export : std::uint8_t { trace, picture, ring, diagram, csv, perfetto, shiviz };

/// Everything that the interface knows and can do, without a pixel: panels show it and call it,
/// tests drive it.
class Model {
 public:
  Model(Hosts hosts, const AppOptions& options);

  /// Lets the wall clock reach `wall_seconds`: cluster time passes, the demo and a file being
  /// loaded go on, results are taken in. Gaps above 0.25 s count as 0.25 s, so that a page that was
  /// hidden does not catch up in a burst.
  void advance(double wall_seconds);

  // What a person can do.
  void set_playing(bool playing);
  void set_speed_stop(std::size_t stop);
  /// Goes on by one event, and pauses before where it is needed: carries it out, or shows the next
  /// one of the past.
  void step();
  /// Goes on until an operation has ended, at most k_steps_max events.
  void step_operation();
  void use_host(HostKind kind);
  /// Starts a new cluster, or only changes the links where that suffices. An error changes nothing
  /// and is shown.
  void apply(const ClusterConfig& config);
  void run_command_line(std::string_view line);
  void press_node(NodeId node);
  /// What can be done to something at the time shown; nothing where it has no menu.
  std::optional<Menu> menu_of(const Hit& what) const;
  /// Does it, or says why it would change nothing.
  void act(const MenuItem& item);
  /// Cuts these nodes off from all the others, both ways.
  void partition(const std::vector<NodeId>& nodes);
  /// No link is cut any more.
  void heal();
  /// While on, no time passes though it plays: somebody is looking at what would be gone too soon.
  void set_waiting(bool waiting) { waiting_ = waiting; }
  bool waiting() const { return waiting_; }
  void select(std::optional<Hit> what) { selected_ = what; }
  /// Marks a key to be watched, the oldest one no more where there are too many, or takes its mark
  /// off. Marks stay where another cluster is shown.
  void toggle_star(const StarredKey& key);
  /// The same of the key that is selected; says how to choose one where none is.
  void star_selected();
  void set_demo(bool on) { demo_on_ = on; }
  /// Lets a workload run in cluster time, in place of the demo, or changes the one that runs. An
  /// error changes nothing and is shown.
  void start_workload(const TrafficSettings& settings);
  void stop_workload();
  void drop_file(std::string name, std::string_view content);
  /// Lives the run again that an address tells in its fragment, and shows what was shown of it. A
  /// wrong one is explained and changes nothing.
  void open_link(std::string_view address);
  /// Makes a link to the run and what is shown of it, for take_link().
  void copy_link();
  /// Once after copy_link(): the fragment of an address, beginning with '#'.
  std::optional<std::string> take_link();
  /// Lives the run of a guide again in place of the cluster at hand, and shows one of its steps,
  /// from 0. A wrong name or step is explained and changes nothing.
  void open_guide(std::string_view name, std::size_t step = 0);
  /// Shows another step of the guide, or plays on to it from the one before. Nothing where there is
  /// no such step.
  void go_to_step(std::size_t step, bool playing);
  /// Keeps what a person thinks will happen next, and goes on to what does.
  void predict(std::size_t choice, bool playing);
  /// What is shown stays; go_to_step() leads back.
  void leave_guide();
  /// Makes a file of the run, for take_saved(), or asks whoever draws for a picture.
  void ask_for(Export what);
  /// Whether a picture was asked for; once.
  bool take_export(Export what);
  void save(SavedFile file) { saved_ = std::move(file); }
  std::optional<SavedFile> take_saved();
  void tell_saved(const std::string& where);
  void show_error(std::string message);
  /// Shows a hint that is no news of the cluster.
  void tell(std::string message) { say(Tone::neutral, std::move(message)); }
  /// Plays at least this fast until a file is loaded, or a person says otherwise.
  void hurry();

  const ClusterSession& session() const { return session_; }
  const Playback& playback() const { return playback_; }
  bool demo_on() const { return demo_on_; }
  const Traffic& traffic() const { return traffic_; }
  const std::optional<FileLoad>& load() const { return load_; }
  const std::optional<Hit>& selected() const { return selected_; }
  /// Oldest first.
  const std::vector<StarredKey>& stars() const { return stars_; }
  bool starred(KeyHash key) const;
  /// The guide that was opened last; left, where another cluster took its run's place.
  const std::optional<GuideWalk>& guide() const { return guide_; }
  /// Whether exactly what the guide's step is about is shown.
  bool at_step() const;
  /// Newest last; at most k_answers_kept.
  const std::deque<AnsweredLine>& answers() const { return answers_; }
  CommandHistory& history() { return history_; }
  const std::deque<Toast>& shown_toasts() const { return toasts_.shown(); }
  double wall_seconds() const { return wall_seconds_; }

  // Which time is shown. All of these pause, but go_live().
  /// From the present on it is live.
  void go_to(Time time);
  void go_to_moment(std::uint64_t moment);
  void go_live();
  /// And plays, where there is anything to come.
  void go_on_live();
  /// Goes on from the time that is shown, in a branch of its own. Done by itself where somebody
  /// acts in the past.
  void branch_here();
  /// Shows another branch at the same time, if that is past.
  void show_branch(std::size_t index);
  /// Goes on as if the latest thing done by hand before the time shown had not been done: in the
  /// branch that lacks it, or else in a new one. What was done stays in its branch.
  void undo();
  /// What undo() would take back; nullptr if nothing.
  const GivenCommand* undoable() const;
  void step_back();
  void step_operation_back();
  /// To the next mark, or to the one before; without one, to the present or the beginning.
  void go_to_next_mark();
  void go_to_previous_mark();

  /// Whether the present is shown: time passes there, and a person can act.
  bool live() const { return cursor_.live(); }
  /// What is shown: the world at that time. Panels and scene draw this one.
  const World& world() const { return live() ? session_.world() : cursor_.world(); }
  Time time() const { return live() ? session_.now() : cursor_.time(); }
  /// So many events of the run had happened by then.
  std::uint64_t moment() const { return live() ? session_.timeline().events() : cursor_.moment(); }

  /// Where the time that is shown was before it moved last, and the world then. Nothing where it
  /// has not moved yet, or cannot be had any more.
  std::optional<Departure::Place> departed() const {
    return departure_.from(session_.generation());
  }
  const World* world_before() {
    return departure_.world(session_.timeline(), session_.generation());
  }

  /// The fragment for the run as it is. invalid_argument or unavailable where it has none.
  Result<std::string> link() const;
  /// Of all that was traced of a simulated run, in hexadecimal.
  std::string digest() const;

  std::string status() const;
  const std::string& narration() const { return narration_; }
  std::size_t nodes_down() const;
  /// One plain sentence about what goes on.
  std::string doing() const;

  static constexpr std::size_t k_answers_kept = 50;
  static constexpr std::size_t k_stars_max = 3;
  static constexpr int k_steps_max = 20'000;
  static constexpr std::size_t k_file_bytes_max = std::size_t{64} << 20;
  /// Of a trace that is opened, and of a run that is made a text.
  static constexpr std::uint64_t k_recorded_events_max = 4'000'000;
  static constexpr std::uint64_t k_exported_events_max = 300'000;

 private:
  /// What the trace tells from so many events on is news.
  void begin_afresh(std::uint64_t news_from = 0);
  void show(const RunLink::Shown& past);
  void open_trace(const std::string& name, std::string_view content);
  Result<std::string> content_of(Export what) const;
  void pass_past(Duration wall);
  bool live_guide(GuideWalk& walk);
  bool show_guide_run();
  void arrive_at_step();
  void follow_way();
  void stop_on_way();
  void tell_moment();
  Departure::Place place() const;
  void depart();
  bool run_time_words(std::string_view line);
  bool may_act();
  bool give(const std::vector<Command>& commands);
  bool branch_at(std::uint64_t moment, Time time);
  void forget_branch_traces();
  void run_demo();
  void pass_present(Duration wall);
  void give_due_traffic();
  bool run_workload_words(std::string_view words);
  bool run_explain_words(std::string_view words);
  bool run_inspect_words(std::string_view words);
  void run_star_words(std::string_view words);
  bool run_guide_words(std::string_view words);
  bool run_export_words(std::string_view words);
  void run_load();
  void take_results();
  void narrate_new_events();
  void end_load();
  void end_hurry();
  void say(Tone tone, std::string message);
  void answer(const OperationResult& result);
  AnsweredLine& add_answer(std::string asked);

  ClusterSession session_;
  Playback playback_;
  TimeCursor cursor_;
  Departure departure_;
  double sought_at_ = -1;  // wall seconds: when a time was last gone to
  Traffic traffic_;
  bool demo_on_;
  std::optional<std::size_t> unhurried_stop_;  // the speed to go back to after a load or a guide
  std::optional<FileLoad> load_;
  std::optional<Hit> selected_;
  std::vector<StarredKey> stars_;
  std::optional<GuideWalk> guide_;
  std::deque<AnsweredLine> answers_;
  CommandHistory history_;
  Toasts toasts_;
  std::optional<std::string> link_;  // that was copied
  std::optional<SavedFile> saved_;
  std::optional<Export> picture_wanted_;
  std::string narration_;
  std::uint64_t events_narrated_ = 0;
  double wall_seconds_ = 0;
  bool clock_started_ = false;
  bool waiting_ = false;
};

}  // namespace ringside
