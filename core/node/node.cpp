#include "core/node/node.h"

#include "core/node/replica.h"

namespace ringside {

void Node::step(Time now, Sender from, const Message& message, Output& out) {
  if (from.address.is_client()) {
    if (const auto* write = std::get_if<WriteRequest>(&message))
      writes_.on(state_, now, from.address, *write, out);
    if (const auto* get = std::get_if<GetRequest>(&message))
      gets_.on(state_, now, from.address.client(), *get, out);
    return;
  }
  if (!from.address.is_node()) return;
  const NodeId peer = from.address.node();
  if (!state_.lives.admit(peer, from.incarnation)) return;
  state_.suspects.heard_from(peer);
  if (const auto* store = std::get_if<StoreRequest>(&message)) {
    replica::on(state_, now, peer, *store, out);
  } else if (const auto* stored = std::get_if<StoreReply>(&message)) {
    writes_.on(state_, now, peer, *stored, out);
  } else if (const auto* forward = std::get_if<ForwardRequest>(&message)) {
    gets_.on(state_, now, peer, *forward, out);
  } else if (const auto* taken = std::get_if<ForwardReply>(&message)) {
    gets_.on(state_, peer, *taken);
  }
}

void Node::tick(Time now, Output& out) {
  writes_.tick(state_, now, out);
  gets_.tick(state_, now, out);
}

}  // namespace ringside
