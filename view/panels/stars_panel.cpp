// The keys that are watched: each with its copies, since when they stand like that, and how they
// have stood over the run.
#include <algorithm>

#include "view/app/text_stars.h"
#include "view/app/time_axis.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

constexpr float k_one_line = 560;  // from this width on
constexpr float k_chip = 17;       // from one node to the next

// Those of keys that are watched no more go once another one comes.
const KeyWatch& watch_of(PanelContext& context, KeyHash key) {
  auto& watches = context.state.watches;
  std::size_t i = 0;
  while (i < watches.size() && watches[i]->key() != key) ++i;
  if (i == watches.size()) {
    std::erase_if(watches, [&](auto& watch) { return !context.model.starred(watch->key()); });
    i = watches.size();
    watches.push_back(std::make_unique<KeyWatch>(key));
  }
  const ClusterSession& session = context.model.session();
  watches[i]->update(session.timeline(), session.generation());
  return *watches[i];
}

std::string standing_words(const PanelContext& context, const KeyState& state) {
  const std::uint32_t wanted = context.world().shape().group_size();
  switch (state.standing) {
    case KeyStanding::nowhere: break;
    case KeyStanding::whole: return text::copies_agree(state.fresh, wanted);
    case KeyStanding::few: return text::copies_few(state.fresh, wanted);
    case KeyStanding::differ: return text::copies_differ(state.fresh, wanted);
  }
  return text::k_copies_nowhere;
}

Colour standing_colour(const Palette& palette, KeyStanding standing) {
  switch (standing) {
    case KeyStanding::nowhere: break;
    case KeyStanding::whole: return palette.good;
    case KeyStanding::few: return palette.warning;
    case KeyStanding::differ: return palette.bad;
  }
  return palette.text_faint;
}

// How high the strip is: not told by colour alone.
float standing_height(KeyStanding standing) {
  return standing == KeyStanding::whole ? 0.35f : standing == KeyStanding::few ? 0.65f : 1;
}

// A disc for a fresh copy, a ring for an older one, a dot where a member has none.
float draw_chips(PanelContext& context, KeyHash hash, ImVec2 at) {
  const World& world = context.world();
  const Palette& palette = context.palette;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto group = world.ring().preference_list(hash);
  std::vector<NodeId> nodes(group.begin(), group.end());
  const auto found = world.keys().find(hash);
  const WorldKey* key = found == world.keys().end() ? nullptr : &found->second;
  for (const Holding& copy : key == nullptr ? std::vector<Holding>() : key->copies) {
    if (std::find(nodes.begin(), nodes.end(), copy.node) == nodes.end()) nodes.push_back(copy.node);
  }
  ImVec2 centre{at.x + 7, at.y};
  for (const NodeId node : nodes) {
    const Holding* copy = key == nullptr ? nullptr : key->at(node);
    const ImU32 hue = ink(world.node(node).up ? palette.node_hue(node) : palette.down);
    if (copy == nullptr) {
      list.AddCircleFilled(centre, 2, hue, 8);
    } else if (copy->stamp == key->newest().stamp && copy->maker == key->newest().maker) {
      list.AddCircleFilled(centre, 6, hue, 16);
    } else {
      list.AddCircle(centre, 5, hue, 16, 2);
    }
    centre.x += k_chip;
  }
  return centre.x - 7 - at.x;
}

// How it stood over the run; what is still to come at the time shown steps back.
void show_history(PanelContext& context, const StarredKey& star, const KeyWatch& watch,
                  const Rect& area) {
  Model& model = context.model;
  const Palette& palette = context.palette;
  ImGui::SetCursorScreenPos({area.x, area.y});
  const bool pressed =
      ImGui::InvisibleButton(text::history_of(star.name).c_str(), {area.width, area.height});
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto& states = watch.states();
  const double begin = static_cast<double>(nanoseconds(states.front().at));
  const double end = std::max(static_cast<double>(nanoseconds(model.session().now())), begin + 1);
  const TimeAxis axis({begin, end}, area.x, area.right());
  list.AddRectFilled({area.x, area.y}, {area.right(), area.bottom()},
                     ink(faded(palette.groove, 0.5f)), 2);
  const KeyState* under = nullptr;
  const float pointer = ImGui::GetIO().MousePos.x;
  for (std::size_t i = 0; i < states.size(); ++i) {
    const float left = axis.x_of(states[i].at);
    const float right = i + 1 < states.size() ? axis.x_of(states[i + 1].at) : area.right();
    if (hovered && left <= pointer) under = &states[i];
    if (states[i].standing == KeyStanding::nowhere) continue;
    const float alpha = states[i].moment <= model.moment() ? 1.0f : 0.35f;
    list.AddRectFilled({left, area.bottom() - area.height * standing_height(states[i].standing)},
                       {std::max(right, left + 1), area.bottom()},
                       ink(faded(standing_colour(palette, states[i].standing), alpha)));
  }
  const float cursor = axis.x_of(model.time());
  list.AddLine({cursor, area.y}, {cursor, area.bottom()}, ink(palette.text), 1.5f);
  if (under == nullptr) return;
  if (!context.state.finger && ImGui::BeginTooltip()) {
    const bool last = under == &states.back();
    text_in(palette.text_muted,
            text::from_until(clock_text(under->at),
                             clock_text(last ? model.session().now() : (under + 1)->at)));
    text_in(standing_colour(palette, under->standing), standing_words(context, *under));
    if (under->standing != KeyStanding::nowhere) {
      text_in(palette.text, under->newest.tombstone
                                ? std::string(text::k_deleted)
                                : shortened(context.log().value_text(under->newest.op), 60));
    }
    ImGui::EndTooltip();
  }
  if (pressed) model.go_to_moment(under->moment);
}

