#pragma once
#include <utility>

#include "core/base/ids.h"
#include "core/ring/ring_view.h"

namespace ringside {

/// Who sent a message, in which of its lives if it is a node, and which view of the ring it had.
struct Sender {
  Sender(Address a, Incarnation i = Incarnation{1}, RingViewPtr v = nullptr)
      : address(a), incarnation(i), view(std::move(v)) {}
  Sender(NodeId node) : Sender(Address{node}) {}        // NOLINT: a node is a sender
  Sender(ClientId client) : Sender(Address{client}) {}  // NOLINT: and so is a client

  Address address;
  Incarnation incarnation;  ///< Means nothing for a client.
  RingViewPtr view;         ///< None: one that the receiver has, too.
};

}  // namespace ringside
