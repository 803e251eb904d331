#include "core/check/scans.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "core/base/hash.h"
#include "core/check/invention.h"

namespace ringside {
namespace {

constexpr std::uint64_t k_never = ~std::uint64_t{0};

// When a key came and went, in places of the trace.
struct KeyStory {
  std::uint64_t first_put_acknowledged = k_never;
  std::uint64_t first_remove_began = k_never;
};

// What was acknowledged with fewer copies than the promise needs is not promised to be met.
std::map<std::string_view, KeyStory> stories_of(const History& history, const Shape& shape) {
  std::map<std::string_view, KeyStory> stories;
  for (const auto& [op, asked] : history.asked) {
    const bool may_go = asked.kind == OperationKind::remove || asked.expires;
    if (!may_go || asked.began == 0) continue;
    std::uint64_t& first = stories[asked.key].first_remove_began;
    first = std::min(first, asked.began);
  }
  for (const OperationResult& result : history.results) {
    if (!result.ok() || result.kind != OperationKind::put ||
        result.receipt.required < shape.write_quorum())
      continue;
    std::uint64_t& first = stories[result.key].first_put_acknowledged;
    first = std::min(first, history.asked.at(result.id).ended);
  }
  return stories;
}

bool covers(const ScanPage& page, KeyHash hash) { return page.from <= hash && hash <= page.last; }

bool has(const ScanPage& page, std::string_view key) {
  return std::any_of(page.keys.begin(), page.keys.end(),
                     [key](const ScannedKey& scanned) { return scanned.key == key; });
}

void check_order(OpId op, const ScanPage& page, Violations& disordered) {
  const ScannedKey* before = nullptr;
  for (const ScannedKey& scanned : page.keys) {
    const KeyHash hash = hash_key(scanned.key);
    const bool is_behind = before == nullptr || hash_key(before->key) < hash ||
                           (hash_key(before->key) == hash && before->key < scanned.key);
    if (!is_behind || !covers(page, hash)) {
      disordered.add(fmt::format("op {}: '{}' is not in its place, or outside of the page", raw(op),
                                 scanned.key));
    }
    before = &scanned;
  }
}

}  // namespace

ScansVerdict check_scans(const History& history, const World& world, const CrashLedger& crashes,
                         Duration deadline) {
  ScansVerdict verdict;
  if (history.scans.empty()) return verdict;
  const auto stories = stories_of(history, world.shape());
  History reads = history;  // and what scans have told, as gets
  for (const auto& [op, scan] : history.scans) {
    if (scan.results.size() != 1) {
      verdict.wrong_ends.add(
          fmt::format("op {}: a scan ended {} times", raw(op), scan.results.size()));
      continue;
    }
    const OperationResult& result = scan.results.front();
    if (result.finished - result.started > deadline)
      verdict.wrong_ends.add(fmt::format("op {}: a scan ended after its deadline", raw(op)));
    if (!result.ok()) continue;
    const ScanPage& page = result.page;
    check_order(op, page, verdict.disordered);
    for (const ScannedKey& scanned : page.keys) {
      if (!scanned.kept) continue;
      OperationResult read = result;
      read.kind = OperationKind::get;
      read.key = scanned.key;
      read.value = scanned.value;
      read.receipt.version = scanned.version;
      reads.results.push_back(std::move(read));
    }
    for (const auto& [key, story] : stories) {
      const KeyHash hash = hash_key(key);
      const bool is_there =
          story.first_put_acknowledged < scan.began && story.first_remove_began > scan.ended;
      if (!is_there || !covers(page, hash) || has(page, key)) continue;
      if (crashes.had_hints(hash) ||
          crashes.worst(hash, world.keepers(hash)) > world.shape().failures)
        continue;
      verdict.missed.add(
          fmt::format("op {}: '{}' was there all the time, and is not in the page", raw(op), key));
    }
  }
  verdict.invented = check_invention(reads);
  return verdict;
}

}  // namespace ringside
