#pragma once
#include "core/node/ring_decision.h"

namespace ringside {

/// Asks what the receiver knows of the decision on an epoch, and whether it has caught up.
struct RegisterRequest {
  RingEpoch epoch{};
  Incarnation asker{};  ///< Which life asks: an answer to another one would be too old.
};
struct RegisterReply {
  RingEpoch epoch{};
  Incarnation asker{};
  Acceptor acceptor{};
  bool caught_up = false;  ///< It has all that moves to it, as of the epoch before.
};

/// Tells of the sender's view, which rides on every message.
struct ViewRequest {};
/// It is known now. Or: a request was sent by an older one, and is refused.
struct ViewReply {
  OpId op{};  ///< Of the client that is refused.
};

}  // namespace ringside
