#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/host/config.h"
#include "core/trace/log.h"
#include "core/trace/packed_events.h"

namespace ringside {

/// A whole run in a file: how its cluster was configured, and all that happened. It is watched, not
/// lived again, so it can be of any host. docs/sharing.md describes the bytes.

/// What is told of a run beside its events.
struct TraceHead {
  ClusterConfig config;
  std::string host;  ///< "simulator" or "threads".
  Time end{};        ///< How far the run had come: at or after its last event.
};

/// The file. invalid_argument where no setting says what the run was started with; unavailable
/// where the log does not have its beginning any more.
Result<std::string> trace_file(const TraceHead& head, const TraceLog& log);

/// Whether the bytes are meant to be such a file.
bool is_trace_file(std::string_view content);

/// Reads such a file part by part: memory is bounded whatever the file holds. Everything is
/// checked. An error is invalid_argument, and says what is wrong and at which byte.
class TraceReader {
 public:
  /// REQUIRES: `content` outlives it.
  static Result<TraceReader> open(std::string_view content);

  /// Its `end` is known once all is read.
  const TraceHead& head() const { return head_; }
  /// Reads on, and puts what was read at the end of `batch`, some thousand events at most. False
  /// once all was read and the digest was right.
  Result<bool> next(TraceBatch& batch);
  /// Of the events read so far.
  std::uint64_t events() const { return events_; }
  const Digest& digest() const { return digest_; }

 private:
  struct Block {
    char kind = 0;
    std::string_view payload;
  };
  explicit TraceReader(std::string_view content) : content_(content) {}
  Result<Block> take_block();
  Result<void> read_settings(std::string_view text);
  Result<void> read_texts(std::string_view payload, TraceBatch& batch);
  Result<void> read_events(std::string_view payload, TraceBatch& batch);
  Result<void> read_end(std::string_view payload);
  tl::unexpected<Error> wrong(const std::string& what) const;

  std::string_view content_;
  std::size_t block_at_ = 0;  // where the block that is read begins
  std::size_t at_ = 0;        // and where it ends
  std::uint64_t blocks_ = 0;
  TraceHead head_;
  EventUnpacker unpacker_;
  std::uint64_t events_ = 0;
  Digest digest_;
};

/// What is in a file, once all of it was read and found right.
struct TraceFacts {
  TraceHead head;
  std::uint64_t events = 0;
  Time last{};  ///< Of the last event.
  std::uint64_t digest = 0;
};
Result<TraceFacts> check_trace_file(std::string_view content);

}  // namespace ringside
