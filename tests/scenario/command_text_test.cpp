#include "core/scenario/command_text.h"

#include <catch_amalgamated.hpp>

#include "core/base/rng.h"
#include "core/client/scan_cursor.h"
#include "core/scenario/text.h"

namespace ringside::command_text_test {
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
  CHECK(read("mget k") == Command{MultiGetCommand{{"k"}}});
  CHECK(read(R"(MGET k  "a key" k)") == Command{MultiGetCommand{{"k", "a key", "k"}}});
  for (const char* line : {"del k", "remove k", "delete k"}) {
    CHECK(read(line) == Command{RemoveCommand{"k"}});
  }
  for (const char* line : {"kill 3", "crash n3", "Kill N3"}) {
    CHECK(read(line) == Command{CrashCommand{NodeId{3}}});
  }
  CHECK(read("restart 0") == Command{RestartCommand{NodeId{0}}});
  CHECK(read("pause n2") == Command{PauseCommand{NodeId{2}}});
  CHECK(read("resume 2") == Command{ResumeCommand{NodeId{2}}});
  using std::chrono::milliseconds;
  CHECK(read("slow n2 5ms") == Command{SlowCommand{NodeId{2}, milliseconds{5}}});
  CHECK(read("slow 2 0") == Command{SlowCommand{NodeId{2}, {}}});
  CHECK(read("skew n2 +20ms") == Command{SkewCommand{NodeId{2}, milliseconds{20}}});
  CHECK(read("skew n2 -20ms") == Command{SkewCommand{NodeId{2}, milliseconds{-20}}});
  CHECK(read("skew n2 20ms") == Command{SkewCommand{NodeId{2}, milliseconds{20}}});
  CHECK(read("skew n2 0") == Command{SkewCommand{NodeId{2}, {}}});
}

TEST_CASE("command text: a multi-get has one key or more, and no context", "[scenario]") {
  CHECK(parse_command("mget").error().message == "the key is missing; write mget KEY KEY");
  CHECK_FALSE(parse_command("mget a \"\""));
  CHECK_FALSE(parse_command("knowing n0.1@5+0 mget a"));
  CHECK_FALSE(parse_command("for 5s mget a"));
  std::string many = "mget";
  for (std::size_t i = 0; i < k_multi_get_max; ++i) many += " k";
  CHECK(parse_command(many));
  CHECK_FALSE(parse_command(many + " k"));
  MultiGetCommand strict{{"a", "b"}, Consistency{.level = Level::strict}, "ann"};
  CHECK(read("as ann mget@strict a b") == Command{strict});
}

TEST_CASE("command text: a scan has a limit, a cursor, values or not, and a level", "[scenario]") {
  const std::string cursor = cursor_text(KeyHash{77});
  CHECK(read("scan") == Command{ScanCommand{}});
  CHECK(read("scan 5") == Command{ScanCommand{5}});
  CHECK(read("scan keys") == Command{ScanCommand{.keys_only = true}});
  const ScanCommand all{5, cursor, true, Consistency{.level = Level::strict}};
  CHECK(read("scan@strict KEYS 5 " + cursor) == Command{all});
  CHECK(read(to_text(Command{all})) == Command{all});
  CHECK_FALSE(parse_command("scan many"));
  CHECK_FALSE(parse_command("scan 5 " + cursor + " more"));
  CHECK_FALSE(parse_command("as ann scan 5"));
}

