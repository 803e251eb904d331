#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/check/history.h"

namespace ringside {

/// The place of an end that never came, or of which nobody knows.
inline constexpr std::uint64_t k_no_end = 0xffffffffffffffff;

/// A put or a remove of a key that was applied, or may have been.
struct WriteAccess {
  OpId op{};
  ClientId client{};
  std::string_view session;  ///< Empty if it was in none.
  bool removes = false;
  std::uint64_t began = 0;
  /// k_no_end where it is not known to have been applied: it may take effect at any later time, or
  /// never. So with a remove that found nothing.
  std::uint64_t ended = k_no_end;
  Version version;  ///< Known once it has ended.

  bool is_acknowledged() const { return ended != k_no_end; }
};

/// A get of a key that was answered, with a value or with not_found.
struct ReadAccess {
  /// What it saw.
  enum class Saw : std::uint8_t {
    write,    ///< What `source` wrote: a value, or the tombstone of a remove.
    nothing,  ///< No trace of the key: it was never written, or its tombstone was collected.
    unknown,  ///< A version that no write of the history is known to have made.
  };
  OpId op{};
  ClientId client{};
  std::string_view session;  ///< Empty if it was in none.
  std::uint64_t began = 0;
  std::uint64_t ended = 0;
  bool found = false;  ///< It was answered with a value.
  Saw saw{};
  OpId source{};    ///< If it saw a write.
  Version version;  ///< The smallest one if it saw nothing.
};

/// What happened to one key, in order of `began`.
struct KeyAccesses {
  std::vector<WriteAccess> writes;
  std::vector<ReadAccess> reads;
};

/// A history by key, with places of the trace for times. Writes that are known not to have been
/// applied, reads without an answer, and operations that never began are left out.
struct Accesses {
  std::map<std::string_view, KeyAccesses> keys;
  std::uint64_t drained = 0;  ///< As the history's.
};

/// O(n log n). The history must outlive what comes back.
Accesses accesses_of(const History& history);

/// What a read saw, for a person: "what op 3 wrote".
std::string seen_text(const ReadAccess& read);

/// Where a read that saw nothing can come from: removes whose tombstones may have been collected.
/// O(log n) a question.
class Absence {
 public:
  explicit Absence(const KeyAccesses& key);

  /// Whether a key can be absent for a read with this end although a write of `version` had been
  /// applied: a remove that is newer, or that nobody knows the version of, had begun by then.
  bool is_possible(const Version& version, std::uint64_t read_ended) const;

 private:
  std::uint64_t first_unknown_ = k_no_end;
  // Of removes that were acknowledged or seen: the version, and when the first of that or a larger
  // one began.
  std::map<Version, std::uint64_t> first_newer_;
};

}  // namespace ringside
