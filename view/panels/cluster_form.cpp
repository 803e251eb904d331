// The cluster's settings.
#include "view/app/text.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

void follow_cluster(PanelContext& context) {
  ViewState& state = context.state;
  const ClusterSession& session = context.model.session();
  if (state.form_generation == session.generation() && state.form_base == session.config()) return;
  state.form_generation = session.generation();
  state.form_base = session.config();
  state.form = form_of(session.config());
}

}  // namespace

void show_cluster_form(PanelContext& context) {
  follow_cluster(context);
  const Shape& shape = context.world().shape();
  const std::string summary = text::shape_summary(shape.nodes, shape.replicas, shape.failures);
  if (!unfolded(context, text::k_label_cluster, summary)) return;
  ViewState& state = context.state;
  const ReadForm read = read_form(state.form, state.form_base);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, space::k_tight + 1});
  number_field(context, text::k_field_nodes, state.form.nodes, read.problems.nodes);
  number_field(context, text::k_field_replicas, state.form.replicas, read.problems.replicas);
  number_field(context, text::k_field_failures, state.form.failures, read.problems.failures);
  number_field(context, text::k_field_vnodes, state.form.vnodes, read.problems.vnodes);
  text_line_field(context, text::k_field_latency, state.form.latency, read.problems.latency);
  text_line_field(context, text::k_field_loss, state.form.loss, read.problems.loss);
  text_line_field(context, text::k_field_seed, state.form.seed, read.problems.seed);
  ImGui::PopStyleVar();

  const bool changed = !(state.form == form_of(state.form_base));
  ImGui::BeginDisabled(!changed || read.problems.any());
  const float width = (ImGui::GetContentRegionAvail().x - space::k_small) / 2;
  const bool links_only = !read.problems.any() && only_links_differ(state.form_base, read.config);
  if (ImGui::Button(text::k_label_apply, {width, 0})) context.model.apply(read.config);
  ImGui::EndDisabled();
  hint(!changed     ? text::k_why_no_apply
       : links_only ? text::k_hint_apply_links
                    : text::k_hint_apply);
  ImGui::SameLine();
  ImGui::BeginDisabled(!changed);
  if (ImGui::Button(text::k_label_revert, {width, 0})) state.form = form_of(state.form_base);
  ImGui::EndDisabled();
}

}  // namespace ringside
