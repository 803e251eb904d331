#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/trace/timeline.h"
#include "view/app/run_figures.h"

namespace ringside {

/// What a store is held to, as far as a trace can tell.
enum class Promise : std::uint8_t {
  lost,      ///< The newest acknowledged write of a key is kept nowhere any more.
  returned,  ///< A key whose removal was acknowledged has an older value again.
  stale,     ///< A read met something older than an acknowledged write.
  siblings,  ///< A key has values of which none is newer than the others.
  apart,     ///< Members of a key's group differ: told by the census of replicas, not here.
};
inline constexpr std::size_t k_promises = 5;

/// That a promise was broken, or put off, from a moment of the run on.
struct Breach {
  static constexpr std::uint64_t k_open = ~std::uint64_t{0};

  Promise what{};
  std::uint64_t moment = 0;      ///< Right after the event that did it.
  std::uint64_t until = k_open;  ///< Right after the event that made it good again.
  KeyHash key{};
  OpId op{};             ///< The write that is lost, undone or beside another; the stale read.
  bool covered = false;  ///< Though no more nodes were without their memory than is promised.
};

/// Finds out from a trace, once for each event, which promises were broken and when, so that any
/// moment can be asked for. What was let go before it was asked for first is not judged: begin()
/// tells. Follows the stale reads as ReadWatch does.
///
/// The trace does not say which version a write was acknowledged as: it counts as the smallest that
/// was stored of it. Nor which keys a node has handed over: while it keeps any hints, it may still
/// keep those that it was given. So a write is only called lost where it must be.
class Promises {
 public:
  /// Takes in what the run has gained. Another generation starts afresh.
  void update(const Timeline& timeline, std::uint64_t generation);

  /// By their moments.
  const std::vector<Breach>& breaches() const { return breaches_; }
  /// Whether some were left out, since there were too many.
  bool is_full() const { return breaches_.size() >= k_breaches_max; }
  /// The time from which on all was judged.
  Time begin() const { return begin_; }

  /// What is to be said at a moment.
  struct Tally {
    std::uint64_t so_far[k_promises]{};
    std::uint64_t open[k_promises]{};
    std::uint64_t covered = 0;  ///< Of the open lost ones.
    std::uint64_t reads = 0;    ///< That could be judged; in the past of a long run nearly so many.
  };
  Tally at(std::uint64_t moment) const;

  static constexpr std::size_t k_breaches_max = 50'000;
  static constexpr std::size_t k_reads_kept = 4096;

 private:
  static constexpr std::size_t k_none = ~std::size_t{0};
  struct Stamp {
    HlcStamp stamp;
    NodeId maker{};
    friend auto operator<=>(const Stamp&, const Stamp&) = default;
  };
  /// A write that has not ended.
  struct Write {
    KeyHash key{};
    std::optional<Stamp> version;
    std::uint32_t required = 0;
  };
  /// What is known of a key: of its newest acknowledged write, if there was one, and its breaches.
  struct Key {
    Stamp version;
    OpId op{};
    std::uint32_t required = 0;
    bool removed = false;
    bool was_hinted = false;      ///< Some node kept a hint of it.
    std::vector<NodeId> holders;  ///< Who may keep hints of it.
    std::size_t breach = k_none;
    std::size_t siblings = k_none;
  };

  void take_in(const TraceEvent& event);
  void on_stored(const TraceEvent& event);
  void on_finished(const TraceEvent& event);
  void on_gone(const TraceEvent& event);
  void on_hints_gone(NodeId holder);
  void judge(KeyHash hash);
  void judge(KeyHash hash, Key& key);
  void judge_siblings(KeyHash hash, OpId op);
  std::optional<Promise> broken(KeyHash hash, const Key& key) const;
  bool is_covered(KeyHash hash, const Key& key) const;
  bool is_held(KeyHash hash, const Stamp& version) const;
  std::size_t open(Promise what, KeyHash key, OpId op);
  void close(std::size_t& breach);
  bool is_known(Address node) const;

  std::uint64_t generation_ = 0;
  std::uint64_t seen_ = 0;
  Time begin_{};
  std::optional<World> world_;  // of what is kept; without messages
  ReadWatch reads_;
  std::map<OpId, Write> writes_;
  std::map<KeyHash, Key> keys_;
  std::vector<std::vector<KeyHash>> hinted_;  // by who may keep hints of them
  std::vector<bool> without_memory_;          // by node
  std::vector<Breach> breaches_;
  std::vector<std::uint64_t> read_moments_;  // of each reads_apart_th read that was judged
  std::uint64_t reads_apart_ = 1;
  std::uint64_t reads_judged_ = 0;
};

}  // namespace ringside
