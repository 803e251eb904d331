#include "core/scenario/command_text.h"

#include <catch_amalgamated.hpp>

#include "core/base/rng.h"
#include "core/scenario/text.h"

namespace ringside {
namespace {

Command read(std::string_view line, const LinkSettings& network = {}) {
  const auto command = parse_command(line, network);
  INFO(line << ": " << (command ? "" : command.error().message));
  REQUIRE(command.has_value());
  return *command;
}

std::string why_not(std::string_view line) {
  const auto command = parse_command(line);
  INFO(line);
  REQUIRE_FALSE(command.has_value());
  CHECK(command.error().code == ErrorCode::invalid_argument);
  return command.error().message;
}

TEST_CASE("command text: a put takes the rest of the line as its value", "[scenario]") {
  CHECK(read("put k v") == Command{PutCommand{"k", "v"}});
  CHECK(read("  PUT  k   one  two \r") == Command{PutCommand{"k", "one  two"}});
  CHECK(read("put k he said \"hi\"") == Command{PutCommand{"k", "he said \"hi\""}});
  CHECK(read("put κλειδί τιμή") == Command{PutCommand{"κλειδί", "τιμή"}});
  CHECK(read("put k # not a comment") == Command{PutCommand{"k", "# not a comment"}});
}

TEST_CASE("command text: quotes hold blanks, the empty value and any byte", "[scenario]") {
  CHECK(read(R"(put "a key" " spaced ")") == Command{PutCommand{"a key", " spaced "}});
  CHECK(read(R"(put k "")") == Command{PutCommand{"k", ""}});
  CHECK(read(R"(get "\"\\\n\t\r\xfF")") == Command{GetCommand{"\"\\\n\t\r\xff"}});
}

TEST_CASE("command text: every other command and its other names", "[scenario]") {
  CHECK(read("get k") == Command{GetCommand{"k"}});
  for (const char* line : {"del k", "remove k", "delete k"}) {
    CHECK(read(line) == Command{RemoveCommand{"k"}});
  }
  for (const char* line : {"kill 3", "crash n3", "Kill N3"}) {
    CHECK(read(line) == Command{CrashCommand{NodeId{3}}});
  }
  CHECK(read("restart 0") == Command{RestartCommand{NodeId{0}}});
}

