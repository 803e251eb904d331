#include "native/ringside/live_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <thread>

#include "core/runtime/threaded_cluster.h"
#include "core/scenario/player.h"
#include "core/scenario/text.h"
#include "core/sim/simulation.h"

namespace ringside {
namespace {

constexpr std::chrono::microseconds k_nap{200};
constexpr std::chrono::seconds k_patience{60};  // of cluster time at rate 1 or less
constexpr std::uint64_t k_steps_between_collects = 1024;

Result<std::unique_ptr<Cluster>> start_host(const ClusterConfig& config,
                                            const HostOptions& options) {
  if (options.host == "sim") return std::make_unique<Simulation>(config);
  if (options.host != "threads") {
    return invalid(
        fmt::format("there is no host \"{}\"; it is sim or threads", excerpt(options.host)));
  }
  try {
    auto cluster = start_threaded_cluster(config, {.workers = options.workers});
    cluster->set_rate(options.rate);
    return cluster;
  } catch (const std::system_error& error) {
    return fail(ErrorCode::unavailable,
                fmt::format("the threads could not be started: {}", error.what()));
  }
}

}  // namespace

Result<std::unique_ptr<LiveRun>> LiveRun::start(const ClusterConfig& config,
                                                const HostOptions& options) {
  auto host = start_host(config, options);
  if (!host) return error_of(host);
  if (!options.link)
    return std::unique_ptr<LiveRun>(new LiveRun(std::move(*host), nullptr, options));
  auto noted = std::make_unique<NotedCluster>(std::move(*host));
  NotedCluster* const notes = noted.get();
  return std::unique_ptr<LiveRun>(new LiveRun(std::move(noted), notes, options));
}

LiveRun::LiveRun(std::unique_ptr<Cluster> host, NotedCluster* noted, const HostOptions& options)
    : options_(options), host_(std::move(host)), noted_(noted), recorder_(*host_) {}

Result<void> LiveRun::drive(const Work& work) {
  last_news_ = std::chrono::steady_clock::now();
  for (;;) {
    work.advance(recorder_);
    if (work.done()) break;
    if (!go_on(work.wake())) {
      work.advance(recorder_);
      if (work.done()) break;
      return fail(ErrorCode::timeout,
                  "the cluster has stopped doing anything although not everything has ended");
    }
    const auto results = recorder_.take_results();
    for (const OperationResult& result : results) work.take(result);
    if (!results.empty()) last_news_ = std::chrono::steady_clock::now();
  }
  collect();
  return {};
}

Result<void> LiveRun::settle() {
  return drive({.advance = [](Cluster&) {},
                .take = [](const OperationResult&) {},
                .done = [this] { return recorder_.idle(); }});
}

bool LiveRun::go_on(std::optional<Time> wake) {
  if (!recorder_.can_step()) {
    std::this_thread::sleep_for(k_nap);
    collect();
    const auto patience = std::chrono::duration<double>(k_patience) / std::min(1.0, options_.rate);
    return wake || std::chrono::steady_clock::now() - last_news_ < patience;
  }
  const bool went_on = ringside::go_on(recorder_, wake);
  if (++steps_ % k_steps_between_collects == 0) collect();
  return went_on;
}

void LiveRun::collect() {
  recorder_.collect(batch_);
  if (!batch_.events.empty()) last_news_ = std::chrono::steady_clock::now();
  for (const TraceEvent& event : batch_.events) digest_.add(event);
  if (options_.trace) trace_.append(batch_);
  if (options_.events) options_.events->append(batch_);
  batch_.events.clear();
  batch_.texts.clear();
}

}  // namespace ringside
