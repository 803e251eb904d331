// A guide: its run, where one is in it, and how one leaves and comes back.
#include <algorithm>
#include <utility>

#include "core/scenario/units.h"
#include "view/app/model.h"
#include "view/app/text_guide.h"

namespace ringside {
namespace {

// So long it takes to watch what lies between two steps, in seconds.
constexpr double k_way_seconds = 5;

std::string_view take_word(std::string_view& rest) {
  const std::size_t first = std::min(rest.find_first_not_of(' '), rest.size());
  const std::size_t end = std::min(rest.find(' ', first), rest.size());
  const std::string_view word = rest.substr(first, end - first);
  rest.remove_prefix(end);
  return word;
}

}  // namespace

void Model::open_guide(std::string_view name, std::size_t step) {
  const auto guides = built_in_guides();
  const auto found = std::find_if(guides.begin(), guides.end(),
                                  [&](const BuiltInGuide& each) { return each.name == name; });
  if (found == guides.end()) return show_error(text::no_such_guide(name));
  auto guide = parse_guide(name, found->text);
  if (!guide) return show_error(guide.error().message);
  const std::size_t steps = guide->steps.size();
  if (step >= steps) return show_error(text::no_such_guide_step(guide->title, steps));
  GuideWalk walk{.index = static_cast<std::size_t>(found - guides.begin()),
                 .guide = std::move(*guide),
                 .places = {},
                 .step = step,
                 .predicted = std::vector<std::optional<std::size_t>>(steps)};
  if (live_guide(walk)) go_to_step(step, false);
}

// From here on the run of this guide is shown, and nothing else until somebody goes on with it.
bool Model::live_guide(GuideWalk& walk) {
  const auto refused = [&](const Error& error) {
    show_error(error.message);
    return false;
  };
  const auto run = decode_link(walk.guide.run);
  if (!run) return refused(run.error());
  if (const auto lived = session_.relive(*run); !lived) return refused(lived.error());
  begin_afresh(session_.timeline().events());
  demo_on_ = false;
  traffic_.stop();
  auto places = find_places(walk.guide, session_.log());
  if (!places) return refused(places.error());
  walk.places = std::move(*places);
  walk.generation = session_.generation();
  guide_ = std::move(walk);
  return true;
}

// The branch that the guide tells of; its run is lived again where that was let go.
bool Model::show_guide_run() {
  const auto& branches = session_.branches();
  const auto run = std::find_if(branches.begin(), branches.end(), [&](const auto& branch) {
    return branch->generation == guide_->generation;
  });
  if (run != branches.end()) {
    show_branch(static_cast<std::size_t>(run - branches.begin()));
    return true;
  }
  GuideWalk walk = std::move(*guide_);
  guide_.reset();
  return live_guide(walk);
}

void Model::go_to_step(std::size_t step, bool playing) {
  if (!guide_ || step >= guide_->guide.steps.size() || !show_guide_run()) return;
  guide_->left = false;
  guide_->step = step;
  const GuidePlace& place = guide_->places[step];
  const Timeline& timeline = session_.timeline();
  const Duration way = timeline.time_of(place.at) - timeline.time_of(place.from);
  if (!playing || way <= Duration::zero()) return arrive_at_step();
  go_to_moment(place.from);
  guide_->playing = true;
  selected_.reset();
  if (!unhurried_stop_) unhurried_stop_ = playback_.stop();
  playback_.set_stop(nearest_stop(static_cast<double>(way.count()) / 1e9 / k_way_seconds));
  playback_.set_playing(true);
}

void Model::arrive_at_step() {
  GuideWalk& walk = *guide_;
  const GuideStep& step = walk.guide.steps[walk.step];
  const std::uint64_t moment = walk.places[walk.step].at;
  go_to_moment(moment);
  selected_.reset();
  std::visit(
      [&](const auto& what) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(what)>, std::monostate>)
          selected_ = what;
      },
      step.show);
  narration_ = step.say;
  if (!step.ask.empty()) narration_ += " " + step.ask;
}

void Model::follow_way() {
  if (!guide_ || !guide_->playing) return;
  if (live() || cursor_.moment() >= guide_->places[guide_->step].at) arrive_at_step();
}

void Model::predict(std::size_t choice, bool playing) {
  if (!guide_ || !at_step()) return;
  if (choice >= guide_->guide.steps[guide_->step].choices.size()) return;
  guide_->predicted[guide_->step] = choice;
  go_to_step(guide_->step + 1, playing);
}

bool Model::at_step() const {
  return guide_ && !guide_->playing && guide_->generation == session_.generation() &&
         moment() == guide_->places[guide_->step].at;
}

void Model::leave_guide() {
  if (!guide_) return;
  guide_->left = true;
  guide_->playing = false;
  selected_.reset();
  playback_.set_playing(false);
  end_hurry();
  say(Tone::neutral, text::k_guide_left);
}

// `guide NAME [STEP]`, `guide next`, `guide back`, `guide leave`, `guide return`.
bool Model::run_guide_words(std::string_view words) {
  const std::string_view word = take_word(words);
  const std::string_view number = take_word(words);
  AnsweredLine& answered = answers_.back();
  const auto refused = [&](std::string why) {
    answered.answer = std::move(why);
    answered.tone = Tone::bad;
    return false;
  };
  const bool next = word == "next";
  if (next || word == "back" || word == "leave" || word == "return") {
    if (!guide_) return refused(text::k_no_guide_now);
    const std::size_t step = guide_->step;
    if (word == "leave") {
      leave_guide();
    } else if (next) {
      go_to_step(step + 1, true);
    } else {
      go_to_step(step - (word == "back" && step > 0 ? 1 : 0), false);
    }
    return true;
  }
  const auto step = number.empty() ? Result<std::uint32_t>(1) : parse_u32(number, "the step");
  if (!step) return refused(step.error().message);
  narration_.clear();
  open_guide(word, *step - std::size_t{1});
  return true;
}

}  // namespace ringside
