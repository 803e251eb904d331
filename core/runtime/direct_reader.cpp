#include "core/runtime/direct_reader.h"

#include "core/base/hash.h"

namespace ringside {
namespace {

DirectRead read_of(NodeId member, const Record& record) {
  const bool has_siblings = record.ancestry() != nullptr && !record.ancestry()->older.empty();
  const DirectRead::Answer answer = has_siblings       ? DirectRead::Answer::unsettled
                                    : record.tombstone ? DirectRead::Answer::not_found
                                                       : DirectRead::Answer::found;
  return {answer, member, record.version, record.value()};
}

}  // namespace

KeyHash DirectReader::hash_of(std::string_view key) { return hash_key(key); }

DirectRead DirectReader::look_up(const RingView& view, std::string_view key, KeyHash hash) const {
  std::uint32_t absent = 0;
  for (const NodeId member : view.preference_list(hash)) {
    const ReadPort& port = board_->port(member);
    const ReadPort::Standing standing = port.standing();
    if (!ReadPort::may_read(standing, view.epoch())) continue;
    if (const Record* const record = port.index().find(hash, key)) return read_of(member, *record);
    if (port.standing() != standing || view.is_moving()) continue;
    if (++absent >= board_->absence_quorum()) return {.answer = DirectRead::Answer::not_found};
  }
  return {};
}

// One step of all lookups before the next one of any: the memory that each waits for comes
// meanwhile.
void DirectReader::look_up(std::span<const std::string_view> keys, DirectRead* reads) const {
  struct Lookup {
    KeyHash hash;
    NodeId member;
    ReadIndex::Probe probe;
    const Record* candidate;
  };
  Lookup lookups[k_batch];
  const RingView& view = board_->view();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    Lookup& at = lookups[i];
    at.hash = hash_key(keys[i]);
    at.member = k_no_node;
    for (const NodeId member : view.preference_list(at.hash)) {
      if (!ReadPort::may_read(board_->port(member).standing(), view.epoch())) continue;
      at.member = member;
      at.probe = board_->port(member).index().probe(at.hash);
      break;
    }
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    Lookup& at = lookups[i];
    at.candidate = at.member == k_no_node ? nullptr : ReadIndex::candidate(at.probe);
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Lookup& at = lookups[i];
    const Record* const record = at.member == k_no_node
                                     ? nullptr
                                     : ReadIndex::find(at.probe, at.candidate, at.hash, keys[i]);
    reads[i] = record != nullptr ? read_of(at.member, *record) : look_up(view, keys[i], at.hash);
  }
}

}  // namespace ringside
