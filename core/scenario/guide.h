#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/trace/log.h"

namespace ringside {

/// One of the answers that a person may predict.
struct GuideChoice {
  std::string text;
  bool right = false;
};

/// One place of a guide: a moment of the run, and what is said there. Events are named by what
/// stands in their words, as `ringside run NAME --trace` prints them.
struct GuideStep {
  std::string at;    ///< The place is right after the first such event behind the step before.
  std::string from;  ///< What lies before such an event is passed over; empty: nothing is.
  std::string say;
  std::string ask;  ///< What comes next? The next step tells; empty where nothing is asked.
  std::vector<GuideChoice> choices;
  /// What is brought out, if anything is.
  std::variant<std::monostate, NodeId, KeyHash, OpId> show;
  std::vector<std::string> claims;  ///< What its words rely on: tests hold the run against it.
};

/// A scenario told step by step. docs/scenario-files.md describes its text.
struct Guide {
  std::string title;
  std::string scenario;  ///< The built-in one whose run it tells,
  std::string run;       ///< and that run, as a link.
  std::vector<GuideStep> steps;
};

inline constexpr std::size_t k_guide_choices_max = 4;

/// Reads a guide. invalid_argument naming file and line and what would be right.
Result<Guide> parse_guide(std::string_view file_name, std::string_view text);

/// Where a step lies in a run, as moments: numbers of events that have happened by then.
struct GuidePlace {
  std::uint64_t from = 0;  ///< The way to it begins here,
  std::uint64_t at = 0;    ///< and ends here.
};

/// Where the steps lie, one behind the other. invalid_argument names the first one whose event does
/// not come. REQUIRES: `log` has the run from its beginning.
Result<std::vector<GuidePlace>> find_places(const Guide& guide, const TraceLog& log);

/// A guide that comes with the program: core/scenario/guides/NAME.guide.
struct BuiltInGuide {
  std::string_view name;
  std::string_view text;

  /// Which its first line has.
  std::string_view title() const { return text.substr(6, text.find('\n') - 6); }
};

/// All of them, simple ones first.
std::span<const BuiltInGuide> built_in_guides();

/// A place that an address leads to: a guide by its name, and one of its steps, from 1.
struct GuideLink {
  std::string name;
  std::uint32_t step = 1;
};

/// The fragment of an address: "#g1.NAME.STEP".
std::string encode_guide_link(const GuideLink& link);
/// Reads a fragment, or an address that ends in one. Whether there is such a guide is not asked.
/// invalid_argument says what is wrong.
Result<GuideLink> decode_guide_link(std::string_view address);
/// Whether an address has a fragment that is meant to be a guide.
bool is_guide_link(std::string_view address);

}  // namespace ringside
