#include "core/host/command.h"

#include <catch_amalgamated.hpp>
#include <string>

#include "core/host/admission.h"

namespace ringside::command_test {
namespace {

using Catch::Matchers::ContainsSubstring;

constexpr Shape k_shape{.nodes = 4};

std::string complaint(const Command& command) {
  const auto result = validate(command, k_shape);
  if (result) return {};
  CHECK(result.error().code == ErrorCode::invalid_argument);
  return result.error().message;
}

TEST_CASE("command: keys and values up to their limits are taken", "[host]") {
  CHECK(complaint(PutCommand{"k", ""}).empty());
  CHECK(
      complaint(PutCommand{std::string(k_key_bytes_max, 'k'), std::string(k_value_bytes_max, 'v')})
          .empty());
  CHECK(complaint(GetCommand{std::string("\0\xff\n", 3)}).empty());
}

TEST_CASE("command: keys and values beyond their limits are refused", "[host]") {
  CHECK_THAT(complaint(PutCommand{"", "v"}), ContainsSubstring("key is empty"));
  CHECK_THAT(complaint(GetCommand{""}), ContainsSubstring("key is empty"));
  CHECK_THAT(complaint(RemoveCommand{std::string(k_key_bytes_max + 1, 'k')}),
             ContainsSubstring("at most 4096"));
  CHECK_THAT(complaint(PutCommand{"k", std::string(k_value_bytes_max + 1, 'v')}),
             ContainsSubstring("1048577 bytes"));
}

TEST_CASE("command: a multi-get is as good as each of its keys", "[host]") {
  CHECK(complaint(MultiGetCommand{{"a", "b"}}).empty());
  CHECK(complaint(MultiGetCommand{std::vector<std::string>(k_multi_get_max, "k")}).empty());
  CHECK_THAT(complaint(MultiGetCommand{std::vector<std::string>(k_multi_get_max + 1, "k")}),
             ContainsSubstring("257 keys; 1 to 256"));
  CHECK_THAT(complaint(MultiGetCommand{}), ContainsSubstring("of 0 keys"));
  CHECK_THAT(complaint(MultiGetCommand{{"a", ""}}), ContainsSubstring("key is empty"));
  CHECK_FALSE(complaint(MultiGetCommand{{"a"}, Consistency{.read_quorum = 9}}).empty());
}

TEST_CASE("command: nodes that there are not are refused with those there are", "[host]") {
  CHECK(complaint(CrashCommand{NodeId{3}}).empty());
  CHECK_THAT(complaint(CrashCommand{NodeId{4}}),
             ContainsSubstring("no node 4") && ContainsSubstring("0 to 3"));
  CHECK_THAT(complaint(RestartCommand{k_no_node}), ContainsSubstring("no node"));
}

TEST_CASE("command: a network that cannot be is refused", "[host]") {
  SetNetworkCommand set;
  CHECK(complaint(set).empty());
  set.network.loss_ppm = 1'000'001;
  CHECK_FALSE(complaint(set).empty());
}

ClusterConfig small_config() {
  ClusterConfig config;
  config.shape = k_shape;
  config.clients = 3;
  return config;
}

TEST_CASE("admission: numbers operations from 1, and gives them to the clients in turn", "[host]") {
  Admission admission(small_config());
  for (std::uint64_t i = 0; i < 7; ++i) {
    const auto admitted = admission.admit(GetCommand{"k"});
    REQUIRE(admitted);
    REQUIRE(*admitted);
    CHECK((*admitted)->operation.id == OpId{i + 1});
    CHECK(raw((*admitted)->client) == i % 3);
  }
  CHECK(admission.open() == 7);
  admission.finished(4);
  CHECK(admission.open() == 3);
}

TEST_CASE("admission: each key of a multi-get takes a number", "[host]") {
  Admission admission(small_config());
  CHECK((*admission.admit(MultiGetCommand{{"a", "b", "c"}}))->operation.id == OpId{1});
  CHECK((*admission.admit(GetCommand{"k"}))->operation.id == OpId{4});
  CHECK(admission.open() == 4);
}

TEST_CASE("admission: what asks for no operation takes no number", "[host]") {
  Admission admission(small_config());
  const auto crash = admission.admit(CrashCommand{NodeId{0}});
  REQUIRE(crash);
  CHECK_FALSE(*crash);
  CHECK(admission.open() == 0);
  CHECK((*admission.admit(GetCommand{"k"}))->operation.id == OpId{1});
}

TEST_CASE("admission: what is refused takes no number", "[host]") {
  Admission admission(small_config());
  const auto refused = admission.admit(PutCommand{"", "v"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::invalid_argument);
  CHECK(admission.open() == 0);
  CHECK((*admission.admit(GetCommand{"k"}))->operation.id == OpId{1});
}

TEST_CASE("admission: is overloaded while too many operations are open, and only then", "[host]") {
  Admission admission(small_config());
  const Command get = GetCommand{"k"};
  for (std::uint64_t i = 0; i < Admission::k_open_max; ++i) {
    if (!admission.admit(get)) FAIL("refused at " << i);
  }
  const auto refused = admission.admit(get);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::overloaded);
  CHECK(admission.admit(CrashCommand{NodeId{0}}).has_value());
  admission.finished(1);
  CHECK(admission.admit(get).has_value());
}

TEST_CASE("admission: an operation carries what its command said", "[host]") {
  Admission admission(small_config());
  const Operation put = (*admission.admit(PutCommand{"k", "v"}))->operation;
  CHECK(put.kind == OperationKind::put);
  CHECK(put.key == "k");
  CHECK(put.value == "v");
  const Operation remove = (*admission.admit(RemoveCommand{"x"}))->operation;
  CHECK(remove.kind == OperationKind::remove);
  CHECK(remove.key == "x");
}

}  // namespace
}  // namespace ringside::command_test
