#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/client/operation.h"
#include "core/host/command.h"
#include "core/host/config.h"
#include "core/trace/log.h"

namespace ringside {

/// How far a run has come, to the single step: a copy that is brought to the same position is at
/// the same place, whatever the clock says of what happens at once.
struct RunPosition {
  std::uint64_t turns = 0;  ///< What was carried out so far, things without consequence included.
  Time now{};
};

/// A running cluster, whatever carries it: the simulator or real threads. This is all that programs
/// and views see of it. No call blocks, so all may be made from a browser's main thread. One thread
/// at a time may call.
///
/// Cluster time stands still until the first pump() of the simulator, or set_rate() of threads.
class Cluster {
 public:
  virtual ~Cluster() = default;

  virtual const ClusterConfig& config() const = 0;
  /// "simulator" or "threads".
  virtual std::string_view host_name() const = 0;
  virtual Time now() const = 0;

  /// Accepts a command at the present cluster time. For put, get and remove gives the operation's
  /// id, by which its result can be known; else OpId{0}. Errors: invalid_argument, overloaded (too
  /// many operations are queued).
  virtual Result<OpId> submit(Command command) = 0;

  /// Nanoseconds of cluster time that pass in one of wall time; 0 pauses. Starts as 0. REQUIRES: 0
  /// <= rate <= 1000.
  virtual void set_rate(double rate) = 0;

  /// Says that `wall` time has passed. The simulator carries out what falls due, at most
  /// `events_max` events, and lets its clock lag rather than do more; threads need no carrying.
  virtual void pump(Duration wall, std::uint64_t events_max) = 0;

  /// Whether step() can work: threads run by themselves.
  virtual bool can_step() const = 0;
  /// Carries out the next event, whenever it is due. False if there is none, or if this host
  /// cannot.
  virtual bool step() = 0;

  /// A copy that goes on by itself: a checkpoint of the run. nullptr where the host has none, since
  /// it cannot stand still: threads.
  virtual std::unique_ptr<Cluster> copy() const { return nullptr; }
  virtual RunPosition position() const { return {.now = now()}; }
  /// For a copy: carries out what happens up to a later position of the run that it was copied
  /// from, given the same commands at the same positions.
  virtual void go_on_to(RunPosition) {}
  /// For a copy: carries out everything up to and including `until`, and sets the clock to it.
  virtual void run_until(Time) {}

  /// Digest of all that was traced so far, where a run can be lived again: equal runs have equal
  /// ones, on every platform.
  virtual std::optional<std::uint64_t> trace_digest() const { return std::nullopt; }

  /// Moves what was traced since the last call to the end of `batch`.
  virtual void collect(TraceBatch& batch) = 0;
  /// Moves out the results of operations that finished since the last call.
  virtual std::vector<OperationResult> take_results() = 0;

  /// True when no operation is queued or under way and no message is in flight.
  virtual bool idle() const = 0;

  /// Asks the cluster to end; it takes no more commands. Destroy it once stopped() is true, which
  /// the simulator is at once: destroying it earlier waits for its threads.
  virtual void request_stop() = 0;
  virtual bool stopped() const = 0;
};

}  // namespace ringside
