#include "core/trial/shrink.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace ringside {
namespace {

constexpr std::uint64_t k_other_seeds = 4;

const std::array<Script::Setting, 3> k_plain_settings{
    {{"clients", "1"}, {"window", "4096"}, {"latency", "1ms"}}};

class Shrinker {
 public:
  Shrinker(Script script, const std::function<bool(const Script&)>& fails, std::uint64_t runs_max)
      : best_{std::move(script), 0}, fails_(fails), runs_max_(runs_max) {}

  Shrunk shrink() {
    remove_steps();
    // With plainer settings fewer draws matter, so that more steps can go.
    if (simplify_settings()) remove_steps();
    number_lines();
    return std::move(best_);
  }

 private:
  std::size_t size() const { return best_.script.timed.size(); }

  void remove_steps() {
    std::size_t chunk = std::max<std::size_t>(1, size() / 2);
    while (best_.runs < runs_max_) {
      const bool any_went = pass(chunk);
      if (chunk == 1 && !any_went) return;
      if (!any_went || chunk > size())
        chunk = std::max<std::size_t>(1, std::min(chunk, size()) / 2);
    }
  }

  // Tries to do without each setting, then with those that leave the least to chance.
  bool simplify_settings() {
    bool any = false;
    for (std::size_t i = best_.script.settings.size(); i-- > 0;) {
      Script without = best_.script;
      without.settings.erase(without.settings.begin() + static_cast<std::ptrdiff_t>(i));
      any = take_if_it_fails(std::move(without)) || any;
    }
    for (const Script::Setting& plain : k_plain_settings) {
      Script with = best_.script;
      set(with, plain);
      any = take_if_it_fails(std::move(with)) || any;
    }
    return any;
  }

  // Tries to do without each chunk of steps once. From the end: what comes late rarely matters to
  // what fails before it.
  bool pass(std::size_t chunk) {
    bool any_went = false;
    for (std::size_t end = size(); end > 0 && best_.runs < runs_max_;) {
      const std::size_t first = end > chunk ? end - chunk : 0;
      Script without = best_.script;
      without.timed.erase(without.timed.begin() + static_cast<std::ptrdiff_t>(first),
                          without.timed.begin() + static_cast<std::ptrdiff_t>(end));
      any_went = take_if_it_fails(std::move(without)) || any_went;
      end = std::min(first, size());
    }
    return any_went;
  }

  bool take_if_it_fails(Script candidate) {
    if (candidate.timed.empty() || !validate(configure(candidate))) return false;
    for (std::uint64_t other = 0; other <= k_other_seeds && best_.runs < runs_max_; ++other) {
      if (other > 0) set(candidate, {"seed", fmt::format("{}", other)});
      ++best_.runs;
      if (!fails_(candidate)) continue;
      best_.script = std::move(candidate);
      return true;
    }
    return false;
  }

  static void set(Script& script, const Script::Setting& setting) {
    std::erase_if(script.settings,
                  [&](const Script::Setting& old) { return old.name == setting.name; });
    script.settings.push_back(setting);
  }

  void number_lines() {
    Script& script = best_.script;
    std::size_t line = script.settings.size() + script.steps.size();
    line += script.title.empty() ? 0 : 1;
    line += script.purpose.empty() ? 0 : 1;
    for (TimedStep& timed : script.timed) timed.step.line = static_cast<std::uint32_t>(++line);
  }

  Shrunk best_;
  const std::function<bool(const Script&)>& fails_;
  std::uint64_t runs_max_;
};

}  // namespace

Shrunk shrink(Script script, const std::function<bool(const Script&)>& fails,
              std::uint64_t runs_max) {
  return Shrinker(std::move(script), fails, runs_max).shrink();
}

}  // namespace ringside
