#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/client/operation.h"
#include "core/host/cluster.h"
#include "core/ring/ring.h"
#include "core/scenario/script.h"

namespace ringside {

/// What became of one step of a script.
struct PlayedStep {
  enum class Verdict : std::uint8_t {
    done,     ///< Carried out; an operation has ended, however it ended.
    refused,  ///< The cluster did not take the command: `problem` says why.
    failed,   ///< An expectation was not met: `problem` says what came instead.
  };
  std::uint32_t line = 0;
  std::string text;
  Verdict verdict = Verdict::done;
  std::string problem;
  Time at{};                              ///< When it ended.
  std::optional<OperationResult> result;  ///< Of an operation.
};

/// Plays a script on any cluster without ever blocking: its owner lets the cluster go on, hands
/// results in, and calls advance() in between. Steps in line run one after another; a step that is
/// an operation waits for its result unless it says otherwise; steps with a time happen at it.
class Player {
 public:
  /// REQUIRES: `script` is from parse_script.
  Player(Script script, const Shape& shape);

  /// Does every step that can be done now.
  void advance(Cluster& cluster);

  /// Takes the end of an operation. False if the operation is none of this script's.
  bool take(const OperationResult& result);

  /// True once every step was done and every operation of the script has ended.
  bool done() const;

  /// The time at which advance() is wanted, whatever happens before; nothing if it waits for
  /// results only.
  std::optional<Time> wake() const;

  /// Moves out what was played since the last call, in the order in which steps ended.
  std::vector<PlayedStep> take_played();

 private:
  bool is_blocked(const Cluster& cluster);
  void play(Cluster& cluster, const Step& step);
  void submit(Cluster& cluster, const Step& step, Command command, bool waits);
  void submit(Cluster& cluster, const Step& step, const GroupStep& group);
  void note(const Step& step, Time at, PlayedStep::Verdict verdict, std::string problem);

  Script script_;
  Ring ring_;
  std::size_t next_step_ = 0;
  std::size_t next_timed_ = 0;
  std::map<OpId, Step> open_;
  std::set<OpId> awaited_;
  std::optional<Time> wait_until_;
  bool settling_ = false;
  std::vector<PlayedStep> played_;
};

/// Lets a cluster that can step carry out its next event, but none beyond `wake`; where there is
/// none before, its time becomes `wake`. Sets its rate to 1. False if there is neither an event nor
/// a wake: nothing will happen any more.
bool go_on(Cluster& cluster, std::optional<Time> wake);

}  // namespace ringside
