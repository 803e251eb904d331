#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/client/session_output.h"
#include "core/node/deadlines.h"
#include "core/node/message.h"
#include "core/node/suspects.h"
#include "core/node/timing.h"
#include "core/ring/ring_view.h"
#include "core/version/merge.h"

namespace ringside {

/// The scans of one client: asks one arc after another for its keys, a member of its group each
/// time and the next one where that does not answer, until the page is full, the order of the
/// hashes is at its end, or the deadline has come. What there is by then is the page, if it goes
/// beyond where it began. A value.
class ScanClient {
 public:
  /// What its session knows.
  struct Around {
    ClientId self{};
    const RingView& ring;
    const Timing& timing;
    MergeFunction merge = nullptr;
    Suspects& suspects;
  };

  void start(Time now, Operation operation, const Around& around, SessionOutput& out);
  void on(Time now, NodeId from, const ScanReply& reply, const Around& around, SessionOutput& out);
  /// The node has another view than it was asked by.
  void on_view_reply(Time now, NodeId from, OpId op, const Around& around, SessionOutput& out);
  void tick(Time now, const Around& around, SessionOutput& out);
  Time next_deadline() const { return deadlines_.next(); }

 private:
  struct Active {
    Operation operation;
    ScanPage page;
    KeyHash next{};  // not yet read
    Time started{};
    Time look_again{};
    NodeId asked = k_no_node;
    std::vector<NodeId> tried;  // of this round, for what is next
    std::uint32_t attempts = 1;
    std::uint32_t silences = 0;
  };

  static void ask(Time now, Active& scan, const Around& around, SessionOutput& out);
  void try_again(Time now, Active& scan, const Around& around, SessionOutput& out);
  void finish(Time now, Active& scan, std::optional<ErrorCode> why, const Around& around,
              SessionOutput& out);

  std::map<OpId, Active> active_;
  Deadlines deadlines_;
};

}  // namespace ringside
