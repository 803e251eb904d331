#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/node/detector_step.h"
#include "core/node/probe_order.h"

namespace ringside {

/// Asks one member a period whether it is there: directly, and where it does not answer in time
/// through a few others, whose way to it may be better. Who has not answered by the end of the
/// period is suspected (SWIM, section 3.1). The members come up in random order, each once a round
/// (section 4.3); those believed dead are left out. A member that mistrusts itself gives more time,
/// and helpers say too that they did not reach the member, so that it can tell their silence from
/// the member's (Lifeguard, section IV-A).
class Prober {
 public:
  /// The first period begins at a random moment of the second `probe_interval` of the node's life.
  /// REQUIRES: the cluster has another member.
  Prober(const NodeSetup& setup, Rng& rng);

  void tick(DetectorStep step);
  /// The member has answered the probe of this number, to oneself or to a helper.
  void on_answer(std::uint64_t number, LocalHealth& health);
  /// A helper says that it did not reach the member.
  void on_no_answer(std::uint64_t number, NodeId helper);

  Time next_deadline() const;
  /// The probe under way comes to no verdict.
  void abandon() { probe_.reset(); }

 private:
  struct Probe {
    NodeId target{};
    std::uint64_t number = 0;
    Time ask_helpers_at{};  ///< k_end_of_time once they have been asked.
    std::uint32_t helpers = 0;
    std::vector<NodeId> silent_helpers{};
  };

  void start(DetectorStep step);
  void ask_helpers(DetectorStep step);
  void judge(DetectorStep step);
  NodeId draw_target(DetectorStep step);

  std::uint32_t self_;  // place among the members
  ProbeOrder order_;    // of the others
  Time period_end_;
  std::optional<Probe> probe_;  // that has no answer yet
};

}  // namespace ringside
