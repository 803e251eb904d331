#include "core/node/node.h"

#include "core/base/mutant.h"
#include "core/node/replica.h"
#include "core/node/sync_responder.h"

namespace ringside {

// What one message of another node is for.
struct Node::Dispatch {
  Node& node;
  Time now;
  NodeId from;
  Output& out;

  void operator()(const StoreRequest& m) {
    if (m.intended != k_no_node && m.intended != node.state_.id()) {
      node.hints_.on(node.state_, now, from, m, out);
    } else {
      replica::on(node.state_, now, from, m, out);
    }
  }
  void operator()(const StoreReply& m) {
    node.writes_.on(node.state_, now, from, m, out);
    node.reads_.on(node.state_, now, from, m, out);
  }
  void operator()(const FetchRequest& m) { answer_fetch(node.state_, from, m, out); }
  void operator()(const FetchReply& m) {
    node.writes_.on(node.state_, now, from, m, out);
    node.reads_.on(node.state_, now, from, m, out);
  }
  void operator()(const ForwardRequest& m) { node.gets_.on(node.state_, now, from, m, out); }
  void operator()(const ForwardReply& m) { node.gets_.on(node.state_, from, m); }
  void operator()(const CompareRequest& m) { sync::on(node.state_, from, m, out); }
  void operator()(const SplitRequest& m) { sync::on(node.state_, from, m, out); }
  void operator()(const ItemsRequest& m) { sync::on(node.state_, from, m, out); }
  void operator()(const GiveRequest& m) { sync::on(node.state_, now, from, m, out); }
  void operator()(const CompareReply& m) { answer(m); }
  void operator()(const SplitReply& m) { answer(m); }
  void operator()(const ItemsReply& m) { answer(m); }
  void operator()(const GiveReply& m) { answer(m); }
  void operator()(const HandoffRequest& m) { replica::on(node.state_, now, from, m, out); }
  void operator()(const HandoffReply& m) { node.hints_.on(node.state_, now, from, m, out); }
  void operator()(const Ping& m) { detect(m); }
  void operator()(const PingAck& m) { detect(m); }
  void operator()(const PingRequest& m) { detect(m); }
  void operator()(const PingRequestReply& m) { detect(m); }
  // What only clients say, or are told.
  void operator()(const WriteRequest&) {}
  void operator()(const WriteReply&) {}
  void operator()(const GetRequest&) {}
  void operator()(const GetReply&) {}

  template <typename Reply>
  void answer(const Reply& reply) {
    node.anti_entropy_.take(node.state_, now, from, reply, out);
  }
  template <typename M>
  void detect(const M& message) {
    node.detector_.on(node.state_, now, from, message, out);
  }
};

void Node::step(Time now, Sender from, const Message& message, Output& out) {
  if (from.address.is_client()) {
    if (const auto* write = std::get_if<WriteRequest>(&message)) {
      note_request(now, write->hash, out);
      writes_.on(state_, now, from.address, *write, out);
    }
    if (const auto* get = std::get_if<GetRequest>(&message)) {
      note_request(now, get->hash, out);
      const ClientId client = from.address.client();
      const Needs needs =
          needs_of(get->consistency, state_.ring().group_size(), state_.setup.write_quorum);
      const bool by_one = needs.read == 1 && needs.read_back == 0;
      by_one ? gets_.on(state_, now, client, *get, out) : reads_.on(state_, now, client, *get, out);
    }
    return;
  }
  if (!from.address.is_node()) return;
  const NodeId peer = from.address.node();
  if (!state_.lives.admit(peer, from.incarnation)) return;
  if (!mutant(Mutant::suspect_for_good)) state_.suspects.heard_from(peer);
  detector_.heard_from(state_, now, peer, from.incarnation, out);
  std::visit(Dispatch{*this, now, peer, out}, message);
  hints_.heard_from(state_, now, peer, out);
  anti_entropy_.heard_from(state_, now, peer, out);
}

void Node::note_request(Time now, KeyHash key, Output& out) {
  for (const HotKeys::HotKey& hot : hot_keys_.note(now, key))
    out.trace(
        trace::key_hot(now, state_.id(), hot.key, hot.requests, static_cast<std::int64_t>(hot.of)));
}

void Node::tick(Time now, Output& out) {
  writes_.tick(state_, now, out);
  gets_.tick(state_, now, out);
  reads_.tick(state_, now, out);
  hints_.tick(state_, now, out);
  anti_entropy_.tick(state_, now, out);
  detector_.tick(state_, now, out);
  state_.expiry.tick(state_, now, out);
}

}  // namespace ringside
