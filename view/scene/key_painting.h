#pragma once
#include <optional>
#include <vector>

#include "core/trace/world.h"
#include "view/render/draw_list.h"
#include "view/scene/hit.h"
#include "view/scene/legend.h"
#include "view/theme/palette.h"

namespace ringside {

struct Painter;

/// Something drawn that a pointer can find.
template <typename Id>
struct Placed {
  Id id;
  Point at;
};

/// The keys inside the band, as dots or as bars, kept from frame to frame: there can be far more of
/// them than of anything else, and they seldom move. With very many the picture is a fraction of a
/// second behind the world.
class KeyPainting {
 public:
  /// Paints anew if what they look like has changed.
  void refresh(const Painter& painter);

  const DrawList& marks() const { return marks_; }
  const std::vector<Placed<KeyHash>>& placed() const { return placed_; }  ///< By rising hash.
  bool as_bars() const { return as_bars_; }
  float radius() const { return radius_; }  ///< Of a dot.
  const std::vector<LegendItem>& items() const { return items_; }

 private:
  /// What a painting shows.
  struct Subject {
    const World* world = nullptr;
    Rect area;
    const Palette* palette = nullptr;
    std::optional<Hit> focus;
    float focus_strength = 0;
    friend bool operator==(const Subject&, const Subject&) = default;
  };
  bool is_current(const Painter& painter, const Subject& subject) const;
  void see(LegendItem item);
  void paint_dots(const Painter& painter, const std::vector<std::uint16_t>& rows, float row_step);
  void paint_bars(const Painter& painter);

  DrawList marks_;
  std::vector<Placed<KeyHash>> placed_;
  std::vector<LegendItem> items_;
  bool as_bars_ = false;
  float radius_ = 0;
  Subject subject_;
  std::uint64_t events_ = 0;
  Time time_{};
  double painted_at_ = 0;
};

}  // namespace ringside
