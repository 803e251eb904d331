#include "core/scenario/consistency_text.h"

#include <catch_amalgamated.hpp>
#include <string>

#include "core/scenario/command_text.h"

namespace ringside::consistency_text_test {
namespace {

TEST_CASE("consistency text: what is written is read back", "[scenario]") {
  for (const Consistency& wanted :
       {Consistency{}, Consistency{Level::sloppy, 0, 0}, Consistency{Level::strict, 2, 0},
        Consistency{Level::linearizable, 0, 3}, Consistency{Level::eventual, 3, 1}}) {
    const auto read = parse_consistency(to_text(wanted));
    REQUIRE(read.has_value());
    CHECK(*read == wanted);
  }
  CHECK(to_text(Consistency{Level::strict, 2, 3}) == "strict,r=2,w=3");
  CHECK(parse_consistency("r=2")->level == Level::eventual);
}

TEST_CASE("consistency text: what is no level says which there are", "[scenario]") {
  const auto read = parse_consistency("strong");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().message ==
        "\"strong\" is no level; try eventual, sloppy, strict or linearizable");
  CHECK_FALSE(parse_consistency("").has_value());
  CHECK_FALSE(parse_consistency("strict,").has_value());
  CHECK_FALSE(parse_consistency("r=").has_value());
  CHECK_FALSE(parse_consistency("r=-1").has_value());
}

TEST_CASE("command text: an operation may say what it asks for", "[scenario]") {
  const LinkSettings network;
  for (const std::string line : {"put@strict k some value", "get@linearizable k",
                                 "del@sloppy,r=2,w=2 k", "get@eventual \"two words\""}) {
    const auto command = parse_command(line, network);
    CAPTURE(line);
    REQUIRE(command.has_value());
    CHECK(to_text(*command) == line);
  }
  const auto put = parse_command("PUT@Strict k v", network);
  REQUIRE(put.has_value());
  CHECK(std::get<PutCommand>(*put).consistency == Consistency{Level::strict, 0, 0});
  CHECK(std::get<PutCommand>(*put).value == "v");
}

TEST_CASE("command text: what is no operation has no level", "[scenario]") {
  const auto command = parse_command("kill@strict 3", {});
  REQUIRE_FALSE(command.has_value());
  CHECK(command.error().message ==
        "\"kill\" has no level; only put, cas, get, mget, scan and del have one, such as "
        "get@strict KEY");
  CHECK_FALSE(parse_command("put@ k v", {}).has_value());
  CHECK_FALSE(parse_command("put@strict", {}).has_value());
}

}  // namespace
}  // namespace ringside::consistency_text_test
