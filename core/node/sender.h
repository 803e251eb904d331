#pragma once
#include "core/base/ids.h"

namespace ringside {

/// Who sent a message, and in which of its lives if it is a node.
struct Sender {
  constexpr Sender(Address a, Incarnation i = Incarnation{1}) : address(a), incarnation(i) {}
  constexpr Sender(NodeId node) : Sender(Address{node}) {}        // NOLINT: a node is a sender
  constexpr Sender(ClientId client) : Sender(Address{client}) {}  // NOLINT: and so is a client

  Address address;
  Incarnation incarnation;  ///< Means nothing for a client.
};

}  // namespace ringside
