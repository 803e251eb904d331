#include "core/host/seat.h"

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/base/mutant.h"

namespace ringside {

void Seat::start(Time now) {
  RINGSIDE_CHECK(!up());
  if (started_before_ && !mutant(Mutant::restart_as_full)) setup_.lost_memory = true;
  if (!started_before_ || !mutant(Mutant::same_incarnation))
    setup_.self.incarnation = Incarnation{raw(setup_.self.incarnation) + 1};
  started_before_ = true;
  setup_.started = now;
  setup_.seed = hash_mix(raw(setup_.self.incarnation), seed_);
  node_.emplace(setup_);
  if (mirror_ != nullptr) set_mirror(mirror_);
}

void Seat::set_mirror(NodeMirror* mirror) {
  mirror_ = mirror;
  if (!up()) return;
  node_->set_mirror(mirror);
  show();
}

void Seat::set_clock_skew(Duration skew) {
  setup_.clock_skew = skew;
  if (node_) node_->set_clock_skew(skew);
}

void Seat::crash() {
  RINGSIDE_CHECK(up());
  node_.reset();
  if (mirror_ != nullptr) mirror_->ended();
}

}  // namespace ringside
