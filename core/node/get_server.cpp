#include "core/node/get_server.h"

#include <algorithm>

#include "core/base/mutant.h"
#include "core/store/siblings.h"

namespace ringside {

void GetServer::on(NodeState& state, Time now, ClientId client, const GetRequest& request,
                   Output& out) {
  answer(state, now, ForwardRequest{request, client, {}, 0, nullptr}, out);
}

void GetServer::on(NodeState& state, Time now, NodeId from, const ForwardRequest& request,
                   Output& out) {
  out.send(from, ForwardReply{request.get.op});
  if (mutant(Mutant::forget_to_pass_on)) return;
  answer(state, now, request, out);
}

void GetServer::on(NodeState&, NodeId from, const ForwardReply& reply) {
  const auto found = pending_.find(reply.op);
  if (found != pending_.end() && found->second.target == from) forget(reply.op);
}

void GetServer::tick(NodeState& state, Time now, Output& out) {
  while (deadlines_.next() <= now) {
    const OpId op = deadlines_.first();
    Pending& waiting = pending_.at(op);
    ForwardRequest request = std::move(waiting.request);
    const NodeId silent = waiting.target;
    forget(op);
    state.suspects.add(silent, now + state.setup.timing.suspicion);
    request.asked.push_back(silent);
    pass_on(state, now, std::move(request), out);
  }
}

void GetServer::on_view(NodeState& state, Time now, Output& out) {
  std::vector<OpId> passed_on;
  for (const auto& [op, waiting] : pending_) passed_on.push_back(op);
  for (const OpId op : passed_on) {
    ForwardRequest request = std::move(pending_.at(op).request);
    forget(op);
    pass_on(state, now, std::move(request), out);
  }
}

void GetServer::answer(NodeState& state, Time now, ForwardRequest request, Output& out) {
  Standing standing = state.readiness.key(state.ring(), request.get.hash);
  if (mutant(Mutant::answer_while_recovering)) standing = Standing::full;
  const CausalContext& at_least = request.get.at_least;
  const HlcStamp floor = state.floor_of(request.get.hash);
  if (const RecordPtr* found = state.table.find(request.get.hash, request.get.key)) {
    const bool is_enough =
        has_seen(found->get(), at_least, floor) || mutant(Mutant::get_ignores_session);
    if (standing >= Standing::doubtful && is_enough)
      return reply(request, *found, request.asked.size(), standing == Standing::doubtful, out);
    request.doubtful = request.doubtful ? merged(request.doubtful, *found) : *found;
  } else if (standing == Standing::full && has_seen(nullptr, at_least, floor)) {
    ++request.absent;
    request.absent_at.push_back(state.id());
  }
  request.asked.push_back(state.id());
  pass_on(state, now, std::move(request), out);
}

void GetServer::reply(const ForwardRequest& request, const RecordPtr& found, std::size_t forwards,
                      bool doubtful, Output& out) {
  out.send(request.client,
           GetReply{.op = request.get.op,
                    .outcome = is_absent(*found) ? Outcome{ErrorCode::not_found} : Outcome{},
                    .record = found,
                    .forwards = static_cast<std::uint32_t>(forwards),
                    .doubtful = doubtful});
}

void GetServer::pass_on(NodeState& state, Time now, ForwardRequest request, Output& out) {
  const OpId op = request.get.op;
  const NodeId next = next_to_ask(state, now, request);
  if (next == k_no_node) {
    reply_at_end(state, request, out);
    return;
  }
  if (pending_.contains(op)) forget(op);
  out.trace(trace::get_forwarded(now, state.id(), next, op, request.get.hash));
  out.send(next, request);
  const Time look_again = now + state.setup.timing.reply_timeout;
  pending_.emplace(op, Pending{std::move(request), next, look_again});
  deadlines_.add(op, look_again);
}

// While ranges move, in both groups.
bool GetServer::is_surely_absent(const NodeState& state, const ForwardRequest& request) {
  if (mutant(Mutant::absent_at_first) && request.absent > 0) return true;
  const auto knows = [&](NodeId member) {
    return std::find(request.absent_at.begin(), request.absent_at.end(), member) !=
           request.absent_at.end();
  };
  return state.ring().least(request.get.hash, knows) >= state.absence_quorum();
}

// The next of the group clockwise that has not been asked. One that is suspected is asked only
// where the others could not settle it: it may be back.
NodeId GetServer::next_to_ask(const NodeState& state, Time now, const ForwardRequest& request) {
  const auto group = state.ring().preference_list(request.get.hash);
  const auto self = std::find(group.begin(), group.end(), state.id());
  const auto start =
      self == group.end() ? std::size_t{0} : static_cast<std::size_t>(self - group.begin());
  NodeId suspected = k_no_node;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const NodeId member = group[(start + i) % group.size()];
    if (std::find(request.asked.begin(), request.asked.end(), member) != request.asked.end())
      continue;
    if (!state.suspects.contains(member, now)) return member;
    if (suspected == k_no_node) suspected = member;
  }
  return is_surely_absent(state, request) ? k_no_node : suspected;
}

// Nobody who speaks for the key has it. What a member has that is still recovering is better than
// no answer.
void GetServer::reply_at_end(const NodeState& state, const ForwardRequest& request, Output& out) {
  const std::size_t forwards = request.asked.size() - 1;
  if (request.doubtful && has_seen(*request.doubtful, request.get.at_least))
    return reply(request, request.doubtful, forwards, true, out);
  const bool certain = is_surely_absent(state, request);
  out.send(request.client,
           GetReply{.op = request.get.op,
                    .outcome = certain ? ErrorCode::not_found : ErrorCode::unavailable,
                    .record = nullptr,
                    .forwards = static_cast<std::uint32_t>(forwards),
                    .answers = request.absent});
}

void GetServer::forget(OpId op) {
  deadlines_.remove(op, pending_.at(op).look_again);
  pending_.erase(op);
}

}  // namespace ringside
