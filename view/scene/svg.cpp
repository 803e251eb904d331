#include "view/scene/svg.h"

#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <map>

#include "core/trace/export_text.h"

namespace ringside {
namespace {

using Vertex = DrawList::Vertex;

// As shape.frag numbers them.
enum class Kind : std::uint8_t { rounded, plus, arc, straight_arc, glow };

// A quad, and where its own frame lies, which its corners tell twice.
struct Quad {
  const Vertex* corners;
  Point centre;
  float turn;

  explicit Quad(const Vertex* of) : corners(of) {
    const Vertex& a = of[0];
    const Vertex& b = of[3];
    const Point local{b.u - a.u, b.v - a.v};
    const Point way{b.x - a.x, b.y - a.y};
    turn = std::atan2(local.x * way.y - local.y * way.x, local.x * way.x + local.y * way.y);
    const Point along = direction(turn);
    centre = {a.x - along.x * a.u + along.y * a.v, a.y - along.y * a.u - along.x * a.v};
  }
  Kind kind() const { return static_cast<Kind>(corners->shape); }
  float size(int i) const { return static_cast<float>(corners->size[i]) / 32; }
  Colour from() const { return colour(corners[0]); }
  Colour to() const { return colour(corners[2]); }
  float angle(int i) const { return std::atan2(corners[i].v, corners[i].u); }

  // Whether both are parts of one long arc.
  bool goes_on(const Quad& next) const {
    const bool arc = kind() == Kind::arc || kind() == Kind::straight_arc;
    return (arc || kind() == Kind::rounded) && corners->shape == next.corners->shape &&
           std::memcmp(corners->size, next.corners->size, sizeof corners->size) == 0 &&
           corners[2].x == next.corners[0].x && corners[2].y == next.corners[0].y &&
           corners[3].x == next.corners[1].x;
  }

 private:
  static Colour colour(const Vertex& vertex) {
    return {vertex.colour[0], vertex.colour[1], vertex.colour[2], vertex.colour[3]};
  }
};

std::string hex_of(Colour colour) {
  return fmt::format("#{:02x}{:02x}{:02x}", colour.r, colour.g, colour.b);
}

class Writer {
 public:
  void add(const Quad& quad, bool whole) {
    switch (quad.kind()) {
      case Kind::rounded: return rounded(quad);
      case Kind::plus: return plus(quad);
      case Kind::glow: return glow(quad);
      default: return arc(quad, whole);
    }
  }

  void text(const Label& label) {
    body_ += fmt::format("<text x='{:.6g}' y='{:.6g}' font-size='{:.4g}' {}{}>", label.at.x,
                         label.at.y, label.size, paint("fill", label.colour),
                         label.halo.a == 0 ? ""
                                           : " " + paint("stroke", label.halo) +
                                                 " stroke-width='2' paint-order='stroke'");
    for (const char c : as_utf8(label.text)) {
      if (c == '<') {
        body_ += "&lt;";
      } else if (c == '&') {
        body_ += "&amp;";
      } else {
        body_ += static_cast<unsigned char>(c) < ' ' ? '?' : c;
      }
    }
    body_ += "</text>\n";
  }

  std::string take() { return std::move(body_); }

 private:
  static std::string paint(const char* what, Colour colour) {
    return fmt::format("{0}='{1}' {0}-opacity='{2:.3g}'", what, hex_of(colour),
                       static_cast<float>(colour.a) / 255);
  }

  // One for each pair of colours.
  std::string gradient(const std::string& tag, const std::string& stops) {
    const auto [at, is_new] = gradients_.try_emplace(stops, gradients_.size());
    if (is_new) body_ += fmt::format("<{0} id='g{1}'>{2}</{0}>\n", tag, at->second, stops);
    return fmt::format("fill='url(#g{})'", at->second);
  }
  static std::string stop(float at, Colour colour) {
    return fmt::format("<stop offset='{}' {}/>", at,
                       fmt::format("stop-color='{}' stop-opacity='{:.3g}'", hex_of(colour),
                                   static_cast<float>(colour.a) / 255));
  }
  static std::string place(const Quad& quad) {
    return fmt::format("transform='translate({:.6g} {:.6g}) rotate({:.5g})'", quad.centre.x,
                       quad.centre.y, quad.turn * 180 / k_pi);
  }

