#include "core/base/ids.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <vector>

namespace ringside::ids_test {
namespace {

TEST_CASE("address: is a node, a client, or nobody", "[base]") {
  const Address node = NodeId{7};
  CHECK(node.is_node());
  CHECK_FALSE(node.is_client());
  CHECK(node.node() == NodeId{7});

  const Address client = ClientId{7};
  CHECK(client.is_client());
  CHECK_FALSE(client.is_node());
  CHECK(client.client() == ClientId{7});
  CHECK(client != node);

  for (const Address nobody : {Address{}, Address{k_no_node}}) {
    CHECK_FALSE(nobody.is_node());
    CHECK_FALSE(nobody.is_client());
  }
}

TEST_CASE("address: orders nodes before clients, each by number", "[base]") {
  std::vector<Address> ends{ClientId{1}, NodeId{2}, ClientId{0}, NodeId{1}, Address{}};
  std::sort(ends.begin(), ends.end());
  CHECK(ends == std::vector<Address>{NodeId{1}, NodeId{2}, ClientId{0}, ClientId{1}, Address{}});
}

TEST_CASE("address: its bits tell all addresses apart", "[base]") {
  CHECK(Address{NodeId{0}}.bits() == 0);
  CHECK(Address{ClientId{0}}.bits() == 0x80000000u);
  CHECK(Address{}.bits() == 0xffffffffu);
}

}  // namespace
}  // namespace ringside::ids_test
