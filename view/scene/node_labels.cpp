#include <array>
#include <cmath>
#include <numbers>

#include "view/scene/paint.h"

namespace ringside {
namespace {

// A disc smaller than this cannot hold its name.
constexpr float k_name_inside_radius_min = 11;
constexpr float k_label_gap = 4;

std::string name_of(NodeId node) { return "n" + std::to_string(raw(node)); }

std::string keys_of(const WorldNode& node) {
  if (!node.up) return "down";
  return std::to_string(node.live_keys) + (node.live_keys == 1 ? " key" : " keys");
}

std::string keys_in_short(const WorldNode& node) {
  return node.up ? std::to_string(node.live_keys) : std::string{};
}

/// Puts labels down one after the other; one that would touch another, a seat or the border is not
/// put down.
class LabelPlacer {
 public:
  explicit LabelPlacer(const Painter& painter) : p_(painter) {
    if (p_.layout.seats_are_ticks()) return;
    for (std::uint32_t i = 0; i < p_.world().nodes().size(); ++i) {
      seats_.push_back(square(p_.layout.seat(NodeId{i}), p_.layout.node_radius()));
    }
  }

  bool place(const Label& label) {
    if (label.text.empty()) return false;
    const Rect box = bounds(label);
    const Rect room{box.x - 3, box.y - 1, box.width + 6, box.height + 2};
    const Rect& area = p_.input.area;
    const bool inside = box.x >= area.x && box.y >= area.y && box.right() <= area.right() &&
                        box.bottom() <= area.bottom();
    const auto touches = [&](const Rect& other) { return other.overlaps(room); };
    if (!inside || std::any_of(taken_.begin(), taken_.end(), touches)) return false;
    if (std::any_of(seats_.begin(), seats_.end(), touches)) return false;
    taken_.push_back(box);
    labels_.push_back(label);
    return true;
  }

  /// A label that lies on its own seat.
  void put_inside(Label label) { labels_.push_back(std::move(label)); }

  std::vector<Label> take() { return std::move(labels_); }

 private:
  const Painter& p_;
  std::vector<Rect> seats_;
  std::vector<Rect> taken_;
  std::vector<Label> labels_;
};

// Just outside the seat, however the label is shaped.
Point outside_seat(const Painter& p, NodeId node, const Label& label) {
  const Point out = direction(p.layout.seat_angle(node));
  const Rect box = bounds(label);
  const float support = std::abs(out.x) * box.width / 2 + std::abs(out.y) * box.height / 2;
  return p.layout.seat(node) + out * (p.layout.node_radius() + k_label_gap + support);
}

Label outer_label(const Painter& p, NodeId node, std::string text, float size) {
  const float opacity = p.focus.of_node(node);
  Label label;
  label.text = std::move(text);
  label.size = size;
  label.colour = faded(p.palette().text_muted, opacity);
  label.halo = faded(p.palette().background, opacity);
  label.at = outside_seat(p, node, label);
  return label;
}

void label_disc(const Painter& p, LabelPlacer& placer, NodeId node) {
  const WorldNode& state = p.world().node(node);
  const float radius = p.layout.node_radius();
  if (radius < k_name_inside_radius_min) {
    placer.place(outer_label(p, node, name_of(node), type_size::k_small));
    return;
  }
  Label name;
  name.text = name_of(node);
  name.at = p.layout.seat(node);
  name.size = std::min(type_size::k_body,
                       radius * 1.5f / (k_mono_advance * static_cast<float>(name.text.size())));
  name.strong = true;
  const Colour hue = p.palette().node_hue(node);
  name.colour =
      faded(state.up ? Palette::ink_on(hue) : p.palette().text_muted, p.focus.of_node(node));
  name.halo = faded(name.colour, 0);
  placer.put_inside(name);
  if (placer.place(outer_label(p, node, keys_of(state), type_size::k_small))) return;
  placer.place(outer_label(p, node, keys_in_short(state), type_size::k_small));
}

// Every how many ticks one can be named so that names keep clear of each other: 1, 2, 5, 10, 20, 50
// …
std::uint32_t name_stride(const Painter& p) {
  const float chord = 2 * std::numbers::pi_v<float> * p.layout.node_orbit() /
                      static_cast<float>(p.world().nodes().size());
  const float needed = 40 / std::max(chord, 1e-3f);
  std::uint32_t decade = 1;
  for (;; decade *= 10) {
    for (const std::uint32_t step : {1u, 2u, 5u}) {
      if (static_cast<float>(step * decade) >= needed || decade > 100'000) return step * decade;
    }
  }
}

}  // namespace

std::vector<Label> make_node_labels(const Painter& p) {
  LabelPlacer placer(p);
  const auto count = static_cast<std::uint32_t>(p.world().nodes().size());
  const bool ticks = p.layout.seats_are_ticks();
  const auto name_tick = [&](NodeId node) {
    placer.place(outer_label(p, node, name_of(node), type_size::k_small));
  };

  // What is pointed at has the first right to a label; then nodes that are down.
  for (std::uint32_t i = 0; i < count; ++i) {
    if (ticks && p.focus.is_node(NodeId{i})) name_tick(NodeId{i});
  }
  const std::uint32_t stride = ticks ? name_stride(p) : 1;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!ticks) {
      label_disc(p, placer, NodeId{i});
    } else if (!p.world().nodes()[i].up) {
      name_tick(NodeId{i});
    }
  }
  for (std::uint32_t i = 0; ticks && i < count; i += stride) {
    if (p.world().nodes()[i].up && !p.focus.is_node(NodeId{i})) name_tick(NodeId{i});
  }
  return placer.take();
}

}  // namespace ringside
