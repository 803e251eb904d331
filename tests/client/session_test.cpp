#include "core/client/session.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/base/hash.h"
#include "core/base/rng.h"
#include "core/store/siblings.h"
#include "tests/node/bench.h"

namespace ringside::session_test {
namespace {

// A session stepped by hand. The group of every key is node 0, 1, 2.
class SessionBench {
 public:
  explicit SessionBench(std::uint32_t window = 16, MergeFunction merge = nullptr)
      : session_({ClientId{3}, NodeBench::ring(), NodeBench::timing(), window, ReadChoice::any,
                  merge}) {}

  void submit(std::uint64_t id, OperationKind kind, std::string key, std::string value = {}) {
    out_ = {};
    session_.submit(now_, {OpId{id}, kind, std::move(key), std::move(value)}, out_);
    note();
  }
  void submit(Operation operation) {
    out_ = {};
    session_.submit(now_, std::move(operation), out_);
    note();
  }
  void step(Address from, Message message) {
    out_ = {};
    session_.step(now_, from, message, out_);
    note();
  }
  void tick_at_deadline() {
    now_ = session_.next_deadline();
    out_ = {};
    session_.tick(now_, out_);
    note();
  }
  void pass(Duration time) { now_ += time; }
  bool waits() const { return session_.next_deadline() != k_end_of_time; }
  Time now() const { return now_; }
  const SessionOutput& out() const { return out_; }
  const std::vector<OperationResult>& results() const { return results_; }

  // To whom the latest step sent a message; k_no_node if to nobody.
  NodeId asked() const {
    REQUIRE(out_.sends.size() <= 1);
    return out_.sends.empty() ? k_no_node : out_.sends[0].to.node();
  }
  std::size_t traced(EventKind kind) const {
    std::size_t count = 0;
    for (const TraceEvent& event : out_.events) count += event.kind == kind ? 1 : 0;
    return count;
  }

 private:
  void note() {
    for (OperationResult& result : out_.results) results_.push_back(result);
  }

