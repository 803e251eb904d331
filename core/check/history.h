#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/client/operation.h"

namespace ringside {

/// What was asked of a cluster and what came back: what the checkers judge. A plain value.
struct History {
  /// An operation that the cluster accepted.
  struct Asked {
    OperationKind kind{};
    std::string key;
    std::string value;  ///< Of a put.
  };
  std::map<OpId, Asked> asked;
  std::vector<OperationResult> results;  ///< In the order they came.
};

/// How often a promise was broken, and the first few times in words.
struct Violations {
  std::uint64_t count = 0;
  std::vector<std::string> examples;  ///< At most k_examples_max.

  void add(std::string example) {
    ++count;
    if (examples.size() < k_examples_max) examples.push_back(std::move(example));
  }

  static constexpr std::size_t k_examples_max = 5;
};

}  // namespace ringside
