#include "core/check/search.h"

#include <algorithm>

#include "core/check/config_memo.h"
#include "core/check/pending.h"
#include "core/check/sequential.h"

namespace ringside {
namespace {

class Search {
 public:
  Search(const Calls& calls, ValueId initial, ValueTable& values, const SearchLimits& limits)
      : calls_(calls),
        values_(values),
        limits_(limits),
        pending_(calls),
        memo_(pending_.key_words() + 1),
        state_(initial),
        values_bytes_before_(values.bytes()) {}

  SearchResult run() {
    settle();
    enter();
    while (!pending_.done() && !frames_.empty()) {
      if (exhausted()) return finish(Answer::undecided);
      if (!go_deeper()) leave();
    }
    return finish(pending_.done() ? Answer::linearizable : Answer::not_linearizable);
  }

 private:
  // A configuration that is being left by one choice after another.
  struct Frame {
    Pending::Mark mark;
    ValueId state = k_nil;
    bool unobserved = false;
    std::size_t next_choice = 0;
  };

  // Takes the next choice that leads to a configuration that is not known. False if there is none.
  bool go_deeper() {
    const std::size_t choices = pending_.choices();
    for (std::size_t& choice = frames_.back().next_choice; choice < choices;) {
      ++steps_;
      if (exhausted()) return true;
      const auto chosen = pending_.choice(choice++);
      if (!chosen) continue;
      const Call& call = calls_[chosen->call];
      // Whatever an optional call left, unseen and then overwritten, it need not have been: the
      // configuration without it is tried too, and is better.
      if (unobserved_ && call.overwrites()) continue;
      const ValueId next = apply(call, state_, values_);
      if (next == k_illegal) continue;
      state_ = next;
      unobserved_ = chosen->is_optional;
      pending_.place(*chosen);
      settle();
      if (pending_.done() || enter()) return true;
      restore(frames_.back());
    }
    return false;
  }

  // Places what changes nothing, again and again, for every return that is passed lets in more.
  void settle() {
    pending_.advance();
    while (!pending_.done()) {
      bool placed = false;
      for (std::size_t slot = 0; slot < pending_.slots(); ++slot) {
        const auto call = pending_.in_slot(slot);
        if (!call || apply_observer(calls_[call->call]) != state_) continue;
        pending_.place(*call);
        unobserved_ = false;
        placed = true;
      }
      steps_ += pending_.slots();
      if (!placed || !pending_.advance()) return;
    }
  }

  ValueId apply_observer(const Call& call) {
    return call.only_observes() ? apply(call, state_, values_) : k_illegal;
  }

  // Makes the present configuration the one to go on from; false if it is known.
  bool enter() {
    if (pending_.done()) return true;
    note_progress();
    key_.clear();
    pending_.append_key(key_);
    key_.push_back(state_);
    if (!memo_.add(key_, pending_.used())) return false;
    frames_.push_back({pending_.mark(), state_, unobserved_, 0});
    return true;
  }

  void leave() {
    frames_.pop_back();
    if (!frames_.empty()) restore(frames_.back());
  }

  void restore(const Frame& frame) {
    pending_.undo_to(frame.mark);
    state_ = frame.state;
    unobserved_ = frame.unobserved;
  }

  void note_progress() {
    if (pending_.returns_passed() > farthest_) {
      farthest_ = pending_.returns_passed();
      states_.clear();
    }
    if (pending_.returns_passed() == farthest_) states_.push_back(state_);
    constexpr std::size_t k_states_max = 4096;
    if (states_.size() > k_states_max) tidy_states();
  }

  void tidy_states() {
    std::sort(states_.begin(), states_.end());
    states_.erase(std::unique(states_.begin(), states_.end()), states_.end());
  }

  bool exhausted() const {
    return steps_ + memo_.comparisons() > limits_.steps_max ||
           memo_.bytes() + values_.bytes() - values_bytes_before_ +
                   frames_.capacity() * sizeof(Frame) >
               limits_.memory_bytes_max;
  }

  SearchResult finish(Answer answer) {
    SearchResult result;
    result.answer = answer;
    result.configurations = memo_.size();
    if (answer != Answer::not_linearizable) return result;
    tidy_states();
    result.states = std::move(states_);
    result.misplaced = pending_.call_of_return(farthest_);
    return result;
  }

  const Calls& calls_;
  ValueTable& values_;
  const SearchLimits& limits_;
  Pending pending_;
  ConfigMemo memo_;
  ValueId state_;
  std::size_t values_bytes_before_;
  bool unobserved_ = false;  // The last call placed was optional, and nothing has seen its effect.
  std::vector<Frame> frames_;
  std::vector<std::uint32_t> key_;
  std::size_t farthest_ = 0;
  std::vector<ValueId> states_;
  std::uint64_t steps_ = 0;
};

}  // namespace

std::string_view to_string(Answer answer) {
  switch (answer) {
    case Answer::linearizable: return "linearizable";
    case Answer::not_linearizable: return "not-linearizable";
    case Answer::undecided: return "undecided";
  }
  return "";
}

SearchResult search_order(const Calls& calls, ValueId initial, ValueTable& values,
                          const SearchLimits& limits) {
  return Search(calls, initial, values, limits).run();
}

}  // namespace ringside
