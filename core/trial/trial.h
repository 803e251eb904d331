#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/check/history.h"
#include "core/check/recorder.h"
#include "core/scenario/script.h"
#include "core/trace/log.h"

namespace ringside {

/// What one checker says about a run: the name of what it counts, as reports have it.
struct Judgement {
  std::string name;  ///< "lost_acked", "invented", …
  Violations violations;
  bool promised = true;  ///< Else it is counted only: what was asked for does not promise it.
};

/// What came of a trial. The same script gives the same report on every machine.
struct TrialReport {
  std::uint64_t operations = 0;
  std::uint64_t acked = 0;        ///< Writes that were acknowledged.
  std::uint64_t unknown = 0;      ///< Writes that ended as outcome_unknown.
  std::uint64_t lost_beyond = 0;  ///< Keys whose acknowledged write is gone, as is not promised.
  std::uint64_t refused = 0;      ///< Steps that the cluster did not take.
  std::uint64_t messages = 0;
  std::uint64_t events = 0;
  Duration virtual_time{};
  Digest digest;
  std::vector<Judgement> judgements;  ///< Every checker that was asked, in one order.

  /// Whether no promise was broken.
  bool kept() const;
  /// Names of the promises that were broken, with commas between.
  std::string broken() const;
};

/// Says what is wrong with a recorded run that has come to its end, if something is. `stuck` tells
/// that it never did.
using Judge = std::function<std::vector<Judgement>(const Recorder& run, bool stuck)>;

/// Everything that is checked. Promised is that every operation ended once and by its deadline, the
/// cluster came to rest, nothing was invented, and nothing acknowledged was lost; what reads saw,
/// and whether all copies are equal, is counted.
std::vector<Judgement> judge_promises(const Recorder& run, bool stuck);

/// Plays a script in the simulator until it is done and the cluster is idle, or has not come to
/// rest a minute of cluster time after its last step; then judges. Plays exactly as `ringside run`
/// does.
TrialReport run_trial(const Script& script, const Judge& judge = judge_promises);

}  // namespace ringside
