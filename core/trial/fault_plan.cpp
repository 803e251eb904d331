#include "core/trial/fault_plan.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/base/check.h"

namespace ringside {
namespace {

constexpr std::uint64_t k_incidents_max = 5;  // of one kind
// An operation takes some milliseconds, a fault that it meets can come a little before it.
constexpr Duration k_before_moment = std::chrono::milliseconds{1};
constexpr Duration k_around_moment = std::chrono::milliseconds{6};
constexpr Duration k_recovery = std::chrono::milliseconds{300};
constexpr Duration k_second_blow_max = std::chrono::milliseconds{8};

class Planner {
 public:
  Planner(const ClusterConfig& cluster, const FaultPlanSettings& settings, Rng& rng)
      : cluster_(cluster),
        settings_(settings),
        rng_(rng),
        states_(cluster.shape.nodes),
        network_(cluster.network) {
    const std::uint64_t mode = rng_.below(4);
    crashes_left_ = mode == 0 ? 2 * cluster.shape.nodes : cluster.shape.failures;
    one_after_another_ = mode == 1;
  }

  std::vector<TimedCommand> plan() {
    for (std::uint8_t i = 0; i < k_fault_kinds; ++i) {
      const auto kind = static_cast<FaultKind>(i);
      if (!settings_.kinds.contains(kind)) continue;
      for (std::uint64_t left = 1 + rng_.below(k_incidents_max); left > 0; --left) plan(kind);
    }
    const Time end = k_start_of_time + settings_.span;
    while (!agenda_.empty() && agenda_.begin()->first < end) {
      auto next = agenda_.extract(agenda_.begin());
      now_ = next.key();
      next.mapped()();
    }
    now_ = end;
    make_whole();
    return std::move(plan_);
  }

 private:
  enum class State : std::uint8_t { up, paused, down };

  // Times in whole microseconds, so that a plan reads well.
  Duration some_time(Duration least, Duration most) {
    const Duration drawn = rng_.uniform(least, std::max(least, most));
    return std::chrono::duration_cast<std::chrono::microseconds>(drawn);
  }
  // One incident: at any time, or when an operation is under way, whose key's nodes it meets.
  void plan(FaultKind kind) {
    if (settings_.moments.empty() || rng_.below(4) == 0) {
      at(k_start_of_time + some_time({}, settings_.span), [this, kind] {
        target_ = nullptr;
        begin(kind);
      });
      return;
    }
    const Moment& moment = settings_.moments[rng_.below(settings_.moments.size())];
    const Time begins = moment.at - k_before_moment + some_time({}, k_around_moment);
    at(std::max(begins, k_start_of_time), [this, kind, &moment] {
      target_ = &moment.group;
      begin(kind);
    });
  }
  // Short ones are as likely as long ones: the exponent is uniform.
  Duration some_while() {
    const Duration most = settings_.span / 2;
    return some_time({}, most / (1 << rng_.below(10))) + std::chrono::microseconds{1};
  }

  void at(Time time, std::function<void()> action) { agenda_.emplace(time, std::move(action)); }
  void after(Duration wait, std::function<void()> action) { at(now_ + wait, std::move(action)); }
  void give(Command command) { plan_.push_back({now_, std::move(command)}); }

  // Of the group that the incident is to meet: in one case of two its primary.
  NodeId some_node() {
    if (!target_) return NodeId{static_cast<std::uint32_t>(rng_.below(states_.size()))};
    return rng_.below(2) == 0 ? target_->front() : (*target_)[rng_.below(target_->size())];
  }
  State& state(NodeId node) { return states_[raw(node)]; }
  std::optional<NodeId> some_up_node() {
    const NodeId node = some_node();
    return state(node) == State::up ? std::optional(node) : std::nullopt;
  }

  // What hurts alone hurts more when it is followed by a crash, while it lasts.
  void begin(FaultKind kind) {
    carry_out(kind);
    const bool second_blow = target_ && kind != FaultKind::crash &&
                             settings_.kinds.contains(FaultKind::crash) && rng_.below(2) == 0;
    if (!second_blow) return;
    after(some_time({}, k_second_blow_max), [this, target = target_] {
      target_ = target;
      crash();
    });
  }

  void carry_out(FaultKind kind) {
    switch (kind) {
      case FaultKind::crash: return crash();
      case FaultKind::restart: return restart_one();
      case FaultKind::pause: return pause();
      case FaultKind::slow: return slow();
      case FaultKind::skew: return skew();
      case FaultKind::loss:
        return change_network([&](LinkSettings& n) { n.loss_ppm = some_share(); });
      case FaultKind::duplicate:
        return change_network([&](LinkSettings& n) { n.duplicate_ppm = some_share(); });
      case FaultKind::delay:
        return change_network([&](LinkSettings& n) { n.latency = some_latency(); });
      case FaultKind::link: return change_link();
      case FaultKind::partition: return partition();
      case FaultKind::one_way: return cut_one_way();
      case FaultKind::mailbox: return;  // a setting of the cluster
      case FaultKind::members: return change_members();
    }
  }

