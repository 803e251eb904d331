#pragma once
#include <cstdint>
#include <vector>

#include "core/base/error.h"
#include "core/host/config.h"

namespace ringside {

/// How well a cluster's failure detector does its work, measured in the simulator.
struct DetectPlan {
  ClusterConfig cluster;
  std::uint32_t periods = 100;   ///< Watched while every node is up.
  std::uint32_t trials = 20;     ///< Then so often a node dies, and comes back once all know.
  std::uint32_t slow_nodes = 0;  ///< The first so many take as long as `slow_by` for each message.
  Duration slow_by{};
};

/// Times of one kind, in probe periods.
class PeriodStats {
 public:
  void add(double periods) { values_.push_back(periods); }
  bool empty() const { return values_.empty(); }
  double mean() const;
  double max() const;

 private:
  std::vector<double> values_;
};

struct DetectReport {
  // While every node is up.
  double messages = 0;                 ///< Of each member in a period, replies included.
  std::uint64_t false_suspicions = 0;  ///< Times that a member suspected another that was up.
  std::uint64_t false_deaths = 0;
  double member_periods = 0;  ///< Over which those were counted.
  double speed = 0;           ///< Virtual time to processor time.
  // From a node's death on.
  PeriodStats first_suspected;  ///< Until somebody suspects it.
  PeriodStats dead_to_all;      ///< Until everybody takes it for dead.
  PeriodStats back_to_all;      ///< From its restart until everybody knows.
  std::uint32_t not_found = 0;  ///< Deaths, or returns, that not everybody knew of in time.
};

/// invalid_argument where nothing could be measured.
Result<void> validate(const DetectPlan& plan);

/// REQUIRES: validate(plan). Everything but `speed` is the same on every machine.
DetectReport run_detect(const DetectPlan& plan);

}  // namespace ringside
