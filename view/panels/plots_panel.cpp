// Plots of the run over its time: how much, how fast, by whom, and how stale.
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "view/app/text_plots.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

constexpr float k_plot_least = 150;        // width
constexpr std::uint32_t k_load_rows = 32;  // more nodes share them
constexpr std::uint32_t k_reads_few = 20;
constexpr std::uint64_t k_trials = 20'000;  // of the prediction

/// One plot while it is drawn: its frame, and what the pointer is on.
struct Plot {
  PanelContext& context;
  ImDrawList& list;
  Rect area;                     ///< Of the figures, below the title.
  std::optional<float> pointed;  ///< Part of the width that the pointer is at.
  std::size_t count = 1;         ///< Places beside each other.

  const Palette& palette() const { return context.palette; }
  const RunFigures& figures() const { return context.state.plots.figures; }
  float left(std::size_t place) const {
    return area.x + area.width * static_cast<float>(place) / static_cast<float>(count);
  }
  float middle(std::size_t place) const { return (left(place) + left(place + 1)) / 2; }
  float y(double part) const { return area.bottom() - area.height * static_cast<float>(part); }
  std::optional<std::size_t> place() const {
    if (!pointed) return std::nullopt;
    return std::min(static_cast<std::size_t>(*pointed * static_cast<float>(count)), count - 1);
  }
  /// What has not happened yet at the time shown steps back.
  float opacity(std::size_t place) const {
    return figures().begin_of(place) <= context.model.time() ? 1.0f : 0.3f;
  }
};

void write(const Plot& plot, float x, float y, Colour colour, const std::string& words) {
  plot.list.AddText({x, y}, ink(colour), words.c_str());
}

// The largest figure, at the upper edge.
void write_top(const Plot& plot, const std::string& words) {
  plot.list.AddLine({plot.area.x, plot.area.y}, {plot.area.right(), plot.area.y},
                    ink(faded(plot.palette().border, 0.6f)));
  write(plot, plot.area.x + 2, plot.area.y + 1, plot.palette().text_faint, words);
}

void bar(const Plot& plot, std::size_t place, double from, double to, Colour colour) {
  if (to <= from) return;
  const float right = std::max(plot.left(place + 1) - 0.5f, plot.left(place) + 0.5f);
  plot.list.AddRectFilled({plot.left(place), plot.y(to)}, {right, plot.y(from)}, ink(colour));
}

double a_second(const Plot& plot) {
  return 1e9 / static_cast<double>(plot.figures().length().count());
}

std::string draw_throughput(const Plot& plot, std::size_t now, std::size_t shown) {
  const auto& stretches = plot.figures().stretches();
  std::uint32_t most = 1;
  for (const Stretch& one : stretches) most = std::max(most, one.answered + one.failed);
  for (std::size_t i = 0; i < plot.count; ++i) {
    const double answered = static_cast<double>(stretches[i].answered) / most;
    const double all = answered + static_cast<double>(stretches[i].failed) / most;
    bar(plot, i, 0, answered, faded(plot.palette().accent, 0.85f * plot.opacity(i)));
    bar(plot, i, answered, all, faded(plot.palette().bad, plot.opacity(i)));
  }
  write_top(plot, text::per_second(most * a_second(plot)));
  if (plot.pointed) {
    text_in(plot.palette().text,
            text::answered_and_failed(stretches[shown].answered, stretches[shown].failed));
  }
  return text::per_second((stretches[now].answered + stretches[now].failed) * a_second(plot));
}

