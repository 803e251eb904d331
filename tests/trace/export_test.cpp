#include <catch_amalgamated.hpp>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/scenario/library.h"
#include "core/scenario/player.h"
#include "core/sim/simulation.h"
#include "core/trace/exports.h"

namespace ringside::export_test {
namespace {

using Json = nlohmann::json;

// A run with everything in it: losses, duplicates, crashes, partitions.
TraceLog log_of_scenario(std::string_view name) {
  const BuiltInScenario* scenario = find_built_in_scenario(name);
  REQUIRE(scenario != nullptr);
  const auto script = parse_script(scenario->name, scenario->text);
  REQUIRE(script.has_value());
  Simulation simulation(configure(*script));
  Player player(*script, simulation.config().shape);
  TraceLog log;
  TraceBatch batch;
  for (;;) {
    player.advance(simulation);
    if (player.done() || !go_on(simulation, player.wake())) break;
    for (const OperationResult& result : simulation.take_results()) player.take(result);
  }
  simulation.collect(batch);
  log.append(batch);
  REQUIRE(log.events().size() > 50);
  return log;
}

const std::vector<std::string> k_scenarios{"lossy-network", "flapping-node", "doubled-messages",
                                           "cart-in-a-partition", "slow-replica"};

std::set<std::uint64_t> messages_of(const TraceLog& log, bool ended) {
  std::set<std::uint64_t> ids;
  for (const TraceEvent& event : log.events()) {
    const bool is_end =
        event.kind == EventKind::message_delivered || event.kind == EventKind::message_lost;
    if (ended ? is_end : event.kind == EventKind::message_sent) ids.insert(event.subject);
  }
  return ids;
}

Json events_of(const TraceLog& log) { return Json::parse(perfetto_json(log)).at("traceEvents"); }

std::uint64_t id_of(const Json& event) {
  return std::stoull(event.at("id").get<std::string>(), nullptr, 16);
}

// Nanoseconds, from a number of microseconds.
std::int64_t ns_of(const Json& microseconds) {
  return std::llround(microseconds.get<double>() * 1000);
}

struct Slice {
  std::int64_t from = 0;
  std::int64_t to = 0;
};
using Thread = std::pair<int, int>;

Thread thread_of_event(const Json& event) { return {event.at("pid"), event.at("tid")}; }

TEST_CASE("perfetto export: what is at one place never overlaps, and its words are the trace's",
          "[trace]") {
  for (const std::string& name : k_scenarios) {
    CAPTURE(name);
    const TraceLog log = log_of_scenario(name);
    std::map<Thread, std::vector<Slice>> slices;
    std::multiset<std::string> words;
    for (const Json& event : events_of(log)) {
      CHECK(event.at("pid").get<int>() > 0);
      CHECK(event.at("tid").get<int>() > 0);
      CHECK_FALSE(event.at("name").get<std::string>().empty());
      CHECK(event.contains("ts"));
      if (event.at("ph") != "X") continue;
      const std::int64_t from = ns_of(event.at("ts"));
      CHECK(ns_of(event.at("dur")) > 0);
      slices[thread_of_event(event)].push_back({from, from + ns_of(event.at("dur"))});
      for (const Json& line : event.at("args").at("events")) words.insert(line);
    }
    for (const auto& [thread, all] : slices) {
      for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i - 1].to <= all[i].from);
    }
    std::multiset<std::string> expected;
    for (const TraceEvent& event : log.events()) expected.insert(describe(event, log));
    CHECK(words == expected);
  }
}

