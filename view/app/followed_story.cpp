#include "view/app/followed_story.h"

namespace ringside {
namespace {

// With the world right before it, where that can be had: who kept what, and who was whose primary.
Story told(const ClusterSession& session, const OperationEvents& events) {
  const Timeline& timeline = session.timeline();
  if (events.whole()) {
    const std::uint64_t moment = events.all().front().moment - 1;
    WorldAt before{World(timeline.present().shape()), 0};
    timeline.seek(before, moment);
    if (before.events == moment) return tell_story(events, session.log(), &before.world);
  }
  return tell_story(events, session.log(), nullptr);
}

}  // namespace

std::optional<Story> story_of(const ClusterSession& session, OpId op) {
  OperationEvents events;
  events.update(session.log(), session.generation(), op);
  if (events.all().empty()) return std::nullopt;
  return told(session, events);
}

std::optional<OpId> selected_operation(const Model& model) {
  const auto& what = model.selected();
  return what && std::holds_alternative<OpId>(*what) ? std::optional(std::get<OpId>(*what))
                                                     : std::nullopt;
}

// The newest one changes too often to be read: one that is told is told to its end.
std::optional<OpId> FollowedStory::wanted(const Model& model) const {
  if (const auto selected = selected_operation(model)) return selected;
  const auto& operations = model.world().operations();
  const auto told = story_ ? operations.find(story_->op) : operations.end();
  const bool same_run = generation_ == model.session().generation();
  if (same_run && told != operations.end()) {
    const bool stays = !told->second.finished || model.wall_seconds() < ended_at_ + k_stays_seconds;
    if (stays || !model.playback().playing()) return story_->op;
  }
  if (operations.empty()) return std::nullopt;
  return operations.rbegin()->first;
}

void FollowedStory::update(const Model& model) {
  const auto op = wanted(model);
  if (!op) return story_.reset();
  const ClusterSession& session = model.session();
  generation_ = session.generation();
  const bool was_open = !story_ || story_->op != *op || !story_->finished;
  if (!events_.update(session.log(), generation_, *op) && story_) return;
  story_ = told(session, events_);
  if (was_open && story_->finished) ended_at_ = model.wall_seconds();
}

std::size_t FollowedStory::steps_at(std::uint64_t moment) const {
  std::size_t steps = 0;
  if (!story_) return 0;
  while (steps < story_->steps.size() && story_->steps[steps].moment <= moment) ++steps;
  return steps;
}

}  // namespace ringside
