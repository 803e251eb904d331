#pragma once
#include "core/base/time.h"
#include "core/node/message.h"
#include "core/trace/event.h"

namespace ringside {

/// A message on its way.
struct Envelope {
  MessageId id{};
  Address from;
  Incarnation life{};  ///< Which one of the sender's, if it is a node.
  Address to;
  Time arrival{};
  Message message;
  RingViewPtr view{};      ///< That the sender had.
  bool duplicate = false;  ///< The network made it of another one.

  MessageFacts facts() const {
    return {id, kind_of(message), outcome_of(message), from, to, operation_of(message), duplicate};
  }
};

}  // namespace ringside
