#include "core/runtime/read_index.h"

#include <atomic>
#include <catch_amalgamated.hpp>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/base/hash.h"
#include "core/base/rng.h"

namespace ringside::read_index_test {
namespace {

RecordPtr record_at(KeyHash hash, std::string_view key, std::string_view value) {
  return make_record({.key = key, .value = value, .hash = hash});
}
RecordPtr record_of(std::string_view key, std::string_view value) {
  return record_at(hash_key(key), key, value);
}

// An index and a reader of it.
struct Bench {
  ReadEpochs epochs;
  ReadIndex index{epochs};
  ReadEpochs::Seat& seat = epochs.join();

  std::optional<std::string> value_of(const std::string& key) {
    const ReadPin pin(epochs, seat);
    const Record* const found = index.find(hash_key(key), key);
    if (found == nullptr) return std::nullopt;
    return std::string(found->value());
  }
};

TEST_CASE("read index: finds what is kept, and nothing else, while it grows and shrinks",
          "[runtime]") {
  Bench bench;
  std::map<std::string, std::string> oracle;
  Rng rng(1, 1);
  // More keys come than go, then the other way round.
  for (int i = 0; i < 60'000; ++i) {
    const std::string key = "key-" + std::to_string(rng.below(8000));
    const bool is_erased = rng.below(100) < (i < 30'000 ? 20u : 80u);
    if (is_erased) {
      bench.index.erase(*record_of(key, ""));
      oracle.erase(key);
    } else {
      const std::string value = "value-" + std::to_string(i);
      bench.index.put(record_of(key, value));
      oracle[key] = value;
    }
    REQUIRE(bench.index.size() == oracle.size());
    const auto wanted = oracle.find(key);
    REQUIRE(bench.value_of(key) ==
            (wanted == oracle.end() ? std::nullopt : std::optional(wanted->second)));
  }
  for (int i = 0; i < 8000; ++i) {
    const std::string key = "key-" + std::to_string(i);
    const auto wanted = oracle.find(key);
    REQUIRE(bench.value_of(key) ==
            (wanted == oracle.end() ? std::nullopt : std::optional(wanted->second)));
  }
}

TEST_CASE("read index: takes few bytes a record, and gives them back", "[runtime]") {
  Bench bench;
  const std::size_t empty = bench.index.bytes();
  std::vector<RecordPtr> records;
  for (int i = 0; i < 50'000; ++i) {
    records.push_back(record_of("key-" + std::to_string(i), "v"));
    bench.index.put(records.back());
  }
  CHECK(bench.index.bytes() < 16 * records.size());
  for (const RecordPtr& record : records) bench.index.erase(*record);
  CHECK(bench.index.size() == 0);
  CHECK(bench.index.bytes() <= 2 * empty);
  for (const RecordPtr& record : records) bench.index.put(record);
  bench.index.clear();
  CHECK(bench.index.size() == 0);
  CHECK(bench.index.bytes() == empty);
  CHECK_FALSE(bench.value_of("key-1"));
}

TEST_CASE("read index: keys whose hashes have much in common are told apart", "[runtime]") {
  Bench bench;
  // All bits that lead to a place are the same; of some, all bits.
  constexpr int k_keys = 3000;
  const auto hash = [](int i) { return KeyHash{std::uint64_t(i / 3) << 44}; };
  for (int i = 0; i < k_keys; ++i)
    bench.index.put(record_at(hash(i), "k" + std::to_string(i), std::to_string(i)));
  const ReadPin pin(bench.epochs, bench.seat);
  for (int i = 0; i < k_keys; ++i) {
    const Record* const found = bench.index.find(hash(i), "k" + std::to_string(i));
    REQUIRE(found != nullptr);
    REQUIRE(found->value() == std::to_string(i));
  }
  CHECK(bench.index.find(hash(0), "k3") == nullptr);
  // Nor does that make it large.
  CHECK(bench.index.bytes() < 64 * k_keys);
}

TEST_CASE("read index: what a reader found stays until it is done, and no longer", "[runtime]") {
  Bench bench;
  const RecordPtr before = record_of("k", "before");
  bench.index.put(before);
  {
    const ReadPin pin(bench.epochs, bench.seat);
    const Record* const found = bench.index.find(hash_key("k"), "k");
    bench.index.put(record_of("k", "after"));
    bench.index.collect();
    CHECK(bench.index.waiting() == 1);
    CHECK(found->value() == "before");
  }
  CHECK(bench.value_of("k") == "after");
  bench.index.collect();
  CHECK(bench.index.waiting() == 0);
}

TEST_CASE("read index: a reader that began later holds nothing of what went before", "[runtime]") {
  Bench bench;
  bench.index.put(record_of("k", "before"));
  bench.index.put(record_of("k", "after"));
  bench.index.collect();
  const ReadPin pin(bench.epochs, bench.seat);
  bench.index.collect();
  CHECK(bench.index.waiting() == 0);
}

TEST_CASE("read index: readers in other threads find all that stays, whatever comes and goes",
          "[runtime]") {
  ReadEpochs epochs;
  ReadIndex index(epochs);
  constexpr std::uint32_t k_staying = 500;
  const auto staying = [](std::uint32_t i) { return "staying-" + std::to_string(i); };
  for (std::uint32_t i = 0; i < k_staying; ++i) index.put(record_of(staying(i), staying(i) + "=0"));
  std::atomic<bool> stop{false};
  std::atomic<std::uint64_t> lost{0}, torn{0}, finds{0};
  std::vector<std::thread> readers;
  for (std::uint64_t reader = 0; reader < 2; ++reader) {
    readers.emplace_back([&, reader] {
      ReadEpochs::Seat& seat = epochs.join();
      Rng rng(7, reader);
      while (!stop.load()) {
        const std::string key = staying(static_cast<std::uint32_t>(rng.below(k_staying)));
        const ReadPin pin(epochs, seat);
        const Record* const found = index.find(hash_key(key), key);
        if (found == nullptr) {
          ++lost;
        } else if (!found->value().starts_with(key + "=")) {
          ++torn;
        }
        ++finds;
      }
      epochs.leave(seat);
    });
  }
  Rng rng(8, 0);
  std::vector<RecordPtr> passing;
  while (finds.load() < 1000 || passing.size() < 20'000) {
    const std::string key = staying(static_cast<std::uint32_t>(rng.below(k_staying)));
    index.put(record_of(key, key + "=" + std::to_string(rng.below(1000))));
    passing.push_back(record_of("passing-" + std::to_string(passing.size()), "v"));
    index.put(passing.back());
    if (passing.size() % 5000 == 0) {
      for (const RecordPtr& record : passing) index.erase(*record);
    }
  }
  stop.store(true);
  for (std::thread& reader : readers) reader.join();
  CHECK(lost.load() == 0);
  CHECK(torn.load() == 0);
  index.collect();
  CHECK(index.waiting() == 0);
}

}  // namespace
}  // namespace ringside::read_index_test
