#pragma once
#include <imgui.h>

#include <map>
#include <string>
#include <string_view>

#include "view/render/geometry.h"

namespace ringside {

/// Where everything that can be pressed lay in the newest frame, by name, so that tests can click
/// by name. The name of an ImGui item is its label, or what stands behind "##" in it. Parts that
/// are scrolled out of sight are left out.
class UiMap {
 public:
  /// From now on ImGui tells this map about its items, through the hooks that it calls if built
  /// with IMGUI_ENABLE_TEST_ENGINE. REQUIRES: a current ImGui context that does not outlive the
  /// map.
  void attach();
  void begin_frame();

  void add(std::string name, const Rect& rect);
  /// Where something lies; empty where it is not shown.
  Rect find(std::string_view name) const;
  /// {"Play":[left,top,right,bottom],…} in points.
  std::string json() const;

  // For the hooks.
  void saw_item(ImGuiID id, const Rect& visible);
  void saw_label(ImGuiID id, std::string_view label);

 private:
  std::map<ImGuiID, Rect> items_;
  std::map<std::string, Rect, std::less<>> named_;
};

}  // namespace ringside
