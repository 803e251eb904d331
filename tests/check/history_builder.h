#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/base/hash.h"
#include "core/check/history.h"

namespace ringside {

/// Adds operation i, from 10·i to 10·i + 5 in places and in nanoseconds, and its result.
inline OperationResult& add_operation(History& history, std::uint64_t id, OperationKind kind,
                                      const std::string& key, const std::string& value) {
  History::Asked& asked = history.asked[OpId{id}];
  asked.kind = kind;
  asked.key = key;
  asked.value = value;
  asked.began = 10 * id;
  asked.ended = 10 * id + 5;
  OperationResult& result = history.results.emplace_back();
  result.id = OpId{id};
  result.kind = kind;
  result.key = key;
  result.value = value;
  result.started = time_at(static_cast<std::int64_t>(10 * id));
  result.finished = time_at(static_cast<std::int64_t>(10 * id + 5));
  return result;
}

/// Writes a history down by hand. Operations are numbered 1, 2, … in the order they are told in;
/// `began` and `ended` are places in the trace. A write's version has its end for a stamp, unless
/// told otherwise.
class HistoryBuilder {
 public:
  struct Span {
    std::uint64_t began = 0;
    std::uint64_t ended = 0;  ///< 0: it never ended.
  };

  /// Whose operations follow; client 0 at first.
  HistoryBuilder& client(std::uint32_t id) {
    client_ = ClientId{id};
    return *this;
  }
  HistoryBuilder& put(const std::string& key, Span span, std::optional<ErrorCode> error = {}) {
    return write(OperationKind::put, key, span, error);
  }
  HistoryBuilder& remove(const std::string& key, Span span, std::optional<ErrorCode> error = {}) {
    return write(OperationKind::remove, key, span, error);
  }
  /// Gives the version of the latest write another stamp.
  HistoryBuilder& stamped(std::uint64_t stamp) {
    const History::Asked& asked = history_.asked.at(OpId{last_});
    history_.made_by.erase(traced(asked.key, stamps_.at(OpId{last_})));
    set_version(OpId{last_}, stamp);
    return *this;
  }
  /// Another coordinator has made a version of the latest write, which is what gets see from now
  /// on.
  HistoryBuilder& made_again(std::uint64_t stamp) {
    stamps_[OpId{last_}] = stamp;
    history_.made_by[traced(history_.asked.at(OpId{last_}).key, stamp)] = OpId{last_};
    return *this;
  }
  /// A get that saw what operation `source` wrote.
  HistoryBuilder& get(const std::string& key, std::uint64_t source, Span span) {
    const bool removed = history_.asked.at(OpId{source}).kind == OperationKind::remove;
    OperationResult& result = get_nothing(key, span).history_.results.back();
    if (!removed) {
      result.error.reset();
      result.value = history_.asked.at(OpId{source}).value;
    }
    result.receipt.version = version(stamps_.at(OpId{source}));
    return *this;
  }
  /// A get that saw no trace of the key.
  HistoryBuilder& get_nothing(const std::string& key, Span span) {
    ask(OperationKind::get, key, span);
    end(span, ErrorCode::not_found);
    return *this;
  }
  HistoryBuilder& get_failed(const std::string& key, Span span) {
    ask(OperationKind::get, key, span);
    end(span, ErrorCode::timeout);
    return *this;
  }

  static Version version(std::uint64_t stamp) {
    return {{time_at(static_cast<std::int64_t>(stamp)), 0}, {NodeId{0}, Incarnation{1}}};
  }
  History& history() { return history_; }
  /// Number of the latest operation.
  std::uint64_t last() const { return last_; }

 private:
  static TracedVersion traced(const std::string& key, std::uint64_t stamp) {
    return {hash_key(key), version(stamp).stamp, NodeId{0}};
  }

  HistoryBuilder& write(OperationKind kind, const std::string& key, Span span,
                        std::optional<ErrorCode> error) {
    ask(kind, key, span);
    if (span.ended != 0) end(span, error);
    set_version(OpId{last_}, span.ended != 0 ? span.ended : span.began);
    return *this;
  }

  void set_version(OpId op, std::uint64_t stamp) {
    stamps_[op] = stamp;
    history_.made_by[traced(history_.asked.at(op).key, stamp)] = op;
    for (OperationResult& result : history_.results) {
      if (result.id == op && result.ok()) result.receipt.version = version(stamp);
    }
  }

  void ask(OperationKind kind, const std::string& key, Span span) {
    ++last_;
    const std::string value = kind == OperationKind::put ? "v" + std::to_string(last_) : "";
    history_.asked[OpId{last_}] = {kind, key, value, {}, client_, span.began, span.ended};
  }

  void end(Span span, std::optional<ErrorCode> error) {
    const History::Asked& asked = history_.asked.at(OpId{last_});
    OperationResult result;
    result.id = OpId{last_};
    result.kind = asked.kind;
    result.key = asked.key;
    result.value = asked.value;
    if (error) result.error = Error{*error, ""};
    result.started = time_at(static_cast<std::int64_t>(span.began));
    result.finished = time_at(static_cast<std::int64_t>(span.ended));
    history_.results.push_back(std::move(result));
  }

  History history_;
  std::map<OpId, std::uint64_t> stamps_;
  ClientId client_{0};
  std::uint64_t last_ = 0;
};

}  // namespace ringside
