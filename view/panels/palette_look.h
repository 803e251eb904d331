#pragma once
#include <string>

namespace ringside {

/// What the list of actions remembers from frame to frame.
struct PaletteLook {
  bool opens = false;  ///< It is to be opened in this frame.
  bool open = false;   ///< Keys are its own.
  std::string sought;
  int chosen = 0;  ///< Row that Enter takes.
};

}  // namespace ringside
