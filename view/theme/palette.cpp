#include "view/theme/palette.h"

namespace ringside {
namespace {

// Node hues were found by a search for the eight that stay furthest apart (in OKLab) for usual
// sight and under full protanopia, deuteranopia and tritanopia (Machado et al. 2009), away from
// `bad` and from the grey of a node that is down. No two are closer than 8 of 100 under any of
// them; on the light background all stand out by 2.9 to 1.
constexpr Palette make_dark() {
  Palette p;
  p.is_dark = true;
  p.background = hex(0x0d1017);
  p.background_glow = hex(0x1c2740);
  p.panel = hex(0x141922);
  p.panel_raised = hex(0x1d2431);
  p.panel_hovered = hex(0x273041);
  p.panel_pressed = hex(0x313d52);
  p.border = hex(0x2a3343);
  p.shadow = {0, 0, 0, 120};
  p.text = hex(0xe9eef6);
  p.text_muted = hex(0xa6b2c5);
  p.text_faint = hex(0x738096);
  p.accent = hex(0x6cc4ff);
  p.on_accent = hex(0x08131e);
  p.good = hex(0x63d6a3);
  p.warning = hex(0xffb454);
  p.bad = hex(0xff6b6b);
  p.groove = hex(0x171d29);
  p.link = hex(0x8fa3c4);
  p.client = hex(0xe9eef6);
  p.down = hex(0x5a6475);
  p.paused = hex(0xffb454);
  p.node_hues = {hex(0x73d3ff), hex(0xfed25d), hex(0x379b7a), hex(0xfd9cac),
                 hex(0x8e6cc0), hex(0xb7b847), hex(0x8d9fe9), hex(0xb0f0bc)};
  return p;
}

constexpr Palette make_light() {
  Palette p;
  p.is_dark = false;
  p.background = hex(0xf4f6fa);
  p.background_glow = hex(0xffffff);
  p.panel = hex(0xffffff);
  p.panel_raised = hex(0xeff2f7);
  p.panel_hovered = hex(0xe4e9f2);
  p.panel_pressed = hex(0xd6deea);
  p.border = hex(0xd5dce7);
  p.shadow = {30, 41, 66, 40};
  p.text = hex(0x18202e);
  p.text_muted = hex(0x4b586c);
  p.text_faint = hex(0x7b879a);
  p.accent = hex(0x0b66c2);
  p.on_accent = hex(0xffffff);
  p.good = hex(0x12774f);
  p.warning = hex(0xa05a00);
  p.bad = hex(0xc2181d);
  p.groove = hex(0xe2e7f0);
  p.link = hex(0x5c6d8a);
  p.client = hex(0x2b3547);
  p.down = hex(0x9aa4b4);
  p.paused = hex(0xa05a00);
  p.node_hues = {hex(0x0294fb), hex(0xe47005), hex(0x108d8f), hex(0x87275a),
                 hex(0xb16fcb), hex(0xb6635a), hex(0x4f3897), hex(0x046b0c)};
  return p;
}

constexpr Palette k_dark = make_dark();
constexpr Palette k_light = make_light();

}  // namespace

const Palette& Palette::dark() { return k_dark; }
const Palette& Palette::light() { return k_light; }

Colour Palette::ink_on(Colour hue) {
  constexpr Colour k_dark_ink = hex(0x04060a);
  constexpr Colour k_light_ink = hex(0xffffff);
  return contrast(hue, k_dark_ink) >= contrast(hue, k_light_ink) ? k_dark_ink : k_light_ink;
}

}  // namespace ringside