std::string draw_latency(const Plot& plot, std::size_t now, std::size_t shown) {
  const auto& stretches = plot.figures().stretches();
  double most = 1;
  double least = 1e18;
  for (const Stretch& one : stretches) {
    if (one.latency.count() == 0) continue;
    most = std::max(most, static_cast<double>(one.latency.percentile(99).count()));
    least = std::min(least, static_cast<double>(one.latency.percentile(50).count()));
  }
  // Each doubling is as high as any other: time-outs are a hundred times as long as answers.
  least /= 2;
  for (const std::uint32_t percent : {99u, 50u}) {
    const Colour colour = percent == 50 ? plot.palette().accent : plot.palette().warning;
    const float width = percent == 50 ? 2.0f : 1.25f;
    std::optional<ImVec2> last;  // broken where nothing was answered
    for (std::size_t i = 0; i < plot.count; ++i) {
      const LatencyCounts& latency = stretches[i].latency;
      if (latency.count() == 0) {
        last.reset();
        continue;
      }
      const auto ns = static_cast<double>(latency.percentile(percent).count());
      const ImVec2 at{plot.middle(i), plot.y(std::log(ns / least) / std::log(most / least))};
      const ImU32 shade = ink(faded(colour, plot.opacity(i)));
      if (last) plot.list.AddLine(*last, at, shade, width);
      plot.list.AddCircleFilled(at, width * 0.9f, shade, 8);
      last = at;
    }
  }
  if (least < most) {
    write_top(plot, rounded_duration(Duration{static_cast<std::int64_t>(most)}));
    write(plot, plot.area.x + 2, plot.area.bottom() - ImGui::GetTextLineHeight() - 1,
          plot.palette().text_faint, rounded_duration(Duration{static_cast<std::int64_t>(least)}));
  }
  const auto words = [&](std::size_t place, std::uint32_t percent) {
    return rounded_duration(stretches[place].latency.percentile(percent));
  };
  if (plot.pointed && stretches[shown].latency.count() > 0) {
    text_in(plot.palette().warning, text::p99_in_words(words(shown, 99)));
    text_in(plot.palette().accent, text::p50_in_words(words(shown, 50)));
  }
  if (stretches[now].latency.count() == 0) return "–";
  return text::p50_p99(words(now, 50), words(now, 99));
}

// A row for each node, or for some of them together: the more opaque, the busier.
std::string draw_load(const Plot& plot, std::size_t now, std::size_t shown) {
  const auto& stretches = plot.figures().stretches();
  const auto nodes = static_cast<std::uint32_t>(stretches[now].load.size());
  const std::uint32_t rows = std::min(nodes, k_load_rows);
  std::uint32_t most = 1;
  for (const Stretch& one : stretches)
    most = std::max(most, *std::max_element(one.load.begin(), one.load.end()));
  const float height = plot.area.height / static_cast<float>(rows);
  for (std::size_t i = 0; i < plot.count; ++i) {
    for (std::uint32_t row = 0; row < rows; ++row) {
      const auto from = stretches[i].load.begin() + row * nodes / rows;
      const auto to = stretches[i].load.begin() + (row + 1) * nodes / rows;
      const float part = static_cast<float>(*std::max_element(from, to)) / static_cast<float>(most);
      if (part <= 0) continue;
      const float top = plot.area.y + height * static_cast<float>(row);
      const NodeId node{row * nodes / rows};
      plot.list.AddRectFilled(
          {plot.left(i), top}, {plot.left(i + 1), top + std::max(height - 1, 1.0f)},
          ink(faded(plot.palette().node_hue(node), (0.15f + 0.85f * part) * plot.opacity(i))));
    }
  }
  if (plot.pointed) {
    for (std::uint32_t i = 0; i < std::min(nodes, 16u); ++i)
      text_in(plot.palette().node_hue(NodeId{i}), text::load_of(i, stretches[shown].load[i]));
  }
  std::uint64_t all = 0;
  for (const std::uint32_t load : stretches[now].load) all += load;
  return text::per_second(static_cast<double>(all) * a_second(plot));
}