  void crash() {
    const auto node = some_node();
    if (crashes_left_ == 0 || state(node) == State::down) return;
    --crashes_left_;
    state(node) = State::down;
    give(CrashCommand{node});
    if (settings_.kinds.contains(FaultKind::restart) && rng_.below(2) == 0)
      after(some_while(), [this, node] { restart(node); });
  }
  void restart(NodeId node) {
    if (state(node) != State::down) return;
    state(node) = State::up;
    give(RestartCommand{node});
    if (one_after_another_) after(k_recovery, [this] { ++crashes_left_; });
  }
  void restart_one() {
    for (std::uint32_t node = 0; node < states_.size(); ++node) {
      if (states_[node] == State::down) return restart(NodeId{node});
    }
  }

  void pause() {
    const auto node = some_up_node();
    if (!node) return;
    state(*node) = State::paused;
    give(PauseCommand{*node});
    after(some_while(), [this, node = *node] { resume(node); });
  }
  void resume(NodeId node) {
    if (state(node) != State::paused) return;  // it was killed meanwhile
    state(node) = State::up;
    give(ResumeCommand{node});
  }

  void slow() {
    const NodeId node = some_node();
    if (!slow_.insert(node).second) return;
    give(SlowCommand{node, some_time(std::chrono::microseconds{1}, std::chrono::milliseconds{20})});
    after(some_while(), [this, node] { make_fast(node); });
  }
  void make_fast(NodeId node) {
    if (slow_.erase(node) != 0) give(SlowCommand{node, {}});
  }

  // Two clocks within half of the bound each always accept each other's stamps.
  void skew() {
    const NodeId node = some_node();
    const Duration bound = cluster_.timing.clock_skew_max;
    const Duration most = rng_.below(4) == 0 ? 2 * bound : bound / 2;
    skewed_.insert(node);
    give(SkewCommand{node, some_time(-most, most)});
  }

  std::uint32_t some_share() { return static_cast<std::uint32_t>(rng_.below(300) * 1000); }

  Latency some_latency() {
    Latency latency;
    latency.kind = static_cast<Latency::Kind>(rng_.below(5));
    latency.base = some_time({}, std::chrono::milliseconds{2});
    latency.spread = some_time({}, std::chrono::milliseconds{1 << rng_.below(7)});
    if (latency.kind == Latency::Kind::constant) latency.spread = {};
    if (has_shape(latency.kind))
      latency.shape_milli = static_cast<std::uint32_t>(500 + 100 * rng_.below(20));
    return latency;
  }

  // What changes goes back to what it was configured as, and leaves the rest as it is by then.
  template <typename Change>
  void change_network(Change change) {
    change(network_);
    give(SetNetworkCommand{network_});
    after(some_while(), [this] {
      if (network_ == cluster_.network) return;
      network_ = cluster_.network;
      give(SetNetworkCommand{network_});
    });
  }

  void change_link() {
    const auto [from, to] = some_link();
    LinkSettings settings = cluster_.network;
    settings.latency = some_latency();
    settings.loss_ppm = some_share();
    links_.insert({from, to});
    give(SetLinkCommand{from, to, settings});
    after(some_while(), [this, link = std::pair(from, to)] { reset(link); });
  }
  void reset(std::pair<Address, Address> link) {
    if (links_.erase(link) != 0) give(SetLinkCommand{link.first, link.second, std::nullopt});
  }
  std::pair<Address, Address> some_link() {
    const auto nodes = states_.size();
    const NodeId node = some_node();
    const auto other = static_cast<std::uint32_t>((raw(node) + 1 + rng_.below(nodes - 1)) % nodes);
    const ClientId client{static_cast<std::uint32_t>(rng_.below(cluster_.clients))};
    switch (rng_.below(4)) {
      case 0: return {client, node};
      case 1: return {node, client};
      default: return {node, NodeId{other}};
    }
  }

