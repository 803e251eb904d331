#include "core/client/scan_client.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/hash.h"
#include "core/client/scan_cursor.h"
#include "core/store/siblings.h"

namespace ringside {
namespace {

constexpr KeyHash k_last_hash{~std::uint64_t{0}};

ScannedKey scanned(const RecordPtr& record, bool keys_only, MergeFunction merge) {
  const std::string key(record->key());
  if (keys_only) return {.key = key, .value = {}, .version = record->version};
  const Sibling newest = shown(*record);
  return {.key = key,
          .value = merge == nullptr ? newest.value : merged_value(*record, merge),
          .version = newest.version,
          .kept = record};
}

}  // namespace

void ScanClient::start(Time now, Operation operation, const Around& around, SessionOutput& out) {
  const OpId op = operation.id;
  Active& scan = active_[op];
  scan.operation = std::move(operation);
  scan.next = scan.page.from = scan.operation.from;
  scan.started = now;
  out.trace(
      trace::operation_started(now, around.self, op, OperationKind::scan, scan.operation.from));
  ask(now, scan, around, out);
  deadlines_.add(op, scan.look_again);
}

// A member that was not tried in this round, first of those that are not suspected.
void ScanClient::ask(Time now, Active& scan, const Around& around, SessionOutput& out) {
  const auto group = around.ring.preference_list(scan.next);
  if (scan.tried.size() >= group.size()) scan.tried.clear();
  const std::size_t first = hash_mix(raw(scan.operation.id), raw(scan.next)) % group.size();
  scan.asked = k_no_node;
  for (const bool suspected : {false, true}) {
    for (std::size_t i = 0; i < group.size() && scan.asked == k_no_node; ++i) {
      const NodeId node = group[(first + i) % group.size()];
      const bool is_tried =
          std::find(scan.tried.begin(), scan.tried.end(), node) != scan.tried.end();
      if (!is_tried && around.suspects.contains(node, now) == suspected) scan.asked = node;
    }
  }
  // After a change of the ring all of the group may be among those tried.
  if (scan.asked == k_no_node) scan.asked = group[first];
  scan.tried.push_back(scan.asked);
  constexpr std::uint32_t k_doublings_max = 10;
  const Duration patience =
      around.timing.attempt_timeout * (1 << std::min(scan.silences, k_doublings_max));
  scan.look_again = std::min(now + patience, scan.started + around.timing.operation_deadline);
  const auto missing = static_cast<std::uint32_t>(scan.operation.limit - scan.page.keys.size());
  out.send(scan.asked, ScanRequest{.op = scan.operation.id,
                                   .from = scan.next,
                                   .limit = missing,
                                   .keys_only = scan.operation.keys_only,
                                   .consistency = scan.operation.consistency});
}

void ScanClient::on(Time now, NodeId from, const ScanReply& reply, const Around& around,
                    SessionOutput& out) {
  const auto found = active_.find(reply.op);
  if (found == active_.end() || found->second.next != reply.from) return;
  Active& scan = found->second;
  if (!reply.outcome.ok()) {
    if (from != scan.asked) return;
    const bool all_tried = scan.tried.size() >= around.ring.preference_list(scan.next).size();
    return all_tried ? finish(now, scan, ErrorCode::unavailable, around, out)
                     : try_again(now, scan, around, out);
  }
  for (const RecordPtr& record : reply.records)
    scan.page.keys.push_back(scanned(record, scan.operation.keys_only, around.merge));
  scan.page.last = reply.last;
  scan.page.has_any = true;
  if (reply.last == k_last_hash || scan.page.keys.size() >= scan.operation.limit)
    return finish(now, scan, {}, around, out);
  scan.next = KeyHash{raw(reply.last) + 1};
  scan.tried.clear();
  const Time before = scan.look_again;
  ask(now, scan, around, out);
  deadlines_.set(reply.op, before, scan.look_again);
}

void ScanClient::on_view_reply(Time now, NodeId from, OpId op, const Around& around,
                               SessionOutput& out) {
  const auto found = active_.find(op);
  if (found == active_.end() || found->second.asked != from) return;
  found->second.tried.clear();
  try_again(now, found->second, around, out);
}

void ScanClient::tick(Time now, const Around& around, SessionOutput& out) {
  while (deadlines_.next() <= now) {
    Active& scan = active_.at(deadlines_.first());
    around.suspects.add(scan.asked, now + around.timing.suspicion);
    ++scan.silences;
    if (now >= scan.started + around.timing.operation_deadline) {
      finish(now, scan, ErrorCode::timeout, around, out);
    } else {
      try_again(now, scan, around, out);
    }
  }
}

void ScanClient::try_again(Time now, Active& scan, const Around& around, SessionOutput& out) {
  const Time before = scan.look_again;
  ask(now, scan, around, out);
  ++scan.attempts;
  out.trace(
      trace::operation_retried(now, around.self, scan.operation.id, scan.asked, scan.attempts));
  deadlines_.set(scan.operation.id, before, scan.look_again);
}

// `why` it ends here; where it got beyond its begin that is the end of a page like any other.
void ScanClient::finish(Time now, Active& scan, std::optional<ErrorCode> why, const Around& around,
                        SessionOutput& out) {
  const OpId op = scan.operation.id;
  OperationResult result;
  result.id = op;
  result.kind = OperationKind::scan;
  result.receipt.attempts = scan.attempts;
  result.receipt.answered_by = scan.asked;
  result.started = scan.started;
  result.finished = now;
  if (!scan.page.has_any && why) {
    result.error = Error{
        *why, fmt::format("of {} nodes that keep what the scan was to go on with too few could "
                          "be asked, or too few that kept their memory",
                          around.ring.preference_list(scan.next).size())};
  } else if (scan.page.last != k_last_hash) {
    scan.page.cursor = cursor_text(KeyHash{raw(scan.page.last) + 1});
  }
  result.page = std::move(scan.page);
  const Outcome outcome = result.error ? Outcome{result.error->code} : Outcome{};
  out.trace(trace::operation_finished(
      now, around.self,
      {op, result.kind, outcome, scan.operation.from, scan.started, scan.attempts}));
  out.results.push_back(std::move(result));
  deadlines_.remove(op, scan.look_again);
  active_.erase(op);
}

}  // namespace ringside