TEST_CASE("command text: a network command changes only what it names", "[scenario]") {
  using std::chrono::microseconds;
  LinkSettings before;
  before.loss_ppm = 123;
  const Latency uniform{Latency::Kind::uniform, microseconds{500}, microseconds{1500}};
  CHECK(read("network latency=0.5ms..2ms", before) ==
        Command{SetNetworkCommand{LinkSettings{uniform, 123}}});
  CHECK(read("network loss=1.5%", before) ==
        Command{SetNetworkCommand{LinkSettings{before.latency, 15'000}}});
  const Latency exponential{Latency::Kind::exponential, microseconds{1000}, microseconds{20}};
  CHECK(read("network loss=0 latency=1ms+exp(20us)", before) ==
        Command{SetNetworkCommand{LinkSettings{exponential, 0}}});
}

TEST_CASE("command text: an error says what would be right", "[scenario]") {
  using Catch::Matchers::ContainsSubstring;
  CHECK_THAT(why_not(""), ContainsSubstring("try put, get"));
  CHECK_THAT(why_not("fetch k"), ContainsSubstring("\"fetch\" is no command"));
  CHECK_THAT(why_not("put"), ContainsSubstring("put KEY VALUE"));
  CHECK_THAT(why_not("put k"), ContainsSubstring("the value is missing"));
  CHECK_THAT(why_not("put \"\" v"), ContainsSubstring("the key is empty"));
  CHECK_THAT(why_not("put k \"v"), ContainsSubstring("not closed"));
  CHECK_THAT(why_not("put k \"v\" w"), ContainsSubstring("round all of the value"));
  CHECK_THAT(why_not("put k \"v\"w"), ContainsSubstring("there must be a space"));
  CHECK_THAT(why_not("put k \"\\q\""), ContainsSubstring("xHH"));
  CHECK_THAT(why_not("put k \"\\x1"), ContainsSubstring("xHH"));
  CHECK_THAT(why_not("put k \"\\"), ContainsSubstring("xHH"));
  CHECK_THAT(why_not("get a b"), ContainsSubstring("\"b\" is too much"));
  CHECK_THAT(why_not("kill"), ContainsSubstring("kill 3"));
  CHECK_THAT(why_not("kill -1"), ContainsSubstring("not a whole number"));
  CHECK_THAT(why_not("kill 4294967296"), ContainsSubstring("too large"));
  CHECK_THAT(why_not("kill 99999999999999999999999"), ContainsSubstring("too large"));
  CHECK_THAT(why_not("network"), ContainsSubstring("latency=0.5ms..1ms"));
  CHECK_THAT(why_not("network jitter=1"), ContainsSubstring("no setting"));
  CHECK_THAT(why_not("network loss=1"), ContainsSubstring("1%"));
  CHECK_THAT(why_not("network loss=101%"), ContainsSubstring("too large"));
  CHECK_THAT(why_not("network latency=2ms..1ms"), ContainsSubstring("before it begins"));
  CHECK_THAT(why_not("network latency=2h"), ContainsSubstring("latency"));
  CHECK_THAT(why_not("get k\nget l"), ContainsSubstring("one line"));
  CHECK_THAT(why_not(std::string_view("get \0", 5)), ContainsSubstring("NUL"));
  CHECK_THAT(why_not("get \xff"), ContainsSubstring("UTF-8"));
  CHECK_THAT(why_not("put " + std::string(k_key_bytes_max + 1, 'k') + " v"),
             ContainsSubstring("4097 bytes"));
  CHECK_THAT(why_not("put k " + std::string(k_value_bytes_max + 1, 'v')),
             ContainsSubstring("at most 1048576"));
}

TEST_CASE("command text: the largest key and value are taken", "[scenario]") {
  const std::string key(k_key_bytes_max, 'k');
  const std::string value(k_value_bytes_max, 'v');
  CHECK(read("put " + key + " " + value) == Command{PutCommand{key, value}});
}

TEST_CASE("command text: a written command reads back as itself, whatever bytes it has",
          "[scenario]") {
  Rng rng(42);
  const auto random_text = [&](std::size_t shortest) {
    constexpr std::string_view k_spice =
        " \"\\\n\r\t#=x\0\x7f\xc3\xa9\xff"
        "ab";
    std::string text;
    const std::size_t length = shortest + rng.below(6);
    while (text.size() < length) text += k_spice[rng.below(k_spice.size())];
    return text;
  };
  for (int round = 0; round < 2000; ++round) {
    const std::string key = random_text(1);
    for (const Command& command : {Command{PutCommand{key, random_text(0)}},
                                   Command{GetCommand{key}}, Command{RemoveCommand{key}}}) {
      const std::string line = to_text(command);
      CAPTURE(line);
      CHECK_FALSE(find_invalid_utf8(line));
      REQUIRE(read(line) == command);
    }
  }
}

TEST_CASE("command text: network and node commands read back as themselves", "[scenario]") {
  Rng rng(43);
  for (int round = 0; round < 2000; ++round) {
    LinkSettings network;
    network.latency.kind = static_cast<Latency::Kind>(rng.below(3));
    network.latency.base = Duration{static_cast<std::int64_t>(rng.below(1'000'000'000))};
    network.latency.spread = Duration{static_cast<std::int64_t>(rng.below(1'000'000'000'000))};
    if (network.latency.kind == Latency::Kind::constant) network.latency.spread = Duration::zero();
    network.loss_ppm = static_cast<std::uint32_t>(rng.below(900'000));
    const Command command{SetNetworkCommand{network}};
    CAPTURE(to_text(command));
    REQUIRE(read(to_text(command)) == command);
  }
  CHECK(read(to_text(CrashCommand{NodeId{4095}})) == Command{CrashCommand{NodeId{4095}}});
  CHECK(read(to_text(RestartCommand{NodeId{0}})) == Command{RestartCommand{NodeId{0}}});
}

TEST_CASE("command text: each first word has a usage that starts with it", "[scenario]") {
  CHECK(command_words() ==
        std::vector<std::string>{"put", "get", "del", "kill", "restart", "network"});
  for (const std::string& word : command_words()) {
    CHECK(command_usage(word).substr(0, word.size()) == word);
  }
  CHECK(command_usage("crash") == "kill NODE");
  CHECK(command_usage("fly").empty());
}

}  // namespace
}  // namespace ringside
