// What is known of one node, and what of it has changed.
#include <algorithm>

#include "core/ring/balance.h"
#include "view/app/text_inspect.h"
#include "view/app/text_menu.h"
#include "view/panels/inspector_parts.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"
#include "view/scene/beliefs.h"

namespace ringside {
namespace {

constexpr std::size_t k_beliefs_told = 12;

double share_of(PanelContext& context, NodeId node) {
  ViewState& state = context.state;
  if (state.share_generation != context.model.session().generation()) {
    state.share_generation = context.model.session().generation();
    state.ring_share =
        measure_balance(context.world().ring(), context.world().shape().nodes).primary_share;
  }
  return state.ring_share[raw(node)];
}

void belief_row(PanelContext& context, const HeldBelief& belief) {
  const Palette& palette = context.palette;
  const WorldNode& other = context.world().node(belief.about);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = ImGui::GetTextLineHeight();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (belief.is_wrong()) {
    list.AddRectFilled({at.x, at.y - 1}, {at.x + width, at.y + height + 1},
                       ink(faded(palette.warning, 0.14f)), 4);
  }
  ImGui::Dummy({width, height});
  node_mark(list, context, belief.about, {at.x + 7, at.y + height / 2}, 5);
  list.AddText({at.x + 20, at.y}, ink(palette.text), text::node_label(raw(belief.about)).c_str());
  const bool is_alive = belief.state == MemberState::alive;
  list.AddText({at.x + width * 0.36f, at.y}, ink(is_alive ? palette.text : palette.warning),
               text::k_belief_states[static_cast<std::size_t>(belief.state)]);
  // Not by colour alone.
  list.AddText({at.x + width * 0.58f, at.y},
               ink(belief.is_wrong() ? palette.warning : palette.text_faint),
               belief.is_wrong() ? "≠" : "=");
  const char* state = !other.up      ? text::k_node_state_down
                      : other.paused ? text::k_state_paused
                                     : text::k_state_up;
  list.AddText({at.x + width * 0.64f, at.y}, ink(palette.text_muted),
               text::in_truth(state, belief.behind, raw(other.epoch)).c_str());
}

void show_beliefs(PanelContext& context, NodeId node) {
  const std::vector<HeldBelief> beliefs = beliefs_of(context.world(), node);
  if (beliefs.empty()) return;
  heading(context, text::k_heading_beliefs);
  std::size_t told = 0;
  for (const HeldBelief& belief : beliefs) {
    if (!belief.is_news() || told == k_beliefs_told) continue;
    belief_row(context, belief);
    ++told;
  }
  const Type type(context.fonts.sans, type_size::k_small);
  const auto news = static_cast<std::size_t>(
      std::count_if(beliefs.begin(), beliefs.end(), [](auto& belief) { return belief.is_news(); }));
  if (news > told) text_in(context.palette.text_faint, text::more(news - told));
  if (news < beliefs.size())
    text_in(context.palette.text_muted, news == 0 ? text::k_believes_all : text::k_believes_rest);
}

void show_mailbox(PanelContext& context, NodeId node) {
  const Time now = context.model.time();
  const std::vector<MailboxLine> lines = mailbox_of(context.world(), node, now);
  if (lines.empty()) return;
  heading(context, text::k_heading_mailbox);
  const Type type(context.fonts.sans, type_size::k_small);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const WorldMessage& message = *lines[i].message;
    const std::string when = message.held_at ? std::string(text::k_message_held)
                             : lines[i].waits
                                 ? std::string(text::k_message_waiting)
                                 : text::arrives_in(rounded_duration(message.arrives_at - now));
    const float width = ImGui::CalcTextSize(when.c_str()).x;
    fitted_in(context, context.palette.text_muted,
              text::from_whom(text::message_title(message.facts, {}), message.facts.from),
              ImGui::GetContentRegionAvail().x - width - space::k_small);
    go_on_at_right(width);
    text_in(context.palette.text_faint, when);
  }
}

// Their order is that of what has changed, so they are listed anew with each moment.
const std::vector<KeptKey>& listed_keys(PanelContext& context, NodeId node) {
  InspectorLook& look = context.state.inspector;
  const World* earlier = before(context);
  const std::uint64_t since = earlier == nullptr ? 0 : earlier->totals().events;
  const std::uint64_t generation = context.model.session().generation();
  const bool same = look.node == node && look.generation == generation &&
                    (look.before == nullptr) == (earlier == nullptr) && look.before_moment == since;
  if (same && (look.moment == context.model.moment() || !context.state.refresh)) return look.keys;
  look = {node,    generation, context.model.moment(),
          earlier, since,      kept_keys(context.world(), earlier, node)};
  return look.keys;
}

void key_row(PanelContext& context, NodeId node, const KeptKey& kept, float height) {
  const Palette& palette = context.palette;
  const std::string name = context.log().key_text(kept.key);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  mark_change(context, kept.change, at, {at.x + width, at.y + height - 1});
  if (ImGui::Selectable(("##kept:" + name).c_str(), false, 0, {width, height}))
    context.model.select(Hit{kept.key});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float top = at.y + (height - ImGui::GetTextLineHeight()) / 2;
  const float half = at.x + width * 0.4f;
  draw_fitted(list, {at.x + 14, top}, half - at.x - 20, palette.text, shortened(name, 60));
  const Holding* copy = context.world().copy(kept.key, node);
  std::string words = text::k_change_gone;
  Colour colour = palette.warning;
  if (copy != nullptr) {
    const Holding& newest = context.world().keys().find(kept.key)->second.newest();
    const bool fresh = copy->stamp == newest.stamp && copy->maker == newest.maker;
    words = text::version(clock_text(copy->stamp.physical), raw(copy->maker));
    if (copy->siblings > 0) words = text::siblings(copy->siblings + 1) + ", " + words;
    if (copy->tombstone) words = std::string(text::k_deleted) + ", " + words;
    if (fresh) colour = palette.text_muted;
    if (!fresh) words = std::string(text::k_holds_stale) + ", " + words;
  }
  draw_fitted(list, {half, top}, at.x + width - half, colour, words);
}

}  // namespace

void show_node_details(PanelContext& context, NodeId node) {
  const WorldNode& state = context.world().node(node);
  details_title(context, text::node_title(raw(node), state.up));
  const std::vector<InspectedFact> facts =
      node_facts(context.world(), before(context), node, context.model.time());
  const std::vector<KeptKey>& keys = listed_keys(context, node);
  changes_line(context,
               std::any_of(facts.begin(), facts.end(), [](auto& f) { return f.changed(); }) ||
                   (!keys.empty() && keys.front().change != Change::none));
  for (const InspectedFact& one : facts) show_fact(context, one);
  fact(context, text::k_fact_share, text::share_of_ring(share_of(context, node)));
  show_beliefs(context, node);
  show_mailbox(context, node);
  if (keys.empty()) return;
  heading(context, text::k_heading_keys);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, 0});
  const float height = context.state.touch ? 44.0f : 24.0f;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(keys.size()), height);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
      key_row(context, node, keys[static_cast<std::size_t>(i)], height);
  }
  ImGui::PopStyleVar();
}

}  // namespace ringside
