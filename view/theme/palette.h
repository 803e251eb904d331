#pragma once
#include <array>

#include "core/base/ids.h"
#include "view/theme/colour.h"

namespace ringside {

/// Every colour of the view, scene and panels alike: one of two sets. Meaning is never carried by
/// hue alone, and `bad` is not among the node hues.
struct Palette {
  static const Palette& dark();
  static const Palette& light();

  bool is_dark = true;

  // Surfaces, from the back to the front.
  Colour background;       ///< Behind the ring.
  Colour background_glow;  ///< The middle of the scene, a breath lighter.
  Colour panel;            ///< Panels: opaque, so that text on them keeps its contrast.
  Colour panel_raised;     ///< Input fields, buttons, cards on a panel.
  Colour panel_hovered;    ///< A raised surface under the pointer.
  Colour panel_pressed;    ///< A raised surface being pressed.
  Colour border;           ///< Hairlines between surfaces.
  Colour shadow;           ///< Under floating surfaces; not opaque.

  // Ink, on any of the surfaces: contrast at least 7, 4.5 and 3 to one.
  Colour text;
  Colour text_muted;
  Colour text_faint;  ///< Only for what is also said elsewhere, and for disabled controls.

  // Meanings.
  Colour accent;     ///< The one thing to press, selection, keyboard focus.
  Colour on_accent;  ///< Ink on accent.
  Colour good;
  Colour warning;  ///< Also keys with too few copies.
  Colour bad;

  // The ring.
  Colour groove;  ///< The band under its arcs.
  Colour link;    ///< The path of a message.
  Colour client;  ///< Clients and what they send.
  Colour down;    ///< A node that is down, and its arcs.
  Colour paused;  ///< The frame round a scene that stands still.

  /// Node hues, told apart under the common kinds of colour blindness. Beyond eight they repeat:
  /// position and label carry identity then.
  std::array<Colour, 8> node_hues;
  Colour node_hue(NodeId node) const { return node_hues[raw(node) % node_hues.size()]; }

  /// Ink for text on a node's hue: dark or white, whichever stands out more.
  static Colour ink_on(Colour hue);
};

/// The three type sizes, in logical points. Sans is Inter, mono is JetBrains Mono, figures are
/// tabular.
namespace type_size {
inline constexpr float k_small = 12;
inline constexpr float k_body = 14;
inline constexpr float k_title = 19;
}  // namespace type_size

/// Distances, in logical points.
namespace space {
inline constexpr float k_hair = 2;
inline constexpr float k_tight = 4;
inline constexpr float k_small = 8;
inline constexpr float k_medium = 12;
inline constexpr float k_large = 16;
inline constexpr float k_wide = 24;
inline constexpr float k_corner = 6;         ///< Corner radius of controls.
inline constexpr float k_panel_corner = 10;  ///< Corner radius of panels.
inline constexpr float k_touch = 44;         ///< Smallest side of what a finger must hit.
}  // namespace space

}  // namespace ringside
