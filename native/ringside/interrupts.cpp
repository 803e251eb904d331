#include "native/ringside/interrupts.h"

#include <csignal>

namespace ringside {
namespace {

std::atomic<bool> g_has_come{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // a signal's handler may set it

void note(int signal) {
  g_has_come = true;
  std::signal(signal, SIG_DFL);
}

}  // namespace

Interrupts::Interrupts() {
  g_has_come = false;
  std::signal(SIGINT, note);
  std::signal(SIGTERM, note);
}

Interrupts::~Interrupts() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

const std::atomic<bool>& Interrupts::have_come() const { return g_has_come; }

}  // namespace ringside
