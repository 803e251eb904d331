#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/node/bench.h"

namespace ringside {

/// Four nodes that collect tombstones, stepped by hand: what one sends another takes at once, in
/// order, but for nodes that are paused or dead. Of every key 0, 1 and 2 are the members; 0 leads.
class CollectingFour {
 public:
  static constexpr Duration k_age = std::chrono::seconds{1};
  static constexpr std::uint32_t k_nodes = 4;

  explicit CollectingFour(Conflicts conflicts = Conflicts::last_writer_wins)
      : conflicts_(conflicts) {
    for (std::uint32_t node = 0; node < k_nodes; ++node) benches_.emplace(node, fresh(node, 1));
  }

  NodeBench& operator[](std::uint32_t node) { return benches_.at(node); }
  Node& node(std::uint32_t node) { return benches_.at(node).node(); }

  /// It, in its present life.
  Sender sender(std::uint32_t node) { return {NodeId{node}, Incarnation{lives_[node] + 1}}; }
  /// The node takes a message, and what comes of it is sent.
  void give(std::uint32_t to, Sender from, Message message) {
    benches_.at(to).step(std::move(from), std::move(message));
    take_output(to);
  }
  /// All members keep it.
  void spread(const StoreRequest& request) {
    for (std::uint32_t member = 0; member < 3; ++member) give(member, sender(3), request);
    deliver_all();
  }

  void pause(std::uint32_t node) { paused_.insert(node); }
  void resume(std::uint32_t node) { paused_.erase(node); }
  /// The node dies with what is under way to and from it, and comes back with nothing.
  void reborn(std::uint32_t node) {
    std::erase_if(sent_, [node](const Sent& sent) { return sent.to == node; });
    benches_.at(node) = fresh(node, ++lives_[node] + 1);
    benches_.at(node).pass(time_);
    benches_.at(node).tick();
    take_output(node);
  }

  /// Delivers the next message. False if there is none.
  bool deliver() {
    for (auto next = sent_.begin(); next != sent_.end(); ++next) {
      if (paused_.contains(next->to)) continue;
      const Sent sent = *next;
      sent_.erase(next);
      give(sent.to, {NodeId{sent.from}, Incarnation{sent.life}}, sent.message);
      return true;
    }
    return false;
  }
  void deliver_all() {
    while (deliver()) {
    }
  }
  /// Time passes, in steps, and what falls due is done; `at_each` after each message.
  template <typename AtEach>
  void pass(Duration time, AtEach at_each) {
    const Duration step = std::chrono::milliseconds{50};
    for (Duration passed{}; passed < time; passed += step) {
      time_ += step;
      for (auto& [node, bench] : benches_) {
        bench.pass(step);
        if (paused_.contains(node)) continue;
        if (bench.node().next_deadline() > bench.now()) continue;
        bench.tick();
        take_output(node);
      }
      while (deliver()) at_each();
    }
  }
  void pass(Duration time) {
    pass(time, [] {});
  }

  /// Members that keep the key, in whatever way.
  std::size_t keepers(const std::string& key) {
    std::size_t found = 0;
    for (auto& [node, bench] : benches_) found += bench.stored(key) != nullptr ? 1 : 0;
    return found;
  }
  std::size_t collected() const { return collected_; }

 private:
  struct Sent {
    std::uint32_t from;
    std::uint32_t life;
    std::uint32_t to;
    Message message;
  };
  NodeBench fresh(std::uint32_t node, std::uint32_t life) const {
    Timing timing = quiet();
    timing.tombstones_after = k_age;
    return NodeBench({.node = node,
                      .incarnation = life,
                      .lost_memory = life > 1,
                      .timing = timing,
                      .conflicts = conflicts_});
  }
  void take_output(std::uint32_t node) {
    for (const Send& send : benches_.at(node).out().sends) {
      if (send.to.is_node())
        sent_.push_back({node, lives_[node] + 1, raw(send.to.node()), send.message});
    }
    collected_ += benches_.at(node).traced(EventKind::record_collected);
  }

  Conflicts conflicts_;
  std::map<std::uint32_t, NodeBench> benches_;
  std::map<std::uint32_t, std::uint32_t> lives_;  // before the present one
  std::set<std::uint32_t> paused_;
  std::deque<Sent> sent_;
  Duration time_{};
  std::size_t collected_ = 0;
};

}  // namespace ringside
