#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "view/render/draw_list.h"
#include "view/theme/palette.h"

namespace ringside {

/// One line of the legend: a mark as the scene draws it, and what it means.
struct LegendEntry {
  DrawList mark;  ///< Drawn round (0, 0), within k_legend_mark_width × k_legend_mark_height points.
  std::string text;
};
inline constexpr float k_legend_mark_width = 32;
inline constexpr float k_legend_mark_height = 20;

/// What a legend can explain, in the order in which it does.
enum class LegendItem : std::uint8_t {
  node,
  node_down,
  arc,
  zero,
  client,
  key,
  key_short,
  key_unsafe,
  key_deleted,
  key_bars,
  request,
  forwarded_request,
  forward_taken,
  reply_ok,
  reply_not_found,
  reply_failed,
  copy,
  copy_stored,
  copy_refused,
  upkeep,
  probe,
  probe_answered,
  lost,
  node_paused,
  held,
  link_cut,
  link_odd,
  suspected,
  taken_for_dead,
  belief_wrong,
  starred,
  replica_fresh,
  replica_stale,
  replica_missing,
  replica_hinted,
};
inline constexpr std::size_t k_legend_items = 35;

LegendEntry legend_entry(LegendItem item, const Palette& palette);

/// Keeps a legend steady: an item stays for a few seconds after it was last on screen.
class LegendMemory {
 public:
  void see(LegendItem item) { seen_now_ |= std::uint64_t{1} << static_cast<unsigned>(item); }
  /// The items on screen by `wall_seconds`; what was seen since the last call counts as just now.
  std::vector<LegendItem> items(double wall_seconds);

 private:
  std::uint64_t seen_now_ = 0;
  std::vector<double> last_seen_ = std::vector<double>(k_legend_items, -1e9);
};

}  // namespace ringside