  void rounded(const Quad& quad) {
    const float radius = quad.size(2);
    const Point half{quad.size(0) + radius, quad.size(1) + radius};
    std::string ink;
    if (quad.size(3) > 0) {
      ink = fmt::format("fill='none' {} stroke-width='{:.4g}'", paint("stroke", quad.from()),
                        2 * quad.size(3));
    } else if (quad.from() == quad.to()) {
      ink = paint("fill", quad.from());
    } else {
      ink = gradient("linearGradient", stop(0, quad.from()) + stop(1, quad.to()));
    }
    body_ += fmt::format(
        "<rect x='{:.5g}' y='{:.5g}' width='{:.5g}' height='{:.5g}' rx='{:.5g}' {} {}/>\n", -half.x,
        -half.y, 2 * half.x, 2 * half.y, radius, ink, place(quad));
  }

  void plus(const Quad& quad) {
    const float reach = quad.size(0) - quad.size(1);
    body_ += fmt::format(
        "<path d='M-{0:.4g} 0H{0:.4g}M0 -{0:.4g}V{0:.4g}' stroke-linecap='round' {1} "
        "stroke-width='{2:.4g}' {3}/>\n",
        reach, paint("stroke", quad.from()), 2 * quad.size(1), place(quad));
  }

  void glow(const Quad& quad) {
    // (1 - r²)², as in the shader.
    std::string stops;
    for (const float at : {0.0f, 0.25f, 0.5f, 0.75f, 1.0f})
      stops += stop(at, faded(quad.from(), (1 - at * at) * (1 - at * at)));
    const std::string ink = gradient("radialGradient", stops);
    body_ += fmt::format("<circle r='{:.5g}' {} {}/>\n", quad.size(0), ink, place(quad));
  }

  // All of an arc, or what one quad shows of it where its colour changes on the way.
  void arc(const Quad& quad, bool whole) {
    const float half = std::atan2(static_cast<float>(quad.corners->size[3]) / 65535,
                                  static_cast<float>(quad.corners->size[2]) / 32767.5f - 1);
    const float first = whole ? -half : std::max(quad.angle(0), -half);
    const float last = whole ? half : std::min(quad.angle(2), half);
    if (first >= last) return;
    const float radius = quad.size(0);
    const Point start = direction(first) * radius;
    const Point end = direction(last) * radius;
    body_ += fmt::format(
        "<path d='M{0:.5g} {1:.5g}A{2:.5g} {2:.5g} 0 {3} 1 {4:.5g} {5:.5g}' fill='none' {6} "
        "stroke-width='{7:.4g}'{8} {9}/>\n",
        start.x, start.y, radius, last - first > k_pi ? 1 : 0, end.x, end.y,
        paint("stroke", mixed(quad.from(), quad.to(), 0.5f)), 2 * quad.size(1),
        whole && quad.kind() == Kind::arc ? " stroke-linecap='round'" : "", place(quad));
  }

  std::string body_;
  std::map<std::string, std::size_t> gradients_;
};

}  // namespace

std::string svg(const SvgInput& input) {
  const Rect& area = input.area;
  Writer writer;
  const Vertex* vertices = input.marks.vertices().data();
  const std::size_t quads = input.marks.quads();
  for (std::size_t i = 0; i < quads;) {
    const Quad first(vertices + 4 * i);
    bool one_colour = first.from() == first.to();
    std::size_t end = i + 1;
    for (; end < quads; ++end) {
      const Quad next(vertices + 4 * end);
      if (!Quad(vertices + 4 * (end - 1)).goes_on(next)) break;
      one_colour = one_colour && next.from() == first.from() && next.to() == first.from();
    }
    if (one_colour || end == i + 1) {
      writer.add(first, true);
    } else {
      for (std::size_t part = i; part < end; ++part) writer.add(Quad(vertices + 4 * part), false);
    }
    i = end;
  }
  for (const Label& label : input.labels) writer.text(label);
  return fmt::format(
      "<svg xmlns='http://www.w3.org/2000/svg' width='{0:.5g}' height='{1:.5g}' "
      "viewBox='{2:.5g} {3:.5g} {0:.5g} {1:.5g}' font-family='JetBrains Mono, monospace' "
      "text-anchor='middle' dominant-baseline='central'>\n"
      "<rect x='{2:.5g}' y='{3:.5g}' width='{0:.5g}' height='{1:.5g}' fill='{4}'/>\n{5}</svg>\n",
      area.width, area.height, area.x, area.y, hex_of(input.background), writer.take());
}

}  // namespace ringside