// Of an age of reads the middle, by doublings. Empty where nothing is foretold.
const std::vector<double>& foretold(PanelContext& context) {
  PlotsLook& look = context.state.plots;
  const ClusterConfig& config = context.model.session().config();
  StalenessProbe probe;
  probe.n = config.shape.group_size();
  probe.w = config.shape.write_quorum();
  probe.latency = config.network.latency;
  if (look.foretold_for == probe && !look.foretold.empty()) return look.foretold;
  look.foretold_for = probe;
  look.foretold.clear();
  WarsSettings settings = wars_of(probe);
  settings.trials = k_trials;
  if (config.read_choice != ReadChoice::any || !validate(settings)) return look.foretold;
  std::vector<Duration> ages;
  for (std::size_t age = 0; age < ReadAges::k_ages; ++age)
    ages.push_back(ReadAges::until(age) * 3 / 4);
  look.foretold = fresh_after(settings, ages);
  for (double& share : look.foretold) share = 1 - share;
  return look.foretold;
}

std::string draw_stale(const Plot& plot, std::size_t, std::size_t shown) {
  const ReadAges ages = plot.figures().ages_until(plot.context.model.time());
  const std::vector<double>& model = foretold(plot.context);
  std::uint64_t reads = 0;
  std::uint64_t stale = 0;
  double most = 0.01;
  const auto measured = [&](std::size_t age) {
    return static_cast<double>(ages.stale[age]) / std::max(ages.reads[age], 1u);
  };
  for (std::size_t age = 0; age < ReadAges::k_ages; ++age) {
    reads += ages.reads[age];
    stale += ages.stale[age];
    if (ages.reads[age] >= k_reads_few) most = std::max(most, measured(age));
    if (!model.empty()) most = std::max(most, model[age]);
  }
  ImVec2 last{};
  for (std::size_t age = 0; age < ReadAges::k_ages; ++age) {
    if (!model.empty()) {
      const ImVec2 at{plot.middle(age), plot.y(model[age] / most)};
      if (age > 0) plot.list.AddLine(last, at, ink(plot.palette().text_muted), 1.25f);
      last = at;
    }
    if (ages.reads[age] == 0) continue;
    // Few reads say little: hollow.
    const ImVec2 at{plot.middle(age), plot.y(std::min(measured(age) / most, 1.0))};
    const ImU32 colour = ink(plot.palette().accent);
    ages.reads[age] < k_reads_few ? plot.list.AddCircle(at, 2.5f, colour, 12, 1.25f)
                                  : plot.list.AddCircleFilled(at, 3.5f, colour, 12);
  }
  write_top(plot, text::percent(most));
  if (plot.pointed) {
    text_in(plot.palette().text,
            text::ages(rounded_duration(ReadAges::until(shown)), shown + 1 == ReadAges::k_ages));
    text_in(plot.palette().accent, text::stale_of(ages.stale[shown], ages.reads[shown]));
    text_in(plot.palette().text_muted,
            model.empty() ? std::string(text::k_no_prediction) : text::foretold(model[shown]));
    const Type type(plot.context.fonts.sans, type_size::k_small);
    ImGui::PushTextWrapPos(260);
    text_in(plot.palette().text_faint, text::k_stale_about);
    ImGui::PopTextWrapPos();
  }
  return reads == 0 ? std::string("–")
                    : text::percent(static_cast<double>(stale) / static_cast<double>(reads));
}

struct Kind {
  const char* label;
  std::string (*draw)(const Plot&, std::size_t now, std::size_t shown);
  bool over_time;
};
constexpr Kind k_kinds[] = {{text::k_plot_throughput, draw_throughput, true},
                            {text::k_plot_latency, draw_latency, true},
                            {text::k_plot_load, draw_load, true},
                            {text::k_plot_stale, draw_stale, false}};

