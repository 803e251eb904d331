#include "view/app/config_form.h"

#include "core/base/check.h"
#include "core/scenario/units.h"

namespace ringside {
namespace {

// Which field stands in the way is asked of validate() itself, so that its rules are written in one
// place.
void explain(const Shape& shape, const Shape& good, FormProblems& problems) {
  const auto verdict = validate(shape);
  if (verdict) return;
  struct Field {
    std::uint32_t Shape::*value;
    std::string FormProblems::*problem;
  };
  constexpr Field k_fields[] = {{&Shape::vnodes, &FormProblems::vnodes},
                                {&Shape::failures, &FormProblems::failures},
                                {&Shape::replicas, &FormProblems::replicas},
                                {&Shape::nodes, &FormProblems::nodes}};
  for (const Field& field : k_fields) {
    Shape repaired = shape;
    repaired.*field.value = good.*field.value;
    if (!validate(repaired)) continue;
    problems.*field.problem = verdict.error().message;
    return;
  }
  problems.nodes = verdict.error().message;
}

}  // namespace

ConfigForm form_of(const ClusterConfig& config) {
  return {.nodes = config.shape.nodes,
          .replicas = config.shape.replicas,
          .failures = config.shape.failures,
          .vnodes = config.shape.vnodes,
          .latency = latency_text(config.network.latency),
          .loss = share_text(config.network.loss_ppm),
          .seed = std::to_string(config.seed)};
}

bool FormProblems::any() const {
  return !(nodes.empty() && replicas.empty() && failures.empty() && vnodes.empty() &&
           latency.empty() && loss.empty() && seed.empty());
}

ReadForm read_form(const ConfigForm& form, const ClusterConfig& base) {
  RINGSIDE_CHECK(validate(base).has_value());
  ReadForm read{base, {}};
  Shape& shape = read.config.shape;
  shape.nodes = form.nodes;
  shape.replicas = form.replicas;
  shape.failures = form.failures;
  shape.vnodes = form.vnodes;
  explain(shape, base.shape, read.problems);

  if (auto latency = parse_latency(form.latency)) {
    read.config.network.latency = *latency;
    if (auto valid = validate(read.config.network); !valid)
      read.problems.latency = valid.error().message;
  } else {
    read.problems.latency = latency.error().message;
  }
  if (auto loss = parse_share_ppm(form.loss)) {
    read.config.network.loss_ppm = *loss;
  } else {
    read.problems.loss = loss.error().message;
  }
  if (auto seed = parse_u64(form.seed, "the seed")) {
    // One number decides the whole run, where the tokens lie included.
    read.config.seed = *seed;
    if (*seed != base.seed) shape.token_seed = *seed;
  } else {
    read.problems.seed = seed.error().message;
  }
  return read;
}

bool only_links_differ(const ClusterConfig& present, const ClusterConfig& wanted) {
  ClusterConfig moved = present;
  moved.network = wanted.network;
  return moved == wanted;
}

}  // namespace ringside
