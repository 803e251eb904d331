#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>

#include "view/theme/palette.h"

namespace ringside::scene_palette_test {
namespace {

using Triple = std::array<double, 3>;

double linear(std::uint8_t channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

// OKLab (Ottosson 2020) of linear sRGB.
Triple oklab(const Triple& c) {
  const double l = std::cbrt(0.4122214708 * c[0] + 0.5363325363 * c[1] + 0.0514459929 * c[2]);
  const double m = std::cbrt(0.2119034982 * c[0] + 0.6806995451 * c[1] + 0.1073969566 * c[2]);
  const double s = std::cbrt(0.0883024619 * c[0] + 0.2817188376 * c[1] + 0.6299787005 * c[2]);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

// Severity 1 of Machado, Oliveira & Fernandes 2009, on linear sRGB; the first is usual sight.
constexpr std::array<std::array<Triple, 3>, 4> k_sights{{
    {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {{{0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}}},
    {{{0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}}},
    {{{1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900}}},
}};

Triple seen(Colour colour, const std::array<Triple, 3>& sight) {
  const Triple c{linear(colour.r), linear(colour.g), linear(colour.b)};
  Triple out{};
  for (std::size_t i = 0; i < 3; ++i) {
    out[i] = std::clamp(sight[i][0] * c[0] + sight[i][1] * c[1] + sight[i][2] * c[2], 0.0, 1.0);
  }
  return oklab(out);
}

double apart(Colour one, Colour other, const std::array<Triple, 3>& sight) {
  const Triple a = seen(one, sight);
  const Triple b = seen(other, sight);
  return 100 * std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

const std::array<const Palette*, 2> k_palettes{&Palette::dark(), &Palette::light()};

TEST_CASE("palette: node hues stay apart under every kind of colour blindness", "[view]") {
  for (const Palette* palette : k_palettes) {
    for (const auto& sight : k_sights) {
      for (std::size_t i = 0; i < 8; ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          INFO((palette->is_dark ? "dark " : "light ") << i << " and " << j);
          CHECK(apart(palette->node_hues[i], palette->node_hues[j], sight) >= 8);
        }
      }
    }
  }
}

TEST_CASE("palette: no node looks like a failure or like a node that is down", "[view]") {
  for (const Palette* palette : k_palettes) {
    for (const Colour hue : palette->node_hues) {
      CHECK(apart(hue, palette->bad, k_sights[0]) >= 8);
      CHECK(apart(hue, palette->down, k_sights[0]) >= 8);
    }
  }
}

TEST_CASE("palette: ink can be read on every surface", "[view]") {
  for (const Palette* palette : k_palettes) {
    for (const Colour surface : {palette->background, palette->panel, palette->panel_raised}) {
      CHECK(contrast(palette->text, surface) >= 7);
      CHECK(contrast(palette->text_muted, surface) >= 4.5f);
      CHECK(contrast(palette->text_faint, surface) >= 3);
      for (const Colour meaning :
           {palette->accent, palette->good, palette->warning, palette->bad}) {
        CHECK(contrast(meaning, surface) >= 4.5f);
      }
    }
    CHECK(contrast(palette->on_accent, palette->accent) >= 4.5f);
    for (const Colour hue : palette->node_hues) {
      CHECK(contrast(Palette::ink_on(hue), hue) >= 4.5f);
      CHECK(contrast(hue, palette->background) >= 2.9f);
    }
  }
}

TEST_CASE("colour: fades and mixes within its bounds", "[view]") {
  CHECK(faded(hex(0x123456), 0.5f) == Colour{0x12, 0x34, 0x56, 128});
  CHECK(faded(hex(0x123456), 7).a == 255);
  CHECK(mixed(hex(0x000000), hex(0xffffff), 0) == hex(0x000000));
  CHECK(mixed(hex(0x000000), hex(0xffffff), 1) == hex(0xffffff));
  CHECK(mixed(hex(0x000000), hex(0x204060), 0.5f) == hex(0x102030));
  CHECK(contrast(hex(0xffffff), hex(0x000000)) == Catch::Approx(21));
}

}  // namespace
}  // namespace ringside::scene_palette_test
