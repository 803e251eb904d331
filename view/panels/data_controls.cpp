// What carries the cluster, and what is put into it.
#include "view/app/text.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

void show_load(PanelContext& context, const FileLoad& load) {
  const std::uint64_t done = load.stored() + load.failed();
  fitted_in(context, context.palette.text, load.name(), ImGui::GetContentRegionAvail().x);
  const float part =
      static_cast<float>(done) / static_cast<float>(std::max<std::uint64_t>(load.total(), 1));
  ImGui::ProgressBar(part, {-1, 6}, "");
  text_in(context.palette.text_muted, text::load_progress(done, load.total()));
  if (ImGui::Button(text::k_label_hurry, {-1, 0})) context.model.hurry();
  hint(text::k_hint_hurry);
}

}  // namespace

void show_host(PanelContext& context) {
  heading(context, text::k_heading_host);
  const ClusterSession& session = context.model.session();
  const float width = (ImGui::GetContentRegionAvail().x - space::k_hair) / 2;
  const HostKind kind = session.kind();
  if (choice(context, text::k_label_simulator, kind == HostKind::simulator, {width, 0}))
    context.model.use_host(HostKind::simulator);
  hint(text::k_hint_simulator);
  ImGui::SameLine(0, space::k_hair);
  ImGui::BeginDisabled(!session.has_threads());
  if (choice(context, text::k_label_threads, kind == HostKind::threads, {width, 0}))
    context.model.use_host(HostKind::threads);
  ImGui::EndDisabled();
  if (session.has_threads()) {
    hint(text::k_hint_threads);
  } else {
    const Type type(context.fonts.sans, type_size::k_small);
    wrapped_in(context.palette.text_muted, std::string(session.why_no_threads()));
  }
}

void show_data(PanelContext& context) {
  heading(context, text::k_heading_data);
  bool demo = context.model.demo_on();
  ImGui::BeginDisabled(context.model.session().recorded());
  if (toggle(context, text::k_label_demo, demo)) context.model.set_demo(demo);
  ImGui::EndDisabled();
  hint(text::k_hint_demo);
  if (const auto& load = context.model.load()) return show_load(context, *load);
  if (ImGui::Button(text::k_label_open, {-1, 0})) context.state.file_wanted = true;
  hint(text::k_hint_file);
  const Type type(context.fonts.sans, type_size::k_small);
  wrapped_in(context.palette.text_muted, text::k_hint_file);
}

}  // namespace ringside
