#pragma once
#include <cstdint>
#include <map>

#include "core/node/detector_step.h"
#include "core/node/phi_accrual.h"

namespace ringside {

/// The other way to find out: asks a few neighbours every period, always the same ones, and
/// suspects one whose answers stay away for longer than their regularity so far lets expect
/// (PhiAccrual). The neighbours are the next members in the order of numbers that are not believed
/// dead.
class Heartbeats {
 public:
  /// REQUIRES: the cluster has another member.
  Heartbeats(const NodeSetup& setup, Rng& rng);

  void tick(DetectorStep step);
  void on_answer(Time now, NodeId from, std::uint64_t number);
  Time next_deadline() const;
  /// Grants every neighbour so much silence.
  void postpone(Duration time);

  /// How many neighbours each member listens to.
  static constexpr std::uint32_t k_neighbours = 5;

 private:
  struct Neighbour {
    PhiAccrual silence;
    std::uint64_t asked = 0;     // number of the latest question
    std::uint64_t answered = 0;  // and of the latest answer
  };

  void beat(DetectorStep step);
  void choose_neighbours(DetectorStep step);
  static PhiAccrual::Settings settings(const Timing& timing);

  Time next_beat_;
  std::map<NodeId, Neighbour> neighbours_;
};

}  // namespace ringside
