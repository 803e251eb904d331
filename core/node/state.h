#pragma once
#include <memory>

#include "core/node/expiry.h"
#include "core/node/graves.h"
#include "core/node/horizon.h"
#include "core/node/lives.h"
#include "core/node/message.h"
#include "core/node/pacer.h"
#include "core/node/rare.h"
#include "core/node/readiness.h"
#include "core/node/ring_decision.h"
#include "core/node/suspects.h"
#include "core/node/timing.h"
#include "core/ring/ring_view.h"
#include "core/store/table.h"
#include "core/version/conflicts.h"
#include "core/version/hybrid_clock.h"
#include "core/version/merge.h"

namespace ringside {

/// What a node is told when it starts.
struct NodeSetup {
  Actor self;
  RingViewPtr ring;  ///< The view of the first epoch.
  Timing timing;
  std::uint32_t write_quorum = 1;  ///< Copies that a write needs, the coordinator's own included.
  bool lost_memory = false;        ///< It was up before and lost what it kept: it has to recover.
  Duration clock_skew{};           ///< How far its wall clock is ahead of the true time.
  Time started{};                  ///< When this life began.
  std::uint64_t seed = 0;          ///< Decides its random draws; no two lives have the same.
  std::uint64_t rare = 0;          ///< Seed of branches that hardly ever run; 0: none.
  Conflicts conflicts = Conflicts::last_writer_wins;
  std::uint32_t siblings_max = 100;  ///< Versions of a key that a write may leave.
  MergeFunction merge = nullptr;     ///< Siblings become one value by it; nullptr: they do not.
};

/// What the parts of a node share. Each part keeps its own pending work beside it.
struct NodeState {
  explicit NodeState(NodeSetup s)
      : setup(std::move(s)),
        view(setup.ring),
        clock(setup.timing.clock_skew_max),
        readiness(*setup.ring, setup.self.node, !setup.lost_memory),
        rare(setup.rare == 0 ? 0 : hash_mix(raw(setup.self.incarnation), setup.rare)),
        graves(setup.timing.tombstones_after > Duration::zero()) {
    acceptor.amnesiac = setup.lost_memory;
  }

  NodeId id() const { return setup.self.node; }
  /// What the node's wall clock shows at a true time.
  Time wall(Time now) const { return now + setup.clock_skew; }
  const RingView& ring() const { return *view; }
  /// Takes up a later view: arcs that it gains it has to recover.
  void adopt(RingViewPtr later) {
    readiness = readiness.moved(*view, *later, id());
    view = std::move(later);
  }

  /// Up to where what is not kept of a key is known to be gone.
  HlcStamp floor_of(KeyHash hash) const {
    if (horizon.floor == HlcStamp{}) return {};
    return readiness.key(ring(), hash) >= Standing::doubtful ? horizon.floor : HlcStamp{};
  }

  /// Members that must know that a key is not there before that is certain: any so many of a group
  /// share at least one with any write quorum.
  std::uint32_t absence_quorum() const { return ring().group_size() - setup.write_quorum + 1; }

  /// What a replica of this standing knew of a key before a version came, given what that found in
  /// the table. Where it is of the same operation, an earlier attempt came before, and what was
  /// there before that is forgotten.
  static Knowledge knowledge(const Table::Merge& found, Standing standing) {
    if (found.had_same) return Knowledge::ignorant;
    if (found.had_live) return Knowledge::had;
    return standing == Standing::full ? Knowledge::had_not : Knowledge::ignorant;
  }

  NodeSetup setup;
  RingViewPtr view;   ///< The latest one that it knows.
  Acceptor acceptor;  ///< Of the decision on the next one.
  HybridClock clock;
  Table table;
  bool has_strays = false;  ///< It may have taken what is not its own to keep.
  bool let_go = false;      ///< This life has forgotten versions, its own perhaps among them.
  Suspects suspects;
  Lives lives;
  Readiness readiness;
  RareBranches rare;
  Expiry expiry;
  Graves graves;
  Horizon horizon;
  Pacer handed_over;  ///< Hints that others hand over to it.
};

}  // namespace ringside
