#include <array>
#include <cmath>

#include "view/scene/beliefs.h"
#include "view/scene/paint.h"

namespace ringside {
namespace {

// A disc smaller than this cannot hold its name.
constexpr float k_name_inside_radius_min = 11;
constexpr float k_label_gap = 4;

std::string name_of(NodeId node) { return "n" + std::to_string(raw(node)); }

std::string keys_of(const WorldNode& node) {
  if (!node.up) return "down";
  std::string words =
      node.paused ? "paused"
                  : std::to_string(node.live_keys) + (node.live_keys == 1 ? " key" : " keys");
  if (node.slowed_by > Duration::zero()) words += ", slow";
  if (node.clock_skew != Duration::zero()) words += ", clock off";
  return words;
}

std::string keys_in_short(const WorldNode& node) {
  return node.up ? std::to_string(node.live_keys) : std::string{};
}

/// Puts labels down one after the other; one that would touch another, a seat or the border is not
/// put down.
class LabelPlacer {
 public:
  explicit LabelPlacer(const Painter& painter) : p_(painter) {}

  bool place(const Label& label) {
    if (label.text.empty()) return false;
    const Rect box = bounds(label);
    const Rect room{box.x - 3, box.y - 1, box.width + 6, box.height + 2};
    const Rect& area = p_.input.area;
    const bool inside = box.x >= area.x && box.y >= area.y && box.right() <= area.right() &&
                        box.bottom() <= area.bottom();
    const auto touches = [&](const Rect& other) { return other.overlaps(room); };
    if (!inside || std::any_of(taken_.begin(), taken_.end(), touches)) return false;
    if (touches_seat(box)) return false;
    taken_.push_back(box);
    labels_.push_back(label);
    return true;
  }

  /// A label that lies on its own seat.
  void put_inside(Label label) { labels_.push_back(std::move(label)); }

  std::vector<Label> take() { return std::move(labels_); }

 private:
  // Ticks lie side by side on the orbit, which labels keep outside of.
  bool touches_seat(const Rect& box) const {
    if (p_.layout.seats_are_ticks()) return false;
    for (std::uint32_t i = 0; i < p_.world().nodes().size(); ++i) {
      const Point seat = p_.layout.seat(NodeId{i});
      const Point nearest{std::clamp(seat.x, box.x, box.right()),
                          std::clamp(seat.y, box.y, box.bottom())};
      if (distance(seat, nearest) < p_.layout.node_radius() + 1) return true;
    }
    return false;
  }

