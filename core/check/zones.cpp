#include "core/check/zones.h"

#include <algorithm>
#include <map>

#include "core/base/check.h"

namespace ringside {
namespace {

constexpr std::size_t k_no_call = static_cast<std::size_t>(-1);

// The calls of one value. Places are those of calls, one later: 0 is before everything.
struct Zone {
  ValueId value = k_nil;
  std::size_t earliest = k_no_call;  // the call with the first return
  std::size_t latest = k_no_call;    // the call with the last invocation
  std::uint64_t first_return = k_open_call;
  std::uint64_t last_invocation = 0;

  bool is_forward() const { return first_return < last_invocation; }
  std::uint64_t low() const { return std::min(first_return, last_invocation); }
  std::uint64_t high() const { return std::max(first_return, last_invocation); }
};

bool is_dropped(const Call& call) { return call.is_open() && call.kind == CallKind::read; }

// One zone a value; ordered by value.
std::vector<Zone> zones_of(const Calls& calls, ValueId initial) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (!is_dropped(calls[i])) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return calls[a].value < calls[b].value; });
  std::vector<Zone> zones;
  for (const std::size_t i : order) {
    const Call& call = calls[i];
    if (zones.empty() || zones.back().value != call.value) {
      zones.push_back({.value = call.value});
      // The first value was written before everything.
      if (call.value == initial) zones.back().first_return = 0;
    }
    Zone& zone = zones.back();
    if (!call.is_open() && call.returned + 1 < zone.first_return) {
      zone.first_return = call.returned + 1;
      zone.earliest = i;
    }
    if (call.invoked + 1 > zone.last_invocation) {
      zone.last_invocation = call.invoked + 1;
      zone.latest = i;
    }
  }
  return zones;
}

ZoneConflict conflict(ZoneConflict::Kind kind, const Zone& a, const Zone& b) {
  // The value that was there at first has no call with an early return.
  const auto start = [](const Zone& zone) {
    return zone.earliest == k_no_call ? zone.latest : zone.earliest;
  };
  return {kind, start(a), a.latest, start(b), b.latest};
}

}  // namespace

bool has_unique_writes(const Calls& calls, ValueId initial) {
  std::vector<ValueId> written;
  for (const Call& call : calls) {
    if (call.kind == CallKind::write) {
      written.push_back(call.value);
    } else if (call.kind != CallKind::read) {
      return false;
    }
  }
  std::sort(written.begin(), written.end());
  return std::adjacent_find(written.begin(), written.end()) == written.end() &&
         !std::binary_search(written.begin(), written.end(), initial);
}

std::optional<ZoneConflict> find_unwritten_read(const Calls& calls, ValueId initial) {
  using Kind = ZoneConflict::Kind;
  std::map<ValueId, std::size_t> first_writes;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (calls[i].kind == CallKind::append) return std::nullopt;
    if (!calls[i].only_observes()) first_writes.emplace(calls[i].value, i);
  }
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const Call& call = calls[i];
    if (call.kind != CallKind::read || call.is_open() || call.value == initial) continue;
    const auto write = first_writes.find(call.value);
    if (write == first_writes.end()) return ZoneConflict{.kind = Kind::never_written, .first = i};
    if (call.returned < calls[write->second].invoked)
      return ZoneConflict{.kind = Kind::read_too_early, .first = i, .second = write->second};
  }
  return std::nullopt;
}

std::optional<ZoneConflict> find_zone_conflict(const Calls& calls, ValueId initial) {
  using Kind = ZoneConflict::Kind;
  if (auto found = find_unwritten_read(calls, initial)) return found;
  std::vector<Zone> zones = zones_of(calls, initial);
  // A write that never returned and that nobody read has a zone without an end, in nobody's way.
  const auto others = std::stable_partition(zones.begin(), zones.end(),
                                            [](const Zone& zone) { return zone.is_forward(); });
  std::sort(zones.begin(), others, [](const Zone& a, const Zone& b) { return a.low() < b.low(); });
  for (auto zone = zones.begin(); zone != others; ++zone) {
    if (zone + 1 != others && (zone + 1)->low() < zone->high())
      return conflict(Kind::zones_overlap, *zone, *(zone + 1));
  }
  for (auto inner = others; inner != zones.end(); ++inner) {
    const auto after =
        std::upper_bound(zones.begin(), others, inner->low(),
                         [](std::uint64_t low, const Zone& zone) { return low < zone.low(); });
    if (after != zones.begin() && inner->high() < (after - 1)->high())
      return conflict(Kind::zone_within_zone, *(after - 1), *inner);
  }
  return std::nullopt;
}

}  // namespace ringside
