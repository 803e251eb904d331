#include "view/app/cluster_session.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "view/app/text.h"

namespace ringside {

ClusterSession::ClusterSession(Hosts hosts, const ClusterConfig& config, HostKind kind)
    : hosts_(std::move(hosts)), config_(config), timeline_(config.shape) {
  RINGSIDE_CHECK(hosts_.simulator);
  RINGSIDE_CHECK(validate(config).has_value());
  kind_ = kind == HostKind::threads && has_threads() ? HostKind::threads : HostKind::simulator;
  cluster_ = (kind_ == HostKind::threads ? hosts_.threads : hosts_.simulator)(config_);
  collect();
}

Result<void> ClusterSession::start(const ClusterConfig& config, HostKind kind) {
  if (auto valid = validate(config); !valid) return valid;
  if (kind == HostKind::threads && !has_threads()) {
    return fail(ErrorCode::invalid_argument, hosts_.why_no_threads);
  }
  cluster_->request_stop();
  retired_.push_back(std::move(cluster_));
  cluster_ = (kind == HostKind::threads ? hosts_.threads : hosts_.simulator)(config);
  kind_ = kind;
  config_ = config;
  timeline_ = Timeline(config.shape);
  marks_.clear();
  pace_ = 1.0;
  ++generation_;
  collect();
  return {};
}

void ClusterSession::advance(Duration wall, double rate) {
  std::erase_if(retired_, [](const auto& cluster) { return cluster->stopped(); });
  const Time before = cluster_->now();
  cluster_->set_rate(rate);
  cluster_->pump(wall, k_events_per_frame);
  collect();
  const double asked = static_cast<double>(wall.count()) * rate;
  if (asked <= 0 || !cluster_->can_step()) return;  // threads keep their own time
  const double reached =
      std::min(static_cast<double>((cluster_->now() - before).count()) / asked, 1.0);
  // Smoothed over about half a second, so that the figure can be read.
  const double weight = std::min(static_cast<double>(wall.count()) / 0.5e9, 1.0);
  pace_ += (reached - pace_) * weight;
}

bool ClusterSession::step() {
  const bool stepped = cluster_->step();
  collect();
  return stepped;
}

Result<OpId> ClusterSession::submit(Command command) {
  const auto* network = std::get_if<SetNetworkCommand>(&command);
  const LinkSettings links = network != nullptr ? network->network : config_.network;
  auto id = cluster_->submit(std::move(command));
  if (id) config_.network = links;
  collect();
  return id;
}

std::vector<OperationResult> ClusterSession::take_results() { return cluster_->take_results(); }

void ClusterSession::collect() {
  batch_.events.clear();
  batch_.texts.clear();
  cluster_->collect(batch_);
  std::uint64_t moment = timeline_.events();
  for (const TraceEvent& event : batch_.events) marks_.add(event, ++moment);
  timeline_.append(batch_);
}

}  // namespace ringside
