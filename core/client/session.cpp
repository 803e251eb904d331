#include "core/client/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/base/mutant.h"
#include "core/node/multi_get.h"
#include "core/store/siblings.h"

namespace ringside {

void Session::submit(Time now, Operation operation, SessionOutput& out) {
  if (operation.kind == OperationKind::scan)
    return scans_.start(now, std::move(operation), around(), out);
  waiting_.push_back(std::move(operation));
  start_waiting(now, out);
}

void Session::start_waiting(Time now, SessionOutput& out) {
  while (!waiting_.empty() && active_.size() < setup_.window) {
    Operation next = std::move(waiting_.front());
    waiting_.pop_front();
    const std::size_t sent = out.sends.size();
    if (next.more_keys.empty()) {
      start(now, std::move(next), out);
    } else {
      start_each(now, std::move(next), out);
      join_gets(sent, out);
    }
  }
}

void Session::start_each(Time now, Operation operation, SessionOutput& out) {
  std::vector<std::string> others = std::exchange(operation.more_keys, {});
  operation.batch = operation.id;
  Operation part = operation;
  start(now, std::move(operation), out);
  for (std::string& key : others) {
    part.id = OpId{raw(part.id) + 1};
    part.key = std::move(key);
    start(now, part, out);
  }
}

void Session::start(Time now, Operation operation, SessionOutput& out) {
  const OpId op = operation.id;
  Active active;
  active.hash = hash_key(operation.key);
  if (!operation.session.empty())
    operation.known.merge(memory_.seen(operation.session, active.hash));
  active.operation = std::move(operation);
  active.started = now;
  out.trace(trace::operation_started(now, setup_.self, op, active.operation.kind, active.hash));
  const auto [place, is_new] = active_.emplace(op, std::move(active));
  RINGSIDE_CHECK(is_new);
  attempt(now, place->second, out);
  deadlines_.add(op, place->second.look_again);
}

void Session::attempt(Time now, Active& active, SessionOutput& out) {
  const Operation& operation = active.operation;
  active.asked = choose_node(now, active);
  active.asked_at = now;
  active.tried.push_back(active.asked);
  load_.asked(active.asked);
  ++active.attempts;
  active.look_again = end_of_patience(now, active);
  if (mutant(Mutant::client_forgets_deadline))
    active.look_again = now + setup_.timing.attempt_timeout;
  if (active.attempts > 1) {
    out.trace(
        trace::operation_retried(now, setup_.self, operation.id, active.asked, active.attempts));
  }
  send_request(active, false, out);
}

// Each silence is waited for twice as long as the one before: links may be slower than was thought.
Time Session::end_of_patience(Time now, const Active& active) const {
  constexpr std::uint32_t k_doublings_max = 10;
  const Duration patience =
      setup_.timing.attempt_timeout * (1 << std::min(active.silences, k_doublings_max));
  return std::min(now + patience, active.started + setup_.timing.operation_deadline);
}

void Session::send_request(const Active& active, bool only_ask, SessionOutput& out) const {
  const Operation& operation = active.operation;
  if (active.is_read()) {
    out.send(active.asked, GetRequest{operation.id, operation.key, active.hash,
                                      operation.consistency, operation.known, operation.batch});
    return;
  }
  std::optional<CausalContext> known;
  if (!operation.known.empty()) known = operation.known;
  const Time deadline = active.started + setup_.timing.operation_deadline;
  out.send(active.asked,
           WriteRequest{.op = operation.id,
                        .kind = operation.kind,
                        .key = operation.key,
                        .hash = active.hash,
                        .value = operation.value,
                        .insist = active.insist,
                        .consistency = operation.consistency,
                        .attempt = active.attempts,
                        .started = active.started,
                        .begin_by = active.begins_once() ? deadline : active.look_again,
                        .only_ask = only_ask,
                        .known = std::move(known),
                        .ttl = operation.ttl,
                        .compare = operation.compare});
}

// The first of the group, in the operation's own order, that was not tried in this round: first of
// those that are not suspected, then of all. When all were tried, a new round begins.
NodeId Session::choose_node(Time now, Active& active) const {
  const auto group = setup_.ring->preference_list(active.hash);
  if (active.tried.size() >= group.size()) active.tried.clear();
  const std::size_t first = active.is_read() ? first_to_read(now, active) : 0;
  NodeId fit = k_no_node;
  NodeId suspected = k_no_node;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const NodeId node = group[(first + i) % group.size()];
    if (std::find(active.tried.begin(), active.tried.end(), node) != active.tried.end()) continue;
    if (suspects_.contains(node, now)) {
      if (suspected == k_no_node) suspected = node;
      continue;
    }
    if (active.operation.batch == OpId{0} || is_asked_by_batch(node, active)) return node;
    if (fit == k_no_node) fit = node;
  }
  return fit == k_no_node ? suspected : fit;
}

// Whether another get of the same multi-get waits for this node.
bool Session::is_asked_by_batch(NodeId node, const Active& active) const {
  const OpId batch = active.operation.batch;
  for (auto part = active_.lower_bound(batch);
       part != active_.end() && part->second.operation.batch == batch; ++part) {
    if (&part->second != &active && part->second.asked == node) return true;
  }
  return false;
}

