// Whom a member asks when, and what it makes of answers and silence.
#include "core/node/failure_detector.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "tests/node/detecting_member.h"

namespace ringside::failure_detector_test {
namespace {

using std::chrono::milliseconds;

TEST_CASE("failure detector: begins to probe in its second period, and then once a period",
          "[node]") {
  Member member;
  const Time start = member.now();
  const Duration interval = Timing{}.probe_interval;
  const auto [first, ping] = member.next_probe();
  CHECK(first != NodeId{k_self});
  CHECK(member.now() >= start + interval);
  CHECK(member.now() <= start + 2 * interval);
  const Time probed = member.now();
  member.hear(raw(first), PingAck{ping.number});
  CHECK(member.next_probe().first != first);
  CHECK(member.now() == probed + interval);
}

TEST_CASE("failure detector: answers who asks", "[node]") {
  Member member;
  member.hear(3, Ping{42});
  const auto acks = member.sent<PingAck>();
  REQUIRE(acks.size() == 1);
  CHECK(acks[0].first == NodeId{3});
  CHECK(acks[0].second.number == 42);
}

TEST_CASE("failure detector: where there is no answer, three others are asked to ask", "[node]") {
  Member member;
  const auto [target, ping] = member.next_probe();
  const Time probed = member.now();
  member.tick();
  CHECK(member.now() == probed + Timing{}.probe_timeout);
  const auto requests = member.sent<PingRequest>();
  REQUIRE(requests.size() == 3);
  for (const auto& [helper, request] : requests) {
    CHECK(helper != target);
    CHECK(helper != NodeId{k_self});
    CHECK(request.target == target);
    CHECK(request.number == ping.number);
  }
  CHECK(requests[0].first != requests[1].first);
  CHECK(requests[1].first != requests[2].first);
  SECTION("and if one of them had an answer, nobody is suspected") {
    member.hear(raw(requests[2].first), PingRequestReply{ping.number, {}});
    member.tick();
    CHECK(member.believes(raw(target)) == k_alive);
    CHECK(member.sent<Ping>().size() == 1);
  }
  SECTION("and if the answer comes late, nobody is suspected either") {
    member.hear(raw(target), PingAck{ping.number});
    member.tick();
    CHECK(member.believes(raw(target)) == k_alive);
  }
  SECTION("and if nobody has one, the member is suspected at the end of the period") {
    for (const auto& [helper, request] : requests)
      member.hear(raw(helper), PingRequestReply{ping.number, ErrorCode::timeout});
    member.tick();
    CHECK(member.now() == probed + Timing{}.probe_interval);
    CHECK(member.believes(raw(target)) == k_suspected);
    const auto events = member.traced(EventKind::node_suspected);
    REQUIRE(events.size() == 1);
    CHECK(events[0].node == Address{NodeId{k_self}});
    CHECK(events[0].peer == Address{target});
    CHECK(events[0].count == 1);
    const auto told = about(member.sent<Ping>().at(0).second.updates, raw(target));
    REQUIRE(told);
    CHECK(told->accuser == NodeId{k_self});
  }
  SECTION("and an answer to another probe does not count") {
    member.hear(raw(target), PingAck{ping.number + 1});
    member.hear(raw(target), PingAck{ping.number - 1});
    member.tick();
    CHECK(member.believes(raw(target)) == k_suspected);
  }
}

TEST_CASE("failure detector: asks in another's stead, and says what came of it", "[node]") {
  Member member;
  member.hear(2, PingRequest{500, NodeId{5}});
  const auto pings = member.sent<Ping>();
  REQUIRE(pings.size() == 1);
  CHECK(pings[0].first == NodeId{5});
  SECTION("an answer is passed on at once, and once") {
    member.hear(5, PingAck{pings[0].second.number});
    const auto replies = member.sent<PingRequestReply>();
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].first == NodeId{2});
    CHECK(replies[0].second.number == 500);
    CHECK(replies[0].second.outcome.ok());
    member.hear(5, PingAck{pings[0].second.number});
    CHECK(member.sent<PingRequestReply>().empty());
  }
  SECTION("silence is said too, before the one who asks gives up") {
    member.pass(Timing{}.probe_timeout * 4 / 5);
    const auto replies = member.sent<PingRequestReply>();
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].second.outcome == Outcome{ErrorCode::timeout});
    CHECK(replies[0].second.number == 500);
  }
  SECTION("of itself it knows") {
    member.hear(2, PingRequest{501, NodeId{k_self}});
    REQUIRE(member.sent<PingRequestReply>().size() == 1);
    CHECK(member.sent<PingRequestReply>()[0].second.outcome.ok());
  }
  SECTION("a stranger is not asked") {
    member.hear(2, PingRequest{502, NodeId{8}});
    CHECK(member.sent<Ping>().empty());
  }
  SECTION("more than so many at once are refused") {
    for (std::size_t i = 1; i < Relays::k_relays_max; ++i)
      member.hear(2, PingRequest{600 + i, NodeId{5}});
    CHECK(member.sent<Ping>().size() == 1);
    member.hear(2, PingRequest{800, NodeId{5}});
    CHECK(member.sent<Ping>().empty());
    REQUIRE(member.sent<PingRequestReply>().size() == 1);
    CHECK(member.sent<PingRequestReply>()[0].second.outcome == Outcome{ErrorCode::overloaded});
  }
}