  Session session_;
  Time now_ = time_at(1000);
  SessionOutput out_;
  std::vector<OperationResult> results_;
};

WriteReply write_reply(std::uint64_t op, Outcome outcome = {},
                       OperationKind kind = OperationKind::put) {
  return {OpId{op}, kind, outcome, {{time_at(5), 0}, {NodeId{0}, Incarnation{1}}}, 2, 2};
}

GetReply get_reply(std::uint64_t op, std::string value) {
  return {OpId{op}, {}, NodeBench::store(op, "k", std::move(value), 5).record, 1};
}

TEST_CASE("session: a put goes to the primary, and its reply ends it", "[client]") {
  SessionBench bench;
  bench.submit(1, OperationKind::put, "k", "v");
  CHECK(bench.asked() == NodeId{0});
  const auto& request = std::get<WriteRequest>(bench.out().sends[0].message);
  CHECK(request.key == "k");
  CHECK(request.value == "v");
  CHECK(request.hash == hash_key("k"));
  CHECK(bench.traced(EventKind::operation_started) == 1);

  bench.pass(std::chrono::milliseconds{2});
  bench.step(NodeId{0}, write_reply(1));
  REQUIRE(bench.results().size() == 1);
  const OperationResult& result = bench.results()[0];
  CHECK(result.ok());
  CHECK(result.id == OpId{1});
  CHECK(result.key == "k");
  CHECK(result.value == "v");
  CHECK(result.receipt.answered_by == NodeId{0});
  CHECK(result.receipt.copies == 2);
  CHECK(result.receipt.required == 2);
  CHECK(result.receipt.attempts == 1);
  CHECK(result.receipt.version.stamp.physical == time_at(5));
  CHECK(result.finished - result.started == std::chrono::milliseconds{2});
  CHECK(bench.traced(EventKind::operation_finished) == 1);
  CHECK_FALSE(bench.waits());
}

TEST_CASE("session: where a node is silent the next of the group is asked, in order", "[client]") {
  SessionBench bench;
  bench.submit(1, OperationKind::put, "k", "v");
  bench.tick_at_deadline();
  CHECK(bench.asked() == NodeId{1});
  CHECK(bench.traced(EventKind::operation_retried) == 1);
  bench.tick_at_deadline();
  CHECK(bench.asked() == NodeId{2});
  bench.tick_at_deadline();
  CHECK(bench.asked() == NodeId{0});  // a new round
  bench.step(NodeId{0}, write_reply(1));
  CHECK(bench.results().at(0).receipt.attempts == 4);
}

TEST_CASE("session: who was silent is asked last for a while", "[client]") {
  SessionBench bench;
  bench.submit(1, OperationKind::put, "k", "v");
  bench.tick_at_deadline();
  bench.step(NodeId{1}, write_reply(1));
  bench.submit(2, OperationKind::put, "k", "v");
  CHECK(bench.asked() == NodeId{1});
  bench.step(NodeId{1}, write_reply(2));
  bench.pass(NodeBench::timing().suspicion);
  bench.submit(3, OperationKind::put, "k", "v");
  CHECK(bench.asked() == NodeId{0});
}

TEST_CASE("session: a suspect that is heard from is asked first again", "[client]") {
  SessionBench bench;
  bench.submit(1, OperationKind::put, "k", "v");
  bench.tick_at_deadline();
  bench.step(NodeId{0}, write_reply(1));  // late, but it lives
  CHECK(bench.results().size() == 1);
  bench.submit(2, OperationKind::put, "k", "v");
  CHECK(bench.asked() == NodeId{0});
}

TEST_CASE("session: where all are suspected, they are asked all the same", "[client]") {
  SessionBench bench;
  bench.submit(1, OperationKind::put, "k", "v");
  for (int i = 0; i < 3; ++i) bench.tick_at_deadline();
  bench.submit(2, OperationKind::put, "k", "v");
  CHECK(bench.asked() != k_no_node);
}

TEST_CASE("session: a write without an answer ends at its deadline: outcome_unknown", "[client]") {
  SessionBench bench;
  const Time start = bench.now();
  bench.submit(1, OperationKind::put, "k", "v");
  while (bench.waits()) bench.tick_at_deadline();
  REQUIRE(bench.results().size() == 1);
  REQUIRE(bench.results()[0].error);
  CHECK(bench.results()[0].error->code == ErrorCode::outcome_unknown);
  CHECK(bench.now() == start + NodeBench::timing().operation_deadline);
  CHECK(bench.results()[0].receipt.attempts == 5);
}

TEST_CASE("session: a read without an answer ends at its deadline: timeout", "[client]") {
  SessionBench bench;
  bench.submit(1, OperationKind::get, "k");
  while (bench.waits()) bench.tick_at_deadline();
  REQUIRE(bench.results().size() == 1);
  CHECK(bench.results()[0].error->code == ErrorCode::timeout);
}

TEST_CASE("session: every operation ends exactly once, whatever comes late", "[client]") {
  SessionBench bench;
  bench.submit(1, OperationKind::put, "k", "v");
  bench.tick_at_deadline();
  bench.step(NodeId{1}, write_reply(1));
  bench.step(NodeId{0}, write_reply(1));
  bench.step(NodeId{1}, write_reply(1, ErrorCode::outcome_unknown));
  CHECK(bench.results().size() == 1);
  CHECK(bench.out().events.empty());
}

TEST_CASE("session: an answer to something else changes nothing", "[client]") {
  SessionBench bench;
  bench.submit(1, OperationKind::put, "k", "v");
  bench.step(NodeId{0}, write_reply(2));
  bench.step(NodeId{0}, write_reply(1, {}, OperationKind::remove));
  bench.step(NodeId{0}, get_reply(1, "x"));
  bench.step(NodeId{0}, ForwardReply{OpId{1}});
  bench.step(ClientId{0}, write_reply(1));
  bench.step(Address{}, write_reply(1));
  CHECK(bench.results().empty());
  CHECK(bench.waits());
}

TEST_CASE("session: reads start at members that differ by operation, and are spread evenly",
          "[client]") {
  SessionBench bench(1000);
  std::vector<int> asked(4);
  for (std::uint64_t id = 1; id <= 600; ++id) {
    bench.submit(id, OperationKind::get, "k");
    ++asked[raw(bench.asked())];
    bench.step(bench.asked(), get_reply(id, "v"));
  }
  CHECK(asked[3] == 0);
  for (int node = 0; node < 3; ++node)
    CHECK(std::abs(asked[static_cast<std::size_t>(node)] - 200) < 5 * 12);
}

TEST_CASE("session: a read's value and forwards are in its result", "[client]") {
  SessionBench bench;
  bench.submit(1, OperationKind::get, "k");
  bench.step(NodeId{2}, get_reply(1, "hello"));
  const OperationResult& result = bench.results().at(0);
  CHECK(result.ok());
  CHECK(result.value == "hello");
  CHECK(result.receipt.answered_by == NodeId{2});
  CHECK(result.receipt.forwards == 1);
}

TEST_CASE("session: failures say in words which key, and why", "[client]") {
  using Catch::Matchers::ContainsSubstring;
  SessionBench bench;
  bench.submit(1, OperationKind::get, "pear");
  bench.step(NodeId{2}, GetReply{OpId{1}, ErrorCode::not_found, nullptr, 2});
  bench.submit(2, OperationKind::get, "pear");
  bench.step(NodeId{2}, GetReply{OpId{2}, ErrorCode::not_found,
                                 NodeBench::store_tombstone(9, "pear", 5).record, 0});
  bench.submit(3, OperationKind::get, "pear");
  bench.step(NodeId{2}, GetReply{OpId{3}, ErrorCode::unavailable, nullptr, 2});
  bench.submit(4, OperationKind::remove, "pear");
  bench.step(NodeId{2}, write_reply(4, ErrorCode::not_found, OperationKind::remove));
  bench.submit(5, OperationKind::put, "pear", "v");
  bench.step(NodeId{2}, write_reply(5, ErrorCode::outcome_unknown));
  REQUIRE(bench.results().size() == 5);
  const std::pair<ErrorCode, const char*> expected[] = {
      {ErrorCode::not_found, "no key 'pear'"},
      {ErrorCode::not_found, "'pear' was deleted"},
      {ErrorCode::unavailable, "'pear'"},
      {ErrorCode::not_found, "no key 'pear' to delete"},
      {ErrorCode::outcome_unknown, "2 of the 2 copies"}};
  for (std::size_t i = 0; i < 5; ++i) {
    CAPTURE(i);
    REQUIRE(bench.results()[i].error);
    CHECK(bench.results()[i].error->code == expected[i].first);
    CHECK_THAT(bench.results()[i].error->message, ContainsSubstring(expected[i].second));
  }
}

TEST_CASE("session: only a window of operations is under way, the others wait in line",
          "[client]") {
  SessionBench bench(2);
  bench.submit(1, OperationKind::put, "a", "v");
  bench.submit(2, OperationKind::put, "b", "v");
  bench.submit(3, OperationKind::put, "c", "v");
  CHECK(bench.out().sends.empty());
  CHECK(bench.traced(EventKind::operation_started) == 0);
  bench.step(NodeId{0}, write_reply(2));
  CHECK(bench.traced(EventKind::operation_started) == 1);
  REQUIRE(bench.out().sends.size() == 1);
  CHECK(operation_of(bench.out().sends[0].message) == OpId{3});
}

TEST_CASE("session: the deadline counts from the start, not from the waiting in line", "[client]") {
  SessionBench bench(1);
  bench.submit(1, OperationKind::put, "a", "v");
  bench.submit(2, OperationKind::put, "b", "v");
  const Time first_start = bench.now();
  while (bench.results().empty()) bench.tick_at_deadline();
  const Time second_start = bench.now();
  CHECK(second_start == first_start + NodeBench::timing().operation_deadline);
  while (bench.waits()) bench.tick_at_deadline();
  REQUIRE(bench.results().size() == 2);
  CHECK(bench.results()[1].started == second_start);
  CHECK(bench.results()[1].finished == second_start + NodeBench::timing().operation_deadline);
}

TEST_CASE("session: any replies in any order end every operation exactly once", "[client]") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    Rng rng(seed);
    SessionBench bench(1 + static_cast<std::uint32_t>(rng.below(4)));
    std::set<OpId> open;
    std::uint64_t ops = 0;
    std::size_t seen = 0;
    const auto settle = [&] {
      for (; seen < bench.results().size(); ++seen)
        REQUIRE(open.erase(bench.results()[seen].id) == 1);
    };
    for (int i = 0; i < 400; ++i) {
      const std::uint64_t op = 1 + rng.below(ops + 2);
      const NodeId node{static_cast<std::uint32_t>(rng.below(4))};
      const Outcome outcome =
          rng.below(2) == 0 ? Outcome{} : Outcome{static_cast<ErrorCode>(rng.below(6))};
      switch (rng.below(5)) {
        case 0:
          bench.submit(++ops, static_cast<OperationKind>(rng.below(3)), "k", "v");
          open.insert(OpId{ops});
          break;
        case 1:
          bench.step(node, write_reply(op, outcome, static_cast<OperationKind>(rng.below(3))));
          break;
        case 2: bench.step(node, GetReply{OpId{op}, outcome, nullptr, 0}); break;
        case 3: bench.step(node, get_reply(op, "v")); break;
        default:
          if (bench.waits()) bench.tick_at_deadline();
      }
      settle();
    }
    while (bench.waits()) {
      bench.tick_at_deadline();
      settle();
    }
    REQUIRE(open.empty());
    REQUIRE(bench.results().size() == ops);
  }
}

