// What commands do to an engine. Of a change of links each engine traces what concerns its own
// senders.
#include <type_traits>
#include <utility>

#include "core/base/check.h"
#include "core/host/engine.h"

namespace ringside {
namespace {

LinkFacts facts_of(const LinkSettings& link) {
  return {static_cast<std::uint8_t>(link.latency.kind), link.latency.base, link.latency.spread,
          link.loss_ppm};
}

}  // namespace

void Engine::apply(Time now, const Command& command) {
  std::visit(
      [&](const auto& known) {
        using Known = std::decay_t<decltype(known)>;
        RINGSIDE_CHECK(!k_is_operation<Known>);
        if constexpr (!k_is_operation<Known>) obey(now, known);
      },
      command);
}

void Engine::obey(Time now, const CrashCommand& command) {
  NodePlace& place = place_of(command.node);
  Inbox& inbox = place.inbox;
  place.seat.crash();
  effects_.events.push_back(trace::node_crashed(now, place.seat.actor()));
  for (const Appointment& waiting : std::exchange(inbox.waiting, {})) {
    const auto* envelope = std::get_if<Envelope>(&waiting);
    if (!envelope) continue;
    if (inbox.paused) note_made(envelope->message);  // losing it meets it
    lose(now, envelope->facts(), LossReason::receiver_down);
  }
  inbox.paused = false;
  set_wake(command.node, k_end_of_time, place.wake);
  set_busy(false, place.busy);
}

void Engine::obey(Time now, const RestartCommand& command) {
  NodePlace& place = place_of(command.node);
  place.seat.start(now);
  effects_.events.push_back(trace::node_started(now, place.seat.actor()));
  set_wake(command.node, place.seat.node().next_deadline(), place.wake);
  set_busy(place.seat.node().busy(), place.busy);
}

// Nobody waits for what a paused node has to do: it is no obligation until the node goes on.
void Engine::obey(Time now, const PauseCommand& command) {
  NodePlace& place = place_of(command.node);
  place.inbox.paused = true;
  for (const Appointment& waiting : place.inbox.waiting) {
    if (const auto* envelope = std::get_if<Envelope>(&waiting))
      note_met(kind_of(envelope->message));
  }
  set_busy(false, place.busy);
  effects_.events.push_back(trace::node_paused(now, place.seat.actor()));
}

void Engine::obey(Time now, const ResumeCommand& command) {
  NodePlace& place = place_of(command.node);
  Inbox& inbox = place.inbox;
  inbox.paused = false;
  for (const Appointment& waiting : inbox.waiting) {
    if (const auto* envelope = std::get_if<Envelope>(&waiting)) note_made(envelope->message);
  }
  set_busy(place.seat.node().busy(), place.busy);
  effects_.events.push_back(trace::node_resumed(now, place.seat.actor()));
  if (!inbox.waiting.empty() && !inbox.serving) serve_at(now + inbox.delay, place);
}

void Engine::obey(Time now, const SlowCommand& command) {
  place_of(command.node).inbox.delay = command.delay;
  effects_.events.push_back(trace::node_slowed(now, command.node, command.delay));
}

void Engine::obey(Time now, const SkewCommand& command) {
  place_of(command.node).seat.set_clock_skew(command.skew);
  effects_.events.push_back(trace::clock_skewed(now, command.node, command.skew));
}

void Engine::obey(Time now, const SetNetworkCommand& command) {
  links_.set_common(command.network);
  if (share_.index == 0)
    effects_.events.push_back(trace::network_changed(now, facts_of(command.network)));
}

void Engine::obey(Time now, const SetLinkCommand& command) {
  const auto& [from, to, settings] = command;
  if (settings) {
    links_.set(from, to, *settings);
  } else {
    links_.reset(from, to);
  }
  if (!share_.carries(from)) return;
  effects_.events.push_back(settings ? trace::link_changed(now, from, to, facts_of(*settings))
                                     : trace::link_reset(now, from, to));
}

void Engine::obey(Time now, const PartitionCommand& command) {
  LinkSet cuts = links_.cuts();
  cuts.insert(cuts_of(command, shape_));
  set_cuts(now, std::move(cuts));
}

void Engine::obey(Time now, const CutCommand& command) {
  LinkSet cuts = links_.cuts();
  cuts.insert(links_from(command.from, command.to));
  set_cuts(now, std::move(cuts));
}

void Engine::obey(Time now, const HealCommand& command) {
  set_cuts(now, healed(links_.cuts(), command.ends));
}

// A node that comes or goes sees to that itself.
void Engine::obey(Time now, const AddCommand& command) {
  want(now, place_of(command.node), {RingChange::Kind::add, command.node}, false);
}

void Engine::obey(Time now, const DrainCommand& command) {
  want(now, place_of(command.node), {RingChange::Kind::drain, command.node}, false);
}

// The others see to it that a dead one goes.
void Engine::obey(Time now, const EvictCommand& command) {
  for (auto& [id, place] : nodes_) {
    if (id != command.dead) want(now, place, {RingChange::Kind::remove, command.dead}, true);
  }
}

void Engine::want(Time now, NodePlace& place, RingChange change, bool take_turns) {
  if (!place.seat.up() || place.inbox.paused) return;
  out_.clear();
  place.seat.node().want(now, change, take_turns, out_);
  after_step(now, place);
}

void Engine::set_cuts(Time now, LinkSet cuts) {
  const auto trace_block = [&](const LinkSet::Block& block) {
    if (share_.carries(block.from) && links_.cuts().bits(block) != cuts.bits(block))
      effects_.events.push_back(trace::links_cut(now, block, cuts.bits(block)));
  };
  for (const auto& [block, bits] : cuts.blocks()) trace_block(block);
  for (const auto& [block, bits] : links_.cuts().blocks()) {
    if (cuts.bits(block) == 0) trace_block(block);
  }
  links_.set_cuts(std::move(cuts));
}

}  // namespace ringside
