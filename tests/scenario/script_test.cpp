#include "core/scenario/script.h"

#include <catch_amalgamated.hpp>

namespace ringside::script_test {
namespace {

using Catch::Matchers::ContainsSubstring;

Script read(std::string_view text) {
  const auto script = parse_script("a.scenario", text);
  INFO((script ? "" : script.error().message));
  REQUIRE(script.has_value());
  return *script;
}

std::string why_not(std::string_view text) {
  const auto script = parse_script("a.scenario", text);
  REQUIRE_FALSE(script.has_value());
  CHECK(script.error().code == ErrorCode::invalid_argument);
  CHECK_THAT(script.error().message, ContainsSubstring("a.scenario: "));
  return script.error().message;
}

template <typename Action>
Action only_step(std::string_view line) {
  const Script script = read(line);
  REQUIRE(script.steps.size() == 1);
  CHECK(script.steps[0].text == line);
  REQUIRE(std::holds_alternative<Action>(script.steps[0].action));
  return std::get<Action>(script.steps[0].action);
}

TEST_CASE("script: settings stand first and change only what they name", "[scenario]") {
  const Script script = read(
      "\xef\xbb\xbf# a comment\r\n\r\ntitle One\r\npurpose Two\r\npurpose three\r\nnodes "
      "8\r\nreplicas 3\r\n"
      "seed 9\r\ntoken-seed 4\r\nlatency 2ms\r\nloss 1%\r\ndeadline 3s\r\nput a 1\r\n");
  CHECK(script.title == "One");
  CHECK(script.purpose == "Two three");
  ClusterConfig base;
  base.client_window = 5;
  const ClusterConfig config = configure(script, base);
  CHECK(config.shape.nodes == 8);
  CHECK(config.shape.replicas == 3);
  CHECK(config.shape.token_seed == 4);
  CHECK(config.shape.vnodes == base.shape.vnodes);
  CHECK(config.seed == 9);
  CHECK(config.client_window == 5);
  CHECK(config.network.latency.kind == Latency::Kind::constant);
  CHECK(config.network.loss_ppm == 10'000);
  CHECK(config.timing.operation_deadline == std::chrono::seconds{3});
  CHECK(script.steps.size() == 1);
  CHECK(script.steps[0].line == 13);
}

TEST_CASE("script: every kind of step", "[scenario]") {
  CHECK(only_step<CommandStep>("put a b c").command == Command{PutCommand{"a", "b c"}});
  CHECK(only_step<CommandStep>("put a b c").waits);
  CHECK_FALSE(only_step<CommandStep>("start put a b").waits);
  CHECK(only_step<CommandStep>("kill 2").command == Command{CrashCommand{NodeId{2}}});
  CHECK(only_step<WaitStep>("wait 10ms").duration == std::chrono::milliseconds{10});
  (void)only_step<SettleStep>("settle");
  CHECK(only_step<ExpectStep>("expect@strict a b").consistency == Consistency{Level::strict, 0, 0});
  CHECK_FALSE(only_step<ExpectStep>("expect a b").consistency.has_value());
  const auto put = only_step<CommandStep>("put@sloppy a b").command;
  CHECK(std::get<PutCommand>(put).consistency == Consistency{Level::sloppy, 0, 0});
  CHECK(std::get<std::string>(only_step<ExpectStep>("expect a b c").answer) == "b c");
  CHECK(std::get<ErrorCode>(only_step<ExpectStep>("expect a not_found").answer) ==
        ErrorCode::not_found);
  CHECK(std::get<std::string>(only_step<ExpectStep>("expect a \"not_found\"").answer) ==
        "not_found");
  const auto kill = only_step<GroupStep>("kill primary of \"a key\"");
  CHECK((kill.act == GroupStep::Act::kill && kill.place == 0 && kill.key == "a key"));
  const auto restart = only_step<GroupStep>("restart replica 2 of a");
  CHECK((restart.act == GroupStep::Act::restart && restart.place == 2 && restart.key == "a"));
  const auto pause = only_step<GroupStep>("pause primary of a");
  CHECK((pause.act == GroupStep::Act::pause && pause.place == 0));
  CHECK(only_step<GroupStep>("resume replica 1 of a").act == GroupStep::Act::resume);
}

TEST_CASE("script: steps with a time are put in the order of their times", "[scenario]") {
  const Script script = read("at 5ms kill 2\nat 1ms put a 1\nat 5ms restart primary of a\n");
  CHECK(script.steps.empty());
  REQUIRE(script.timed.size() == 3);
  CHECK(script.timed[0].step.line == 2);
  CHECK_FALSE(std::get<CommandStep>(script.timed[0].step.action).waits);
  CHECK(script.timed[1].step.line == 1);
  CHECK(script.timed[2].step.line == 3);
  CHECK(script.timed[2].at == time_at(5'000'000));
}

TEST_CASE("script: a network command leaves what it does not name as it was before", "[scenario]") {
  const Script script = read("loss 10%\nnetwork latency=1ms\nnetwork loss=0\n");
  const auto network = [&](std::size_t i) {
    return std::get<SetNetworkCommand>(std::get<CommandStep>(script.steps[i].action).command)
        .network;
  };
  CHECK(network(0).loss_ppm == 100'000);
  CHECK(network(1).loss_ppm == 0);
  CHECK(network(1).latency == Latency{Latency::Kind::constant, std::chrono::milliseconds{1}, {}});
}

TEST_CASE("script: an error names the line and what would be right", "[scenario]") {
  CHECK_THAT(why_not(""), ContainsSubstring("there is no step"));
  CHECK_THAT(why_not("# nothing\nnodes 8\n"), ContainsSubstring("there is no step"));
  CHECK_THAT(why_not("put a 1\n\nfly\n"), ContainsSubstring("line 3: \"fly\" starts no step"));
  CHECK_THAT(why_not("put a 1\nnodes 8\n"),
             ContainsSubstring("line 2: the setting nodes comes too late"));
  CHECK_THAT(why_not("nodes\nput a 1"),
             ContainsSubstring("line 1: the setting nodes has no value"));
  CHECK_THAT(why_not("nodes many\nput a 1"), ContainsSubstring("for example nodes 5"));
  CHECK_THAT(why_not("nodes -8\nput a 1"), ContainsSubstring("not a whole number"));
  CHECK_THAT(why_not("replicas 9\nput a 1"), ContainsSubstring("R < N"));
  CHECK_THAT(why_not("loss 1\nput a 1"), ContainsSubstring("1%"));
  CHECK_THAT(why_not("at 5ms settle"), ContainsSubstring("only a command"));
  CHECK_THAT(why_not("at 5 kill 2"), ContainsSubstring("no unit"));
  CHECK_THAT(why_not("at 5ms at 6ms kill 2"), ContainsSubstring("at 5ms COMMAND"));
  CHECK_THAT(why_not("wait"), ContainsSubstring("such as 5ms"));
  CHECK_THAT(why_not("settle now"), ContainsSubstring("stands alone"));
  CHECK_THAT(why_not("expect a"), ContainsSubstring("expect KEY VALUE"));
  CHECK_THAT(why_not("start settle"), ContainsSubstring("\"settle\" is no command"));
  CHECK_THAT(why_not("kill primary a"), ContainsSubstring("kill primary of KEY"));
  CHECK_THAT(why_not("kill replica 0 of a"), ContainsSubstring("is the primary"));
  CHECK_THAT(why_not("kill primary of a b"), ContainsSubstring("kill primary of KEY"));
  CHECK_THAT(why_not(std::string_view("put a 1\nput b \0\n", 16)), ContainsSubstring("line 2"));
  CHECK(why_not(std::string(2'000'000, 'x')).size() < 400);
}

TEST_CASE("script: scripts and data are told apart", "[scenario]") {
  CHECK(looks_like_script("x.scenario", "a\tb"));
  CHECK_FALSE(looks_like_script("x.tsv", "put a b"));
  CHECK(looks_like_script("-", "# comment\nnodes 8\nput a b"));
  CHECK(looks_like_script("x.txt", "\xef\xbb\xbfsettle"));
  CHECK(looks_like_script("", "at 5ms kill 2"));
  CHECK_FALSE(looks_like_script("", "put\tvalue"));
  CHECK_FALSE(looks_like_script("", "put,value"));
  CHECK_FALSE(looks_like_script("", "adduser\t3.134"));
  CHECK_FALSE(looks_like_script("", "{\"key\":\"put\",\"value\":\"a\"}"));
  CHECK_FALSE(looks_like_script("", ""));
}

}  // namespace
}  // namespace ringside::script_test
