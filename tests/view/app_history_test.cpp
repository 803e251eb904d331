#include <catch_amalgamated.hpp>

#include "view/app/command_history.h"
#include "view/app/toasts.h"

namespace ringside::app_history_test {
namespace {

TEST_CASE("command history: up walks back, down comes back to what was being typed", "[view]") {
  CommandHistory history;
  history.add("put a 1");
  history.add("get a");
  CHECK(history.older("de") == "get a");
  CHECK(history.older("get a") == "put a 1");
  CHECK(history.older("put a 1") == "put a 1");
  CHECK(history.newer("put a 1") == "get a");
  CHECK(history.newer("get a") == "de");
  CHECK(history.newer("del") == "del");
}

TEST_CASE("command history: without lines the keys change nothing", "[view]") {
  CommandHistory history;
  CHECK(history.older("x") == "x");
  CHECK(history.newer("x") == "x");
}

TEST_CASE("command history: blanks and repeats are not kept, the oldest go first", "[view]") {
  CommandHistory history(2);
  history.add("  ");
  history.add("a");
  history.add("a");
  history.add("b");
  history.add("c");
  CHECK(history.lines() == std::vector<std::string>{"b", "c"});
}

TEST_CASE("toasts: each goes by itself, bad news later, a repeat renews", "[view]") {
  Toasts toasts;
  toasts.show(0, Tone::neutral, "fine");
  toasts.show(0, Tone::bad, "wrong");
  toasts.expire(4);
  REQUIRE(toasts.shown().size() == 1);
  CHECK(toasts.shown().front().text == "wrong");
  toasts.show(4, Tone::bad, "wrong");
  CHECK(toasts.shown().size() == 1);
  toasts.expire(8);
  CHECK(toasts.shown().size() == 1);
  toasts.expire(20);
  CHECK(toasts.shown().empty());
}

TEST_CASE("toasts: only the newest few are shown", "[view]") {
  Toasts toasts;
  for (int i = 0; i < 9; ++i) toasts.show(0, Tone::neutral, std::to_string(i));
  CHECK(toasts.shown().size() == Toasts::k_shown_max);
  CHECK(toasts.shown().back().text == "8");
}

}  // namespace
}  // namespace ringside::app_history_test
