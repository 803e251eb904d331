#include "core/version/causal_context.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace ringside {
namespace {

constexpr std::size_t k_actors_max = 65'536;

auto by_actor(const Version& version, const Actor& actor) { return version.actor < actor; }

// Takes a number and what stands behind it from the front of a text.
template <typename Number>
bool take(std::string_view& text, std::string_view prefix, Number& number) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

}  // namespace

bool CausalContext::covers(const Version& version) const {
  const auto place = std::lower_bound(newest_.begin(), newest_.end(), version.actor, by_actor);
  return place != newest_.end() && place->actor == version.actor && version.stamp <= place->stamp;
}

bool CausalContext::covers(const CausalContext& other) const {
  return std::all_of(other.newest_.begin(), other.newest_.end(),
                     [this](const Version& version) { return covers(version); });
}

void CausalContext::add(const Version& version) {
  const auto place = std::lower_bound(newest_.begin(), newest_.end(), version.actor, by_actor);
  if (place == newest_.end() || place->actor != version.actor) {
    newest_.insert(place, version);
  } else {
    place->stamp = std::max(place->stamp, version.stamp);
  }
}

void CausalContext::merge(const CausalContext& other) {
  for (const Version& version : other.newest_) add(version);
}

std::string to_text(const CausalContext& context) {
  std::string text;
  for (const Version& version : context.newest()) {
    text += fmt::format("{}n{}.{}@{}+{}", text.empty() ? "" : ",", raw(version.actor.node),
                        raw(version.actor.incarnation), nanoseconds(version.stamp.physical),
                        version.stamp.logical);
  }
  return text.empty() ? "-" : text;
}

Result<CausalContext> parse_context(std::string_view text) {
  CausalContext context;
  if (text == "-") return context;
  for (std::size_t actors = 0; actors < k_actors_max; ++actors) {
    std::uint32_t node = 0;
    std::uint32_t incarnation = 0;
    std::int64_t physical = 0;
    std::uint32_t logical = 0;
    if (!take(text, "n", node) || !take(text, ".", incarnation) || !take(text, "@", physical) ||
        !take(text, "+", logical))
      break;
    context.add({{time_at(physical), logical}, {NodeId{node}, Incarnation{incarnation}}});
    if (text.empty()) return context;
    if (!text.starts_with(",")) break;
    text.remove_prefix(1);
  }
  return fail(ErrorCode::invalid_argument,
              "this is no context; take one as the answer to a get has it, such as n0.1@1000000+0");
}

}  // namespace ringside
