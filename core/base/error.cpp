#include "core/base/error.h"

namespace ringside {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument: return "invalid_argument";
    case ErrorCode::not_found: return "not_found";
    case ErrorCode::unavailable: return "unavailable";
    case ErrorCode::timeout: return "timeout";
    case ErrorCode::outcome_unknown: return "outcome_unknown";
    case ErrorCode::overloaded: return "overloaded";
    case ErrorCode::stale_context: return "stale_context";
    case ErrorCode::too_many_siblings: return "too_many_siblings";
  }
  return "unknown_error";
}

}  // namespace ringside
