#include "core/runtime/process_barrier.h"

#include "core/runtime/thread_sanitizer.h"

// Here, and nowhere else in the core, is asked what system this is.
#if !RINGSIDE_TSAN && __has_include(<linux/membarrier.h>)
#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ringside {
namespace {

bool call(int command) { return syscall(__NR_membarrier, command, 0, 0) == 0; }

}  // namespace

bool register_process_barrier() { return call(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED); }
void process_barrier() { call(MEMBARRIER_CMD_PRIVATE_EXPEDITED); }

}  // namespace ringside

#else

namespace ringside {

bool register_process_barrier() { return false; }
void process_barrier() {}

}  // namespace ringside

#endif
