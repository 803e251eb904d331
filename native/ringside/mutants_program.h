#pragma once

namespace ringside {

/// Becomes ringside-mutants, which has to lie beside this program: planted bugs are compiled into
/// that one only. Returns, with the exit status, only if it is not there.
int become_mutants_program(bool json);

}  // namespace ringside
