#include <catch_amalgamated.hpp>

#include "view/app/config_form.h"

namespace ringside::app_config_form_test {
namespace {

TEST_CASE("config form: what a form shows reads back as the same configuration", "[view]") {
  ClusterConfig config;
  config.shape.nodes = 8;
  config.shape.token_seed = 77;
  config.network.latency = {.kind = Latency::Kind::exponential,
                            .base = std::chrono::microseconds{500},
                            .spread = std::chrono::milliseconds{2}};
  config.network.loss_ppm = 2'500;
  config.clients = 9;
  const ReadForm read = read_form(form_of(config), config);
  CHECK_FALSE(read.problems.any());
  CHECK(read.config == config);
}

TEST_CASE("config form: a number that does not fit is explained where it stands", "[view]") {
  const ClusterConfig base;
  ConfigForm form = form_of(base);
  form.replicas = 7;
  CHECK_FALSE(read_form(form, base).problems.replicas.empty());
  CHECK(read_form(form, base).problems.nodes.empty());

  form = form_of(base);
  form.failures = 2;
  CHECK_FALSE(read_form(form, base).problems.failures.empty());

  form = form_of(base);
  form.vnodes = 0;
  CHECK_FALSE(read_form(form, base).problems.vnodes.empty());

  form = form_of(base);
  form.nodes = 2;
  CHECK_FALSE(read_form(form, base).problems.nodes.empty());
}

TEST_CASE("config form: several wrong numbers still give an explanation", "[view]") {
  const ClusterConfig base;
  ConfigForm form = form_of(base);
  form.nodes = 0;
  form.replicas = 0;
  form.vnodes = 0;
  CHECK(read_form(form, base).problems.any());
}

TEST_CASE("config form: texts that cannot be read are explained, each on its own", "[view]") {
  const ClusterConfig base;
  ConfigForm form = form_of(base);
  form.latency = "quick";
  form.loss = "120%";
  form.seed = "-3";
  const ReadForm read = read_form(form, base);
  CHECK_FALSE(read.problems.latency.empty());
  CHECK_FALSE(read.problems.loss.empty());
  CHECK_FALSE(read.problems.seed.empty());
  CHECK(read.problems.nodes.empty());
}

TEST_CASE("config form: another seed moves the tokens too", "[view]") {
  const ClusterConfig base;
  ConfigForm form = form_of(base);
  form.seed = "42";
  const ReadForm read = read_form(form, base);
  CHECK(read.config.seed == 42);
  CHECK(read.config.shape.token_seed == 42);
}

TEST_CASE("config form: only links may change under a running cluster", "[view]") {
  const ClusterConfig present;
  ClusterConfig wanted = present;
  wanted.network.loss_ppm = 10'000;
  CHECK(only_links_differ(present, wanted));
  wanted.shape.nodes = 6;
  CHECK_FALSE(only_links_differ(present, wanted));
}

}  // namespace
}  // namespace ringside::app_config_form_test
