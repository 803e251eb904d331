#pragma once
#include <cstdint>
#include <set>
#include <string>

#include "core/client/operation.h"
#include "core/scenario/key_values.h"
#include "view/app/cluster_session.h"

namespace ringside {

/// Stores a file of keys and values in a cluster, one put for each entry, as fast as the cluster
/// takes them.
class FileLoad {
 public:
  /// `name` is shown; the file has at least one entry.
  FileLoad(std::string name, KeyValueFile file);

  /// Hands over the next puts; stops for this time where the cluster has too many queued.
  void feed(ClusterSession& session);
  /// Takes note of a result, if it is of one of these puts. True if it is.
  bool take(const OperationResult& result);

  std::uint64_t total() const { return file_.entries.size(); }
  std::uint64_t stored() const { return stored_; }
  std::uint64_t failed() const { return failed_; }
  const std::string& name() const { return name_; }

  /// Whether every put has its outcome and the last copy is where it belongs, or will never get
  /// there.
  bool finished(const World& world) const;
  /// "1,706 keys stored on 8 nodes, 5,118 copies", counted in the world; says what failed, and why
  /// the first did.
  std::string summary(const World& world) const;

 private:
  void note_failure(const std::string& why);

  /// Handing over more at once would make a frame late.
  static constexpr std::size_t k_puts_per_frame = 512;

  std::string name_;
  KeyValueFile file_;
  std::size_t next_ = 0;
  std::set<OpId> open_;
  std::set<OpId> own_;
  std::uint64_t stored_ = 0;
  std::uint64_t failed_ = 0;
  std::string first_error_;
};

}  // namespace ringside
