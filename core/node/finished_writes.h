#pragma once
#include <map>
#include <set>
#include <utility>

#include "core/base/time.h"
#include "core/node/message.h"

namespace ringside {

/// The answers that a coordinator has given, for as long as a request for the same operation can
/// still be right: one that comes once more, from a client or from a network that doubles messages,
/// gets the same answer and writes nothing.
class FinishedWrites {
 public:
  /// Keeps an answer until `expires`, and lets a few go that have expired by `now`.
  void remember(Time now, Time expires, const WriteReply& reply) {
    for (int i = 0; i < 2 && !by_expiry_.empty() && by_expiry_.begin()->first < now; ++i) {
      replies_.erase(by_expiry_.begin()->second);
      by_expiry_.erase(by_expiry_.begin());
    }
    if (replies_.insert_or_assign(reply.op, reply).second) by_expiry_.insert({expires, reply.op});
  }
  const WriteReply* find(OpId op) const {
    const auto found = replies_.find(op);
    return found == replies_.end() ? nullptr : &found->second;
  }

 private:
  std::map<OpId, WriteReply> replies_;
  std::set<std::pair<Time, OpId>> by_expiry_;
};

}  // namespace ringside
