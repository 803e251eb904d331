#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/client/session.h"
#include "core/host/agenda.h"
#include "core/host/command.h"
#include "core/host/config.h"
#include "core/host/inbox.h"
#include "core/host/links.h"
#include "core/host/seat.h"
#include "core/trace/log.h"

namespace ringside {

/// Which part of a cluster an engine carries: nodes and clients whose number is `index` modulo
/// `count`.
struct EngineShare {
  std::uint32_t index = 0;
  std::uint32_t count = 1;

  bool carries(Address who) const {
    return (who.is_node() ? raw(who.node()) : raw(who.client())) % count == index;
  }
};

/// Carries a share of a cluster: its nodes and clients, the messages that come to them, and their
/// timers. Both hosts are made of it: the simulator is one engine that carries everything in
/// virtual time, a worker thread is one engine with a mailbox. It carries out what steps want done,
/// draws what becomes of messages, and traces it all. Times that are handed in must not decrease. A
/// value, without threads.
class Engine {
 public:
  /// What came of the latest calls and is for the owner to take away.
  struct Effects {
    std::vector<TraceEvent> events;
    std::vector<NamedText> texts;
    std::vector<OperationResult> results;
    std::vector<Envelope> outbox;  ///< Messages to whom other engines carry.
  };

  /// REQUIRES: validate(config). Starts its nodes at `now`.
  Engine(const ClusterConfig& config, RingViewPtr ring, EngineShare share, Time now);
  Engine(const Engine&);
  Engine(Engine&&) noexcept;
  Engine& operator=(const Engine&);
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  /// Hands an operation to one of its clients. REQUIRES: it carries `client`; the id is new.
  void submit(Time now, ClientId client, Operation operation);
  /// Carries out a command that asks for no operation. REQUIRES: it was admitted; one about a node
  /// comes to who carries the node, one about links to every engine of the cluster.
  void apply(Time now, const Command& command);
  /// Which message the command is about; invalid_argument where there is none that it would change
  /// something for. REQUIRES: it carries the whole cluster.
  Result<MessageId> fits(const MessageCommand& command) const;
  /// Takes a message that another engine put into its outbox. REQUIRES: it carries the receiver.
  void accept(Envelope envelope);
  /// Takes back a message from its outbox that had no room where it should go: it is lost.
  void refuse(Time now, const MessageFacts& facts) { lose(now, facts, LossReason::overloaded); }

  /// When run_next() is wanted next, or k_end_of_time.
  Time next_due() const { return agenda_.next_due(); }
  /// Carries out the first appointment that is due by `now`. False if none is. An appointment that
  /// has become void is dropped; then `was_event` is false.
  struct Ran {
    bool any = false;
    bool was_event = false;
  };
  Ran run_next(Time now);

  Effects& effects() { return effects_; }
  /// As Seat::set_mirror(). REQUIRES: it carries the node; the engine is not copied.
  void set_mirror(NodeId node, NodeMirror* mirror) { nodes_.at(node).seat.set_mirror(mirror); }
  /// A node that it carries; nullptr while it is down. Valid until the next call.
  const Node* node(NodeId id) const {
    const Seat& seat = nodes_.at(id).seat;
    return seat.up() ? &seat.node() : nullptr;
  }

  /// Obligations (operations, messages under way, nodes and clients that wait for something) taken
  /// on and met so far, by this engine. When the sums over all engines are equal, nothing is left
  /// to happen but background work, and what waits for paused nodes to go on.
  std::uint64_t obligations_made() const { return made_; }
  std::uint64_t obligations_met() const { return met_; }

 private:
  struct NodePlace {
    Seat seat;
    Time wake = k_end_of_time;  // the earliest wake in the agenda, or the one that waits
    bool busy = false;          // for a client: an obligation
    Inbox inbox{};
  };
  /// A message that a person holds back: what was to become of it, and when.
  struct Held {
    Time since{};
    Time due{};
    Appointment fate;
  };
  struct ClientPlace {
    Session session;
    Time wake = k_end_of_time;
    bool busy = false;
  };

  void obey(Time now, const CrashCommand& command);
  void obey(Time now, const RestartCommand& command);
  void obey(Time now, const PauseCommand& command);
  void obey(Time now, const ResumeCommand& command);
  void obey(Time now, const SlowCommand& command);
  void obey(Time now, const SkewCommand& command);
  void obey(Time now, const SetNetworkCommand& command);
  void obey(Time now, const SetLinkCommand& command);
  void obey(Time now, const PartitionCommand& command);
  void obey(Time now, const CutCommand& command);
  void obey(Time now, const HealCommand& command);
  void obey(Time now, const AddCommand& command);
  void obey(Time now, const DrainCommand& command);
  void obey(Time now, const EvictCommand& command);
  void obey(Time now, const MessageCommand& command);
  void hold(Time now, MessageId id);
  void release(Time now, MessageId id);
  void drop(Time now, MessageId id);
  void deliver_now(Time now, MessageId id);
  Envelope take_under_way(MessageId id);
  bool drop_waiting(Time now, MessageId id);
  void want(Time now, NodePlace& place, RingChange change, bool take_turns);
  bool run(Time now, Envelope& envelope);
  bool run(Time now, const Wake& wake);
  bool run(Time now, const Serving& serving);
  bool deliver(Time now, NodePlace& place, Envelope& envelope);
  bool tick(Time now, NodePlace& place);
  void make_wait(Time now, NodePlace& place, Appointment appointment);
  void serve_at(Time due, NodePlace& place);
  void carry_out(Time now, const Sender& from, Output& out);
  void send(Time now, const Sender& from, Send& send);
  void send_on(Time now, Envelope envelope, const LinkSettings& link);
  void set_cuts(Time now, LinkSet cuts);
  void take_results(std::vector<OperationResult>& results);
  void set_wake(Address who, Time deadline, Time& wake);
  void set_busy(bool now_busy, bool& busy);
  void note_made(const Message& message);
  void note_met(MessageKind kind);
  void after_step(Time now, NodePlace& place);
  void after_step(Time now, ClientId client, ClientPlace& place);
  void lose(Time now, const MessageFacts& facts, LossReason reason);
  Rng& rng_of(const Message& message) {
    return is_background(kind_of(message)) ? background_rng_ : rng_;
  }
  NodePlace& place_of(NodeId node) { return nodes_.at(node); }
  ClientPlace& place_of(ClientId client) { return clients_.at(client); }

  EngineShare share_;
  Shape shape_;
  std::uint32_t mailbox_;
  Links links_;
  Rng rng_;
  Rng background_rng_;
  std::map<NodeId, NodePlace> nodes_;
  std::map<ClientId, ClientPlace> clients_;
  Agenda agenda_;
  std::map<MessageId, Held> held_;
  Effects effects_;
  SessionOutput out_;  // of the step being carried out; kept for its memory
  std::uint64_t messages_ = 0;
  std::uint64_t made_ = 0;
  std::uint64_t met_ = 0;
};

}  // namespace ringside
