#include "core/check/pending.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "core/base/check.h"

namespace ringside {

Pending::Pending(const Calls& calls)
    : calls_(calls),
      slot_of_(calls.size(), k_nobody),
      before_in_slot_(calls.size(), k_nobody),
      is_placed_(calls.size(), false) {
  RINGSIDE_CHECK(calls.size() < k_nobody);
  assign_slots();
  collect_groups();
  admit();
}

void Pending::assign_slots() {
  for (std::uint32_t call = 0; call < calls_.size(); ++call) {
    if (!calls_[call].is_open()) invocations_.push_back(call);
  }
  returns_ = invocations_;
  std::sort(returns_.begin(), returns_.end(), [this](std::uint32_t a, std::uint32_t b) {
    return calls_[a].returned < calls_[b].returned;
  });
  std::vector<std::uint32_t> free;
  std::vector<std::uint32_t> last;  // by slot
  std::size_t returned = 0;
  for (const std::uint32_t call : invocations_) {
    while (calls_[returns_[returned]].returned < calls_[call].invoked)
      free.push_back(slot_of_[returns_[returned++]]);
    if (free.empty()) {
      free.push_back(static_cast<std::uint32_t>(last.size()));
      last.push_back(k_nobody);
    }
    const std::uint32_t slot = free.back();
    free.pop_back();
    slot_of_[call] = slot;
    before_in_slot_[call] = std::exchange(last[slot], call);
  }
  occupants_.assign(last.size(), k_nobody);
  placed_slots_.assign((last.size() + 31) / 32, 0);
}

void Pending::collect_groups() {
  std::map<std::tuple<CallKind, ValueId, ValueId>, std::size_t> known;
  for (std::uint32_t call = 0; call < calls_.size(); ++call) {
    const Call& c = calls_[call];
    if (!c.is_open() || c.only_observes()) continue;
    const auto [place, is_new] = known.try_emplace({c.kind, c.value, c.expected}, groups_.size());
    if (is_new) groups_.emplace_back();
    groups_[place->second].push_back(call);
  }
}

std::optional<Pending::Choice> Pending::in_slot(std::size_t slot) const {
  const std::uint32_t call = occupants_[slot];
  if (call == k_nobody || is_placed_[call]) return std::nullopt;
  return Choice{call, false, static_cast<std::uint32_t>(slot)};
}

std::optional<Pending::Choice> Pending::choice(std::size_t number) const {
  const std::uint32_t due = returns_[next_return_];
  if (number == 0) return Choice{due, false, slot_of_[due]};
  if (--number < slots()) return number == slot_of_[due] ? std::nullopt : in_slot(number);
  number -= slots();
  const auto group = static_cast<std::uint32_t>(number);
  const auto range = std::equal_range(used_.begin(), used_.end(), group);
  const auto used = static_cast<std::size_t>(range.second - range.first);
  // Of equal calls the ones that were invoked first are used first.
  if (used == groups_[group].size()) return std::nullopt;
  const std::uint32_t call = groups_[group][used];
  if (calls_[call].invoked > next_return_at()) return std::nullopt;
  return Choice{call, true, group};
}

void Pending::place(const Choice& choice) {
  is_placed_[choice.call] = true;
  if (choice.is_optional) {
    used_.insert(std::upper_bound(used_.begin(), used_.end(), choice.where), choice.where);
  } else {
    set_slot_placed(choice.where, true);
  }
  trail_.push_back(choice);
}

bool Pending::advance() {
  const std::size_t before = next_return_;
  while (!done() && is_placed_[returns_[next_return_]]) {
    set_slot_placed(slot_of_[returns_[next_return_]], false);
    ++next_return_;
    admit();
  }
  return next_return_ > before;
}

// Lets in what was invoked before the next return.
void Pending::admit() {
  if (done()) return;
  while (next_invocation_ < invocations_.size() &&
         calls_[invocations_[next_invocation_]].invoked < next_return_at()) {
    const std::uint32_t call = invocations_[next_invocation_++];
    occupants_[slot_of_[call]] = call;
  }
}

void Pending::undo_to(const Mark& mark) {
  for (; trail_.size() > mark.placed; trail_.pop_back()) {
    const Choice& last = trail_.back();
    is_placed_[last.call] = false;
    if (last.is_optional) {
      used_.erase(std::lower_bound(used_.begin(), used_.end(), last.where));
    } else {
      set_slot_placed(last.where, false);
    }
  }
  while (next_return_ > mark.next_return) {
    const std::uint32_t call = returns_[--next_return_];
    if (is_placed_[call]) set_slot_placed(slot_of_[call], true);
  }
  while (!done() && next_invocation_ > 0 &&
         calls_[invocations_[next_invocation_ - 1]].invoked > next_return_at()) {
    const std::uint32_t call = invocations_[--next_invocation_];
    occupants_[slot_of_[call]] = before_in_slot_[call];
  }
}

void Pending::set_slot_placed(std::uint32_t slot, bool placed) {
  const std::uint32_t bit = std::uint32_t{1} << (slot % 32);
  std::uint32_t& word = placed_slots_[slot / 32];
  word = placed ? word | bit : word & ~bit;
}

void Pending::append_key(std::vector<std::uint32_t>& key) const {
  key.push_back(static_cast<std::uint32_t>(next_return_));
  key.insert(key.end(), placed_slots_.begin(), placed_slots_.end());
}

}  // namespace ringside
