// Which time is shown, and how a person gets there.
#include <algorithm>

#include "core/scenario/units.h"
#include "view/app/followed_story.h"
#include "view/app/model.h"
#include "view/app/outcome_text.h"
#include "view/app/text_story.h"

namespace ringside {
namespace {

bool ends_operation(const TraceEvent& event) { return event.kind == EventKind::operation_finished; }

std::uint64_t ended_operations(const World& world) {
  return world.totals().succeeded + world.totals().failed;
}

}  // namespace

Departure::Place Model::place() const { return {session_.generation(), moment(), time()}; }

void Model::depart() { departure_.leave(place()); }

// A cursor that is dragged is one way, from where that began.
void Model::go_to(Time time) {
  constexpr double k_one_drag = 0.4;
  if (wall_seconds_ > sought_at_ + k_one_drag) depart();
  sought_at_ = wall_seconds_;
  playback_.set_playing(false);
  stop_on_way();
  if (time >= session_.now()) return cursor_.go_live();
  cursor_.go_to(session_.timeline(), time);
}

void Model::go_to_moment(std::uint64_t moment) {
  depart();
  playback_.set_playing(false);
  stop_on_way();
  const Timeline& timeline = session_.timeline();
  // After the last event some time may have passed: then that moment is past, too.
  const bool is_last = moment == timeline.events();
  if (moment > timeline.events() || (is_last && session_.now() == session_.world().time()))
    return cursor_.go_live();
  cursor_.go_to_moment(session_.timeline(), moment);
}

void Model::go_live() {
  if (!live()) depart();
  stop_on_way();
  cursor_.go_live();
}

// Somebody else decides what is shown now.
void Model::stop_on_way() {
  if (guide_) guide_->playing = false;
}

void Model::go_on_live() {
  go_live();
  playback_.set_playing(!session_.recorded());
}

void Model::pass_past(Duration wall) {
  // The present waits meanwhile, so that nothing of it is missed.
  session_.advance(wall, 0);
  if (!playback_.playing() || waiting_) return;
  const double passed = static_cast<double>(wall.count()) * playback_.speed();
  const bool arrived = cursor_.play(session_.timeline(),
                                    Duration{static_cast<std::int64_t>(passed)}, session_.now());
  if (arrived && session_.recorded()) playback_.set_playing(false);
  follow_way();
}

void Model::step() {
  if (!live()) {
    go_to_moment(moment() + 1);
    return tell_moment();
  }
  if (!session_.can_step()) return say(Tone::neutral, session_.why_no_step());
  playback_.set_playing(false);
  const Departure::Place from = place();
  // A load hands its puts over between events, so that stepping reaches them.
  if (load_) load_->feed(session_);
  give_due_traffic();
  if (!session_.step()) say(Tone::neutral, text::k_nothing_to_step);
  if (moment() != from.moment) departure_.leave(from);
  take_results();
  narrate_new_events();
}

void Model::step_back() {
  if (moment() == 0) return say(Tone::neutral, text::k_at_beginning);
  go_to_moment(moment() - 1);
  tell_moment();
}

void Model::step_operation() {
  if (live()) {
    if (!session_.can_step()) return say(Tone::neutral, session_.why_no_step());
    playback_.set_playing(false);
    const Departure::Place from = place();
    if (load_) load_->feed(session_);
    give_due_traffic();
    if (open_operations(world()) == 0) return say(Tone::neutral, text::k_no_operation_to_step);
    const std::uint64_t before = ended_operations(world());
    for (int i = 0; i < k_steps_max && ended_operations(world()) == before; ++i) {
      if (!session_.step()) break;
    }
    departure_.leave(from);
    take_results();
    return narrate_new_events();
  }
  const TraceLog& log = session_.log();
  const std::uint64_t first = std::max(moment(), log.forgotten()) - log.forgotten();
  const auto from = log.events().begin() + static_cast<std::ptrdiff_t>(first);
  const auto end = std::find_if(from, log.events().end(), ends_operation);
  if (end == log.events().end()) {
    playback_.set_playing(false);
    return go_live();
  }
  go_to_moment(log.forgotten() + static_cast<std::uint64_t>(end - log.events().begin()) + 1);
  tell_moment();
}

void Model::step_operation_back() {
  const TraceLog& log = session_.log();
  std::uint64_t at = moment();
  while (at > log.forgotten() + 1 && !ends_operation(log.events()[at - log.forgotten() - 2])) --at;
  go_to_moment(at > log.forgotten() + 1 ? at - 1 : 0);
  tell_moment();
}

void Model::go_to_next_mark() {
  const TimeMark* mark = live() ? nullptr : session_.marks().after(moment());
  if (mark == nullptr) {
    go_live();
    return say(Tone::neutral, text::k_no_later_mark);
  }
  go_to_moment(mark->moment);
  tell_moment();
}

void Model::go_to_previous_mark() {
  // A mark of the last event that has happened by now may still lie some time back.
  const TimeMark* mark = session_.marks().before(moment() + 1);
  if (mark != nullptr && mark->moment == moment() && mark->at == time())
    mark = session_.marks().before(moment());
  if (mark == nullptr) return say(Tone::neutral, text::k_no_earlier_mark);
  go_to_moment(mark->moment);
  tell_moment();
}

// Selects an operation, the newest where none is named, and says what became of it.
bool Model::run_explain_words(std::string_view words) {
  words.remove_prefix(std::min(words.find_first_not_of(' '), words.size()));
  const auto& operations = world().operations();
  OpId op = operations.empty() ? OpId{} : operations.rbegin()->first;
  if (!words.empty() && words != "last") {
    const auto number = parse_u32(words, "the operation");
    if (number) op = OpId{*number};
    if (!number) op = {};
  }
  const std::optional<Story> story = raw(op) == 0 ? std::nullopt : story_of(session_, op);
  if (!story) {
    answers_.back().answer = text::k_no_such_operation;
    answers_.back().tone = Tone::bad;
    return false;
  }
  selected_ = op;
  narration_ = story->asked + ": " + story->ended + ".";
  for (const std::string& reason : story->why) narration_ += " " + reason;
  return true;
}

// What has just happened at the moment shown, for who cannot see it.
void Model::tell_moment() {
  const TraceLog& log = session_.log();
  narration_ = text::now_shown(clock_text(time()));
  if (moment() > log.forgotten()) {
    narration_ += ": " + describe(log.events()[moment() - log.forgotten() - 1], log);
  }
}

// `at TIME`, `live`, `play`, `pause`, `step`, `back`, `undo`, `branch`, `explain [OPERATION]`,
// `inspect NODE|KEY`, `star [KEY]`, `share`, `export FORMAT`, `guide …`, `workload …`: words of the
// view, of which a cluster knows nothing.
bool Model::run_time_words(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  const std::size_t last = line.find_last_not_of(" \t");
  const std::string_view words = line.substr(first, last - first + 1);
  AnsweredLine& answered = answers_.back();
  if (words.starts_with("at ")) {
    const auto time = parse_duration(words.substr(3));
    if (!time) {
      answered.answer = time.error().message;
      answered.tone = Tone::bad;
      return true;
    }
    go_to(Time{} + *time);
    tell_moment();
  } else if (words == "live") {
    go_live();
    tell_moment();
  } else if (words == "play" || words == "pause") {
    set_playing(words == "play");
    narration_ = words == "play" ? text::k_playing : text::k_doing_paused;
  } else if (words == "step") {
    step();
    if (live()) tell_moment();
  } else if (words == "back") {
    step_back();
  } else if (words == "undo") {
    undo();
  } else if (words == "branch") {
    branch_here();
  } else if (words.starts_with("explain")) {
    if (!run_explain_words(words.substr(7))) return true;
  } else if (words.starts_with("inspect ")) {
    if (!run_inspect_words(words.substr(8))) return true;
  } else if (words == "star" || words.starts_with("star ")) {
    run_star_words(words.substr(4));
  } else if (words.starts_with("guide")) {
    if (!run_guide_words(words.substr(5))) return true;
  } else if (words == "share") {
    copy_link();
  } else if (words.starts_with("export")) {
    if (!run_export_words(words.substr(6))) return true;
  } else if (words.starts_with("workload")) {
    if (!run_workload_words(words.substr(8))) return true;
  } else {
    return false;
  }
  answered.answer = narration_;
  return true;
}

}  // namespace ringside
