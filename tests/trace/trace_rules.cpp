#include "tests/trace/trace_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/trace/log.h"

namespace ringside {
namespace {

constexpr std::size_t k_reported_max = 8;

using RecordVersion =
    std::tuple<std::int64_t, std::uint32_t, std::uint32_t>;  // physical, logical, maker

class Referee {
 public:
  explicit Referee(const TraceRules& rules)
      : rules_(rules),
        up_(rules.shape.nodes),
        life_(rules.shape.nodes),
        hindrance_(rules.shape.nodes) {}

  void judge(const TraceEvent& event);
  void judge_end();
  std::vector<std::string> take_broken() { return std::move(broken_); }

 private:
  // What keeps a node from taking messages at once.
  struct Hindrance {
    bool paused = false;
    Duration delay{};
    Duration longest{};      // delay so far
    std::int64_t last = -1;  // when what waited because of it has been taken at the latest
  };
  struct OpenOperation {
    TraceEvent start;
    std::uint32_t attempts = 1;
    std::uint64_t crashes_before = 0;
  };

  void require(bool good, std::string_view rule);
  bool is_up(Address end) const {
    return end.is_node() && up_[raw(end.node())] && !hindrance_[raw(end.node())].paused;
  }
  bool was_hindered(Address end, std::int64_t since) const {
    return end.is_node() && hindrance_[raw(end.node())].last >= since;
  }
  void on_node(const TraceEvent& event);
  void on_node_hindered(const TraceEvent& event);
  void note_hindrance(Hindrance& hindrance) const;
  void on_message_sent(const TraceEvent& event);
  void on_message_ended(const TraceEvent& event);
  void on_message_touched(const TraceEvent& event);
  void on_operation_started(const TraceEvent& event);
  void on_operation_finished(const TraceEvent& event);
  void on_record_stored(const TraceEvent& event);
  void require_kept(const OpenOperation& operation);

