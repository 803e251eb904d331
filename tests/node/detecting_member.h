// One member of a cluster, stepped by hand: what it asks, answers, believes and tells.
#pragma once
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/node/node.h"
#include "tests/node/bench.h"

namespace ringside {

inline constexpr std::uint32_t k_self = 0;
inline constexpr MemberState k_alive = MemberState::alive;
inline constexpr MemberState k_suspected = MemberState::suspected;
inline constexpr MemberState k_dead = MemberState::dead;

// The usual timing with no other background work.
inline Timing probing() {
  Timing timing;
  timing.repair_interval = {};
  return timing;
}

// Node 0 of eight that probe.
class Member {
 public:
  explicit Member(std::uint32_t nodes = 8, Timing timing = probing(), std::uint32_t life = 1)
      : ring_(RingView::founding(Shape{
            .nodes = nodes, .replicas = nodes - 1, .failures = nodes > 2 ? 1u : 0u, .vnodes = 1})),
        node_({.self = {NodeId{k_self}, Incarnation{life}},
               .ring = ring_,
               .timing = timing,
               .started = now_,
               .seed = 7}) {}

  void hear(std::uint32_t from, Message message, std::uint32_t life = 1) {
    out_.clear();
    node_.step(now_, {NodeId{from}, Incarnation{life}}, message, out_);
  }
  // Goes to the next deadline, or on for a time, doing all that falls due; keeps all that comes of
  // it.
  void tick() {
    out_.clear();
    tick_on();
  }
  void pass(Duration time) {
    out_.clear();
    const Time until = now_ + time;
    while (node_.next_deadline() <= until) tick_on();
    now_ = until;
  }
  // Is not carried out for a time, and then late.
  void stall(Duration time) {
    out_.clear();
    now_ += time;
  }
  void wake() { node_.tick(now_, out_); }

  // Until it sends its next probe: the probe, and to whom.
  std::pair<NodeId, Ping> next_probe() {
    for (int i = 0; i < 100; ++i) {
      tick();
      if (const auto pings = sent<Ping>(); !pings.empty()) return pings[0];
    }
    FAIL("it does not probe");
    return {};
  }

  template <typename M>
  std::vector<std::pair<NodeId, M>> sent() const {
    std::vector<std::pair<NodeId, M>> found;
    for (const Send& send : out_.sends) {
      if (const M* message = std::get_if<M>(&send.message))
        found.emplace_back(send.to.node(), *message);
    }
    return found;
  }
  std::vector<TraceEvent> traced(EventKind kind) const {
    std::vector<TraceEvent> found;
    std::copy_if(out_.events.begin(), out_.events.end(), std::back_inserter(found),
                 [kind](const TraceEvent& event) { return event.kind == kind; });
    return found;
  }
  MemberState believes(std::uint32_t about) const {
    return node_.membership().state_of(NodeId{about});
  }

  Time now() const { return now_; }
  Node& node() { return node_; }

 private:
  void tick_on() {
    now_ = std::max(now_, node_.next_deadline());
    node_.tick(now_, out_);
  }

  Time now_ = time_at(5'000'000'000);
  RingViewPtr ring_;
  Node node_;
  Output out_;
};

inline MembershipUpdate update(std::uint32_t about, MemberState state,
                               std::uint32_t refutations = 0, std::uint32_t life = 1,
                               std::uint32_t accuser = 7) {
  return {NodeId{about},
          {Incarnation{life}, refutations, state},
          state == k_suspected ? NodeId{accuser} : k_no_node};
}
inline Ping gossip(MembershipUpdates updates) { return {99, std::move(updates)}; }

inline std::optional<MembershipUpdate> about(const MembershipUpdates& updates,
                                             std::uint32_t member) {
  for (const MembershipUpdate& update : updates) {
    if (update.about == NodeId{member}) return update;
  }
  return std::nullopt;
}

}  // namespace ringside
