#include "core/check/sequential.h"

namespace ringside {

ValueId initial_state(Model model, ValueTable& values) {
  return model == Model::kv_append ? values.intern("") : k_nil;
}

ValueId apply(const Call& call, ValueId state, ValueTable& values) {
  const bool is_any = state == k_any_state;
  switch (call.kind) {
    case CallKind::read: return is_any || state == call.value ? call.value : k_illegal;
    case CallKind::write: return call.value;
    case CallKind::cas: return is_any || state == call.expected ? call.value : k_illegal;
    case CallKind::cas_unequal: return state != call.expected ? state : k_illegal;
    case CallKind::append: return is_any ? state : values.concat(state, call.value);
  }
  return k_illegal;
}

}  // namespace ringside
