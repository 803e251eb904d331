#include "core/scenario/workload.h"

#include <fmt/format.h>

#include "core/base/check.h"
#include "core/scenario/text.h"

namespace ringside {
namespace {

// Apart from the streams that the cluster draws from under the same seed.
constexpr std::uint64_t k_rng_stream = 0x776f726b6c6f6164;

}  // namespace

Result<void> validate(const WorkloadSettings& settings) {
  if (settings.operations > WorkloadSettings::k_operations_max) {
    return invalid(fmt::format("operations K = {} must be at most {}", settings.operations,
                               WorkloadSettings::k_operations_max));
  }
  if (settings.keys == 0) return invalid("keys K = 0 must be at least 1");
  if (settings.reads_percent > 100 || settings.removes_percent > 100 - settings.reads_percent) {
    return invalid(fmt::format("{} % reads and {} % removes are more than 100 % together",
                               settings.reads_percent, settings.removes_percent));
  }
  return {};
}

Workload::Workload(const WorkloadSettings& settings)
    : settings_(settings), rng_(settings.seed, k_rng_stream) {
  RINGSIDE_CHECK(validate(settings).has_value());
}

std::optional<Command> Workload::next() {
  if (given_ == settings_.operations) return std::nullopt;
  ++given_;
  std::string key = fmt::format("key-{}", rng_.below(settings_.keys));
  const std::uint64_t kind = rng_.below(100);
  if (kind < settings_.reads_percent) return GetCommand{std::move(key)};
  if (kind < settings_.reads_percent + settings_.removes_percent)
    return RemoveCommand{std::move(key)};
  return PutCommand{std::move(key), fmt::format("value-{}", given_)};
}

}  // namespace ringside
