#include "core/node/relays.h"

namespace ringside {

void Relays::on(DetectorStep step, NodeId from, const PingRequest& request) {
  // Four fifths of the time that the one who asks gives a direct probe (Lifeguard, section IV-A):
  // so a no arrives before its period ends.
  const Duration patience = step.timing().probe_timeout * 4 / 5;
  const Relay relay{from, request.number, step.now + patience};
  if (request.target == step.state.id()) return reply(step, relay, Outcome{});
  if (!step.membership.view().is_member(request.target)) return;
  if (relays_.size() >= k_relays_max) return reply(step, relay, ErrorCode::overloaded);
  const std::uint64_t number = step.numbers.next();
  relays_.emplace(number, relay);
  step.ping(request.target, number);
}

void Relays::on_answer(DetectorStep step, std::uint64_t number) {
  const auto found = relays_.find(number);
  if (found == relays_.end()) return;
  reply(step, found->second, Outcome{});
  relays_.erase(found);
}

void Relays::tick(DetectorStep step) {
  while (next_deadline() <= step.now) {
    reply(step, relays_.begin()->second, ErrorCode::timeout);
    relays_.erase(relays_.begin());
  }
}

void Relays::reply(DetectorStep step, const Relay& relay, Outcome outcome) {
  step.out.send(relay.requester, PingRequestReply{relay.requested, outcome,
                                                  step.membership.updates_for(relay.requester)});
}

}  // namespace ringside
