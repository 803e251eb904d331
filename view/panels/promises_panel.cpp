// What the store is held to, judged as the run goes on; a press leads to the cause.
#include <algorithm>
#include <cfloat>

#include "view/app/text_promises.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

constexpr float k_name_width = 128;
constexpr float k_count_width = 52;
constexpr float k_one_line_from = 560;  // width

/// What a row says.
struct Verdict {
  std::uint64_t count = 0;
  std::string words;
  Tone tone = Tone::good;
};

std::size_t number_of(Promise what) { return static_cast<std::size_t>(what); }

Verdict verdict_on(const PanelContext& context, Promise what, const ReplicaCensus& census) {
  const Promises::Tally& tally = context.state.promises.tally;
  const std::uint64_t open = tally.open[number_of(what)];
  const std::uint64_t so_far = tally.so_far[number_of(what)];
  const auto judged = [](std::uint64_t count, std::string words, Tone broken = Tone::bad) {
    return Verdict{count, std::move(words), count == 0 ? Tone::good : broken};
  };
  switch (what) {
    case Promise::lost:
      return judged(open, text::that_lost(open, tally.covered, context.world().shape().failures));
    case Promise::returned: return judged(open, text::that_returned(open));
    case Promise::stale: {
      Verdict verdict = judged(so_far, text::that_stale(so_far, tally.reads), Tone::neutral);
      if (tally.reads == 0) verdict.tone = Tone::neutral;
      return verdict;
    }
    case Promise::siblings: {
      const bool kept =
          context.model.session().config().conflicts != Conflicts::last_writer_wins || so_far > 0;
      if (!kept) return {0, text::k_no_siblings, Tone::neutral};
      return judged(open, text::that_siblings(open, so_far), Tone::neutral);
    }
    case Promise::apart:
      return judged(
          census.keys_apart,
          text::that_apart(census.stale, census.missing, census.hints, census.keys_written),
          Tone::neutral);
  }
  return {};
}

// Since when a key has been as it was at a moment.
std::uint64_t moment_of_change(const Model& model, KeyHash key, std::uint64_t moment) {
  KeyWatch watch(key);
  watch.update(model.session().timeline(), model.session().generation());
  const Time since = watch.since(moment);
  for (const KeyState& state : watch.states())
    if (state.at == since) return state.moment;
  return moment;
}

std::vector<Breach> causes_of(const PanelContext& context, Promise what,
                              const ReplicaCensus& census) {
  std::vector<Breach> causes;
  const std::uint64_t moment = context.model.moment();
  if (what == Promise::apart) {
    for (const KeyHash key : census.apart)
      causes.push_back({.what = what, .moment = moment, .key = key});
    return causes;
  }
  for (const Breach& breach : context.state.promises.promises.breaches())
    if (breach.what == what && breach.moment <= moment) causes.push_back(breach);
  return causes;
}

void go_to_cause(PanelContext& context, Promise what, const ReplicaCensus& census) {
  Model& model = context.model;
  PromisesLook::Walk& walk = context.state.promises.walk;
  const std::uint64_t generation = model.session().generation();
  if (walk.what != what || walk.generation != generation || walk.moment != model.moment())
    walk = {what, causes_of(context, what, census), 0, generation, 0};
  if (walk.causes.empty()) return;
  Breach cause = walk.causes[walk.next];
  if (what == Promise::apart) cause.moment = moment_of_change(model, cause.key, cause.moment);
  model.go_to_moment(cause.moment);
  walk.moment = model.moment();
  const bool tells_operation = what == Promise::stale || what == Promise::lost;
  model.select(tells_operation ? Hit{cause.op} : Hit{cause.key});
  const TraceLog& log = context.log();
  const std::string event = cause.moment > log.forgotten()
                                ? describe(log.events()[cause.moment - log.forgotten() - 1], log)
                                : std::string();
  model.tell(text::cause_of(walk.next + 1, walk.causes.size(), log.key_text(cause.key), event));
  walk.next = (walk.next + 1) % walk.causes.size();
}

// Not by hue alone: a tick, a bar, or a cross.
void draw_verdict(ImDrawList& list, ImVec2 c, Tone tone, Colour colour) {
  const ImU32 ink_of = ink(colour);
  if (tone == Tone::good) {
    const ImVec2 tick[] = {{c.x - 5, c.y}, {c.x - 1, c.y + 4}, {c.x + 5, c.y - 4}};
    return list.AddPolyline(tick, 3, ink_of, 0, 2);
  }
  if (tone == Tone::neutral) return list.AddLine({c.x - 5, c.y}, {c.x + 5, c.y}, ink_of, 2);
  list.AddLine({c.x - 4, c.y - 4}, {c.x + 4, c.y + 4}, ink_of, 2);
  list.AddLine({c.x - 4, c.y + 4}, {c.x + 4, c.y - 4}, ink_of, 2);
}

