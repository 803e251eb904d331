#include "core/host/config.h"

#include <catch_amalgamated.hpp>
#include <functional>
#include <string>

namespace ringside::config_test {
namespace {

using Catch::Matchers::ContainsSubstring;

// What is said of the default configuration with one thing changed.
std::string complaint(const std::function<void(ClusterConfig&)>& change) {
  ClusterConfig config;
  change(config);
  const auto result = validate(config);
  if (result) return {};
  CHECK(result.error().code == ErrorCode::invalid_argument);
  return result.error().message;
}

TEST_CASE("config: the default is valid", "[host]") {
  CHECK(complaint([](ClusterConfig&) {}).empty());
}

TEST_CASE("config: the limits themselves are valid", "[host]") {
  CHECK(complaint([](ClusterConfig& c) {
          c.clients = 1024;
          c.client_window = 4096;
          c.timing.operation_deadline = k_wait_max;
          c.timing.attempt_timeout = Duration{1};
          c.timing.reply_timeout = Duration{1};
          c.timing.suspicion = Duration{0};
          c.timing.clock_skew_max = Duration{0};
        }).empty());
}

TEST_CASE("config: what is out of range is named with its range", "[host]") {
  CHECK_THAT(complaint([](ClusterConfig& c) { c.clients = 0; }),
             ContainsSubstring("clients = 0") && ContainsSubstring("between 1 and 1024"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.clients = 1025; }),
             ContainsSubstring("clients = 1025"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.client_window = 0; }),
             ContainsSubstring("client window = 0"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.client_window = 4097; }),
             ContainsSubstring("between 1 and 4096"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.mailbox = 0; }), ContainsSubstring("mailbox = 0"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.mailbox = (1 << 20) + 1; }),
             ContainsSubstring("between 1 and 1048576"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.timing.operation_deadline = Duration{0}; }),
             ContainsSubstring("operation deadline = 0 ns"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.timing.attempt_timeout = Duration{0}; }),
             ContainsSubstring("attempt timeout"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.timing.reply_timeout = Duration{-4}; }),
             ContainsSubstring("reply timeout = -4 ns"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.timing.suspicion = Duration{-1}; }),
             ContainsSubstring("suspicion"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.timing.tombstones_after = Duration{-1}; }),
             ContainsSubstring("tombstones after"));
  CHECK_THAT(
      complaint([](ClusterConfig& c) { c.timing.clock_skew_max = k_wait_max + Duration{1}; }),
      ContainsSubstring("clock skew") && ContainsSubstring("a day"));
}

TEST_CASE("config: failure detection can be off, and is checked only where it is on", "[host]") {
  CHECK(complaint([](ClusterConfig& c) {
          c.timing.probe_interval = Duration{0};
          c.timing.probe_timeout = Duration{0};
        }).empty());
  CHECK(complaint([](ClusterConfig& c) {
          c.timing.probe_interval = k_wait_max;
          c.timing.probe_timeout = k_wait_max / 2;
          c.timing.probe_helpers = 0;
          c.timing.local_health_max = 0;
          c.timing.suspicion_slack = 1;
          c.timing.failure_detection = FailureDetection::phi;
        }).empty());
  CHECK_THAT(complaint([](ClusterConfig& c) { c.timing.probe_interval = Duration{999}; }),
             ContainsSubstring("probe interval = 999 ns"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.timing.probe_timeout = Duration{0}; }),
             ContainsSubstring("probe timeout = 0 ns"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.timing.probe_interval = Duration{90'000'000}; }),
             ContainsSubstring("at most half"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.timing.suspicion_multiplier = 0; }),
             ContainsSubstring("suspicion multiplier = 0"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.timing.suspicion_slack = 101; }),
             ContainsSubstring("suspicion slack = 101"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.timing.probe_helpers = 101; }),
             ContainsSubstring("probe helpers = 101"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.timing.phi_threshold = 0; }),
             ContainsSubstring("phi threshold = 0"));
  CHECK_THAT(complaint([](ClusterConfig& c) {
               c.timing.failure_detection = static_cast<FailureDetection>(2);
             }),
             ContainsSubstring("failure detection 2"));
}

TEST_CASE("config: a function to merge by goes with the policy that asks for one", "[host]") {
  const auto by = [](Conflicts policy, MergeFunction merge) {
    return complaint([&](ClusterConfig& c) {
      c.conflicts = policy;
      c.merge = merge;
    });
  };
  CHECK(by(Conflicts::merge_function, larger_number).empty());
  CHECK_THAT(by(Conflicts::merge_function, nullptr), ContainsSubstring("needs a function"));
  CHECK_THAT(by(Conflicts::merge_union, larger_number), ContainsSubstring("no other policy"));
  CHECK_THAT(by(static_cast<Conflicts>(6), nullptr), ContainsSubstring("policy 6"));
}

TEST_CASE("config: what is wrong with the shape or the network is wrong with it", "[host]") {
  CHECK_THAT(complaint([](ClusterConfig& c) { c.shape.failures = 7; }), ContainsSubstring("F < R"));
  CHECK_THAT(complaint([](ClusterConfig& c) { c.network.loss_ppm = 2'000'000; }),
             ContainsSubstring("loss"));
}

}  // namespace
}  // namespace ringside::config_test
