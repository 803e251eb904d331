// Guides: how their texts are read, and that every one of them tells the truth about its run.
#include "core/scenario/guide.h"

#include <catch_amalgamated.hpp>
#include <cctype>
#include <fstream>
#include <set>
#include <sstream>

#include "core/base/hash.h"
#include "core/scenario/library.h"
#include "core/scenario/player.h"
#include "core/scenario/run_link.h"
#include "core/scenario/text.h"
#include "core/sim/simulation.h"
#include "tests/scenario/guide_claims.h"

namespace ringside::guide_test {
namespace {

constexpr std::size_t k_bytes_max = 340;  // of what is said at a time
constexpr std::size_t k_sentences_max = 3;

std::string file_text(std::string_view name) {
  std::ifstream file("core/scenario/guides/" + std::string(name) + ".guide", std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

Guide guide_of(std::string_view name, std::string_view text) {
  auto guide = parse_guide(name, text);
  INFO((guide ? "" : guide.error().message));
  REQUIRE(guide.has_value());
  return *guide;
}

Timeline traced(Simulation& simulation) {
  Timeline run(simulation.config().shape);
  TraceBatch batch;
  simulation.collect(batch);
  run.append(batch);
  return run;
}

Timeline run_of(std::string_view script_text) {
  const auto script = parse_script("", script_text);
  REQUIRE(script.has_value());
  const ClusterConfig config = configure(*script);
  Simulation simulation(config);
  Player player(*script, config.shape);
  for (;;) {
    player.advance(simulation);
    if (player.done() || !go_on(simulation, player.wake())) break;
    for (const OperationResult& result : simulation.take_results()) player.take(result);
  }
  return traced(simulation);
}

// The run that a guide shows.
Timeline shown_run(const Guide& guide) {
  const auto link = decode_link(guide.run);
  INFO((link ? "" : link.error().message));
  REQUIRE(link.has_value());
  Simulation simulation(link->config);
  REQUIRE(relive(simulation, *link).has_value());
  return traced(simulation);
}

std::vector<GuidePlace> places_of(const Guide& guide, const Timeline& run) {
  const auto places = find_places(guide, run.kept());
  INFO((places ? "" : places.error().message));
  REQUIRE(places.has_value());
  return *places;
}

struct Told {
  explicit Told(const BuiltInGuide& built_in)
      : guide(guide_of(built_in.name, file_text(built_in.name))),
        run(shown_run(guide)),
        places(places_of(guide, run)) {}

  ClaimedPlace place(std::size_t step) const {
    return {run, step == 0 ? 0 : places[step - 1].at, places[step].at};
  }

  Guide guide;
  Timeline run;
  std::vector<GuidePlace> places;
};

// The claim turned into one that is wrong wherever it was right.
std::string turned(const std::string& claim) {
  const auto swapped = [&](std::string_view one, std::string_view other) -> std::string {
    const std::size_t at = claim.find(one);
    if (at == std::string::npos) return "";
    return claim.substr(0, at) + std::string(other) + claim.substr(at + one.size());
  };
  for (const auto& [one, other] : {std::pair{"happened ", "never "},
                                   {"never ", "happened "},
                                   {"cut ", "whole "},
                                   {"whole ", "cut "},
                                   {" takes under ", " takes over "},
                                   {" takes over ", " takes under "},
                                   {" lacks ", " tombstone "},
                                   {" tombstone ", " lacks "},
                                   {" recovered", " recovering"}}) {
    if (const std::string other_claim = swapped(one, other); !other_claim.empty())
      return other_claim;
  }
  for (const char* state : {" up", " paused", " recovering"}) {
    if (claim.ends_with(state)) return swapped(state, " down");
  }
  if (claim.ends_with(" down")) return swapped(" down", " up");
  return claim + "9";
}

std::size_t sentences(const std::string& text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends = text[i] == '.' || text[i] == '?';
    if (ends && (i + 1 == text.size() || text[i + 1] == ' ')) ++count;
  }
  return count;
}

// The nodes that a text names: "n3".
std::set<char> nodes_named(const std::string& text) {
  std::set<char> named;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const bool begins = i == 0 || std::isalnum(static_cast<unsigned char>(text[i - 1])) == 0;
    if (begins && text[i] == 'n' && std::isdigit(static_cast<unsigned char>(text[i + 1])) != 0)
      named.insert(text[i + 1]);
  }
  return named;
}

bool has_number(const std::string& claim, char digit) {
  for (std::size_t i = 1; i < claim.size(); ++i) {
    const bool alone =
        i + 1 == claim.size() || std::isdigit(static_cast<unsigned char>(claim[i + 1])) == 0;
    if (claim[i] == digit && alone && (claim[i - 1] == ' ' || claim[i - 1] == 'n')) return true;
  }
  return false;
}

TEST_CASE("guide: every built-in one is embedded as its file is, without what only tests need",
          "[scenario]") {
  std::set<std::string_view> names;
  for (const BuiltInGuide& built_in : built_in_guides()) {
    CAPTURE(built_in.name);
    CHECK(names.insert(built_in.name).second);
    const Guide file = guide_of(built_in.name, file_text(built_in.name));
    const Guide embedded = guide_of(built_in.name, built_in.text);
    const BuiltInScenario* scenario = find_built_in_scenario(file.scenario);
    REQUIRE(scenario != nullptr);
    CHECK(embedded.run == file.run);
    CHECK(embedded.title == file.title);
    CHECK(built_in.title() == file.title);
    REQUIRE(embedded.steps.size() == file.steps.size());
    for (std::size_t i = 0; i < file.steps.size(); ++i) {
      CHECK(embedded.steps[i].at == file.steps[i].at);
      CHECK(embedded.steps[i].say == file.steps[i].say);
      CHECK(embedded.steps[i].choices.size() == file.steps[i].choices.size());
      CHECK(embedded.steps[i].claims.empty());
    }
  }
}

TEST_CASE("guide: the run that one shows is its scenario's", "[scenario]") {
  for (const BuiltInGuide& built_in : built_in_guides()) {
    INFO(built_in.name << ": see docs/scenario-files.md for how its run is made anew");
    const Guide guide = guide_of(built_in.name, built_in.text);
    const Timeline shown = shown_run(guide);
    const Timeline played = run_of(find_built_in_scenario(guide.scenario)->text);
    const auto& events = played.kept().events();
    REQUIRE(shown.events() >= played.events());
    for (std::size_t i = 0; i < events.size(); ++i) {
      const TraceEvent& event = shown.kept().events()[i];
      REQUIRE(describe(event, shown.kept()) == describe(events[i], played.kept()));
      REQUIRE(event.at == events[i].at);
    }
  }
}

TEST_CASE("guide: what is claimed at each step of every one is true of its run", "[scenario]") {
  for (const BuiltInGuide& built_in : built_in_guides()) {
    const Told told(built_in);
    for (std::size_t i = 0; i < told.guide.steps.size(); ++i) {
      INFO(built_in.name << ", step " << i + 1);
      const GuideStep& step = told.guide.steps[i];
      CHECK_FALSE(step.claims.empty());
      for (const std::string& claim : step.claims) {
        INFO(claim);
        CHECK(breach_of(claim, told.place(i)) == "");
      }
    }
  }
}

TEST_CASE("guide: a claim that is wrong is found, whichever it is", "[scenario]") {
  for (const BuiltInGuide& built_in : built_in_guides()) {
    const Told told(built_in);
    for (std::size_t i = 0; i < told.guide.steps.size(); ++i) {
      for (const std::string& claim : told.guide.steps[i].claims) {
        INFO(built_in.name << ", step " << i + 1 << ": " << turned(claim));
        CHECK(breach_of(turned(claim), told.place(i)) != "");
      }
    }
  }
  const Told told(built_in_guides().front());
  for (const char* nonsense : {"", "node", "node 1", "node x up", "node 99 up", "node 1 happy",
                               "operation 99 ok", "cut 1", "all is well", "node 1 keeps cart"})
    CHECK(breach_of(nonsense, told.place(0)) != "");
}

TEST_CASE("guide: captions are short, say nothing of a node that is not checked, and ask fairly",
          "[scenario]") {
  for (const BuiltInGuide& built_in : built_in_guides()) {
    const Guide guide = guide_of(built_in.name, file_text(built_in.name));
    CHECK(guide.steps.size() >= 4);
    CHECK(guide.title.size() <= 44);
    std::size_t asked = 0;
    for (const GuideStep& step : guide.steps) {
      INFO(built_in.name << ": " << step.say);
      CHECK(step.say.size() <= k_bytes_max);
      CHECK(sentences(step.say) <= k_sentences_max);
      CHECK(step.say.ends_with('.'));
      CHECK(step.say.find('"') == std::string::npos);  // lines are broken there
      CHECK((step.ask.empty() || step.ask.ends_with('?')));
      asked += step.ask.empty() ? 0 : 1;
      for (const GuideChoice& choice : step.choices) CHECK(choice.text.size() <= 60);
      for (const char node : nodes_named(step.say)) {
        INFO("n" << node);
        CHECK(std::any_of(step.claims.begin(), step.claims.end(),
                          [&](const std::string& claim) { return has_number(claim, node); }));
      }
    }
    CHECK(asked >= 1);
  }
}

TEST_CASE("guide: what a step brings out is there at its place", "[scenario]") {
  for (const BuiltInGuide& built_in : built_in_guides()) {
    const Told told(built_in);
    for (std::size_t i = 0; i < told.guide.steps.size(); ++i) {
      INFO(built_in.name << ", step " << i + 1);
      const std::uint64_t moment = told.places[i].at;
      CHECK((i == 0 || moment > told.places[i - 1].at));
      WorldAt at{World(told.run.present().shape()), 0};
      told.run.seek(at, moment);
      const World& world = at.world;
      const auto& show = told.guide.steps[i].show;
      if (const auto* node = std::get_if<NodeId>(&show)) CHECK(raw(*node) < world.nodes().size());
      if (const auto* key = std::get_if<KeyHash>(&show)) CHECK(world.keys().contains(*key));
      if (const auto* op = std::get_if<OpId>(&show)) CHECK(world.operations().contains(*op));
    }
  }
}

TEST_CASE("guide: a text is read line by line", "[scenario]") {
  const Guide guide = guide_of("g",
                               "# A comment.\ntitle A title\nscenario first-put\nrun #r1.x\n\n"
                               "at start\nsay One.\nsay Two.\nshow key cart\n"
                               "ask What now?\nyes This\nno That\n\n"
                               "at operation_finished c0\nfrom node_crashed n1\nsay Three.\n"
                               "show operation 7\nexpect operation 7 ok\n");
  CHECK(guide.title == "A title");
  CHECK(guide.scenario == "first-put");
  REQUIRE(guide.steps.size() == 2);
  CHECK(guide.steps[0].say == "One. Two.");
  CHECK(std::get<KeyHash>(guide.steps[0].show) == hash_key("cart"));
  REQUIRE(guide.steps[0].choices.size() == 2);
  CHECK(guide.steps[0].choices[0].right);
  CHECK_FALSE(guide.steps[0].choices[1].right);
  CHECK(std::get<OpId>(guide.steps[1].show) == OpId{7});
  CHECK(guide.steps[1].from == "node_crashed n1");
  CHECK(guide.steps[1].claims == std::vector<std::string>{"operation 7 ok"});
}

TEST_CASE("guide: what is wrong with a text is said with its line", "[scenario]") {
  const std::string good = "title T\nscenario s\nrun r\nat start\nsay A.\nat x\nsay B.\n";
  REQUIRE(parse_guide("g", good).has_value());
  const auto says = [](const std::string& text, const std::string& words) {
    CAPTURE(text);
    const auto guide = parse_guide("g", text);
    REQUIRE_FALSE(guide.has_value());
    CHECK(guide.error().message.starts_with("g: "));
    CHECK_THAT(guide.error().message, Catch::Matchers::ContainsSubstring(words));
  };
  says("", "a title, a scenario and its run");
  says("title T\nscenario s\nrun r\nat start\nsay A.\n", "two steps at least");
  says("title T\nsay A.\n", "line 2: \"say\" comes before the first step");
  says("title\n", "line 1: title has nothing behind it");
  says("title T\nscenario s\nrun r\nat start\nat x\nsay B.\n",
       "line 5: the step before says nothing");
  says(good + "sing C.\n", "line 8: \"sing\" is unknown");
  says(good + "show moon 3\n", "line 8: what can be shown");
  says(good + "show node x\n", "line 8: node");
  says(good + "ask Why?\nyes A\nno B\n", "the last step asks");
  says(good + "ask Why?\nyes A\nat y\nsay C.\n", "line 10: who is asked has 2 to 4 choices");
  says(good + "ask Why?\nno A\nno B\nat y\nsay C.\n", "who is asked");
  says(good + "yes A\nno B\nat y\nsay C.\n", "who is asked");
  says(std::string("title \xff\n"), "not valid UTF-8");
}

TEST_CASE("guide: an event that does not come is named with its step", "[scenario]") {
  const Timeline run = run_of(find_built_in_scenario("primary-dies-mid-put")->text);
  Guide guide =
      guide_of("g", "title T\nscenario s\nrun r\nat start\nsay A.\nat node_crashed\nsay B.\n");
  CHECK(places_of(guide, run)[0].at == 0);
  guide.steps[1].at = "node_crashed n0";
  const auto places = find_places(guide, run.kept());
  REQUIRE_FALSE(places.has_value());
  CHECK(places.error().message == "step 2: no \"node_crashed n0\" comes after the step before");
}

TEST_CASE("guide: an address leads to a step of one, and back", "[scenario]") {
  CHECK(encode_guide_link({"doomstone", 3}) == "#g1.doomstone.3");
  CHECK(is_guide_link("http://127.0.0.1:8080/?theme=dark#g1.doomstone.3"));
  CHECK_FALSE(is_guide_link("http://127.0.0.1:8080/#r1.abc"));
  CHECK_FALSE(is_guide_link("g1.doomstone"));
  const auto link = decode_guide_link("http://127.0.0.1:8080/?theme=dark#g1.doomstone.3 ");
  REQUIRE(link.has_value());
  CHECK(link->name == "doomstone");
  CHECK(link->step == 3);
  CHECK(decode_guide_link("#g1.doomstone")->step == 1);
  for (const char* wrong : {"#g2.doomstone.3", "#g", "#g1.doomstone.", "#g1.doomstone.x",
                            "#g1.doomstone.-1", "#g1.doomstone.3.4"}) {
    CAPTURE(wrong);
    const auto refused = decode_guide_link(wrong);
    REQUIRE_FALSE(refused.has_value());
    CHECK_THAT(refused.error().message, Catch::Matchers::StartsWith("This link is no guide"));
  }
}

}  // namespace
}  // namespace ringside::guide_test
