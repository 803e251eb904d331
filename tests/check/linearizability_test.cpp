// The search and the zones are shown histories whose verdict is known: made by hand, or found by
// trying every order.
#include "core/check/linearizability.h"

#include <catch_amalgamated.hpp>

#include "core/check/sequential.h"
#include "tests/check/brute_force.h"

namespace ringside::linearizability_test {
namespace {

// Calls written down one after another, each with the places of its events.
class Story {
 public:
  Story& read(std::string_view value, std::uint64_t invoked, std::uint64_t returned) {
    return add(CallKind::read, value, invoked, returned);
  }
  Story& write(std::string_view value, std::uint64_t invoked,
               std::uint64_t returned = k_open_call) {
    return add(CallKind::write, value, invoked, returned);
  }
  Story& append(std::string_view value, std::uint64_t invoked,
                std::uint64_t returned = k_open_call) {
    return add(CallKind::append, value, invoked, returned);
  }
  Story& cas(std::string_view expected, std::string_view value, std::uint64_t invoked,
             std::uint64_t returned = k_open_call) {
    add(CallKind::cas, value, invoked, returned);
    calls_.back().expected = values_.intern(expected);
    return *this;
  }
  Story& cas_unequal(std::string_view expected, std::uint64_t invoked, std::uint64_t returned) {
    add(CallKind::cas_unequal, "-", invoked, returned);
    calls_.back().expected = values_.intern(expected);
    return *this;
  }

  // By the search, whatever the zones say.
  SearchResult search(ValueId initial = k_nil) {
    return search_order(calls_, initial, values_, SearchLimits{});
  }
  Answer searched(ValueId initial = k_nil) { return search(initial).answer; }
  ObjectVerdict judge(ValueId initial = k_nil) {
    return judge_object(calls_, initial, values_, SearchLimits{});
  }
  ValueTable& values() { return values_; }
  const Calls& calls() const { return calls_; }

 private:
  Story& add(CallKind kind, std::string_view value, std::uint64_t invoked, std::uint64_t returned) {
    calls_.push_back({.kind = kind,
                      .value = value == "nil" ? k_nil : values_.intern(value),
                      .invoked = invoked,
                      .returned = returned});
    return *this;
  }