TEST_CASE("perfetto export: every message that has ended is an arrow between two slices",
          "[trace]") {
  for (const std::string& name : k_scenarios) {
    CAPTURE(name);
    const TraceLog log = log_of_scenario(name);
    std::map<Thread, Slice> open;  // the last slice of each thread so far: what a flow binds to
    std::map<std::uint64_t, std::int64_t> starts;
    std::map<std::uint64_t, std::int64_t> ends;
    for (const Json& event : events_of(log)) {
      const std::string phase = event.at("ph");
      if (phase == "X") {
        const std::int64_t from = ns_of(event.at("ts"));
        open[thread_of_event(event)] = {from, from + ns_of(event.at("dur"))};
      }
      if (phase != "s" && phase != "f") continue;
      const std::int64_t at = ns_of(event.at("ts"));
      const auto slice = open.find(thread_of_event(event));
      REQUIRE(slice != open.end());
      CHECK(slice->second.from <= at);
      CHECK(at < slice->second.to);
      CHECK((phase == "s" ? starts : ends).emplace(id_of(event), at).second);
      CHECK((phase == "s" || event.at("bp") == "e"));
    }
    const std::set<std::uint64_t> ended = messages_of(log, true);
    CHECK(ended.size() > 10);
    CHECK(starts.size() == ended.size());
    CHECK(ends.size() == ended.size());
    for (const std::uint64_t id : ended) {
      REQUIRE(starts.contains(id));
      REQUIRE(ends.contains(id));
      CHECK(starts[id] <= ends[id]);
    }
  }
}

TEST_CASE("perfetto export: every operation is an async slice from asking to answer", "[trace]") {
  const TraceLog log = log_of_scenario("lossy-network");
  std::map<std::uint64_t, std::pair<std::int64_t, std::int64_t>> shown;
  for (const Json& event : events_of(log)) {
    if (!event.contains("cat") || event.at("cat") != "operation") continue;
    auto& [from, to] = shown[id_of(event)];
    (event.at("ph") == "b" ? from : to) = ns_of(event.at("ts"));
  }
  std::size_t finished = 0;
  for (const TraceEvent& event : log.events()) {
    if (event.kind != EventKind::operation_finished) continue;
    ++finished;
    CHECK(shown[raw(event.op)] == std::pair{event.stamp, nanoseconds(event.at)});
  }
  CHECK(finished > 2);
  CHECK(shown.size() == finished);
}

TEST_CASE("perfetto export: a node that is down or paused shows it", "[trace]") {
  const TraceLog log = log_of_scenario("flapping-node");
  std::size_t crashes = 0;
  for (const TraceEvent& event : log.events())
    crashes += event.kind == EventKind::node_crashed ? 1 : 0;
  std::size_t begun = 0;
  std::size_t ended = 0;
  for (const Json& event : events_of(log)) {
    if (!event.contains("cat") || event.at("cat") != "fault") continue;
    CHECK(event.at("name") == "down");
    ++(event.at("ph") == "b" ? begun : ended);
  }
  CHECK(crashes > 1);
  CHECK(begun == crashes);
  CHECK(ended + 1 >= begun);
}

using Clock = std::map<std::string, std::uint64_t>;

TEST_CASE("shiviz export: its pattern reads every line, and each host counts its own events",
          "[trace]") {
  // The pattern without its names, which only ShiViz's dialect has.
  const std::regex pattern(
      std::regex_replace(std::string(k_shiviz_pattern), std::regex(R"(\?<\w+>)"), ""));
  for (const std::string& name : k_scenarios) {
    CAPTURE(name);
    const TraceLog log = log_of_scenario(name);
    std::istringstream lines(shiviz_log(log));
    std::map<std::string, std::uint64_t> own;
    std::map<std::uint64_t, Clock> sent;
    std::size_t arrivals = 0;
    std::string line;
    REQUIRE(std::getline(lines, line));
    CHECK(line == k_shiviz_pattern);
    REQUIRE(std::getline(lines, line));
    CHECK(line.empty());
    for (const TraceEvent& event : log.events()) {
      REQUIRE(std::getline(lines, line));
      std::smatch parts;
      REQUIRE(std::regex_match(line, parts, pattern));
      const std::string host = parts[1];
      const Clock clock = Json::parse(parts[2].str()).get<Clock>();
      CHECK(parts[3].str().find(to_string(event.kind)) != std::string::npos);
      CHECK(clock.at(host) == ++own[host]);
      // Nobody can know of events that have not happened.
      for (const auto& [place, events] : clock) CHECK(events <= own[place]);
      if (event.kind == EventKind::message_sent) sent[event.subject] = clock;
      if (event.kind != EventKind::message_delivered && event.kind != EventKind::message_lost)
        continue;
      ++arrivals;
      REQUIRE(sent.contains(event.subject));
      for (const auto& [place, events] : sent[event.subject]) {
        REQUIRE(clock.contains(place));
        CHECK(clock.at(place) >= events);
      }
    }
    CHECK_FALSE(std::getline(lines, line));
    CHECK(arrivals > 10);
  }
}

