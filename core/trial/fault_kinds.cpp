#include "core/trial/fault_kinds.h"

#include <fmt/format.h>

namespace ringside {
namespace {

template <typename Visit>
void for_each_kind(Visit visit) {
  for (std::uint8_t i = 0; i < k_fault_kinds; ++i) visit(static_cast<FaultKind>(i));
}

}  // namespace

std::string_view to_string(FaultKind kind) {
  switch (kind) {
    case FaultKind::crash: return "crash";
    case FaultKind::restart: return "restart";
    case FaultKind::pause: return "pause";
    case FaultKind::slow: return "slow";
    case FaultKind::skew: return "skew";
    case FaultKind::loss: return "loss";
    case FaultKind::duplicate: return "duplicate";
    case FaultKind::delay: return "delay";
    case FaultKind::link: return "link";
    case FaultKind::partition: return "partition";
    case FaultKind::one_way: return "one-way";
    case FaultKind::mailbox: return "mailbox";
    case FaultKind::members: return "members";
  }
  return "unknown_fault";
}

Result<FaultSet> parse_faults(std::string_view text) {
  if (text == "all") return FaultSet::all();
  if (text == "none") return FaultSet{};
  FaultSet faults;
  for (;;) {
    const std::size_t comma = text.find(',');
    const std::string_view name = text.substr(0, comma);
    bool known = false;
    for_each_kind([&](FaultKind kind) {
      if (name != to_string(kind)) return;
      known = true;
      faults.insert(kind);
    });
    if (!known) {
      return fail(ErrorCode::invalid_argument,
                  fmt::format("there is no fault \"{}\"; write all, none, or some of {}", name,
                              to_text(FaultSet::all())));
    }
    if (comma == std::string_view::npos) return faults;
    text.remove_prefix(comma + 1);
  }
}

std::string to_text(FaultSet faults) {
  if (faults.empty()) return "none";
  std::string text;
  for_each_kind([&](FaultKind kind) {
    if (!faults.contains(kind)) return;
    if (!text.empty()) text += ",";
    text += to_string(kind);
  });
  return text;
}

}  // namespace ringside