// A multi-get of keys "a", "b" and "c", whose operations are 5, 6 and 7.
void submit_multi_get(SessionBench& bench) {
  bench.submit({.id = OpId{5},
                .kind = OperationKind::get,
                .key = "a",
                .value = {},
                .more_keys = {"b", "c"}});
}

const MultiGetRequest& asked_together(const SessionBench& bench) {
  REQUIRE(bench.out().sends.size() == 1);
  return std::get<MultiGetRequest>(bench.out().sends[0].message);
}

TEST_CASE("session: a multi-get asks a member that keeps all keys once", "[client]") {
  SessionBench bench(1);
  bench.submit(1, OperationKind::get, "k");
  const NodeId first = bench.asked();
  submit_multi_get(bench);  // waits for its turn, and then takes more room than there is
  CHECK(bench.out().sends.empty());
  bench.step(first, get_reply(1, "v"));
  const MultiGetRequest& request = asked_together(bench);
  CHECK(request.op == OpId{5});
  REQUIRE(request.gets.size() == 3);
  CHECK(request.gets[2].key == "c");
  CHECK(request.gets[2].op == OpId{7});
  CHECK(bench.traced(EventKind::operation_started) == 3);

  const NodeId node = bench.asked();
  bench.step(node, MultiGetReply{OpId{5}, {get_reply(5, "1"), get_reply(7, "3")}});
  GetReply none{.op = OpId{6}, .outcome = ErrorCode::not_found, .record = nullptr};
  bench.step(NodeId{2}, none);  // who it was passed on to
  REQUIRE(bench.results().size() == 4);
  CHECK(bench.results()[1].value == "1");
  CHECK(bench.results()[2].value == "3");
  CHECK(bench.results()[3].error->code == ErrorCode::not_found);
  for (std::size_t i = 1; i < 4; ++i) CHECK(bench.results()[i].batch == OpId{5});
  CHECK_FALSE(bench.waits());
}

