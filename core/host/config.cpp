#include "core/host/config.h"

#include <fmt/format.h>

#include <string_view>

namespace ringside {
namespace {

constexpr std::uint32_t k_client_window_max = 4096;
constexpr std::uint32_t k_siblings_max = 10'000;
constexpr std::uint32_t k_mailbox_max = 1 << 20;
constexpr std::uint32_t k_factor_max = 100;             // of the failure detector's factors
constexpr std::uint32_t k_phi_threshold_max = 100'000;  // thousandths

Result<void> validate_count(std::string_view name, std::uint32_t count, std::uint32_t most) {
  if (count >= 1 && count <= most) return {};
  return fail(ErrorCode::invalid_argument,
              fmt::format("{} = {} must be between 1 and {}", name, count, most));
}

Result<void> validate_wait(std::string_view name, Duration wait, Duration least) {
  if (wait >= least && wait <= k_wait_max) return {};
  return fail(ErrorCode::invalid_argument,
              fmt::format("{} = {} ns must be between {} and {} ns (a day)", name, wait.count(),
                          least.count(), k_wait_max.count()));
}

Result<void> validate_probes(const Timing& timing) {
  if (timing.failure_detection > FailureDetection::phi) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("failure detection {} must be 0 (swim) or 1 (phi)",
                            static_cast<unsigned>(timing.failure_detection)));
  }
  if (timing.probe_interval == Duration::zero()) return {};
  if (auto r = validate_wait("probe interval", timing.probe_interval, k_probe_interval_min); !r)
    return r;
  if (auto r = validate_wait("probe timeout", timing.probe_timeout, Duration{1}); !r) return r;
  if (timing.probe_timeout > timing.probe_interval / 2) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("probe timeout = {} ns must be at most half of the probe interval, "
                            "{} ns, which leaves time for others to help",
                            timing.probe_timeout.count(), timing.probe_interval.count()));
  }
  if (auto r = validate_count("suspicion multiplier", timing.suspicion_multiplier, k_factor_max);
      !r)
    return r;
  if (auto r = validate_count("suspicion slack", timing.suspicion_slack, k_factor_max); !r)
    return r;
  if (timing.probe_helpers > k_factor_max || timing.local_health_max > k_factor_max) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("probe helpers = {} and local health = {} must be at most {}",
                            timing.probe_helpers, timing.local_health_max, k_factor_max));
  }
  return validate_count("phi threshold", timing.phi_threshold, k_phi_threshold_max);
}

Result<void> validate(const Timing& timing) {
  // Waiting for nothing would end everything before it began; suspicion and skew may be switched
  // off by 0.
  if (auto r = validate_wait("operation deadline", timing.operation_deadline, Duration{1}); !r)
    return r;
  if (auto r = validate_wait("attempt timeout", timing.attempt_timeout, Duration{1}); !r) return r;
  if (auto r = validate_wait("reply timeout", timing.reply_timeout, Duration{1}); !r) return r;
  if (auto r = validate_wait("evict dead after", timing.evict_dead_after, Duration{0}); !r)
    return r;
  if (auto r = validate_wait("tombstones after", timing.tombstones_after, Duration{0}); !r)
    return r;
  if (auto r = validate_wait("suspicion", timing.suspicion, Duration{0}); !r) return r;
  if (auto r = validate_wait("clock skew", timing.clock_skew_max, Duration{0}); !r) return r;
  return validate_probes(timing);
}

}  // namespace

Result<void> validate(const ClusterConfig& config) {
  if (auto r = validate(config.shape); !r) return r;
  if (auto r = validate(config.consistency, config.shape); !r) return r;
  if (auto r = validate(config.timing); !r) return r;
  if (auto r = validate(config.network); !r) return r;
  if (auto r = validate_count("clients", config.clients, k_clients_max); !r) return r;
  if (auto r = validate_count("mailbox", config.mailbox, k_mailbox_max); !r) return r;
  if (config.read_choice > ReadChoice::load) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("read choice {} must be 0 (any) or 1 (load)",
                            static_cast<unsigned>(config.read_choice)));
  }
  if (config.conflicts > Conflicts::merge_function) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("policy {} must be 0 (last_writer_wins) to 5 (merge_function)",
                            static_cast<unsigned>(config.conflicts)));
  }
  if ((config.conflicts == Conflicts::merge_function) != (config.merge != nullptr)) {
    return fail(
        ErrorCode::invalid_argument,
        "policy merge_function needs a function to merge by, and no other policy takes one");
  }
  if (auto r = validate_count("siblings max", config.siblings_max, k_siblings_max); !r) return r;
  return validate_count("client window", config.client_window, k_client_window_max);
}

}  // namespace ringside