TEST_CASE("command text: a network command changes only what it names", "[scenario]") {
  using std::chrono::microseconds;
  LinkSettings before;
  before.loss_ppm = 123;
  before.duplicate_ppm = 7;
  const Latency uniform{Latency::Kind::uniform, microseconds{500}, microseconds{1500}};
  CHECK(read("network latency=0.5ms..2ms", before) ==
        Command{SetNetworkCommand{LinkSettings{uniform, 123, 7}}});
  CHECK(read("network loss=1.5%", before) ==
        Command{SetNetworkCommand{LinkSettings{before.latency, 15'000, 7}}});
  CHECK(read("network duplicate=2%", before) ==
        Command{SetNetworkCommand{LinkSettings{before.latency, 123, 20'000}}});
  const Latency exponential{Latency::Kind::exponential, microseconds{1000}, microseconds{20}};
  CHECK(read("network loss=0 latency=1ms+exp(20us)", before) ==
        Command{SetNetworkCommand{LinkSettings{exponential, 0, 7}}});
}

TEST_CASE("command text: links have settings of their own, one way", "[scenario]") {
  LinkSettings common;
  common.loss_ppm = 123;
  LinkSettings lossy = common;
  lossy.loss_ppm = 10'000;
  CHECK(read("link n0 3 loss=1%", common) == Command{SetLinkCommand{NodeId{0}, NodeId{3}, lossy}});
  CHECK(read("link C2 N3 loss=1%", common) ==
        Command{SetLinkCommand{ClientId{2}, NodeId{3}, lossy}});
  CHECK(read("link n0 c1 default") ==
        Command{SetLinkCommand{NodeId{0}, ClientId{1}, std::nullopt}});
}

TEST_CASE("command text: partitions by groups, one way, with a bridge, as a ring", "[scenario]") {
  using Form = PartitionCommand::Form;
  const NodeId n0{0}, n1{1}, n2{2};
  const ClientId c0{0};
  CHECK(read("partition n0 n1 | 2 c0") ==
        Command{PartitionCommand{Form::groups, {{n0, n1}, {n2, c0}}}});
  CHECK(read("partition n0|n1|n2") == Command{PartitionCommand{Form::groups, {{n0}, {n1}, {n2}}}});
  CHECK(read("partition n1") == Command{PartitionCommand{Form::groups, {{n1}}}});
  CHECK(read("partition one-way n0 c0 -> n1 n2") == Command{CutCommand{{n0, c0}, {n1, n2}}});
  CHECK(read("partition bridge n2 n0") == Command{PartitionCommand{Form::bridge, {{n2, n0}}}});
  CHECK(read("PARTITION Ring") == Command{PartitionCommand{Form::ring, {}}});
  CHECK(read("heal") == Command{HealCommand{}});
  CHECK(read("heal n0 c0") == Command{HealCommand{{n0, c0}}});
}

TEST_CASE("command text: an error says what would be right", "[scenario]") {
  using Catch::Matchers::ContainsSubstring;
  CHECK_THAT(why_not(""), ContainsSubstring("try put, cas, get"));
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
  CHECK_THAT(why_not("pause"), ContainsSubstring("pause 3"));
  CHECK_THAT(why_not("slow"), ContainsSubstring("the node is missing"));
  CHECK_THAT(why_not("slow 3"), ContainsSubstring("the time is missing"));
  CHECK_THAT(why_not("slow 3 -5ms"), ContainsSubstring("not a number"));
  CHECK_THAT(why_not("skew 3 +-5ms"), ContainsSubstring("not a number"));
  CHECK_THAT(why_not("skew 3 5"), ContainsSubstring("no unit"));
  CHECK_THAT(why_not("network"), ContainsSubstring("latency=0.5ms..1ms"));
  CHECK_THAT(why_not("network jitter=1"), ContainsSubstring("no setting"));
  CHECK_THAT(why_not("network loss=1"), ContainsSubstring("1%"));
  CHECK_THAT(why_not("network loss=101%"), ContainsSubstring("too large"));
  CHECK_THAT(why_not("network latency=2ms..1ms"), ContainsSubstring("before it begins"));
  CHECK_THAT(why_not("network latency=2h"), ContainsSubstring("latency"));
  CHECK_THAT(why_not("network duplicate=x"), ContainsSubstring("percent"));
  CHECK_THAT(why_not("network latency=pareto(1ms)"), ContainsSubstring("shape is missing"));
  CHECK_THAT(why_not("network latency=exp(1ms,2)"), ContainsSubstring("no shape"));
  CHECK_THAT(why_not("network latency=pareto(1ms,0)"), ContainsSubstring("too small"));
  CHECK_THAT(why_not("network latency=pareto(1ms,1.2345)"), ContainsSubstring("finer"));
  CHECK_THAT(why_not("network latency=pareto(1ms,101)"), ContainsSubstring("too large"));
  CHECK_THAT(why_not("network latency=weibull(1ms,1)"), ContainsSubstring("no such draw"));
  CHECK_THAT(why_not("network latency=1mspareto(1ms,1)"), ContainsSubstring("no + before"));
  CHECK_THAT(why_not("link n0"), ContainsSubstring("the node is missing"));
  CHECK_THAT(why_not("link n0 n1"), ContainsSubstring("what to change"));
  CHECK_THAT(why_not("link n0 x loss=1%"), ContainsSubstring("not a whole number"));
  CHECK_THAT(why_not("link n0 n1 default now"), ContainsSubstring("no setting"));
  CHECK_THAT(why_not("partition"), ContainsSubstring("a node is missing"));
  CHECK_THAT(why_not("partition n0 |"), ContainsSubstring("a node is missing"));
  CHECK_THAT(why_not("partition n0 | c-1"), ContainsSubstring("not a whole number"));
  CHECK_THAT(why_not("partition n4294967295"), ContainsSubstring("no \"n4294967295\""));
  CHECK_THAT(why_not("partition one-way n0 n1"), ContainsSubstring("no ->"));
  CHECK_THAT(why_not("partition one-way n0 ->"), ContainsSubstring("a node is missing"));
  CHECK_THAT(why_not("partition bridge"), ContainsSubstring("a node is missing"));
  CHECK_THAT(why_not("partition ring n0"), ContainsSubstring("stands alone"));
  CHECK_THAT(why_not("heal all"), ContainsSubstring("not a whole number"));
  CHECK_THAT(why_not("get k\nget l"), ContainsSubstring("one line"));
  CHECK_THAT(why_not(std::string_view("get \0", 5)), ContainsSubstring("NUL"));
  CHECK_THAT(why_not("get \xff"), ContainsSubstring("UTF-8"));
  CHECK_THAT(why_not("put " + std::string(k_key_bytes_max + 1, 'k') + " v"),
             ContainsSubstring("4097 bytes"));
  CHECK_THAT(why_not("put k " + std::string(k_value_bytes_max + 1, 'v')),
             ContainsSubstring("at most 1048576"));
}

TEST_CASE("command text: a message is named by its number, or by its ends and its kind",
          "[scenario]") {
  using Act = MessageCommand::Act;
  using Catch::Matchers::ContainsSubstring;
  CHECK(read("drop 17") == Command{MessageCommand{Act::drop, {.id = MessageId{17}}}});
  CHECK(read("HOLD n0 C2") ==
        Command{MessageCommand{Act::hold, {.from = NodeId{0}, .to = ClientId{2}}}});
  const MessageChoice copy{.from = NodeId{0}, .to = NodeId{2}, .kind = MessageKind::store_request};
  CHECK(read("release n0 2 store_request") == Command{MessageCommand{Act::release, copy}});
  CHECK(read("deliver 0 n2 STORE_REQUEST") == Command{MessageCommand{Act::deliver, copy}});
  for (const char* line :
       {"drop 17", "hold n0 c2", "release n0 n2 store_request", "deliver c1 n0 ping"}) {
    CHECK(to_text(read(line)) == line);
  }
  CHECK_THAT(why_not("drop"), ContainsSubstring("the message is missing"));
  CHECK_THAT(why_not("drop 0"), ContainsSubstring("the first one is message 1"));
  CHECK_THAT(why_not("drop apple"), ContainsSubstring("the message"));
  CHECK_THAT(why_not("drop n0 n2 letter"), ContainsSubstring("\"letter\" is no kind of message"));
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
                                   Command{GetCommand{key}}, Command{RemoveCommand{key}},
                                   Command{MultiGetCommand{{key, random_text(1)}, {}, "ann"}}}) {
      const std::string line = to_text(command);
      CAPTURE(line);
      CHECK_FALSE(find_invalid_utf8(line));
      REQUIRE(read(line) == command);
    }
  }
}

LinkSettings random_link(Rng& rng) {
  LinkSettings link;
  link.latency.kind = static_cast<Latency::Kind>(rng.below(5));
  link.latency.base = Duration{static_cast<std::int64_t>(rng.below(1'000'000'000))};
  link.latency.spread = Duration{static_cast<std::int64_t>(rng.below(1'000'000'000'000))};
  if (link.latency.kind == Latency::Kind::constant) link.latency.spread = Duration::zero();
  if (has_shape(link.latency.kind))
    link.latency.shape_milli = 1 + static_cast<std::uint32_t>(rng.below(k_shape_milli_max));
  link.loss_ppm = static_cast<std::uint32_t>(rng.below(900'000));
  link.duplicate_ppm = static_cast<std::uint32_t>(rng.below(900'000));
  return link;
}

std::vector<Address> random_ends(Rng& rng, std::size_t least) {
  std::vector<Address> ends;
  const std::size_t count = least + rng.below(4);
  while (ends.size() < count) {
    const auto number = static_cast<std::uint32_t>(rng.below(1024));
    ends.push_back(rng.below(4) == 0 ? Address{ClientId{number}} : Address{NodeId{number}});
  }
  return ends;
}

TEST_CASE("command text: commands about links and nodes read back as themselves", "[scenario]") {
  using Form = PartitionCommand::Form;
  Rng rng(43);
  for (int round = 0; round < 2000; ++round) {
    PartitionCommand groups;
    for (std::uint64_t i = 0; i <= rng.below(4); ++i) groups.groups.push_back(random_ends(rng, 1));
    const SetLinkCommand link{random_ends(rng, 1)[0], random_ends(rng, 1)[0],
                              rng.below(3) == 0 ? std::nullopt : std::optional(random_link(rng))};
    for (const Command& command :
         {Command{SetNetworkCommand{random_link(rng)}}, Command{link}, Command{groups},
          Command{PartitionCommand{Form::bridge, {random_ends(rng, 1)}}},
          Command{CutCommand{random_ends(rng, 1), random_ends(rng, 1)}},
          Command{HealCommand{random_ends(rng, 0)}}}) {
      CAPTURE(to_text(command));
      REQUIRE(read(to_text(command)) == command);
    }
  }
  for (const Command& command :
       {Command{CrashCommand{NodeId{4095}}}, Command{RestartCommand{NodeId{0}}},
        Command{PartitionCommand{Form::ring, {}}}, Command{PauseCommand{NodeId{7}}},
        Command{ResumeCommand{NodeId{7}}}, Command{SlowCommand{NodeId{7}, Duration{1'500'000}}},
        Command{SlowCommand{NodeId{7}, {}}}, Command{SkewCommand{NodeId{7}, Duration{1}}},
        Command{SkewCommand{NodeId{7}, Duration{-123'456'789}}},
        Command{SkewCommand{NodeId{7}, {}}}}) {
    CHECK(read(to_text(command)) == command);
  }
}

TEST_CASE("command text: an operation may be of a session, and say what it knows", "[scenario]") {
  PutCommand put{"k", "v"};
  put.session = "ann";
  CHECK(read("as ann put k v") == Command{put});
  put.known.add({{time_at(5), 0}, {NodeId{0}, Incarnation{1}}});
  put.compare = true;
  put.consistency = Consistency{Level::strict, 0, 0};
  CHECK(read("as ann knowing n0.1@5+0 cas@strict k v") == Command{put});
  CHECK(read("knowing n0.1@5+0 AS ann cas@strict k v") == Command{put});
  CHECK(read(to_text(Command{put})) == Command{put});
  put.ttl = std::chrono::seconds{5};
  CHECK(read("for 5s as ann knowing n0.1@5+0 cas@strict k v") == Command{put});
  CHECK(read(to_text(Command{put})) == Command{put});
  GetCommand get{"k"};
  get.session = "two words";
  CHECK(read("as \"two words\" get k") == Command{get});
  CHECK(read(to_text(Command{get})) == Command{get});
}

TEST_CASE("command text: what stands before an operation stands once, and is whole", "[scenario]") {
  using Catch::Matchers::ContainsSubstring;
  CHECK_THAT(why_not("as ann as bob put k v"), ContainsSubstring("as stands twice"));
  CHECK_THAT(why_not("knowing - knowing - get k"), ContainsSubstring("knowing stands twice"));
  CHECK_THAT(why_not("as"), ContainsSubstring("behind as is missing"));
  CHECK_THAT(why_not("as ann"), ContainsSubstring("operation is missing"));
  CHECK_THAT(why_not("as \"\" get k"), ContainsSubstring("behind as is missing"));
  CHECK_THAT(why_not("for 0s put k v"), ContainsSubstring("no time"));
  CHECK_THAT(why_not("for 5s get k"), ContainsSubstring("for before put"));
  CHECK_THAT(why_not("as ann kill 3"), ContainsSubstring("before an operation"));
  CHECK_THAT(why_not("knowing n0 get k"), ContainsSubstring("no context"));
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "as a knowing - ";
  CHECK_THAT(why_not(many + "get k"), ContainsSubstring("stands twice"));
}

TEST_CASE("command text: each first word has a usage that starts with it", "[scenario]") {
  CHECK(command_words() ==
        std::vector<std::string>{"put",     "cas",     "get",       "mget",  "scan",    "del",
                                 "as",      "knowing", "for",       "kill",  "restart", "pause",
                                 "resume",  "add",     "drain",     "evict", "slow",    "skew",
                                 "network", "link",    "partition", "heal",  "drop",    "hold",
                                 "release", "deliver"});
  for (const std::string& word : command_words()) {
    CHECK(command_usage(word).substr(0, word.size()) == word);
  }
  CHECK(command_usage("crash") == "kill NODE");
  CHECK(command_usage("fly").empty());
}

}  // namespace
}  // namespace ringside::command_text_test
