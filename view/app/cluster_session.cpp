#include "view/app/cluster_session.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "view/app/text_share.h"

namespace ringside {

ClusterSession::ClusterSession(Hosts hosts, const ClusterConfig& config, HostKind kind)
    : hosts_(std::move(hosts)) {
  RINGSIDE_CHECK(hosts_.simulator);
  RINGSIDE_CHECK(validate(config).has_value());
  kind_ = kind == HostKind::threads && has_threads() ? HostKind::threads : HostKind::simulator;
  begin(first_branch(config, kind_));
}

Result<void> ClusterSession::start(const ClusterConfig& config, HostKind kind) {
  if (auto valid = validate(config); !valid) return valid;
  if (kind == HostKind::threads && !has_threads()) {
    return fail(ErrorCode::invalid_argument, hosts_.why_no_threads);
  }
  if (kind == HostKind::recording) kind = HostKind::simulator;
  auto branch = first_branch(config, kind);
  retire_all();
  kind_ = kind;
  begin(std::move(branch));
  return {};
}

void ClusterSession::show_recording(std::unique_ptr<Cluster> recording) {
  auto branch = first_branch_of(std::move(recording));
  while (!branch->cluster->idle()) take_in(*branch);
  retire_all();
  kind_ = HostKind::recording;
  begin(std::move(branch));
}

const char* ClusterSession::why_no_branch() const {
  return recorded() ? text::k_why_recorded : text::k_why_no_branch;
}

const char* ClusterSession::why_no_step() const {
  return recorded() ? text::k_at_end_of_recording : text::k_why_no_step;
}

void ClusterSession::retire_all() {
  for (const auto& branch : branches_) {
    branch->cluster->request_stop();
    retired_.push_back(std::move(branch->cluster));
  }
  branches_.clear();
}

std::unique_ptr<Branch> ClusterSession::first_branch(const ClusterConfig& config, HostKind kind) {
  return first_branch_of((kind == HostKind::threads ? hosts_.threads : hosts_.simulator)(config));
}

std::unique_ptr<Branch> ClusterSession::first_branch_of(std::unique_ptr<Cluster> cluster) {
  const ClusterConfig config = cluster->config();
  auto branch = std::make_unique<Branch>(Branch{.generation = ++generations_,
                                                .parent = std::nullopt,
                                                .config = config,
                                                .cluster = std::move(cluster),
                                                .timeline = Timeline(config.shape),
                                                .marks = {},
                                                .history = {}});
  take_in(*branch);
  branch->history.begin(*branch->cluster, branch->timeline);
  return branch;
}

void ClusterSession::begin(std::unique_ptr<Branch> branch) {
  branches_.push_back(std::move(branch));
  active_ = 0;
  branches_made_ = 1;
  pace_ = 1.0;
}

void ClusterSession::advance(Duration wall, double rate) {
  std::erase_if(retired_, [](const auto& cluster) { return cluster->stopped(); });
  Cluster& cluster = *shown().cluster;
  const Time before = cluster.now();
  cluster.set_rate(rate);
  cluster.pump(wall, k_events_per_frame);
  take_in(shown());
  const double asked = static_cast<double>(wall.count()) * rate;
  if (asked <= 0 || !cluster.can_step()) return;  // threads keep their own time
  const double reached =
      std::min(static_cast<double>((cluster.now() - before).count()) / asked, 1.0);
  // Smoothed over about half a second, so that the figure can be read.
  const double weight = std::min(static_cast<double>(wall.count()) / 0.5e9, 1.0);
  pace_ += (reached - pace_) * weight;
}

bool ClusterSession::step() {
  const bool stepped = shown().cluster->step();
  take_in(shown());
  return stepped;
}

Result<OpId> ClusterSession::submit(Command command, GivenBy by) {
  auto id = give(shown(), std::move(command), by);
  take_in(shown());
  return id;
}

Result<OpId> ClusterSession::give(Branch& branch, Command command, GivenBy by) {
  const auto* network = std::get_if<SetNetworkCommand>(&command);
  const LinkSettings links = network != nullptr ? network->network : branch.config.network;
  GivenCommand given{command, branch.cluster->position(), branch.timeline.events(),
                     by == GivenBy::hand};
  auto id = branch.cluster->submit(std::move(command));
  if (id) {
    branch.config.network = links;
    branch.history.note(std::move(given));
  }
  return id;
}

std::vector<OperationResult> ClusterSession::take_results() {
  return shown().cluster->take_results();
}

Result<void> ClusterSession::branch_at(std::uint64_t moment, Time time) {
  Branch& from = shown();
  if (!can_branch()) return fail(ErrorCode::unavailable, why_no_branch());
  auto rebuilt = from.history.rebuild(from.timeline, moment, time);
  if (!rebuilt) return tl::unexpected(rebuilt.error());
  moment = rebuilt->moment;
  const ClusterConfig config = rebuilt->cluster->config();
  const Time forked = rebuilt->cluster->now();
  auto made = std::make_unique<Branch>(Branch{.number = branches_made_++,
                                              .generation = ++generations_,
                                              .parent = from.number,
                                              .forked_at = moment,
                                              .forked_time = forked,
                                              .config = config,
                                              .cluster = std::move(rebuilt->cluster),
                                              .timeline = from.timeline,
                                              .marks = from.marks,
                                              .history = from.history});
  made->timeline.cut(moment);
  made->marks.cut(moment);
  made->history.cut(moment, rebuilt->commands);
  from.marks.add_branch(forked, moment);
  made->marks.add_branch(forked, moment);
  branches_.push_back(std::move(made));
  active_ = branches_.size() - 1;
  pace_ = 1.0;
  if (branches_.size() > k_branches_max) let_a_branch_go();
  return {};
}

// The oldest one that is neither shown nor the one that the shown one began in.
void ClusterSession::let_a_branch_go() {
  const auto goes = std::find_if(branches_.begin(), branches_.end(), [&](const auto& branch) {
    return branch->number != shown().number && branch->number != shown().parent;
  });
  if (goes == branches_.end()) return;
  branches_.erase(goes);
  active_ = branches_.size() - 1;
}

void ClusterSession::show_branch(std::size_t index) {
  RINGSIDE_CHECK(index < branches_.size());
  active_ = index;
  pace_ = 1.0;
}

void ClusterSession::take_in(Branch& branch) {
  batch_.events.clear();
  batch_.texts.clear();
  branch.cluster->collect(batch_);
  std::uint64_t moment = branch.timeline.events();
  for (const TraceEvent& event : batch_.events) branch.marks.add(event, ++moment);
  branch.timeline.append(batch_);
  branch.history.follow(*branch.cluster, branch.timeline);
}

}  // namespace ringside
