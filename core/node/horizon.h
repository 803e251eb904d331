#pragma once
#include "core/version/version.h"

namespace ringside {

/// How far back a node knows that nothing is missing, in stamps of versions. What is collected, and
/// why it cannot come back, rests on it: docs/protocol.md, "Collecting tombstones".
struct Horizon {
  /// This life makes no version up to it any more, and keeps no hint of one.
  HlcStamp closed;
  /// Since it closed, something up to there came that was not out of the table of a node that is as
  /// far.
  bool is_tainted = false;

  /// Up to here all nodes had closed: what tables have is all there is. Never less than the fence.
  HlcStamp told;

  /// What comes with a stamp up to it, and is not kept, is late: it is taken only out of the table
  /// of a node that has told to be as far.
  HlcStamp fence;
  /// The fence was set by this life and in this view, with all that every other member had.
  bool is_whole = false;

  /// What has a stamp up to it and is not kept was overwritten or collected.
  HlcStamp floor;
};

}  // namespace ringside
