#pragma once
#include <map>
#include <optional>
#include <vector>

#include "core/trace/operation_events.h"
#include "core/trace/world.h"

namespace ringside {

/// One message's way, as far as it is known.
struct StoryWay {
  MessageId id{};
  Time sent{};
  std::optional<Time> ended{};    ///< It arrived or was lost.
  std::uint64_t moment = 0;       ///< Of the last that is known of it,
  std::uint64_t sent_moment = 0;  ///< and of its start.
  std::optional<LossReason> lost{};
  bool held = false;

  bool arrived() const { return ended && !lost; }
};

/// A question from one to another and, between nodes, the answer to it. Between a client and a node
/// each of the two is a leg of its own: what lies between is the story.
struct StoryLeg {
  MessageFacts facts;
  StoryWay there;
  std::optional<StoryWay> back;
  Outcome answer;                       ///< Of the way back.
  bool stored = false;                  ///< The receiver took the version in,
  std::uint32_t siblings = 0;           ///< beside so many others.
  std::optional<NodeId> hint_for;       ///< It keeps it for this one.
  std::optional<Holding> told;          ///< What the one who answers, or passes it on, kept then.
  std::uint32_t copies = 0;             ///< Counted by the coordinator when the answer was back.
  std::map<NodeId, Holding> kept_then;  ///< Of an answer to a client: by all nodes when it set out.

  const StoryWay& last() const { return back ? *back : there; }
};

/// One node asks others at once.
struct StoryRound {
  NodeId who{};
  MessageKind kind{};
  Time at{};
  std::uint64_t moment = 0;
  std::optional<Time> before{};  ///< Of the round before, whose answers it has waited for.
  std::vector<NodeId> fresh{};   ///< Asked for the first time,
  std::vector<NodeId> again{};   ///< and again.
  bool coordinates = false;      ///< It takes the write on with this round,
  bool stored = false;           ///< and keeps it itself from now on,
  std::uint32_t siblings = 0;    ///< beside so many other values.
  std::uint32_t required = 0;
  std::uint32_t merged = 0;  ///< Values that it merged with its own.
};

/// An operation's events brought together: what belongs to one message or one moment is one thing.
struct StoryLegs {
  StoryLegs(const OperationEvents& events, const World* before);

  std::vector<StoryLeg> legs;                    ///< In the order in which they began.
  std::vector<StoryRound> rounds;                ///< Likewise.
  std::vector<OperationEvents::Entry> instants;  ///< What stands for itself.
  std::optional<TraceEvent> started;
  std::optional<OperationEvents::Entry> finished;
  std::map<NodeId, Holding> kept;  ///< Of the key, at the end of it all.
  bool knows_kept = false;         ///< Else `kept` and what is told lack what was kept before.

 private:
  void take(const OperationEvents::Entry& entry);
  void send(const TraceEvent& event, std::uint64_t moment);
  void add_to_round(const StoryLeg& leg, std::uint64_t moment);
  void end_way(const TraceEvent& event, std::uint64_t moment);
  void store(const OperationEvents::Entry& entry);
  StoryLeg* question_of(const TraceEvent& reply);
  StoryWay* way_of(MessageId id);
  StoryRound& round_of(NodeId who, MessageKind kind, Time at);

  OpId op_{};
  std::optional<KeyHash> key_;
};

}  // namespace ringside
