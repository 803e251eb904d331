// The versions of a key that nodes keep as their newest, each with who keeps it: columns by node.
#include <algorithm>

#include "view/app/text_inspect.h"
#include "view/panels/inspector_parts.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

constexpr float k_column = 18;
constexpr std::size_t k_columns_max = 8;

// Filled where the node keeps this version; a hollow place in its column where it keeps another.
void keepers_cells(const PanelContext& context, const KeptVersion& version, const WorldKey& key,
                   ImVec2 at) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::size_t columns = std::min(key.copies.size(), k_columns_max);
  for (std::size_t i = 0; i < columns; ++i) {
    const NodeId node = key.copies[i].node;
    const ImVec2 middle{at.x + k_column * (static_cast<float>(i) + 0.5f), at.y};
    if (std::find(version.keepers.begin(), version.keepers.end(), node) != version.keepers.end())
      node_mark(list, context, node, middle, 5);
    else
      list.AddCircleFilled(middle, 1.5f, ink(context.palette.text_faint), 8);
  }
}

void version_row(PanelContext& context, const KeptVersion& version, const WorldKey& key,
                 bool newest) {
  const Palette& palette = context.palette;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float cells = k_column * static_cast<float>(std::min(key.copies.size(), k_columns_max));
  const float line = ImGui::GetTextLineHeight();
  const std::string id = "##version:" + std::to_string(raw(version.newest.op));
  const std::string about =
      text::version_dot(clock_text(version.newest.stamp.physical), version.newest.stamp.logical,
                        raw(version.newest.maker)) +
      ", " + text::written_by(raw(version.newest.op));
  const bool has_siblings = version.siblings > 0;
  const float height = line * (has_siblings ? 3.0f : 2.0f) + space::k_tight;
  if (ImGui::Selectable(id.c_str(), false, 0, {width, height}))
    context.model.select(Hit{version.newest.op});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  // What is newer has a bar at its edge.
  if (newest)
    list.AddRectFilled({at.x, at.y + 2}, {at.x + 3, at.y + height - 2}, ink(palette.accent), 1);
  const float left = at.x + 10;
  const float room = width - cells - 16;
  const std::string value = version.newest.tombstone
                                ? std::string(text::k_deleted)
                                : shortened(context.log().value_text(version.newest.op), 60);
  draw_fitted(list, {left, at.y}, room, newest ? palette.text : palette.text_muted, value);
  draw_fitted(list, {left, at.y + line}, room, palette.text_faint, about);
  if (has_siblings)
    draw_fitted(list, {left, at.y + 2 * line}, width - 16, palette.warning,
                text::beside_it(version.siblings));
  keepers_cells(context, version, key, {at.x + width - cells, at.y + line});
}

}  // namespace

void show_key_versions(PanelContext& context, const WorldKey& key) {
  const std::vector<KeptVersion> versions = versions_of(key);
  if (versions.size() < 2 && versions.front().siblings == 0) return;
  ImGui::Dummy({0, space::k_hair});
  heading(context, text::k_heading_versions);
  const Type type(context.fonts.sans, type_size::k_small);
  const std::size_t columns = std::min(key.copies.size(), k_columns_max);
  const ImVec2 at = ImGui::GetItemRectMin();
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  for (std::size_t i = 0; i < columns; ++i) {
    const std::string name = "n" + std::to_string(raw(key.copies[i].node));
    const float middle = right - k_column * (static_cast<float>(columns - i) - 0.5f);
    ImGui::GetWindowDrawList()->AddText({middle - ImGui::CalcTextSize(name.c_str()).x / 2, at.y},
                                        ink(context.palette.text_faint), name.c_str());
  }
  for (std::size_t i = 0; i < versions.size(); ++i) version_row(context, versions[i], key, i == 0);
}

}  // namespace ringside
