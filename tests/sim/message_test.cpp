// Messages that a person drops, holds, lets go or hands over.
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <string>

#include "core/base/hash.h"
#include "core/trace/world.h"
#include "tests/sim/sim_run.h"

namespace ringside::message_test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using Act = MessageCommand::Act;

// Each message takes 1 ms; nobody compares or asks who is there.
SimRun run_of(std::uint64_t seed, std::uint32_t loss_ppm = 0) {
  ClusterConfig config = small_cluster(seed);
  config.network.latency = {Latency::Kind::constant, milliseconds{1}, {}};
  config.network.loss_ppm = loss_ppm;
  config.timing.repair_interval = {};
  config.timing.probe_interval = {};
  return SimRun(config);
}

NodeId member(SimRun& run, std::size_t place) {
  return Ring(run.sim().config().shape).preference_list(hash_key("k"))[place];
}

void until(SimRun& run, Duration time) { run.sim().run_until(k_start_of_time + time); }

// What the primary sends to a replica of "k", at half of its way.
MessageCommand copy_to(SimRun& run, std::size_t place, Act act) {
  return {act,
          {.from = member(run, 0), .to = member(run, place), .kind = MessageKind::store_request}};
}
SimRun with_copies_under_way(std::uint64_t seed) {
  SimRun run = run_of(seed);
  run.put("k", "v");
  until(run, microseconds{1500});
  return run;
}

void command(SimRun& run, const Command& command) {
  const auto done = run.sim().submit(command);
  INFO((done ? "" : done.error().message));
  REQUIRE(done);
}
std::string why_not(SimRun& run, const Command& command) {
  const std::uint64_t before = run.sim().events_traced();
  const auto done = run.sim().submit(command);
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::invalid_argument);
  CHECK(run.sim().events_traced() == before);
  return done.error().message;
}

World world_of(SimRun& run) {
  World world(run.sim().config().shape);
  for (const TraceEvent& event : run.events()) world.apply(event);
  return world;
}
// The last event of a kind; REQUIREs that there is one.
TraceEvent last(SimRun& run, EventKind kind) {
  std::optional<TraceEvent> found;
  for (const TraceEvent& event : run.events()) {
    if (event.kind == kind) found = event;
  }
  REQUIRE(found);
  return *found;
}

TEST_CASE("drop: a dropped message is lost where it is, and the write lives without it", "[sim]") {
  SimRun run = with_copies_under_way(1);
  command(run, copy_to(run, 1, Act::drop));
  const TraceEvent lost = last(run, EventKind::message_lost);
  CHECK(lost.reason == LossReason::dropped);
  CHECK(lost.peer == Address{member(run, 1)});
  CHECK(world_of(run).lost().back().progress(run.sim().now()) == 0.5);
  until(run, milliseconds{4});
  CHECK(run.results().size() == 1);
  CHECK(run.results().begin()->second.ok());
  CHECK(world_of(run).keys().at(hash_key("k")).copies.size() == 2);
  run.finish();
  run.judge();
}

TEST_CASE("hold: a held message stays where it is, nobody waits for it, and it goes on from there",
          "[sim]") {
  SimRun run = with_copies_under_way(2);
  command(run, copy_to(run, 1, Act::hold));
  const MessageId held = last(run, EventKind::message_held).message();
  const MessageCommand let_go{Act::release, {.id = held}};
  run.finish();
  CHECK(run.sim().idle());
  until(run, milliseconds{700});
  const World waiting = world_of(run);
  REQUIRE(waiting.in_flight().contains(held));
  CHECK(waiting.in_flight().at(held).progress(run.sim().now()) == 0.5);
  CHECK(waiting.in_flight().at(held).held_at == k_start_of_time + microseconds{1500});

  const Time now = run.sim().now();
  command(run, let_go);
  CHECK_FALSE(run.sim().idle());
  const World going = world_of(run);
  CHECK(going.in_flight().at(held).progress(now) == 0.5);
  CHECK(going.in_flight().at(held).progress(now + microseconds{250}) == 0.75);
  CHECK(going.in_flight().at(held).sent_at == k_start_of_time + milliseconds{1});
  run.finish();
  for (const TraceEvent& event : run.events()) {
    if (event.kind == EventKind::message_delivered && event.message() == held)
      CHECK(event.at == now + microseconds{500});
  }
  CHECK_FALSE(world_of(run).in_flight().contains(held));
  run.judge();
}