TEST_CASE("failure detector: the dead are left out of the probes, but asked now and then",
          "[node]") {
  Member member;
  MembershipUpdates updates;
  for (const std::uint32_t dead : {2u, 3u, 4u, 5u, 6u, 7u}) updates.push_back(update(dead, k_dead));
  member.hear(1, gossip(updates));
  std::vector<int> asked(8);
  constexpr int k_periods = 300;
  for (const Time start = member.now();
       member.now() < start + k_periods * Timing{}.probe_interval;) {
    member.tick();
    for (const auto& [target, ping] : member.sent<Ping>()) {
      ++asked[raw(target)];
      member.hear(raw(target), PingAck{ping.number});
    }
  }
  CHECK(asked[1] >= k_periods - 3);
  for (std::uint32_t dead = 2; dead < 8; ++dead) {
    CHECK(asked[dead] >= k_periods / FailureDetector::k_dead_periods / 6 - 1);
    CHECK(asked[dead] <= k_periods / FailureDetector::k_dead_periods / 6 + 1);
  }
}

TEST_CASE("failure detector: helpers that are silent make a member doubt itself", "[node]") {
  const auto second_wait = [](bool helpers_speak) {
    Member member;
    const auto [target, ping] = member.next_probe();
    member.tick();
    for (const auto& [helper, request] : member.sent<PingRequest>()) {
      if (helpers_speak)
        member.hear(raw(helper), PingRequestReply{ping.number, ErrorCode::timeout});
    }
    member.next_probe();  // the verdict, and the next probe
    const Time probed = member.now();
    member.next_probe();
    return member.now() - probed;
  };
  CHECK(second_wait(true) == Timing{}.probe_interval);
  CHECK(second_wait(false) == 4 * Timing{}.probe_interval);
}

TEST_CASE("failure detector: time that it did not live through counts against nobody", "[node]") {
  Timing timing = probing();
  const auto suspects_after_stall = [&](std::uint32_t local_health_max) {
    timing.local_health_max = local_health_max;
    Member member(8, timing);
    const NodeId target = member.next_probe().first;
    member.stall(std::chrono::seconds{30});
    member.wake();
    return member.believes(raw(target)) == k_suspected;
  };
  CHECK_FALSE(suspects_after_stall(8));
  CHECK(suspects_after_stall(0));
}

TEST_CASE("failure detector: a member that is always late still asks the others", "[node]") {
  Member member;
  int pings = 0;
  for (int i = 0; i < 100; ++i) {
    member.stall(milliseconds{700});
    member.wake();
    pings += static_cast<int>(member.sent<Ping>().size());
  }
  CHECK(pings > 20);
}

TEST_CASE("failure detector: what makes no sense changes nothing", "[node]") {
  Member member;
  member.hear(3, gossip({update(8, k_dead), {k_no_node, {}, k_no_node}}));
  member.hear(3, PingAck{12'345});
  member.hear(3, PingRequestReply{12'345, {}});
  member.hear(3, PingRequestReply{12'345, ErrorCode::timeout});
  for (std::uint32_t i = 1; i < 8; ++i) CHECK(member.believes(i) == k_alive);
  member.hear(9, Ping{1});  // a stranger gets an answer, and is no member
  CHECK(member.sent<PingAck>().size() == 1);
}

TEST_CASE("failure detector: two members have nobody to help them", "[node]") {
  Member member(2);
  const auto [target, ping] = member.next_probe();
  CHECK(target == NodeId{1});
  member.tick();
  CHECK(member.sent<PingRequest>().empty());
  member.tick();
  CHECK(member.believes(1) == k_suspected);
}

TEST_CASE("failure detector: no storm of messages breaks it, and it never accuses itself",
          "[node]") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    Rng rng(seed);
    Timing timing = probing();
    timing.failure_detection = seed % 2 == 0 ? FailureDetection::swim : FailureDetection::phi;
    Member member(8, timing);
    const auto some = [&](std::uint64_t bound) {
      return static_cast<std::uint32_t>(rng.below(bound));
    };
    for (int i = 0; i < 2000; ++i) {
      MembershipUpdates updates;
      for (std::uint32_t n = some(4); n > 0; --n) {
        updates.push_back(
            update(some(9), static_cast<MemberState>(some(3)), some(4), 1 + some(3), some(9)));
      }
      const std::uint64_t number = (std::uint64_t{1} << 32) + some(60);
      switch (some(6)) {
        case 0: member.hear(1 + some(8), Ping{number, updates}, 1 + some(3)); break;
        case 1: member.hear(1 + some(8), PingAck{number, updates}, 1 + some(3)); break;
        case 2: member.hear(1 + some(8), PingRequest{number, NodeId{some(9)}, updates}); break;
        case 3:
          member.hear(
              1 + some(8),
              PingRequestReply{number, some(2) == 0 ? Outcome{} : ErrorCode::timeout, updates});
          break;
        case 4:
          // One thing that is due may make another one due at once, but not for ever.
          for (int ticks = 0; ticks < 10 && member.node().next_deadline() <= member.now(); ++ticks)
            member.tick();
          REQUIRE(member.node().next_deadline() > member.now());
          break;
        default: member.pass(milliseconds{some(100)});
      }
      for (const auto& [to, ping] : member.sent<Ping>()) REQUIRE(to != NodeId{k_self});
      for (const auto& [to, ping] : member.sent<Ping>()) {
        REQUIRE(ping.updates.size() <= k_updates_max);
        const auto self = about(ping.updates, k_self);
        REQUIRE((!self || self->belief.state == k_alive));
      }
      REQUIRE(member.believes(k_self) == k_alive);
    }
  }
}

}  // namespace
}  // namespace ringside::failure_detector_test
