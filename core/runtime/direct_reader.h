#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/ids.h"
#include "core/runtime/read_board.h"
#include "core/version/version.h"

namespace ringside {

/// What a direct read came to.
struct DirectRead {
  enum class Answer : std::uint8_t {
    found,
    not_found,  ///< A member keeps a tombstone, or so many know of nothing that there is nothing.
    unsettled,  ///< Nobody who can be read knows by itself, or there are siblings: ask by a get.
  };
  Answer answer = Answer::unsettled;
  NodeId member = k_no_node;  ///< Who had it.
  Version version{};          ///< Of what it had.
  std::string_view value{};   ///< In the member's memory. Only where it says that it is valid.
};

/// Reads members' tables where they lie, in the caller's thread: no message, no lock, no system
/// call, no allocation, and nothing written that another thread writes. For one thread; each takes
/// one of its own.
///
/// A read at level `eventual` of the first member of the key's group that is up, has recovered
/// without doubt, and goes by the latest ring. So of a key whose primary can be read it finds every
/// write that the primary acknowledged. Faults of links do not touch it, nor does slow motion.
class DirectReader {
 public:
  explicit DirectReader(std::shared_ptr<ReadBoard> board)
      : board_(std::move(board)), seat_(&board_->epochs().join()) {}
  ~DirectReader() { board_->epochs().leave(*seat_); }
  DirectReader(const DirectReader&) = delete;
  DirectReader& operator=(const DirectReader&) = delete;

  /// Copies the value found to `value`, which keeps its memory; else leaves it as it is. The one in
  /// what is given back is not valid.
  DirectRead get(std::string_view key, std::string& value) {
    return get(key, [&value](const DirectRead& read) {
      if (read.answer == DirectRead::Answer::found) value.assign(read.value);
    });
  }

  /// Calls `visit(const DirectRead&)`, in which the value is valid, and which must not read.
  template <typename Visit>
  DirectRead get(std::string_view key, Visit&& visit) {
    const ReadPin pin(board_->epochs(), *seat_);
    DirectRead read = look_up(board_->view(), key, hash_of(key));
    visit(std::as_const(read));
    read.value = {};
    return read;
  }

  /// Calls `visit(std::size_t index, const DirectRead&)` for each key in turn, with waits for
  /// memory overlapped: several times as fast as one after another where the tables are larger than
  /// the caches.
  template <typename Visit>
  void multi_get(std::span<const std::string_view> keys, Visit&& visit) {
    const ReadPin pin(board_->epochs(), *seat_);
    DirectRead reads[k_batch];
    for (std::size_t first = 0; first < keys.size(); first += k_batch) {
      const auto batch = keys.subspan(first, std::min(k_batch, keys.size() - first));
      look_up(batch, reads);
      for (std::size_t i = 0; i < batch.size(); ++i) visit(first + i, std::as_const(reads[i]));
    }
  }

  static constexpr std::size_t k_batch = 16;

 private:
  static KeyHash hash_of(std::string_view key);
  DirectRead look_up(const RingView& view, std::string_view key, KeyHash hash) const;
  void look_up(std::span<const std::string_view> keys, DirectRead* reads) const;

  std::shared_ptr<ReadBoard> board_;
  ReadEpochs::Seat* seat_;
};

}  // namespace ringside