TEST_CASE("hold: a message that was to be lost is held, too, and lost once it goes on", "[sim]") {
  SimRun run = run_of(3, 1'000'000);
  run.put("k", "v");
  const MessageId id = last(run, EventKind::message_sent).message();
  command(run, MessageCommand{Act::hold, {.id = id}});
  until(run, milliseconds{10});
  CHECK(world_of(run).in_flight().contains(id));
  command(run, MessageCommand{Act::release, {.id = id}});
  until(run, milliseconds{11});
  bool lost = false;
  for (const TraceEvent& event : run.events()) {
    lost =
        lost || (event.kind == EventKind::message_lost && event.message() == id &&
                 event.reason == LossReason::link && event.at > k_start_of_time + milliseconds{9});
  }
  CHECK(lost);
  run.finish();
  run.judge();
}

TEST_CASE("deliver: a message arrives at once, also one that a cut link was to end", "[sim]") {
  SimRun run = run_of(4);
  command(run, PartitionCommand{.groups = {{member(run, 0)}}});
  run.put("k", "v");
  until(run, microseconds{1200});
  command(run, copy_to(run, 1, Act::deliver));
  const TraceEvent delivered = last(run, EventKind::message_delivered);
  CHECK(delivered.at == run.sim().now());
  CHECK(delivered.peer == Address{member(run, 1)});
  CHECK(world_of(run).keys().at(hash_key("k")).copies.size() == 2);
  run.finish();
  run.judge();
}

TEST_CASE("deliver: a held message arrives too, and at a node that is down it is lost", "[sim]") {
  SimRun run = with_copies_under_way(5);
  command(run, copy_to(run, 1, Act::hold));
  command(run, copy_to(run, 2, Act::hold));
  REQUIRE(run.crash(member(run, 2)));
  until(run, milliseconds{5});
  command(run, copy_to(run, 1, Act::deliver));
  CHECK(last(run, EventKind::message_delivered).at == k_start_of_time + milliseconds{5});
  command(run, copy_to(run, 2, Act::deliver));
  CHECK(last(run, EventKind::message_lost).reason == LossReason::receiver_down);
  run.finish();
  CHECK(world_of(run).in_flight().empty());
  run.judge();
}

TEST_CASE("drop: what waits for a paused node can be dropped, but neither held nor handed over",
          "[sim]") {
  SimRun run = with_copies_under_way(6);
  command(run, PauseCommand{member(run, 1)});
  until(run, milliseconds{3});
  CHECK(why_not(run, copy_to(run, 1, Act::hold)).find("has arrived") != std::string::npos);
  CHECK(why_not(run, copy_to(run, 1, Act::deliver)).find("has arrived") != std::string::npos);
  command(run, copy_to(run, 1, Act::drop));
  CHECK(last(run, EventKind::message_lost).reason == LossReason::dropped);
  run.finish();
  command(run, ResumeCommand{member(run, 1)});
  run.finish();
  CHECK(run.sim().idle());
  run.judge();
}

TEST_CASE("messages: what is not there, or would change nothing, is refused and traces nothing",
          "[sim]") {
  SimRun run = with_copies_under_way(7);
  CHECK(why_not(run, MessageCommand{Act::drop, {.id = MessageId{999}}}) ==
        "message 999 is not under way");
  CHECK(why_not(run, copy_to(run, 1, Act::release)).find("is not held") != std::string::npos);
  const MessageCommand reply{
      Act::hold, {.from = NodeId{0}, .to = ClientId{3}, .kind = MessageKind::get_reply}};
  CHECK(why_not(run, reply) == "no get_reply is under way from n0 to c3");
  command(run, copy_to(run, 1, Act::hold));
  CHECK(why_not(run, copy_to(run, 1, Act::hold)).find("is held already") != std::string::npos);
  CHECK(why_not(run, MessageCommand{Act::drop, {.from = NodeId{0}, .to = NodeId{77}}})
            .find("there is no node 77") == 0);
  command(run, copy_to(run, 1, Act::drop));
  run.finish();
  run.judge();
}

TEST_CASE("hold: a copy of the cluster holds the same message, and lets it go by itself", "[sim]") {
  SimRun run = with_copies_under_way(8);
  command(run, copy_to(run, 1, Act::hold));
  SimRun other = run;
  const MessageCommand let_go = copy_to(run, 1, Act::release);
  until(run, milliseconds{9});
  until(other, milliseconds{9});
  command(run, let_go);
  CHECK(run.sim().digest().value() != other.sim().digest().value());
  command(other, let_go);
  run.finish();
  other.finish();
  CHECK(run.sim().digest().value() == other.sim().digest().value());
  run.judge();
}

}  // namespace
}  // namespace ringside::message_test