  Calls calls_;
  ValueTable values_;
};

constexpr Answer yes = Answer::linearizable;
constexpr Answer no = Answer::not_linearizable;

TEST_CASE("linearizability: nothing, and what nobody saw, is in order", "[check]") {
  CHECK(Story{}.searched() == yes);
  CHECK(Story{}.judge().answer == yes);
  CHECK(Story{}.write("1", 1).write("2", 2).searched() == yes);
}

TEST_CASE("linearizability: a read after a write that returned must see it", "[check]") {
  CHECK(Story{}.write("1", 1, 2).read("1", 3, 4).searched() == yes);
  CHECK(Story{}.write("1", 1, 2).read("nil", 3, 4).searched() == no);
  CHECK(Story{}.write("1", 1, 3).read("nil", 2, 4).searched() == yes);
  CHECK(Story{}.write("1", 1, 2).write("2", 3, 4).read("1", 5, 6).searched() == no);
  CHECK(Story{}.write("1", 1, 2).write("2", 3, 6).read("1", 4, 5).searched() == yes);
}

TEST_CASE("linearizability: what was seen once is not unseen", "[check]") {
  Story story;
  story.write("1", 1, 2).write("2", 3, 10).read("2", 4, 5).read("1", 6, 7);
  CHECK(story.searched() == no);
  CHECK(story.judge().answer == no);
}

TEST_CASE("linearizability: an open write takes effect at any later time, once, or never",
          "[check]") {
  CHECK(Story{}.write("1", 1).read("nil", 2, 3).read("1", 4, 5).searched() == yes);
  CHECK(Story{}.write("1", 1).read("1", 2, 3).read("nil", 4, 5).searched() == no);
  CHECK(Story{}.write("1", 1).write("2", 2, 3).read("1", 4, 5).searched() == yes);
  Story once;
  once.write("1", 1).read("1", 2, 3).write("2", 4, 5).read("2", 6, 7).read("1", 8, 9);
  CHECK(once.searched() == no);
  once.write("1", 10);
  CHECK(once.searched() == no);  // it was invoked too late
}

TEST_CASE("linearizability: each of several equal open writes can be used once", "[check]") {
  Story story;
  story.write("1", 1).write("1", 2).write("1", 3);
  std::uint64_t at = 10;
  for (int i = 0; i < 3; ++i, at += 6)
    story.write("2", at, at + 1).read("2", at + 2, at + 3).read("1", at + 4, at + 5);
  CHECK(story.searched() == yes);
  story.write("2", at, at + 1).read("2", at + 2, at + 3).read("1", at + 4, at + 5);
  CHECK(story.searched() == no);
}

TEST_CASE("linearizability: a compare-and-set needs the value it expects, one that failed another",
          "[check]") {
  CHECK(Story{}.write("1", 1, 2).cas("1", "2", 3, 4).read("2", 5, 6).searched() == yes);
  CHECK(Story{}.write("1", 1, 2).cas("3", "2", 3, 4).searched() == no);
  CHECK(Story{}.cas("1", "2", 1, 2).searched() == no);
  CHECK(Story{}.cas_unequal("1", 1, 2).searched() == yes);
  CHECK(Story{}.write("1", 1, 2).cas_unequal("1", 3, 4).searched() == no);
  CHECK(Story{}.write("1", 1, 4).cas_unequal("1", 2, 3).searched() == yes);
  CHECK(
      Story{}.write("1", 1, 2).cas("1", "2", 3).read("2", 4, 5).cas_unequal("1", 6, 7).searched() ==
      yes);
}

TEST_CASE("linearizability: appends are seen whole, once and in one order", "[check]") {
  Story good;
  const ValueId empty = good.values().intern("");
  good.append("x", 1, 4).append("y", 2, 3).read("yx", 5, 6).append("z", 7).read("yxz", 8, 9);
  CHECK(good.searched(empty) == yes);
  good.read("yx", 10, 11);
  CHECK(good.searched(empty) == no);
  Story twice;
  CHECK(twice.append("x", 1, 2).read("xx", 3, 4).searched(twice.values().intern("")) == no);
  Story put;
  CHECK(put.append("x", 1, 2)
            .write("p", 3, 4)
            .append("x", 5, 6)
            .read("px", 7, 8)
            .searched(put.values().intern("")) == yes);
}

TEST_CASE(
    "linearizability: of open calls with the same effect here, each is used where no other does",
    "[check]") {
  Story story;
  story.write("2", 1).cas("1", "2", 2);
  story.write("1", 3, 4).read("2", 5, 6).write("7", 7, 8).read("2", 9, 10);
  CHECK(story.searched() == yes);
  Story other;
  other.cas("1", "2", 1).write("2", 2);
  other.write("1", 3, 4).read("2", 5, 6).write("7", 7, 8).read("2", 9, 10);
  CHECK(other.searched() == yes);
}

// A random history; every fourth is of appends, to the empty text.
struct Sample {
  ValueTable values;
  ValueId initial = k_nil;
  Calls calls;

