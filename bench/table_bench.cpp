#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "bench/harness.h"
#include "core/base/hash.h"
#include "core/store/table.h"

namespace ringside::bench {
namespace {

constexpr std::uint32_t k_keys = 200'000;
constexpr std::uint32_t k_reads = 1'000'000;

std::string key_number(std::uint32_t i) { return "key-" + std::to_string(i); }

RecordPtr record_number(std::uint32_t i) {
  const std::string key = key_number(i);
  const std::string value = "value-" + std::to_string(i);
  RecordParts parts{.key = key, .value = value, .hash = hash_key(key)};
  parts.version.stamp.logical = i;
  return make_record(parts);
}

// Hashing the key is part of both sides' work.
template <typename Find>
double reads_a_second(const std::vector<std::string>& keys, const Find& find) {
  std::uint64_t sum = 0;
  const double took = seconds([&] {
    std::uint32_t at = 0;
    for (std::uint32_t i = 0; i < k_reads; ++i) {
      at = (at + 7919) % k_keys;
      sum += find(keys[at]);
    }
  });
  use(sum);
  return k_reads / took;
}

}  // namespace

std::vector<Contest> table_contests() {
  auto keys = std::make_shared<std::vector<std::string>>();
  auto table = std::make_shared<Table>();
  auto map = std::make_shared<std::unordered_map<std::string, RecordPtr>>();
  for (std::uint32_t i = 0; i < k_keys; ++i) {
    const RecordPtr record = record_number(i);
    keys->emplace_back(record->key());
    table->merge(record);
    map->emplace(record->key(), record);
  }
  return {{"table", "read one of 200,000 keys of a replica's table, one thread", "reads",
           [keys, table] {
             return reads_a_second(*keys, [&](const std::string& key) {
               return (*table->find(hash_key(key), key))->version.stamp.logical;
             });
           },
           "std::unordered_map of the same records",
           [keys, map] {
             return reads_a_second(*keys, [&](const std::string& key) {
               return map->find(key)->second->version.stamp.logical;
             });
           }}};
}

}  // namespace ringside::bench
