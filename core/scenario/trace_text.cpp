#include "core/scenario/trace_text.h"

#include <fmt/format.h>

#include <utility>

namespace ringside {

void TraceText::append(const TraceBatch& batch) {
  log_.append(batch);
  for (const TraceEvent& event : batch.events) {
    const std::int64_t ns = nanoseconds(event.at);
    lines_ +=
        fmt::format("{:>5}.{:06} ms  {}\n", ns / 1'000'000, ns % 1'000'000, describe(event, log_));
  }
}

std::string TraceText::take() { return std::exchange(lines_, {}); }

}  // namespace ringside
