#include "core/host/config.h"

#include <fmt/format.h>

#include <string_view>

namespace ringside {
namespace {

constexpr std::uint32_t k_client_window_max = 4096;
constexpr std::uint32_t k_mailbox_max = 1 << 20;
constexpr Duration k_wait_max = std::chrono::hours{24};

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

Result<void> validate(const Timing& timing) {
  // Waiting for nothing would end everything before it began; suspicion and skew may be switched
  // off by 0.
  if (auto r = validate_wait("operation deadline", timing.operation_deadline, Duration{1}); !r)
    return r;
  if (auto r = validate_wait("attempt timeout", timing.attempt_timeout, Duration{1}); !r) return r;
  if (auto r = validate_wait("reply timeout", timing.reply_timeout, Duration{1}); !r) return r;
  if (auto r = validate_wait("suspicion", timing.suspicion, Duration{0}); !r) return r;
  return validate_wait("clock skew", timing.clock_skew_max, Duration{0});
}

}  // namespace

Result<void> validate(const ClusterConfig& config) {
  if (auto r = validate(config.shape); !r) return r;
  if (auto r = validate(config.timing); !r) return r;
  if (auto r = validate(config.network); !r) return r;
  if (auto r = validate_count("clients", config.clients, k_clients_max); !r) return r;
  if (auto r = validate_count("mailbox", config.mailbox, k_mailbox_max); !r) return r;
  return validate_count("client window", config.client_window, k_client_window_max);
}

}  // namespace ringside
