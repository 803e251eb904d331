#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/trace/log.h"

namespace ringside {

/// What a run's trace has about one operation: its own events, and while it lasts what happens to
/// its key and to nodes. Found once and then followed: only what the log has gained is looked at.
class OperationEvents {
 public:
  struct Entry {
    TraceEvent event;
    std::uint64_t moment = 0;  ///< Events of the run by then, this one included.
  };

  /// Takes in what the log has gained. Another operation, or a log of another generation, starts
  /// afresh: that looks back from the log's end to where the operation began, so at most at all of
  /// it. True if there is anything new.
  bool update(const TraceLog& log, std::uint64_t generation, OpId op);

  OpId op() const { return op_; }
  const std::vector<Entry>& all() const { return entries_; }
  /// Nothing where no event names it.
  const std::optional<KeyHash>& key() const { return key_; }
  /// Whether it was seen to start; else its beginning was let go, or there is no such operation.
  bool whole() const;
  /// There was more than is kept here.
  bool cut_off() const { return cut_off_; }

  static constexpr std::size_t k_entries_max = 4096;

 private:
  bool take(const TraceEvent& event, std::uint64_t moment);
  bool concerns(const TraceEvent& event) const;

  OpId op_{};
  std::uint64_t generation_ = 0;
  std::uint64_t seen_ = 0;  // events of the run looked at
  std::optional<KeyHash> key_;
  bool finished_ = false;
  bool cut_off_ = false;
  std::vector<Entry> entries_;
};

/// The operation that an event is about; nothing if none.
std::optional<OpId> operation_of(const TraceEvent& event);

}  // namespace ringside
