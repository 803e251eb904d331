#pragma once
#include <optional>

#include "core/trace/story.h"
#include "view/app/model.h"

namespace ringside {

/// The story of the operation that is looked at: the one selected, or else the newest by the time
/// shown. It is told anew only when the trace has something new of it. Threads: as the model.
class FollowedStory {
 public:
  /// Keeps up with the model. Costs a look at what the trace has gained, and at the whole of it
  /// where another operation is followed.
  void update(const Model& model);

  /// Nothing before the first operation.
  const std::optional<Story>& story() const { return story_; }
  /// The steps that had happened by a moment; the others are still to come.
  std::size_t steps_at(std::uint64_t moment) const;

  /// So many wall seconds one that has ended stays before a newer one takes its place.
  static constexpr double k_stays_seconds = 4;

 private:
  std::optional<OpId> wanted(const Model& model) const;

  OperationEvents events_;
  std::optional<Story> story_;
  std::uint64_t generation_ = 0;
  double ended_at_ = 0;  // wall seconds: when the one that is followed was seen to have ended
};

/// Of an operation that the trace still has events of; else nothing.
std::optional<Story> story_of(const ClusterSession& session, OpId op);
/// The operation that is selected, if one is.
std::optional<OpId> selected_operation(const Model& model);

}  // namespace ringside
