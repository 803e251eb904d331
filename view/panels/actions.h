#pragma once
#include <imgui.h>

#include <span>

#include "view/app/text_actions.h"
#include "view/panels/context.h"

namespace ringside {

/// What a person can have done by pressing a key, or by choosing it from the list of all.
struct Action {
  text::ActionWords words;
  ImGuiKeyChord chord;  ///< None where it has no key. Letters are the same with Shift.
  bool repeats;         ///< While the key is held.
  void (*run)(PanelContext&);
  bool (*can)(const PanelContext&) = nullptr;  ///< Whether it would do anything now; null: always.
};
std::span<const Action> actions();

/// The list of actions and commands, with their keys, while it is open.
void show_palette(PanelContext& context);

}  // namespace ringside
