#include "core/base/mutant.h"

namespace ringside {

#ifdef RINGSIDE_MUTANTS
namespace {
Mutant g_planted = Mutant::none;
}

void plant(Mutant mutant) { g_planted = mutant; }
Mutant planted() { return g_planted; }
#endif

}  // namespace ringside
