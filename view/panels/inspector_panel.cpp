// What is known of one node or one key.
#include <algorithm>

#include "view/app/text_inspect.h"
#include "view/app/text_stars.h"
#include "view/panels/inspector_parts.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

struct HoldsWords {
  std::string text;
  Colour colour;
};

HoldsWords holds_words(const PanelContext& context, NodeId node, const WorldKey* key) {
  const Palette& palette = context.palette;
  if (!context.world().node(node).up) return {text::k_node_state_down, palette.bad};
  const Holding* copy = key == nullptr ? nullptr : key->at(node);
  if (copy == nullptr) return {text::k_holds_nothing, palette.warning};
  const Holding& newest = key->newest();
  const bool fresh = copy->stamp == newest.stamp && copy->maker == newest.maker;
  std::string words = !fresh            ? text::older(clock_text(copy->stamp.physical))
                      : copy->tombstone ? text::k_deleted
                                        : text::k_holds_fresh;
  if (copy->siblings > 0) words += ", " + text::siblings(copy->siblings + 1);
  return {words, fresh ? palette.good : palette.warning};
}

// One member of a key's group, or another node that keeps a copy.
void member_row(PanelContext& context, NodeId node, const char* role, KeyHash hash,
                const WorldKey* key) {
  const Palette& palette = context.palette;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float right = at.x + ImGui::GetContentRegionAvail().x;
  const float height = ImGui::GetTextLineHeight();
  node_mark(*ImGui::GetWindowDrawList(), context, node, {at.x + 7, at.y + height / 2}, 5);
  ImGui::Indent(20);
  text_in(palette.text, text::node_label(raw(node)));
  ImGui::SameLine(94);
  text_in(palette.text_muted, role);
  ImGui::Unindent(20);
  const HoldsWords holds = holds_words(context, node, key);
  const float width = ImGui::CalcTextSize(holds.text.c_str()).x;
  mark_change(context, change_of_copy(context.world(), before(context), hash, node),
              {right - width - 18, at.y - 1}, {right, at.y + height + 1});
  go_on_at_right(width);
  text_in(holds.colour, holds.text);
}

}  // namespace

void details_title(PanelContext& context, const std::string& name, float room) {
  const float side = ImGui::GetFrameHeight();
  if (icon_button(context, text::k_label_all_keys, Icon::back, text::k_hint_all_keys,
                  {side, side})) {
    context.model.select(std::nullopt);
  }
  ImGui::SameLine();
  const Type type(context.fonts.strong, type_size::k_body);
  ImGui::AlignTextToFramePadding();
  fitted_in(context, context.palette.text, name, ImGui::GetContentRegionAvail().x - room);
}

void changes_line(PanelContext& context, bool any) {
  const auto from = context.model.departed();
  if (!from || before(context) == nullptr) return;
  const Type type(context.fonts.sans, type_size::k_small);
  const std::string since = clock_text(from->time);
  text_in(any ? context.palette.accent : context.palette.text_faint,
          any ? text::changes_since(since) : text::no_changes_since(since));
}

const World* before(const PanelContext& context) {
  return context.model.playback().playing() ? nullptr : context.model.world_before();
}

void show_fact(PanelContext& context, const InspectedFact& fact) {
  const Palette& palette = context.palette;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = ImGui::GetTextLineHeight();
  const float name = ImGui::CalcTextSize(fact.name).x + space::k_medium;
  const std::string both = fact.changed() ? text::was_and_is(fact.was, fact.value) : std::string();
  const bool fits = ImGui::CalcTextSize(both.c_str()).x + name < width;
  const std::string& value = fact.changed() && fits ? both : fact.value;
  const float needed = std::min(ImGui::CalcTextSize(value.c_str()).x, width - name);
  const float left = at.x + width - needed;
  if (fact.changed())
    mark_change(context, Change::changed, {left - 6, at.y - 1}, {at.x + width, at.y + height + 1});
  ImGui::Dummy({width, height});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddText(at, ink(palette.text_muted), fact.name);
  const bool cut = draw_fitted(list, {left, at.y}, needed + 1, palette.text, value);
  if (fact.changed() ? !fits || cut : cut)
    hint((fact.changed() ? text::was_and_is(fact.was, fact.value) : fact.value).c_str());
}

