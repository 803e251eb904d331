#include "core/node/scan_coordinator.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/base/mutant.h"
#include "core/store/siblings.h"

namespace ringside {
namespace {

// The end of the arc that the hash lies in, or of the order of hashes: the arc of the first token
// begins before that, and goes on behind it.
KeyHash end_of_arc(const RingView& ring, KeyHash from) {
  const HashRange arc = ring.arc(ring.token_index(from));
  return arc.last >= from ? arc.last : KeyHash{~std::uint64_t{0}};
}

bool is_before(const RecordPtr& a, const RecordPtr& b) {
  return a->hash != b->hash ? a->hash < b->hash : a->key() < b->key();
}

RecordPtr without_values(const Record& record) {
  return make_record({.key = record.key(), .hash = record.hash, .version = shown(record).version});
}

}  // namespace

PageReply page_of(const NodeState& state, const PageRequest& request) {
  PageReply page{request.op, request.from, request.last};
  page.vouches = state.readiness.key(state.ring(), request.from) == Standing::full;
  state.table.for_each_in({request.from, request.last}, [&](const RecordPtr& record) {
    // Keys of one hash are not parted: the next page begins behind it.
    if (page.records.size() >= request.limit && record->hash != page.records.back()->hash) {
      page.last = page.records.back()->hash;
      return false;
    }
    page.records.push_back(record);
    return true;
  });
  std::sort(page.records.begin(), page.records.end(), is_before);
  return page;
}

void ScanCoordinator::on(NodeState& state, Time now, ClientId client, const ScanRequest& request,
                         Output& out) {
  if (const auto found = pending_.find(request.op); found != pending_.end()) {
    if (found->second.request.from == request.from) return;
    forget(request.op);
  }
  const Standing own = state.readiness.key(state.ring(), request.from);
  if (own == Standing::none)
    return out.send(client, ScanReply{request.op, ErrorCode::unavailable, request.from});
  const Needs needs =
      needs_of(request.consistency, state.ring().group_size(), state.setup.write_quorum);
  const KeyHash last = end_of_arc(state.ring(), request.from);
  Pending scan{.client = client,
               .request = request,
               .page = {request.op, request.from, last, request.limit},
               .needed = std::max(needs.read, state.absence_quorum()),
               .look_again = now + state.setup.timing.reply_timeout};
  if (mutant(Mutant::scan_asks_nobody)) scan.needed = 1;
  scan.answers.push_back(
      {.member = state.id(), .state = Answer::State::told, .page = page_of(state, scan.page)});
  ask_enough(state, now, scan, out);
  if (answer_if_decided(state, scan, out)) return;
  deadlines_.add(request.op, scan.look_again);
  pending_.emplace(request.op, std::move(scan));
}

void ScanCoordinator::on(NodeState& state, Time now, NodeId from, const PageReply& reply,
                         Output& out) {
  const auto found = pending_.find(reply.op);
  if (found == pending_.end() || found->second.request.from != reply.from) return;
  Pending& scan = found->second;
  const auto answer =
      std::find_if(scan.answers.begin(), scan.answers.end(), [from](const Answer& waiting) {
        return waiting.member == from && waiting.state != Answer::State::told;
      });
  if (answer == scan.answers.end()) return;
  answer->state = Answer::State::told;
  answer->page = reply;
  ask_enough(state, now, scan, out);
  if (answer_if_decided(state, scan, out)) forget(reply.op);
}

void ScanCoordinator::tick(NodeState& state, Time now, Output& out) {
  while (deadlines_.next() <= now) {
    const OpId op = deadlines_.first();
    Pending& scan = pending_.at(op);
    for (Answer& answer : scan.answers) {
      if (answer.state != Answer::State::waiting) continue;
      state.suspects.add(answer.member, now + state.setup.timing.suspicion);
      if (answer.asked >= k_attempts_max) {
        answer.state = Answer::State::silent;
      } else {
        ask(answer, scan.page, out);
      }
    }
    ask_rest(state, scan, out);
    if (answer_if_decided(state, scan, out)) {
      forget(op);
      continue;
    }
    scan.rounds = std::min(scan.rounds + 1, k_attempts_max);
    const Time before = scan.look_again;
    scan.look_again = now + state.setup.timing.reply_timeout * (1 << scan.rounds);
    deadlines_.set(op, before, scan.look_again);
  }
}

void ScanCoordinator::on_view(Output& out) {
  for (const auto& [op, scan] : pending_)
    out.send(scan.client, ScanReply{op, ErrorCode::unavailable, scan.request.from});
  pending_.clear();
  deadlines_ = {};
}

void ScanCoordinator::ask(Answer& answer, const PageRequest& page, Output& out) {
  ++answer.asked;
  out.send(answer.member, page);
}

// Those that are not suspected first; in each group that has to tell.
void ScanCoordinator::ask_enough(const NodeState& state, Time now, Pending& scan, Output& out) {
  const auto has = [&](NodeId member, bool hopeful) {
    return std::any_of(scan.answers.begin(), scan.answers.end(), [&](const Answer& answer) {
      const bool may_vouch = answer.state == Answer::State::waiting ||
                             (answer.state == Answer::State::told && answer.page.vouches);
      return answer.member == member && (may_vouch || !hopeful);
    });
  };
  for (std::uint32_t which = 0; which < state.ring().group_count(); ++which) {
    const auto group = state.ring().group(which, scan.request.from);
    for (const bool suspected : {false, true}) {
      for (const NodeId member : group) {
        const auto hoped = std::count_if(group.begin(), group.end(),
                                         [&](NodeId other) { return has(other, true); });
        if (static_cast<std::uint32_t>(hoped) >= scan.needed) break;
        if (has(member, false) || state.suspects.contains(member, now) != suspected) continue;
        ask(scan.answers.emplace_back(Answer{.member = member}), scan.page, out);
      }
    }
  }
}

void ScanCoordinator::ask_rest(const NodeState& state, Pending& scan, Output& out) {
  for (const NodeId member : state.ring().preference_list(scan.request.from)) {
    const bool is_asked =
        std::any_of(scan.answers.begin(), scan.answers.end(),
                    [member](const Answer& answer) { return answer.member == member; });
    if (!is_asked) ask(scan.answers.emplace_back(Answer{.member = member}), scan.page, out);
  }
}

bool ScanCoordinator::answer_if_decided(const NodeState& state, const Pending& scan, Output& out) {
  const auto has_told = [&](NodeId member) {
    return std::any_of(scan.answers.begin(), scan.answers.end(), [member](const Answer& answer) {
      return answer.member == member && answer.state == Answer::State::told && answer.page.vouches;
    });
  };
  if (state.ring().least(scan.request.from, has_told) >= scan.needed) {
    out.send(scan.client, merged_page(scan));
    return true;
  }
  const bool waits =
      std::any_of(scan.answers.begin(), scan.answers.end(),
                  [](const Answer& answer) { return answer.state == Answer::State::waiting; });
  const bool all_asked =
      scan.answers.size() >= state.ring().preference_list(scan.request.from).size();
  if (waits || !all_asked) return false;
  out.send(scan.client, ScanReply{scan.request.op, ErrorCode::unavailable, scan.request.from});
  return true;
}

// As far as everybody goes that vouches for it. What others tell besides is good, but says nothing
// of what they lack.
ScanReply ScanCoordinator::merged_page(const Pending& scan) {
  ScanReply reply{scan.request.op, {}, scan.request.from, scan.page.last};
  for (const Answer& answer : scan.answers) {
    if (answer.state == Answer::State::told && answer.page.vouches &&
        !mutant(Mutant::scan_goes_too_far))
      reply.last = std::min(reply.last, answer.page.last);
  }
  std::vector<RecordPtr> all;
  for (const Answer& answer : scan.answers) {
    for (const RecordPtr& record : answer.page.records) {
      if (record->hash <= reply.last) all.push_back(record);
    }
  }
  std::stable_sort(all.begin(), all.end(), is_before);
  std::vector<RecordPtr> keys;
  for (RecordPtr& record : all) {
    const bool is_same = !keys.empty() && keys.back()->key() == record->key();
    if (is_same) {
      keys.back() = merged(keys.back(), record);
    } else {
      keys.push_back(std::move(record));
    }
  }
  for (RecordPtr& record : keys) {
    if (is_absent(*record)) continue;
    if (reply.records.size() >= scan.request.limit && record->hash != reply.records.back()->hash) {
      reply.last = reply.records.back()->hash;
      break;
    }
    reply.records.push_back(scan.request.keys_only ? without_values(*record) : std::move(record));
  }
  return reply;
}

void ScanCoordinator::forget(OpId op) {
  deadlines_.remove(op, pending_.at(op).look_again);
  pending_.erase(op);
}

}  // namespace ringside