  const TraceRules& rules_;
  TraceEvent event_;
  Time last_{};
  std::vector<bool> up_;
  std::vector<std::uint32_t> life_;
  std::vector<Hindrance> hindrance_;
  std::uint64_t crashes_ = 0;
  struct Flight {
    TraceEvent sent;
    bool is_cut = false;   // the link, when it was sent
    bool is_held = false;  // by a person
    bool touched = false;  // so what the link was to do with it may not have come about
  };
  std::map<std::uint64_t, Flight> flying_;
  LinkSet cuts_;
  TraceEvent last_sent_;
  std::set<std::uint64_t> sent_;
  std::map<OpId, OpenOperation> open_;
  std::set<OpId> started_;
  std::map<std::uint64_t, std::map<NodeId, RecordVersion>> kept_;    // by key
  std::map<std::uint64_t, std::map<NodeId, RecordVersion>> hinted_;  // by key; handed over or not
  std::map<OpId, RecordVersion> first_version_;                      // of each write: its smallest
  std::set<NodeId> has_gained_;  // or may have, when ranges moved
  std::vector<std::string> broken_;
};

void Referee::require(bool good, std::string_view rule) {
  if (good || broken_.size() >= k_reported_max) return;
  broken_.push_back(
      fmt::format("{}: at {} ns: {}", rule, nanoseconds(event_.at), describe(event_, TraceLog{})));
}

void Referee::judge(const TraceEvent& event) {
  event_ = event;
  require(event.at >= last_, "time runs back");
  last_ = event.at;
  switch (event.kind) {
    case EventKind::node_started:
    case EventKind::node_crashed: return on_node(event);
    case EventKind::message_sent: return on_message_sent(event);
    case EventKind::message_delivered:
    case EventKind::message_lost: return on_message_ended(event);
    case EventKind::message_held:
    case EventKind::message_rescheduled: return on_message_touched(event);
    case EventKind::operation_started: return on_operation_started(event);
    case EventKind::operation_retried: {
      const auto found = open_.find(event.op);
      require(found != open_.end(), "an operation is retried that is not open");
      if (found != open_.end())
        require(event.count == ++found->second.attempts, "attempts are not counted");
      return;
    }
    case EventKind::operation_finished: return on_operation_finished(event);
    case EventKind::record_expired:
      require(is_up(event.node), "a value expires at a node that is down");
      return;
    case EventKind::record_stored: return on_record_stored(event);
    case EventKind::write_coordinated:
      require(is_up(event.node), "a node that is down coordinates");
      require(event.count == rules_.shape.write_quorum(),
              "another quorum than the promise's is required");
      return;
    case EventKind::write_acknowledged:
      require(is_up(event.node), "a node that is down counts");
      // Hints count too. While ranges move it is the lesser count of two groups.
      require((event.count >= 1 || !has_gained_.empty()) && event.count <= rules_.shape.nodes,
              "copies out of range");
      require(event.node != event.peer, "a coordinator acknowledges to itself");
      return;
    case EventKind::node_recovered:
      require(is_up(event.node), "a node that is down recovers");
      require(life_[raw(event.node.node())] > 1 || has_gained_.contains(event.node.node()),
              "a node recovers that never lost its memory, and has gained nothing");
      return;
    case EventKind::hint_kept: {
      RecordVersion& hinted = hinted_[event.subject][event.node.node()];
      hinted = std::max(hinted, first_version_[event.op]);
    }
      [[fallthrough]];
    case EventKind::replicas_compared:
    case EventKind::hints_handed_over:
    case EventKind::hints_dropped:
      require(is_up(event.node), "a node that is down works");
      require(event.node != event.peer, "a node works with itself");
      return;
    case EventKind::values_merged:
      require(is_up(event.node), "a node that is down merges");
      require(event.count > 0, "nothing is merged");
      return;
    case EventKind::read_repaired:
      require(is_up(event.node), "a node that is down repairs");
      return;
    case EventKind::key_hot:
      require(is_up(event.node), "a node that is down is asked");
      require(event.count <= event.stamp, "a key is asked for more often than all are");
      return;
    case EventKind::view_changed:
      require(is_up(event.node), "a node that is down learns");
      require(event.count > 1, "the first epoch begins twice");
      if (event.subject != 0) has_gained_.insert(event.node.node());
      return;
    case EventKind::range_dropped:
      require(is_up(event.node), "a node that is down lets go");
      require(event.count > 0, "nothing is let go");
      for (auto& [key, kept] : kept_) {
        const HashRange range{KeyHash{event.subject},
                              KeyHash{static_cast<std::uint64_t>(event.stamp)}};
        if (range.contains(KeyHash{key})) kept.erase(event.node.node());
      }
      return;
    case EventKind::record_collected: {
      require(is_up(event.node), "a node that is down collects");
      const auto kept = kept_.find(event.subject);
      require(kept != kept_.end() && kept->second.erase(event.node.node()) == 1,
              "what a node does not keep is collected");
      return;
    }
    case EventKind::get_forwarded:
      require(is_up(event.node), "a node that is down forwards");
      require(event.node != event.peer, "a read is forwarded to its sender");
      return;
    case EventKind::node_paused:
    case EventKind::node_resumed:
    case EventKind::node_slowed: return on_node_hindered(event);
    case EventKind::clock_skewed:
    case EventKind::network_changed:
    case EventKind::link_changed:
    case EventKind::link_reset: return;
    case EventKind::links_cut: {
      const LinkSet::Block block{event.node, event.count};
      require(cuts_.bits(block) != event.subject, "links are cut or healed that are so already");
      cuts_.set_bits(block, event.subject);
      return;
    }
    case EventKind::node_suspected:
    case EventKind::node_confirmed_dead:
      require(event.node != event.peer, "a node believes ill of itself");
      [[fallthrough]];
    case EventKind::node_alive_again:
      require(is_up(event.node), "a node that is down believes something");
      require(event.count <= life_[raw(event.peer.node())], "a life is believed of that never was");
      return;
  }
  require(false, "unknown kind");
}

void Referee::on_node(const TraceEvent& event) {
  const std::uint32_t node = raw(event.node.node());
  if (event.kind == EventKind::node_started) {
    require(!up_[node], "a node starts that is up");
    require(event.count > life_[node], "a life is used twice");
    life_[node] = event.count;
    up_[node] = true;
    return;
  }
  require(up_[node], "a node crashes that is down");
  require(event.count == life_[node], "another life crashes than lives");
  up_[node] = false;
  hindrance_[node].paused = false;
  note_hindrance(hindrance_[node]);
  ++crashes_;
  for (auto& [key, copies] : kept_) copies.erase(NodeId{node});
  for (auto& [key, hints] : hinted_) hints.erase(NodeId{node});
}

void Referee::on_node_hindered(const TraceEvent& event) {
  const std::uint32_t node = raw(event.node.node());
  Hindrance& hindrance = hindrance_[node];
  if (event.kind == EventKind::node_slowed) {
    hindrance.delay = Duration{event.stamp};
    hindrance.longest = std::max(hindrance.longest, hindrance.delay);
  } else {
    const bool pause = event.kind == EventKind::node_paused;
    require(up_[node], "a node is paused or resumed that is down");
    require(hindrance.paused != pause, "a node is paused, or not, already");
    require(event.count == life_[node], "another life is paused than lives");
    hindrance.paused = pause;
  }
  note_hindrance(hindrance);
}

// The step that a node was at when it became fast again takes as long as it was to.
void Referee::note_hindrance(Hindrance& hindrance) const {
  const bool is_hindered = hindrance.paused || hindrance.delay > Duration::zero();
  if (is_hindered) {
    hindrance.last = INT64_MAX;
  } else if (hindrance.last == INT64_MAX) {
    hindrance.last = nanoseconds(event_.at) + hindrance.longest.count();
  }
}

void Referee::on_message_sent(const TraceEvent& event) {
  require(sent_.insert(event.subject).second, "a message id is used twice");
  // Where threads' clock readings cross, the time of sending may have been raised.
  const bool in_order = event.stamp >= nanoseconds(event.at) || !rules_.virtual_time;
  require(in_order, "a message arrives before it is sent");
  require(event.node.is_client() || is_up(event.node), "a node that is down sends");
  require(event.peer.is_client() || event.peer.is_node(), "a message to nobody");
  if (event.count != 0) {
    const bool twice = last_sent_.node == event.node && last_sent_.peer == event.peer &&
                       last_sent_.detail == event.detail && last_sent_.op == event.op &&
                       last_sent_.outcome == event.outcome && last_sent_.count == 0;
    require(twice, "a duplicate does not follow its original");
  }
  last_sent_ = event;
  flying_[event.subject] = {event, cuts_.contains(event.node, event.peer)};
}

void Referee::on_message_touched(const TraceEvent& event) {
  const auto found = flying_.find(event.subject);
  require(found != flying_.end(), "a message is held or let go that is not under way");
  if (found == flying_.end()) return;
  Flight& flight = found->second;
  flight.touched = true;
  const bool holds = event.kind == EventKind::message_held;
  require(!holds || !flight.is_held, "a message is held that is held already");
  flight.is_held = holds;
  if (holds) return;
  require(event.stamp >= nanoseconds(event.at), "a message is to arrive before it is let go");
  flight.sent.stamp = event.stamp;
}

void Referee::on_message_ended(const TraceEvent& event) {
  const auto found = flying_.find(event.subject);
  require(found != flying_.end(), "a message ends that is not under way");
  if (found == flying_.end()) return;
  const auto [sent, is_cut, is_held, touched] = found->second;
  flying_.erase(found);
  require(sent.node == event.node && sent.peer == event.peer && sent.detail == event.detail &&
              sent.op == event.op && sent.outcome == event.outcome && sent.count == event.count,
          "a message changes on its way");
  const bool dropped = event.kind == EventKind::message_lost && event.reason == LossReason::dropped;
  if (dropped) return;  // where it is, whatever was to become of it
  require(!is_held, "a message goes on that is held");
  const std::int64_t now = nanoseconds(event.at);
  const bool arrives =
      event.kind == EventKind::message_delivered || event.reason == LossReason::receiver_down;
  if (arrives) {
    require(now >= sent.stamp, "a message arrives too early");
    if (rules_.virtual_time) {
      require(now == sent.stamp || was_hindered(event.peer, sent.stamp),
              "a message arrives too late");
    }
    const bool to_up = event.peer.is_client() || is_up(event.peer);
    require(to_up == (event.kind == EventKind::message_delivered),
            "delivered to a node that is down, or not to one up");
  } else if (rules_.virtual_time && event.reason == LossReason::overloaded) {
    require(now == sent.stamp && was_hindered(event.peer, now),
            "lost at a full mailbox where none is");
  } else if (rules_.virtual_time) {
    require(now <= sent.stamp, "lost after it should have arrived");
  }
  const bool ends_at_cut =
      event.kind == EventKind::message_lost && event.reason == LossReason::partition;
  require(ends_at_cut == is_cut || touched,
          "a message passes a cut link, or ends at one that is whole");
}

void Referee::on_operation_started(const TraceEvent& event) {
  require(started_.insert(event.op).second, "an operation starts twice");
  open_[event.op] = {event, 1, crashes_};
}

void Referee::on_operation_finished(const TraceEvent& event) {
  const auto found = open_.find(event.op);
  require(found != open_.end(), "an operation ends that is not open");
  if (found == open_.end()) return;
  const OpenOperation operation = found->second;
  open_.erase(found);
  require(event.detail == operation.start.detail && event.subject == operation.start.subject &&
              event.node == operation.start.node,
          "an operation ends as another one");
  require(event.stamp == nanoseconds(operation.start.at) || !rules_.virtual_time,
          "an operation forgets its start");
  require(event.count == operation.attempts, "an operation forgets attempts");
  const auto error = event.outcome.error();
  switch (event.operation_kind()) {
    case OperationKind::put:
      require(!error || error == ErrorCode::outcome_unknown, "a put cannot end so");
      if (!error) require_kept(operation);
      break;
    case OperationKind::remove:
      require(!error || error == ErrorCode::outcome_unknown || error == ErrorCode::not_found,
              "a remove cannot end so");
      if (!error) require_kept(operation);
      break;
    case OperationKind::get:
      require(!error || error == ErrorCode::timeout || error == ErrorCode::unavailable ||
                  error == ErrorCode::not_found,
              "a get cannot end so");
      break;
    case OperationKind::scan:
      require(!error || error == ErrorCode::timeout || error == ErrorCode::unavailable,
              "a scan cannot end so");
  }
}

void Referee::require_kept(const OpenOperation& operation) {
  const auto version = first_version_.find(operation.start.op);
  require(version != first_version_.end(), "a write is acknowledged that nobody stored");
  if (version == first_version_.end()) return;
  std::uint64_t copies = crashes_ - operation.crashes_before;
  for (const auto& [node, kept] : kept_[operation.start.subject])
    copies += kept >= version->second ? 1 : 0;
  for (const auto& [node, kept] : hinted_[operation.start.subject])
    copies += kept >= version->second ? 1 : 0;
  require(copies >= rules_.shape.write_quorum(), "a write is acknowledged that too few keep");
}

void Referee::on_record_stored(const TraceEvent& event) {
  require(is_up(event.node), "a node that is down stores");
  const RecordVersion version{event.stamp, event.count, event.peer.bits()};
  const auto [copy, is_first] = kept_[event.subject].try_emplace(event.node.node(), version);
  require(is_first || version > copy->second, "a record gets older");
  copy->second = version;
  const auto [first, is_new] = first_version_.try_emplace(event.op, version);
  if (!is_new) first->second = std::min(first->second, version);
}

void Referee::judge_end() {
  if (!rules_.ended) return;
  for (const auto& [id, flight] : flying_) {
    if (is_background(flight.sent.message_kind())) continue;  // that never ends
    event_ = flight.sent;
    require(is_background(flight.sent.message_kind()), "a message never ends");
  }
  for (const auto& [op, operation] : open_) {
    event_ = operation.start;
    require(false, "an operation never ends");
  }
}

}  // namespace

std::vector<std::string> TraceRules::broken_by(const std::vector<TraceEvent>& events) const {
  Referee referee(*this);
  for (const TraceEvent& event : events) referee.judge(event);
  referee.judge_end();
  return referee.take_broken();
}

}  // namespace ringside
