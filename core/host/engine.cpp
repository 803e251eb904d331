#include "core/host/engine.h"

#include <algorithm>
#include <string>

#include "core/base/check.h"
#include "core/base/hash.h"

namespace ringside {
namespace {

// Background messages have draws of their own: what the others meet does not change with them.
constexpr std::uint64_t k_network_stream = 1;
constexpr std::uint64_t k_background_stream = std::uint64_t{1} << 32;

// Message ids of different engines never meet: the engine's number is in the upper bits.
constexpr int k_message_bits = 48;

}  // namespace

Engine::Engine(const ClusterConfig& config, RingViewPtr ring, EngineShare share, Time now)
    : share_(share),
      shape_(config.shape),
      mailbox_(config.mailbox),
      links_(config.network),
      rng_(config.seed, k_network_stream + share.index),
      background_rng_(config.seed, k_background_stream + share.index) {
  for (std::uint32_t i = share.index; i < config.shape.nodes; i += share.count) {
    NodeSetup setup{.self = {NodeId{i}, Incarnation{0}},
                    .ring = ring,
                    .timing = config.timing,
                    .write_quorum = config.shape.write_quorum(),
                    .seed = hash_mix(i, config.seed)};
    if (config.rare != 0) setup.rare = hash_mix(i, config.rare);
    setup.conflicts = config.conflicts;
    setup.siblings_max = config.siblings_max;
    setup.merge = merge_of(config.conflicts, config.merge);
    NodePlace place{Seat(setup)};
    place.seat.start(now);
    effects_.events.push_back(trace::node_started(now, place.seat.actor()));
    set_wake(NodeId{i}, place.seat.node().next_deadline(), place.wake);
    nodes_.emplace(NodeId{i}, std::move(place));
  }
  for (std::uint32_t i = share.index; i < config.clients; i += share.count) {
    clients_.emplace(ClientId{i}, ClientPlace{Session({ClientId{i}, ring, config.timing,
                                                       config.client_window, config.read_choice,
                                                       merge_of(config.conflicts, config.merge)})});
  }
}

Engine::Engine(const Engine&) = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(const Engine&) = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

void Engine::submit(Time now, ClientId client, Operation operation) {
  made_ += 1 + operation.more_keys.size();
  if (operation.kind != OperationKind::scan)
    effects_.texts.push_back({NamedText::Kind::key, raw(hash_key(operation.key)), operation.key});
  for (const std::string& key : operation.more_keys)
    effects_.texts.push_back({NamedText::Kind::key, raw(hash_key(key)), key});
  if (operation.kind == OperationKind::put) {
    effects_.texts.push_back({NamedText::Kind::value, raw(operation.id),
                              operation.value.substr(0, k_value_text_bytes_max)});
  }
  ClientPlace& place = place_of(client);
  out_.clear();
  place.session.submit(now, std::move(operation), out_);
  after_step(now, client, place);
}

void Engine::accept(Envelope envelope) {
  RINGSIDE_CHECK(share_.carries(envelope.to));
  const Time arrival = envelope.arrival;
  agenda_.add(arrival, std::move(envelope));
}

Engine::Ran Engine::run_next(Time now) {
  if (agenda_.next_due() > now) return {};
  Appointment appointment = agenda_.take();
  if (auto* envelope = std::get_if<Envelope>(&appointment)) return {true, run(now, *envelope)};
  if (const auto* wake = std::get_if<Wake>(&appointment)) return {true, run(now, *wake)};
  if (const auto* serving = std::get_if<Serving>(&appointment)) return {true, run(now, *serving)};
  const Loss& loss = std::get<Loss>(appointment);
  lose(now, loss.envelope.facts(), loss.reason);
  return {true, true};
}

bool Engine::run(Time now, Envelope& envelope) {
  out_.clear();
  if (envelope.to.is_client()) {
    note_met(kind_of(envelope.message));
    effects_.events.push_back(trace::message_delivered(now, envelope.facts()));
    ClientPlace& place = place_of(envelope.to.client());
    place.session.learn(envelope.view);
    place.session.step(now, envelope.from, envelope.message, out_);
    after_step(now, envelope.to.client(), place);
    return true;
  }
  NodePlace& place = place_of(envelope.to.node());
  if (!place.seat.up()) {
    lose(now, envelope.facts(), LossReason::receiver_down);
    return true;
  }
  if (!place.inbox.must_wait()) return deliver(now, place, envelope);
  if (place.inbox.waiting.size() >= mailbox_) {
    lose(now, envelope.facts(), LossReason::overloaded);
    return true;
  }
  make_wait(now, place, std::move(envelope));
  return false;
}

// A wake that was made void, by an earlier one or by a crash, is not an event.
bool Engine::run(Time now, const Wake& wake) {
  out_.clear();
  if (wake.who.is_client()) {
    ClientPlace& place = place_of(wake.who.client());
    if (place.wake > now) return false;
    place.wake = k_end_of_time;
    const bool due = place.session.next_deadline() <= now;
    place.session.tick(now, out_);
    after_step(now, wake.who.client(), place);
    return due;
  }
  NodePlace& place = place_of(wake.who.node());
  if (place.wake > now || !place.seat.up()) return false;
  if (!place.inbox.must_wait()) return tick(now, place);
  make_wait(now, place, wake);
  return false;
}

// The first of what waits that is still an event; void wakes take no time.
bool Engine::run(Time now, const Serving& serving) {
  NodePlace& place = place_of(serving.node);
  Inbox& inbox = place.inbox;
  inbox.serving = false;
  if (inbox.paused) return false;
  bool was_event = false;
  while (!was_event && !inbox.waiting.empty()) {
    out_.clear();
    Appointment first = std::move(inbox.waiting.front());
    inbox.waiting.pop_front();
    auto* envelope = std::get_if<Envelope>(&first);
    was_event = envelope ? deliver(now, place, *envelope) : tick(now, place);
  }
  if (!inbox.waiting.empty()) serve_at(now + inbox.delay, place);
  return was_event;
}

bool Engine::deliver(Time now, NodePlace& place, Envelope& envelope) {
  note_met(kind_of(envelope.message));
  effects_.events.push_back(trace::message_delivered(now, envelope.facts()));
  place.seat.node().step(now, {envelope.from, envelope.life, envelope.view}, envelope.message,
                         out_);
  after_step(now, place);
  return true;
}

bool Engine::tick(Time now, NodePlace& place) {
  if (place.wake > now) return false;
  place.wake = k_end_of_time;
  const bool due = place.seat.node().next_deadline() <= now;
  place.seat.node().tick(now, out_);
  after_step(now, place);
  return due;
}

void Engine::make_wait(Time now, NodePlace& place, Appointment appointment) {
  const auto* envelope = std::get_if<Envelope>(&appointment);
  if (place.inbox.paused && envelope) note_met(kind_of(envelope->message));
  place.inbox.waiting.push_back(std::move(appointment));
  if (!place.inbox.paused && !place.inbox.serving) serve_at(now + place.inbox.delay, place);
}

void Engine::serve_at(Time due, NodePlace& place) {
  place.inbox.serving = true;
  agenda_.add(due, Serving{place.seat.actor().node});
}

void Engine::after_step(Time now, NodePlace& place) {
  const Actor self = place.seat.actor();
  carry_out(now, {self.node, self.incarnation, place.seat.node().view()}, out_);
  set_wake(self.node, place.seat.node().next_deadline(), place.wake);
  set_busy(place.seat.node().busy(), place.busy);
  place.seat.show();
}

void Engine::after_step(Time now, ClientId client, ClientPlace& place) {
  carry_out(now, {client, Incarnation{}, place.session.view()}, out_);
  take_results(out_.results);
  const Time deadline = place.session.next_deadline();
  set_wake(client, deadline, place.wake);
  set_busy(deadline != k_end_of_time, place.busy);
}

void Engine::carry_out(Time now, const Sender& from, Output& out) {
  effects_.events.insert(effects_.events.end(), out.events.begin(), out.events.end());
  for (Send& wanted : out.sends) send(now, from, wanted);
}

void Engine::send(Time now, const Sender& from, Send& wanted) {
  const LinkSettings& link = links_.of(from.address, wanted.to);
  Envelope envelope{
      {}, from.address, from.incarnation, wanted.to, {}, std::move(wanted.message), from.view};
  if (!draw_duplicate(link, rng_of(envelope.message)))
    return send_on(now, std::move(envelope), link);
  send_on(now, envelope, link);
  envelope.duplicate = true;
  send_on(now, std::move(envelope), link);
}

void Engine::send_on(Time now, Envelope envelope, const LinkSettings& link) {
  note_made(envelope.message);
  const LinkFate fate = draw_fate(link, rng_of(envelope.message));
  envelope.id = MessageId{(std::uint64_t{share_.index} << k_message_bits) | ++messages_};
  envelope.arrival = now + fate.latency;
  effects_.events.push_back(trace::message_sent(now, envelope.facts(), envelope.arrival));
  if (links_.is_cut(envelope.from, envelope.to)) {
    agenda_.add(now + fate.latency / 2, Loss{std::move(envelope), LossReason::partition});
  } else if (fate.lost) {
    agenda_.add(now + fate.lost_after, Loss{std::move(envelope), LossReason::link});
  } else if (share_.carries(envelope.to)) {
    accept(std::move(envelope));
  } else {
    effects_.outbox.push_back(std::move(envelope));
  }
}

void Engine::lose(Time now, const MessageFacts& facts, LossReason reason) {
  note_met(facts.kind);
  effects_.events.push_back(trace::message_lost(now, facts, reason));
}

void Engine::take_results(std::vector<OperationResult>& results) {
  for (OperationResult& result : results) {
    ++met_;
    if (result.kind == OperationKind::get && result.ok()) {
      effects_.texts.push_back(
          {NamedText::Kind::value, raw(result.id), result.value.substr(0, k_value_text_bytes_max)});
    }
    effects_.results.push_back(std::move(result));
  }
  results.clear();
}

void Engine::set_wake(Address who, Time deadline, Time& wake) {
  if (deadline == k_end_of_time)
    wake = k_end_of_time;  // what the agenda still holds for it is void
  if (deadline < wake) {
    wake = deadline;
    agenda_.add(deadline, Wake{who});
  }
}

void Engine::set_busy(bool now_busy, bool& busy) {
  if (now_busy && !busy) ++made_;
  if (!now_busy && busy) ++met_;
  busy = now_busy;
}

void Engine::note_made(const Message& message) {
  if (!is_background(kind_of(message))) ++made_;
}

void Engine::note_met(MessageKind kind) {
  if (!is_background(kind)) ++met_;
}

}  // namespace ringside
