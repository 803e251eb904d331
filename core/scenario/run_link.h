#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/host/cluster.h"
#include "core/host/command.h"
#include "core/host/config.h"

namespace ringside {

/// A command, and exactly where a run was given it.
struct LinkedCommand {
  RunPosition position;
  Command command;
  bool by_hand = false;  ///< A person gave it, not a program.

  friend bool operator==(const LinkedCommand& a, const LinkedCommand& b) {
    return a.position.turns == b.position.turns && a.position.now == b.position.now &&
           a.command == b.command && a.by_hand == b.by_hand;
  }
};

/// All that it takes to live a run again, and what was shown of it.
struct RunLink {
  ClusterConfig config;  ///< As the cluster was started with.
  /// Real threads carried it. Nobody can live their run again, so a link has no more of it than
  /// how it was started: nothing below is in it.
  bool threads = false;
  std::vector<LinkedCommand> commands;  ///< In the order in which they were given.
  RunPosition end;                      ///< How far the run has come.
  std::uint64_t digest = 0;             ///< Of all that was traced until then.

  struct Shown {
    std::uint64_t moment = 0;  ///< Events before it.
    Time time{};
    friend bool operator==(const Shown&, const Shown&) = default;
  };
  std::optional<Shown> shown;  ///< The past that is shown; nothing where it is the present.
  using Selected = std::variant<NodeId, MessageId, KeyHash>;
  std::optional<Selected> selected;
};

/// So many turns a run may have, and so many commands, that a link tells.
inline constexpr std::uint64_t k_link_turns_max = 1'000'000;
inline constexpr std::size_t k_link_commands_max = 20'000;

/// The fragment of an address: "#r1." and the run in characters that need no escape.
/// invalid_argument where the run is too long for a link, or no setting says what it was started
/// with. docs/sharing.md describes what is inside.
Result<std::string> encode_link(const RunLink& link);

/// Reads a fragment, or an address that ends in one. All of it is checked: what comes back can be
/// given to a cluster, and takes a bounded time. invalid_argument says what is wrong.
Result<RunLink> decode_link(std::string_view address);

/// Whether an address has a fragment that is meant to be a run.
bool is_run_link(std::string_view address);

/// Lives a linked run again, on a cluster that was just started with its configuration. `give` is
/// called for each command where it is due, and has to hand it over; without it this does. Then the
/// cluster is where the run has come to. unavailable if it comes out differently, which means that
/// another version made the link. REQUIRES: from decode_link; the cluster can be copied.
Result<void> relive(Cluster& cluster, const RunLink& link,
                    const std::function<void(const LinkedCommand&)>& give = {});

}  // namespace ringside
