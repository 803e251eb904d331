#include "core/node/sync_responder.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "core/base/mutant.h"
#include "core/node/replica.h"
#include "core/store/siblings.h"

namespace ringside::sync {
namespace {

ItemName name_of(const Record& record) {
  return {record.hash, std::string(record.key()), record.version,
          record.ancestry() ? fingerprint(record) : 0};
}

// Whether the sender of a name may lack something of a record. Two that differ where siblings are
// kept may each lack something of the other.
bool may_lack(const ItemName& name, const Record& record) {
  return record.ancestry() ? name.state != fingerprint(record) : name.version < record.version;
}
bool may_add(const ItemName& name, const Record& record) {
  return record.ancestry() ? name.state != fingerprint(record) : record.version < name.version;
}

void tell_standing(const NodeState& state, CompareReply& reply) {
  reply.acceptor = state.acceptor;
  reply.told = state.horizon.told;
  reply.floor = state.horizon.floor;
}

}  // namespace

std::vector<NodeId> peers_of(const NodeState& state) {
  std::set<NodeId> found;
  for (const std::uint32_t arc : state.readiness.arcs()) {
    const auto group = state.ring().group_of(arc);
    found.insert(group.begin(), group.end());
  }
  found.erase(state.id());
  std::vector<NodeId> peers(found.begin(), found.end());
  std::rotate(peers.begin(), std::upper_bound(peers.begin(), peers.end(), state.id()), peers.end());
  return peers;
}

std::vector<std::uint32_t> shared_arcs(const NodeState& state, NodeId peer) {
  std::vector<std::uint32_t> shared;
  for (const std::uint32_t arc : state.readiness.arcs()) {
    const auto group = state.ring().group_of(arc);
    if (std::find(group.begin(), group.end(), peer) != group.end()) shared.push_back(arc);
  }
  return shared;
}

RangeDigest digest_of(const NodeState& state, const std::vector<std::uint32_t>& arcs) {
  RangeDigest sum;
  for (const std::uint32_t arc : arcs) {
    sum += state.table.digest(state.ring().arc(arc));
    if (mutant(Mutant::compare_first_arc)) break;
  }
  return sum;
}

Items items_of(const NodeState& state, const HashRange& range, std::size_t max) {
  Items found{{}, range};
  state.table.for_each_in(range, [&](const RecordPtr& record) {
    // Keys of one hash stay together: the range ends at a hash.
    if (found.items.size() >= max && found.items.back().hash != record->hash) {
      found.range.last = found.items.back().hash;
      return false;
    }
    found.items.push_back(name_of(*record));
    return true;
  });
  return found;
}

RangeDigest digest_of(const NodeState& state, const std::vector<HashRange>& ranges) {
  RangeDigest sum;
  for (const HashRange& range : ranges) sum += state.table.digest(range);
  return sum;
}

void on(NodeState& state, NodeId from, const CompareRequest& request, Output& out) {
  if (!request.ranges.empty()) {
    CompareReply reply{request.exchange, digest_of(state, request.ranges) == request.all, {}, {}};
    for (const HashRange& range : request.ranges) {
      if (!reply.same) reply.digests.push_back(state.table.digest(range));
    }
    tell_standing(state, reply);
    return out.send(from, std::move(reply));
  }
  const auto arcs = shared_arcs(state, from);
  CompareReply reply{request.exchange, digest_of(state, arcs) == request.all, {}, {}};
  for (const std::uint32_t arc : arcs) {
    if (!reply.same) reply.digests.push_back(state.table.digest(state.ring().arc(arc)));
    if (mutant(Mutant::vouch_while_recovering)) continue;
    if (state.readiness.arc(arc) != Standing::full) reply.unready.push_back(arc);
  }
  tell_standing(state, reply);
  out.send(from, std::move(reply));
}

void on(NodeState& state, NodeId from, const SplitRequest& request, Output& out) {
  SplitReply reply{request.exchange, request.range, {}};
  request.range.split(k_sync_parts, [&](const HashRange& part) {
    reply.parts.push_back(state.table.digest(part));
  });
  out.send(from, std::move(reply));
}

void on(NodeState& state, NodeId from, const ItemsRequest& request, Output& out) {
  const std::size_t batch = state.rare.take(Rare::reply_singly) ? 1 : k_sync_batch;
  ItemsReply reply{request.exchange, request.range, {}, {}};
  std::map<std::pair<KeyHash, std::string_view>, const ItemName*> named;
  for (const ItemName& item : request.items)
    named.emplace(std::pair{item.hash, std::string_view(item.key)}, &item);
  state.table.for_each_in(request.range, [&](const RecordPtr& record) {
    const auto there = named.find({record->hash, record->key()});
    if (there != named.end() && !may_lack(*there->second, *record)) return true;
    if (reply.records.size() >= batch && reply.records.back()->hash != record->hash) {
      reply.range.last = reply.records.back()->hash;
      return false;
    }
    reply.records.push_back(record);
    return true;
  });
  for (std::size_t i = 0; i < request.items.size(); ++i) {
    const ItemName& item = request.items[i];
    if (!reply.range.contains(item.hash)) continue;
    const RecordPtr* own = state.table.find(item.hash, item.key);
    if (own == nullptr || may_add(item, **own))
      reply.missing.push_back(static_cast<std::uint32_t>(i));
  }
  out.send(from, std::move(reply));
}

void on(NodeState& state, Time now, NodeId from, const GiveRequest& request, Output& out) {
  const bool kept = replica::take_in(state, now, request.records, out, request.told).refused == 0;
  out.send(from, GiveReply{request.exchange, kept});
}

}  // namespace ringside::sync
