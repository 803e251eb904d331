// What is written over the scene: its labels, and the tooltip of what is pointed at.
#include <algorithm>

#include "view/app/text.h"
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
  text_in(context.palette.text_muted, text::node_summary(facts.live_keys, raw(facts.incarnation)));
  text_in(context.palette.accent, facts.up ? text::k_click_to_kill : text::k_click_to_restart);
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
            text::arrives_in(rounded_duration(message->arrives_at - context.model.time())));
  }
}

}  // namespace

void draw_labels(PanelContext& context) {
  ImDrawList& list = *ImGui::GetBackgroundDrawList();
  for (const Label& label : context.scene.labels()) draw_label(list, context, label);
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
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar(2);
}

}  // namespace ringside
