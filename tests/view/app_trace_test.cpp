// Runs that come and go as files.
#include <catch_amalgamated.hpp>
#include <functional>
#include <string>

#include "core/base/hash.h"
#include "tests/view/app_fixture.h"

namespace ringside::app_trace_test {
namespace {

void live_on(Model& model) {
  model.advance(0);
  for (const char* line : {"put apple red", "put pear green", "kill 2", "get apple"}) {
    model.run_command_line(line);
    pass(model, 0.7);
  }
}

SavedFile saved(Model& model, Export what) {
  model.ask_for(what);
  auto file = model.take_saved();
  REQUIRE(file.has_value());
  CHECK_FALSE(model.take_saved().has_value());
  return *file;
}

TEST_CASE("trace: what one saves, another one shows, to the same digest and the last word",
          "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_on(model);
  const SavedFile file = saved(model, Export::trace);
  CHECK(file.name == "run.ringside");

  Model other(simulated_hosts(), AppOptions{});
  pass(other, 1);
  other.drop_file(file.name, file.content);
  CHECK(same_trace(model, other));
  CHECK(other.digest() == model.digest());
  CHECK(told(other, model.digest()));
  CHECK(other.session().recorded());
  CHECK(other.session().now() == model.session().now());
  CHECK(other.session().config() == model.session().config());
  CHECK(other.live());
  CHECK_FALSE(other.playback().playing());
  const KeyHash apple = hash_key("apple");
  CHECK(other.session().log().key_text(apple) == "apple");
  CHECK_FALSE(other.world().node(NodeId{2}).up);
  // And saved again, it is the same file.
  CHECK(saved(other, Export::trace).content == file.content);
  // The demo is no part of it.
  pass(other, 5);
  CHECK(same_trace(model, other));
}

TEST_CASE("trace: it can be watched: step by step, by operation, and played from its beginning",
          "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_on(model);
  Model other(simulated_hosts(), quiet_options());
  other.drop_file("run.ringside", saved(model, Export::trace).content);
  other.go_to_moment(20);
  model.go_to_moment(20);
  CHECK(other.time() == model.time());
  other.step();
  CHECK(other.moment() == 21);
  other.step_operation_back();
  other.run_command_line("explain 1");
  CHECK(other.answers().back().answer.find("apple") != std::string::npos);
  other.go_live();
  other.step();
  CHECK(other.live());
  CHECK(told(other, "the end of the recording"));

  other.set_playing(true);
  CHECK_FALSE(other.live());
  CHECK(other.moment() == 0);
  const Time end = other.session().now();
  for (int i = 0; i < 10'000 && !other.live(); ++i) pass(other, 0.1);
  CHECK(other.live());
  CHECK(other.time() == end);
  CHECK_FALSE(other.playback().playing());
  other.go_on_live();
  CHECK_FALSE(other.playback().playing());
}

TEST_CASE("trace: nothing can be done to it, and it says why", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_on(model);
  Model other(simulated_hosts(), quiet_options());
  other.start_workload({});
  other.drop_file("run.ringside", saved(model, Export::trace).content);
  CHECK_FALSE(other.traffic().settings().has_value());
  const auto refuses = [&](const std::function<void()>& act) {
    pass(other, 60);  // what was said before has gone
    act();
    CHECK(told(other, "it can be watched, not changed"));
    CHECK(same_trace(model, other));
    CHECK(other.session().branches().size() == 1);
  };
  refuses([&] { other.press_node(NodeId{1}); });
  refuses([&] { other.run_command_line("put plum blue"); });
  CHECK(other.answers().back().tone == Tone::bad);
  refuses([&] { other.start_workload({}); });
  refuses([&] { other.undo(); });
  refuses([&] { other.partition({NodeId{1}}); });
  refuses([&] { other.drop_file("keys.tsv", "a\tb\n"); });
  other.go_to_moment(20);
  refuses([&] { other.press_node(NodeId{1}); });
  refuses([&] { other.branch_here(); });
  const auto menu = other.menu_of(Hit{NodeId{1}});
  REQUIRE(menu.has_value());
  for (const MenuRow& row : menu->rows) {
    for (const MenuItem& item : row.items) CHECK_FALSE(item.why_not.empty());
  }
  other.copy_link();
  CHECK(told(other, "has no link"));
  CHECK_FALSE(other.take_link().has_value());
}

TEST_CASE("trace: choosing a host, or other settings, begins a cluster of one's own", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  ClusterConfig config;
  config.shape.nodes = 7;
  model.apply(config);
  live_on(model);
  const std::string file = saved(model, Export::trace).content;
  Model other(simulated_hosts(), quiet_options());
  other.drop_file("run.ringside", file);
  other.use_host(HostKind::simulator);
  CHECK_FALSE(other.session().recorded());
  CHECK(other.session().config().shape.nodes == 7);
  other.run_command_line("put plum blue");
  other.set_playing(true);
  pass(other, 1);
  CHECK(other.world().keys().size() == 1);

  other.drop_file("run.ringside", file);
  config.shape.nodes = 9;
  other.apply(config);
  CHECK(other.session().kind() == HostKind::simulator);
  CHECK(other.session().config().shape.nodes == 9);
}

TEST_CASE("trace: a damaged file is explained, and the run at hand stays", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_on(model);
  const std::string file = saved(model, Export::trace).content;
  const std::string digest = model.digest();
  const std::uint64_t generation = model.session().generation();
  std::string changed = file;
  changed[file.size() / 2] ^= 1;
  for (const std::string& wrong :
       {file.substr(0, file.size() / 2), file + "x", changed, std::string("Ringside trace 7\n")}) {
    pass(model, 60);
    const std::string before = model.digest();
    model.drop_file("bad.ringside", wrong);
    CHECK(told(model, "bad.ringside is not shown: "));
    CHECK(model.digest() == before);
    CHECK(model.session().generation() == generation);
  }
  CHECK(digest.size() == 16);
}

TEST_CASE("export: tables and logs are files; pictures are asked of who draws", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_on(model);
  CHECK(saved(model, Export::csv).content.starts_with("number,time_ns,"));
  CHECK(saved(model, Export::perfetto).content.starts_with("{"));
  CHECK(saved(model, Export::shiviz).content.find("\"n0\":") != std::string::npos);
  model.run_command_line("export csv");
  CHECK(model.take_saved()->name == "ringside-events.csv");
  model.run_command_line("export nonsense");
  CHECK(model.answers().back().answer.find("perfetto") != std::string::npos);
  CHECK_FALSE(model.take_saved().has_value());
  model.ask_for(Export::ring);
  CHECK_FALSE(model.take_export(Export::picture));
  CHECK(model.take_export(Export::ring));
  CHECK_FALSE(model.take_export(Export::ring));
  model.tell_saved("/home/x/ringside.svg");
  CHECK(told(model, "/home/x/ringside.svg"));
}

}  // namespace
}  // namespace ringside::app_trace_test
