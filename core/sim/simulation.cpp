#include "core/sim/simulation.h"

#include <algorithm>
#include <iterator>

#include "core/base/check.h"

namespace ringside {

Simulation::Simulation(const ClusterConfig& config)
    : config_(config),
      engine_(config, RingView::founding(config.shape), EngineShare{}, k_start_of_time),
      admission_(config) {
  RINGSIDE_CHECK(validate(config).has_value());
  take_effects();
}

Simulation::Simulation(const Simulation&) = default;
Simulation::Simulation(Simulation&&) noexcept = default;
Simulation& Simulation::operator=(const Simulation&) = default;
Simulation& Simulation::operator=(Simulation&&) noexcept = default;
Simulation::~Simulation() = default;

std::unique_ptr<Cluster> Simulation::copy() const { return std::make_unique<Simulation>(*this); }

Result<OpId> Simulation::submit(Command command) {
  if (stopped_) return fail(ErrorCode::unavailable, "the cluster has been stopped");
  auto admitted = admission_.admit(command);
  if (!admitted) return tl::unexpected(admitted.error());
  OpId id{0};
  if (*admitted) {
    id = (*admitted)->operation.id;
    engine_.submit(now_, (*admitted)->client, std::move((*admitted)->operation));
  } else {
    if (const auto* touch = std::get_if<MessageCommand>(&command)) {
      if (const auto fits = engine_.fits(*touch); !fits) return tl::unexpected(fits.error());
    }
    if (const auto* set = std::get_if<SetNetworkCommand>(&command)) config_.network = set->network;
    engine_.apply(now_, command);
  }
  take_effects();
  return id;
}

void Simulation::set_rate(double rate) {
  RINGSIDE_CHECK(rate >= 0 && rate <= 1000);
  rate_ = rate;
}

void Simulation::pump(Duration wall, std::uint64_t events_max) {
  if (stopped_ || rate_ == 0) return;
  owed_ns_ += static_cast<double>(wall.count()) * rate_;
  const auto whole = static_cast<std::int64_t>(owed_ns_);
  owed_ns_ -= static_cast<double>(whole);
  const Time until = now_ + Duration{whole};
  for (std::uint64_t events = 0; events < events_max; ++events) {
    if (!run_next(until)) {
      now_ = until;
      return;
    }
  }
}

void Simulation::run_until(Time until) {
  while (run_next(until)) {
  }
  now_ = std::max(now_, until);
}

void Simulation::go_on_to(RunPosition position) {
  for (; turns_ < position.turns && engine_.next_due() != k_end_of_time; ++turns_) {
    now_ = std::max(now_, engine_.next_due());
    (void)engine_.run_next(now_);
  }
  now_ = std::max(now_, position.now);
  take_effects();
}

bool Simulation::run_until_idle(std::uint64_t events_max) {
  for (std::uint64_t events = 0; !idle(); ++events) {
    if (events == events_max) return false;
    if (!step()) return idle();
  }
  return true;
}

bool Simulation::step() { return !stopped_ && run_next(k_end_of_time); }

// One real event: appointments that have become void pass unseen.
bool Simulation::run_next(Time until) {
  for (;;) {
    const Time due = engine_.next_due();
    if (due > until || due == k_end_of_time) return false;
    now_ = std::max(now_, due);
    ++turns_;
    const Engine::Ran ran = engine_.run_next(now_);
    if (!ran.was_event) continue;
    take_effects();
    return true;
  }
}

void Simulation::take_effects() {
  Engine::Effects& effects = engine_.effects();
  for (const TraceEvent& event : effects.events) digest_.add(event);
  events_traced_ += effects.events.size();
  traced_.events.insert(traced_.events.end(), effects.events.begin(), effects.events.end());
  std::move(effects.texts.begin(), effects.texts.end(), std::back_inserter(traced_.texts));
  admission_.finished(effects.results.size());
  std::move(effects.results.begin(), effects.results.end(), std::back_inserter(results_));
  effects.events.clear();
  effects.texts.clear();
  effects.results.clear();
}

void Simulation::collect(TraceBatch& batch) {
  batch.events.insert(batch.events.end(), traced_.events.begin(), traced_.events.end());
  std::move(traced_.texts.begin(), traced_.texts.end(), std::back_inserter(batch.texts));
  traced_.events.clear();
  traced_.texts.clear();
}

std::vector<OperationResult> Simulation::take_results() { return std::exchange(results_, {}); }

}  // namespace ringside
