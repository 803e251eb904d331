#pragma once
#include <CLI/CLI.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/host/config.h"
#include "core/scenario/script.h"

namespace ringside {

/// The options that describe a cluster (--nodes, --replicas, …): the same names and values as in a
/// script.
class ClusterOptions {
 public:
  /// Adds them to a subcommand, which they must outlive.
  void add_to(CLI::App& command);
  /// Only those that decide how a ring lies.
  void add_ring_options_to(CLI::App& command);

  /// What was given, by name, as in a script.
  std::vector<Script::Setting> given() const;

  /// `base` with what was given changed. invalid_argument if the outcome is no configuration.
  Result<ClusterConfig> apply_to(ClusterConfig base) const;

 private:
  void add(CLI::App& command, bool ring_only);
  std::map<std::string, std::string> given_;
};

/// An option that takes a whole number up to 2^64 - 1 without a sign; unlike CLI11's own it refuses
/// "-1".
CLI::Option* add_number(CLI::App& command, const std::string& name, std::uint64_t& value,
                        const std::string& help);

/// An option that takes a share in whole percent, with or without the sign.
CLI::Option* add_percent(CLI::App& command, const std::string& name, std::uint32_t& value,
                         const std::string& help);

}  // namespace ringside
