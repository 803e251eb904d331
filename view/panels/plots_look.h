#pragma once
#include <vector>

#include "core/pbs/measure.h"
#include "view/app/run_figures.h"

namespace ringside {

/// What the plots remember from frame to frame.
struct PlotsLook {
  bool open = false;  ///< Below the ring, where there is room for both.
  RunFigures figures;
  std::vector<double> foretold;  ///< Share of stale reads by their age, for `foretold_for`.
  StalenessProbe foretold_for;
};

}  // namespace ringside
