#include "core/check/denial.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "core/base/hash.h"

namespace ringside {
namespace {

constexpr std::uint64_t k_never = ~std::uint64_t{0};

// When what had become of a key, in places of the trace.
struct KeyStory {
  std::uint64_t first_acknowledged = k_never;      // the end of a put or a remove
  std::uint64_t first_put_acknowledged = k_never;  // the end of a put
  std::vector<std::uint64_t> removes_began;
  std::map<std::uint64_t, Version> newest;  // acknowledged, by where that ended: the newest so far
};

bool is_not_found(const OperationResult& result) {
  return result.error && result.error->code == ErrorCode::not_found;
}

std::map<std::string_view, KeyStory> stories_of(const History& history) {
  std::map<std::string_view, KeyStory> stories;
  for (const auto& [op, asked] : history.asked) {
    if (asked.kind == OperationKind::remove && asked.began != 0)
      stories[asked.key].removes_began.push_back(asked.began);
  }
  for (const OperationResult& result : history.results) {
    const auto asked = history.asked.find(result.id);
    if (asked == history.asked.end() || !result.ok() || result.kind == OperationKind::get) continue;
    KeyStory& story = stories[result.key];
    const std::uint64_t ended = asked->second.ended;
    story.newest.emplace(ended, result.receipt.version);
    story.first_acknowledged = std::min(story.first_acknowledged, ended);
    if (result.kind == OperationKind::put)
      story.first_put_acknowledged = std::min(story.first_put_acknowledged, ended);
  }
  for (auto& [key, story] : stories) {
    Version newest;
    for (auto& [ended, version] : story.newest) version = newest = std::max(newest, version);
  }
  return stories;
}

// Whether a tombstone of all that had been acknowledged when an operation began was collected
// before it ended.
bool was_collected(const History& history, KeyHash key, const KeyStory& story,
                   const History::Asked& asked) {
  const auto after = story.newest.lower_bound(asked.began);
  return after != story.newest.begin() &&
         history.was_collected(key, std::prev(after)->second, asked.ended);
}

}  // namespace

Violations check_denial(const History& history, const CrashLedger& crashes) {
  Violations violations;
  const auto stories = stories_of(history);
  for (const OperationResult& result : history.results) {
    const auto found = history.asked.find(result.id);
    if (found == history.asked.end() || !is_not_found(result)) continue;
    const History::Asked& asked = found->second;
    const auto place = stories.find(result.key);
    if (place == stories.end() || crashes.had_hints(hash_key(result.key))) continue;
    const KeyStory& story = place->second;
    if (was_collected(history, hash_key(result.key), story, asked)) continue;
    if (result.kind == OperationKind::get) {
      const bool from_tombstone = result.receipt.version != Version{};
      if (from_tombstone || story.first_acknowledged >= asked.began) continue;
    } else {
      const bool another_remove = std::any_of(
          story.removes_began.begin(), story.removes_began.end(),
          [&](std::uint64_t began) { return began < asked.ended && began != asked.began; });
      if (another_remove || story.first_put_acknowledged >= asked.began) continue;
    }
    violations.add(fmt::format("op {}: '{}' was called not_found, though it had been written",
                               raw(result.id), result.key));
  }
  return violations;
}

Violations check_written(const History& history) {
  Violations violations;
  for (const OperationResult& result : history.results) {
    if (!result.ok() || result.kind == OperationKind::get) continue;
    const Version& version = result.receipt.version;
    if (history.made_by.contains({hash_key(result.key), version.stamp, version.actor.node}))
      continue;
    violations.add(fmt::format("op {}: the {} of '{}' was acknowledged, and nobody stored it",
                               raw(result.id), to_string(result.kind), result.key));
  }
  return violations;
}

}  // namespace ringside