  Sample(std::uint64_t seed, std::size_t calls_max) {
    using Kinds = std::vector<CallKind>;
    static const Kinds all_kinds[] = {
        {CallKind::read, CallKind::write},
        {CallKind::read, CallKind::write, CallKind::cas},
        {CallKind::read, CallKind::cas, CallKind::cas},
        {CallKind::read, CallKind::read, CallKind::write, CallKind::append},
    };
    Rng rng(seed);
    RandomCalls settings;
    settings.kinds = all_kinds[seed % 4];
    settings.calls = 3 + rng.below(calls_max - 2);
    settings.values = 1 + rng.below(4);
    settings.processes = 1 + rng.below(6);
    settings.open_ppm = static_cast<std::uint32_t>(rng.below(4)) * 150'000;
    settings.wrong_ppm = static_cast<std::uint32_t>(rng.below(4)) * 150'000;
    if (seed % 4 == 3) initial = values.intern("");
    calls = random_calls(settings, initial, rng, values);
  }
};

TEST_CASE("linearizability: the search finds what trying every order finds", "[check]") {
  std::uint64_t linearizable = 0;
  constexpr std::uint64_t k_tries = 10'000;
  for (std::uint64_t seed = 1; seed <= k_tries; ++seed) {
    Sample sample(seed, 16);
    const bool expected = is_linearizable_by_trying(sample.calls, sample.initial, sample.values);
    const SearchResult found =
        search_order(sample.calls, sample.initial, sample.values, SearchLimits{});
    CAPTURE(seed);
    REQUIRE(found.answer == (expected ? yes : no));
    linearizable += expected ? 1 : 0;
  }
  CHECK(linearizable > k_tries / 4);
  CHECK(linearizable < k_tries * 3 / 4);
}

TEST_CASE(
    "linearizability: a call that is misplaced is the first, and the states are all there are",
    "[check]") {
  std::uint64_t seen = 0;
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    Sample sample(seed, 9);
    const SearchResult found =
        search_order(sample.calls, sample.initial, sample.values, SearchLimits{});
    if (found.answer == yes) continue;
    CAPTURE(seed);
    ++seen;
    const std::uint64_t until = sample.calls[found.misplaced].returned;
    Calls before;
    for (Call call : sample.calls) {
      if (call.invoked > until) break;
      if (call.returned >= until) call.returned = k_open_call;
      before.push_back(call);
    }
    REQUIRE(is_linearizable_by_trying(before, sample.initial, sample.values));
    for (const ValueId state : {k_nil, sample.initial, sample.values.intern("1"),
                                sample.values.intern("2"), sample.values.intern("11")}) {
      Calls with_read = before;
      with_read.push_back(
          {.kind = CallKind::read, .value = state, .invoked = until, .returned = until + 1});
      const bool is_listed =
          std::find(found.states.begin(), found.states.end(), state) != found.states.end();
      REQUIRE(is_linearizable_by_trying(with_read, sample.initial, sample.values) == is_listed);
    }
  }
  CHECK(seen > 800);
}

TEST_CASE("linearizability: the zones of a register find what the search finds", "[check]") {
  std::uint64_t linearizable = 0;
  for (std::uint64_t seed = 1; seed <= 6000; ++seed) {
    Rng rng(seed);
    RandomCalls settings;
    settings.calls = 3 + rng.below(60);
    settings.processes = 1 + rng.below(8);
    settings.values = 1 + settings.calls / 2;
    settings.unique_writes = true;
    settings.wrong_ppm = static_cast<std::uint32_t>(rng.below(3)) * 40'000;
    ValueTable values;
    const Calls calls = random_calls(settings, k_nil, rng, values);
    CAPTURE(seed);
    REQUIRE(has_unique_writes(calls, k_nil));
    const bool found = !find_zone_conflict(calls, k_nil);
    REQUIRE(found == (search_order(calls, k_nil, values, SearchLimits{}).answer == yes));
    linearizable += found ? 1 : 0;
  }
  CHECK(linearizable > 1500);
  CHECK(linearizable < 4500);
}

TEST_CASE("linearizability: zones are for registers whose written values are unique", "[check]") {
  CHECK(has_unique_writes(Story{}.write("1", 1, 2).write("2", 3, 4).calls(), k_nil));
  CHECK_FALSE(has_unique_writes(Story{}.write("1", 1, 2).write("1", 3, 4).calls(), k_nil));
  CHECK_FALSE(has_unique_writes(Story{}.write("nil", 1, 2).calls(), k_nil));
  CHECK_FALSE(has_unique_writes(Story{}.cas("1", "2", 1, 2).calls(), k_nil));
}

TEST_CASE("linearizability: what contradicts is shown alone, not the calls around it", "[check]") {
  Story story;
  for (std::uint64_t at = 1; at < 400; at += 4)
    story.write("1", at, at + 1).read("1", at + 2, at + 3);
  story.write("2", 401, 402).read("1", 403, 404).write("1", 405, 406);
  const auto verdict = story.judge();
  REQUIRE(verdict.answer == no);
  const Contradiction& found = *verdict.contradiction;
  REQUIRE(found.window.size() == 2);
  CHECK(found.window[0].invoked == 401);
  CHECK(found.window[1].invoked == 403);
  CHECK(found.misplaced->invoked == 403);
  CHECK(found.states == std::vector<ValueId>{story.values().intern("2")});
  CHECK_FALSE(found.needs_first_state);
}

TEST_CASE("linearizability: a contradiction with the first state is said to be one", "[check]") {
  Story story;
  story.cas_unequal("3", 1, 2).cas("1", "2", 3, 4).write("1", 5, 6).write("1", 7, 8);
  const auto verdict = story.judge();
  REQUIRE(verdict.answer == no);
  CHECK(verdict.contradiction->needs_first_state);
  CHECK(verdict.contradiction->states == std::vector<ValueId>{k_nil});
}

TEST_CASE("linearizability: every window contradicts itself, and is the shortest with its end",
          "[check]") {
  std::uint64_t seen = 0;
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    Sample sample(seed, 12);
    const auto verdict = judge_object(sample.calls, sample.initial, sample.values, SearchLimits{});
    if (!verdict.contradiction || !verdict.contradiction->misplaced) continue;
    const Contradiction& found = *verdict.contradiction;
    CAPTURE(seed);
    ++seen;
    Calls window = found.window;
    window.insert(window.end(), found.open_meanwhile.begin(), found.open_meanwhile.end());
    std::sort(window.begin(), window.end(),
              [](const Call& a, const Call& b) { return a.invoked < b.invoked; });
    const ValueId from = found.needs_first_state ? sample.initial : k_any_state;
    REQUIRE_FALSE(is_linearizable_by_trying(window, from, sample.values));
    if (found.window.size() < 2) continue;
    // From the next invocation on, what came before being open, everything fits.
    const std::uint64_t next = found.window[1].invoked;
    Calls shorter;
    for (Call call : window) {
      if (call.returned < next) continue;
      if (call.invoked < next) call.returned = k_open_call;
      shorter.push_back(call);
    }
    REQUIRE(is_linearizable_by_trying(shorter, k_any_state, sample.values));
  }
  CHECK(seen > 500);
}

