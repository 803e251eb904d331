#include "core/node/node.h"

#include <type_traits>

#include "core/base/mutant.h"
#include "core/node/multi_get.h"
#include "core/node/replica.h"
#include "core/node/sync_responder.h"

namespace ringside {

// What one message of another node is for.
struct Node::Dispatch {
  Node& node;
  Time now;
  NodeId from;
  const RingViewPtr& at;  // the view of who sends it
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
  void operator()(const PageRequest& m) { out.send(from, page_of(node.state_, m)); }
  void operator()(const PageReply& m) { node.scans_.on(node.state_, now, from, m, out); }
  void operator()(const ForwardRequest& m) { node.gets_.on(node.state_, now, from, m, out); }
  void operator()(const ForwardReply& m) { node.gets_.on(node.state_, from, m); }
  void operator()(const CompareRequest& m) {
    node.hear(now, m.told, m.floor, out);
    sync::on(node.state_, from, m, out);
  }
  void operator()(const SplitRequest& m) { sync::on(node.state_, from, m, out); }
  void operator()(const ItemsRequest& m) { sync::on(node.state_, from, m, out); }
  void operator()(const GiveRequest& m) { sync::on(node.state_, now, from, m, out); }
  void operator()(const CompareReply& m) {
    // It is of the next epoch of this view, and was told to this life.
    const bool is_told = !at || at->epoch() == node.state_.ring().epoch();
    if (is_told && raw(m.exchange) << 1 >> 33 == raw(node.actor().incarnation))
      node.keeper_.hear(node.state_, from, m.acceptor);
    node.hear(now, m.told, m.floor, out);
    answer(m);
  }
  void operator()(const SplitReply& m) { answer(m); }
  void operator()(const ItemsReply& m) { answer(m); }
  void operator()(const GiveReply& m) { answer(m); }
  void operator()(const HandoffRequest& m) { replica::on(node.state_, now, from, m, out); }
  void operator()(const HandoffReply& m) { node.hints_.on(node.state_, now, from, m, out); }
  void operator()(const Ping& m) { detect(m); }
  void operator()(const PingAck& m) { detect(m); }
  void operator()(const PingRequest& m) { detect(m); }
  void operator()(const PingRequestReply& m) { detect(m); }
  void operator()(const PrepareRequest& m) { keep_ring(m); }
  void operator()(const PrepareReply& m) { keep_ring(m); }
  void operator()(const AcceptRequest& m) { keep_ring(m); }
  void operator()(const AcceptReply& m) { keep_ring(m); }
  void operator()(const RegisterRequest& m) { keep_ring(m); }
  void operator()(const RegisterReply& m) { keep_ring(m); }
  void operator()(const ViewRequest& m) { keep_ring(m); }
  void operator()(const CollectRequest& m) {
    const bool is_same_view = !at || at->epoch() == node.state_.ring().epoch();
    node.collector_.on(node.state_, now, from, m, is_same_view, node.others(), out);
  }
  void operator()(const CollectReply& m) {
    node.collector_.on(node.state_, now, from, m, node.others(), out);
  }
  void operator()(const ViewReply&) {}  // the view that came with it is what it says
  // What only clients say, or are told.
  void operator()(const WriteRequest&) {}
  void operator()(const WriteReply&) {}
  void operator()(const GetRequest&) {}
  void operator()(const GetReply&) {}
  void operator()(const MultiGetRequest&) {}
  void operator()(const MultiGetReply&) {}
  void operator()(const ScanRequest&) {}
  void operator()(const ScanReply&) {}

