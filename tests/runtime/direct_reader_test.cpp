#include "core/runtime/direct_reader.h"

#include <atomic>
#include <catch_amalgamated.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/runtime/thread_run.h"

namespace ringside::direct_reader_test {
namespace {

using Answer = DirectRead::Answer;

std::string key(int i) { return "key-" + std::to_string(i); }
std::string value(int i) { return "value-" + std::to_string(i); }

ThreadRun run_of(const ClusterConfig& config) {
  return ThreadRun(config, {.workers = 2, .direct_reads = true});
}

void put_all(ThreadRun& run, int keys) {
  for (int i = 0; i < keys; ++i) run.put(key(i), value(i));
  run.wait_idle();
}

TEST_CASE("direct reader: finds at once what was acknowledged, and what was removed is not found",
          "[runtime]") {
  ThreadRun run = run_of(patient_cluster());
  run.cluster().set_rate(10);
  const auto reader = run.cluster().direct_reader();
  std::string found = "unchanged";
  CHECK(reader->get(key(0), found).answer == Answer::not_found);
  CHECK(found == "unchanged");
  constexpr int k_keys = 300;
  put_all(run, k_keys);
  for (int i = 0; i < k_keys; ++i) {
    const DirectRead read = reader->get(key(i), found);
    REQUIRE(read.answer == Answer::found);
    REQUIRE(found == value(i));
    REQUIRE(read.version.stamp > HlcStamp{});
  }
  for (int i = 0; i < k_keys; i += 2) run.remove(key(i));
  run.wait_idle();
  for (int i = 0; i < k_keys; ++i)
    REQUIRE(reader->get(key(i), found).answer == (i % 2 == 0 ? Answer::not_found : Answer::found));
  run.judge();
}

TEST_CASE("direct reader: several keys at once are as many reads", "[runtime]") {
  ThreadRun run = run_of(patient_cluster());
  run.cluster().set_rate(10);
  put_all(run, 100);
  run.remove(key(5));
  run.wait_idle();
  const auto reader = run.cluster().direct_reader();
  for (const std::size_t count :
       {std::size_t{0}, std::size_t{1}, std::size_t{16}, std::size_t{130}}) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) texts.push_back(key(static_cast<int>(i)));
    const std::vector<std::string_view> keys(texts.begin(), texts.end());
    std::size_t next = 0;
    reader->multi_get(keys, [&](std::size_t index, const DirectRead& read) {
      REQUIRE(index == next++);
      std::string alone;
      const bool is_there = index != 5 && index < 100;
      REQUIRE(read.answer == (is_there ? Answer::found : Answer::not_found));
      if (is_there) REQUIRE(read.value == value(static_cast<int>(index)));
    });
    REQUIRE(next == count);
  }
}

TEST_CASE("direct reader: with F nodes down every key is still found, and with all down none is",
          "[runtime]") {
  ThreadRun run = run_of(patient_cluster());
  run.cluster().set_rate(10);
  put_all(run, 200);
  const auto reader = run.cluster().direct_reader();
  std::string found;
  REQUIRE(run.crash(NodeId{2}));
  run.wait_until([&] { return run.count(EventKind::node_crashed) == 1; });
  for (int i = 0; i < 200; ++i) {
    const DirectRead read = reader->get(key(i), found);
    REQUIRE(read.answer == Answer::found);
    REQUIRE(read.member != NodeId{2});
    REQUIRE(found == value(i));
  }
  for (std::uint32_t node = 0; node < 5; ++node) run.crash(NodeId{node});
  run.wait_until([&] { return run.count(EventKind::node_crashed) == 5; });
  for (int i = 0; i < 200; ++i) REQUIRE(reader->get(key(i), found).answer == Answer::unsettled);
}

