#include "core/scenario/library.h"

#include <array>

#include "embedded.h"

namespace ringside {

std::span<const BuiltInScenario> built_in_scenarios() {
  static const std::array<BuiltInScenario, 39> k_scenarios{{
      {"first-put", embedded::first_put_scenario},
      {"two-kills", embedded::two_kills_scenario},
      {"primary-dies-mid-put", embedded::primary_dies_mid_put_scenario},
      {"several-keys-at-once", embedded::several_keys_at_once_scenario},
      {"tombstone", embedded::tombstone_scenario},
      {"doomstone", embedded::doomstone_scenario},
      {"hint-after-removal", embedded::hint_after_removal_scenario},
      {"put-after-collection", embedded::put_after_collection_scenario},
      {"time-to-live", embedded::time_to_live_scenario},
      {"lossy-network", embedded::lossy_network_scenario},
      {"doubled-messages", embedded::doubled_messages_scenario},
      {"slow-replica", embedded::slow_replica_scenario},
      {"back-empty", embedded::back_empty_scenario},
      {"one-after-another", embedded::one_after_another_scenario},
      {"flapping-node", embedded::flapping_node_scenario},
      {"beyond-the-promise", embedded::beyond_the_promise_scenario},
      {"hinted-handoff", embedded::hinted_handoff_scenario},
      {"read-repair", embedded::read_repair_scenario},
      {"failure-detection", embedded::failure_detection_scenario},
      {"one-way", embedded::one_way_scenario},
      {"bridge", embedded::bridge_scenario},
      {"ring-of-majorities", embedded::ring_of_majorities_scenario},
      {"partitioned-from-the-start", embedded::partitioned_from_the_start_scenario},
      {"lost-update-in-a-partition", embedded::lost_update_in_a_partition_scenario},
      {"siblings-in-a-partition", embedded::siblings_in_a_partition_scenario},
      {"cart-in-a-partition", embedded::cart_in_a_partition_scenario},
      {"sibling-explosion", embedded::sibling_explosion_scenario},
      {"interleaved-writers", embedded::interleaved_writers_scenario},
      {"compare-and-set", embedded::compare_and_set_scenario},
      {"strict-in-a-partition", embedded::strict_in_a_partition_scenario},
      {"new-then-old-reads", embedded::new_then_old_reads_scenario},
      {"read-your-writes", embedded::read_your_writes_scenario},
      {"linearizable-reads", embedded::linearizable_reads_scenario},
      {"clock-ahead", embedded::clock_ahead_scenario},
      {"clock-out-of-bounds", embedded::clock_out_of_bounds_scenario},
      {"late-request", embedded::late_request_scenario},
      {"late-retry", embedded::late_retry_scenario},
      {"join-and-leave-under-load", embedded::join_and_leave_under_load_scenario},
      {"quorum-miss-in-a-ring-change", embedded::quorum_miss_in_a_ring_change_scenario},
  }};
  return k_scenarios;
}

const BuiltInScenario* find_built_in_scenario(std::string_view name) {
  for (const BuiltInScenario& scenario : built_in_scenarios()) {
    if (scenario.name == name) return &scenario;
  }
  return nullptr;
}

}  // namespace ringside
