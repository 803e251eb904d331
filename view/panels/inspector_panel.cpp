// What is known of one node or one key.
#include <algorithm>

#include "core/ring/balance.h"
#include "view/app/text.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

constexpr std::size_t k_node_keys_max = 200;

void details_title(PanelContext& context, const std::string& name) {
  const float side = ImGui::GetFrameHeight();
  if (icon_button(context, text::k_label_all_keys, Icon::back, text::k_hint_all_keys,
                  {side, side})) {
    context.model.select(std::nullopt);
  }
  ImGui::SameLine();
  const Type type(context.fonts.strong, type_size::k_body);
  ImGui::AlignTextToFramePadding();
  fitted_in(context, context.palette.text, name, ImGui::GetContentRegionAvail().x);
}

double share_of(PanelContext& context, NodeId node) {
  ViewState& state = context.state;
  if (state.share_generation != context.model.session().generation()) {
    state.share_generation = context.model.session().generation();
    state.ring_share =
        measure_balance(context.world().ring(), context.world().shape().nodes).primary_share;
  }
  return state.ring_share[raw(node)];
}

// One member of a key's group, or another node that keeps a copy.
void member_row(PanelContext& context, NodeId node, const char* role, const WorldKey* key) {
  const Palette& palette = context.palette;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  node_mark(*ImGui::GetWindowDrawList(), context, node,
            {at.x + 7, at.y + ImGui::GetTextLineHeight() / 2}, 5);
  ImGui::Indent(20);
  text_in(palette.text, text::node_label(raw(node)));
  ImGui::SameLine(94);
  text_in(palette.text_muted, role);
  ImGui::Unindent(20);
  std::string holds = text::k_holds_nothing;
  Colour colour = palette.warning;
  if (!context.world().node(node).up) {
    holds = text::k_node_state_down;
    colour = palette.bad;
  } else if (key != nullptr) {
    const auto copy = std::find_if(key->copies.begin(), key->copies.end(),
                                   [&](const Holding& holding) { return holding.node == node; });
    if (copy != key->copies.end()) {
      const Holding& newest = key->newest();
      const bool fresh = copy->stamp == newest.stamp && copy->maker == newest.maker;
      holds = !fresh            ? text::k_holds_stale
              : copy->tombstone ? text::k_deleted
                                : text::k_holds_fresh;
      colour = fresh ? palette.good : palette.warning;
    }
  }
  go_on_at_right(ImGui::CalcTextSize(holds.c_str()).x);
  text_in(colour, holds);
}

}  // namespace

void show_node_details(PanelContext& context, NodeId node) {
  const WorldNode& facts = context.world().node(node);
  details_title(context, text::node_title(raw(node), facts.up));
  fact(context, text::k_fact_incarnation, with_separators(raw(facts.incarnation)));
  fact(context, facts.up ? text::k_fact_up_since : text::k_fact_down_since,
       clock_text(facts.changed_at));
  fact(context, text::k_fact_share, text::share_of_ring(share_of(context, node)));
  fact(context, text::k_fact_received, text::count(facts.received, text::k_message));
  fact(context, text::k_fact_keeps, text::kept(facts.live_keys, facts.tombstones));
  if (facts.hints > 0) fact(context, text::k_fact_hints, with_separators(facts.hints));
  if (facts.live_keys == 0) return;
  std::string names;
  std::size_t shown = 0;
  for (const auto& [hash, key] : context.world().keys()) {
    const bool kept = std::any_of(key.copies.begin(), key.copies.end(), [&](const Holding& copy) {
      return copy.node == node && !copy.tombstone;
    });
    if (!kept) continue;
    if (++shown > k_node_keys_max) break;
    names += (names.empty() ? "" : ", ") + shortened(context.log().key_text(hash), 40);
  }
  if (shown > k_node_keys_max) names += ", …";
  wrapped_in(context.palette.text_muted, names);
}

void show_key_details(PanelContext& context, KeyHash hash) {
  const World& world = context.world();
  const auto found = world.keys().find(hash);
  const WorldKey* key =
      found == world.keys().end() || found->second.copies.empty() ? nullptr : &found->second;
  details_title(context, shortened(context.log().key_text(hash), 80));
  if (key == nullptr) {
    wrapped_in(context.palette.text_muted, text::k_key_gone);
  } else {
    const Holding& newest = key->newest();
    wrapped_in(context.palette.text, newest.tombstone
                                         ? std::string(text::k_deleted)
                                         : shortened(context.log().value_text(newest.op), 256));
    fact(context, text::k_fact_version,
         text::version(clock_text(newest.stamp.physical), raw(newest.maker)));
    fact(context, text::k_fact_copies,
         text::copies_of(key->fresh_copies(), world.shape().group_size()));
  }
  fact(context, text::k_fact_position, text::position_on_ring(raw(hash)));
  ImGui::Dummy({0, space::k_hair});
  heading(context, text::k_heading_group);
  const auto group = world.ring().preference_list(hash);
  for (const NodeId node : group) {
    member_row(context, node, node == group.front() ? text::k_role_primary : text::k_role_replica,
               key);
  }
  if (key == nullptr) return;
  for (const Holding& copy : key->copies) {
    const bool member = std::find(group.begin(), group.end(), copy.node) != group.end();
    if (!member) member_row(context, copy.node, text::k_role_other, key);
  }
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