TEST_CASE("direct reader: nobody says that a key is not there because nodes crash and come back",
          "[runtime]") {
  ThreadRun run = run_of(patient_cluster());
  run.cluster().set_rate(10);
  constexpr int k_keys = 200;
  put_all(run, k_keys);
  std::atomic<bool> stop{false};
  std::atomic<int> denied{0}, wrong{0}, found{0};
  std::thread thread([&, reader = run.cluster().direct_reader()] {
    std::string text;
    for (int i = 0; !stop.load(); i = (i + 1) % k_keys) {
      const DirectRead read = reader->get(key(i), text);
      if (read.answer == Answer::not_found) ++denied;
      if (read.answer != Answer::found) continue;
      ++found;
      if (text != value(i)) ++wrong;
    }
  });
  for (std::uint32_t i = 0; i < 40; ++i) {
    const NodeId node{i % 5};
    run.crash(node);
    run.poll(20);
    run.restart(node);
    // It has to have learnt again what it kept before the next one may fail.
    run.wait_idle();
  }
  stop.store(true);
  thread.join();
  CHECK(denied.load() == 0);
  CHECK(wrong.load() == 0);
  CHECK(found.load() > 0);
}

TEST_CASE("direct reader: what all have forgotten is not said not to be there", "[runtime]") {
  ClusterConfig config = patient_cluster();
  // Who comes back asks members that are still down: such a question is lost, and has to be asked
  // again in the time of this test.
  config.timing.reply_timeout = std::chrono::seconds{1};
  ThreadRun run = run_of(config);
  run.cluster().set_rate(10);
  put_all(run, 50);
  for (std::uint32_t node = 0; node < 5; ++node) REQUIRE(run.crash(NodeId{node}));
  run.wait_until([&] { return run.count(EventKind::node_crashed) == 5; });
  for (std::size_t node = 0; node < 5; ++node) {
    REQUIRE(run.restart(NodeId{static_cast<std::uint32_t>(node)}));
    run.wait_until([&] { return run.count(EventKind::node_started) == 6 + node; });
  }
  run.wait_idle();
  const auto reader = run.cluster().direct_reader();
  std::string found;
  for (int i = 0; i < 50; ++i)
    REQUIRE(reader->get(key(i), found).answer == DirectRead::Answer::unsettled);
}

TEST_CASE("direct reader: finds every key while nodes join and leave the ring", "[runtime]") {
  ClusterConfig config = patient_cluster();
  config.shape.nodes = 6;
  config.shape.spares = 1;
  ThreadRun run = run_of(config);
  run.cluster().set_rate(10);
  constexpr int k_keys = 200;
  put_all(run, k_keys);
  std::atomic<bool> stop{false};
  std::atomic<int> denied{0};
  std::thread thread([&, reader = run.cluster().direct_reader()] {
    std::string text;
    for (int i = 0; !stop.load(); i = (i + 1) % k_keys)
      denied += reader->get(key(i), text).answer == Answer::not_found ? 1 : 0;
  });
  REQUIRE(run.cluster().submit(AddCommand{NodeId{5}}).has_value());
  run.wait_idle();
  REQUIRE(run.cluster().submit(DrainCommand{NodeId{0}}).has_value());
  run.wait_idle();
  stop.store(true);
  thread.join();
  CHECK(denied.load() == 0);
  const auto reader = run.cluster().direct_reader();
  std::string found;
  for (int i = 0; i < k_keys; ++i) {
    const DirectRead read = reader->get(key(i), found);
    REQUIRE(read.answer == Answer::found);
    REQUIRE(read.member != NodeId{0});
  }
}

TEST_CASE("direct reader: leaves siblings to a get", "[runtime]") {
  ClusterConfig config = patient_cluster();
  config.conflicts = Conflicts::keep_siblings;
  ThreadRun run = run_of(config);
  run.cluster().set_rate(10);
  run.put("one", "a");
  run.put("two", "a");
  run.put("two", "b");
  run.wait_idle();
  const auto reader = run.cluster().direct_reader();
  std::string found;
  CHECK(reader->get("one", found).answer == Answer::found);
  CHECK(found == "a");
  CHECK(reader->get("two", found).answer == Answer::unsettled);
}

TEST_CASE("direct reader: may outlive the cluster, and finds nothing then", "[runtime]") {
  ThreadRun run = run_of(patient_cluster());
  run.cluster().set_rate(10);
  put_all(run, 10);
  const auto reader = run.cluster().direct_reader();
  std::string found;
  CHECK(reader->get(key(1), found).answer == Answer::found);
  run.destroy();
  CHECK(reader->get(key(1), found).answer == Answer::unsettled);
}

}  // namespace
}  // namespace ringside::direct_reader_test
