#pragma once
#include <imgui.h>

#include "core/trace/story.h"
#include "view/panels/context.h"

namespace ringside {

/// Room that a step's mark takes, in points.
inline constexpr float k_step_mark = 18;

/// How a step bodes, by form and colour: a disc, a cross, a bar, a dot.
void step_mark(ImDrawList& list, ImVec2 centre, StepTone tone, Colour colour);
Colour step_colour(const Palette& palette, StepTone tone);

/// Each step with when it was so since the start, its sentence, and a bar for what it took, all to
/// one scale. A press moves the time there. A row costs what its text costs; those out of sight are
/// only measured.
void show_steps(PanelContext& context, const Story& story);

}  // namespace ringside
