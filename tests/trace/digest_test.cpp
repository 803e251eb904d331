#include <catch_amalgamated.hpp>
#include <cstdint>
#include <functional>
#include <set>
#include <vector>

#include "core/base/hash.h"
#include "core/trace/log.h"

namespace ringside::digest_test {
namespace {

TraceEvent sample() {
  const MessageFacts facts{
      MessageId{11}, MessageKind::put_reply, ErrorCode::timeout, NodeId{1}, ClientId{2}, OpId{3}};
  TraceEvent event = trace::message_sent(time_at(100), facts, time_at(200));
  event.count = 5;
  return event;
}

std::uint64_t digest_of(std::initializer_list<TraceEvent> events) {
  Digest digest;
  for (const TraceEvent& event : events) digest.add(event);
  return digest.value();
}

TEST_CASE("digest: begins at zero, and shows sixteen hexadecimal digits", "[trace]") {
  Digest digest;
  CHECK(digest.value() == 0);
  CHECK(digest.hex() == "0000000000000000");
  digest.add(sample());
  CHECK(digest.hex().size() == 16);
  CHECK(std::stoull(digest.hex(), nullptr, 16) == digest.value());
}

TEST_CASE("digest: is XXH3 of each event's bytes under the digest before it", "[trace]") {
  const TraceEvent event = sample();
  const std::uint64_t once = hash_bytes(&event, 48, 0);
  CHECK(digest_of({event}) == once);
  CHECK(digest_of({event, event}) == hash_bytes(&event, 48, once));
}

TEST_CASE("digest: any changed field changes it", "[trace]") {
  const std::vector<std::function<void(TraceEvent&)>> changes{
      [](TraceEvent& e) { e.at = time_at(101); },
      [](TraceEvent& e) { e.kind = EventKind::message_lost; },
      [](TraceEvent& e) { e.detail = 0; },
      [](TraceEvent& e) { e.outcome = {}; },
      [](TraceEvent& e) { e.reason = LossReason::overloaded; },
      [](TraceEvent& e) { e.node = NodeId{0}; },
      [](TraceEvent& e) { e.peer = ClientId{3}; },
      [](TraceEvent& e) { e.count = 6; },
      [](TraceEvent& e) { e.op = OpId{4}; },
      [](TraceEvent& e) { e.subject = 12; },
      [](TraceEvent& e) { e.stamp = 201; },
  };
  std::set<std::uint64_t> digests{digest_of({sample()})};
  for (const auto& change : changes) {
    TraceEvent event = sample();
    change(event);
    digests.insert(digest_of({event}));
  }
  CHECK(digests.size() == changes.size() + 1);
}

TEST_CASE("digest: the order and the number of events count", "[trace]") {
  TraceEvent other = sample();
  other.op = OpId{4};
  CHECK(digest_of({sample(), other}) != digest_of({other, sample()}));
  CHECK(digest_of({sample()}) != digest_of({sample(), sample()}));
}

}  // namespace
}  // namespace ringside::digest_test
