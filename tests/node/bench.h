#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/hash.h"
#include "core/node/node.h"

namespace ringside {

/// The usual timing without regular background work: tests that want it ask for it.
inline Timing quiet() {
  Timing timing;
  timing.repair_interval = {};
  timing.probe_interval = {};
  return timing;
}

/// One node on a bench: stepped by hand, its outputs kept for looking at. The ring is such that the
/// group of every key is node 0, 1, 2 in this order; node 3 is a member of no group.
class NodeBench {
 public:
  static constexpr std::uint32_t k_group_size = 3;

  struct Options {
    std::uint32_t node = 0;
    std::uint32_t incarnation = 1;
    std::uint32_t write_quorum = 2;
    bool lost_memory = false;
    Timing timing = quiet();
    Conflicts conflicts = Conflicts::last_writer_wins;
    std::uint32_t siblings_max = 100;
    MergeFunction merge = nullptr;
  };

  explicit NodeBench(Options options) : node_(setup(options)) {
    if (options.lost_memory) tick();  // it begins to recover
  }

  /// Steps or ticks the node; outputs() then has what came of it.
  void step(Sender from, Message message) {
    out_.clear();
    node_.step(now_, from, message, out_);
  }
  void tick() {
    out_.clear();
    node_.tick(now_, out_);
  }
  /// Goes to the node's next deadline and ticks it. REQUIRES: it has one.
  void tick_at_deadline() {
    now_ = node_.next_deadline();
    tick();
  }
  void pass(Duration time) { now_ += time; }

  Time now() const { return now_; }
  bool waits() const { return node_.busy(); }
  const Output& out() const { return out_; }
  Node& node() { return node_; }

  /// Messages of type M among the latest outputs, with whom they go to.
  template <typename M>
  std::vector<std::pair<Address, M>> sent() const {
    std::vector<std::pair<Address, M>> found;
    for (const Send& send : out_.sends) {
      if (const M* message = std::get_if<M>(&send.message)) found.emplace_back(send.to, *message);
    }
    return found;
  }
  std::size_t traced(EventKind kind) const {
    std::size_t count = 0;
    for (const TraceEvent& event : out_.events) count += event.kind == kind ? 1 : 0;
    return count;
  }

  RecordPtr stored(const std::string& key) const {
    const RecordPtr* found = node_.table().find(hash_key(key), key);
    return found == nullptr ? nullptr : *found;
  }

  /// Calls `visit(const RecordPtr&)` for all that the node keeps.
  template <typename Visit>
  void each_record(Visit visit) const {
    node_.table().for_each(visit);
  }

  static RingViewPtr ring() {
    // The last token takes all hashes above the others, and its walk is that of every arc.
    static const RingViewPtr shared = RingView::of(Ring(std::vector<Token>{{KeyHash{0}, NodeId{0}},
                                                                           {KeyHash{1}, NodeId{1}},
                                                                           {KeyHash{2}, NodeId{2}},
                                                                           {KeyHash{3}, NodeId{3}}},
                                                        k_group_size));
    return shared;
  }
  static Timing timing() { return quiet(); }

  static WriteRequest put(std::uint64_t op, const std::string& key, std::string value) {
    return {OpId{op}, OperationKind::put, key, hash_key(key), std::move(value), false};
  }
  static WriteRequest remove(std::uint64_t op, const std::string& key) {
    return {OpId{op}, OperationKind::remove, key, hash_key(key), {}, false};
  }
  /// The request of a client that nobody would serve.
  static WriteRequest insisting(WriteRequest request) {
    request.insist = true;
    return request;
  }
  static GetRequest get(std::uint64_t op, const std::string& key) {
    return {OpId{op}, key, hash_key(key)};
  }

  /// A version as another node makes it.
  static StoreRequest store(std::uint64_t op, const std::string& key, std::string value,
                            std::int64_t stamp, std::uint32_t maker = 0) {
    return {OpId{op}, record(op, key, std::move(value), stamp, maker, false), k_no_node};
  }
  static StoreRequest store_tombstone(std::uint64_t op, const std::string& key, std::int64_t stamp,
                                      std::uint32_t maker = 0) {
    return {OpId{op}, record(op, key, {}, stamp, maker, true), k_no_node};
  }
  static StoreReply acknowledge(const StoreRequest& request,
                                Knowledge before = Knowledge::had_not) {
    return {.op = request.op,
            .version = request.record->version,
            .newest = request.record->version,
            .vouches = true,
            .before = before};
  }

 private:
  static NodeSetup setup(Options options) {
    return {.self = {NodeId{options.node}, Incarnation{options.incarnation}},
            .ring = ring(),
            .timing = options.timing,
            .write_quorum = options.write_quorum,
            .lost_memory = options.lost_memory,
            .conflicts = options.conflicts,
            .siblings_max = options.siblings_max,
            .merge = options.merge};
  }
  static RecordPtr record(std::uint64_t op, std::string_view key, std::string_view value,
                          std::int64_t stamp, std::uint32_t maker, bool tombstone) {
    return make_record({.key = key,
                        .value = value,
                        .hash = hash_key(key),
                        .version = {{time_at(stamp), 0}, {NodeId{maker}, Incarnation{1}}},
                        .op = OpId{op},
                        .tombstone = tombstone});
  }

  Node node_;
  Time now_ = time_at(1'000'000);
  Output out_;
};

}  // namespace ringside
