#pragma once
#include <cstdint>
#include <string>

#include "core/base/error.h"
#include "core/host/config.h"

namespace ringside {

/// A configuration while a person changes it: numbers that may not fit together yet, and texts that
/// may not be readable yet.
struct ConfigForm {
  std::uint32_t nodes = 0;
  std::uint32_t replicas = 0;
  std::uint32_t failures = 0;
  std::uint32_t vnodes = 0;
  std::string latency;  ///< "0.5ms..1ms"
  std::string loss;     ///< "1%"
  std::string seed;

  friend bool operator==(const ConfigForm&, const ConfigForm&) = default;
};

ConfigForm form_of(const ClusterConfig& config);

/// What is wrong with a form: a sentence at each field that must change, empty where it is fine.
/// Where several fields do not fit together the sentence stands at the first whose change alone
/// would help.
struct FormProblems {
  std::string nodes;
  std::string replicas;
  std::string failures;
  std::string vnodes;
  std::string latency;
  std::string loss;
  std::string seed;

  bool any() const;
};

/// The form as a configuration; what the form does not show stays as in `base`. REQUIRES:
/// validate(base).
struct ReadForm {
  ClusterConfig config;  ///< Meaningful if there are no problems.
  FormProblems problems;
};
ReadForm read_form(const ConfigForm& form, const ClusterConfig& base);

/// Whether a running cluster can take over `wanted` as it is: only its links differ.
bool only_links_differ(const ClusterConfig& present, const ClusterConfig& wanted);

}  // namespace ringside
