#include "core/trial/explore_point.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/hash.h"
#include "core/trace/log.h"

namespace ringside {
namespace {

constexpr std::uint64_t k_fair_steps_max = 100'000;
constexpr const char* k_key = "k";

// What an end is given besides messages, whose names are hashes.
constexpr std::uint64_t k_given_timer = 1;
constexpr std::uint64_t k_given_restart = 2;
constexpr std::uint64_t k_given_crash = 3;  // and from here on, of a death in the middle of a step

}  // namespace

ExplorePoint::ExplorePoint(const ExploreSettings& settings, RingViewPtr ring) {
  Timing timing = settings.timing;
  timing.probe_interval = {};
  for (std::uint32_t node = 0; node < settings.shape.nodes; ++node) {
    Seat& seat = seats_.emplace_back(NodeSetup{.self = {NodeId{node}, Incarnation{0}},
                                               .ring = ring,
                                               .timing = timing,
                                               .write_quorum = settings.shape.write_quorum()});
    seat.start(now_);
    record(trace::node_started(now_, seat.actor()));
  }
  // One more client for what is there before.
  for (std::uint32_t client = 0; client <= settings.operations.size(); ++client)
    sessions_.emplace_back(SessionSetup{ClientId{client}, ring, settings.timing});
  ends_.resize(seats_.size() + sessions_.size());
}

void ExplorePoint::begin(OperationKind kind, const std::string& value) {
  const OpId id{++operations_};
  const ClientId client{static_cast<std::uint32_t>(operations_ - 1)};
  History::Asked asked;
  asked.kind = kind;
  asked.key = k_key;
  asked.value = kind == OperationKind::put ? value : "";
  history_.asked.emplace(id, asked);
  SessionOutput out;
  sessions_[raw(client)].submit(now_, {id, kind, k_key, asked.value}, out);
  carry_out(client, out);
}

std::vector<ExploreMove> ExplorePoint::moves(const ExploreSettings& settings) const {
  std::vector<ExploreMove> moves;
  const auto add_timer = [&](Address who) {
    if (used_.timers < settings.timers && deadline(who) < k_start_of_time + settings.early_within)
      moves.push_back({ExploreMove::Kind::timer, 0, who});
  };
  for (const Seat& seat : seats_) {
    const Address node = seat.actor().node;
    if (seat.up() && may_crash(settings)) moves.push_back({ExploreMove::Kind::crash, 0, node});
    if (!seat.up() && used_.restarts < settings.restarts)
      moves.push_back({ExploreMove::Kind::restart, 0, node});
    add_timer(node);
  }
  for (std::uint32_t client = 0; client < sessions_.size(); ++client) add_timer(ClientId{client});
  for (std::size_t i = 0; i < flights_.size(); ++i) {
    moves.push_back({ExploreMove::Kind::deliver, i, flights_[i].to});
    if (used_.losses < settings.losses) moves.push_back({ExploreMove::Kind::lose, i});
  }
  return moves;
}

std::size_t ExplorePoint::make(const ExploreMove& move) {
  switch (move.kind) {
    case ExploreMove::Kind::deliver:
    case ExploreMove::Kind::lose: {
      const Flight flight = std::move(flights_[move.flight]);
      flights_.erase(flights_.begin() + static_cast<std::ptrdiff_t>(move.flight));
      if (move.kind == ExploreMove::Kind::deliver) return deliver(flight, move.dies_after);
      ++used_.losses;
      lost_ += flight.name;
      return 0;
    }
    case ExploreMove::Kind::crash:
      note(move.who, k_given_crash);
      crash(move.who.node());
      return 0;
    case ExploreMove::Kind::restart: restart(move.who.node()); return 0;
    case ExploreMove::Kind::timer: ++used_.timers; return tick(move.who, move.dies_after);
  }
  return 0;
}

void ExplorePoint::crash(NodeId node) {
  ++used_.crashes;
  Seat& seat = seats_[raw(node)];
  seat.crash();
  record(trace::node_crashed(now_, seat.actor()));
}

// What a node does at once when it starts belongs to its start.
void ExplorePoint::restart(NodeId node) {
  ++used_.restarts;
  Seat& seat = seats_[raw(node)];
  seat.start(now_);
  note(node, k_given_restart);
  record(trace::node_started(now_, seat.actor()));
  if (deadline(node) <= now_) tick(node);
}

std::size_t ExplorePoint::deliver(const Flight& flight, std::optional<std::size_t> dies_after) {
  SessionOutput out;
  if (flight.to.is_client()) {
    note(flight.to, flight.name);
    sessions_[raw(flight.to.client())].step(now_, flight.from.address, flight.message, out);
    carry_out(flight.to.client(), out);
    return 0;
  }
  Seat& seat = seats_[raw(flight.to.node())];
  if (!seat.up()) {
    lost_ += flight.name;
    return 0;
  }
  note(flight.to, flight.name);
  seat.node().step(now_, flight.from, flight.message, out);
  return finish_step(flight.to, out, dies_after);
}

std::size_t ExplorePoint::tick(Address who, std::optional<std::size_t> dies_after) {
  now_ = std::max(now_, deadline(who));
  note(who, k_given_timer);
  SessionOutput out;
  if (who.is_client()) {
    sessions_[raw(who.client())].tick(now_, out);
    carry_out(who.client(), out);
    return 0;
  }
  seats_[raw(who.node())].node().tick(now_, out);
  return finish_step(who, out, dies_after);
}

std::size_t ExplorePoint::finish_step(Address who, SessionOutput& out,
                                      std::optional<std::size_t> dies_after) {
  const std::size_t sends = out.sends.size();
  if (dies_after) out.sends.resize(std::min(sends, *dies_after));
  const Seat& seat = seats_[raw(who.node())];
  carry_out({who, seat.actor().incarnation, seat.node().view()}, out);
  if (dies_after) {
    note(who, k_given_crash + 1 + *dies_after);
    crash(who.node());
  }
  return sends;
}

void ExplorePoint::carry_out(Sender from, SessionOutput& out) {
  for (const TraceEvent& event : out.events) record(event);
  for (Send& send : out.sends) {
    const std::uint64_t number = ++end_of(from.address).sent;
    const std::uint64_t name = hash_mix(number, from.address.bits());
    flights_.push_back({name, from, send.to, std::move(send.message)});
  }
  std::move(out.results.begin(), out.results.end(), std::back_inserter(history_.results));
}

// As a CrashLedger counts.
void ExplorePoint::record(const TraceEvent& event) {
  events_.push_back(event);
  if (event.kind == EventKind::node_crashed) {
    without_memory_ |= std::uint64_t{1} << raw(event.node.node());
    memory_at_crashes_ = hash_mix(without_memory_, memory_at_crashes_);
  } else if (event.kind == EventKind::node_recovered && event.count == 0) {
    without_memory_ &= ~(std::uint64_t{1} << raw(event.node.node()));
  }
}

void ExplorePoint::note(Address who, std::uint64_t what) {
  End& end = end_of(who);
  end.given = hash_mix(what, hash_mix(static_cast<std::uint64_t>(nanoseconds(now_)), end.given));
}

Time ExplorePoint::deadline(Address who) const {
  if (who.is_client()) return sessions_[raw(who.client())].next_deadline();
  const Seat& seat = seats_[raw(who.node())];
  return seat.up() ? seat.node().next_deadline() : k_end_of_time;
}

std::uint64_t ExplorePoint::key() const {
  std::uint64_t key = hash_mix(static_cast<std::uint64_t>(nanoseconds(now_)), lost_);
  for (const End& end : ends_) key = hash_mix(end.given, key);
  for (const std::uint32_t used : {used_.crashes, used_.restarts, used_.losses, used_.timers})
    key = hash_mix(used, key);
  return hash_mix(memory_at_crashes_, key);
}

std::string ExplorePoint::describe(const ExploreMove& move) const {
  const auto message = [&] {
    const Flight& flight = flights_[move.flight];
    return fmt::format("{} {} → {}", to_string(kind_of(flight.message)),
                       name_of(flight.from.address), name_of(flight.to));
  };
  const std::string death =
      move.dies_after ? fmt::format(", which dies having sent {} messages", *move.dies_after) : "";
  switch (move.kind) {
    case ExploreMove::Kind::deliver: return message() + death;
    case ExploreMove::Kind::lose: return "lost: " + message();
    case ExploreMove::Kind::crash: return "crash of " + name_of(move.who);
    case ExploreMove::Kind::restart: return "restart of " + name_of(move.who);
    case ExploreMove::Kind::timer: return "timer of " + name_of(move.who) + death;
  }
  return {};
}

Address ExplorePoint::first_waiting() const {
  Address first;
  Time earliest = k_end_of_time;
  const auto look_at = [&](Address who) {
    if (deadline(who) >= earliest) return;
    earliest = deadline(who);
    first = who;
  };
  for (const Seat& seat : seats_) look_at(seat.actor().node);
  for (std::uint32_t client = 0; client < sessions_.size(); ++client) look_at(ClientId{client});
  return first;
}

bool ExplorePoint::is_over() const {
  return flights_.empty() && history_.results.size() == history_.asked.size() &&
         std::none_of(seats_.begin(), seats_.end(),
                      [](const Seat& seat) { return seat.up() && seat.node().busy(); });
}

// The next thing in order of time: messages arrive at once. False if there is none until then.
bool ExplorePoint::happen_next(Time until) {
  if (!flights_.empty()) {
    make({ExploreMove::Kind::deliver, 0});
    return true;
  }
  const Address next = first_waiting();
  if (next == Address{} || deadline(next) > until) return false;
  tick(next);
  return true;
}

bool ExplorePoint::run_fairly() {
  for (std::uint32_t node = 0; node < seats_.size(); ++node) {
    if (!seats_[node].up()) restart(NodeId{node});
  }
  for (std::uint64_t steps = 0; !is_over(); ++steps) {
    if (steps == k_fair_steps_max || !happen_next(k_end_of_time)) return false;
  }
  return true;
}

void ExplorePoint::run_for(Duration time) {
  const Time until = now_ + time;
  while (happen_next(until)) {
  }
  now_ = std::max(now_, until);
}

}  // namespace ringside
