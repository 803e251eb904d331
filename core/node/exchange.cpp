#include "core/node/exchange.h"

#include <algorithm>

#include "core/base/mutant.h"

#include "core/node/replica.h"

namespace ringside {

void Exchange::start(NodeState& state, Time now, Output& out) { ask(state, now, out); }

void Exchange::tick(NodeState& state, Time now, Output& out) {
  if (attempts_ >= k_attempts_max || state.rare.take(Rare::give_up_exchange)) {
    end(Progress::failed);
    state.suspects.add(peer_, now + state.setup.timing.suspicion);
    return;
  }
  ask(state, now, out);
}

bool Exchange::awaits(const SplitReply& reply) const {
  const Split* split = std::get_if<Split>(&task_);
  return split != nullptr && split->range == reply.range;
}

bool Exchange::awaits(const ItemsReply& reply) const {
  const Items* items = std::get_if<Items>(&task_);
  return items != nullptr && items->range.first == reply.range.first;
}

void Exchange::on(NodeState& state, Time, const CompareReply& reply, Output&) {
  life_ = state.lives.of(peer_);
  told_ = reply.told;
  if (!ranges_.empty()) {
    if (reply.same || reply.digests.size() != ranges_.size()) return;
    for (std::size_t i = ranges_.size(); i-- > 0;) look_into(state, ranges_[i], reply.digests[i]);
    return;
  }
  const auto arcs = sync::shared_arcs(state, peer_);
  std::set_difference(arcs.begin(), arcs.end(), reply.unready.begin(), reply.unready.end(),
                      std::back_inserter(vouched_));
  if (reply.same || reply.digests.size() != arcs.size()) return;
  for (std::size_t i = arcs.size(); i-- > 0;)
    look_into(state, state.ring().arc(arcs[i]), reply.digests[i]);
}

void Exchange::on(NodeState& state, Time, const SplitReply& reply, Output&) {
  std::size_t part = 0;
  reply.range.split(k_sync_parts, [&](const HashRange& range) {
    if (mutant(Mutant::split_drops_last) && part + 1 == k_sync_parts) return;
    if (part < reply.parts.size()) look_into(state, range, reply.parts[part++]);
  });
}

void Exchange::on(NodeState& state, Time now, const ItemsReply& reply, Output& out) {
  const Items asked = std::get<Items>(std::move(task_));
  if (reply.range.last != asked.range.last)
    to_do_.push_back(items_task(state, {KeyHash{raw(reply.range.last) + 1}, asked.range.last}));
  std::vector<RecordPtr> records;
  for (const std::uint32_t index : reply.missing) {
    if (index >= asked.named.items.size()) break;
    const ItemName& item = asked.named.items[index];
    if (const RecordPtr* own = state.table.find(item.hash, item.key)) records.push_back(*own);
  }
  const replica::TakenIn taken = replica::take_in(state, now, reply.records, out, told_);
  learnt_ += taken.news;
  refused_ = refused_ || taken.refused > 0;
  given_ += static_cast<std::uint32_t>(records.size());
  if (!records.empty()) to_do_.push_back(Give{std::move(records)});
}

void Exchange::look_into(NodeState& state, const HashRange& range, const RangeDigest& theirs) {
  const RangeDigest own = state.table.digest(range);
  if (own == theirs) return;
  const bool is_small = std::min(own.count, theirs.count) <= k_sync_items;
  if (is_small && (range.first == range.last || !state.rare.take(Rare::split_small_range))) {
    to_do_.push_back(items_task(state, range));
  } else {
    to_do_.push_back(Split{range});
  }
}

Exchange::Task Exchange::items_task(const NodeState& state, const HashRange& range) {
  return Items{range, sync::items_of(state, range, k_sync_batch)};
}

void Exchange::go_on(NodeState& state, Time now, Output& out) {
  if (to_do_.empty()) return end(refused_ ? Progress::failed : Progress::done);
  task_ = std::move(to_do_.back());
  to_do_.pop_back();
  ask(state, now, out);
}

void Exchange::ask(NodeState& state, Time now, Output& out) {
  if (std::holds_alternative<Compare>(task_)) {
    const RangeDigest all = ranges_.empty()
                                ? sync::digest_of(state, sync::shared_arcs(state, peer_))
                                : sync::digest_of(state, ranges_);
    out.send(peer_, CompareRequest{id_, all, ranges_, state.horizon.told, state.horizon.floor});
  } else if (const auto* split = std::get_if<Split>(&task_)) {
    out.send(peer_, SplitRequest{id_, split->range});
  } else if (const auto* items = std::get_if<Items>(&task_)) {
    out.send(peer_, ItemsRequest{id_, items->named.range, items->named.items});
  } else {
    out.send(peer_, GiveRequest{id_, std::get<Give>(task_).records, state.horizon.told});
  }
  look_again_ = now + state.setup.timing.reply_timeout * (1 << attempts_);
  ++attempts_;
}

void Exchange::end(Progress progress) {
  progress_ = progress;
  look_again_ = k_end_of_time;
}

}  // namespace ringside
