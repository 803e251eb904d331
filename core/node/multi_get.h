#pragma once
#include <cstddef>

#include "core/node/output.h"

namespace ringside {

/// Among the sends from `first` on: gets of one multi-get that go to one node become one message,
/// in the place of the first of them. A single one stays as it is.
void join_gets(std::size_t first, Output& out);

/// The same of answers to `client` to gets of this multi-get.
void join_replies(std::size_t first, Address client, const MultiGetRequest& request, Output& out);

}  // namespace ringside
