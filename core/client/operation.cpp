#include "core/client/operation.h"

#include <algorithm>

#include "core/store/siblings.h"

namespace ringside {

CausalContext context_of(const Receipt& receipt) {
  if (receipt.kept) return context_of(*receipt.kept);
  CausalContext context;
  if (receipt.version != Version{}) context.add(receipt.version);
  return context;
}

std::vector<Sibling> siblings_of(const OperationResult& result) {
  if (!result.receipt.kept || result.receipt.merged) return {};
  std::vector<Sibling> others = values_of(*result.receipt.kept);
  std::erase_if(others,
                [&](const Sibling& value) { return value.version == result.receipt.version; });
  return others;
}

}  // namespace ringside
