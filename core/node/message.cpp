#include "core/node/message.h"

namespace ringside {
namespace {

struct KindOf {
  MessageKind operator()(const WriteRequest& m) const {
    return m.kind == OperationKind::put ? MessageKind::put_request : MessageKind::remove_request;
  }
  MessageKind operator()(const WriteReply& m) const {
    return m.kind == OperationKind::put ? MessageKind::put_reply : MessageKind::remove_reply;
  }
  MessageKind operator()(const GetRequest&) const { return MessageKind::get_request; }
  MessageKind operator()(const GetReply&) const { return MessageKind::get_reply; }
  MessageKind operator()(const StoreRequest&) const { return MessageKind::store_request; }
  MessageKind operator()(const StoreReply&) const { return MessageKind::store_reply; }
  MessageKind operator()(const ForwardRequest&) const { return MessageKind::forward_request; }
  MessageKind operator()(const ForwardReply&) const { return MessageKind::forward_reply; }
  MessageKind operator()(const FetchRequest&) const { return MessageKind::fetch_request; }
  MessageKind operator()(const FetchReply&) const { return MessageKind::fetch_reply; }
  MessageKind operator()(const CompareRequest&) const { return MessageKind::compare_request; }
  MessageKind operator()(const CompareReply&) const { return MessageKind::compare_reply; }
  MessageKind operator()(const SplitRequest&) const { return MessageKind::split_request; }
  MessageKind operator()(const SplitReply&) const { return MessageKind::split_reply; }
  MessageKind operator()(const ItemsRequest&) const { return MessageKind::items_request; }
  MessageKind operator()(const ItemsReply&) const { return MessageKind::items_reply; }
  MessageKind operator()(const GiveRequest&) const { return MessageKind::give_request; }
  MessageKind operator()(const GiveReply&) const { return MessageKind::give_reply; }
  MessageKind operator()(const HandoffRequest&) const { return MessageKind::handoff_request; }
  MessageKind operator()(const HandoffReply&) const { return MessageKind::handoff_reply; }
  MessageKind operator()(const Ping&) const { return MessageKind::ping; }
  MessageKind operator()(const PingAck&) const { return MessageKind::ping_ack; }
  MessageKind operator()(const PingRequest&) const { return MessageKind::ping_request; }
  MessageKind operator()(const PingRequestReply&) const { return MessageKind::ping_request_reply; }
  MessageKind operator()(const PrepareRequest&) const { return MessageKind::ring_prepare_request; }
  MessageKind operator()(const PrepareReply&) const { return MessageKind::ring_prepare_reply; }
  MessageKind operator()(const AcceptRequest&) const { return MessageKind::ring_accept_request; }
  MessageKind operator()(const AcceptReply&) const { return MessageKind::ring_accept_reply; }
  MessageKind operator()(const RegisterRequest&) const { return MessageKind::ring_state_request; }
  MessageKind operator()(const RegisterReply&) const { return MessageKind::ring_state_reply; }
  MessageKind operator()(const ViewRequest&) const { return MessageKind::view_request; }
  MessageKind operator()(const ViewReply&) const { return MessageKind::view_reply; }
  MessageKind operator()(const CollectRequest&) const { return MessageKind::collect_request; }
  MessageKind operator()(const CollectReply&) const { return MessageKind::collect_reply; }
  MessageKind operator()(const MultiGetRequest&) const { return MessageKind::multi_get_request; }
  MessageKind operator()(const MultiGetReply&) const { return MessageKind::multi_get_reply; }
  MessageKind operator()(const ScanRequest&) const { return MessageKind::scan_request; }
  MessageKind operator()(const ScanReply&) const { return MessageKind::scan_reply; }
  MessageKind operator()(const PageRequest&) const { return MessageKind::page_request; }
  MessageKind operator()(const PageReply&) const { return MessageKind::page_reply; }
};

struct OperationOf {
  OpId operator()(const ForwardRequest& m) const { return m.get.op; }
  template <typename M>
  OpId operator()(const M& m) const {
    if constexpr (requires { m.op; }) {
      return m.op;
    } else {
      return OpId{0};
    }
  }
};

struct OutcomeOf {
  template <typename M>
  Outcome operator()(const M& m) const {
    if constexpr (requires { m.outcome; }) {
      return m.outcome;
    } else {
      return {};
    }
  }
};

}  // namespace

Message::Message(const Message&) = default;
Message::Message(Message&&) noexcept = default;
Message& Message::operator=(const Message&) = default;
Message& Message::operator=(Message&&) noexcept = default;
Message::~Message() = default;

MessageKind kind_of(const Message& message) { return std::visit(KindOf{}, message); }
OpId operation_of(const Message& message) { return std::visit(OperationOf{}, message); }
Outcome outcome_of(const Message& message) { return std::visit(OutcomeOf{}, message); }

}  // namespace ringside
