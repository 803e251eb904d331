#include "core/runtime/read_board.h"

namespace ringside {

ReadPort::ReadPort(ReadBoard& board) : board_(board), index_(board.epochs()) {}

void ReadPort::stands(const RingViewPtr& view, bool vouches) {
  if (view.get() == view_ && vouches == may_read_) return;
  if (view.get() != view_) board_.offer(view);
  view_ = view.get();
  may_read_ = vouches;
  set(view->epoch(), vouches);
}

// First nobody begins to read it, then it is emptied: who looks at the standing again afterwards
// knows that what was not found may have been there.
void ReadPort::ended() {
  view_ = nullptr;
  may_read_ = false;
  set(RingEpoch{0}, false);
  index_.clear();
}

void ReadPort::set(RingEpoch epoch, bool may_read) {
  changes_ += 2;
  const Standing standing = std::uint64_t{raw(epoch)} << 32 | changes_ | (may_read ? 1 : 0);
  standing_.store(standing, std::memory_order_release);
}

ReadBoard::ReadBoard(RingViewPtr founding, std::uint32_t absence_quorum)
    : absence_quorum_(absence_quorum), view_(founding.get()), owned_(std::move(founding)) {
  for (std::size_t i = 0; i < owned_->seats().size(); ++i)
    ports_.push_back(std::make_unique<ReadPort>(*this));
}

void ReadBoard::offer(const RingViewPtr& view) {
  const std::lock_guard lock(mutex_);
  if (view->epoch() <= owned_->epoch()) return;
  view_.store(view.get(), std::memory_order_release);
  retired_.emplace_back(epochs_.retire(), std::exchange(owned_, view));
  const ReadEpochs::Epoch end = epochs_.free_before();
  while (!retired_.empty() && retired_.front().first < end) retired_.pop_front();
}

}  // namespace ringside
