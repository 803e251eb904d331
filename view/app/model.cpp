#include "view/app/model.h"

#include <algorithm>
#include <utility>

#include "core/scenario/command_text.h"
#include "core/scenario/trace_file.h"
#include "view/app/outcome_text.h"
#include "view/app/text_share.h"
#include "view/app/text_traffic.h"

namespace ringside {
namespace {

constexpr double k_gap_max = 0.25;
// Fast enough that a thousand puts take some seconds, slow enough to see them.
constexpr double k_hurried_speed = 0.05;

ClusterConfig usable(const ClusterConfig& wanted) {
  return validate(wanted) ? wanted : ClusterConfig{};
}

}  // namespace

Model::Model(Hosts hosts, const AppOptions& options)
    : session_(std::move(hosts), usable(options.config),
               options.threads_first ? HostKind::threads : HostKind::simulator),
      playback_(options.speed > 0 ? options.speed : AppOptions{}.speed, options.playing),
      traffic_(session_.config().seed),
      demo_on_(options.demo) {
  if (auto valid = validate(options.config); !valid) {
    say(Tone::bad, text::wrong_start_config(valid.error().message));
  }
  narrate_new_events();
}

void Model::advance(double wall_seconds) {
  const double gap =
      clock_started_ ? std::clamp(wall_seconds - wall_seconds_, 0.0, k_gap_max) : 0.0;
  clock_started_ = true;
  wall_seconds_ = std::max(wall_seconds_, wall_seconds);
  const Duration wall{static_cast<std::int64_t>(gap * 1e9)};
  if (live()) {
    run_demo();
    if (load_) load_->feed(session_);
    pass_present(wall);
  } else {
    pass_past(wall);
  }
  take_results();
  run_load();
  narrate_new_events();
  toasts_.expire(wall_seconds_);
}

void Model::set_playing(bool playing) {
  // At the end of a recording there is nothing to come: it is played from its beginning.
  if (playing && live() && session_.recorded()) go_to_moment(0);
  if (playing && !playback_.playing()) depart();
  playback_.set_playing(playing);
}

void Model::set_speed_stop(std::size_t stop) {
  unhurried_stop_.reset();
  playback_.set_stop(stop);
}

void Model::use_host(HostKind kind) {
  if (kind == session_.kind()) return;
  if (auto started = session_.start(session_.config(), kind); !started)
    return show_error(started.error().message);
  begin_afresh();
  say(Tone::neutral, kind == HostKind::threads ? text::k_fresh_threads : text::k_fresh_simulator);
}

void Model::begin_afresh(std::uint64_t news_from) {
  if (load_) say(Tone::bad, text::k_load_cancelled);
  end_load();
  selected_.reset();
  if (guide_) guide_->left = true;
  stop_on_way();
  cursor_.go_live();
  const auto workload = traffic_.settings();
  traffic_ = Traffic(session_.config().seed);
  if (workload) traffic_.start(*workload, session_.now());
  events_narrated_ = news_from;
  for (AnsweredLine& line : answers_) {
    if (line.answer.empty()) line.answer = text::k_answer_lost;
  }
  narrate_new_events();
}

void Model::press_node(NodeId node) {
  const auto nodes = static_cast<std::uint32_t>(session_.world().nodes().size());
  if (raw(node) >= nodes) return show_error(text::no_such_node(raw(node), nodes));
  const bool up = world().node(node).up;
  if (session_.recorded()) selected_ = node;
  if (!may_act()) return;
  const auto done =
      session_.submit(up ? Command{CrashCommand{node}} : Command{RestartCommand{node}});
  if (!done) show_error(done.error().message);
  narrate_new_events();
}

void Model::drop_file(std::string name, std::string_view content) {
  if (load_) return show_error(text::k_load_busy);
  if (content.size() > k_file_bytes_max) return show_error(text::k_file_too_large);
  if (is_trace_file(content)) return open_trace(name, content);
  auto file = read_key_values(name, content);
  if (!file) return show_error(file.error().message);
  if (file->entries.empty()) return show_error(text::k_file_empty);
  if (!may_act()) return;
  say(Tone::neutral, text::load_started(name, file->entries.size(), file->format));
  load_.emplace(std::move(name), *file);
}

void Model::show_error(std::string message) { say(Tone::bad, std::move(message)); }

void Model::hurry() {
  cursor_.go_live();
  if (playback_.speed() < k_hurried_speed) {
    unhurried_stop_ = playback_.stop();
    playback_.set_stop(nearest_stop(k_hurried_speed));
  }
  playback_.set_playing(true);
}

void Model::run_load() {
  if (!load_ || !load_->finished(session_.world())) return;
  const Tone tone = load_->failed() == 0 ? Tone::good : Tone::bad;
  AnsweredLine& line = add_answer(text::load_line(load_->name()));
  line.answer = load_->summary(session_.world());
  line.tone = tone;
  say(tone, line.answer);
  end_load();
}

void Model::end_load() {
  load_.reset();
  end_hurry();
}

void Model::end_hurry() {
  if (unhurried_stop_) playback_.set_stop(*unhurried_stop_);
  unhurried_stop_.reset();
}

void Model::take_results() {
  for (const OperationResult& result : session_.take_results()) {
    if (load_ && load_->take(result)) continue;
    // Thousands of sentences would be none: the totals and marks tell what failed.
    if (traffic_.take(result.id)) continue;
    answer(result);
  }
}

void Model::answer(const OperationResult& result) {
  const bool failed = result.error && result.error->code != ErrorCode::not_found;
  const auto line =
      std::find_if(answers_.begin(), answers_.end(), [&](const AnsweredLine& candidate) {
        return candidate.op == result.id && candidate.generation == session_.generation();
      });
  if (line == answers_.end() || raw(result.id) == 0) {
    if (failed) say(Tone::bad, outcome_sentence(result, session_.world()));
    return;
  }
  line->answer = outcome_sentence(result, session_.world());
  line->tone = failed ? Tone::bad : result.ok() ? Tone::good : Tone::neutral;
  narration_ = line->answer;
}

void Model::narrate_new_events() {
  const TraceLog& log = session_.log();
  const std::uint64_t seen = log.forgotten() + log.events().size();
  events_narrated_ = std::min(events_narrated_, seen);
  const std::uint64_t fresh = std::min<std::uint64_t>(seen - events_narrated_, log.events().size());
  for (auto event = log.events().end() - static_cast<std::ptrdiff_t>(fresh);
       event != log.events().end(); ++event) {
    std::string sentence = lifecycle_sentence(*event);
    if (sentence.empty()) continue;
    say(event->kind == EventKind::node_crashed ? Tone::bad : Tone::good, std::move(sentence));
  }
  events_narrated_ = seen;
}

void Model::say(Tone tone, std::string message) {
  narration_ = message;
  toasts_.show(wall_seconds_, tone, std::move(message));
}

std::string Model::status() const {
  const std::string said = status_sentence(world(), playback_.playing());
  return live() ? said : said + "; " + text::in_the_past(clock_text(time()));
}

std::size_t Model::nodes_down() const {
  const auto& nodes = world().nodes();
  return static_cast<std::size_t>(
      std::count_if(nodes.begin(), nodes.end(), [](const WorldNode& node) { return !node.up; }));
}

std::string Model::doing() const {
  if (load_) return text::load_progress(load_->stored() + load_->failed(), load_->total()) + ".";
  if (session_.recorded()) return text::k_doing_recorded;
  if (!live()) return session_.can_branch() ? text::k_doing_past : text::k_doing_past_of_threads;
  if (!playback_.playing()) return text::k_doing_paused;
  if (const auto& workload = traffic_.settings())
    return text::workload_runs(traffic_words(*workload));
  if (demo_on_) return text::k_doing_demo;
  const std::uint64_t open = open_operations(session_.world());
  return open > 0 ? text::under_way(open) + "." : std::string(text::k_doing_quiet);
}

}  // namespace ringside