TEST_CASE("linearizability: a long history is no more than long", "[check]") {
  Story story;
  std::string value;
  for (std::uint64_t at = 1; at < 300'000; at += 6) {
    value = std::to_string(at % 7);
    story.write(value, at, at + 3).write(value, at + 1, at + 2).read(value, at + 4, at + 5);
  }
  CHECK(story.searched() == yes);
  story.read(value == "1" ? "2" : "1", 400'000, 400'001);
  const auto verdict = story.judge();
  REQUIRE(verdict.answer == no);
  REQUIRE(verdict.contradiction->misplaced.has_value());
  CHECK(verdict.contradiction->window.size() == 2);
}

TEST_CASE("linearizability: many open calls that nobody saw cost little", "[check]") {
  Story story;
  for (std::uint64_t i = 0; i < 150; ++i) story.write(std::to_string(i), 1 + i);
  for (std::uint64_t i = 0; i < 300; ++i)
    story.write("w" + std::to_string(i % 3), 1000 + 4 * i, 1001 + 4 * i);
  CHECK(story.searched() == yes);
  CHECK(story.read("17", 5000, 5001).read("w0", 5002, 5003).searched() == no);
}

TEST_CASE("linearizability: a search that takes too much says that it is undecided", "[check]") {
  Story story;
  std::uint64_t at = 1;
  for (std::uint64_t i = 0; i < 24; ++i, at += 2) {
    story.cas(std::to_string(i % 5), std::to_string(i % 7), at, 1000 + at);
    story.write(std::to_string(i % 5), at + 1, 1001 + at);
  }
  story.read("no such value", at, 900);
  const SearchLimits little_memory{1 << 20, 1'000'000'000};
  const SearchLimits few_steps{1 << 30, 10'000};
  for (const SearchLimits& limits : {little_memory, few_steps}) {
    const auto found = search_order(story.calls(), k_nil, story.values(), limits);
    CHECK(found.answer == Answer::undecided);
    CHECK(found.configurations > 10);
  }
}

TEST_CASE("linearizability: a read of what nobody had written by then needs no search", "[check]") {
  const SearchLimits no_search{1, 1};
  const auto judge = [&](Story& story) {
    return judge_object(story.calls(), k_nil, story.values(), no_search);
  };
  Story never;
  never.cas("1", "2", 1, 2).write("1", 3, 4).read("3", 5, 6);
  const ObjectVerdict unwritten = judge(never);
  REQUIRE(unwritten.answer == no);
  CHECK(unwritten.contradiction->zones->kind == ZoneConflict::Kind::never_written);
  CHECK(unwritten.contradiction->window.size() == 1);
  Story early;
  early.cas("1", "2", 1, 2).read("3", 5, 6).cas("2", "3", 7, 8);
  const ObjectVerdict too_early = judge(early);
  REQUIRE(too_early.answer == no);
  CHECK(too_early.contradiction->zones->kind == ZoneConflict::Kind::read_too_early);
  CHECK(too_early.contradiction->window.size() == 2);
  Story in_time;
  in_time.cas("nil", "2", 1, 4).read("2", 2, 3);
  CHECK(judge(in_time).answer == Answer::undecided);
  Story appended;
  appended.append("a", 1, 2).append("b", 3, 4).read("ab", 5, 6);
  CHECK_FALSE(find_unwritten_read(appended.calls(), k_nil).has_value());
}

TEST_CASE("linearizability: a history is judged key by key", "[check]") {
  CallHistory history;
  history.model = Model::plain_register;
  const ValueId one = history.values.intern("1");
  const ValueId two = history.values.intern("2");
  history.objects["a"] = {{CallKind::write, one, k_nil, 0, 1, 2},
                          {CallKind::read, one, k_nil, 0, 5, 6}};
  history.objects["b"] = {{CallKind::write, two, k_nil, 0, 3, 4}};
  CHECK(judge_history(history, {}).answer == yes);
  history.objects["b"].push_back({CallKind::read, one, k_nil, 0, 7, 8});
  const HistoryVerdict verdict = judge_history(history, {});
  CHECK(verdict.answer == no);
  CHECK(verdict.broken == std::vector<std::string>{"b"});
  CHECK(verdict.contradiction->zones->kind == ZoneConflict::Kind::never_written);
}

}  // namespace
}  // namespace ringside::linearizability_test
