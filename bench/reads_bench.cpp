#include <fmt/format.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "bench/harness.h"
#include "bench/key_set.h"
#include "bench/map_peers.h"
#include "core/base/hash.h"
#include "core/runtime/direct_reader.h"

namespace ringside::bench {
namespace {

constexpr std::uint32_t k_keys = 1'000'000;
constexpr std::uint32_t k_reads = 2'000'000;  // by each thread
constexpr std::uint32_t k_threads = 2;

using Streams = std::vector<KeyStream>;

// What the workers of a cluster keep up to date for readers, filled as if all puts had been
// acknowledged by every member.
std::shared_ptr<ReadBoard> board_of(const KeySet& set, std::uint32_t nodes) {
  const RingViewPtr ring = RingView::founding({.nodes = nodes, .replicas = 2, .failures = 1});
  auto board = std::make_shared<ReadBoard>(ring, 2);
  for (std::size_t i = 0; i < set.keys.size(); ++i) {
    const KeyHash hash = hash_key(set.keys[i]);
    const RecordPtr record =
        make_record({.key = set.keys[i], .value = set.values[i], .hash = hash, .op = OpId{i}});
    for (const NodeId member : ring->preference_list(hash)) board->port(member).put(record);
  }
  for (const NodeId node : ring->nodes()) board->port(node).stands(ring, true);
  return board;
}

// `read(stream)` in a thread for each stream gives the bytes that it read.
template <typename Read>
double reads_a_second(const Streams& streams, const Read& read) {
  std::vector<std::uint64_t> bytes(streams.size());
  const double took = seconds([&] {
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < streams.size(); ++t)
      threads.emplace_back([&, t] { bytes[t] = read(streams[t]); });
    for (std::thread& thread : threads) thread.join();
  });
  for (const std::uint64_t some : bytes) use(some);
  return static_cast<double>(streams.size()) * k_reads / took;
}

std::uint64_t read_singly(const std::shared_ptr<ReadBoard>& board, const KeyStream& keys) {
  DirectReader reader(board);
  std::string value;
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (reader.get(keys[i], value).answer == DirectRead::Answer::found) bytes += value.size();
  }
  return bytes;
}

std::uint64_t read_in_batches(const std::shared_ptr<ReadBoard>& board, const KeyStream& keys) {
  DirectReader reader(board);
  std::string value;
  std::uint64_t bytes = 0;
  std::string_view batch[DirectReader::k_batch];
  for (std::size_t at = 0; at < keys.size(); at += DirectReader::k_batch) {
    for (std::size_t i = 0; i < DirectReader::k_batch; ++i) batch[i] = keys[at + i];
    reader.multi_get(batch, [&](std::size_t, const DirectRead& read) {
      value.assign(read.value);
      bytes += value.size();
    });
  }
  return bytes;
}

Streams streams_of(const KeySet& set, Spread spread, std::uint32_t threads) {
  Streams made;
  for (std::uint32_t t = 0; t < threads; ++t) made.emplace_back(set, spread, k_reads, t);
  return made;
}

// Made when first asked for: seconds, and hundreds of megabytes.
template <typename Made>
std::function<const Made&()> once(std::function<Made()> make) {
  auto made = std::make_shared<std::optional<Made>>();
  return [=]() -> const Made& {
    if (!*made) made->emplace(make());
    return **made;
  };
}

using Set = std::shared_ptr<const KeySet>;

// What more nodes cost where they keep the same keys: each count in turns with the fewest.
std::vector<Contest> node_count_contests(const std::function<const Set&()>& set) {
  constexpr std::uint32_t k_fewest = 8;
  const auto streams =
      once<Streams>([=] { return streams_of(*set(), Spread::uniform, k_threads); });
  const auto read_with = [=](std::uint32_t nodes) {
    const auto board = once<std::shared_ptr<ReadBoard>>([=] { return board_of(*set(), nodes); });
    return [=] {
      return reads_a_second(streams(),
                            [from = board()](const auto& keys) { return read_singly(from, keys); });
    };
  };
  const Rate fewest = read_with(k_fewest);
  std::vector<Contest> contests;
  for (const std::uint32_t nodes : {64u, 512u, 4096u}) {
    contests.push_back(
        {"reads-nodes",
         fmt::format("a million keys in all, two threads, N = {}, R = 2, uniform, one at a time",
                     nodes),
         "reads", read_with(nodes), fmt::format("the same with N = {}", k_fewest), fewest});
  }
  return contests;
}

}  // namespace

std::vector<Contest> reads_contests() {
  const auto set = once<Set>([] { return std::make_shared<const KeySet>(k_keys); });
  const auto board = once<std::shared_ptr<ReadBoard>>([=] { return board_of(*set(), 5); });
  std::vector<Contest> contests = node_count_contests(set);
  for (const MapPeerKind& kind : map_peer_kinds()) {
    const auto peer = once<std::shared_ptr<MapPeer>>([=] { return kind.make(*set()); });
    const std::uint32_t threads = kind.is_bare ? 1 : k_threads;
    for (const Spread spread : {Spread::uniform, Spread::zipf}) {
      const auto streams = once<Streams>([=] { return streams_of(*set(), spread, threads); });
      for (const bool batched : {false, true}) {
        const auto read = batched ? read_in_batches : read_singly;
        contests.push_back(
            {"reads",
             fmt::format("a million keys, {}, N = 5, R = 2, {}, {} at a time",
                         threads == 1 ? "one thread" : "two threads",
                         spread == Spread::uniform ? "uniform" : "zipf 0.99",
                         batched ? "16" : "one"),
             "reads",
             [=] {
               return reads_a_second(
                   streams(), [&, from = board()](const auto& keys) { return read(from, keys); });
             },
             kind.name,
             [=] {
               return reads_a_second(
                   streams(), [&, from = peer()](const auto& keys) { return from->read(keys); });
             }});
      }
    }
  }
  return contests;
}

}  // namespace ringside::bench
