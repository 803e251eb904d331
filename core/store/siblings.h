#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/store/record.h"
#include "core/version/merge.h"

/// Records as a join-semilattice: dotted version vector sets (Preguiça, Baquero, Almeida, Fonte and
/// Gonçalves 2012; Almeida et al. 2014). A version is the dot, its stamp the counter. Records
/// without ancestry are ordered by their versions alone (last writer wins).
namespace ringside {

/// Whether a record has no value: all its versions are tombstones.
bool is_absent(const Record& record);
/// The version that a reader is shown first: the newest that is no tombstone, else the newest.
Sibling shown(const Record& record);
/// All versions that have a value, newest first.
std::vector<Sibling> values_of(const Record& record);
/// All its values as one. REQUIRES: it is not absent.
std::string merged_value(const Record& record, MergeFunction merge);
/// Versions kept, tombstones included.
std::size_t sibling_count(const Record& record);
/// Whether this version is kept, or one that the operation wrote.
bool holds(const Record& record, const Version& version);
bool holds_write_of(const Record& record, OpId op);
/// The version that the operation wrote; the newest where none of it is kept.
Version version_of(const Record& record, OpId op);
/// What a client knows that was shown the record: every version that it took in.
CausalContext context_of(const Record& record);

/// Whether the record has taken in all that the context names.
bool has_seen(const Record& record, const CausalContext& context);
/// The same for what may be no record (nullptr), where all stamps up to `floor` have been seen.
bool has_seen(const Record* record, const CausalContext& context, HlcStamp floor);

/// Whether merging `other` into `record` would change nothing: it knows all that the other one
/// knows. REQUIRES: the same key.
bool includes(const Record& record, const Record& other);

/// What both keep that neither knows to be overwritten. Commutative and idempotent; gives one of
/// the two where that includes the other. Of two versions that one operation wrote, the newer
/// stays, and the older one too where it was merged from others'. REQUIRES: the same key.
RecordPtr merged(const RecordPtr& a, const RecordPtr& b);

/// What a replica keeps that has `before` (or nothing) once a write was added that takes the place
/// of all that `known` covers, or of everything where that is none. The siblings of the new version
/// are what is left. REQUIRES: write.version is larger than every version in `before` and `known`.
RecordPtr with_write(const RecordPtr& before, const RecordParts& write,
                     const std::optional<CausalContext>& known);

/// The same where siblings are merged: the write takes the place of all that is kept, and has in it
/// the values of what `known` does not cover. Its time to live is over with the last of theirs.
struct MergedWrite {
  RecordPtr record;
  std::uint32_t others = 0;  ///< Values that it has in it besides its own.
};
/// REQUIRES: as with_write().
MergedWrite with_merged_write(const RecordPtr& before, const RecordParts& write,
                              const CausalContext& known, MergeFunction merge);

/// When the first of its values expires, by a wall clock; or k_end_of_time.
Time next_expiry(const Record& record);
/// The same with tombstones in place of the values that have expired by then: of the same versions,
/// so that replicas whose clocks differ have nothing to tell each other.
RecordPtr without_expired(const Record& record, Time wall);

/// From when on a record without a value says so by every clock: its newest stamp, or when the last
/// of its values expired. REQUIRES: is_absent(record).
HlcStamp absent_since(const Record& record);
/// The smallest stamp of a version that is kept.
HlcStamp oldest_stamp(const Record& record);
/// Whether a version with a stamp in (above, limit] is not in `kept` (or in nothing).
bool has_late(const Record& record, const Record* kept, HlcStamp above, HlcStamp limit);
/// The record without the versions beside its newest that have stamps up to `limit` and are not in
/// `kept` (or in nothing).
RecordPtr without_late(const RecordPtr& record, const Record* kept, HlcStamp limit);

/// Equal for records that say the same, and else different but for a chance of 2^-64.
std::uint64_t fingerprint(const Record& record);

}  // namespace ringside
