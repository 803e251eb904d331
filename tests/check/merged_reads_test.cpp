#include "core/check/merged_reads.h"

#include <catch_amalgamated.hpp>

#include "core/base/hash.h"
#include "core/check/invention.h"
#include "core/check/siblings_check.h"
#include "core/store/siblings.h"
#include "tests/check/history_builder.h"

namespace ringside::merged_reads_test {
namespace {

// Operation i of key "k" begins at 10·i and ends at 10·i + 5.
class Builder {
 public:
  Builder() { history_.merge = union_of_words; }
  Builder& put(std::uint64_t id, const std::string& value, CausalContext known = {}) {
    OperationResult& result = add(id, OperationKind::put, value);
    result.receipt.version = version(id);
    result.receipt.required = 2;
    result.known = std::move(known);
    return *this;
  }
  Builder& get(std::uint64_t id, const std::string& value) {
    add(id, OperationKind::get, value);
    return *this;
  }
  // A read after all is over of a key that has one value, which `wrote` wrote.
  Builder& last_read(std::uint64_t id, std::uint64_t wrote, std::string value) {
    OperationResult& result = add(id, OperationKind::get, value);
    result.receipt.kept = with_write(nullptr,
                                     {.key = "k",
                                      .value = std::move(value),
                                      .hash = hash_key("k"),
                                      .version = version(wrote),
                                      .op = OpId{wrote}},
                                     CausalContext{});
    history_.drained = history_.asked.at(OpId{id}).began - 1;
    return *this;
  }

  static Version version(std::uint64_t id) {
    return {{time_at(static_cast<std::int64_t>(id)), 0}, {NodeId{0}, Incarnation{1}}};
  }
  static CausalContext knowing(std::uint64_t id) {
    CausalContext known;
    known.add(version(id));
    return known;
  }
  const History& history() const { return history_; }

 private:
  OperationResult& add(std::uint64_t id, OperationKind kind, const std::string& value) {
    return add_operation(history_, id, kind, "k", value);
  }

  History history_;
};

std::uint64_t lost_of(const Builder& builder) {
  const World world(Shape{});
  return check_siblings(builder.history(), world, CrashLedger{}).lost.count;
}

TEST_CASE("merged reads: any merger of values that were put may be read", "[check]") {
  Builder builder;
  builder.put(1, "b a").put(2, "c").get(3, "a b").get(4, "c").get(5, "a b c");
  CHECK(check_invention(builder.history()).count == 0);
}

TEST_CASE("merged reads: a part of a put, and what nobody put, are found", "[check]") {
  CHECK(check_invention(Builder().put(1, "a b").get(2, "a").history()).count == 1);
  CHECK(check_invention(Builder().put(1, "a b").get(2, "a b c").history()).count == 1);
  CHECK(check_invention(Builder().get(2, "a").history()).count == 1);
}

TEST_CASE("merged reads: what was put only after the read had ended is found", "[check]") {
  CHECK(check_invention(Builder().put(1, "a").put(3, "b").get(2, "a b").history()).count == 1);
}

TEST_CASE("merged reads: an acknowledged put that is in nothing that is kept was lost", "[check]") {
  CHECK(lost_of(Builder().put(1, "a").put(2, "b").last_read(9, 2, "b")) == 1);
  CHECK(lost_of(Builder().put(1, "a").put(2, "b").last_read(9, 2, "a b")) == 0);
  // Who knew of it took its place.
  CHECK(lost_of(Builder().put(1, "a").put(2, "b", Builder::knowing(1)).last_read(9, 2, "b")) == 0);
}

}  // namespace
}  // namespace ringside::merged_reads_test
