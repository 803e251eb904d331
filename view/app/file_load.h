#pragma once
#include <cstdint>
#include <set>
#include <string>

#include "core/client/operation.h"
#include "core/scenario/key_values.h"
#include "core/scenario/pipeline.h"
#include "view/app/cluster_session.h"

namespace ringside {

/// Stores a file of keys and values in a cluster, one put for each entry, as fast as the cluster
/// takes them; of several entries of one key the last one stays.
class FileLoad {
 public:
  /// `name` is shown; the file has at least one entry.
  FileLoad(std::string name, const KeyValueFile& file);

  /// Hands over the next puts; stops for this time where the cluster has too many queued.
  void feed(ClusterSession& session);
  /// Takes note of a result, if it is of one of these puts. True if it is.
  bool take(const OperationResult& result);

  std::uint64_t total() const { return total_; }
  std::uint64_t stored() const { return stored_; }
  std::uint64_t failed() const { return answered_badly_ + puts_.refused(); }
  const std::string& name() const { return name_; }

  /// Whether every put has its outcome and the last copy is where it belongs, or will never get
  /// there.
  bool finished(const World& world) const;
  /// "1,706 keys stored on 8 nodes, 5,118 copies", counted in the world; says what failed, and why
  /// the first did.
  std::string summary(const World& world) const;

 private:
  /// Handing over more at once would make a frame late.
  static constexpr std::uint32_t k_open_max = 512;

  std::string name_;
  std::uint64_t total_;
  std::set<KeyHash> keys_;
  Pipeline puts_;
  std::set<OpId> own_;
  std::uint64_t stored_ = 0;
  std::uint64_t answered_badly_ = 0;
  std::string first_error_;
};

}  // namespace ringside
