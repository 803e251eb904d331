#include "native/ringside/check_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/check/sequential.h"
#include "core/scenario/text.h"
#include "native/ringside/console.h"
#include "native/ringside/numbers.h"
#include "native/ringside/table.h"

namespace ringside {
namespace {

constexpr std::size_t k_states_max = 8;

std::string lines_of(const Call& call) {
  if (call.is_open()) return fmt::format("line {}", call.invoked);
  return fmt::format("lines {}–{}", call.invoked, call.returned);
}

// Texts that grew alike differ at their ends.
std::string both_ends(std::string_view text) {
  constexpr std::size_t k_whole_max = 40;
  constexpr std::size_t k_tail = 24;
  if (text.size() <= k_whole_max) return excerpt(text);
  const auto is_inside_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
  };
  std::size_t head = k_whole_max - k_tail;
  while (head > 0 && is_inside_character(text[head])) --head;
  std::size_t tail = text.size() - k_tail;
  while (tail < text.size() && is_inside_character(text[tail])) ++tail;
  return excerpt(text.substr(0, head)) + "…" + excerpt(text.substr(tail));
}

// What contradicts what, in the words of the history's model.
class Words {
 public:
  explicit Words(const CheckedFile& file)
      : history_(file.history), found_(*file.verdict.contradiction) {}

  std::string value(ValueId id) const {
    if (id == k_any_state) return "anything";
    if (history_.values.is_nil(id)) return "nil";
    const std::string shown = both_ends(history_.values.text(id));
    return history_.model == Model::kv_append ? "\"" + shown + "\"" : shown;
  }

  std::string call(const Call& c) const {
    const bool is_store = history_.model == Model::kv_append;
    switch (c.kind) {
      case CallKind::read:
        return fmt::format("{} found {}", is_store ? "get" : "read", value(c.value));
      case CallKind::write: return fmt::format("{} {}", is_store ? "put" : "write", value(c.value));
      case CallKind::cas: return fmt::format("cas {} → {}", value(c.expected), value(c.value));
      case CallKind::cas_unequal:
        return fmt::format("cas {} → {} compared unequal", value(c.expected), value(c.value));
      case CallKind::append: return fmt::format("append {}", value(c.value));
    }
    return {};
  }

  std::string reason() const {
    return found_.zones ? zone_reason(*found_.zones) : search_reason(*found_.misplaced);
  }

 private:
  std::string zone_reason(const ZoneConflict& zones) const {
    const auto at = [&](std::size_t index) -> const Call& { return found_.window[index]; };
    switch (zones.kind) {
      case ZoneConflict::Kind::never_written:
        return fmt::format("{} was never written", value(at(zones.first).value));
      case ZoneConflict::Kind::read_too_early:
        return fmt::format("{} was read before it was written", value(at(zones.first).value));
      case ZoneConflict::Kind::zones_overlap:
      case ZoneConflict::Kind::zone_within_zone:
        return fmt::format("{} was there all the time in which {} must have been",
                           value(at(zones.first).value), value(at(zones.third).value));
    }
    return {};
  }

  std::string search_reason(const Call& misplaced) const {
    std::vector<std::string> states;
    for (const ValueId state : found_.states) states.push_back(value(state));
    std::sort(states.begin(), states.end());
    const std::size_t all = states.size();
    std::string list;
    for (std::size_t i = 0; i < std::min(all, k_states_max); ++i)
      list += (i == 0 ? "" : i + 1 == all ? " or " : ", ") + states[i];
    if (all > k_states_max)
      list += fmt::format(" or {} others", with_thousands(all - k_states_max));
    return fmt::format("{} fits nowhere: until it returned there could only be {}{}",
                       call(misplaced), list,
                       found_.needs_first_state ? ", from the first state on" : "");
  }

  const CallHistory& history_;
  const Contradiction& found_;
};

// One row a call; of many, the first and the last.
std::string calls_text(const Words& words, const Calls& calls, std::size_t rows_max) {
  using Align = TextTable::Align;
  TextTable table({Align::left, Align::left, Align::left});
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (calls.size() > rows_max && i == rows_max / 2) {
      const std::size_t left_out = calls.size() - rows_max;
      table.add_row({"…", with_thousands(left_out) + " more", ""});
      i += left_out;
    }
    const Call& call = calls[i];
    table.add_row({lines_of(call), fmt::format("process {}", call.process), words.call(call)});
  }
  return table.text(4);
}

Json call_json(const CheckedFile& file, const Call& call) {
  const auto value = [&](ValueId id) {
    return file.history.values.is_nil(id) ? Json(nullptr) : Json(file.history.values.text(id));
  };
  static constexpr const char* k_kinds[] = {"read", "write", "cas", "cas_unequal", "append"};
  Json json{{"process", call.process},
            {"invoked", call.invoked},
            {"returned", call.is_open() ? Json(nullptr) : Json(call.returned)},
            {"f", k_kinds[static_cast<std::size_t>(call.kind)]},
            {"value", value(call.value)}};
  if (call.kind == CallKind::cas || call.kind == CallKind::cas_unequal)
    json["expected"] = value(call.expected);
  return json;
}

Json calls_json(const CheckedFile& file, const Calls& calls) {
  Json json = Json::array();
  for (const Call& call : calls) json.push_back(call_json(file, call));
  return json;
}

}  // namespace

std::string checked_text(const CheckedFile& file) {
  const HistoryVerdict& verdict = file.verdict;
  const std::string word(to_string(verdict.answer));
  std::string text = fmt::format("{}: {}\n", file.path,
                                 verdict.answer == Answer::linearizable ? green(word) : red(word));
  if (verdict.answer == Answer::undecided) {
    return text + fmt::format(
                      "  {} could not be decided in the memory and steps allowed; "
                      "--memory allows more\n",
                      counted(verdict.undecided.size(), "object", "objects"));
  }
  if (verdict.answer != Answer::not_linearizable) return text;
  if (!verdict.broken.front().empty()) {
    text += fmt::format("  key \"{}\"", excerpt(verdict.broken.front()));
    if (verdict.broken.size() > 1)
      text += fmt::format(", the first of {} that are not", verdict.broken.size());
    text += "\n";
  }
  const Words words(file);
  const Contradiction& found = *verdict.contradiction;
  text += "  " + words.reason() + "\n" + calls_text(words, found.window, 24);
  if (!found.open_meanwhile.empty()) {
    text += "  open at that time, with effect before, then, later or never, and of no help:\n" +
            calls_text(words, found.open_meanwhile, 12);
  }
  return text;
}

Json checked_json(const CheckedFile& file) {
  const HistoryVerdict& verdict = file.verdict;
  Json json{{"file", file.path},
            {"verdict", to_string(verdict.answer)},
            {"operations", file.history.operations},
            {"objects", file.history.objects.size()}};
  if (verdict.contradiction) {
    const Contradiction& found = *verdict.contradiction;
    json["broken"] = verdict.broken;
    json["reason"] = Words(file).reason();
    json["window"] = calls_json(file, found.window);
    json["open_meanwhile"] = calls_json(file, found.open_meanwhile);
  }
  if (!verdict.undecided.empty()) json["undecided"] = verdict.undecided;
  return json;
}

}  // namespace ringside