TEST_CASE("shiviz export: who has not heard of it does not know it", "[trace]") {
  TraceLog log;
  TraceBatch batch;
  MessageFacts message;
  message.id = MessageId{1};
  message.from = NodeId{0};
  message.to = NodeId{1};
  MessageFacts unheard_of;
  unheard_of.id = MessageId{7};
  unheard_of.to = NodeId{2};
  batch.events = {trace::node_started(time_at(0), {NodeId{0}, Incarnation{1}}),
                  trace::node_started(time_at(0), {NodeId{1}, Incarnation{1}}),
                  trace::message_sent(time_at(5), message, time_at(9)),
                  trace::node_started(time_at(7), {NodeId{1}, Incarnation{2}}),
                  trace::message_delivered(time_at(9), message),
                  trace::message_delivered(time_at(9), unheard_of)};
  log.append(batch);
  std::istringstream lines(shiviz_log(log));
  std::vector<std::string> clocks;
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with('n')) clocks.push_back(line.substr(0, line.find('}') + 1));
  CHECK(clocks == std::vector<std::string>{R"(n0 {"n0":1})", R"(n1 {"n1":1})", R"(n0 {"n0":2})",
                                           R"(n1 {"n1":2})", R"(n1 {"n0":2,"n1":3})",
                                           R"(n2 {"n2":1})"});
}

// Takes a line of the table apart, with its quotes.
std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
        fields.back() += line[++i];
      } else {
        quoted = !quoted;
      }
    } else if (line[i] == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += line[i];
    }
  }
  return fields;
}

TEST_CASE("csv export: a line for each event, with as many fields as the first line has names",
          "[trace]") {
  const TraceLog log = log_of_scenario("lossy-network");
  std::istringstream lines(events_csv(log));
  std::string line;
  REQUIRE(std::getline(lines, line));
  const std::vector<std::string> names = fields_of(line);
  std::uint64_t number = 0;
  std::size_t lost = 0;
  for (const TraceEvent& event : log.events()) {
    REQUIRE(std::getline(lines, line));
    const std::vector<std::string> fields = fields_of(line);
    REQUIRE(fields.size() == names.size());
    std::map<std::string, std::string> row;
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = fields[i];
    CHECK(row["number"] == std::to_string(++number));
    CHECK(row["time_ns"] == std::to_string(nanoseconds(event.at)));
    CHECK(row["event"] == to_string(event.kind));
    CHECK(row["words"] == describe(event, log));
    if (event.kind == EventKind::message_lost) {
      ++lost;
      CHECK(row["message"] == std::to_string(event.subject));
      CHECK(row["reason"] == to_string(event.reason));
    }
    if (event.kind == EventKind::operation_started) CHECK(row["key"] == log.key_text(event.key()));
  }
  CHECK_FALSE(std::getline(lines, line));
  CHECK(lost > 0);
}