  void partition() {
    switch (rng_.below(6)) {
      case 0: return swizzle();
      case 1: return cut({PartitionCommand::Form::ring, {}});
      case 2: return cut({PartitionCommand::Form::bridge, {{some_node()}}});
      default: return cut({PartitionCommand::Form::groups, some_groups()});
    }
  }
  void cut(PartitionCommand command) {
    if (!validate(Command{command}, cluster_.shape)) return;  // it would cut nothing
    give(std::move(command));
    is_cut_ = true;
    after(some_while(), [this] { heal({}); });
  }
  void heal(std::vector<Address> ends) {
    if (!is_cut_) return;
    is_cut_ = !ends.empty();  // what else is cut stays
    give(HealCommand{std::move(ends)});
  }
  // Two or three groups of all nodes, or one node alone; clients are on a side in one partition of
  // three.
  PartitionGroups some_groups() {
    if (rng_.below(2) == 0) return {{some_node()}};
    PartitionGroups groups(2 + rng_.below(2));
    for (std::uint32_t node = 0; node < states_.size(); ++node)
      groups[rng_.below(groups.size())].emplace_back(NodeId{node});
    if (rng_.below(3) == 0) {
      for (std::uint32_t client = 0; client < cluster_.clients; ++client)
        groups[rng_.below(groups.size())].emplace_back(ClientId{client});
    }
    std::erase_if(groups, [](const auto& group) { return group.empty(); });
    return groups;
  }
  // Nodes are cut off one after another and come back in another order: what FoundationDB's tests
  // call swizzling.
  void swizzle() {
    std::vector<Address> nodes;
    for (std::uint32_t node = 0; node < states_.size(); ++node) {
      if (rng_.below(2) == 0) nodes.emplace_back(NodeId{node});
    }
    Duration wait{};
    for (const Address node : shuffled(nodes)) {
      after(wait, [this, node] {
        give(PartitionCommand{PartitionCommand::Form::groups, {{node}}});
        is_cut_ = true;
      });
      wait += some_while() / 8;
    }
    for (const Address node : shuffled(nodes)) {
      after(wait, [this, node] { heal({node}); });
      wait += some_while() / 8;
    }
  }
  std::vector<Address> shuffled(std::vector<Address> ends) {
    for (std::size_t i = ends.size(); i > 1; --i) std::swap(ends[i - 1], ends[rng_.below(i)]);
    return ends;
  }

  // From some nodes to some others, or from one to all: clients are among them in one case of
  // three.
  void cut_one_way() {
    CutCommand command;
    if (rng_.below(2) == 0) {
      const NodeId alone = some_node();
      command.from.emplace_back(alone);
      for (std::uint32_t node = 0; node < states_.size(); ++node) {
        if (NodeId{node} != alone) command.to.emplace_back(NodeId{node});
      }
      if (rng_.below(2) == 0) std::swap(command.from, command.to);
    } else {
      for (std::uint32_t node = 0; node < states_.size(); ++node) {
        const auto side = rng_.below(3);
        if (side < 2) (side == 0 ? command.from : command.to).emplace_back(NodeId{node});
      }
    }
    if (rng_.below(3) == 0) {
      const ClientId client{static_cast<std::uint32_t>(rng_.below(cluster_.clients))};
      (rng_.below(2) == 0 ? command.from : command.to).emplace_back(client);
    }
    if (!validate(Command{command}, cluster_.shape)) return;  // it would cut nothing
    give(std::move(command));
    is_cut_ = true;
    after(some_while(), [this] { heal({}); });
  }

  // Somebody comes who is not there, or leaves, or is taken off the ring: the dead as a rule. Which
  // of it comes about is for the members to decide.
  void change_members() {
    const NodeId node = some_node();
    if (state(node) != State::up) return give(EvictCommand{node});
    const bool is_gone = NodeId{cluster_.shape.founders()} <= node || gone_.contains(node);
    if (is_gone) {
      gone_.erase(node);
      return give(AddCommand{node});
    }
    gone_.insert(node);
    if (rng_.below(5) < 2) return give(EvictCommand{node});
    give(DrainCommand{node});
  }

  void make_whole() {
    one_after_another_ = false;
    heal({});
    if (network_ != cluster_.network) give(SetNetworkCommand{cluster_.network});
    for (const auto& link : std::set(links_)) reset(link);
    for (const NodeId node : std::set(slow_)) make_fast(node);
    for (const NodeId node : skewed_) give(SkewCommand{node, {}});
    for (std::uint32_t node = 0; node < states_.size(); ++node) {
      resume(NodeId{node});
      restart(NodeId{node});
    }
  }

  const ClusterConfig& cluster_;
  const FaultPlanSettings& settings_;
  Rng& rng_;
  std::multimap<Time, std::function<void()>> agenda_;
  const std::vector<NodeId>* target_ = nullptr;  // whom the incident at hand is to meet
  Time now_{};
  std::vector<TimedCommand> plan_;
  // How those before it leave the cluster:
  std::vector<State> states_;
  std::uint32_t crashes_left_ = 0;
  bool one_after_another_ = false;  // a node may die once another one has had time to recover
  LinkSettings network_;
  std::set<std::pair<Address, Address>> links_;
  std::set<NodeId> gone_;  // from the ring, if the members did as they were asked
  std::set<NodeId> slow_;
  std::set<NodeId> skewed_;
  bool is_cut_ = false;
};

}  // namespace

std::vector<TimedCommand> draw_faults(const ClusterConfig& cluster,
                                      const FaultPlanSettings& settings, Rng& rng) {
  return Planner(cluster, settings, rng).plan();
}

}  // namespace ringside