void promise_row(PanelContext& context, Promise what, const ReplicaCensus& census) {
  const Palette& palette = context.palette;
  const Verdict verdict = verdict_on(context, what, census);
  const char* name = text::k_promise_names[number_of(what)];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float line = ImGui::GetTextLineHeight();
  const bool wide = width >= k_one_line_from;
  const float words_at = wide ? 26 + k_name_width + k_count_width : 26;
  const float wrap = width - words_at - space::k_tight;
  const char* words = verdict.words.c_str();
  const float size = wide ? type_size::k_body : type_size::k_small;
  const float words_height = context.fonts.sans->CalcTextSizeA(size, FLT_MAX, wrap, words).y;
  const float height = std::max((wide ? words_height : words_height + line + space::k_hair) + 10,
                                context.state.touch ? space::k_touch : 0);
  const std::string id = std::string("##") + (ImGui::FindRenderedTextEnd(name) + 2);
  if (ImGui::Selectable(id.c_str(), false, 0, {width, height})) go_to_cause(context, what, census);
  if (verdict.count > 0) hint(text::k_hint_promise);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float top = at.y + 5;
  const Colour tone = verdict.count == 0              ? palette.text_muted
                      : verdict.tone == Tone::neutral ? palette.warning
                                                      : palette.bad;
  draw_verdict(list, {at.x + 11, top + line / 2}, verdict.tone,
               verdict.tone == Tone::good ? palette.good : tone);
  list.AddText({at.x + 26, top}, ink(palette.text), name, ImGui::FindRenderedTextEnd(name));
  const std::string number = with_separators(verdict.count);
  const float right = wide ? at.x + 26 + k_name_width + k_count_width - space::k_medium
                           : at.x + width - space::k_tight;
  list.AddText({right - ImGui::CalcTextSize(number.c_str()).x, top}, ink(tone), number.c_str());
  list.AddText(context.fonts.sans, size, {at.x + words_at, wide ? top : top + line + space::k_hair},
               ink(palette.text_muted), words, nullptr, wrap);
}

std::string ranges_words(const PanelContext& context, const ReplicaCensus& census) {
  return text::ranges_short(census.ranges_short, census.ranges_kept,
                            context.world().shape().write_quorum());
}

}  // namespace

const ReplicaCensus& census_now(const Model& model, ViewState& state) {
  return state.replicas.at(model.world(), model.session().generation(), model.wall_seconds(),
                           model.playback().playing());
}

void toggle_replicas(PanelContext& context) {
  bool& shown = context.state.replicas_shown;
  shown = !shown;
  context.model.tell(shown ? ranges_words(context, census_now(context.model, context.state))
                           : std::string(text::k_replicas_hidden));
}

void draw_replica_words(PanelContext& context, const Rect& area) {
  constexpr float k_room_least = 560;
  if (area.width < k_room_least) return;
  const ReplicaCensus& census = census_now(context.model, context.state);
  const std::string words =
      ranges_words(context, census) + "\n" +
      text::that_apart(census.stale, census.missing, census.hints, census.keys_written);
  const float width = area.width * 0.2f;
  ImFont* font = context.fonts.sans;
  const ImVec2 size = font->CalcTextSizeA(type_size::k_small, FLT_MAX, width, words.c_str());
  ImGui::GetBackgroundDrawList()->AddText(
      font, type_size::k_small,
      {area.x + space::k_medium, area.bottom() - size.y - space::k_medium},
      ink(context.palette.text_muted), words.c_str(), nullptr, width);
}

void show_promises(PanelContext& context) {
  const Model& model = context.model;
  PromisesLook& look = context.state.promises;
  const std::uint64_t generation = model.session().generation();
  const std::pair at{generation, model.moment()};
  if (context.state.refresh && look.tallied_at != at) {
    look.promises.update(model.session().timeline(), generation);
    look.tally = look.promises.at(model.moment());
    look.tallied_at = at;
  }
  const ReplicaCensus& census = census_now(context.model, context.state);
  if (ImGui::BeginChild("promises", {0, 0}, ImGuiChildFlags_NavFlattened)) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, 0});
    for (std::size_t i = 0; i < k_promises; ++i)
      promise_row(context, static_cast<Promise>(i), census);
    ImGui::Dummy({0, space::k_hair});
    bool shown = context.state.replicas_shown;
    if (toggle(context, text::k_label_replicas, shown)) toggle_replicas(context);
    const Type type(context.fonts.sans, type_size::k_small);
    const Colour faint = context.palette.text_faint;
    wrapped_in(faint, text::k_what_cannot_be_judged);
    if (look.promises.begin() > k_start_of_time)
      wrapped_in(faint, text::judged_from(clock_text(look.promises.begin())));
    if (look.promises.is_full()) wrapped_in(faint, text::k_too_many_breaches);
    ImGui::PopStyleVar();
    scroll_by_touch(context);
  }
  ImGui::EndChild();
}

}  // namespace ringside
