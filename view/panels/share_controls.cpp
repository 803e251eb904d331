// How a run gets to somebody else.
#include "view/app/text.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {

void show_share(PanelContext& context) {
  if (ImGui::Button(text::k_label_share, {-1, 0})) context.model.copy_link();
  const bool simulated = context.model.session().can_branch();
  hint(simulated ? text::k_hint_share : text::k_hint_share_threads);
}

}  // namespace ringside
