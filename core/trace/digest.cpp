#include <fmt/format.h>

#include "core/base/hash.h"
#include "core/trace/log.h"

namespace ringside {

void Digest::add(const TraceEvent& event) { value_ = hash_bytes(&event, sizeof event, value_); }

std::string Digest::hex() const { return fmt::format("{:016x}", value_); }

}  // namespace ringside