  const Painter& p_;
  std::vector<Rect> taken_;
  std::vector<Label> labels_;
};

// Just outside the seat: as near to it as the label's shape allows.
Point outside_seat(const Painter& p, NodeId node, const Label& label) {
  const Point seat = p.layout.seat(node);
  const Point out = direction(p.layout.seat_angle(node));
  const float rim = p.layout.node_radius() + k_label_gap;
  const Point half{bounds(label).width / 2, label.size / 2};
  const float farthest = rim + std::abs(out.x) * half.x + std::abs(out.y) * half.y;
  for (float away = rim; away < farthest; away += 1) {
    // The label's point that lies nearest to the seat.
    const Point at = out * away;
    const Point nearest{std::clamp(0.0f, at.x - half.x, at.x + half.x),
                        std::clamp(0.0f, at.y - half.y, at.y + half.y)};
    if (length(nearest) >= rim) return seat + at;
  }
  return seat + out * farthest;
}

Label outer_label(const Painter& p, NodeId node, std::string text, float opacity) {
  Label label;
  label.text = std::move(text);
  label.size = type_size::k_small;
  label.colour = faded(p.palette().text_muted, opacity);
  label.halo = faded(p.palette().background, opacity);
  label.at = outside_seat(p, node, label);
  return label;
}

void name_disc(const Painter& p, LabelPlacer& placer, NodeId node) {
  const float radius = p.layout.node_radius();
  if (radius < k_name_inside_radius_min) {
    placer.place(outer_label(p, node, name_of(node), p.focus.of_node(node)));
    return;
  }
  Label name;
  name.text = name_of(node);
  name.at = p.layout.seat(node);
  name.size = std::min(type_size::k_body,
                       radius * 1.5f / (k_mono_advance * static_cast<float>(name.text.size())));
  const Colour hue = p.palette().node_hue(node);
  name.colour = faded(p.world().node(node).up ? Palette::ink_on(hue) : p.palette().text_muted,
                      p.focus.of_node(node));
  name.halo = faded(name.colour, 0);
  placer.put_inside(std::move(name));
}

// What the node that is looked at takes another one for, where it does not go without saying.
std::string belief_words(const HeldBelief& belief, const WorldNode& other, const std::string& to) {
  if (!belief.is_news()) return {};
  std::string words;
  if (belief.state != MemberState::alive || belief.is_wrong()) {
    words = belief.state == MemberState::alive       ? "alive"
            : belief.state == MemberState::suspected ? "suspect"
                                                     : "dead";
    words += to;
  }
  if (belief.behind)
    words += (words.empty() ? "epoch " : ", epoch ") + std::to_string(raw(other.epoch));
  return words;
}

using Words = std::vector<std::string>;

// By node; empty where there is nothing else to say than what it keeps.
Words words_of_beliefs(const Painter& p, bool in_full) {
  Words words(p.world().nodes().size());
  if (!p.focus.node()) return words;
  const std::string to = in_full ? " to " + name_of(*p.focus.node()) : std::string();
  for (const HeldBelief& belief : beliefs_of(p.world(), *p.focus.node()))
    words[raw(belief.about)] = belief_words(belief, p.world().node(belief.about), to);
  return words;
}

/// Puts down what every node holds, all in the same form, or what is believed of it. False if some
/// label found no place.
bool count_keys(const Painter& p, LabelPlacer& placer, const Words& beliefs,
                std::string (*in_words)(const WorldNode&)) {
  bool all = true;
  for (std::uint32_t i = 0; i < p.world().nodes().size(); ++i) {
    std::string words = beliefs[i].empty() ? in_words(p.world().nodes()[i]) : beliefs[i];
    if (words.empty()) continue;
    // A belief is of the node that is looked at: it does not step back.
    const float opacity = beliefs[i].empty() ? p.focus.of_node(NodeId{i}) : 1;
    all = placer.place(outer_label(p, NodeId{i}, std::move(words), opacity)) && all;
  }
  return all;
}

// Every how many ticks one can be named so that names keep clear of each other: 1, 2, 5, 10, 20 …
std::uint32_t name_stride(const Painter& p) {
  const float chord = k_turn * p.layout.node_orbit() / static_cast<float>(p.world().nodes().size());
  const float needed = 40 / std::max(chord, 1e-3f);
  std::uint32_t decade = 1;
  for (;; decade *= 10) {
    for (const std::uint32_t step : {1u, 2u, 5u}) {
      if (static_cast<float>(step * decade) >= needed || decade > 100'000) return step * decade;
    }
  }
}

void name_ticks(const Painter& p, LabelPlacer& placer) {
  const auto count = static_cast<std::uint32_t>(p.world().nodes().size());
  const auto name = [&](std::uint32_t node) {
    placer.place(
        outer_label(p, NodeId{node}, name_of(NodeId{node}), p.focus.of_node(NodeId{node})));
  };
  // What is pointed at has the first right to a label; then nodes that are down.
  for (std::uint32_t i = 0; i < count; ++i) {
    if (p.focus.is_node(NodeId{i})) name(i);
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!p.world().nodes()[i].up && !p.focus.is_node(NodeId{i})) name(i);
  }
  for (std::uint32_t i = 0, stride = name_stride(p); i < count; i += stride) {
    if (p.world().nodes()[i].up && !p.focus.is_node(NodeId{i})) name(i);
  }
}

}  // namespace

std::vector<Label> make_node_labels(const Painter& p) {
  LabelPlacer placer(p);
  const auto count = static_cast<std::uint32_t>(p.world().nodes().size());
  if (p.layout.seats_are_ticks()) {
    name_ticks(p, placer);
    return placer.take();
  }
  for (std::uint32_t i = 0; i < count; ++i) name_disc(p, placer, NodeId{i});
  if (p.layout.node_radius() < k_name_inside_radius_min) return placer.take();
  LabelPlacer in_full = placer;
  if (count_keys(p, in_full, words_of_beliefs(p, true), keys_of)) return in_full.take();
  count_keys(p, placer, words_of_beliefs(p, false), keys_in_short);
  return placer.take();
}

}  // namespace ringside
