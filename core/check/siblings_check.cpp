#include "core/check/siblings_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "core/base/hash.h"
#include "core/check/merged_reads.h"
#include "core/store/siblings.h"

namespace ringside {
namespace {

struct KeyStory {
  std::vector<const OperationResult*> writes;       // that were, or may have been, applied
  std::map<OpId, std::vector<TracedVersion>> made;  // all versions of each, the newest last
  const OperationResult* last_read = nullptr;       // after all was over
};

std::map<std::string_view, KeyStory> stories_of(const History& history) {
  std::map<std::string_view, KeyStory> stories;
  for (const OperationResult& result : history.results) {
    KeyStory& story = stories[result.key];
    if (result.kind != OperationKind::get) {
      const bool may_be_applied =
          result.ok() || result.error->code == ErrorCode::outcome_unknown ||
          (result.kind == OperationKind::remove && result.error->code == ErrorCode::not_found);
      if (may_be_applied) story.writes.push_back(&result);
      continue;
    }
    const History::Asked& asked = history.asked.at(result.id);
    if (history.drained != 0 && asked.began > history.drained && result.receipt.kept)
      story.last_read = &result;
  }
  for (auto& [key, story] : stories) {
    const KeyHash hash = hash_key(key);
    for (auto made = history.made_by.lower_bound({hash, {}, NodeId{0}});
         made != history.made_by.end() && made->first.key == hash; ++made) {
      story.made[made->second].push_back(made->first);
    }
  }
  return stories;
}

// Whether the write is kept: itself, or where siblings are merged its value in that of another.
bool is_kept(const History& history, const Record& record, const OperationResult& write) {
  if (holds_write_of(record, write.id)) return true;
  // A tombstone beside values that is behind the floor is left out wherever copies meet.
  const bool is_remove = write.kind == OperationKind::remove;
  if (is_remove && history.collects_tombstones && !is_absent(record)) return true;
  if (history.merge == nullptr) return false;
  // A put takes the place of tombstones: what is added stays beside what was removed meanwhile.
  if (is_remove) return true;
  return !is_absent(record) &&
         absorbs(history.merge, merged_value(record, history.merge), write.value);
}

bool covers(const CausalContext& context, const TracedVersion& version) {
  return std::ranges::any_of(context.newest(), [&](const Version& newest) {
    return newest.actor.node == version.maker && newest.stamp >= version.stamp;
  });
}

// Whether somebody may have taken the place of a write: who knew any version of it, whichever
// coordinator made that, or a remove without a context, which takes the place of all that its
// coordinator keeps, at each coordinator that its client turned to.
bool may_be_overwritten(const KeyStory& story, const OperationResult& write) {
  const Version& version = write.receipt.version;
  const auto is_stamped_before = [&](const OperationResult& other) {
    const auto made = story.made.find(other.id);
    if (made == story.made.end()) return version < other.receipt.version;
    const TracedVersion& last = made->second.back();
    return TracedVersion{last.key, version.stamp, version.actor.node} < last;
  };
  const auto made = story.made.find(write.id);
  const auto knows_one = [&](const CausalContext& known) {
    return known.covers(version) ||
           (made != story.made.end() &&
            std::ranges::any_of(made->second, [&](const auto& one) { return covers(known, one); }));
  };
  return std::any_of(story.writes.begin(), story.writes.end(), [&](const OperationResult* other) {
    if (other == &write) return false;
    const bool takes_all = other->kind == OperationKind::remove && other->known.empty() &&
                           (!other->ok() || is_stamped_before(*other));
    return takes_all || knows_one(other->known);
  });
}

}  // namespace

SiblingsVerdict check_siblings(const History& history, const World& world,
                               const CrashLedger& crashes) {
  SiblingsVerdict verdict;
  for (const auto& [key, story] : stories_of(history)) {
    if (!story.last_read) continue;
    const Record& record = *story.last_read->receipt.kept;
    const KeyHash hash = hash_key(key);
    const std::size_t died = crashes.worst(hash, world.keepers(hash));
    const auto survives = [&](const OperationResult& write) {
      return write.ok() &&
             died <= std::min(world.shape().failures, std::max(write.receipt.required, 1u) - 1);
    };
    for (const OperationResult* write : story.writes) {
      const bool is_collected = history.was_collected(hash, write->receipt.version);
      if (survives(*write) && !is_collected && !is_kept(history, record, *write) &&
          !may_be_overwritten(story, *write)) {
        verdict.lost.add(fmt::format(
            "op {}: the {} of '{}' was acknowledged, no write knew of it, and it is gone",
            raw(write->id), to_string(write->kind), key));
      }
      for (const OperationResult* other : story.writes) {
        if (other == write || !survives(*other) || !holds(record, write->receipt.version) ||
            !other->known.covers(write->receipt.version))
          continue;
        verdict.not_maximal.add(
            fmt::format("op {}: the {} of '{}' is kept, though op {} took its place",
                        raw(write->id), to_string(write->kind), key, raw(other->id)));
      }
    }
  }
  return verdict;
}

Violations check_seen(const History& history, const World& world, const CrashLedger& crashes) {
  std::map<std::string_view, std::vector<const OperationResult*>> writes;
  for (const OperationResult& result : history.results) {
    if (result.kind != OperationKind::get && result.ok()) writes[result.key].push_back(&result);
  }
  Violations violations;
  for (const OperationResult& read : history.results) {
    const auto of_key = writes.find(read.key);
    const bool answered = read.ok() || read.error->code == ErrorCode::not_found;
    if (read.kind != OperationKind::get || !answered || of_key == writes.end()) continue;
    const auto group = world.keepers(hash_key(read.key));
    if (crashes.worst_of_members(group) > world.shape().failures) continue;
    const CausalContext seen = context_of(read.receipt);
    const std::uint64_t began = history.asked.at(read.id).began;
    for (const OperationResult* write : of_key->second) {
      const bool is_collected = history.was_collected(hash_key(read.key), write->receipt.version,
                                                      history.asked.at(read.id).ended);
      if (history.asked.at(write->id).ended >= began || seen.covers(write->receipt.version) ||
          is_collected)
        continue;
      violations.add(fmt::format("op {}: '{}' was read without what op {} had written before",
                                 raw(read.id), read.key, raw(write->id)));
      break;
    }
  }
  return violations;
}

}  // namespace ringside
