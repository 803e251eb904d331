#pragma once
#include <algorithm>

#include "core/node/anti_entropy.h"
#include "core/node/collector.h"
#include "core/node/failure_detector.h"
#include "core/node/get_server.h"
#include "core/node/handover.h"
#include "core/node/hints.h"
#include "core/node/hot_keys.h"
#include "core/node/output.h"
#include "core/node/read_coordinator.h"
#include "core/node/ring_keeper.h"
#include "core/node/scan_coordinator.h"
#include "core/node/sender.h"
#include "core/node/state.h"
#include "core/node/write_coordinator.h"

namespace ringside {

/// One life of one node: a function of what it has seen. It has no threads, no clock, no randomness
/// and no way to reach another node but its Output. Both hosts drive this same class. A value:
/// copying it copies its future.
class Node {
 public:
  explicit Node(NodeSetup setup);
  Node(const Node&);
  Node(Node&&) noexcept;
  Node& operator=(const Node&);
  Node& operator=(Node&&) noexcept;
  ~Node();

  /// Takes one message. A message that makes no sense (from the wrong kind of sender, of an unknown
  /// operation) changes nothing, nor does one from an earlier life of a node that has been heard
  /// from since. `out` is added to.
  void step(Time now, Sender from, const Message& message, Output& out);

  /// Asks for a change of who is on the ring; one that is no change is ignored. Where all members
  /// are asked, they take turns.
  void want(Time now, RingChange change, bool take_turns, Output& out);

  /// Does what is due by `now`.
  void tick(Time now, Output& out);

  /// From now on its wall clock, of which it makes stamps, is ahead of the true time by so much.
  /// Its waits are not affected.
  void set_clock_skew(Duration skew) { state_.setup.clock_skew = skew; }

  /// As Table::set_mirror().
  void set_mirror(TableMirror* mirror) { state_.table.set_mirror(mirror); }

  /// When tick() is wanted next, or k_end_of_time.
  Time next_deadline() const {
    return std::min({writes_.next_deadline(), gets_.next_deadline(), reads_.next_deadline(),
                     scans_.next_deadline(), hints_.next_deadline(), anti_entropy_.next_deadline(),
                     detector_.next_deadline(), handover_.next_deadline(), keeper_.next_deadline(),
                     collector_.next_deadline(), state_.expiry.next_deadline(state_)});
  }

  /// Whether it waits for something that will end: on behalf of a client, to recover, or to hand
  /// hints over. Its regular background work (see is_background) never ends, and does not count.
  bool busy() const {
    return writes_.busy() || gets_.busy() || reads_.busy() || scans_.busy() || hints_.busy() ||
           anti_entropy_.busy() || handover_.busy() || keeper_.busy();
  }

  Actor actor() const { return state_.setup.self; }
  const Table& table() const { return state_.table; }
  const Hints& hints() const { return hints_; }
  const Horizon& horizon() const { return state_.horizon; }
  const RareBranches& rare() const { return state_.rare; }
  /// Whether it speaks for all the keys that it should keep.
  bool recovered() const { return state_.readiness.all(); }
  /// The same, without doubt: what it knows nothing of was never acknowledged to be there.
  bool vouches() const { return state_.readiness.full(); }
  /// Who keeps what, as far as it knows.
  const RingViewPtr& view() const { return state_.view; }
  /// What it believes of the other members.
  const MembershipView& membership() const { return detector_.view(); }

 private:
  struct Dispatch;

  Collector::Others others() { return {hints_, writes_, handover_}; }
  void hear(Time now, HlcStamp told, HlcStamp floor, Output& out);
  void serve(Time now, ClientId client, const GetRequest& get, Output& out);
  void note_request(Time now, KeyHash key, Output& out);
  bool refuses(const Sender& from, const Message& message, Output& out) const;
  void learn(Time now, const RingViewPtr& view, Output& out);
  void end_step(Time now, Output& out);

  NodeState state_;
  WriteCoordinator writes_;
  GetServer gets_;
  ReadCoordinator reads_;
  ScanCoordinator scans_;
  Hints hints_;
  AntiEntropy anti_entropy_;
  Handover handover_;
  FailureDetector detector_;
  RingKeeper keeper_;
  Collector collector_;
  HotKeys hot_keys_;
};

}  // namespace ringside