TEST_CASE("session: what is left of a multi-get is asked of the next member together", "[client]") {
  SessionBench bench;
  submit_multi_get(bench);
  const NodeId silent = bench.asked();
  bench.step(silent, get_reply(6, "2"));
  bench.tick_at_deadline();
  CHECK(bench.asked() != silent);
  CHECK(asked_together(bench).gets.size() == 2);
  CHECK(bench.traced(EventKind::operation_retried) == 2);
}

TEST_CASE("session: a multi-get that is refused as out of date is asked again", "[client]") {
  SessionBench bench;
  submit_multi_get(bench);
  bench.step(bench.asked(), ViewReply{OpId{5}});
  CHECK(asked_together(bench).gets.size() == 3);
}

TEST_CASE("session: all of a multi-get is over by one deadline", "[client]") {
  SessionBench bench;
  submit_multi_get(bench);
  const Time begun = bench.now();
  while (bench.waits()) bench.tick_at_deadline();
  REQUIRE(bench.results().size() == 3);
  for (const OperationResult& result : bench.results()) {
    CHECK(result.error->code == ErrorCode::timeout);
    CHECK(result.finished == begun + NodeBench::timing().operation_deadline);
  }
}

TEST_CASE("session: where siblings are merged, a read is told one value", "[client]") {
  const RecordPtr one = NodeBench::store(1, "k", "b a", 10).record;
  const RecordPtr two = NodeBench::store(2, "k", "c", 20, 1).record;
  const RecordPtr both = merged(with_write(nullptr, parts_of(*one), CausalContext{}),
                                with_write(nullptr, parts_of(*two), CausalContext{}));
  for (const MergeFunction merge : {MergeFunction{}, MergeFunction{union_of_words}}) {
    SessionBench bench(16, merge);
    bench.submit(5, OperationKind::get, "k");
    bench.step(bench.asked(), GetReply{.op = OpId{5}, .outcome = {}, .record = both});
    REQUIRE(bench.results().size() == 1);
    const OperationResult& result = bench.results()[0];
    CHECK(result.value == (merge != nullptr ? "a b c" : "c"));
    CHECK(siblings_of(result).size() == (merge != nullptr ? 0 : 1));
    // What it knows is all that was merged.
    CHECK(context_of(result.receipt).covers(context_of(*both)));
  }
}

}  // namespace
}  // namespace ringside::session_test
