#include "core/node/message.h"

#include <catch_amalgamated.hpp>

#include "tests/node/bench.h"

namespace ringside::message_test {
namespace {

TEST_CASE("message: traces name each by what it is, and replies follow their requests", "[node]") {
  CHECK(kind_of(NodeBench::put(1, "k", "v")) == MessageKind::put_request);
  CHECK(kind_of(WriteReply{OpId{1}, OperationKind::put, {}, {}, 0, 0}) == MessageKind::put_reply);
  CHECK(kind_of(NodeBench::remove(1, "k")) == MessageKind::remove_request);
  CHECK(kind_of(WriteReply{OpId{1}, OperationKind::remove, {}, {}, 0, 0}) ==
        MessageKind::remove_reply);
  CHECK(kind_of(NodeBench::get(1, "k")) == MessageKind::get_request);
  CHECK(kind_of(GetReply{}) == MessageKind::get_reply);
  CHECK(kind_of(StoreRequest{}) == MessageKind::store_request);
  CHECK(kind_of(StoreReply{}) == MessageKind::store_reply);
  CHECK(kind_of(ForwardRequest{}) == MessageKind::forward_request);
  CHECK(kind_of(ForwardReply{}) == MessageKind::forward_reply);
  CHECK(kind_of(CompareRequest{}) == MessageKind::compare_request);
  CHECK(kind_of(CompareReply{}) == MessageKind::compare_reply);
  CHECK(kind_of(SplitRequest{}) == MessageKind::split_request);
  CHECK(kind_of(SplitReply{}) == MessageKind::split_reply);
  CHECK(kind_of(ItemsRequest{}) == MessageKind::items_request);
  CHECK(kind_of(ItemsReply{}) == MessageKind::items_reply);
  CHECK(kind_of(GiveRequest{}) == MessageKind::give_request);
  CHECK(kind_of(GiveReply{}) == MessageKind::give_reply);
  CHECK(kind_of(HandoffRequest{}) == MessageKind::handoff_request);
  CHECK(kind_of(HandoffReply{}) == MessageKind::handoff_reply);
  CHECK(kind_of(Ping{}) == MessageKind::ping);
  CHECK(kind_of(PingAck{}) == MessageKind::ping_ack);
  CHECK(kind_of(PingRequest{}) == MessageKind::ping_request);
  CHECK(kind_of(PingRequestReply{}) == MessageKind::ping_request_reply);
  CHECK(kind_of(MultiGetRequest{}) == MessageKind::multi_get_request);
  CHECK(kind_of(MultiGetReply{}) == MessageKind::multi_get_reply);
  CHECK(kind_of(ScanRequest{}) == MessageKind::scan_request);
  CHECK(kind_of(ScanReply{}) == MessageKind::scan_reply);
  CHECK(kind_of(PageRequest{}) == MessageKind::page_request);
  CHECK(kind_of(PageReply{}) == MessageKind::page_reply);
}

TEST_CASE("message: only what nodes do by themselves is background", "[node]") {
  CHECK(is_background(kind_of(CompareRequest{})));
  CHECK(is_background(kind_of(HandoffReply{})));
  CHECK(is_background(kind_of(Ping{})));
  CHECK(is_background(kind_of(PingRequestReply{})));
  CHECK_FALSE(is_background(kind_of(StoreRequest{})));
  CHECK_FALSE(is_background(kind_of(ForwardReply{})));
  CHECK_FALSE(is_background(kind_of(MultiGetRequest{})));
  CHECK(operation_of(CompareRequest{}) == OpId{0});
}

TEST_CASE("message: belongs to its operation, and says its outcome", "[node]") {
  CHECK(operation_of(NodeBench::get(5, "k")) == OpId{5});
  CHECK(operation_of(ForwardRequest{NodeBench::get(6, "k"), ClientId{0}, {}, 0}) == OpId{6});
  CHECK(operation_of(NodeBench::store(7, "k", "v", 1)) == OpId{7});
  CHECK(operation_of(MultiGetRequest{OpId{8}, {}}) == OpId{8});
  CHECK(outcome_of(NodeBench::get(5, "k")).ok());
  CHECK(outcome_of(GetReply{OpId{1}, ErrorCode::not_found, nullptr, 0}) ==
        Outcome{ErrorCode::not_found});
  CHECK(outcome_of(StoreReply{OpId{1}, {}, ErrorCode::invalid_argument}) ==
        Outcome{ErrorCode::invalid_argument});
  CHECK(outcome_of(ForwardReply{OpId{1}}).ok());
}

}  // namespace
}  // namespace ringside::message_test
