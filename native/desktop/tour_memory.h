#pragma once

namespace ringside {

/// Whether this person has seen the tour: remembered as an empty file below $XDG_STATE_HOME, or
/// ~/.local/state. Where that cannot be, the tour counts as seen, so that nobody is shown it again
/// and again.
bool tour_was_seen();
void remember_tour();

}  // namespace ringside
