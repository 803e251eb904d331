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
};

struct OperationOf {
  OpId operator()(const ForwardRequest& m) const { return m.get.op; }
  template <typename M>
  OpId operator()(const M& m) const {
    return m.op;
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

MessageKind kind_of(const Message& message) { return std::visit(KindOf{}, message); }
OpId operation_of(const Message& message) { return std::visit(OperationOf{}, message); }
Outcome outcome_of(const Message& message) { return std::visit(OutcomeOf{}, message); }

}  // namespace ringside