// A place in the group that differs by operation; by load, the less busy of two such.
std::size_t Session::first_to_read(Time now, const Active& active) const {
  const auto group = setup_.ring->preference_list(active.hash);
  const std::uint64_t drawn = hash_mix(raw(active.operation.id), raw(active.hash));
  const std::size_t one = drawn % group.size();
  if (setup_.read_choice == ReadChoice::any) return one;
  const std::size_t two = (one + 1 + (drawn >> 32) % (group.size() - 1)) % group.size();
  return load_.cost(group[two], now) < load_.cost(group[one], now) ? two : one;
}

// The latest attempt is over, by an answer or by giving up on it.
void Session::settle(Time now, const Active& active) {
  load_.settled(active.asked);
  if (active.is_read()) load_.took(active.asked, now, now - active.asked_at);
}

void Session::step(Time now, Address from, const Message& message, SessionOutput& out) {
  if (!from.is_node()) return;
  suspects_.heard_from(from.node());
  if (const auto* write = std::get_if<WriteReply>(&message)) on(now, from.node(), *write, out);
  if (const auto* get = std::get_if<GetReply>(&message)) on(now, from.node(), *get, out);
  if (const auto* view = std::get_if<ViewReply>(&message)) on(now, from.node(), *view, out);
  if (const auto* all = std::get_if<MultiGetReply>(&message)) {
    for (const GetReply& reply : all->replies) on(now, from.node(), reply, out);
  }
  if (const auto* scan = std::get_if<ScanReply>(&message))
    scans_.on(now, from.node(), *scan, around(), out);
  join_gets(0, out);
}

// The node has done nothing: others may keep the key by now. Where it is a get of a multi-get, it
// was perhaps all of it that the node was asked for.
void Session::on(Time now, NodeId from, const ViewReply& reply, SessionOutput& out) {
  std::vector<OpId> all{reply.op};
  for (auto part = active_.upper_bound(reply.op);
       part != active_.end() && part->second.operation.batch == reply.op; ++part)
    all.push_back(part->first);
  for (const OpId op : all) refused(now, from, op, out);
  scans_.on_view_reply(now, from, reply.op, around(), out);
}

void Session::refused(Time now, NodeId from, OpId op, SessionOutput& out) {
  const auto found = active_.find(op);
  if (found == active_.end() || found->second.asked != from) return;
  found->second.tried.clear();
  try_again(now, found->second, out);
}

void Session::on(Time now, NodeId from, const WriteReply& reply, SessionOutput& out) {
  const auto found = active_.find(reply.op);
  if (found == active_.end() || found->second.operation.kind != reply.kind) return;
  Active& active = found->second;
  if (reply.outcome == Outcome{ErrorCode::unavailable} && !mutant(Mutant::client_takes_refusal)) {
    if (from != active.asked || reply.attempt != active.attempts) return;
    // No coordinator changes its mind about one that must not begin twice.
    const bool all_tried = active.tried.size() >= members_of(active);
    if (active.begins_once() && all_tried) {
      OperationResult nothing_done;
      nothing_done.value = active.operation.value;
      nothing_done.receipt.required = reply.required;
      nothing_done.error = Error{
          ErrorCode::unavailable,
          fmt::format("no coordinator could ask enough members that kept their memory for the "
                      "write of '{}'; nothing was written",
                      active.operation.key)};
      return finish(now, active, std::move(nothing_done), out);
    }
    active.insist |= all_tried;
    return try_again(now, active, out);
  }
  OperationResult result;
  result.value = active.operation.value;
  result.receipt.answered_by = from;
  result.receipt.copies = reply.copies;
  result.receipt.required = reply.required;
  result.receipt.hints = reply.hints;
  result.receipt.version = reply.version;
  result.receipt.kept = reply.kept;
  if (!reply.outcome.ok()) result.error = refusal(active, from, reply);
  finish(now, active, std::move(result), out);
}

Error Session::refusal(const Active& active, NodeId from, const WriteReply& reply) const {
  const std::string& key = active.operation.key;
  const ErrorCode code = *reply.outcome.error();
  const bool may_be_written = active.silences > 0;
  switch (code) {
    case ErrorCode::not_found: return {code, fmt::format("there is no key '{}' to delete", key)};
    case ErrorCode::outcome_unknown:
      return {code,
              fmt::format("only {} of the {} copies that the promise needs were acknowledged; "
                          "some replica may hold the write of '{}'",
                          reply.copies, reply.required, key)};
    case ErrorCode::stale_context:
      return {code, fmt::format("'{}' has changed since what this write knows of, or is there "
                                "already; read it again, and write on top of that",
                                key)};
    case ErrorCode::too_many_siblings:
      // A node that was asked before, and did not answer, may have written it.
      if (may_be_written) break;
      return {code,
              fmt::format("'{}' has {} values that no write has brought together, and no more "
                          "are allowed; read it, and write on top of what was read",
                          key, reply.kept ? sibling_count(*reply.kept) : 0)};
    default:
      return {code, fmt::format("node {} refused to coordinate the write of '{}'", raw(from), key)};
  }
  return {ErrorCode::outcome_unknown,
          fmt::format("a node that did not answer may have written '{}', and another one must not",
                      key)};
}

