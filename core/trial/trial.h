#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/check/history.h"
#include "core/check/recorder.h"
#include "core/node/rare.h"
#include "core/scenario/player.h"
#include "core/scenario/script.h"
#include "core/trace/log.h"

namespace ringside {

/// What one checker says about a run: the name of what it counts, as reports have it.
struct Judgement {
  std::string name;  ///< "lost_acked", "invented", …
  Violations violations;
  bool promised = true;  ///< Else it is counted only: what was asked for does not promise it.
};

/// Names of the promises that were broken, with commas between.
std::string broken_promises(const std::vector<Judgement>& judgements);

/// What came of a trial. The same script gives the same report on every machine.
struct TrialReport {
  std::uint64_t operations = 0;
  std::uint64_t acked = 0;        ///< Writes that were acknowledged.
  std::uint64_t unknown = 0;      ///< Writes that ended as outcome_unknown.
  std::uint64_t lost_beyond = 0;  ///< Keys whose acknowledged write is gone, as is not promised.
  std::uint64_t collected = 0;    ///< Tombstones that nodes forgot, each node's counted.
  std::uint64_t refused = 0;      ///< Steps that the cluster did not take.
  std::uint64_t messages = 0;
  std::uint64_t events = 0;
  /// How often each of Rare was taken, by nodes that are up in the end, in their last lives.
  std::array<std::uint64_t, k_rare_branches> rare{};
  Duration virtual_time{};
  Digest digest;
  std::vector<Judgement> judgements;  ///< Every checker that was asked, in one order.

  bool kept() const { return broken_promises(judgements).empty(); }
};

/// How a recorded run came to its end.
struct RunEnd {
  bool stuck = false;       ///< It never came to rest.
  bool storm = false;       ///< Because of messages that beget messages.
  Duration quiet{};         ///< How long nobody has changed anything any more, by then.
  Violations unspread{};    ///< Keys whose copies differed as soon as nothing was under way.
  Violations hints_left{};  ///< Nodes that still keep hints, or have lost some.
  Violations
      tombstones_left{};        ///< Old ones that nodes still keep, where they are to be collected.
  Violations digests_differ{};  ///< Arcs of which two live members' digests are not the same.
};

/// Says what is wrong with a recorded run that has ended, if something is.
using Judge = std::function<std::vector<Judgement>(const Recorder& run, const RunEnd& end)>;

/// Everything that is checked. Promised is that every operation ended once and by its deadline, the
/// cluster came to rest, nothing was invented, denied or acknowledged too early, and nothing
/// acknowledged was lost. Where nothing was ever wrong, that everything succeeds at the first
/// attempt and reaches every member without a comparison. And where nothing has been wrong for long
/// enough (liveness), that copies and their digests are equal, no hint is left and nothing removed
/// came back. What reads saw meanwhile is counted.
std::vector<Judgement> judge_promises(const Recorder& run, const RunEnd& end);

/// When a script last changed anything, as far as it has been played: gave a command that is no
/// get, or had a put or a remove end.
Time last_change(const std::vector<PlayedStep>& played);

/// How long nothing may be wrong before all copies have to be equal: every node has compared what
/// it keeps with every other one a few times by then.
Duration repair_time(const ClusterConfig& config);

/// Plays a script in the simulator until it is done and the cluster is idle, or has not come to
/// rest a minute of cluster time after its last step and the last message that a link delayed for
/// longer, or messages beget messages without end; then judges. Plays exactly as `ringside run`
/// does; but where the script waits until all copies have to be equal and a write arrives late, it
/// waits for as long again.
TrialReport run_trial(const Script& script, const Judge& judge = judge_promises);

}  // namespace ringside
