// What is written over the scene: its labels, and the tooltip of what is pointed at.
#include <algorithm>

#include "view/app/outcome_text.h"
#include "view/app/text_menu.h"
#include "view/app/text_share.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

void draw_label(ImDrawList& list, const PanelContext& context, const Label& label) {
  ImFont* font = context.fonts.mono;
  const char* end = label.text.data() + label.text.size();
  const ImVec2 size = font->CalcTextSizeA(label.size, FLT_MAX, 0, label.text.data(), end);
  const ImVec2 at{label.at.x - size.x / 2, label.at.y - size.y / 2};
  const auto write = [&](float dx, float dy, Colour colour) {
    list.AddText(font, label.size, {at.x + dx, at.y + dy}, ink(colour), label.text.data(), end);
  };
  if (label.halo.a > 0) {
    for (const auto& [dx, dy] : {std::pair{-1.0f, 0.0f},
                                 {1.0f, 0.0f},
                                 {0.0f, -1.0f},
                                 {0.0f, 1.0f},
                                 {-0.7f, -0.7f},
                                 {0.7f, -0.7f},
                                 {-0.7f, 0.7f},
                                 {0.7f, 0.7f}}) {
      write(dx, dy, label.halo);
    }
  }
  write(0, 0, label.colour);
}

void node_tooltip(PanelContext& context, NodeId node) {
  const WorldNode& facts = context.world().node(node);
  text_in(context.palette.text, text::node_title(raw(node), facts.up));
  text_in(context.palette.text_muted,
          text::node_summary(node_state_words(context.world(), node), raw(facts.incarnation)));
  text_in(context.palette.accent, context.model.session().recorded() ? text::k_click_to_select
                                  : facts.up                         ? text::k_click_to_kill
                                                                     : text::k_click_to_restart);
  text_in(context.palette.text_faint, text::k_right_click_for_more);
}

void key_tooltip(PanelContext& context, KeyHash hash) {
  text_in(context.palette.text, shortened(context.log().key_text(hash), 60));
  const auto found = context.world().keys().find(hash);
  if (found == context.world().keys().end() || found->second.copies.empty()) {
    return text_in(context.palette.text_muted, text::k_key_gone);
  }
  const WorldKey& key = found->second;
  const Holding& newest = key.newest();
  text_in(context.palette.text_muted, newest.tombstone
                                          ? std::string(text::k_deleted)
                                          : shortened(context.log().value_text(newest.op), 60));
  std::string holders;
  for (const Holding& copy : key.copies)
    holders += (holders.empty() ? "" : ", ") + std::to_string(raw(copy.node));
  text_in(context.palette.text_muted,
          text::fresh_copies_on(key.fresh_copies(), context.world().shape().group_size(), holders));
}

void link_tooltip(PanelContext& context, const LinkEnds& link) {
  const auto menu = context.model.menu_of(link);
  text_in(context.palette.text, menu->title);
  text_in(context.palette.text_muted, menu->about);
  text_in(context.palette.accent, text::k_click_for_menu);
}

void message_tooltip(PanelContext& context, MessageId id) {
  const World& world = context.world();
  const WorldMessage* message = nullptr;
  const auto under_way = world.in_flight().find(id);
  if (under_way != world.in_flight().end()) message = &under_way->second;
  for (const WorldMessage& lost : world.lost()) {
    if (lost.facts.id == id) message = &lost;
  }
  if (message == nullptr) return text_in(context.palette.text_muted, text::k_message_arrived);
  const MessageFacts& facts = message->facts;
  const auto operation = world.operations().find(facts.op);
  const std::string key = operation == world.operations().end()
                              ? std::string()
                              : shortened(context.log().key_text(operation->second.key), 40);
  text_in(context.palette.text, text::message_title(facts, key));
  text_in(context.palette.text_muted, text::from_to(facts.from, facts.to));
  text_in(context.palette.text_muted, text::sent_at(clock_text(message->sent_at)));
  if (message->lost_at) {
    text_in(context.palette.bad, text::lost_at(clock_text(*message->lost_at), message->reason));
  } else {
    text_in(context.palette.text_muted,
            message->held_at
                ? std::string(text::k_message_held)
                : text::arrives_in(rounded_duration(message->arrives_at - context.model.time())));
    text_in(context.palette.accent, text::k_click_for_menu);
  }
}

}  // namespace

void draw_labels(PanelContext& context) {
  ImDrawList& list = *ImGui::GetBackgroundDrawList();
  for (const Label& label : context.scene.labels()) draw_label(list, context, label);
}

void draw_lasso_words(PanelContext& context, const Rect& area) {
  const std::string words =
      partition_words(context.world(), context.scene.nodes_inside(context.state.lasso));
  ImFont* font = context.fonts.strong;
  const float size = area.width < k_sheet_below ? type_size::k_small : type_size::k_body;
  const ImVec2 room = font->CalcTextSizeA(size, FLT_MAX, area.width, words.c_str());
  ImGui::GetBackgroundDrawList()->AddText(
      font, size, {area.centre().x - room.x / 2, area.centre().y - room.y / 2},
      ink(context.palette.text), words.c_str(), nullptr, area.width);
}

void show_faults(PanelContext& context, const Rect& ring) {
  const std::uint64_t links = links_cut(context.world());
  if (links == 0 || !context.state.lasso.empty()) return;
  const std::string words = text::links_cut(links);
  const float button = context.state.touch ? 64.0f : 52.0f;
  const Type type(context.fonts.sans, type_size::k_small);
  const ImVec2 size = ImGui::CalcTextSize(words.c_str());
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {space::k_tight, context.state.touch ? 10.0f : 3.0f});
  const float height = ImGui::GetFrameHeight() + 2 * space::k_tight;
  const float width = size.x + button + 2 * space::k_medium;
  ImGui::SetCursorScreenPos({ring.right() - width - space::k_small, ring.y + space::k_small});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {space::k_small, space::k_tight});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, vec(context.palette.panel));
  const ImGuiChildFlags flags = ImGuiChildFlags_NavFlattened | ImGuiChildFlags_Borders;
  if (ImGui::BeginChild("faults", {width, height}, flags, ImGuiWindowFlags_NoScrollbar)) {
    ImGui::AlignTextToFramePadding();
    text_in(context.palette.bad, words);
    ImGui::SameLine();
    if (ImGui::Button(text::k_label_heal, {button, 0})) context.model.heal();
    hint(text::k_hint_heal);
  }
  ImGui::EndChild();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
}

void show_tooltip(PanelContext& context) {
  const auto& hovered = context.state.hovered;
  if (!hovered || context.state.finger) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {space::k_medium, 10});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, 3});
  if (ImGui::BeginTooltip()) {
    if (const auto* node = std::get_if<NodeId>(&*hovered)) node_tooltip(context, *node);
    if (const auto* key = std::get_if<KeyHash>(&*hovered)) key_tooltip(context, *key);
    if (const auto* message = std::get_if<MessageId>(&*hovered)) message_tooltip(context, *message);
    if (const auto* link = std::get_if<LinkEnds>(&*hovered)) link_tooltip(context, *link);
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar(2);
}

}  // namespace ringside
