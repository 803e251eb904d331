#include "core/check/scans.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "tests/check/history_builder.h"

namespace ringside::scans_test {
namespace {

// Operation i begins at place 10·i and ends at 10·i + 5, in places and nanoseconds.
class Builder {
 public:
  Builder& put(std::uint64_t id, const std::string& key, const std::string& value) {
    return add(id, OperationKind::put, key, value);
  }
  Builder& remove(std::uint64_t id, const std::string& key) {
    return add(id, OperationKind::remove, key, {});
  }
  // A page of all hashes with these keys, each with the value "v", in the order of their hashes.
  Builder& scan(std::uint64_t id, std::vector<std::string> keys) {
    std::sort(keys.begin(), keys.end(),
              [](const std::string& a, const std::string& b) { return hash_key(a) < hash_key(b); });
    History::Scan& scan = history_.scans[OpId{id}];
    scan.began = 10 * id;
    scan.ended = 10 * id + 5;
    OperationResult result;
    result.id = OpId{id};
    result.kind = OperationKind::scan;
    result.started = time_at(static_cast<std::int64_t>(10 * id));
    result.finished = time_at(static_cast<std::int64_t>(10 * id + 5));
    result.page.last = KeyHash{~std::uint64_t{0}};
    for (std::string& key : keys)
      result.page.keys.push_back({std::move(key), "v", {}, make_record({})});
    scan.results.push_back(std::move(result));
    return *this;
  }
  OperationResult& page(std::uint64_t id) { return history_.scans.at(OpId{id}).results.front(); }
  History& history() { return history_; }
  ScansVerdict verdict() const {
    return check_scans(history_, World(Shape{}), CrashLedger{}, Duration{100});
  }

 private:
  Builder& add(std::uint64_t id, OperationKind kind, const std::string& key,
               const std::string& value) {
    OperationResult& result = add_operation(history_, id, kind, key, value);
    result.receipt.required = Shape{}.write_quorum();
    return *this;
  }

  History history_;
};

TEST_CASE("scans: a page that has what was there, or came or went meanwhile, is right", "[check]") {
  Builder builder;
  builder.put(1, "a", "v").put(2, "b", "v").remove(3, "b").scan(4, {"a"}).scan(5, {"a", "b"});
  builder.put(6, "c", "v");
  const ScansVerdict verdict = builder.verdict();
  CHECK(verdict.missed.count == 0);
  CHECK(verdict.disordered.count == 0);
  CHECK(verdict.wrong_ends.count == 0);
}

TEST_CASE("scans: a key that was there all the time and is not in the page is found", "[check]") {
  Builder builder;
  builder.put(1, "a", "v").put(2, "b", "v").scan(4, {"a"});
  CHECK(builder.verdict().missed.count == 1);
  builder.history().results[1].receipt.required = 1;  // no promise
  CHECK(builder.verdict().missed.count == 0);
  builder.history().results[1].receipt.required = 2;
  builder.page(4).page.last = KeyHash{raw(hash_key("b")) - 1};  // it does not say so much
  builder.page(4).page.keys.clear();
  builder.page(4).page.from = builder.page(4).page.last;
  CHECK(builder.verdict().missed.count == 0);
}

TEST_CASE("scans: keys that come twice, or out of their place, are found", "[check]") {
  Builder builder;
  builder.put(1, "a", "v").put(2, "b", "v").scan(4, {"a", "b"});
  auto& keys = builder.page(4).page.keys;
  std::swap(keys[0], keys[1]);
  CHECK(builder.verdict().disordered.count == 1);
  std::swap(keys[0], keys[1]);
  keys.push_back(keys.back());
  CHECK(builder.verdict().disordered.count == 1);
  keys.pop_back();
  builder.page(4).page.from = KeyHash{raw(hash_key(keys[0].key)) + 1};
  CHECK(builder.verdict().disordered.count == 1);
}

TEST_CASE("scans: values that nobody put are found, and no values are none", "[check]") {
  Builder builder;
  builder.put(1, "a", "w").scan(4, {"a"});
  CHECK(builder.verdict().invented.count == 1);
  builder.page(4).page.keys[0].kept = nullptr;
  CHECK(builder.verdict().invented.count == 0);
}

TEST_CASE("scans: one that ends twice, never or too late is found", "[check]") {
  Builder builder;
  builder.scan(4, {});
  builder.page(4).finished += Duration{200};
  CHECK(builder.verdict().wrong_ends.count == 1);
  auto& results = builder.history().scans.at(OpId{4}).results;
  results.push_back(results.front());
  CHECK(builder.verdict().wrong_ends.count == 1);
  results.clear();
  CHECK(builder.verdict().wrong_ends.count == 1);
}

}  // namespace
}  // namespace ringside::scans_test
