#include "core/check/denial.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "core/base/hash.h"

namespace ringside::denial_test {
namespace {

constexpr Version k_version{{time_at(5), 0}, {NodeId{0}, Incarnation{1}}};

// Operations that follow one another, all of the key k.
struct Story {
  History history;
  std::uint64_t place = 0;

  void add(OperationKind kind, std::optional<ErrorCode> error, Version version = {}) {
    const OpId op{history.asked.size() + 1};
    History::Asked asked;
    asked.kind = kind;
    asked.key = "k";
    asked.began = ++place;
    asked.ended = ++place;
    history.asked.emplace(op, asked);
    OperationResult result;
    result.id = op;
    result.kind = kind;
    result.key = "k";
    if (error) result.error = Error{*error, ""};
    result.receipt.version = version;
    history.results.push_back(result);
  }
  std::uint64_t denied(const CrashLedger& crashes = {}) const {
    return check_denial(history, crashes).count;
  }
};

TEST_CASE("denial: not_found without a tombstone after an acknowledged put is found", "[check]") {
  Story story;
  story.add(OperationKind::get, ErrorCode::not_found);
  story.add(OperationKind::put, ErrorCode::outcome_unknown);
  story.add(OperationKind::get, ErrorCode::not_found);
  story.add(OperationKind::put, std::nullopt, k_version);
  CHECK(story.denied() == 0);
  story.add(OperationKind::get, ErrorCode::not_found, k_version);  // a tombstone says so
  story.add(OperationKind::get, ErrorCode::unavailable);
  CHECK(story.denied() == 0);
  story.add(OperationKind::get, ErrorCode::not_found);
  CHECK(story.denied() == 1);
}

TEST_CASE("denial: a remove that finds nothing where only a put has been is found", "[check]") {
  Story story;
  story.add(OperationKind::put, std::nullopt, k_version);
  story.add(OperationKind::remove, ErrorCode::not_found);
  CHECK(story.denied() == 1);
  story.add(OperationKind::remove, ErrorCode::not_found);  // the first one may have removed it
  CHECK(story.denied() == 1);
}

TEST_CASE("denial: where a hint was kept, who keeps the key is not known for sure", "[check]") {
  Story story;
  story.add(OperationKind::put, std::nullopt, k_version);
  story.add(OperationKind::get, ErrorCode::not_found);
  CrashLedger crashes;
  crashes.apply(trace::hint_kept(time_at(1), {NodeId{3}, NodeId{2}, OpId{1}, hash_key("k"), 1}));
  CHECK(story.denied() == 1);
  CHECK(story.denied(crashes) == 0);
}

TEST_CASE("written: an acknowledged version that nobody stored is found", "[check]") {
  Story story;
  story.add(OperationKind::put, std::nullopt, k_version);
  CHECK(check_written(story.history).count == 1);
  story.history.made_by.emplace(TracedVersion{hash_key("k"), k_version.stamp, NodeId{0}}, OpId{1});
  CHECK(check_written(story.history).count == 0);
}

}  // namespace
}  // namespace ringside::denial_test
