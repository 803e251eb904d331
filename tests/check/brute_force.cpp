#include "tests/check/brute_force.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "core/base/check.h"
#include "core/check/sequential.h"

namespace ringside {
namespace {

// Tries every call that may come next, and remembers only where it has been.
class Trial {
 public:
  Trial(const Calls& calls, ValueTable& values) : calls_(calls), values_(values) {}

  bool can_go_on(std::uint32_t placed, ValueId state) {
    if (!been_.insert({placed, state}).second) return false;
    bool all_placed = true;
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      if (is_placed(placed, i)) continue;
      all_placed = all_placed && calls_[i].is_open();
      if (must_wait(placed, i)) continue;
      // What an open read would have found is not known, so it takes no part.
      if (calls_[i].is_open() && calls_[i].only_observes()) continue;
      const ValueId next = apply(calls_[i], state, values_);
      if (next != k_illegal && can_go_on(placed | std::uint32_t{1} << i, next)) return true;
    }
    return all_placed;
  }

 private:
  static bool is_placed(std::uint32_t placed, std::size_t i) { return (placed >> i & 1) != 0; }
  bool must_wait(std::uint32_t placed, std::size_t i) const {
    for (std::size_t j = 0; j < calls_.size(); ++j) {
      if (!is_placed(placed, j) && calls_[j].returned < calls_[i].invoked) return true;
    }
    return false;
  }

  const Calls& calls_;
  ValueTable& values_;
  std::set<std::pair<std::uint32_t, ValueId>> been_;
};

// Lets processes begin calls, take effect and end them, in a random order.
class Generator {
 public:
  Generator(const RandomCalls& settings, ValueId initial, Rng& rng, ValueTable& values)
      : settings_(settings), rng_(rng), values_(values), state_(initial), nothing_(initial) {}

  Calls run() {
    std::vector<std::optional<std::size_t>> current(settings_.processes);
    std::vector<bool> is_done(settings_.processes);
    for (;;) {
      const std::uint64_t process = rng_.below(settings_.processes);
      auto& call = current[process];
      ++place_;
      if (call && !is_done[process]) {
        take_effect(calls_[*call]);
        is_done[process] = true;
      } else if (call) {
        if (!rng_.chance(settings_.open_ppm)) calls_[*call].returned = place_;
        call.reset();
      } else if (calls_.size() < settings_.calls) {
        call = calls_.size();
        is_done[process] = false;
        calls_.push_back(begun(process));
      } else if (std::none_of(current.begin(), current.end(),
                              [](const auto& open) { return open.has_value(); })) {
        return std::move(calls_);
      }
    }
  }

 private:
  ValueId any_value() { return values_.intern(std::to_string(1 + rng_.below(settings_.values))); }

  Call begun(std::uint64_t process) {
    Call call;
    call.kind = settings_.kinds[rng_.below(settings_.kinds.size())];
    call.value = any_value();
    if (call.kind == CallKind::cas) call.expected = rng_.below(2) == 0 ? state_ : any_value();
    if (call.kind == CallKind::write && settings_.unique_writes)
      call.value = values_.intern(std::to_string(++written_));
    call.process = process;
    call.invoked = place_;
    return call;
  }

  void take_effect(Call& call) {
    if (call.kind == CallKind::read) call.value = state_;
    if (call.kind == CallKind::cas && call.expected != state_) call.kind = CallKind::cas_unequal;
    state_ = apply(call, state_, values_);
    if (!rng_.chance(settings_.wrong_ppm)) return;
    if (call.kind == CallKind::read) call.value = rng_.below(4) == 0 ? nothing_ : any_value();
    if (call.kind == CallKind::cas) call.kind = CallKind::cas_unequal;
  }

  const RandomCalls& settings_;
  Rng& rng_;
  ValueTable& values_;
  ValueId state_;
  ValueId nothing_;
  Calls calls_;
  std::uint64_t place_ = 0;
  std::uint64_t written_ = 0;
};

}  // namespace

bool is_linearizable_by_trying(const Calls& calls, ValueId initial, ValueTable& values) {
  RINGSIDE_CHECK(calls.size() <= 32);
  return Trial(calls, values).can_go_on(0, initial);
}

Calls random_calls(const RandomCalls& settings, ValueId initial, Rng& rng, ValueTable& values) {
  return Generator(settings, initial, rng, values).run();
}

}  // namespace ringside
