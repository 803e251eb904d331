#pragma once

namespace ringside {

/// A full memory barrier on every running thread of this process, made by the one who calls: those
/// who are read from then need none of their own. False where the system has none, or where a tool
/// that watches memory would not understand it; then the other one must not be called.
bool register_process_barrier();

/// Takes microseconds. REQUIRES: register_process_barrier() said true.
void process_barrier();

}  // namespace ringside
