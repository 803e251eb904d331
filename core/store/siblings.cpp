#include "core/store/siblings.h"

#include <algorithm>
#include <utility>

#include "core/base/hash.h"
#include "core/base/mutant.h"

namespace ringside {
namespace {

// One of the versions that a record keeps.
struct Kept {
  const Version& version;
  OpId op;
  bool tombstone;
  bool merged;
  Time expires;
  std::string_view value;

  Sibling copy() const {
    return {.version = version,
            .op = op,
            .tombstone = tombstone,
            .merged = merged,
            .expires = expires,
            .value = std::string(value)};
  }
};

// Calls `visit(Kept)` for every version, newest first, until it says false.
template <typename Visit>
bool each_version(const Record& r, Visit&& visit) {
  if (!visit(Kept{r.version, r.op, r.tombstone, r.merged, r.expires(), r.value()})) return false;
  if (r.ancestry() == nullptr) return true;
  for (const Sibling& older : r.ancestry()->older) {
    if (!visit(Kept{older.version, older.op, older.tombstone, older.merged, older.expires,
                    older.value}))
      return false;
  }
  return true;
}

bool knows(const Record& record, const Version& version) {
  return record.ancestry() ? record.ancestry()->seen.covers(version) : record.version == version;
}

// The versions of `record` that `other` does not know to be overwritten.
void add_current(const Record& record, const Record& other, std::vector<Sibling>& versions) {
  each_version(record, [&](const Kept& kept) {
    if (!knows(other, kept.version) || holds(other, kept.version)) versions.push_back(kept.copy());
    return true;
  });
}

// Newest first, each once, and of one operation only the newest; but what has others' values in it
// stays, since nothing else may have them.
void tidy(std::vector<Sibling>& versions) {
  std::stable_sort(versions.begin(), versions.end(),
                   [](const Sibling& a, const Sibling& b) { return b.version < a.version; });
  auto end = versions.begin();
  for (auto i = versions.begin(); i != versions.end(); ++i) {
    const bool is_there = std::any_of(versions.begin(), end, [&](const Sibling& kept) {
      const bool is_repeated = !i->merged || mutant(Mutant::merge_drops_retried);
      return kept.version == i->version || (kept.op == i->op && is_repeated);
    });
    if (is_there) continue;
    if (end != i) *end = std::move(*i);
    ++end;
  }
  versions.erase(end, versions.end());
}

// REQUIRES: at least one version.
RecordPtr record_of(KeyHash hash, std::string_view key, std::vector<Sibling> versions,
                    CausalContext seen) {
  const Sibling newest = std::move(versions.front());
  versions.erase(versions.begin());
  return make_record({.key = key,
                      .value = newest.value,
                      .hash = hash,
                      .version = newest.version,
                      .op = newest.op,
                      .tombstone = newest.tombstone,
                      .merged = newest.merged,
                      .expires = newest.expires,
                      .ancestry = std::make_shared<const Ancestry>(
                          Ancestry{std::move(seen), std::move(versions)})});
}

std::uint64_t hash_of(const Version& version) {
  const std::uint64_t actor =
      (std::uint64_t{raw(version.actor.node)} << 32) | raw(version.actor.incarnation);
  const std::uint64_t stamp = hash_mix(
      static_cast<std::uint64_t>(nanoseconds(version.stamp.physical)), version.stamp.logical);
  return hash_mix(stamp, actor);
}

template <typename OneVersion>
void expire(OneVersion& version, Time wall) {
  if (version.expires > wall) return;
  version.tombstone = true;
  version.value = {};
}

}  // namespace

bool is_absent(const Record& record) {
  return each_version(record, [](const Kept& kept) { return kept.tombstone; });
}

Sibling shown(const Record& record) {
  Sibling found;
  const bool is_none = each_version(record, [&](const Kept& kept) {
    if (!kept.tombstone) found = kept.copy();
    return kept.tombstone;
  });
  if (is_none) found = {.version = record.version, .op = record.op, .tombstone = true, .value = {}};
  return found;
}

std::vector<Sibling> values_of(const Record& record) {
  std::vector<Sibling> values;
  each_version(record, [&](const Kept& kept) {
    if (!kept.tombstone) values.push_back(kept.copy());
    return true;
  });
  return values;
}

std::string merged_value(const Record& record, MergeFunction merge) {
  std::optional<std::string> all;
  each_version(record, [&](const Kept& kept) {
    if (!kept.tombstone) all = merge(all ? *all : kept.value, kept.value);
    return kept.tombstone || !mutant(Mutant::read_merges_newest_only);
  });
  return std::move(*all);
}

std::size_t sibling_count(const Record& record) {
  return 1 + (record.ancestry() ? record.ancestry()->older.size() : 0);
}

bool holds(const Record& record, const Version& version) {
  return !each_version(record, [&](const Kept& kept) { return kept.version != version; });
}

bool holds_write_of(const Record& record, OpId op) {
  return !each_version(record, [op](const Kept& kept) { return kept.op != op; });
}

Version version_of(const Record& record, OpId op) {
  Version found = record.version;
  each_version(record, [&](const Kept& kept) {
    if (kept.op == op) found = kept.version;
    return kept.op != op;
  });
  return found;
}

CausalContext context_of(const Record& record) {
  if (record.ancestry()) return record.ancestry()->seen;
  CausalContext context;
  context.add(record.version);
  return context;
}

bool has_seen(const Record& record, const CausalContext& context) {
  return has_seen(&record, context, HlcStamp{});
}

bool has_seen(const Record* record, const CausalContext& context, HlcStamp floor) {
  const auto versions = context.newest();
  return std::all_of(versions.begin(), versions.end(), [&](const Version& version) {
    if (version.stamp <= floor) return true;
    if (record == nullptr) return false;
    return record->ancestry() ? record->ancestry()->seen.covers(version)
                              : version <= record->version;
  });
}

bool includes(const Record& record, const Record& other) {
  if (!record.ancestry() || !other.ancestry()) return record.version >= other.version;
  if (!record.ancestry()->seen.covers(other.ancestry()->seen)) return false;
  return each_version(record, [&](const Kept& kept) {
    return !knows(other, kept.version) || holds(other, kept.version);
  });
}

RecordPtr merged(const RecordPtr& a, const RecordPtr& b) {
  if (includes(*a, *b)) return a;
  if (includes(*b, *a)) return b;
  std::vector<Sibling> versions;
  add_current(*a, *b, versions);
  add_current(*b, *a, versions);
  tidy(versions);
  if (mutant(Mutant::merge_drops_siblings)) versions.resize(1);
  CausalContext seen = a->ancestry()->seen;
  if (!mutant(Mutant::merge_forgets_seen)) seen.merge(b->ancestry()->seen);
  return record_of(a->hash, a->key(), std::move(versions), std::move(seen));
}

RecordPtr with_write(const RecordPtr& before, const RecordParts& write,
                     const std::optional<CausalContext>& known) {
  std::vector<Sibling> versions{{.version = write.version,
                                 .op = write.op,
                                 .tombstone = write.tombstone,
                                 .merged = write.merged,
                                 .expires = write.expires,
                                 .value = std::string(write.value)}};
  CausalContext seen;
  if (before) {
    seen = context_of(*before);
    each_version(*before, [&](const Kept& kept) {
      if (known && !known->covers(kept.version)) versions.push_back(kept.copy());
      return true;
    });
  }
  if (known) seen.merge(*known);
  seen.add(write.version);
  return record_of(write.hash, write.key, std::move(versions), std::move(seen));
}

MergedWrite with_merged_write(const RecordPtr& before, const RecordParts& write,
                              const CausalContext& known, MergeFunction merge) {
  RecordParts united = write;
  std::string value = merge(write.value, write.value);
  MergedWrite done;
  if (before) {
    each_version(*before, [&](const Kept& kept) {
      if (kept.tombstone || known.covers(kept.version)) return true;
      ++done.others;
      if (mutant(Mutant::write_merges_nothing)) return true;
      value = merge(value, kept.value);
      united.expires = std::max(united.expires, kept.expires);
      return true;
    });
  }
  united.merged = done.others > 0;
  if (value.size() > k_merged_bytes_max) return {with_write(before, write, known), 0};
  united.value = value;
  CausalContext all = known;
  if (before) all.merge(context_of(*before));
  done.record = with_write(before, united, all);
  return done;
}

Time next_expiry(const Record& record) {
  Time next = k_end_of_time;
  each_version(record, [&](const Kept& kept) {
    if (!kept.tombstone) next = std::min(next, kept.expires);
    return true;
  });
  return next;
}

RecordPtr without_expired(const Record& record, Time wall) {
  RecordParts after = parts_of(record);
  expire(after, wall);
  if (after.ancestry) {
    Ancestry ancestry = *after.ancestry;
    for (Sibling& older : ancestry.older) expire(older, wall);
    after.ancestry = std::make_shared<const Ancestry>(std::move(ancestry));
  }
  return make_record(after);
}

HlcStamp absent_since(const Record& record) {
  HlcStamp since = record.version.stamp;
  each_version(record, [&](const Kept& kept) {
    if (kept.expires != k_end_of_time) since = std::max(since, HlcStamp{kept.expires, 0});
    return true;
  });
  return since;
}

HlcStamp oldest_stamp(const Record& record) {
  const Ancestry* const ancestry = record.ancestry();
  const bool has_older = ancestry != nullptr && !ancestry->older.empty();
  return has_older ? ancestry->older.back().version.stamp : record.version.stamp;
}

bool has_late(const Record& record, const Record* kept, HlcStamp above, HlcStamp limit) {
  return !each_version(record, [&](const Kept& version) {
    const HlcStamp stamp = version.version.stamp;
    const bool is_between = above < stamp && stamp <= limit;
    return !is_between || (kept != nullptr && holds(*kept, version.version));
  });
}

RecordPtr without_late(const RecordPtr& record, const Record* kept, HlcStamp limit) {
  if (record->ancestry() == nullptr) return record;
  const auto is_late = [&](const Sibling& older) {
    return older.version.stamp <= limit && (kept == nullptr || !holds(*kept, older.version));
  };
  const auto& older = record->ancestry()->older;
  if (std::none_of(older.begin(), older.end(), is_late)) return record;
  Ancestry ancestry = *record->ancestry();
  std::erase_if(ancestry.older, is_late);
  RecordParts left = parts_of(*record);
  left.ancestry = std::make_shared<const Ancestry>(std::move(ancestry));
  return make_record(left);
}

std::uint64_t fingerprint(const Record& record) {
  std::uint64_t sum = 0;
  each_version(record, [&](const Kept& kept) {
    sum = hash_mix(sum, hash_of(kept.version));
    return true;
  });
  if (record.ancestry() == nullptr) return sum;
  for (const Version& version : record.ancestry()->seen.newest())
    sum = hash_mix(sum, hash_of(version));
  return sum;
}

}  // namespace ringside
