#include "core/host/admission.h"

#include <fmt/format.h>

#include "core/base/hash.h"

namespace ringside {

Result<std::optional<Admission::Admitted>> Admission::admit(const Command& command) {
  if (auto valid = validate(command, shape_); !valid) return tl::unexpected(valid.error());
  auto operation = operation_of(command, OpId{operations_ + 1}, consistency_);
  if (!operation) {
    if (auto fits = states_.change(command); !fits) return tl::unexpected(fits.error());
    return std::optional<Admitted>{};
  }
  if (open_ >= k_open_max) {
    return fail(
        ErrorCode::overloaded,
        fmt::format("{} operations are open already; try again when some have ended", open_));
  }
  // A session's operations all go by one client, which remembers what it has seen.
  const std::uint64_t number =
      operation->session.empty() ? operations_ : raw(hash_key(operation->session));
  const ClientId client{static_cast<std::uint32_t>(number % clients_)};
  operations_ += 1 + operation->more_keys.size();
  open_ += 1 + operation->more_keys.size();
  return std::optional<Admitted>{Admitted{std::move(*operation), client}};
}

}  // namespace ringside
