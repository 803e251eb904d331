#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "core/trace/log.h"
#include "core/trace/world.h"

namespace ringside {

/// How many operations took how long: eight steps to each doubling, so that a percentile is right
/// to a sixteenth.
class LatencyCounts {
 public:
  void add(Duration latency);
  void add(const LatencyCounts& other);
  std::uint32_t count() const { return count_; }
  /// What so many percent of them took no longer than; 0 where there are none.
  Duration percentile(std::uint32_t percent) const;

 private:
  static constexpr std::size_t k_steps = 27 * 8;  // from a microsecond to two minutes

  std::array<std::uint32_t, k_steps> counts_{};
  std::uint32_t count_ = 0;
};

/// Reads of keys of which a write had been acknowledged, by how long ago that was, and how many of
/// them were answered with something older.
struct ReadAges {
  static constexpr std::size_t k_ages = 14;
  /// Longer ago than the age before, and at most so long; the last one has no end.
  static Duration until(std::size_t age) { return Duration{125'000} * (std::int64_t{1} << age); }

  std::array<std::uint32_t, k_ages> reads{};
  std::array<std::uint32_t, k_ages> stale{};
};

/// What happened within a stretch of time.
struct Stretch {
  std::uint32_t answered = 0;  ///< Operations that ended with an answer.
  std::uint32_t failed = 0;
  LatencyCounts latency;  ///< Of those answered.
  ReadAges ages;
  std::vector<std::uint32_t> load;  ///< By node: messages delivered to it.
};

/// What reads saw, as far as a trace tells it: of those answered from one copy alone. Follows the
/// newest keys that were written, k_keys_max of them.
class ReadWatch {
 public:
  struct Read {
    Duration age{};  ///< From the end of the write to the begin of the read.
    bool stale = false;
  };
  /// Folds in the next event; what it says of a read that it ends.
  std::optional<Read> apply(const TraceEvent& event);

  static constexpr std::size_t k_keys_max = 4096;
  static constexpr std::size_t k_open_max = 8192;

 private:
  struct Seen {
    HlcStamp stamp;
    NodeId maker{};
    friend auto operator<=>(const Seen&, const Seen&) = default;
  };
  struct Key {
    std::vector<std::pair<NodeId, Seen>> copies;
    std::optional<Seen> acknowledged;
    Time acknowledged_at{};
    bool removed = false;  ///< By the write that was acknowledged.
  };
  struct Open {
    KeyHash key{};
    std::optional<Seen> wrote;     ///< Of a write: what it made.
    std::optional<Seen> expected;  ///< Of a read: nothing older should be seen.
    Time acknowledged_at{};
    bool removed = false;
    bool alone = true;          ///< One node answered, from its own copy,
    std::optional<bool> stale;  ///< which was older.
  };
  void on_started(const TraceEvent& event);
  void on_sent(const TraceEvent& event);
  std::optional<Read> on_finished(const TraceEvent& event);
  void on_stored(const TraceEvent& event);
  static Seen* copy_of(Key& key, NodeId node);
  static void forget_copy(Key& key, NodeId node);
  void forget_copies(NodeId node, const HashRange& range);

  std::map<KeyHash, Key> keys_;
  std::vector<KeyHash> by_age_;  // of keys_: a circle, once there are k_keys_max
  std::size_t oldest_ = 0;       // in it
  std::map<OpId, Open> open_;
};

/// Figures of a run over its time, from its trace: at most k_stretches stretches of the same
/// length, which doubles as the run goes on. What was let go before they were asked for first is
/// missing: begin() tells.
class RunFigures {
 public:
  /// Takes in what the log has gained. Another generation starts afresh.
  void update(const TraceLog& log, std::uint64_t generation, std::uint32_t nodes, Time now);

  Time begin() const { return begin_; }
  Duration length() const { return length_; }
  /// From begin() on, without gaps; the last one may not be over yet.
  const std::vector<Stretch>& stretches() const { return stretches_; }
  /// Which one a time lies in. REQUIRES: there is one.
  std::size_t place_of(Time time) const;
  Time begin_of(std::size_t place) const {
    return begin_ + length_ * static_cast<std::int64_t>(place);
  }
  /// Reads of all stretches that have begun by a time.
  ReadAges ages_until(Time time) const;

  static constexpr std::size_t k_stretches = 128;

 private:
  Stretch& stretch_at(Time time);
  void take_in(const TraceEvent& event);

  std::uint64_t generation_ = 0;
  std::uint64_t seen_ = 0;
  std::uint32_t nodes_ = 0;
  Time begin_{};
  Duration length_{1'000'000};
  std::vector<Stretch> stretches_;
  ReadWatch reads_;
};

}  // namespace ringside
