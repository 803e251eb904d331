#include "core/trace/packed_events.h"

#include <catch_amalgamated.hpp>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "core/base/rng.h"
#include "core/base/varint.h"
#include "core/sim/simulation.h"

namespace ringside::packed_events_test {
namespace {

bool same(const TraceEvent& a, const TraceEvent& b) { return std::memcmp(&a, &b, sizeof a) == 0; }

std::string packed(const std::vector<TraceEvent>& events) {
  EventPacker packer;
  std::string bytes;
  for (const TraceEvent& event : events) packer.pack(event, bytes);
  return bytes;
}

void check_comes_back(const std::vector<TraceEvent>& events) {
  const std::string bytes = packed(events);
  std::string_view rest = bytes;
  EventUnpacker unpacker;
  for (const TraceEvent& event : events) {
    const auto unpacked = unpacker.unpack(rest);
    REQUIRE(unpacked.has_value());
    REQUIRE(same(*unpacked, event));
  }
  CHECK(rest.empty());
}

// Any well-formed event at all, with numbers of every size.
TraceEvent random_event(Rng& rng, Time at) {
  const auto number = [&] { return rng.next() >> rng.below(64); };
  TraceEvent event;
  event.at = at;
  event.kind = static_cast<EventKind>(rng.below(k_event_kinds));
  event.detail = static_cast<std::uint8_t>(rng.below(4));
  if (rng.below(3) == 0) event.outcome = static_cast<ErrorCode>(rng.below(8));
  event.reason = static_cast<LossReason>(rng.below(5));
  event.node = Address::from_bits(static_cast<std::uint32_t>(number()));
  event.peer = Address::from_bits(static_cast<std::uint32_t>(number()));
  event.count = static_cast<std::uint32_t>(number());
  event.op = OpId{number()};
  event.subject = number();
  event.stamp = static_cast<std::int64_t>(number() >> 3) * (rng.below(2) == 0 ? 1 : -1);
  return event;
}

TEST_CASE("varint: any number comes back, and no more bytes are taken than it has", "[trace]") {
  Rng rng(5);
  std::vector<std::uint64_t> numbers{0, 127, 128, std::numeric_limits<std::uint64_t>::max()};
  for (int i = 0; i < 1000; ++i) numbers.push_back(rng.next() >> rng.below(64));
  std::string bytes;
  for (const std::uint64_t number : numbers) {
    put_varint(bytes, number);
    CHECK(unzigzag(zigzag(number)) == number);
  }
  std::string_view rest = bytes;
  for (const std::uint64_t number : numbers) REQUIRE(take_varint(rest) == number);
  CHECK_FALSE(take_varint(rest).has_value());
  CHECK(zigzag(1) == 2);
  CHECK(zigzag(0 - std::uint64_t{1}) == 1);
}

TEST_CASE("varint: one without an end, or too large, is none", "[trace]") {
  std::string_view cut = "\x80\x80";
  CHECK_FALSE(take_varint(cut).has_value());
  std::string_view endless = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01";
  CHECK_FALSE(take_varint(endless).has_value());
  std::string_view large = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02";
  CHECK_FALSE(take_varint(large).has_value());
}

TEST_CASE("packed events: any events come back as they were", "[trace]") {
  Rng rng(17);
  std::vector<TraceEvent> events;
  Time at{};
  for (int i = 0; i < 20'000; ++i) {
    at += Duration{static_cast<std::int64_t>(rng.below(3) == 0 ? 0 : rng.next() >> 30)};
    events.push_back(random_event(rng, at));
    REQUIRE(is_well_formed(events.back()));
  }
  check_comes_back(events);
}

TEST_CASE("packed events: those of a run take less than a fifth of the room", "[trace]") {
  ClusterConfig config;
  config.network.loss_ppm = 20'000;
  Simulation simulation(config);
  for (int i = 0; i < 400; ++i) {
    const std::string key = "k" + std::to_string(i % 37);
    REQUIRE(simulation.submit(PutCommand{key, "v"}));
    REQUIRE(simulation.submit(GetCommand{key}));
    simulation.run_until(simulation.now() + std::chrono::milliseconds{5});
  }
  TraceBatch batch;
  simulation.collect(batch);
  REQUIRE(batch.events.size() > 5000);
  check_comes_back(batch.events);
  CHECK(packed(batch.events).size() * 5 < batch.events.size() * sizeof(TraceEvent));
}

TEST_CASE("packed events: no bytes at all can break it, and what comes out is well formed",
          "[trace]") {
  Rng rng(23);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    for (std::uint64_t size = rng.below(200); size > 0; --size) {
      // Small numbers make more events than all numbers do.
      const std::uint64_t byte = rng.below(4) == 0 ? rng.below(256) : rng.below(40);
      bytes += static_cast<char>(byte);
    }
    std::string_view rest = bytes;
    EventUnpacker unpacker;
    Time last{};
    while (const auto event = unpacker.unpack(rest)) {
      REQUIRE(is_well_formed(*event));
      REQUIRE(event->at >= last);
      last = event->at;
    }
  }
}

}  // namespace
}  // namespace ringside::packed_events_test
