#include <catch_amalgamated.hpp>
#include <cstdint>
#include <string>

#include "core/base/hash.h"
#include "core/trace/log.h"

namespace ringside::describe_test {
namespace {

const KeyHash k_apple = hash_key("apple");

TraceLog log_with_texts() {
  TraceBatch batch;
  batch.texts.push_back({NamedText::Kind::key, raw(k_apple), "apple"});
  batch.texts.push_back({NamedText::Kind::value, 7, "red"});
  TraceLog log;
  log.append(batch);
  return log;
}

MessageFacts facts(MessageKind kind, Outcome outcome = {}) {
  return {MessageId{1}, kind, outcome, NodeId{0}, NodeId{1}, OpId{7}};
}

TEST_CASE("describe: has one line for every kind of event", "[trace]") {
  const TraceLog log = log_with_texts();
  const Time t = time_at(3'500'000);
  const Actor actor{NodeId{2}, Incarnation{3}};
  const Version version{{time_at(1'234'567), 4}, actor};
  const auto line = [&](const TraceEvent& event) { return describe(event, log); };

  CHECK(line(trace::node_started(t, actor)) == "node_started n2 incarnation 3");
  CHECK(line(trace::node_crashed(t, actor)) == "node_crashed n2 incarnation 3");
  CHECK(line(trace::node_paused(t, actor)) == "node_paused n2 incarnation 3");
  CHECK(line(trace::node_resumed(t, actor)) == "node_resumed n2 incarnation 3");
  CHECK(line(trace::node_slowed(t, NodeId{2}, Duration{5'000'000})) ==
        "node_slowed n2 by 5.000000 ms");
  CHECK(line(trace::clock_skewed(t, NodeId{2}, Duration{5'000'000})) ==
        "clock_skewed n2 by +5.000000 ms");
  CHECK(line(trace::clock_skewed(t, NodeId{2}, Duration{-5'000'000})) ==
        "clock_skewed n2 by -5.000000 ms");
  CHECK(line(trace::operation_started(t, ClientId{0}, OpId{7}, OperationKind::put, k_apple)) ==
        R"(operation_started c0 put "apple" = "red" op 7)");
  CHECK(line(trace::operation_started(t, ClientId{0}, OpId{7}, OperationKind::get, k_apple)) ==
        R"(operation_started c0 get "apple" op 7)");
  CHECK(line(trace::operation_retried(t, ClientId{0}, OpId{7}, NodeId{1}, 2)) ==
        "operation_retried c0 → n1 attempt 2 op 7");
  CHECK(line(trace::operation_finished(
            t, ClientId{0}, {OpId{7}, OperationKind::get, {}, k_apple, time_at(2'000'000), 1})) ==
        R"(operation_finished c0 get "apple" = "red" ok in 1.500000 ms, attempts 1 op 7)");
  CHECK(
      line(trace::operation_finished(
          t, ClientId{0}, {OpId{7}, OperationKind::remove, ErrorCode::not_found, k_apple, t, 2})) ==
      R"(operation_finished c0 remove "apple" not_found in 0.000000 ms, attempts 2 op 7)");
  CHECK(line(trace::message_sent(t, facts(MessageKind::store_request), t)) ==
        "message_sent n0 → n1 store_request op 7");
  CHECK(line(trace::message_delivered(
            t, facts(MessageKind::store_reply, ErrorCode::invalid_argument))) ==
        "message_delivered n0 → n1 store_reply invalid_argument op 7");
  CHECK(line(trace::message_lost(t, facts(MessageKind::put_reply), LossReason::receiver_down)) ==
        "message_lost n0 → n1 put_reply ok op 7 (receiver_down)");
  CHECK(line(trace::write_coordinated(t, NodeId{0}, OpId{7}, k_apple, 2)) ==
        R"(write_coordinated n0 "apple" needs 2 copies op 7)");
  CHECK(line(trace::write_acknowledged(t, NodeId{0}, NodeId{1}, OpId{7}, k_apple, 2)) ==
        R"(write_acknowledged n0 ← n1 "apple" copies 2 op 7)");
  CHECK(line(trace::get_forwarded(t, NodeId{0}, NodeId{1}, OpId{7}, k_apple)) ==
        R"(get_forwarded n0 → n1 "apple" op 7)");
  CHECK(line(trace::record_stored(t, NodeId{1}, {k_apple, OpId{7}, version, false})) ==
        R"(record_stored n1 "apple" version 1.234567 ms+4 by n2 op 7)");
  CHECK(line(trace::record_stored(t, NodeId{1}, {k_apple, OpId{7}, version, true})) ==
        R"(record_stored n1 "apple" tombstone version 1.234567 ms+4 by n2 op 7)");
  CHECK(line(trace::record_collected(t, NodeId{1}, {k_apple, OpId{7}, version, true})) ==
        R"(record_collected n1 "apple" tombstone version 1.234567 ms+4 by n2 op 7)");
  MessageFacts twice = facts(MessageKind::store_request);
  twice.duplicate = true;
  CHECK(line(trace::message_sent(t, twice, t)) ==
        "message_sent n0 → n1 store_request (duplicate) op 7");
  CHECK(line(trace::message_lost(t, twice, LossReason::partition)) ==
        "message_lost n0 → n1 store_request (duplicate) op 7 (partition)");
  CHECK(line(trace::message_held(t, facts(MessageKind::store_request))) ==
        "message_held n0 → n1 store_request op 7");
  CHECK(line(trace::message_rescheduled(t, facts(MessageKind::store_request),
                                        t + Duration{250'000})) ==
        "message_rescheduled n0 → n1 store_request op 7 arrives in 0.250000 ms");
  CHECK(line(trace::message_lost(t, facts(MessageKind::put_reply), LossReason::dropped)) ==
        "message_lost n0 → n1 put_reply ok op 7 (dropped)");
  const LinkFacts slow{2, Duration{500'000}, Duration{2'000'000}, 10'000};
  CHECK(line(trace::network_changed(t, slow)) ==
        "network_changed latency 0.500000 ms and 2.000000 ms, loss 10000 of a million");
  CHECK(line(trace::link_changed(t, NodeId{1}, ClientId{2}, slow)) ==
        "link_changed n1 → c2 latency 0.500000 ms and 2.000000 ms, loss 10000 of a million");
  CHECK(line(trace::link_reset(t, NodeId{1}, NodeId{2})) == "link_reset n1 → n2");
  CHECK(line(trace::links_cut(t, {NodeId{1}, 1}, 0x8000000000000005)) ==
        "links_cut n1 ↛ n64 n66 n127");
  CHECK(line(trace::links_cut(t, LinkSet::block_of(NodeId{1}, ClientId{0}), 2)) ==
        "links_cut n1 ↛ c1");
  CHECK(line(trace::links_cut(t, {NodeId{1}, 0}, 0)) == "links_cut n1 → n0 … n63 are whole");
}

TEST_CASE("describe: is one line whatever bytes a key has", "[trace]") {
  const KeyHash hash{5};
  TraceBatch batch;
  batch.texts.push_back({NamedText::Kind::key, 5, std::string("a\n\"b\\\x01\t\x7f", 8)});
  TraceLog log;
  log.append(batch);
  CHECK(describe(trace::operation_started({}, ClientId{1}, OpId{2}, OperationKind::get, hash),
                 log) == R"(operation_started c1 get "a\x0a\"b\\\x01\x09\x7f" op 2)");
}

TEST_CASE("describe: cuts long texts between characters", "[trace]") {
  TraceBatch batch;
  batch.texts.push_back({NamedText::Kind::key, 5, std::string(63, 'x') + "éé"});
  batch.texts.push_back({NamedText::Kind::key, 6, std::string(64, 'x')});
  TraceLog log;
  log.append(batch);
  const auto line = [&](std::uint64_t hash) {
    return describe(
        trace::operation_started({}, ClientId{1}, OpId{2}, OperationKind::get, KeyHash{hash}), log);
  };
  CHECK(line(5) == "operation_started c1 get \"" + std::string(63, 'x') + "…\" op 2");
  CHECK(line(6) == "operation_started c1 get \"" + std::string(64, 'x') + "\" op 2");
}

TEST_CASE("describe: names a key by its hash where the text is not known", "[trace]") {
  const TraceLog log;
  CHECK(describe(trace::get_forwarded({}, NodeId{0}, NodeId{1}, OpId{0}, KeyHash{0xabc}), log) ==
        R"(get_forwarded n0 → n1 "0000000000000abc")");
}

TEST_CASE("name_of: nodes, clients, nobody", "[trace]") {
  CHECK(name_of(NodeId{12}) == "n12");
  CHECK(name_of(ClientId{3}) == "c3");
  CHECK(name_of(Address{}) == "nobody");
}

}  // namespace
}  // namespace ringside::describe_test