  template <typename Reply>
  void answer(const Reply& reply) {
    node.anti_entropy_.take(node.state_, now, from, reply, out);
    node.handover_.take(node.state_, now, from, reply, out);
    node.collector_.take(node.state_, now, from, reply, node.others(), out);
  }
  template <typename M>
  void keep_ring(const M& message) {
    node.keeper_.on(node.state_, now, from, message, out);
  }
  template <typename M>
  void detect(const M& message) {
    node.detector_.on(node.state_, now, from, message, out);
  }
};

Node::Node(NodeSetup setup)
    : state_(std::move(setup)),
      anti_entropy_(state_),
      handover_(state_.setup),
      detector_(state_.setup),
      keeper_(state_.setup),
      collector_(state_.setup) {}
Node::Node(const Node&) = default;
Node::Node(Node&&) noexcept = default;
Node& Node::operator=(const Node&) = default;
Node& Node::operator=(Node&&) noexcept = default;
Node::~Node() = default;

namespace {

// Requests that their sender's view decides on whom to send them to.
struct IsRouted {
  template <typename M>
  bool operator()(const M&) const {
    return is_any<M, StoreRequest, ForwardRequest, FetchRequest, CompareRequest, SplitRequest,
                  ItemsRequest, GiveRequest, HandoffRequest, PageRequest>;
  }
  template <typename M, typename... Ms>
  static constexpr bool is_any = (std::is_same_v<M, Ms> || ...);
};

}  // namespace

// What was sent by an older view would perhaps be done by those that it concerns no more: so the
// quorums of two epochs meet. An answer that was given already is given again.
bool Node::refuses(const Sender& from, const Message& message, Output& out) const {
  if (!from.view || from.view->epoch() >= state_.ring().epoch()) return false;
  if (mutant(Mutant::forget_epochs)) return false;
  const auto* write = std::get_if<WriteRequest>(&message);
  const bool is_routed = from.address.is_node()
                             ? std::visit(IsRouted{}, message)
                             : std::holds_alternative<GetRequest>(message) ||
                                   std::holds_alternative<MultiGetRequest>(message) ||
                                   std::holds_alternative<ScanRequest>(message) ||
                                   (write != nullptr && !writes_.has_met(state_, *write));
  if (is_routed) out.send(from.address, ViewReply{operation_of(message)});
  return is_routed;
}

void Node::learn(Time now, const RingViewPtr& view, Output& out) {
  RingViewPtr later = view;
  while (later && later->epoch() > state_.ring().epoch()) {
    state_.adopt(later);
    const RingChange change = later->change();
    out.trace(trace::view_changed(
        now, state_.id(),
        {later->epoch(), static_cast<std::uint8_t>(change.kind), change.node, later->is_moving()}));
    anti_entropy_.on_view(state_, now);
    handover_.on_view(now);
    hints_.on_view(state_, now, out);
    keeper_.on_view(state_, now, out);
    writes_.on_view(state_, now, out);
    reads_.on_view(state_, now, out);
    scans_.on_view(out);
    gets_.on_view(state_, now, out);
    collector_.on_view(state_);
    later = keeper_.take_decided();
  }
}

void Node::hear(Time now, HlcStamp told, HlcStamp floor, Output& out) {
  if (collector_.hear(state_, now, told, floor, others(), out)) anti_entropy_.on_view(state_, now);
}

void Node::end_step(Time now, Output& out) {
  if (std::exchange(state_.has_strays, false)) handover_.note_stray(now);
  learn(now, keeper_.take_decided(), out);
  keeper_.watch(state_, now, detector_.view(), out);
  keeper_.note_progress(state_, now, out);
  learn(now, keeper_.take_decided(), out);
}

void Node::want(Time now, RingChange change, bool take_turns, Output& out) {
  keeper_.want(state_, now, change, take_turns, out);
  end_step(now, out);
}

void Node::step(Time now, Sender from, const Message& message, Output& out) {
  if (from.address.is_client()) {
    learn(now, from.view, out);
    if (refuses(from, message, out)) return;
    if (const auto* write = std::get_if<WriteRequest>(&message)) {
      note_request(now, write->hash, out);
      writes_.on(state_, now, from.address, *write, out);
    }
    const ClientId client = from.address.client();
    if (const auto* get = std::get_if<GetRequest>(&message)) serve(now, client, *get, out);
    if (const auto* all = std::get_if<MultiGetRequest>(&message)) {
      const std::size_t first = out.sends.size();
      for (const GetRequest& get : all->gets) serve(now, client, get, out);
      join_replies(first, from.address, *all, out);
    }
    if (const auto* scan = std::get_if<ScanRequest>(&message))
      scans_.on(state_, now, client, *scan, out);
    return;
  }
  if (!from.address.is_node()) return;
  const NodeId peer = from.address.node();
  if (!state_.lives.admit(peer, from.incarnation)) return;
  if (!mutant(Mutant::suspect_for_good)) state_.suspects.heard_from(peer);
  detector_.heard_from(state_, now, peer, from.incarnation, out);
  learn(now, from.view, out);
  if (from.view) keeper_.seen(peer, from.view->epoch(), state_.ring().epoch());
  if (refuses(from, message, out)) return;
  std::visit(Dispatch{*this, now, peer, from.view, out}, message);
  hints_.heard_from(state_, now, peer, out);
  anti_entropy_.heard_from(state_, now, peer, out);
  end_step(now, out);
}

void Node::serve(Time now, ClientId client, const GetRequest& get, Output& out) {
  note_request(now, get.hash, out);
  const Needs needs =
      needs_of(get.consistency, state_.ring().group_size(), state_.setup.write_quorum);
  const bool by_one = needs.read == 1 && needs.read_back == 0;
  by_one ? gets_.on(state_, now, client, get, out) : reads_.on(state_, now, client, get, out);
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
  scans_.tick(state_, now, out);
  hints_.tick(state_, now, out);
  anti_entropy_.tick(state_, now, out);
  detector_.tick(state_, now, out);
  state_.expiry.tick(state_, now, out);
  handover_.tick(state_, now, out);
  keeper_.tick(state_, now, out);
  collector_.tick(state_, now, others(), out);
  end_step(now, out);
}

}  // namespace ringside
