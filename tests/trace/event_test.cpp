#include "core/trace/event.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <set>
#include <string_view>

namespace ringside::event_test {
namespace {

TEST_CASE("event: every kind, message, operation and reason has a name of its own", "[trace]") {
  std::set<std::string_view> kinds;
  for (std::uint8_t i = 0; i < k_event_kinds; ++i)
    kinds.insert(to_string(static_cast<EventKind>(i)));
  CHECK(kinds.size() == k_event_kinds);
  CHECK_FALSE(kinds.contains("unknown_event"));
  std::set<std::string_view> messages;
  for (int i = 0; i < k_message_kinds; ++i) messages.insert(to_string(static_cast<MessageKind>(i)));
  CHECK(messages.size() == k_message_kinds);
  CHECK_FALSE(messages.contains("unknown_message"));
  CHECK(to_string(OperationKind::remove) == "remove");
  CHECK(to_string(LossReason::overloaded) == "overloaded");
  CHECK(to_string(LossReason::partition) == "partition");
  CHECK(to_string(static_cast<EventKind>(200)) == "unknown_event");
}

TEST_CASE("event: the reply to a request is the next kind of message", "[trace]") {
  CHECK_FALSE(is_reply(MessageKind::put_request));
  CHECK(is_reply(MessageKind::put_reply));
  CHECK_FALSE(is_reply(MessageKind::forward_request));
  CHECK(is_reply(MessageKind::forward_reply));
}

TEST_CASE("outcome: is ok or one error code", "[trace]") {
  const Outcome ok;
  CHECK(ok.ok());
  CHECK_FALSE(ok.error());
  CHECK(to_string(ok) == "ok");
  for (const ErrorCode code : {ErrorCode::invalid_argument, ErrorCode::overloaded}) {
    const Outcome failed = code;
    CHECK_FALSE(failed.ok());
    CHECK(failed.error() == code);
    CHECK(to_string(failed) == to_string(code));
    CHECK(failed != ok);
  }
}

TEST_CASE("event: fields that a kind does not name are zero", "[trace]") {
  const TraceEvent event = trace::node_started(time_at(5), {NodeId{1}, Incarnation{2}});
  CHECK(event.at == time_at(5));
  CHECK(event.node == Address{NodeId{1}});
  CHECK(event.peer == Address{});
  CHECK(event.count == 2);
  CHECK(event.detail == 0);
  CHECK(event.outcome.ok());
  CHECK(event.op == OpId{0});
  CHECK(event.subject == 0);
  CHECK(event.stamp == 0);
}

}  // namespace
}  // namespace ringside::event_test
