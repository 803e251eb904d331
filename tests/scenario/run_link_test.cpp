#include "core/scenario/run_link.h"

#include <catch_amalgamated.hpp>
#include <string>

#include "core/base/rng.h"
#include "core/scenario/command_text.h"
#include "core/scenario/packed_text.h"
#include "core/scenario/run_link_text.h"
#include "core/sim/simulation.h"

namespace ringside::run_link_test {
namespace {

using std::chrono::microseconds;

// A run with commands given between events, in the midst of an instant, and at once.
RunLink lived(std::uint64_t seed, Simulation& simulation) {
  RunLink link;
  link.config = simulation.config();
  Rng rng(seed);
  for (const char* line :
       {"put apple red", "kill 2", "as ann put \"a key\" \"two\\nlines\"", "get@strict apple",
        "network latency=2ms loss=5%", "partition n0 n1 | n3 n4", "put pear caf\xc3\xa9", "heal",
        "slow 1 5ms", "skew 3 -20ms", "restart 2", "link n0 c1 latency=1ms", "scan keys 10",
        "mget apple pear", "cas apple green", "for 5s put fig fresh", "del apple", "pause 4"}) {
    if (rng.below(3) == 0) {
      simulation.run_until(simulation.now() + microseconds{rng.below(3000)});
    } else {
      for (std::uint64_t steps = rng.below(25); steps > 0; --steps) (void)simulation.step();
    }
    const auto command = parse_command(line, simulation.config().network);
    REQUIRE(command.has_value());
    const RunPosition position = simulation.position();
    REQUIRE(simulation.submit(*command).has_value());
    link.commands.push_back({position, *command, rng.below(2) == 0});
  }
  simulation.run_until(simulation.now() + microseconds{2500});
  link.end = simulation.position();
  link.digest = simulation.digest().value();
  return link;
}

ClusterConfig config_of(std::uint64_t seed) {
  ClusterConfig config;
  config.seed = seed;
  config.conflicts = seed % 2 == 0 ? Conflicts::keep_siblings : Conflicts::last_writer_wins;
  config.network.duplicate_ppm = seed % 3 == 0 ? 50'000 : 0;
  return config;
}

RunLink decoded(const std::string& address) {
  const auto link = decode_link(address);
  INFO((link ? "" : link.error().message));
  REQUIRE(link.has_value());
  return *link;
}

TEST_CASE("run link: a run comes back from its link, and is the same run when it is lived again",
          "[scenario]") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    Simulation simulation(config_of(seed));
    RunLink link = lived(seed, simulation);
    link.shown = RunLink::Shown{17, time_at(1'234'567)};
    if (seed % 4 == 0) link.selected = NodeId{3};
    if (seed % 4 == 1) link.selected = MessageId{99};
    if (seed % 4 == 2) link.selected = KeyHash{0xfedcba9876543210u};

    const auto fragment = encode_link(link);
    REQUIRE(fragment.has_value());
    CHECK(fragment->starts_with("#r1."));
    CHECK(fragment->size() < 700);
    const RunLink read = decoded("https://example.org/?theme=dark" + *fragment);
    CHECK(read.config == link.config);
    CHECK(read.commands == link.commands);
    CHECK(read.digest == link.digest);
    CHECK(read.shown == link.shown);
    CHECK(read.selected == link.selected);
    CHECK_FALSE(read.threads);

    Simulation again(read.config);
    REQUIRE(relive(again, read).has_value());
    CHECK(again.now() == simulation.now());
    CHECK(again.position().turns == simulation.position().turns);
    CHECK(again.digest().value() == simulation.digest().value());
    // And both go on alike.
    simulation.run_until(simulation.now() + microseconds{9000});
    again.run_until(again.now() + microseconds{9000});
    CHECK(again.digest().value() == simulation.digest().value());
  }
}

TEST_CASE("run link: a run that comes out differently says so", "[scenario]") {
  Simulation simulation(config_of(5));
  const RunLink link = lived(5, simulation);
  const auto comes_out = [](const RunLink& changed) {
    Simulation again(changed.config);
    return relive(again, changed).has_value();
  };
  CHECK(comes_out(link));
  RunLink other = link;
  other.digest ^= 1;
  CHECK_FALSE(comes_out(other));
  other = link;
  other.commands.erase(other.commands.begin());
  CHECK_FALSE(comes_out(other));
  other = link;
  other.config.seed = 6;
  CHECK_FALSE(comes_out(other));
  other = link;
  other.commands[1].position.now += microseconds{1};
  CHECK_FALSE(comes_out(other));
}

