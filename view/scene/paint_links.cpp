#include <algorithm>
#include <utility>

#include "view/scene/paint.h"

namespace ringside {
namespace {

// More links than this would only be a grey disc.
constexpr std::size_t k_links_max = 600;
constexpr std::size_t k_preview_max = 240;

/// A link, and how much what is on it stands out.
struct Link {
  Address from;
  Address to;
  float opacity = 1;

  std::pair<Address, Address> ends() const { return {from, to}; }
};

// Links that messages are on, each once, with the brightest of them.
std::vector<Link> busy_links(const Painter& p) {
  std::vector<Link> links;
  if (p.world().in_flight().size() > k_full_form_max) return links;
  for (const auto& [id, message] : p.world().in_flight()) {
    links.push_back({message.facts.from, message.facts.to, p.focus.of_message(message.facts)});
  }
  std::sort(links.begin(), links.end(), [](const Link& a, const Link& b) {
    return a.ends() != b.ends() ? a.ends() < b.ends() : a.opacity > b.opacity;
  });
  links.erase(std::unique(links.begin(), links.end(),
                          [](const Link& a, const Link& b) { return a.ends() == b.ends(); }),
              links.end());
  return links;
}

bool is_drawn(const Painter& p, Address end) {
  return end.is_node() ? raw(end.node()) < p.world().nodes().size()
                       : end.is_client() && raw(end.client()) < p.input.clients;
}

// Cut ones, and those with settings of their own.
std::vector<Link> odd_links(const Painter& p) {
  std::vector<Link> links;
  for (const auto& [block, bits] : p.world().links().cuts.blocks()) {
    for (std::uint32_t bit = 0; bit < 64; ++bit) {
      if ((bits >> bit & 1) != 0) links.push_back({block.from, receiver(block, bit)});
    }
  }
  for (const auto& [ends, facts] : p.world().links().own) {
    if (!p.world().links().cuts.contains(ends.first, ends.second))
      links.push_back({ends.first, ends.second});
  }
  std::erase_if(links, [&](const Link& link) {
    return link.from == link.to || !is_drawn(p, link.from) || !is_drawn(p, link.to);
  });
  return links;
}

// Two stumps with a bar at the end of each: nothing gets through.
void draw_cut(DrawList& list, const LinkPath& path, Colour colour) {
  constexpr float k_open = 9;  // points
  const float half = std::min(k_open / std::max(path.length(), 1.0f), 0.3f);
  path.draw(list, 0, 0.5f - half, 1.25f, faded(colour, 0.6f), colour);
  path.draw(list, 0.5f + half, 1, 1.25f, colour, faded(colour, 0.6f));
  for (const float part : {0.5f - half, 0.5f + half}) {
    const Point along = path.at(part + 0.01f) - path.at(part - 0.01f);
    const float reach = std::max(length(along), 1e-3f);
    const Point across = Point{-along.y, along.x} * (4 / reach);
    list.line(path.at(part) - across, path.at(part) + across, 1.75f, colour);
  }
}

void draw_dashed(DrawList& list, const LinkPath& path, Colour colour) {
  constexpr float k_dash = 7;
  const float step = 2 * k_dash / std::max(path.length(), 1.0f);
  for (float part = 0; part < 1; part += step)
    path.draw(list, part, std::min(part + step / 2, 1.0f), 1.5f, colour, colour);
}

}  // namespace

void paint_links(const Painter& p, std::vector<PlacedLink>& placed) {
  const Palette& palette = p.palette();
  const std::vector<Link> busy = busy_links(p);
  if (busy.size() <= k_links_max) {
    constexpr float k_links_few = 60;
    const float many = std::max(static_cast<float>(busy.size()) / k_links_few, 1.0f);
    for (const Link& link : busy) {
      const LinkPath path = p.layout.path(link.from, link.to);
      const Colour colour = faded(palette.link, 0.22f * link.opacity / std::sqrt(many));
      path.draw(p.list, 0, 1, 1, colour, colour);
      placed.push_back({{link.from, link.to}, path});
    }
  }
  const std::vector<Link> odd = odd_links(p);
  if (odd.size() > k_links_max) return;
  constexpr float k_odd_few = 24;
  const float many = std::max(static_cast<float>(odd.size()) / k_odd_few, 1.0f);
  for (const Link& link : odd) {
    const LinkPath path = p.layout.path(link.from, link.to);
    const bool cut = p.world().links().cuts.contains(link.from, link.to);
    const float stands_out = 1 - 0.6f * p.focus.strength();
    if (cut) {
      draw_cut(p.list, path, faded(palette.bad, 0.75f * stands_out / std::sqrt(many)));
    } else {
      draw_dashed(p.list, path, faded(palette.warning, 0.7f * stands_out / std::sqrt(many)));
    }
    p.legend.see(cut ? LegendItem::link_cut : LegendItem::link_odd);
    placed.push_back({{link.from, link.to}, path});
  }
}

void paint_lasso(const Painter& p, const std::vector<NodeId>& inside) {
  const Palette& palette = p.palette();
  const auto nodes = static_cast<std::uint32_t>(p.world().nodes().size());
  const auto is_inside = [&](std::uint32_t node) {
    return std::find(inside.begin(), inside.end(), NodeId{node}) != inside.end();
  };
  if (2 * inside.size() * (nodes - inside.size()) <= k_preview_max) {
    for (std::uint32_t i = 0; i < nodes; ++i) {
      for (std::uint32_t j = 0; j < nodes; ++j) {
        if (is_inside(i) != is_inside(j))
          draw_cut(p.list, p.layout.path(NodeId{i}, NodeId{j}), faded(palette.bad, 0.35f));
      }
    }
  }
  for (const NodeId node : inside) draw_node_ring(p.list, p.node_mark(node), palette.accent, false);
  const auto line = p.input.lasso;
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    p.list.line(line[i], line[i + 1], 1.75f, palette.accent);
  // What closes it, as it would be.
  p.list.line(line.back(), line.front(), 1, faded(palette.accent, 0.5f));
}

}  // namespace ringside
