#include "core/runtime/mailbox.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <thread>
#include <vector>

namespace ringside::mailbox_test {
namespace {

using Wall = ScaledClock::Wall;

Envelope message(std::uint64_t id) {
  return {MessageId{id}, NodeId{0}, Incarnation{1}, NodeId{1}, time_at(5), ForwardReply{OpId{id}}};
}

std::uint64_t id_of(const Parcel& parcel) { return raw(std::get<Envelope>(parcel).id); }

TEST_CASE("mailbox: gives out everything in the order it came", "[runtime]") {
  Mailbox mailbox;
  Envelope first = message(1);
  REQUIRE(mailbox.put_message(first));
  mailbox.put(Submission{ClientId{2}, {OpId{7}, OperationKind::get, "k", {}}});
  mailbox.put(Command{CrashCommand{NodeId{3}}});
  std::vector<Parcel> parcels;
  mailbox.take(parcels, Wall::now());
  REQUIRE(parcels.size() == 3);
  CHECK(id_of(parcels[0]) == 1);
  CHECK(std::get<Submission>(parcels[1]).operation.id == OpId{7});
  CHECK(std::get<CrashCommand>(std::get<Command>(parcels[2])).node == NodeId{3});
}

TEST_CASE("mailbox: what is taken is added to what was there", "[runtime]") {
  Mailbox mailbox;
  std::vector<Parcel> parcels;
  for (const std::uint64_t id : {1u, 2u}) {
    Envelope envelope = message(id);
    mailbox.put_message(envelope);
    mailbox.take(parcels, Wall::now());
  }
  REQUIRE(parcels.size() == 2);
  CHECK(id_of(parcels[0]) == 1);
  CHECK(id_of(parcels[1]) == 2);
}

TEST_CASE("mailbox: an empty one waits no longer than it is told, and not at all once nudged",
          "[runtime]") {
  Mailbox mailbox;
  std::vector<Parcel> parcels;
  mailbox.take(parcels, Wall::now());
  CHECK(parcels.empty());
  mailbox.nudge();
  mailbox.take(parcels, Wall::now() + std::chrono::hours{1});
  CHECK(parcels.empty());
}

TEST_CASE("mailbox: whoever waits wakes for a parcel and for a nudge", "[runtime]") {
  Mailbox mailbox;
  for (int round = 0; round < 200; ++round) {
    std::thread other([&] {
      Envelope envelope = message(9);
      if (round % 2 == 0) {
        mailbox.put_message(envelope);
      } else {
        mailbox.nudge();
      }
    });
    std::vector<Parcel> parcels;
    mailbox.take(parcels, Wall::now() + std::chrono::hours{1});
    other.join();
    CHECK(parcels.size() == (round % 2 == 0 ? 1u : 0u));
  }
}

TEST_CASE("mailbox: many who put lose nothing, and each one's parcels stay in order", "[runtime]") {
  Mailbox mailbox;
  constexpr std::uint64_t k_senders = 3;
  constexpr std::uint64_t k_each = 4000;
  std::vector<std::thread> senders;
  for (std::uint64_t sender = 0; sender < k_senders; ++sender) {
    senders.emplace_back([&mailbox, sender] {
      for (std::uint64_t i = 1; i <= k_each; ++i) {
        Envelope envelope = message(sender * 1'000'000 + i);
        mailbox.put_message(envelope);
      }
    });
  }
  std::vector<std::uint64_t> last(k_senders);
  std::uint64_t taken = 0;
  std::uint64_t out_of_order = 0;
  while (taken < k_senders * k_each) {
    std::vector<Parcel> parcels;
    mailbox.take(parcels, Wall::now() + std::chrono::hours{1});
    for (const Parcel& parcel : parcels) {
      const std::uint64_t sender = id_of(parcel) / 1'000'000;
      if (id_of(parcel) % 1'000'000 != ++last[sender]) ++out_of_order;
    }
    taken += parcels.size();
  }
  for (std::thread& sender : senders) sender.join();
  CHECK(out_of_order == 0);
}

}  // namespace
}  // namespace ringside::mailbox_test
