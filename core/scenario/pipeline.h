#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/client/operation.h"
#include "core/host/cluster.h"

namespace ringside {

/// Feeds many operations into a cluster, a bounded number at a time: loads of files, reading
/// everything back. The operations of one key stay in order, since the next one is held back until
/// the one before it has ended. Never blocks.
class Pipeline {
 public:
  /// REQUIRES: every command is a put, get or remove; open_max > 0.
  Pipeline(std::vector<Command> commands, std::uint32_t open_max);

  using Submit = std::function<Result<OpId>(const Command& command)>;

  /// Submits what there is room for. `overloaded` ends that, and the command is given again later.
  void advance(const Submit& submit);
  void advance(Cluster& cluster) {
    advance([&](const Command& command) { return cluster.submit(command); });
  }

  /// Takes the end of an operation. False if it is none of this pipeline's.
  bool take(const OperationResult& result);

  bool done() const { return next_ == commands_.size() && open_.empty(); }
  std::size_t size() const { return commands_.size(); }
  /// Operations that have ended or were refused.
  std::size_t ended() const { return next_ - open_.size(); }

  /// Why the cluster refused commands, apart from having no room yet; at most k_refusals_kept.
  const std::vector<std::string>& refusals() const { return refusals_; }
  std::uint64_t refused() const { return refused_; }

  static constexpr std::size_t k_refusals_kept = 10;

 private:
  std::vector<Command> commands_;
  std::uint32_t open_max_;
  std::size_t next_ = 0;
  std::set<OpId> open_;
  std::set<std::string> open_keys_;
  std::vector<std::string> refusals_;
  std::uint64_t refused_ = 0;
};

}  // namespace ringside
