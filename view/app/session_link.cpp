// What it takes to live the run of a session again, and how that is done.
#include <algorithm>
#include <utility>

#include "view/app/cluster_session.h"
#include "view/app/text_share.h"

namespace ringside {

Result<RunLink> ClusterSession::link() const {
  const Branch& branch = active();
  RunLink link;
  if (recorded()) return fail(ErrorCode::unavailable, text::k_why_no_link_of_recording);
  if (!can_branch()) {
    link.config = branch.config;
    link.threads = kind_ == HostKind::threads;
    return link;
  }
  const Cluster* start = branch.history.start();
  if (start == nullptr) return fail(ErrorCode::unavailable, text::k_why_no_link);
  link.config = start->config();
  for (const auto& given : branch.history.commands())
    link.commands.push_back({given->position, given->command, given->by_hand});
  link.end = branch.cluster->position();
  link.digest = branch.cluster->trace_digest().value_or(0);
  return link;
}

Result<void> ClusterSession::relive(const RunLink& link) {
  if (link.threads) return start(link.config, HostKind::threads);
  if (auto valid = validate(link.config); !valid) return valid;
  auto branch = first_branch(link.config, HostKind::simulator);
  const auto lived = ringside::relive(*branch->cluster, link, [&](const LinkedCommand& given) {
    take_in(*branch);
    (void)give(*branch, given.command, given.by_hand ? GivenBy::hand : GivenBy::program);
  });
  if (!lived) return lived;
  take_in(*branch);
  (void)branch->cluster->take_results();
  retire_all();
  kind_ = HostKind::simulator;
  begin(std::move(branch));
  return {};
}

}  // namespace ringside
