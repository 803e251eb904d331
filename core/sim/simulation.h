#pragma once
#include <cstdint>
#include <memory>

#include "core/host/admission.h"
#include "core/host/cluster.h"
#include "core/host/engine.h"
#include "core/trace/log.h"

namespace ringside {

/// A cluster in virtual time: one engine that carries everything, one event after another. The same
/// configuration and the same commands at the same times give the same run, byte for byte, on every
/// platform: digest() tells. A value: a copy is a checkpoint, and both go on alike.
class Simulation final : public Cluster {
 public:
  /// REQUIRES: validate(config).
  explicit Simulation(const ClusterConfig& config);
  Simulation(const Simulation&);
  Simulation(Simulation&&) noexcept;
  Simulation& operator=(const Simulation&);
  Simulation& operator=(Simulation&&) noexcept;
  ~Simulation() override;

  const ClusterConfig& config() const override { return config_; }
  std::string_view host_name() const override { return "simulator"; }
  Time now() const override { return now_; }
  Result<OpId> submit(Command command) override;
  void set_rate(double rate) override;
  void pump(Duration wall, std::uint64_t events_max) override;
  bool can_step() const override { return true; }
  bool step() override;
  std::unique_ptr<Cluster> copy() const override;
  RunPosition position() const override { return {turns_, now_}; }
  void go_on_to(RunPosition position) override;
  void run_until(Time until) override;
  std::optional<std::uint64_t> trace_digest() const override { return digest_.value(); }
  void collect(TraceBatch& batch) override;
  std::vector<OperationResult> take_results() override;
  bool idle() const override { return engine_.obligations_made() == engine_.obligations_met(); }
  void request_stop() override { stopped_ = true; }
  bool stopped() const override { return stopped_; }

  /// Carries out events until nothing is left to happen. False if that took more than `events_max`.
  bool run_until_idle(std::uint64_t events_max);

  /// A node, for who wants to see inside; nullptr while it is down. Valid until the next event.
  const Node* node(NodeId id) const { return engine_.node(id); }

  /// Hash of all that was traced so far.
  const Digest& digest() const { return digest_; }
  std::uint64_t events_traced() const { return events_traced_; }

 private:
  bool run_next(Time until);
  void take_effects();

  ClusterConfig config_;
  Time now_{};
  Engine engine_;
  Admission admission_;
  TraceBatch traced_;
  std::vector<OperationResult> results_;
  Digest digest_;
  std::uint64_t events_traced_ = 0;
  std::uint64_t turns_ = 0;
  double rate_ = 0;
  double owed_ns_ = 0;  // part of a nanosecond that pump() has not passed yet
  bool stopped_ = false;
};

}  // namespace ringside
