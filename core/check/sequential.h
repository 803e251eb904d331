#pragma once
#include "core/check/call.h"

namespace ringside {

/// States that are no value.
inline constexpr ValueId k_any_state = 0xffffffff;  ///< It may be anything.
inline constexpr ValueId k_illegal = 0xfffffffe;    ///< There is no such state.

/// What an object of the model is before its first operation.
ValueId initial_state(Model model, ValueTable& values);

/// The state that a call leaves where it takes effect on an object in this `state`, or k_illegal if
/// it could not have been as it was there. From k_any_state it gives the state that is sure, else
/// k_any_state: what is legal from some state is never illegal from there.
ValueId apply(const Call& call, ValueId state, ValueTable& values);

}  // namespace ringside
