#pragma once
#include <memory>
#include <string>

#include "core/sim/simulation.h"
#include "view/app/model.h"

namespace ringside {

/// Hosts whose both kinds are the simulator: the app cannot tell, and needs no threads to be
/// tested.
inline Hosts simulated_hosts(bool with_second_host = true) {
  const auto simulate = [](const ClusterConfig& config) -> std::unique_ptr<Cluster> {
    return std::make_unique<Simulation>(config);
  };
  return {.simulator = simulate,
          .threads = with_second_host ? Hosts::Factory(simulate) : Hosts::Factory(),
          .why_no_threads = "This build has no threads."};
}

/// A quiet app at a speed at which a second of its clock is enough for anything.
inline AppOptions quiet_options() {
  AppOptions options;
  options.demo = false;
  options.speed = 0.1;
  return options;
}

/// Lets so many seconds pass in frames of a 60th.
inline void pass(Model& model, double seconds) {
  const double end = model.wall_seconds() + seconds;
  while (model.wall_seconds() < end) model.advance(model.wall_seconds() + 1.0 / 60);
}

/// Whether a notice with these words is shown.
inline bool told(const Model& model, const std::string& words) {
  for (const Toast& toast : model.shown_toasts()) {
    if (toast.text.find(words) != std::string::npos) return true;
  }
  return false;
}

inline bool same_trace(const Model& a, const Model& b) {
  return !first_difference(a.session().timeline(), b.session().timeline()) &&
         a.session().timeline().events() == b.session().timeline().events();
}

}  // namespace ringside
