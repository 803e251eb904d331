#include <fmt/format.h>

#include <array>

#include "core/scenario/guide.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"
#include "embedded.h"

namespace ringside {
namespace {

constexpr std::string_view k_mark = "#g";
constexpr std::string_view k_version = "1.";

}  // namespace

std::span<const BuiltInGuide> built_in_guides() {
  static const std::array<BuiltInGuide, 14> k_guides{{
      {"primary-dies-mid-put", embedded::primary_dies_mid_put_guide},
      {"back-empty", embedded::back_empty_guide},
      {"one-after-another", embedded::one_after_another_guide},
      {"flapping-node", embedded::flapping_node_guide},
      {"beyond-the-promise", embedded::beyond_the_promise_guide},
      {"one-way", embedded::one_way_guide},
      {"new-then-old-reads", embedded::new_then_old_reads_guide},
      {"lost-update-in-a-partition", embedded::lost_update_in_a_partition_guide},
      {"siblings-in-a-partition", embedded::siblings_in_a_partition_guide},
      {"sibling-explosion", embedded::sibling_explosion_guide},
      {"strict-in-a-partition", embedded::strict_in_a_partition_guide},
      {"clock-ahead", embedded::clock_ahead_guide},
      {"doomstone", embedded::doomstone_guide},
      {"quorum-miss-in-a-ring-change", embedded::quorum_miss_in_a_ring_change_guide},
  }};
  return k_guides;
}

std::string encode_guide_link(const GuideLink& link) {
  return fmt::format("{}{}{}.{}", k_mark, k_version, link.name, link.step);
}

bool is_guide_link(std::string_view address) {
  const std::size_t at = address.find('#');
  return at != std::string_view::npos && address.substr(at).starts_with(k_mark);
}

Result<GuideLink> decode_guide_link(std::string_view address) {
  const std::string_view all = trimmed(address);
  std::string_view fragment = all.substr(all.find(k_mark) + k_mark.size());
  if (!fragment.starts_with(k_version))
    return invalid(
        fmt::format("This link is no guide: it is of another version; this program "
                    "reads {}{}",
                    k_mark, k_version));
  fragment.remove_prefix(k_version.size());
  const std::size_t dot = fragment.find('.');
  GuideLink link{std::string(fragment.substr(0, dot)), 1};
  if (dot == std::string_view::npos) return link;
  const auto step = parse_u32(fragment.substr(dot + 1), "the step");
  if (!step) return invalid(fmt::format("This link is no guide: {}.", step.error().message));
  link.step = *step;
  return link;
}

}  // namespace ringside
