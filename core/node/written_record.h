#pragma once
#include <tl/expected.hpp>

#include "core/node/message.h"
#include "core/node/output.h"
#include "core/node/state.h"

namespace ringside {

/// What a coordinator that keeps `before` of a key (or nothing) gives to its group to carry out a
/// write: a version of its own, newer than everything it has seen, with the siblings that the write
/// leaves. Or why it must not be written: stale_context, too_many_siblings, or unavailable where
/// the client's context is further ahead of the own clock than clocks may be. Where siblings are
/// merged, the version has in it the values of those that the client did not know of.
tl::expected<RecordPtr, ErrorCode> written_record(NodeState& state, Time now,
                                                  const WriteRequest& request,
                                                  const RecordPtr& before, Output& out);

}  // namespace ringside
