#include "core/node/suspicion.h"

#include <algorithm>

#include "core/base/fixed_point.h"

namespace ringside {
namespace {

__extension__ using Wide = __int128;

// The part of `whole` that one logarithm is of another.
Duration part_of(Duration whole, std::uint64_t log, std::uint64_t log_whole) {
  return Duration{static_cast<std::int64_t>(static_cast<Wide>(whole.count()) *
                                            static_cast<Wide>(log) / static_cast<Wide>(log_whole))};
}

}  // namespace

SuspicionTimeout::SuspicionTimeout(const Timing& timing, std::uint32_t members) {
  const Duration small = timing.probe_interval * timing.suspicion_multiplier;
  // multiplier × max(1, log10 n) × interval, as in memberlist.
  min = members <= 10 ? small : part_of(small, natural_log(members), natural_log(10));
  max = min * timing.suspicion_slack;
  // Neither the member itself nor the first accuser can confirm.
  confirmations_max = std::min(k_confirmations_max, members < 2 ? 0 : members - 2);
}

Duration SuspicionTimeout::after(std::uint32_t confirmations) const {
  if (confirmations >= confirmations_max) return min;
  return max -
         part_of(max - min, natural_log(confirmations + 1), natural_log(confirmations_max + 1));
}

void Suspicions::start(NodeId about, NodeId accuser, Time now) {
  end(about);
  const Time deadline = now + timeout_.after(0);
  suspicions_.emplace(about, Suspicion{now, deadline, {accuser}});
  deadlines_.insert({deadline, about});
}

bool Suspicions::confirm(NodeId about, NodeId accuser, Time now) {
  const auto found = suspicions_.find(about);
  if (found == suspicions_.end()) return false;
  Suspicion& suspicion = found->second;
  auto& accusers = suspicion.accusers;
  if (accusers.size() > timeout_.confirmations_max) return false;
  if (std::find(accusers.begin(), accusers.end(), accuser) != accusers.end()) return false;
  accusers.push_back(accuser);
  deadlines_.erase({suspicion.deadline, about});
  const auto confirmations = static_cast<std::uint32_t>(accusers.size()) - 1;
  suspicion.deadline = std::max(now, suspicion.since + timeout_.after(confirmations));
  deadlines_.insert({suspicion.deadline, about});
  return true;
}

void Suspicions::end(NodeId about) {
  const auto found = suspicions_.find(about);
  if (found == suspicions_.end()) return;
  deadlines_.erase({found->second.deadline, about});
  suspicions_.erase(found);
}

NodeId Suspicions::accuser_of(NodeId about) const {
  const auto found = suspicions_.find(about);
  return found == suspicions_.end() ? k_no_node : found->second.accusers.front();
}

void Suspicions::postpone(Duration time) {
  deadlines_.clear();
  for (auto& [about, suspicion] : suspicions_) {
    suspicion.since += time;
    suspicion.deadline += time;
    deadlines_.insert({suspicion.deadline, about});
  }
}

}  // namespace ringside
