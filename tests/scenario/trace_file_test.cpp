#include "core/scenario/trace_file.h"

#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/base/rng.h"
#include "core/base/varint.h"
#include "core/scenario/recorded_cluster.h"
#include "core/sim/simulation.h"
#include "core/trace/exports.h"
#include "core/trace/operation_events.h"
#include "core/trace/story.h"
#include "core/trace/timeline.h"

namespace ringside::trace_file_test {
namespace {

struct Run {
  TraceHead head;
  TraceLog log;
  std::string digest;
};

// With losses, a crash, another cluster than usual, and texts that are no text.
Run some_run(int puts) {
  ClusterConfig config;
  config.shape.nodes = 7;
  config.seed = 77;
  config.network.loss_ppm = 30'000;
  Simulation simulation(config);
  for (int i = 0; i < puts; ++i) {
    const std::string key = "key\0\xff" + std::to_string(i % 11);
    REQUIRE(simulation.submit(PutCommand{key, std::string(300, 'v')}));
    REQUIRE(simulation.submit(GetCommand{"k" + std::to_string(i % 5)}));
    if (i == puts / 2) REQUIRE(simulation.submit(CrashCommand{NodeId{3}}));
    simulation.run_until(simulation.now() + std::chrono::milliseconds{3});
  }
  Run run;
  TraceBatch batch;
  simulation.collect(batch);
  run.log.append(batch);
  run.head = {config, "simulator", simulation.now() + Duration{5}};
  run.digest = simulation.digest().hex();
  return run;
}

std::string file_of(const Run& run) {
  const auto file = trace_file(run.head, run.log);
  INFO((file ? "" : file.error().message));
  REQUIRE(file.has_value());
  return *file;
}

TraceLog log_of(const std::string& file) {
  auto cluster = RecordedCluster::open(file, 1'000'000);
  REQUIRE(cluster.has_value());
  TraceLog log;
  while (!(*cluster)->idle()) {
    TraceBatch batch;
    (*cluster)->collect(batch);
    CHECK(batch.events.size() < 20'000);
    log.append(batch);
  }
  return log;
}

TEST_CASE("trace file: a run comes back event by event, with its texts and its digest",
          "[scenario]") {
  const Run run = some_run(300);
  const std::string file = file_of(run);
  CHECK(file.starts_with("Ringside trace 1\n"));
  const auto facts = check_trace_file(file);
  REQUIRE(facts.has_value());
  CHECK(facts->head.config == run.head.config);
  CHECK(facts->head.host == "simulator");
  CHECK(facts->head.end == run.head.end);
  CHECK(facts->last == run.log.events().back().at);
  CHECK(facts->events == run.log.events().size());
  Digest digest;
  const TraceLog back = log_of(file);
  for (const TraceEvent& event : back.events()) digest.add(event);
  CHECK(digest.hex() == run.digest);
  CHECK(facts->digest == digest.value());
  CHECK(back.keys() == run.log.keys());
  CHECK(back.values() == run.log.values());
  // And so does everything that is told of it; also in a second file.
  CHECK(events_csv(back) == events_csv(run.log));
  CHECK(*trace_file(run.head, back) == file);
}

TEST_CASE("trace file: of nothing at all there is one, too", "[scenario]") {
  const auto file = trace_file({.config = {}, .host = "threads"}, TraceLog{});
  REQUIRE(file.has_value());
  const auto facts = check_trace_file(*file);
  REQUIRE(facts.has_value());
  CHECK(facts->head.config == ClusterConfig{});
  CHECK(facts->head.host == "threads");
  CHECK(facts->events == 0);
}

TEST_CASE("trace file: a recorded run is a cluster that takes no commands", "[scenario]") {
  const Run run = some_run(5);
  auto cluster = RecordedCluster::open(file_of(run), 1'000'000);
  REQUIRE(cluster.has_value());
  TraceBatch batch;
  while (!(*cluster)->idle()) (*cluster)->collect(batch);
  (*cluster)->pump(std::chrono::seconds{1}, 1000);
  CHECK((*cluster)->now() == run.head.end);
  CHECK_FALSE((*cluster)->submit(GetCommand{"k"}).has_value());
  CHECK_FALSE((*cluster)->can_step());
  CHECK((*cluster)->copy() == nullptr);
  const auto refused = RecordedCluster::open(file_of(run), 10);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message.find("at most 10 are shown") != std::string::npos);
}

TEST_CASE("trace file: a run whose beginning was let go has none, and it says why", "[scenario]") {
  const Run run = some_run(20);
  TraceLog short_log(100);
  TraceBatch batch;
  batch.events.assign(run.log.events().begin(), run.log.events().end());
  short_log.append(batch);
  const auto file = trace_file(run.head, short_log);
  REQUIRE_FALSE(file.has_value());
  CHECK(file.error().message.find("was let go") != std::string::npos);
}

std::string why_wrong(const std::string& file) {
  const auto facts = check_trace_file(file);
  REQUIRE_FALSE(facts.has_value());
  CHECK(facts.error().code == ErrorCode::invalid_argument);
  return facts.error().message;
}

TEST_CASE("trace file: cut off anywhere, it is refused, with the place", "[scenario]") {
  const std::string file = file_of(some_run(4));
  REQUIRE(file.size() > 1000);
  for (std::size_t size = 0; size < file.size(); ++size) {
    const std::string why = why_wrong(file.substr(0, size));
    if (size > 16)
      REQUIRE(why.find("it ends at byte " + std::to_string(size)) != std::string::npos);
  }
  CHECK(why_wrong(file + "z").find("something follows the end") != std::string::npos);
}

TEST_CASE("trace file: one byte changed anywhere, it is refused", "[scenario]") {
  const std::string file = file_of(some_run(4));
  Rng rng(3);
  for (std::size_t i = 0; i < file.size(); ++i) {
    std::string changed = file;
    changed[i] = static_cast<char>(changed[i] ^ static_cast<char>(1 + rng.below(255)));
    (void)why_wrong(changed);
  }
}

TEST_CASE("trace file: parts in another order, or left out, are refused", "[scenario]") {
  const Run run = some_run(600);
  const std::string file = file_of(run);
  // Whole parts: kind, size, payload, sum.
  std::vector<std::string> parts;
  for (std::string_view rest = std::string_view(file).substr(17); !rest.empty();) {
    std::string_view after = rest.substr(1);
    const auto size = take_varint(after);
    REQUIRE(size.has_value());
    const std::size_t whole = rest.size() - after.size() + *size + 4;
    parts.emplace_back(rest.substr(0, whole));
    rest.remove_prefix(whole);
  }
  REQUIRE(parts.size() > 4);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    std::string without = file.substr(0, 17);
    std::string swapped = without;
    for (std::size_t j = 0; j < parts.size(); ++j) {
      if (j != i) without += parts[j];
      swapped += parts[j == i ? i + 1 : j == i + 1 ? i : j];
    }
    (void)why_wrong(without);
    (void)why_wrong(swapped);
  }
}

TEST_CASE("trace file: other files and other versions are told apart", "[scenario]") {
  CHECK_FALSE(is_trace_file("key\tvalue\n"));
  CHECK(why_wrong("key\tvalue\n").find("does not begin as a trace") != std::string::npos);
  CHECK(is_trace_file("Ringside trace 2\nwhatever"));
  CHECK(why_wrong("Ringside trace 2\nwhatever").find("another version") != std::string::npos);
}

// A part whose sum is right, whatever is in it.
std::string part(char kind, std::uint64_t number, const std::string& payload) {
  std::string bytes(1, kind);
  put_varint(bytes, payload.size());
  bytes += payload;
  const std::uint64_t sum =
      hash_bytes(payload.data(), payload.size(), number << 8 | static_cast<std::uint8_t>(kind));
  for (int i = 0; i < 4; ++i) bytes += static_cast<char>(sum >> (8 * i));
  return bytes;
}

TEST_CASE("trace file: one that claims much takes no more room than it has", "[scenario]") {
  const std::string magic = "Ringside trace 1\n";
  std::string huge = magic + "s";
  put_varint(huge, std::uint64_t{1} << 62);
  CHECK(why_wrong(huge).find("larger than any part") != std::string::npos);
  CHECK(why_wrong(magic + part('s', 0, "host simulator\nnodes 4000000000\n")).find("at byte 17") !=
        std::string::npos);
  CHECK(why_wrong(magic + part('s', 0, "host moon\n")).find("no host \"moon\"") !=
        std::string::npos);
  std::string text;
  put_varint(text, 0);
  put_varint(text, std::uint64_t{1} << 40);
  CHECK(why_wrong(magic + part('s', 0, "host threads\n") + part('t', 1, text))
            .find("a text is cut off") != std::string::npos);
  CHECK(why_wrong(magic + part('s', 0, "host threads\n") + part('q', 1, ""))
            .find("no such kind of part") != std::string::npos);
}

// What reads a trace: the world, and all that is told of it.
void look_at_everything(const Shape& shape, const TraceLog& log) {
  Timeline timeline(shape, {.events = 300, .spacing = 50});
  TraceBatch batch;
  batch.events.assign(log.events().begin(), log.events().end());
  timeline.append(batch);
  WorldAt at{World(shape), 0};
  for (std::uint64_t i = 0; i < 5; ++i) timeline.seek(at, i * log.events().size() / 5);
  for (const TraceEvent& event : log.events()) {
    CHECK_FALSE(describe(event, log).empty());
    OperationEvents events;
    events.update(log, 1, event.op);
    CHECK(tell_story(events, log, &timeline.present()).steps.size() <=
          OperationEvents::k_entries_max);
  }
  for (const auto format : {ExportFormat::perfetto, ExportFormat::shiviz, ExportFormat::csv})
    CHECK_FALSE(export_trace(log, format).empty());
}

TEST_CASE("trace file: events that never could be, in a file that is well made, break nothing",
          "[scenario]") {
  const Run run = some_run(3);
  EventPacker packer;
  std::string good;
  for (const TraceEvent& event : run.log.events()) packer.pack(event, good);
  Rng rng(41);
  int read = 0;
  for (int round = 0; round < 400; ++round) {
    std::string payload = good.substr(0, 200 + rng.below(600));
    for (std::uint64_t flips = 1 + rng.below(12); flips > 0; --flips)
      payload[rng.below(payload.size())] = static_cast<char>(rng.below(256));
    const std::string file = "Ringside trace 1\n" +
                             part('s', 0, "host simulator\nnodes 7\nseed 77\n") +
                             part('e', 1, payload);
    auto reader = TraceReader::open(file);
    REQUIRE(reader.has_value());
    TraceBatch batch;
    if (reader->next(batch)) ++read;
    TraceLog log;
    log.append(batch);
    if (round % 4 == 0) look_at_everything(reader->head().config.shape, log);
  }
  CHECK(read > 0);
}

}  // namespace
}  // namespace ringside::trace_file_test
