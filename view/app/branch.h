#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/host/cluster.h"
#include "core/trace/timeline.h"
#include "view/app/run_history.h"
#include "view/app/time_marks.h"

namespace ringside {

/// One of the ways in which a run went on: a cluster, all that its trace has told, and what it
/// takes to go back.
struct Branch {
  std::uint32_t number = 0;             ///< 0 is the first one: A, B, C, …
  std::uint64_t generation = 0;         ///< Unlike that of any other branch of any run.
  std::optional<std::uint32_t> parent;  ///< The branch that it began in,
  std::uint64_t forked_at = 0;          ///< so many events into the run,
  Time forked_time{};                   ///< at this time.
  ClusterConfig config;                 ///< With the links as they are now.
  std::unique_ptr<Cluster> cluster;     ///< Stands still while another branch is shown.
  Timeline timeline;
  TimeMarks marks;
  RunHistory history;

  Time now() const { return std::max(cluster->now(), timeline.present().time()); }
  /// The command that it began with; nullptr if it was only gone on from there.
  const GivenCommand* begun_with() const;
};

/// "A" … "Z", then "27", …
std::string name_of_branch(std::uint32_t number);

/// The first event at which two runs differ, as the number of events before it; nothing if all
/// that one has is how the other began.
std::optional<std::uint64_t> first_difference(const Timeline& one, const Timeline& other);

}  // namespace ringside
