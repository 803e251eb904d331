#pragma once
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/host/config.h"
#include "core/scenario/key_values.h"
#include "native/ringside/live_run.h"
#include "native/ringside/report.h"

namespace ringside {

/// How long a part of a run took.
struct Took {
  Duration cluster{};
  std::chrono::nanoseconds wall{};
};

/// What came of reading every key of a file.
struct ReadBack {
  std::uint64_t right = 0;            ///< The last value that the file has for the key.
  std::uint64_t stale = 0;            ///< An earlier value of the file for the key.
  std::uint64_t gone = 0;             ///< not_found.
  std::uint64_t gone_in_promise = 0;  ///< Of those: at most F nodes of the key's group had died.
  std::uint64_t no_answer = 0;
  std::uint64_t unsure = 0;           ///< Not judged: the key's put was not acknowledged.
  std::vector<std::string> examples;  ///< Of what was not right.
  Took took;

  std::uint64_t keys() const { return right + stale + gone + no_answer + unsure; }
};

/// What a node keeps.
struct NodeLoad {
  bool up = false;
  std::uint64_t primary_keys = 0;
  std::uint64_t copies = 0;
};

/// What `ringside run` found out with a data file.
struct DataReport {
  std::uint64_t entries = 0;
  std::uint64_t keys = 0;
  std::uint64_t stored = 0;  ///< Entries whose put was acknowledged.
  std::vector<std::string> refusals;
  Took load;
  std::vector<NodeLoad> nodes;  ///< After the load, with everything settled.
  ReadBack read;
  std::vector<NodeId> killed;
  std::optional<ReadBack> read_after_kill;
  OutcomeCounts outcomes;
  WorldTotals totals;
  Promises promises;

  /// Whether everything was stored and came back, before any node was killed.
  bool complete() const { return stored == entries && read.right == keys; }
  bool kept() const {
    return promises.kept() && read.gone_in_promise == 0 &&
           (!read_after_kill || read_after_kill->gone_in_promise == 0);
  }
};

/// Puts every entry of a file, reads every key back, and if nodes are to be killed, kills them at
/// once and reads every key again. Errors: invalid_argument if a node cannot be killed, timeout if
/// the cluster hangs.
Result<DataReport> run_data(LiveRun& run, const KeyValueFile& file,
                            const std::vector<NodeId>& kill);

}  // namespace ringside
