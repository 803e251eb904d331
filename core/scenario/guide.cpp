#include "core/scenario/guide.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/hash.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"

namespace ringside {
namespace {

constexpr std::string_view k_start = "start";

void add_words(std::string& text, std::string_view words) {
  if (!text.empty()) text += ' ';
  text += words;
}

// Reads a guide line by line: what it is about, then its steps, each of which begins with its
// place.
class GuideReader {
 public:
  Result<void> read_line(std::string_view line) {
    const std::string_view word = line.substr(0, line.find(' '));
    const std::string_view rest = trimmed(line.substr(word.size()));
    if (rest.empty()) return invalid(fmt::format("{} has nothing behind it", excerpt(word)));
    if (word == "title" || word == "scenario" || word == "run") {
      (word == "title" ? guide_.title : word == "scenario" ? guide_.scenario : guide_.run) = rest;
      return {};
    }
    if (word == "at") {
      if (const auto good = end_step(); !good) return good;
      guide_.steps.emplace_back().at = rest;
      return {};
    }
    if (guide_.steps.empty())
      return invalid(
          fmt::format("\"{}\" comes before the first step; a step begins with its "
                      "place, such as at start",
                      excerpt(word)));
    return read_part(word, rest);
  }

  Result<Guide> finish() {
    if (guide_.title.empty() || guide_.scenario.empty() || guide_.run.empty())
      return invalid("it needs a title, a scenario and its run");
    if (guide_.steps.size() < 2) return invalid("it needs two steps at least");
    if (const auto good = end_step(); !good) return error_of(good);
    if (!guide_.steps.back().ask.empty())
      return invalid("the last step asks what comes next, and nothing does");
    return std::move(guide_);
  }

 private:
  Result<void> read_part(std::string_view word, std::string_view rest) {
    GuideStep& step = guide_.steps.back();
    if (word == "say") {
      add_words(step.say, rest);
    } else if (word == "ask") {
      add_words(step.ask, rest);
    } else if (word == "from") {
      step.from = rest;
    } else if (word == "yes" || word == "no") {
      step.choices.push_back({std::string(rest), word == "yes"});
    } else if (word == "expect") {
      step.claims.emplace_back(rest);
    } else if (word == "show") {
      return read_shown(step, rest);
    } else {
      return invalid(
          fmt::format("\"{}\" is unknown; a step has at, from, say, show, ask, yes, no "
                      "and expect",
                      excerpt(word)));
    }
    return {};
  }

  Result<void> read_shown(GuideStep& step, std::string_view text) {
    const std::string_view kind = text.substr(0, text.find(' '));
    const std::string_view what = trimmed(text.substr(kind.size()));
    if (kind == "key") {
      step.show = hash_key(what);
    } else if (kind == "node" || kind == "operation") {
      const auto number = parse_u32(what, kind);
      if (!number) return error_of(number);
      if (kind == "node") {
        step.show = NodeId{*number};
      } else {
        step.show = OpId{*number};
      }
    } else {
      return invalid("what can be shown is a key, a node or an operation");
    }
    return {};
  }

  // Whether the step that was read last is whole.
  Result<void> end_step() const {
    if (guide_.steps.empty()) return {};
    const GuideStep& step = guide_.steps.back();
    if (step.say.empty()) return invalid("the step before says nothing");
    const auto right = std::count_if(step.choices.begin(), step.choices.end(),
                                     [](const GuideChoice& choice) { return choice.right; });
    const std::size_t choices = step.choices.size();
    const bool asks = choices >= 2 && choices <= k_guide_choices_max && right == 1;
    if (step.ask.empty() ? choices > 0 : !asks)
      return invalid(
          fmt::format("who is asked has 2 to {} choices in the step before, one of "
                      "which comes true (yes)",
                      k_guide_choices_max));
    return {};
  }

  Guide guide_;
};

}  // namespace

Result<Guide> parse_guide(std::string_view file_name, std::string_view text) {
  const auto wrong = [&](const std::string& what) {
    return invalid(fmt::format("{}: {}", file_name, what));
  };
  if (const auto good = check_text(text); !good) return wrong(good.error().message);
  GuideReader reader;
  std::uint32_t number = 0;
  while (const auto line = take_line(text)) {
    ++number;
    const std::string_view content = trimmed(*line);
    if (content.empty() || content.front() == '#') continue;
    if (const auto read = reader.read_line(content); !read)
      return wrong(fmt::format("line {}: {}", number, read.error().message));
  }
  auto guide = reader.finish();
  if (!guide) return wrong(guide.error().message);
  return guide;
}

Result<std::vector<GuidePlace>> find_places(const Guide& guide, const TraceLog& log) {
  std::vector<GuidePlace> places;
  std::uint64_t moment = 0;
  const auto go_to = [&](const std::string& words) {
    const auto& events = log.events();
    while (moment < events.size()) {
      if (describe(events[moment++], log).find(words) != std::string::npos) return true;
    }
    return false;
  };
  for (const GuideStep& step : guide.steps) {
    GuidePlace place{moment, moment};
    for (const std::string* words : {&step.from, &step.at}) {
      const bool stays = words == &step.from ? words->empty() : *words == k_start;
      if (!stays && !go_to(*words))
        return invalid(fmt::format("step {}: no \"{}\" comes after the step before",
                                   places.size() + 1, *words));
      (words == &step.from ? place.from : place.at) = moment;
    }
    places.push_back(place);
  }
  return places;
}

}  // namespace ringside
