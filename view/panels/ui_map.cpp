#include "view/panels/ui_map.h"

#include <imgui_internal.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ringside {
namespace {

// Half a point of precision is more than a click needs; doubles print as short as they are.
double rounded(float coordinate) { return std::round(static_cast<double>(coordinate) * 2) / 2; }

}  // namespace

void UiMap::attach() {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  context.TestEngine = this;
  context.TestEngineHookItems = true;
}

void UiMap::begin_frame() {
  items_.clear();
  named_.clear();
}

void UiMap::add(std::string name, const Rect& rect) {
  named_.insert_or_assign(std::move(name), rect);
}

void UiMap::saw_item(ImGuiID id, const Rect& visible) {
  if (visible.width > 0 && visible.height > 0) items_.insert_or_assign(id, visible);
}

void UiMap::saw_label(ImGuiID id, std::string_view label) {
  const auto item = items_.find(id);
  if (item == items_.end()) return;
  const auto mark = label.rfind("##");
  if (mark != std::string_view::npos) label.remove_prefix(mark + 2);
  // Our names are words; ImGui's own parts, such as "#SCROLLY" and "Card/child_0123", are not.
  if (label.empty() || label.front() == '#' || label.find('/') != std::string_view::npos) return;
  add(std::string(label), item->second);
}

Rect UiMap::find(std::string_view name) const {
  const auto found = named_.find(name);
  return found == named_.end() ? Rect{} : found->second;
}

std::string UiMap::json() const {
  nlohmann::json map = nlohmann::json::object();
  for (const auto& [name, rect] : named_) {
    map[name] = {rounded(rect.x), rounded(rect.y), rounded(rect.right()), rounded(rect.bottom())};
  }
  return map.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace ringside

// What ImGui calls for each item; declared in imgui_internal.h.
void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect& box,
                                 const ImGuiLastItemData*) {
  auto* map = static_cast<ringside::UiMap*>(context->TestEngine);
  // A menu is hidden while it is measured, and lies elsewhere then.
  const ImGuiWindow* window = context->CurrentWindow;
  if (map == nullptr || id == 0 || window == nullptr || window->Hidden) return;
  ImRect visible = box;
  visible.ClipWithFull(window->ClipRect);
  map->saw_item(id, {visible.Min.x, visible.Min.y, visible.GetWidth(), visible.GetHeight()});
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext* context, ImGuiID id, const char* label,
                                  ImGuiItemStatusFlags) {
  auto* map = static_cast<ringside::UiMap*>(context->TestEngine);
  if (map != nullptr && label != nullptr) map->saw_label(id, label);
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }
