#include "core/scenario/recorded_cluster.h"

#include <fmt/format.h>

#include <utility>

#include "core/base/check.h"
#include "core/scenario/text.h"

namespace ringside {

RecordedCluster::RecordedCluster(std::string content, TraceFacts facts)
    : facts_(std::move(facts)), content_(std::move(content)) {
  auto reader = TraceReader::open(content_);
  RINGSIDE_CHECK(reader.has_value());
  reader_.emplace(std::move(*reader));
}

Result<std::unique_ptr<Cluster>> RecordedCluster::open(std::string content,
                                                       std::uint64_t events_max) {
  auto facts = check_trace_file(content);
  if (!facts) return error_of(facts);
  if (facts->events > events_max)
    return invalid(
        fmt::format("it has {} events, and at most {} are shown", facts->events, events_max));
  return std::unique_ptr<Cluster>(new RecordedCluster(std::move(content), std::move(*facts)));
}

Result<OpId> RecordedCluster::submit(Command) {
  return fail(ErrorCode::unavailable, "a recorded run takes no commands");
}

void RecordedCluster::collect(TraceBatch& batch) {
  if (idle()) return;
  const auto more = reader_->next(batch);
  RINGSIDE_CHECK(more.has_value());
  if (*more) return;
  reader_.reset();
  content_ = {};
}

}  // namespace ringside
