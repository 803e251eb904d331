#include "core/check/history_file.h"

#include <catch_amalgamated.hpp>

#include "core/base/rng.h"
#include "core/check/linearizability.h"

namespace ringside::history_file_test {
namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

std::string error_of_reading(std::string_view content, Model model = Model::cas_register) {
  const auto history = read_history("f", content, model);
  return history ? "read" : history.error().message;
}

Answer answer_to(std::string_view content, Model model) {
  auto history = read_history("f", content, model);
  REQUIRE(history.has_value());
  return judge_history(*history, {}).answer;
}

constexpr std::string_view k_log =
    "INFO  jepsen.util - 0\t:invoke\t:read\tnil\n"
    "INFO  jepsen.util - 1\t:invoke\t:write\t4\n"
    "INFO  jepsen.util - 0\t:ok\t:read\tnil\n"
    "INFO  jepsen.util - :nemesis\t:info\t:start\t{:cut off}\n"
    "INFO  jepsen.util - 1\t:ok\t:write\t4\n"
    "INFO  jepsen.util - 0\t:invoke\t:cas\t[4 2]\n"
    "INFO  jepsen.util - 1\t:invoke\t:cas\t[3 1]\n"
    "\r\n"
    "INFO  jepsen.util - 1\t:fail\t:cas\t[3 1]\r\n"
    "INFO  jepsen.util - 0\t:info\t:cas\t:timed-out\n"
    "INFO  jepsen.util - 2\t:invoke\t:read\tnil\n";

TEST_CASE("history: a log's calls have their lines, values and ends", "[check]") {
  const auto history = read_history("f", k_log, Model::cas_register);
  REQUIRE(history.has_value());
  CHECK(history->operations == 5);
  REQUIRE(history->objects.size() == 1);
  const Calls& calls = history->objects.at("");
  const auto text = [&](ValueId value) { return history->values.text(value); };
  REQUIRE(calls.size() == 4);  // the read without a result says nothing
  CHECK(calls[0].kind == CallKind::read);
  CHECK(calls[0].value == k_nil);
  CHECK(calls[0].invoked == 1);
  CHECK(calls[0].returned == 3);
  CHECK(calls[1].kind == CallKind::write);
  CHECK(text(calls[1].value) == "4");
  CHECK(calls[1].process == 1);
  CHECK(calls[2].kind == CallKind::cas);
  CHECK(text(calls[2].expected) == "4");
  CHECK(text(calls[2].value) == "2");
  CHECK(calls[2].is_open());
  CHECK(calls[3].kind == CallKind::cas_unequal);
  CHECK(text(calls[3].expected) == "3");
  CHECK(calls[3].returned == 9);
}

TEST_CASE("history: the three formats say the same", "[check]") {
  constexpr std::string_view k_edn =
      "{:process 0, :type :invoke, :f :write, :value 1, :time 12}\n"
      "{:type :ok :f :write :value 1 :process 0 :error [:a 1]}\n"
      "{:process :nemesis, :type :info, :f :kill, :value {\"n1\" :killed}}\n"
      "{:process 0, :type :invoke, :f :read, :value nil}\n"
      "{:process 0, :type :ok, :f :read, :value 2}\n";
  constexpr std::string_view k_json = R"({"i":0,"p":0,"t":"invoke","f":"write","v":1})"
                                      "\n"
                                      R"({"i":1,"p":0,"t":"ok","f":"write"})"
                                      "\n"
                                      R"({"i":7,"p":0,"t":"invoke","f":"read","v":null})"
                                      "\n"
                                      R"({"i":8,"p":0,"t":"ok","f":"read","v":2})";
  constexpr std::string_view k_lines =
      "INFO  jepsen.util - 0\t:invoke\t:write\t1\n"
      "INFO  jepsen.util - 0\t:ok\t:write\t1\n"
      "INFO  jepsen.util - 0\t:invoke\t:read\tnil\n"
      "INFO  jepsen.util - 0\t:ok\t:read\t2\n";
  for (const std::string_view content : {k_edn, k_json, k_lines}) {
    CHECK(answer_to(content, Model::plain_register) == Answer::not_linearizable);
    std::string right(content);
    right[right.rfind('2')] = '1';
    CHECK(answer_to(right, Model::plain_register) == Answer::linearizable);
  }
}

TEST_CASE("history: keys are objects of their own, and text is kept as it is", "[check]") {
  constexpr std::string_view k_edn =
      "{:process 0, :type :invoke, :f :append, :key \"a\", :value \"x, \\\"y\\\"\"}\n"
      "{:process 0, :type :ok, :f :append, :key \"a\", :value \"x, \\\"y\\\"\"}\n"
      "{:process 0, :type :invoke, :f :get, :key \"b\", :value nil}\n"
      "{:process 0, :type :ok, :f :get, :key \"b\", :value \"\"}\n"
      "{:process 0, :type :invoke, :f :get, :key \"a\", :value nil}\n"
      "{:process 0, :type :ok, :f :get, :key \"a\", :value \"x, \\\"y\\\"\"}\n";
  const auto history = read_history("f", k_edn, Model::kv_append);
  REQUIRE(history.has_value());
  CHECK(history->objects.size() == 2);
  CHECK(history->values.text(history->objects.at("a").at(0).value) == "x, \"y\"");
  CHECK(answer_to(k_edn, Model::kv_append) == Answer::linearizable);
}

TEST_CASE("history: writes and reads that failed did not happen", "[check]") {
  constexpr std::string_view k_json = R"({"p":0,"t":"invoke","f":"write","v":1})"
                                      "\n"
                                      R"({"p":0,"t":"fail","f":"write","v":1})"
                                      "\n"
                                      R"({"p":0,"t":"invoke","f":"read"})"
                                      "\n"
                                      R"({"p":0,"t":"fail","f":"read"})"
                                      "\n"
                                      R"({"p":0,"t":"invoke","f":"read"})"
                                      "\n"
                                      R"({"p":0,"t":"ok","f":"read","v":1})";
  CHECK(answer_to(k_json, Model::plain_register) == Answer::not_linearizable);
}

TEST_CASE("history: what is wrong is said with file, line and what would be right", "[check]") {
  const std::string log(k_log);
  CHECK(error_of_reading("") == "f: there is no operation in it");
  CHECK(error_of_reading("\n\n") == "f: there is no operation in it");
  CHECK_THAT(error_of_reading("\nhello"), StartsWith("f:2: \"hello\" is the line of no format"));
  CHECK_THAT(error_of_reading(std::string("a\0", 2)), ContainsSubstring("NUL"));
  CHECK_THAT(error_of_reading(log + "\xff"), StartsWith("f: line 12: byte 0xff"));
  CHECK_THAT(error_of_reading(log.substr(0, log.size() - 5)),
             StartsWith("f:11: something is missing"));
  CHECK_THAT(error_of_reading(log, Model::plain_register),
             StartsWith("f:6: register has read and write, and no cas"));
  CHECK_THAT(error_of_reading(log + "INFO  jepsen.util - 2\t:invoke\t:read\tnil\n"),
             StartsWith("f:12: process 2 calls again before its call of line 11"));
  CHECK_THAT(error_of_reading(log + "INFO  jepsen.util - 3\t:ok\t:read\tnil\n"),
             StartsWith("f:12: process 3 ends a call that it has not begun"));
  CHECK_THAT(error_of_reading(log + "INFO  jepsen.util - 2\t:ok\t:write\t1\n"),
             StartsWith("f:12: this ends another call than the one of line 11"));
  CHECK_THAT(error_of_reading(log + "INFO  jepsen.util - 2\t:ok\t:read\t:gone\n"),
             StartsWith("f:12: a read that ended ok must say what it found"));
  CHECK_THAT(error_of_reading(log + "INFO  jepsen.util - 3\t:invoke\t:cas\t1\n"),
             StartsWith("f:12: a cas needs two values"));
  CHECK_THAT(error_of_reading(log + "INFO  jepsen.util - 3\t:invoke\t:cas\t[1 2 3]\n"),
             StartsWith("f:12: a vector must have the two values of a cas"));
  CHECK_THAT(error_of_reading(log + "INFO  jepsen.util - 3\t:invoke\t:fly\t1\n"),
             StartsWith("f:12: the function \"fly\" is not known"));
  CHECK_THAT(error_of_reading(log + "INFO  jepsen.util - 3\t:sent\t:read\t1\n"),
             StartsWith("f:12: the type must be"));
  CHECK_THAT(error_of_reading(log + "INFO  jepsen.util - 3\t:invoke\t:read\tnil nil\n"),
             StartsWith("f:12: there is something behind the value"));
  CHECK_THAT(error_of_reading("INFO  jepsen.util - 0\t:invoke\t:write\t1\n"
                              "INFO  jepsen.util - 0\t:ok\t:write\t2\n"),
             StartsWith("f:2: this has another value than the call of line 1"));
  CHECK_THAT(error_of_reading("INFO  jepsen.util - 0\t:invoke\t:write\t" +
                              std::string((1 << 20) + 1, '7')),
             StartsWith("f:1: a value has 1048577 bytes"));
}

TEST_CASE("history: EDN that is none is refused with a reason", "[check]") {
  const auto refused = [](std::string_view field, std::string_view reason) {
    const std::string line = "{:process 0, :type :invoke, :f :read, " + std::string(field);
    CHECK_THAT(error_of_reading(line),
               StartsWith("f:1: ") && ContainsSubstring(std::string(reason)));
  };
  refused("", "something is missing");
  refused(":value", "something is missing");
  refused(":value }", "there is a }");
  refused(":value [1 2", "a [ is not closed");
  refused(":value [[1] 2]}", "there is a [");
  refused(":value \"a", "a string is not closed");
  refused(":value \"\\q\"}", "must be followed by");
  refused(":value 1.5}", "\"1.5\" is no value");
  refused("7 8}", "must be a keyword");
  refused(":f :read}", "the field :f is there twice");
  refused(":value 1} x", "something behind the map");
  CHECK_THAT(error_of_reading("{:process 0, :f :read}"), ContainsSubstring("no field :type"));
}

TEST_CASE("history: JSON lines that are none are refused with a reason", "[check]") {
  const auto refused = [](std::string_view line, std::string_view reason) {
    CHECK_THAT(error_of_reading(line),
               StartsWith("f:1: ") && ContainsSubstring(std::string(reason)));
  };
  refused(R"({"p":0,"t":"invoke"})", "no field \"f\"");
  refused(R"({"p":0,"t":"invoke","f":"read","x":1})", "the field \"x\" is not known");
  refused(R"({"p":0,"p":0,"t":"invoke","f":"read"})", "\"p\" is there twice");
  refused(R"({"p":-1,"t":"invoke","f":"read"})", "whole number");
  refused(R"({"p":"0","t":"invoke","f":"read"})", "whole number");
  refused(R"({"p":0,"t":"begin","f":"read"})", "\"t\" must be");
  refused(R"({"p":0,"t":"invoke","f":1})", "\"f\" must be");
  refused(R"({"p":0,"t":"invoke","f":"cas","v":[1,2,3]})", "two values");
  refused(R"({"p":0,"t":"invoke","f":"cas","v":[1]})", "two values");
  refused(R"({"p":0,"t":"invoke","f":"cas","v":[[1],2]})", "can be an array");
  refused(R"({"p":0,"t":"invoke","f":"write","v":{"a":1}})", "an object is no value");
  refused(R"({"p":0,"t":"invoke","f":"write","v":1e999})", "too large");
  refused(R"({"p":0,"t":"invoke","f":"write")", "not valid JSON");
  CHECK_THAT(error_of_reading("{\"i\":5,\"p\":0,\"t\":\"invoke\",\"f\":\"read\"}\n"
                              "{\"i\":5,\"p\":1,\"t\":\"invoke\",\"f\":\"read\"}"),
             StartsWith("f:2: \"i\" is 5 after 5"));
}

// Whatever the bytes, reading ends, with a history or with a reason.
TEST_CASE("history: lines cut and changed anywhere are read or refused", "[check]") {
  Rng rng(7);
  std::uint64_t refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string content(k_log);
    content.resize(rng.below(content.size()) + 1);
    for (std::uint64_t changes = rng.below(4); changes > 0; --changes)
      content[rng.below(content.size())] = "[]{}\":\\ \n\t0-,n"[rng.below(14)];
    auto history = read_history("f", content, Model::cas_register);
    if (!history) {
      ++refused;
      REQUIRE_THAT(history.error().message, StartsWith("f:"));
    } else {
      REQUIRE(judge_history(*history, {}).answer != Answer::undecided);
    }
  }
  CHECK(refused > 500);
}

}  // namespace
}  // namespace ringside::history_file_test