void mark_change(const PanelContext& context, Change change, ImVec2 low, ImVec2 high) {
  if (change == Change::none) return;
  const Palette& palette = context.palette;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(low, high, ink(faded(palette.accent, 0.16f)), 4);
  // Not by shade alone: a plus, a minus, or a bar at its edge.
  const ImVec2 at{low.x + 6, (low.y + high.y) / 2};
  const ImU32 colour = ink(palette.accent);
  if (change == Change::changed)
    return list.AddRectFilled({low.x, low.y + 2}, {low.x + 3, high.y - 2}, colour, 1);
  list.AddLine({at.x - 3, at.y}, {at.x + 4, at.y}, colour, 1.5f);
  if (change == Change::added) list.AddLine({at.x, at.y - 4}, {at.x, at.y + 4}, colour, 1.5f);
}

void show_key_details(PanelContext& context, KeyHash hash) {
  const World& world = context.world();
  const auto found = world.keys().find(hash);
  const WorldKey* key =
      found == world.keys().end() || found->second.copies.empty() ? nullptr : &found->second;
  details_title(context, shortened(context.log().key_text(hash), 80), ImGui::GetFrameHeight());
  const bool is_starred = context.model.starred(hash);
  const float side = ImGui::GetFrameHeight();
  go_on_at_right(side);
  if (icon_button(context, text::k_label_star_key, is_starred ? Icon::starred : Icon::star,
                  is_starred ? text::k_hint_unstar : text::k_hint_star, {side, side}))
    context.model.toggle_star({hash, context.log().key_text(hash)});
  changes_line(context, key_changed(world, before(context), hash));
  if (key == nullptr) {
    wrapped_in(context.palette.text_muted, text::k_key_gone);
  } else {
    const Holding& newest = key->newest();
    wrapped_in(context.palette.text, newest.tombstone
                                         ? std::string(text::k_deleted)
                                         : shortened(context.log().value_text(newest.op), 256));
  }
  const std::vector<InspectedFact> facts = key_facts(world, before(context), hash);
  for (const InspectedFact& one : facts) show_fact(context, one);
  fact(context, text::k_fact_position, text::position_on_ring(raw(hash)));
  ImGui::Dummy({0, space::k_hair});
  heading(context, text::k_heading_group);
  const auto group = world.ring().preference_list(hash);
  for (const NodeId node : group) {
    member_row(context, node, node == group.front() ? text::k_role_primary : text::k_role_replica,
               hash, key);
  }
  if (key == nullptr) return;
  for (const Holding& copy : key->copies) {
    const bool member = std::find(group.begin(), group.end(), copy.node) != group.end();
    if (!member) member_row(context, copy.node, text::k_role_other, hash, key);
  }
  show_key_versions(context, *key);
}

void show_inspector(PanelContext& context) {
  std::optional<Hit> what = context.model.selected();
  const auto& hovered = context.state.hovered;
  const auto has_details = [](const Hit& hit) {
    return std::holds_alternative<NodeId>(hit) || std::holds_alternative<KeyHash>(hit);
  };
  if (hovered && has_details(*hovered)) what = hovered;
  if (!what || !has_details(*what)) return show_key_list(context);
  if (ImGui::BeginChild("inspector", {0, 0}, ImGuiChildFlags_NavFlattened)) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, 6});
    if (const auto* node = std::get_if<NodeId>(&*what)) show_node_details(context, *node);
    if (const auto* key = std::get_if<KeyHash>(&*what)) show_key_details(context, *key);
    ImGui::PopStyleVar();
    scroll_by_touch(context);
  }
  ImGui::EndChild();
}

}  // namespace ringside
