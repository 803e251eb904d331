// The cluster's settings.
#include "view/app/text.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

constexpr float k_field_width = 132;

void label_left(const PanelContext& context, const char* name, const char* explanation) {
  ImGui::AlignTextToFramePadding();
  text_in(context.palette.text, name);
  hint(explanation);
  go_on_at_right(k_field_width);
  ImGui::SetNextItemWidth(k_field_width);
}

void problem_below(const PanelContext& context, const std::string& problem) {
  if (problem.empty()) return;
  const Type type(context.fonts.sans, type_size::k_small);
  wrapped_in(context.palette.bad, problem);
}

void number(const PanelContext& context, const text::Field& field, std::uint32_t& value,
            const std::string& problem) {
  label_left(context, field.name, field.explanation);
  const std::uint32_t one = 1;
  ImGui::InputScalar(field.id, ImGuiDataType_U32, &value, &one, nullptr, "%u");
  problem_below(context, problem);
}

void line(const PanelContext& context, const text::Field& field, std::string& value,
          const std::string& problem) {
  label_left(context, field.name, field.explanation);
  text_field(field.id, "", value);
  problem_below(context, problem);
}

void follow_cluster(PanelContext& context) {
  ViewState& state = context.state;
  const ClusterSession& session = context.model.session();
  if (state.form_generation == session.generation() && state.form_base == session.config()) return;
  state.form_generation = session.generation();
  state.form_base = session.config();
  state.form = form_of(session.config());
}

// What few need at first is folded away; what it is set to is said beside its title.
bool unfolded(PanelContext& context) {
  const Type type(context.fonts.strong, type_size::k_small);
  ImGui::PushStyleColor(ImGuiCol_Text, vec(context.palette.text_muted));
  ImGui::PushStyleColor(ImGuiCol_Header, ImVec4(0, 0, 0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, context.state.touch ? 12.0f : 4.0f});
  const bool open = ImGui::TreeNodeEx(
      text::k_label_cluster, ImGuiTreeNodeFlags_SpanAvailWidth | ImGuiTreeNodeFlags_FramePadding |
                                 ImGuiTreeNodeFlags_NoTreePushOnOpen);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor(2);
  if (open) return true;
  const Shape& shape = context.world().shape();
  const Type plain(context.fonts.sans, type_size::k_small);
  const std::string summary = text::shape_summary(shape.nodes, shape.replicas, shape.failures);
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  const ImVec2 size = ImGui::CalcTextSize(summary.c_str());
  ImGui::GetWindowDrawList()->AddText({high.x - size.x, (low.y + high.y - size.y) / 2},
                                      ink(context.palette.text_muted), summary.c_str());
  return false;
}

}  // namespace

void show_cluster_form(PanelContext& context) {
  follow_cluster(context);
  if (!unfolded(context)) return;
  ViewState& state = context.state;
  const ReadForm read = read_form(state.form, state.form_base);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, space::k_tight + 1});
  number(context, text::k_field_nodes, state.form.nodes, read.problems.nodes);
  number(context, text::k_field_replicas, state.form.replicas, read.problems.replicas);
  number(context, text::k_field_failures, state.form.failures, read.problems.failures);
  number(context, text::k_field_vnodes, state.form.vnodes, read.problems.vnodes);
  line(context, text::k_field_latency, state.form.latency, read.problems.latency);
  line(context, text::k_field_loss, state.form.loss, read.problems.loss);
  line(context, text::k_field_seed, state.form.seed, read.problems.seed);
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
