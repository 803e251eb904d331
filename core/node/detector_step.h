#pragma once
#include <cstdint>

#include "core/base/rng.h"
#include "core/node/local_health.h"
#include "core/node/membership.h"

namespace ringside {

/// Numbers of the probes that one life of a node makes: none is used twice, nor by another life.
class ProbeNumbers {
 public:
  explicit ProbeNumbers(Incarnation life) : last_(std::uint64_t{raw(life)} << 32) {}
  std::uint64_t next() { return ++last_; }

 private:
  std::uint64_t last_;
};

/// What the parts of a failure detector share while they do one step.
struct DetectorStep {
  NodeState& state;
  Time now;
  Membership& membership;
  LocalHealth& health;
  ProbeNumbers& numbers;
  Rng& rng;
  Output& out;

  const Timing& timing() const { return state.setup.timing; }
  MemberState believes(NodeId member) const { return membership.view().state_of(member); }

  /// Asks a member whether it is there.
  void ping(NodeId member, std::uint64_t number) {
    out.send(member, Ping{number, membership.updates_for(member)});
  }
};

}  // namespace ringside
