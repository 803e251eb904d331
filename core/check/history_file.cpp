#include "core/check/history_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/check/history_event.h"
#include "core/host/command.h"
#include "core/scenario/text.h"

namespace ringside {
namespace {

using Type = HistoryEvent::Type;
using Function = HistoryEvent::Function;
using ReadEvent = Result<std::optional<HistoryEvent>> (*)(std::string_view);

bool knows(Model model, Function function) {
  switch (function) {
    case Function::read:
    case Function::write: return true;
    case Function::cas: return model == Model::cas_register;
    case Function::append: return model == Model::kv_append;
  }
  return false;
}

std::string_view functions_of(Model model) {
  switch (model) {
    case Model::plain_register: return "read and write";
    case Model::cas_register: return "read, write and cas";
    case Model::kv_append: return "get, put and append";
  }
  return "";
}

ReadEvent format_of(std::string_view first_line) {
  if (!first_line.starts_with('{')) {
    return first_line.find("jepsen.util - ") == first_line.npos ? nullptr : read_log_event;
  }
  const std::string_view inside = trimmed(first_line.substr(1));
  if (inside.starts_with(':')) return read_edn_event;
  return inside.starts_with('"') ? read_json_event : nullptr;
}

// Pairs the events of a history into calls.
class Reader {
 public:
  explicit Reader(Model model) { history_.model = model; }

  Result<void> take(std::uint64_t line, const HistoryEvent& event) {
    if (!knows(history_.model, event.function)) {
      return invalid(fmt::format("{} has {}, and no {}; is the model right?",
                                 to_string(history_.model), functions_of(history_.model),
                                 to_string(event.function)));
    }
    if (event.index && last_index_ && *event.index <= *last_index_) {
      return invalid(fmt::format("\"i\" is {} after {}; the lines must be in order", *event.index,
                                 *last_index_));
    }
    last_index_ = event.index;
    return event.type == Type::invoke ? begin(line, event) : end(line, event);
  }

  Result<CallHistory> finish() {
    if (history_.operations == 0) return invalid("there is no operation in it");
    for (const auto& [process, open] : open_) close(open, k_open_call);
    for (auto& [key, calls] : history_.objects) {
      std::sort(calls.begin(), calls.end(),
                [](const Call& a, const Call& b) { return a.invoked < b.invoked; });
    }
    return std::move(history_);
  }

 private:
  struct Open {
    std::uint64_t line = 0;
    HistoryEvent event;
  };

  Result<void> begin(std::uint64_t line, const HistoryEvent& event) {
    const auto [place, is_new] = open_.try_emplace(event.process, Open{line, event});
    if (!is_new) {
      return invalid(fmt::format("process {} calls again before its call of line {} has ended",
                                 event.process, place->second.line));
    }
    if (event.function != Function::read && event.values.size() != arity(event.function))
      return invalid(wants(event.function));
    for (const HistoryEvent::Value& value : event.values) {
      if (value && value->size() > k_value_bytes_max) {
        return invalid(fmt::format("a value has {} bytes; at most {} are possible", value->size(),
                                   k_value_bytes_max));
      }
    }
    ++history_.operations;
    return {};
  }

  Result<void> end(std::uint64_t line, const HistoryEvent& event) {
    const auto found = open_.find(event.process);
    if (found == open_.end()) {
      return invalid(fmt::format("process {} ends a call that it has not begun", event.process));
    }
    Open open = std::move(found->second);
    open_.erase(found);
    const HistoryEvent& called = open.event;
    if (called.function != event.function || called.key != event.key)
      return invalid(fmt::format("this ends another call than the one of line {}", open.line));
    if (event.type == Type::info) {
      close(open, k_open_call);
      return {};
    }
    if (event.type == Type::fail) {
      if (event.function == Function::cas) add(open, line, CallKind::cas_unequal);
      return {};
    }
    if (event.function == Function::read) {
      if (event.values.size() != 1) return invalid("a read that ended ok must say what it found");
      open.event.values = event.values;
    } else if (says_something(event) && event.values != called.values) {
      return invalid(fmt::format("this has another value than the call of line {}", open.line));
    }
    close(open, line);
    return {};
  }

  void close(const Open& open, std::uint64_t returned) {
    switch (open.event.function) {
      case Function::read:
        if (returned != k_open_call) add(open, returned, CallKind::read);
        return;
      case Function::write: return add(open, returned, CallKind::write);
      case Function::cas: return add(open, returned, CallKind::cas);
      case Function::append: return add(open, returned, CallKind::append);
    }
  }

  void add(const Open& open, std::uint64_t returned, CallKind kind) {
    const auto& values = open.event.values;
    history_.objects[open.event.key].push_back(
        {.kind = kind,
         .value = value_of(values.back()),
         .expected = values.size() == 2 ? value_of(values.front()) : k_nil,
         .process = open.event.process,
         .invoked = open.line,
         .returned = returned});
  }

  // A key of text that was never written holds the empty one.
  ValueId value_of(const HistoryEvent::Value& value) {
    if (value) return history_.values.intern(*value);
    return history_.model == Model::kv_append ? history_.values.intern("") : k_nil;
  }

  static bool says_something(const HistoryEvent& event) {
    return event.values.size() == 2 || (event.values.size() == 1 && event.values.front());
  }
  static std::size_t arity(Function function) { return function == Function::cas ? 2 : 1; }
  static std::string wants(Function function) {
    return fmt::format("a {} needs {}", to_string(function),
                       function == Function::cas ? "two values, [expected new]" : "one value");
  }

  CallHistory history_;
  std::map<std::uint64_t, Open> open_;  // by process
  std::optional<std::uint64_t> last_index_;
};

}  // namespace

std::string_view to_string(Model model) {
  switch (model) {
    case Model::plain_register: return "register";
    case Model::cas_register: return "cas-register";
    case Model::kv_append: return "kv-append";
  }
  return "";
}

std::optional<Model> model_of(std::string_view name) {
  for (const Model model : {Model::plain_register, Model::cas_register, Model::kv_append}) {
    if (name == to_string(model)) return model;
  }
  return std::nullopt;
}

Result<CallHistory> read_history(std::string_view file_name, std::string_view content,
                                 Model model) {
  const auto wrong = [&](std::uint64_t line, const Error& error) {
    return invalid(fmt::format("{}:{}: {}", file_name, line, error.message));
  };
  if (const auto text = check_text(content); !text)
    return invalid(fmt::format("{}: {}", file_name, text.error().message));
  std::string_view rest = without_bom(content);
  Reader reader(model);
  ReadEvent read_event = nullptr;
  std::uint64_t number = 0;
  while (const auto line = take_line(rest)) {
    ++number;
    const std::string_view text = trimmed(*line);
    if (text.empty()) continue;
    if (!read_event) read_event = format_of(text);
    if (!read_event) {
      return wrong(number, Error{ErrorCode::invalid_argument,
                                 fmt::format("\"{}\" is the line of no format that is known; "
                                             "docs/histories.md shows them",
                                             excerpt(text))});
    }
    const auto event = read_event(text);
    if (!event) return wrong(number, event.error());
    if (!*event) continue;
    if (const auto taken = reader.take(number, **event); !taken)
      return wrong(number, taken.error());
  }
  auto history = reader.finish();
  if (!history) return invalid(fmt::format("{}: {}", file_name, history.error().message));
  return history;
}

}  // namespace ringside
