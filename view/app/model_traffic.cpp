// What goes on without a person's doing.
#include <algorithm>
#include <cmath>

#include "view/app/model.h"
#include "view/app/outcome_text.h"
#include "view/app/text_traffic.h"

namespace ringside {
namespace {

// So many operations at most in a frame; the simulator's clock lags rather than leave some out.
constexpr int k_given_per_frame = 500;

}  // namespace

void Model::run_demo() {
  // A load or a workload is the show while it lasts.
  if (!demo_on_ || session_.recorded() || traffic_.settings() || !playback_.playing() || waiting_ ||
      load_)
    return;
  if (auto command = traffic_.next_of_demo(wall_seconds_, open_operations(session_.world()))) {
    // Too busy for the demo: it has no news to lose.
    (void)session_.submit(std::move(*command), GivenBy::program);
  }
}

// In parts that end where the workload wants something.
void Model::pass_present(Duration wall) {
  const double rate = waiting_ ? 0 : playback_.rate();
  Duration left = wall;
  for (int given = 0; given < k_given_per_frame; ++given) {
    const Time due = traffic_.next_due();
    if (due == k_end_of_time || rate <= 0) break;
    const Duration ahead = due - session_.now();
    if (ahead > Duration::zero()) {
      const double wait = std::ceil(static_cast<double>(ahead.count()) / rate);
      // Threads keep their own time.
      if (!session_.can_step() || wait > static_cast<double>(left.count())) break;
      const Duration part{static_cast<std::int64_t>(wait)};
      session_.advance(part, rate);
      left -= part;
      if (session_.now() < due) return;  // too much happens for a frame
    }
    give_due_traffic();
    const bool lags = given + 1 == k_given_per_frame || traffic_.next_due() <= session_.now();
    if (lags && session_.can_step()) return;
    if (lags) break;
  }
  session_.advance(left, rate);
}

void Model::give_due_traffic() {
  for (int given = 0; traffic_.next_due() <= session_.now() && given < k_given_per_frame; ++given) {
    Command command = traffic_.next();
    const auto id = traffic_.has_room() ? session_.submit(std::move(command), GivenBy::program)
                                        : Result<OpId>(fail(ErrorCode::overloaded, {}));
    if (id) {
      traffic_.note_given(*id);
    } else {
      traffic_.leave_out();
    }
  }
}

void Model::start_workload(const TrafficSettings& settings) {
  if (const auto good = validate(settings); !good) return show_error(good.error().message);
  if (!may_act()) return;
  traffic_.start(settings, session_.now());
  say(Tone::neutral, text::workload_runs(traffic_words(settings)));
}

void Model::stop_workload() {
  if (!traffic_.settings()) return say(Tone::neutral, text::k_why_no_workload);
  traffic_.stop();
  say(Tone::neutral, text::k_workload_stopped);
}

// `stop`, or settings. False where they are wrong, which the answer says.
bool Model::run_workload_words(std::string_view words) {
  words.remove_prefix(std::min(words.find_first_not_of(" \t"), words.size()));
  if (words == "stop") {
    stop_workload();
    return true;
  }
  const auto settings = parse_traffic(words, traffic_.settings().value_or(TrafficSettings{}));
  if (settings) {
    start_workload(*settings);
    return true;
  }
  answers_.back().answer = settings.error().message;
  answers_.back().tone = Tone::bad;
  return false;
}

}  // namespace ringside
