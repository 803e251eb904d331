// What a workload asks for, and buttons that start and stop it.
#include <algorithm>
#include <cmath>

#include "view/app/text_traffic.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

void skew_field(PanelContext& context) {
  field_label(context, text::k_field_skew);
  TrafficForm& form = context.state.workload;
  ImGui::InputFloat(text::k_field_skew.id, &form.skew, 0.1f, 0, "%.2f");
  form.skew = std::clamp(form.skew, 0.0f, static_cast<float>(Zipf::k_theta_milli_max) / 1000);
  form.settings.skew_milli = static_cast<std::uint32_t>(std::lround(form.skew * 1000));
}

}  // namespace

void show_workload(PanelContext& context) {
  const Traffic& traffic = context.model.traffic();
  const auto& running = traffic.settings();
  const std::string summary =
      running ? text::workload_summary(running->rate) : std::string(text::k_workload_off);
  if (!unfolded(context, text::k_label_workload, summary)) return;
  TrafficSettings& settings = context.state.workload.settings;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, space::k_tight + 1});
  number_field(context, text::k_field_rate, settings.rate, {});
  number_field(context, text::k_field_reads, settings.reads_percent, {});
  number_field(context, text::k_field_deletes, settings.deletes_percent, {});
  number_field(context, text::k_field_keys, settings.keys, {});
  skew_field(context);
  ImGui::PopStyleVar();
  const auto good = validate(settings);
  if (!good) field_problem(context, good.error().message);
  if (running && traffic.left_out() > 0) field_problem(context, text::left_out(traffic.left_out()));

  const float width = (ImGui::GetContentRegionAvail().x - space::k_small) / 2;
  const bool same = running && *running == settings;
  ImGui::BeginDisabled(!good || same);
  const char* start = running ? text::k_label_change_workload : text::k_label_start_workload;
  if (ImGui::Button(start, {width, 0})) context.model.start_workload(settings);
  ImGui::EndDisabled();
  hint(same ? text::k_why_no_change : text::k_hint_start_workload);
  ImGui::SameLine();
  ImGui::BeginDisabled(!running);
  const bool stop = ImGui::Button(text::k_label_stop_workload, {width, 0});
  ImGui::EndDisabled();
  hint(running ? text::k_hint_stop_workload : text::k_why_no_workload);
  if (stop) context.model.stop_workload();
}

}  // namespace ringside
