// Keys that are marked, and how they fared.
#include <catch_amalgamated.hpp>

#include "core/base/hash.h"
#include "tests/view/app_fixture.h"
#include "tests/view/scene_fixture.h"
#include "view/app/key_watch.h"
#include "view/app/layout.h"

namespace ringside::app_key_watch_test {
namespace {

KeyWatch watched(const Model& model, const char* key) {
  KeyWatch watch(hash_key(key));
  watch.update(model.session().timeline(), model.session().generation());
  return watch;
}

TEST_CASE("key watch: a put goes from nobody over few copies to all, at its moments", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.run_command_line("put apple red");
  pass(model, 1);
  const KeyWatch watch = watched(model, "apple");
  const auto& states = watch.states();
  REQUIRE(states.size() == 4);
  CHECK(states[0].standing == KeyStanding::nowhere);
  CHECK(states[1].standing == KeyStanding::few);
  CHECK(states[1].fresh == 1);
  CHECK(states[2].fresh == 2);
  CHECK(states[3].standing == KeyStanding::whole);
  for (const KeyState& state : states) {
    model.go_to_moment(state.moment);
    const auto found = model.world().keys().find(hash_key("apple"));
    const std::size_t copies =
        found == model.world().keys().end() ? 0 : found->second.copies.size();
    CHECK(copies == state.fresh);
  }
  CHECK(watch.at(states[2].moment - 1).fresh == 1);
  CHECK(watch.at(states[2].moment).fresh == 2);
  CHECK(watch.since(states[2].moment) == states[1].at);
  CHECK(watch.since(model.session().timeline().events()) == states[3].at);
}

TEST_CASE("key watch: copies differ while a newer version spreads, and a crash takes one away",
          "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.run_command_line("put apple red");
  pass(model, 1);
  model.run_command_line("put apple gold");
  pass(model, 1);
  const std::size_t before = watched(model, "apple").states().size();
  CHECK(watched(model, "apple").states()[4].standing == KeyStanding::differ);
  CHECK(watched(model, "apple").states().back().standing == KeyStanding::whole);
  model.press_node(model.world().ring().primary(hash_key("apple")));
  const KeyWatch after = watched(model, "apple");
  REQUIRE(after.states().size() == before + 1);
  CHECK(after.states().back().standing == KeyStanding::few);
  CHECK(after.states().back().fresh == 2);
}

TEST_CASE("key watch: follows a run as it goes on, and starts afresh with another", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  KeyWatch watch(hash_key("apple"));
  for (int i = 0; i < 3; ++i) {
    model.run_command_line("put apple red");
    pass(model, 0.5);
    watch.update(model.session().timeline(), model.session().generation());
    CHECK(watch.states().size() == watched(model, "apple").states().size());
  }
  model.use_host(HostKind::threads);
  watch.update(model.session().timeline(), model.session().generation());
  CHECK(watch.states().size() == 1);
}

TEST_CASE("stars: a key is marked by name or by choice, at most three, and unmarked", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.run_command_line("star");
  CHECK(model.stars().empty());
  CHECK(told(model, "star apple"));
  model.run_command_line("star apple");  // nobody has put it yet
  CHECK(model.starred(hash_key("apple")));
  model.run_command_line("put plum blue");
  pass(model, 1);
  model.run_command_line("inspect plum");
  model.star_selected();
  model.run_command_line("star pear");
  model.run_command_line("star fig");
  REQUIRE(model.stars().size() == Model::k_stars_max);
  CHECK(model.stars()[0].name == "plum");
  model.run_command_line("star plum");
  CHECK_FALSE(model.starred(hash_key("plum")));
  model.use_host(HostKind::threads);
  CHECK(model.stars().size() == 2);
}

TEST_CASE("stars: their rows lie below the ring and leave it room", "[view]") {
  for (const auto& [width, height] :
       {std::pair{1440.0f, 900.0f}, {390.0f, 844.0f}, {900.0f, 600.0f}}) {
    LayoutInput input{.width = width, .height = height};
    const Layout without = lay_out(input);
    CHECK(without.stars.height == 0);
    input.stars = 3;
    const Layout with = lay_out(input);
    CHECK(with.stars.height > 0);
    CHECK(with.ring.bottom() <= with.stars.y);
    CHECK(with.ring.height >= 180);
    CHECK(with.stars.bottom() <= with.notice.y);
  }
}

TEST_CASE("stars: the scene marks the key, be it kept or not, and explains the mark", "[view]") {
  SceneWorld scene;
  const KeyHash kept = hash_key("apple");
  scene.store_at_group(0, kept);
  SceneInput input = scene_input(scene.world());
  const std::size_t bare = scene_of(input).marks().vertices().size();
  const std::vector<KeyHash> stars{kept, hash_key("nobody has it")};
  input.starred = stars;
  const RingScene marked = scene_of(input);
  CHECK(marked.marks().vertices().size() > bare);
  bool explained = false;
  for (const LegendEntry& entry : marked.legend())
    explained = explained || entry.text.find("watched") != std::string::npos;
  CHECK(explained);
}

}  // namespace
}  // namespace ringside::app_key_watch_test
