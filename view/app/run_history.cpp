#include "view/app/run_history.h"

#include <algorithm>
#include <cstring>

#include "view/app/text.h"

namespace ringside {
namespace {

// A record in a node's table, with its place in the tree of hashes.
constexpr std::size_t k_record_bytes = 320;
constexpr std::size_t k_node_bytes = 16'384;

std::size_t bytes_of_cluster(const World& world) {
  std::size_t records = 0;
  for (const WorldNode& node : world.nodes()) records += node.live_keys + node.tombstones;
  return world.nodes().size() * k_node_bytes + records * k_record_bytes;
}

std::size_t bytes_of_command(const Command& command) {
  const auto* put = std::get_if<PutCommand>(&command);
  return sizeof(GivenCommand) + (put != nullptr ? put->key.size() + put->value.size() : 32);
}

bool same(const TraceEvent& a, const TraceEvent& b) { return std::memcmp(&a, &b, sizeof a) == 0; }

}  // namespace

void RunHistory::begin(const Cluster& cluster, const Timeline& timeline) {
  *this = {};
  take(cluster, timeline);
}

void RunHistory::follow(const Cluster& cluster, const Timeline& timeline) {
  if (checkpoints_.empty()) return;
  const bool much_was_given = fresh_command_bytes_ > k_command_bytes_max / 4;
  if (!much_was_given && timeline.events() < checkpoints_.back().moment + spacing_) return;
  take(cluster, timeline);
  thin();
}

void RunHistory::take(const Cluster& cluster, const Timeline& timeline) {
  std::shared_ptr<const Cluster> copy = cluster.copy();
  if (!copy) return;
  const std::size_t bytes = bytes_of_cluster(timeline.present());
  checkpoints_.push_back({std::move(copy), timeline.events(), commands_.size(), bytes});
  checkpoint_bytes_ += bytes;
  fresh_command_bytes_ = 0;
}

// Every second one goes, but the first and the last.
void RunHistory::thin() {
  while (checkpoints_.size() > 3 &&
         (checkpoints_.size() > k_checkpoints_max || checkpoint_bytes_ > k_checkpoint_bytes_max)) {
    spacing_ *= 2;
    std::vector<Checkpoint> kept;
    checkpoint_bytes_ = 0;
    for (std::size_t i = 0; i < checkpoints_.size(); ++i) {
      if (i % 2 != 0 && i + 1 < checkpoints_.size()) continue;
      checkpoint_bytes_ += checkpoints_[i].bytes;
      kept.push_back(std::move(checkpoints_[i]));
    }
    checkpoints_ = std::move(kept);
  }
}

void RunHistory::note(GivenCommand given) {
  if (checkpoints_.empty()) return;
  command_bytes_ += bytes_of_command(given.command);
  fresh_command_bytes_ += bytes_of_command(given.command);
  commands_.push_back(std::make_shared<const GivenCommand>(std::move(given)));
  if (command_bytes_ > k_command_bytes_max) let_old_commands_go();
}

// The first half of the checkpoints goes, and the commands before the one that is first then.
void RunHistory::let_old_commands_go() {
  if (checkpoints_.size() < 2) return;
  whole_ = false;
  const std::size_t gone = (checkpoints_.size() + 1) / 2;
  checkpoints_.erase(checkpoints_.begin(),
                     checkpoints_.begin() + static_cast<std::ptrdiff_t>(gone));
  const std::size_t before = checkpoints_.front().commands;
  commands_.erase(commands_.begin(), commands_.begin() + static_cast<std::ptrdiff_t>(before));
  checkpoint_bytes_ = 0;
  for (Checkpoint& checkpoint : checkpoints_) {
    checkpoint.commands -= before;
    checkpoint_bytes_ += checkpoint.bytes;
  }
  command_bytes_ = 0;
  for (const auto& given : commands_) command_bytes_ += bytes_of_command(given->command);
}

Result<RunHistory::Rebuilt> RunHistory::rebuild(const Timeline& timeline, std::uint64_t moment,
                                                Time time) const {
  // The first events of all are those of the start itself.
  if (can_rebuild() && checkpoints_.front().cluster->position().turns == 0)
    moment = std::max(moment, checkpoints_.front().moment);
  const auto after = std::partition_point(
      checkpoints_.begin(), checkpoints_.end(),
      [&](const Checkpoint& checkpoint) { return checkpoint.moment <= moment; });
  if (after == checkpoints_.begin() || moment < timeline.exact_from())
    return fail(ErrorCode::unavailable, text::k_too_long_ago);
  const Checkpoint& from = *std::prev(after);

  Rebuilt rebuilt{from.cluster->copy(), from.moment, from.commands};
  Cluster& cluster = *rebuilt.cluster;
  TraceBatch lived;
  // Of what is given at the very time, only what had consequences before the moment.
  for (; rebuilt.commands < commands_.size(); ++rebuilt.commands) {
    const GivenCommand& given = *commands_[rebuilt.commands];
    const bool came_before =
        given.moment < moment || (given.moment == moment && given.position.now < time);
    if (!came_before) break;
    cluster.go_on_to(given.position);
    (void)cluster.submit(given.command);
  }
  if (timeline.moment_at(time) == moment) {
    cluster.run_until(time);
    cluster.collect(lived);
  } else {
    cluster.collect(lived);
    while (from.moment + lived.events.size() < moment && cluster.step()) cluster.collect(lived);
  }
  rebuilt.moment = from.moment + lived.events.size();
  (void)cluster.take_results();

  const TraceLog& log = timeline.kept();
  const bool reached = rebuilt.moment >= moment && rebuilt.moment <= timeline.events();
  for (std::uint64_t i = std::max(from.moment, log.forgotten()); reached && i < rebuilt.moment;
       ++i) {
    if (!same(lived.events[i - from.moment], log.events()[i - log.forgotten()]))
      return fail(ErrorCode::unavailable, text::k_came_out_differently);
  }
  if (!reached) return fail(ErrorCode::unavailable, text::k_came_out_differently);
  return rebuilt;
}

void RunHistory::cut(std::uint64_t moment, std::size_t commands) {
  while (checkpoints_.size() > 1 && checkpoints_.back().moment > moment) {
    checkpoint_bytes_ -= checkpoints_.back().bytes;
    checkpoints_.pop_back();
  }
  for (std::size_t i = commands; i < commands_.size(); ++i)
    command_bytes_ -= bytes_of_command(commands_[i]->command);
  commands_.resize(commands);
}

}  // namespace ringside
