#pragma once
#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "core/host/node_mirror.h"
#include "core/runtime/read_epochs.h"
#include "core/runtime/read_index.h"

namespace ringside {

class ReadBoard;

/// One node as readers see it: its records, and whether it may be read. Written by the thread that
/// carries the node.
class ReadPort final : public NodeMirror {
 public:
  explicit ReadPort(ReadBoard& board);

  void put(const RecordPtr& record) override { index_.put(record); }
  void erase(const Record& record) override { index_.erase(record); }
  void stands(const RingViewPtr& view, bool vouches) override;
  void ended() override;

  /// What may be read, and whether something came between two reads: the epoch of the ring that the
  /// node goes by in the upper half, and 0 in the lowest bit while it cannot be read.
  using Standing = std::uint64_t;
  Standing standing() const { return standing_.load(std::memory_order_acquire); }
  static bool may_read(Standing standing, RingEpoch epoch) {
    return (standing & 1) != 0 && standing >> 32 == raw(epoch);
  }

  const ReadIndex& index() const { return index_; }

 private:
  void set(RingEpoch epoch, bool may_read);

  ReadBoard& board_;
  ReadIndex index_;
  alignas(64) std::atomic<Standing> standing_{0};
  const RingView* view_ = nullptr;
  bool may_read_ = false;
  std::uint32_t changes_ = 0;
};

/// All that readers see of a cluster: a port for each seat, and the latest ring that any node goes
/// by. Any thread may call.
class ReadBoard {
 public:
  ReadBoard(RingViewPtr founding, std::uint32_t absence_quorum);

  ReadEpochs& epochs() { return epochs_; }
  ReadPort& port(NodeId node) { return *ports_[raw(node)]; }
  const ReadPort& port(NodeId node) const { return *ports_[raw(node)]; }
  /// Valid until the end of the reader's pin.
  const RingView& view() const { return *view_.load(std::memory_order_acquire); }
  /// Makes it the view, if it is a later one.
  void offer(const RingViewPtr& view);
  /// Members that must know that a key is not there before that is certain (NodeState).
  std::uint32_t absence_quorum() const { return absence_quorum_; }

 private:
  ReadEpochs epochs_;
  std::vector<std::unique_ptr<ReadPort>> ports_;
  std::uint32_t absence_quorum_;
  std::mutex mutex_;
  std::atomic<const RingView*> view_;
  RingViewPtr owned_;
  std::deque<std::pair<ReadEpochs::Epoch, RingViewPtr>> retired_;
};

}  // namespace ringside