TEST_CASE("run link: of threads only the start is told", "[scenario]") {
  RunLink link;
  link.config.shape.nodes = 9;
  link.threads = true;
  const RunLink read = decoded(*encode_link(link));
  CHECK(read.threads);
  CHECK(read.config == link.config);
  CHECK(read.commands.empty());
}

TEST_CASE("run link: what is no run, or none that can be, is refused with a reason", "[scenario]") {
  const auto says = [](const std::string& address, const std::string& why) {
    CAPTURE(address.substr(0, 60), why);
    const auto link = decode_link(address);
    REQUIRE_FALSE(link.has_value());
    CAPTURE(link.error().message);
    CHECK(link.error().message.find(why) != std::string::npos);
  };
  says("", "no part that begins with #r1.");
  says("https://example.org/", "no part that begins");
  says("#tour", "no part that begins");
  says("#r2.AAAA", "another version");
  says("#r1.", "a part of it is missing");
  says("#r1.AAAA", "a part of it is missing");
  says("#r1.AA AA", "does not belong there");

  const auto text_says = [&](const std::string& text, const std::string& why) {
    says("#r1." + pack_text(text), why);
  };
  const std::string end = "=9 100 0123456789abcdef\n";
  CHECK(decode_link("#r1." + pack_text(end)).has_value());
  text_says("", "its end is missing");
  text_says("colour 3\n" + end, "there is no setting");
  text_says("nodes 3\nreplicas 5\n" + end, "R < N");
  text_says("nodes x\n" + end, "nodes");
  text_says("+1 2 fly\n" + end, "no command");
  text_says("+1 2 kill 77\n" + end, "77");
  text_says("+1 x kill 1\n" + end, "the time");
  text_says("+-1 2 kill 1\n" + end, "the turn");
  text_says("+1000001 2 kill 1\n" + end, "more than 1000000 turns");
  text_says("+18446744073709551615 2 kill 1\n" + end, "turns");
  text_says("+1 18446744073709551615 kill 1\n" + end, "a thousand hours");
  text_says("+999999 1 kill 1\n" + end, "turns");
  text_says("+1 2 kill 1\nnodes 3\n" + end, "too late");
  text_says("=9 100 123\n", "16 hexadecimal digits");
  text_says(end + end, "behind the end");
  text_says(end + "!node 5\n", "no node 5");
  text_says(end + "!ring 5\n", "unknown");
  text_says(end + "@x 5\n", "the moment");
  text_says("threads\n" + end, "threads");
  text_says(end + "\n", "empty line");
  text_says(std::string("a\0b\n", 4) + end, "NUL");
  std::string many;
  for (std::size_t i = 0; i <= k_link_commands_max; ++i) many += "+0 0 heal\n";
  text_says(many.substr(0, k_packed_text_max - 100) + end, "more than 20000 commands");
}

TEST_CASE("run link: a run that is too long, or cannot be told, has none", "[scenario]") {
  RunLink link;
  link.end.turns = k_link_turns_max + 1;
  CHECK_FALSE(encode_link(link).has_value());
  link.end.turns = 5;
  link.commands.push_back({{}, PutCommand{"k", std::string(k_packed_text_max, 'v')}, true});
  CHECK_FALSE(encode_link(link).has_value());
  link.commands.clear();
  CHECK(encode_link(link).has_value());
  link.config.timing.hints_max = 5;
  CHECK_FALSE(encode_link(link).has_value());
}

TEST_CASE("run link: no text inside can break it", "[scenario]") {
  Simulation simulation(config_of(4));
  const auto text = link_text(lived(4, simulation));
  REQUIRE(text.has_value());
  Rng rng(5);
  std::size_t read = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string changed = *text;
    for (std::uint64_t edits = 1 + rng.below(3); edits > 0; --edits) {
      const std::size_t at = rng.below(changed.size());
      switch (rng.below(4)) {
        case 0: changed[at] = static_cast<char>(rng.below(256)); break;
        case 1: changed.erase(at, 1 + rng.below(20)); break;
        case 2: changed.insert(at, 1, "+.=@! \n0129"[rng.below(11)]); break;
        default: changed.insert(at, changed.substr(rng.below(changed.size()), rng.below(40)));
      }
      if (changed.empty()) changed = "=";
    }
    const auto link = parse_link_text(changed);
    if (!link) {
      CHECK_FALSE(link.error().message.empty());
      continue;
    }
    ++read;
    if (link->threads || i % 8 != 0) continue;
    Simulation again(link->config);
    (void)relive(again, *link);
  }
  CHECK(read > 20);
}

}  // namespace
}  // namespace ringside::run_link_test
