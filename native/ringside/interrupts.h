#pragma once
#include <atomic>

namespace ringside {

/// While it lives, the first Ctrl-C or request to end is noted and nothing more, so that long work
/// can say what it has; the second one ends the program. One at a time.
class Interrupts {
 public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  const std::atomic<bool>& have_come() const;
};

}  // namespace ringside
