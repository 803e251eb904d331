#include "core/check/atomicity.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "core/check/linearizability.h"

namespace ringside {
namespace {

// The calls of one key, and who they were.
class KeyCalls {
 public:
  explicit KeyCalls(const KeyAccesses& key) {
    // Where absence can have two causes, they cannot be told apart.
    const auto saw_nothing = [](const ReadAccess& read) {
      return read.saw == ReadAccess::Saw::nothing;
    };
    const auto removes = [](const WriteAccess& write) { return write.removes; };
    removed_is_nil_ = std::any_of(key.reads.begin(), key.reads.end(), saw_nothing) &&
                      std::any_of(key.writes.begin(), key.writes.end(), removes);
    // Reads and writes only compare values, so numbers that no text stands behind will do.
    std::map<OpId, ValueId> values;
    for (const WriteAccess& write : key.writes) {
      const bool is_nil = write.removes && removed_is_nil_;
      const ValueId value = is_nil ? k_nil : static_cast<ValueId>(values.size() + 1);
      values.emplace(write.op, value);
      add(write.op, CallKind::write, value, write.began, write.ended);
    }
    for (const ReadAccess& read : key.reads) {
      if (read.saw == ReadAccess::Saw::unknown) continue;
      const auto source = values.find(read.source);
      constexpr ValueId k_written_by_nobody = 0xfffffff0;  // the source was not applied
      const ValueId value = read.saw == ReadAccess::Saw::nothing ? k_nil
                            : source != values.end()             ? source->second
                                                                 : k_written_by_nobody;
      add(read.op, CallKind::read, value, read.began, read.ended);
    }
    std::sort(calls_.begin(), calls_.end(),
              [](const Call& a, const Call& b) { return a.invoked < b.invoked; });
  }

  ObjectVerdict judge(const SearchLimits& limits) {
    return judge_object(calls_, k_nil, values_, limits);
  }

  static std::string text(const Call& call) {
    return fmt::format("{} of op {}", call.kind == CallKind::read ? "read" : "write", call.process);
  }

 private:
  void add(OpId op, CallKind kind, ValueId value, std::uint64_t began, std::uint64_t ended) {
    calls_.push_back({.kind = kind,
                      .value = value,
                      .process = raw(op),
                      .invoked = began,
                      .returned = ended == k_no_end ? k_open_call : ended});
  }

  bool removed_is_nil_ = false;
  ValueTable values_;
  Calls calls_;
};

std::string explained(std::string_view key, const Contradiction& found) {
  std::string list;
  for (std::size_t i = 0; i < std::min<std::size_t>(found.window.size(), 6); ++i)
    list += (i == 0 ? "" : ", ") + KeyCalls::text(found.window[i]);
  return fmt::format("'{}': no order explains {}", key, list);
}

}  // namespace

Atomicity check_atomicity(const Accesses& accesses, const SearchLimits& limits) {
  Atomicity atomicity;
  for (const auto& [name, key] : accesses.keys) {
    const ObjectVerdict verdict = KeyCalls(key).judge(limits);
    if (verdict.answer == Answer::undecided) ++atomicity.undecided;
    if (verdict.contradiction)
      atomicity.not_linearizable.add(explained(name, *verdict.contradiction));
  }
  return atomicity;
}

}  // namespace ringside
