// All keys that are kept somewhere, and how many copies of each are up to date.
#include <algorithm>

#include "view/app/text_stars.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

// Names are sorted for reading; beyond so many keys nobody reads, and the ring's own order costs
// nothing.
constexpr std::size_t k_sorted_max = 2000;

void list_keys(PanelContext& context) {
  ViewState& state = context.state;
  const World& world = context.world();
  const std::uint64_t generation = context.model.session().generation();
  if (state.keys_generation == generation &&
      (!state.refresh || state.keys_at_event == world.totals().events))
    return;
  state.keys_generation = generation;
  state.keys_at_event = world.totals().events;
  state.keys.clear();
  for (const auto& [hash, key] : world.keys()) {
    if (!key.copies.empty()) state.keys.push_back(hash);
  }
  if (state.keys.size() > k_sorted_max) return;
  std::vector<std::pair<std::string, KeyHash>> named;
  named.reserve(state.keys.size());
  for (const KeyHash hash : state.keys) named.emplace_back(context.log().key_text(hash), hash);
  std::sort(named.begin(), named.end());
  for (std::size_t i = 0; i < named.size(); ++i) state.keys[i] = named[i].second;
}

void key_row(PanelContext& context, KeyHash hash, float height) {
  const auto found = context.world().keys().find(hash);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const std::string name = context.log().key_text(hash);
  const float star = context.state.touch ? 40.0f : 24.0f;
  ImGui::PushID(name.c_str());
  const bool is_starred = context.model.starred(hash);
  ImGui::PushStyleColor(ImGuiCol_Button, ImVec4(0, 0, 0, 0));
  if (icon_button(context, text::star_button(name).c_str(), is_starred ? Icon::starred : Icon::star,
                  is_starred ? text::k_hint_unstar : text::k_hint_star, {star, height}))
    context.model.toggle_star({hash, name});
  ImGui::PopStyleColor();
  ImGui::SetCursorScreenPos({at.x + star, at.y});
  if (ImGui::Selectable(("##key:" + name).c_str(), false, 0, {width - star, height}))
    context.model.select(Hit{hash});
  ImGui::PopID();
  if (found == context.world().keys().end() || found->second.copies.empty()) return;
  const WorldKey& key = found->second;
  const Holding& newest = key.newest();
  const std::uint32_t wanted = context.world().shape().group_size();
  const std::uint32_t fresh = key.fresh_copies();
  const std::string copies = text::copies_of(fresh, wanted);
  const Palette& palette = context.palette;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float top = at.y + (height - ImGui::GetTextLineHeight()) / 2;
  const float copies_width = ImGui::CalcTextSize(copies.c_str()).x;
  list.AddText({at.x + width - copies_width, top},
               ink(fresh < wanted ? palette.warning : palette.text_muted), copies.c_str());
  const float middle = at.x + (width - copies_width) * 0.46f;
  draw_fitted(list, {at.x + star + 2, top}, middle - space::k_small - at.x - star, palette.text,
              shortened(name, 60));
  const std::string value =
      newest.tombstone ? text::k_deleted : shortened(context.log().value_text(newest.op), 60);
  draw_fitted(list, {middle, top}, at.x + width - copies_width - space::k_medium - middle,
              palette.text_muted, value);
}

}  // namespace

void show_key_list(PanelContext& context) {
  list_keys(context);
  heading(context, text::k_heading_keys);
  ImGui::SameLine();
  {
    const Type type(context.fonts.sans, type_size::k_small);
    text_in(context.palette.text_muted, with_separators(context.state.keys.size()));
  }
  if (context.state.keys.empty()) return wrapped_in(context.palette.text_muted, text::k_no_keys);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, 0});
  if (ImGui::BeginChild("key list", {0, 0}, ImGuiChildFlags_NavFlattened)) {
    const float height = context.state.touch ? 44.0f : 26.0f;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(context.state.keys.size()), height);
    while (clipper.Step()) {
      for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
        key_row(context, context.state.keys[static_cast<std::size_t>(i)], height);
      }
    }
    scroll_by_touch(context);
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

}  // namespace ringside
