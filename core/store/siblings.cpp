#include "core/store/siblings.h"

#include <algorithm>
#include <utility>

#include "core/base/hash.h"
#include "core/base/mutant.h"

namespace ringside {
namespace {

// Calls `visit(version, op, tombstone, value)` for every version kept, newest first, until it says
// false.
template <typename Visit>
bool each_version(const Record& record, Visit&& visit) {
  if (!visit(record.version, record.op, record.tombstone, record.value)) return false;
  if (!record.ancestry) return true;
  for (const Sibling& older : record.ancestry->older) {
    if (!visit(older.version, older.op, older.tombstone, older.value)) return false;
  }
  return true;
}

bool knows(const Record& record, const Version& version) {
  return record.ancestry ? record.ancestry->seen.covers(version) : record.version == version;
}

// The versions of `record` that `other` does not know to be overwritten.
void add_current(const Record& record, const Record& other, std::vector<Sibling>& versions) {
  each_version(record,
               [&](const Version& version, OpId op, bool tombstone, const std::string& value) {
                 if (!knows(other, version) || holds(other, version))
                   versions.push_back({version, op, tombstone, value});
                 return true;
               });
}

// Newest first, each once, and of one operation only the newest.
void tidy(std::vector<Sibling>& versions) {
  std::stable_sort(versions.begin(), versions.end(),
                   [](const Sibling& a, const Sibling& b) { return b.version < a.version; });
  auto end = versions.begin();
  for (auto i = versions.begin(); i != versions.end(); ++i) {
    const bool is_there = std::any_of(versions.begin(), end, [&](const Sibling& kept) {
      return kept.version == i->version || kept.op == i->op;
    });
    if (is_there) continue;
    if (end != i) *end = std::move(*i);
    ++end;
  }
  versions.erase(end, versions.end());
}

RecordPtr record_of(const Record& like, std::vector<Sibling> versions, CausalContext seen) {
  auto record = std::make_shared<Record>();
  record->key = like.key;
  record->hash = like.hash;
  record->value = std::move(versions.front().value);
  record->version = versions.front().version;
  record->op = versions.front().op;
  record->tombstone = versions.front().tombstone;
  versions.erase(versions.begin());
  record->ancestry =
      std::make_shared<const Ancestry>(Ancestry{std::move(seen), std::move(versions)});
  return record;
}

std::uint64_t hash_of(const Version& version) {
  const std::uint64_t actor =
      (std::uint64_t{raw(version.actor.node)} << 32) | raw(version.actor.incarnation);
  const std::uint64_t stamp = hash_mix(
      static_cast<std::uint64_t>(nanoseconds(version.stamp.physical)), version.stamp.logical);
  return hash_mix(stamp, actor);
}

}  // namespace

bool is_absent(const Record& record) {
  return each_version(
      record, [](const Version&, OpId, bool tombstone, const std::string&) { return tombstone; });
}

Sibling shown(const Record& record) {
  Sibling found{record.version, record.op, record.tombstone, record.value};
  each_version(record,
               [&](const Version& version, OpId op, bool tombstone, const std::string& value) {
                 if (!tombstone) found = {version, op, tombstone, value};
                 return tombstone;
               });
  return found;
}

std::vector<Sibling> values_of(const Record& record) {
  std::vector<Sibling> values;
  each_version(record,
               [&](const Version& version, OpId op, bool tombstone, const std::string& value) {
                 if (!tombstone) values.push_back({version, op, tombstone, value});
                 return true;
               });
  return values;
}

std::size_t sibling_count(const Record& record) {
  return 1 + (record.ancestry ? record.ancestry->older.size() : 0);
}

bool holds(const Record& record, const Version& version) {
  return !each_version(
      record, [&](const Version& kept, OpId, bool, const std::string&) { return kept != version; });
}

bool holds_write_of(const Record& record, OpId op) {
  return !each_version(
      record, [op](const Version&, OpId wrote, bool, const std::string&) { return wrote != op; });
}

Version version_of(const Record& record, OpId op) {
  Version found = record.version;
  each_version(record, [&](const Version& version, OpId wrote, bool, const std::string&) {
    if (wrote == op) found = version;
    return wrote != op;
  });
  return found;
}

CausalContext context_of(const Record& record) {
  if (record.ancestry) return record.ancestry->seen;
  CausalContext context;
  context.add(record.version);
  return context;
}

bool has_seen(const Record& record, const CausalContext& context) {
  if (record.ancestry) return record.ancestry->seen.covers(context);
  const auto versions = context.newest();
  return std::all_of(versions.begin(), versions.end(),
                     [&](const Version& version) { return version <= record.version; });
}

bool includes(const Record& record, const Record& other) {
  if (!record.ancestry || !other.ancestry) return record.version >= other.version;
  if (!record.ancestry->seen.covers(other.ancestry->seen)) return false;
  return each_version(record, [&](const Version& version, OpId, bool, const std::string&) {
    return !knows(other, version) || holds(other, version);
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
  CausalContext seen = a->ancestry->seen;
  if (!mutant(Mutant::merge_forgets_seen)) seen.merge(b->ancestry->seen);
  return record_of(*a, std::move(versions), std::move(seen));
}

RecordPtr with_write(const RecordPtr& before, Record write,
                     const std::optional<CausalContext>& known) {
  std::vector<Sibling> versions{{write.version, write.op, write.tombstone, std::move(write.value)}};
  CausalContext seen;
  if (before) {
    seen = context_of(*before);
    each_version(*before,
                 [&](const Version& version, OpId op, bool tombstone, const std::string& value) {
                   if (known && !known->covers(version))
                     versions.push_back({version, op, tombstone, value});
                   return true;
                 });
  }
  if (known) seen.merge(*known);
  seen.add(write.version);
  return record_of(write, std::move(versions), std::move(seen));
}

std::uint64_t fingerprint(const Record& record) {
  std::uint64_t sum = 0;
  each_version(record, [&](const Version& version, OpId, bool, const std::string&) {
    sum = hash_mix(sum, hash_of(version));
    return true;
  });
  if (!record.ancestry) return sum;
  for (const Version& version : record.ancestry->seen.newest())
    sum = hash_mix(sum, hash_of(version));
  return sum;
}

}  // namespace ringside