void Session::on(Time now, NodeId from, const GetReply& reply, SessionOutput& out) {
  const auto found = active_.find(reply.op);
  if (found == active_.end() || !found->second.is_read()) return;
  Active& active = found->second;
  const bool is_refused = reply.outcome == Outcome{ErrorCode::unavailable};
  // One that cannot reach a quorum may lie on the wrong side of a partition.
  if (is_refused && reply.required > 1 && active.tried.size() < members_of(active)) {
    if (from == active.asked) try_again(now, active, out);
    return;
  }
  OperationResult result;
  result.receipt.copies = reply.answers;
  result.receipt.required = reply.required;
  result.receipt.doubtful = reply.doubtful;
  result.receipt.answered_by = from;
  result.receipt.forwards = reply.forwards;
  if (reply.record) result.receipt.version = shown(*reply.record).version;
  result.receipt.kept = reply.record;
  result.receipt.merged = setup_.merge != nullptr;
  if (const auto code = reply.outcome.error()) {
    const std::string& key = active.operation.key;
    if (*code == ErrorCode::not_found) {
      result.error =
          Error{*code, reply.record ? fmt::format("key '{}' was deleted, or its time was over", key)
                                    : fmt::format("there is no key '{}'", key)};
    } else {
      result.error = Error{
          *code,
          fmt::format(
              "too few replicas that kept their memory{} could be asked for the key '{}'",
              active.operation.session.empty() ? "" : " and have what this session has seen", key)};
    }
  } else if (reply.record) {
    result.value = setup_.merge == nullptr ? shown(*reply.record).value
                                           : merged_value(*reply.record, setup_.merge);
  }
  finish(now, active, std::move(result), out);
}

void Session::tick(Time now, SessionOutput& out) {
  scans_.tick(now, around(), out);
  while (deadlines_.next() <= now) {
    Active& active = active_.at(deadlines_.first());
    suspects_.add(active.asked, now + setup_.timing.suspicion);
    ++active.silences;
    if (now >= active.started + setup_.timing.operation_deadline) {
      give_up(now, active, out);
      continue;
    }
    if (active.begins_once()) {
      ask_same(now, active, out);
    } else {
      try_again(now, active, out);
    }
  }
  join_gets(0, out);
}

// The node that was asked may have begun it, so nobody else is asked, and that one not to begin.
void Session::ask_same(Time now, Active& active, SessionOutput& out) {
  const Time before = active.look_again;
  active.look_again = end_of_patience(now, active);
  send_request(active, true, out);
  deadlines_.set(active.operation.id, before, active.look_again);
}

void Session::try_again(Time now, Active& active, SessionOutput& out) {
  const Time before = active.look_again;
  settle(now, active);
  attempt(now, active, out);
  deadlines_.set(active.operation.id, before, active.look_again);
}

void Session::give_up(Time now, Active& active, SessionOutput& out) {
  const Operation& operation = active.operation;
  OperationResult result;
  result.value = operation.value;
  const auto ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(setup_.timing.operation_deadline)
          .count();
  if (active.is_read()) {
    result.error =
        Error{ErrorCode::timeout,
              fmt::format("no replica answered the read of '{}' within {} ms; {} attempts",
                          operation.key, ms, active.attempts)};
  } else {
    result.error = Error{
        ErrorCode::outcome_unknown,
        fmt::format(
            "no answer to the write of '{}' within {} ms and {} attempts; some replica may hold it",
            operation.key, ms, active.attempts)};
  }
  finish(now, active, std::move(result), out);
}

void Session::finish(Time now, Active& active, OperationResult result, SessionOutput& out) {
  settle(now, active);
  const OpId op = active.operation.id;
  result.id = op;
  result.kind = active.operation.kind;
  if (!active.operation.session.empty()) {
    const bool answered = !result.error || result.error->code == ErrorCode::not_found;
    const CausalContext seen = context_of(result.receipt);
    if (answered && !seen.empty()) memory_.add(active.operation.session, active.hash, seen);
  }
  result.key = std::move(active.operation.key);
  result.known = std::move(active.operation.known);
  result.batch = active.operation.batch;
  result.receipt.attempts = active.attempts;
  result.started = active.started;
  result.finished = now;
  const Outcome outcome = result.error ? Outcome{result.error->code} : Outcome{};
  out.trace(trace::operation_finished(
      now, setup_.self, {op, result.kind, outcome, active.hash, active.started, active.attempts}));
  if (mutant(Mutant::client_ends_twice) && active.attempts > 1) out.results.push_back(result);
  out.results.push_back(std::move(result));
  deadlines_.remove(op, active.look_again);
  active_.erase(op);
  start_waiting(now, out);
}

}  // namespace ringside
