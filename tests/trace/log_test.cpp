#include "core/trace/log.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <string>

#include "core/base/hash.h"

namespace ringside::log_test {
namespace {

TraceBatch batch_of(std::initializer_list<std::int64_t> times) {
  TraceBatch batch;
  for (const std::int64_t ns : times) {
    batch.events.push_back(trace::node_started(time_at(ns), {NodeId{0}, Incarnation{1}}));
  }
  return batch;
}

void append_value(TraceLog& log, std::uint64_t op, std::string text) {
  TraceBatch batch;
  batch.texts.push_back({NamedText::Kind::value, op, std::move(text)});
  log.append(batch);
}

TEST_CASE("trace log: keeps events in order", "[trace]") {
  TraceLog log;
  log.append(batch_of({1, 2}));
  log.append(batch_of({3}));
  REQUIRE(log.events().size() == 3);
  CHECK(log.events()[0].at == time_at(1));
  CHECK(log.events()[2].at == time_at(3));
  CHECK(log.forgotten() == 0);
}

TEST_CASE("trace log: a full log lets the oldest go, and counts them", "[trace]") {
  TraceLog log(3);
  log.append(batch_of({1, 2}));
  log.append(batch_of({3, 4}));
  REQUIRE(log.events().size() == 3);
  CHECK(log.events().front().at == time_at(2));
  CHECK(log.forgotten() == 1);
  log.append(batch_of({5, 6, 7, 8, 9}));
  REQUIRE(log.events().size() == 3);
  CHECK(log.events().front().at == time_at(7));
  CHECK(log.events().back().at == time_at(9));
  CHECK(log.forgotten() == 6);
}

TEST_CASE("trace log: names keys by their text, or by their hash where it has none", "[trace]") {
  TraceLog log;
  const KeyHash hash = hash_key("apple");
  CHECK(log.key_text(KeyHash{0xabc}) == "0000000000000abc");
  TraceBatch batch;
  batch.texts.push_back({NamedText::Kind::key, raw(hash), "apple"});
  log.append(batch);
  CHECK(log.key_text(hash) == "apple");
}

TEST_CASE("trace log: has the newest value of an operation", "[trace]") {
  TraceLog log;
  CHECK(log.value_text(OpId{4}).empty());
  append_value(log, 4, "red");
  CHECK(log.value_text(OpId{4}) == "red");
  append_value(log, 4, "blue");
  CHECK(log.value_text(OpId{4}) == "blue");
}

TEST_CASE("trace log: keeps as many values as events, the newest", "[trace]") {
  TraceLog log(2);
  append_value(log, 9, "a");
  append_value(log, 5, "b");
  append_value(log, 9, "c");
  append_value(log, 7, "d");
  CHECK(log.value_text(OpId{9}).empty());
  CHECK(log.value_text(OpId{5}) == "b");
  CHECK(log.value_text(OpId{7}) == "d");
}

TEST_CASE("trace log: cuts long values, and no character in half", "[trace]") {
  TraceLog log;
  append_value(log, 1, std::string(1000, 'x'));
  CHECK(log.value_text(OpId{1}) == std::string(k_value_text_bytes_max, 'x'));
  append_value(log, 2, std::string(k_value_text_bytes_max - 1, 'x') + "é and more");
  CHECK(log.value_text(OpId{2}) == std::string(k_value_text_bytes_max - 1, 'x'));
  append_value(log, 3, std::string(k_value_text_bytes_max - 2, 'x') + "é and more");
  CHECK(log.value_text(OpId{3}) == std::string(k_value_text_bytes_max - 2, 'x') + "é");
  append_value(log, 4, std::string(1000, '\x80'));
  CHECK(log.value_text(OpId{4}).size() == k_value_text_bytes_max);
}

TEST_CASE("trace log: clear() forgets all", "[trace]") {
  TraceLog log(2);
  log.append(batch_of({1, 2, 3}));
  append_value(log, 1, "x");
  log.clear();
  CHECK(log.events().empty());
  CHECK(log.forgotten() == 0);
  CHECK(log.value_text(OpId{1}).empty());
  append_value(log, 2, "y");
  append_value(log, 3, "z");
  CHECK(log.value_text(OpId{2}) == "y");
}

}  // namespace
}  // namespace ringside::log_test