TEST_CASE("exports: a message that is held and let go is named, and still has two ends",
          "[trace]") {
  TraceLog log;
  TraceBatch batch;
  MessageFacts facts;
  facts.id = MessageId{77};
  facts.kind = MessageKind::store_request;
  facts.from = NodeId{0};
  facts.to = NodeId{1};
  batch.events = {trace::message_sent(time_at(1), facts, time_at(9)),
                  trace::message_held(time_at(2), facts),
                  trace::message_rescheduled(time_at(3), facts, time_at(8)),
                  trace::message_delivered(time_at(8), facts)};
  log.append(batch);
  std::istringstream lines(events_csv(log));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) CHECK(line.find(",77,store_request,") != std::string::npos);
  int flows = 0;
  for (const Json& event : events_of(log)) flows += event.value("cat", "") == "message" ? 1 : 0;
  CHECK(flows == 2);
}

TEST_CASE("exports: any key and value comes out as text that is well formed", "[trace]") {
  TraceLog log;
  TraceBatch batch;
  const std::string key = "a,\"b\"\n\\{}\x01\xff\xed\xa0\x80\xc3\xa4";
  const KeyHash hash = hash_key(key);
  batch.events = {
      trace::operation_started(time_at(1), ClientId{0}, OpId{1}, OperationKind::put, hash)};
  batch.texts = {{NamedText::Kind::key, raw(hash), key}, {NamedText::Kind::value, 1, "\xf5\"\n"}};
  log.append(batch);

  // The parser refuses what is not UTF-8.
  bool found = false;
  for (const Json& event : events_of(log)) {
    if (event.at("ph") != "b") continue;
    found = true;
    CHECK(event.at("name") ==
          "put a,\"b\"\n\\{}\x01\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xc3\xa4");
    CHECK(event.at("args").at("value") == "\xef\xbf\xbd\"\n");
  }
  CHECK(found);
  const std::string shiviz = shiviz_log(log);
  CHECK(std::count(shiviz.begin(), shiviz.end(), '\n') == 3);
  CHECK(shiviz.find('\xff') == std::string::npos);
  const std::string csv = events_csv(log);
  CHECK(csv.find('\xff') == std::string::npos);
  const std::size_t from = csv.find("\"a,\"\"b\"\"\n");
  CHECK(from != std::string::npos);
}

TEST_CASE("exports: a log that has let its beginning go, or is empty, is exported too", "[trace]") {
  const TraceLog whole = log_of_scenario("lossy-network");
  for (std::size_t kept = 1; kept < whole.events().size(); kept += 5) {
    CAPTURE(kept);
    TraceLog log(kept);
    log.append({{whole.events().begin(), whole.events().end()}, {}});
    REQUIRE(log.forgotten() > 0);
    std::map<std::uint64_t, int> ends;
    std::map<std::uint64_t, int> operations;
    for (const Json& event : events_of(log)) {
      const std::string phase = event.at("ph");
      if (phase == "s" || phase == "f") ++ends[id_of(event)];
      if (phase == "b" || phase == "e") ++operations[id_of(event)];
    }
    for (const auto& [id, count] : ends) CHECK(count == 2);
    for (const auto& [id, count] : operations) CHECK(count == 2);
    CHECK(events_csv(log).find("\n" + std::to_string(log.forgotten() + 1) + ",") !=
          std::string::npos);
    CHECK(shiviz_log(log).find(":1") != std::string::npos);
  }

  CHECK(Json::parse(perfetto_json(TraceLog{})).at("traceEvents").is_array());
  CHECK(shiviz_log(TraceLog{}) == std::string(k_shiviz_pattern) + "\n\n");
}

TEST_CASE("exports: a format is found by its name", "[trace]") {
  CHECK(export_format("perfetto") == ExportFormat::perfetto);
  CHECK(export_format("shiviz") == ExportFormat::shiviz);
  CHECK(export_format("csv") == ExportFormat::csv);
  CHECK_FALSE(export_format("CSV").has_value());
  CHECK_FALSE(export_format("").has_value());
}

}  // namespace
}  // namespace ringside::export_test
