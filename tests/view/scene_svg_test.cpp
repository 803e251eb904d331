#include <catch_amalgamated.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "view/scene/svg.h"

namespace ringside::scene_svg_test {
namespace {

constexpr Colour k_ink = hex(0x8090a0);

std::string picture(const DrawList& marks, const std::vector<Label>& labels = {}) {
  return svg(
      {.area = {10, 20, 300, 200}, .background = hex(0x0d1017), .marks = marks, .labels = labels});
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

// As far as these pictures use XML: tags are closed in turn, values quoted, no other marks.
bool well_formed(const std::string& text) {
  std::vector<std::string> open;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '&' && text.compare(at, 4, "&lt;") != 0 && text.compare(at, 5, "&amp;") != 0)
      return false;
    if (text[at] != '<') continue;
    const std::size_t end = text.find('>', at);
    if (end == std::string::npos) return false;
    const std::string tag = text.substr(at + 1, end - at - 1);
    bool in_value = false;
    for (std::size_t i = 0; i < tag.size(); ++i) {
      if (tag[i] == '<') return false;
      if (tag[i] != '\'') continue;
      in_value = !in_value;
      const char next = i + 1 < tag.size() ? tag[i + 1] : ' ';
      if (!in_value && next != ' ' && next != '/') return false;
    }
    if (in_value) return false;
    if (tag.starts_with('/')) {
      if (open.empty() || open.back() != tag.substr(1)) return false;
      open.pop_back();
    } else if (!tag.ends_with('/')) {
      open.push_back(tag.substr(0, tag.find(' ')));
    }
    at = end;
  }
  return open.empty();
}

TEST_CASE("svg: each shape is one element, where it lies", "[view]") {
  DrawList list;
  list.disc({50, 60}, 8, k_ink);
  CHECK(picture(list).find("<rect x='-8' y='-8' width='16' height='16' rx='8' fill='#8090a0' "
                           "fill-opacity='1' transform='translate(50 60) rotate(0)'/>") !=
        std::string::npos);
  list.clear();
  list.line({50, 50}, {50, 90}, 2, k_ink);
  CHECK(picture(list).find("width='42' height='2' rx='1'") != std::string::npos);
  CHECK(picture(list).find("translate(50 70) rotate(90)") != std::string::npos);
  list.clear();
  list.box_outline({20, 30, 40, 20}, 3, 2, k_ink);
  CHECK(picture(list).find("fill='none' stroke='#8090a0'") != std::string::npos);
  list.plus({70, 70}, 5, 2, 0.5f, k_ink);
  list.diamond({90, 70}, 5, k_ink);
  list.glow({90, 90}, 20, k_ink);
  const std::string all = picture(list);
  CHECK(count_of(all, "<path") == 1);
  CHECK(count_of(all, "<circle") == 1);
  CHECK(count_of(all, "<radialGradient") == 1);
  CHECK(well_formed(all));
  CHECK(
      all.starts_with("<svg xmlns='http://www.w3.org/2000/svg' width='300' height='200' "
                      "viewBox='10 20 300 200'"));
}

TEST_CASE("svg: a long arc is one path again, and a ring one outline", "[view]") {
  DrawList list;
  list.arc({.centre = {100, 100}, .radius = 80, .from = 0, .sweep = k_pi / 2, .width = 6}, k_ink);
  REQUIRE(list.quads() > 1);
  std::string drawn = picture(list);
  CHECK(count_of(drawn, "<path") == 1);
  CHECK(drawn.find("stroke-linecap='round'") != std::string::npos);
  CHECK(drawn.find("rotate(45)") != std::string::npos);
  list.clear();
  list.ring({100, 100}, 80, 3, k_ink);
  REQUIRE(list.quads() > 1);
  drawn = picture(list);
  CHECK(count_of(drawn, "stroke-width='3'") == 1);
  CHECK(count_of(drawn, "rx='80'") == 1);
}

TEST_CASE("svg: what changes its colour on the way does so here", "[view]") {
  DrawList list;
  list.line({20, 20}, {90, 20}, 2, k_ink, faded(k_ink, 0));
  list.line({20, 40}, {90, 40}, 2, k_ink, faded(k_ink, 0));
  CHECK(count_of(picture(list), "<linearGradient") == 1);
  list.clear();
  list.arc({.centre = {100, 100}, .radius = 80, .from = 0, .sweep = 2, .width = 6}, k_ink,
           hex(0xffffff));
  CHECK(count_of(picture(list), "<path") > 3);
}

TEST_CASE("svg: text is text, whatever is in it", "[view]") {
  const std::string drawn =
      picture({}, {{.text = "a<b>&\x01\xff\"'",
                    .at = {50, 60},
                    .size = 12,
                    .colour = k_ink,
                    .halo = {0, 0, 0, 0}},
                   {.text = "n3", .at = {70, 60}, .size = 14, .colour = k_ink, .halo = k_ink}});
  CHECK(drawn.find("font-size='12'") != std::string::npos);
  CHECK(drawn.find(">a&lt;b>&amp;?\xEF\xBF\xBD\"'</text>") != std::string::npos);
  CHECK(count_of(drawn, "paint-order='stroke'") == 1);
  CHECK(well_formed(drawn));
}

}  // namespace
}  // namespace ringside::scene_svg_test
