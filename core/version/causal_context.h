#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/version/version.h"

namespace ringside {

/// All versions of a key that something knows of, whether they are still kept or were overwritten:
/// of each actor, the newest (a version vector whose counters are clock stamps; Preguiça et al.
/// 2010). It knows every version of an actor up to that one: who makes versions of a key keeps
/// them all in its own context.
class CausalContext {
 public:
  bool covers(const Version& version) const;
  bool covers(const CausalContext& other) const;
  bool empty() const { return newest_.empty(); }

  void add(const Version& version);
  void merge(const CausalContext& other);

  /// Of each actor the newest, in the order of the actors.
  std::span<const Version> newest() const { return newest_; }

  friend bool operator==(const CausalContext&, const CausalContext&) = default;

 private:
  std::vector<Version> newest_;
};

/// For clients to hand back: "n0.1@1000000+2,n3.2@…" (node, incarnation, stamp in nanoseconds,
/// counter); "-" where it knows of nothing.
std::string to_text(const CausalContext& context);
/// invalid_argument where the text is none that to_text() made.
Result<CausalContext> parse_context(std::string_view text);

}  // namespace ringside