void show_star(PanelContext& context, const StarredKey& star, const Rect& rect) {
  Model& model = context.model;
  const Palette& palette = context.palette;
  const KeyWatch& watch = watch_of(context, star.hash);
  const KeyState& state = watch.at(model.moment());
  const bool one_line = rect.width >= k_one_line;
  const float line = one_line ? rect.height : rect.height / 2;
  const float button = context.state.touch ? 40.0f : 26.0f;
  ImGui::SetCursorScreenPos({rect.x, rect.y + (rect.height - button) / 2});
  if (icon_button(context, text::unstar_button(star.name).c_str(), Icon::starred,
                  text::k_hint_unstar, {button, button}))
    return model.toggle_star(star);
  const float left = rect.x + button + space::k_small;
  const std::string words =
      text::since(standing_words(context, state), clock_text(watch.since(model.moment())));
  const std::string value = state.standing == KeyStanding::nowhere ? std::string()
                            : state.newest.tombstone
                                ? text::k_deleted
                                : shortened(context.log().value_text(state.newest.op), 60);
  const float words_width = ImGui::CalcTextSize(words.c_str()).x;
  const float name_right = one_line ? left + rect.width * 0.26f : rect.right();
  ImGui::SetCursorScreenPos({left, rect.y});
  ImGui::PushStyleColor(ImGuiCol_HeaderHovered, ImVec4(0, 0, 0, 0));
  if (ImGui::Selectable(text::watched_row(star.name).c_str(), false, 0, {name_right - left, line}))
    model.select(Hit{star.hash});
  ImGui::PopStyleColor();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float half = ImGui::GetTextLineHeight() / 2;
  const float top = rect.y + line / 2 - half;
  const float room =
      one_line ? name_right - left : rect.right() - left - words_width - space::k_small;
  draw_fitted(list, {left, top}, room * 0.5f, palette.text, star.name);
  draw_fitted(list, {left + room * 0.5f + space::k_tight, top}, room * 0.5f - space::k_small,
              palette.text_muted, value);
  list.AddText({rect.right() - words_width, top},
               ink(state.standing == KeyStanding::whole ? palette.text_muted
                                                        : standing_colour(palette, state.standing)),
               words.c_str());
  const float second = one_line ? rect.y + line / 2 : rect.y + line * 1.5f;
  const float chips_left = one_line ? name_right : left;
  const float chips = draw_chips(context, star.hash, {chips_left, second});
  const float strip = chips_left + chips + space::k_small;
  const float strip_right = one_line ? rect.right() - words_width - space::k_medium : rect.right();
  if (strip_right - strip < 24) return;
  show_history(context, star, watch, {strip, second - 8, strip_right - strip, 16});
}

}  // namespace

void show_stars(PanelContext& context, const Rect& rect) {
  const auto& stars = context.model.stars();
  if (rect.height <= 0 || stars.empty()) return;
  const Type type(context.fonts.sans, type_size::k_small);
  const bool one_line = rect.width >= k_one_line;
  const float height = one_line ? k_star_row : k_star_row_tall;
  const auto shown = std::min(static_cast<std::size_t>(rect.height / height + 0.01f), stars.size());
  // The newest ones, where there is room for some only.
  for (std::size_t i = 0; i < shown; ++i) {
    const StarredKey star = stars[stars.size() - shown + i];
    show_star(context, star,
              {rect.x + space::k_tight, rect.y + height * static_cast<float>(i),
               rect.width - 2 * space::k_tight, height - 2});
    if (context.model.stars().size() != stars.size()) return;
  }
}

}  // namespace ringside
