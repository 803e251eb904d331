#include "core/runtime/trace_sink.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <initializer_list>

namespace ringside::trace_sink_test {
namespace {

void append(TraceSink& sink, std::initializer_list<std::int64_t> times) {
  Engine::Effects effects;
  for (const std::int64_t ns : times) {
    effects.events.push_back(trace::node_started(time_at(ns), {NodeId{0}, Incarnation{1}}));
  }
  sink.append(effects);
  CHECK(effects.events.empty());
}

TEST_CASE("trace sink: keeps the order of appending, and time does not run back", "[runtime]") {
  TraceSink sink;
  append(sink, {5, 9});
  append(sink, {7, 12});
  TraceBatch batch;
  sink.collect(batch);
  REQUIRE(batch.events.size() == 4);
  CHECK(batch.events[2].at == time_at(9));
  CHECK(batch.events[3].at == time_at(12));
  append(sink, {3});
  sink.collect(batch);
  REQUIRE(batch.events.size() == 5);
  CHECK(batch.events[4].at == time_at(12));
}

TEST_CASE("trace sink: results are given out once", "[runtime]") {
  TraceSink sink;
  Engine::Effects effects;
  effects.results.push_back({OpId{4}, OperationKind::put, "k", "v", {}, {}, {}, {}});
  effects.texts.push_back({NamedText::Kind::key, 1, "k"});
  sink.append(effects);
  CHECK(sink.take_results().size() == 1);
  CHECK(sink.take_results().empty());
  TraceBatch batch;
  sink.collect(batch);
  CHECK(batch.texts.size() == 1);
}

}  // namespace
}  // namespace ringside::trace_sink_test
