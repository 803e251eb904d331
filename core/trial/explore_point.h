#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/check/history.h"
#include "core/client/session.h"
#include "core/host/seat.h"
#include "core/trial/explore.h"

namespace ringside {

/// Something that can happen next in an exhaustive search.
struct ExploreMove {
  enum class Kind : std::uint8_t { deliver, lose, crash, restart, timer } kind{};
  std::size_t flight = 0;  ///< Of deliver, lose: which one of those under way.
  Address who{};           ///< Of the others; of deliver the receiver.
  /// The node dies in this step, having sent only so many of the messages that it was to send.
  std::optional<std::size_t> dies_after{};
};

/// A cluster in the middle of a run, whose messages are under way until a move delivers or loses
/// them, and whose time passes only with timers. A value.
class ExplorePoint {
 public:
  /// REQUIRES: validate(settings). `ring` is that of the settings' shape.
  ExplorePoint(const ExploreSettings& settings, RingViewPtr ring);

  /// Begins an operation on the key, by a client of its own.
  void begin(OperationKind kind, const std::string& value);

  /// What the settings allow next, without deaths in the middle of a step. What fails comes first:
  /// so a search that is cut short has seen the most of it.
  std::vector<ExploreMove> moves(const ExploreSettings& settings) const;
  /// How many messages the step of this move sent, if a node took it, and may die in it.
  std::size_t make(const ExploreMove& move);
  bool may_crash(const ExploreSettings& settings) const { return used_.crashes < settings.crashes; }

  /// Names the state: two points with equal keys, of the same settings, go on alike and are judged
  /// alike (but for a chance of 2^-64). Ends are functions of what they were given, in which order;
  /// so that is hashed in place of what is inside them, and what is under way follows from it. How
  /// many nodes were without memory at each crash is the one thing judged that depends on the order
  /// of what happens at different ends, and is hashed too.
  std::uint64_t key() const;
  std::string describe(const ExploreMove& move) const;

  /// Starts dead nodes again and lets everything happen in order of time, until every operation has
  /// ended and no node waits for anything. False if that does not come.
  bool run_fairly();
  /// Lets everything happen in order of time for so long.
  void run_for(Duration time);

  const History& history() const { return history_; }
  const std::vector<TraceEvent>& events() const { return events_; }
  /// The nodes, in the order of their numbers.
  const std::vector<Seat>& seats() const { return seats_; }

 private:
  // A message under way. Its name: who sent it, and its how manieth message it is.
  struct Flight {
    std::uint64_t name = 0;
    Sender from;
    Address to;
    Message message;
  };
  // A node or client: a hash of all that it was given so far, and how many messages it sent.
  struct End {
    std::uint64_t given = 0;
    std::uint64_t sent = 0;
  };
  // How far each allowance has been used up.
  struct Allowances {
    std::uint32_t crashes = 0, restarts = 0, losses = 0, timers = 0;
  };

  std::size_t deliver(const Flight& flight, std::optional<std::size_t> dies_after);
  std::size_t tick(Address who, std::optional<std::size_t> dies_after = std::nullopt);
  std::size_t finish_step(Address who, SessionOutput& out, std::optional<std::size_t> dies_after);
  void crash(NodeId node);
  void restart(NodeId node);
  void carry_out(Sender from, SessionOutput& out);
  void record(const TraceEvent& event);
  Time deadline(Address who) const;
  Address first_waiting() const;
  bool is_over() const;
  bool happen_next(Time until);
  End& end_of(Address who) {
    return ends_[who.is_node() ? raw(who.node()) : seats_.size() + raw(who.client())];
  }
  void note(Address who, std::uint64_t what);

  std::vector<Seat> seats_;
  std::vector<Session> sessions_;
  std::vector<End> ends_;
  std::vector<Flight> flights_;
  Time now_ = k_start_of_time + std::chrono::milliseconds{1};
  Allowances used_;
  std::uint64_t lost_ = 0;            // of the names of lost messages: a sum, whatever their order
  std::uint64_t without_memory_ = 0;  // a bit for each node
  std::uint64_t memory_at_crashes_ = 0;  // hash of what that was after each crash
  std::uint64_t operations_ = 0;
  History history_;
  std::vector<TraceEvent> events_;
};

}  // namespace ringside
