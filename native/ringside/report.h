#pragma once
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "core/check/durability.h"
#include "core/check/history.h"
#include "core/check/recorder.h"
#include "core/host/config.h"

namespace ringside {

using Json = nlohmann::ordered_json;

/// One line of JSON with a line break; bytes that are not UTF-8 are replaced.
std::string json_line(const Json& json);

/// "1,1,2", as in a script.
std::string weights_text(const NodeWeights& weights);
/// Everything that decides a run.
Json settings_json(const ClusterConfig& config);
/// "8 nodes · R = 2 · F = 1 · 16 tokens each".
std::string settings_text(const ClusterConfig& config);

/// How many operations ended how: by kind, then by outcome.
using OutcomeCounts = std::map<std::string, std::map<std::string, std::uint64_t>>;
OutcomeCounts count_outcomes(const History& history);

/// What the checkers say about a run.
struct Promises {
  Violations outcomes;
  Violations invention;
  Durability durability;

  bool kept() const {
    return outcomes.count == 0 && invention.count == 0 && durability.lost.count == 0;
  }
};
Promises check_promises(const Recorder& recorder);
Json promises_json(const Promises& promises);
/// One line if all were kept, else what was broken, with examples.
std::string promises_text(const Promises& promises);

}  // namespace ringside