// The title, the figures, and the time that is shown; a press goes to another one.
void show_plot(PanelContext& context, const Kind& kind, const Rect& rect) {
  const Palette& palette = context.palette;
  const RunFigures& figures = context.state.plots.figures;
  const float title = ImGui::GetTextLineHeight() + space::k_hair;
  ImGui::SetCursorScreenPos({rect.x, rect.y});
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, 0});
  const bool pressed =
      ImGui::InvisibleButton(kind.label, {rect.width, rect.height}, ImGuiButtonFlags_EnableNav);
  ImGui::PopStyleVar();
  Plot plot{context,
            *ImGui::GetWindowDrawList(),
            {rect.x, rect.y + title, rect.width, rect.height - title},
            {},
            kind.over_time ? figures.stretches().size() : ReadAges::k_ages};
  const float x = ImGui::GetIO().MousePos.x;
  const bool hovered = ImGui::IsItemHovered();
  if (hovered && !context.state.finger)
    plot.pointed = std::clamp((x - rect.x) / rect.width, 0.0f, 0.9999f);
  plot.list.AddRectFilled({plot.area.x, plot.area.y}, {plot.area.right(), plot.area.bottom()},
                          ink(faded(palette.groove, 0.35f)), 3);
  const std::size_t now = figures.place_of(context.model.time());
  const std::size_t shown = plot.place().value_or(now);
  const bool tells = plot.pointed && ImGui::BeginTooltip();
  if (tells && kind.over_time) {
    text_in(palette.text_muted, text::between(clock_text(figures.begin_of(shown)),
                                              clock_text(figures.begin_of(shown + 1))));
  }
  const std::string figure = kind.draw(plot, now, shown);
  if (tells) ImGui::EndTooltip();
  write(plot, rect.x, rect.y, palette.text_muted,
        std::string(kind.label, ImGui::FindRenderedTextEnd(kind.label)));
  const float width = ImGui::CalcTextSize(figure.c_str()).x;
  write(plot, rect.right() - width, rect.y, palette.text, figure);
  if (!kind.over_time) return;
  const Duration whole = figures.length() * static_cast<std::int64_t>(plot.count);
  const Time time = context.model.time();
  const double part =
      static_cast<double>((time - figures.begin()).count()) / static_cast<double>(whole.count());
  const float cursor =
      plot.area.x + plot.area.width * static_cast<float>(std::clamp(part, 0.0, 1.0));
  plot.list.AddLine({cursor, plot.area.y}, {cursor, plot.area.bottom()}, ink(palette.accent), 1.5f);
  // From the keyboard there is no place that was meant.
  if (!pressed || !hovered) return;
  const double to = std::clamp(static_cast<double>((x - rect.x) / rect.width), 0.0, 1.0);
  context.model.go_to(figures.begin() +
                      Duration{static_cast<std::int64_t>(to * static_cast<double>(whole.count()))});
}

}  // namespace

void show_plots(PanelContext& context) {
  Model& model = context.model;
  RunFigures& figures = context.state.plots.figures;
  figures.update(context.log(), model.session().generation(),
                 static_cast<std::uint32_t>(context.world().nodes().size()), model.session().now());
  const Type type(context.fonts.sans, type_size::k_small);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImVec2 room = ImGui::GetContentRegionAvail();
  if (figures.begin() > k_start_of_time) {
    room.y -= ImGui::GetTextLineHeight() + space::k_hair;
    write({context, *ImGui::GetWindowDrawList(), {}, {}}, at.x, at.y + room.y,
          context.palette.text_faint, text::figures_from(clock_text(figures.begin())));
  }
  constexpr auto k_plots = static_cast<int>(std::size(k_kinds));
  int columns = std::clamp(static_cast<int>(room.x / k_plot_least), 1, k_plots);
  if (columns == 3) columns = 2;
  const int rows = (k_plots + columns - 1) / columns;
  const float width =
      (room.x - space::k_medium * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float height =
      (room.y - space::k_small * static_cast<float>(rows - 1)) / static_cast<float>(rows);
  if (width < 60 || height < 40) return;
  for (int i = 0; i < k_plots; ++i) {
    show_plot(context, k_kinds[i],
              {at.x + static_cast<float>(i % columns) * (width + space::k_medium),
               at.y + static_cast<float>(i / columns) * (height + space::k_small), width, height});
  }
}

}  // namespace ringside
