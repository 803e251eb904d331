// The two formats of Jepsen: its log, and maps in Clojure's notation.
#include <fmt/format.h>

#include <map>

#include "core/check/edn.h"
#include "core/check/history_event.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"

namespace ringside {
namespace {

using Event = Result<std::optional<HistoryEvent>>;
using Kind = EdnValue::Kind;

Result<HistoryEvent::Value> scalar_of(const EdnValue& value) {
  switch (value.kind) {
    case Kind::nil: return HistoryEvent::Value{};
    case Kind::integer:
    case Kind::boolean:
    case Kind::string: return HistoryEvent::Value{value.text};
    default: return invalid("a value must be nil, a number, true, false or a string");
  }
}

// A keyword, such as :timed-out, is a remark and no value.
Result<void> take_value(const EdnValue& value, HistoryEvent& event) {
  if (value.kind == Kind::keyword) return {};
  if (value.kind != Kind::vector) {
    auto scalar = scalar_of(value);
    if (!scalar) return error_of(scalar);
    event.values.push_back(std::move(*scalar));
    return {};
  }
  if (value.items.size() != 2)
    return invalid("a vector must have the two values of a cas: [expected new]");
  for (const EdnValue& item : value.items) {
    auto scalar = scalar_of(item);
    if (!scalar) return error_of(scalar);
    event.values.push_back(std::move(*scalar));
  }
  return {};
}

Result<void> take_process(const EdnValue& value, HistoryEvent& event) {
  const auto process = parse_u64(value.kind == Kind::integer ? value.text : "", "the process");
  if (!process) return error_of(process);
  event.process = *process;
  return {};
}

Result<void> take_type(const EdnValue& value, HistoryEvent& event) {
  const auto type = history_type_of(value.text);
  if (value.kind != Kind::keyword || !type)
    return invalid("the type must be :invoke, :ok, :fail or :info");
  event.type = *type;
  return {};
}

Result<void> take_function(const EdnValue& value, HistoryEvent& event) {
  const auto function = history_function_of(value.text);
  if (value.kind != Kind::keyword || !function) {
    return invalid(fmt::format(
        "the function \"{}\" is not known; there are :read, :write, :cas, :get, :put and :append",
        excerpt(value.text)));
  }
  event.function = *function;
  return {};
}

Event event_of(const EdnValue& process, const EdnValue& type, const EdnValue& function,
               const EdnValue& value) {
  HistoryEvent event;
  for (const auto& taken : {take_process(process, event), take_type(type, event),
                            take_function(function, event), take_value(value, event)}) {
    if (!taken) return error_of(taken);
  }
  return event;
}

using Fields = std::map<std::string, EdnValue, std::less<>>;

Result<Fields> read_map(std::string_view line) {
  EdnReader reader(line);
  if (!reader.take('{')) return invalid("this is no map; it looks like {:process 0, :type :ok, …}");
  Fields fields;
  while (!reader.take('}')) {
    const auto name = reader.value();
    if (!name) return error_of(name);
    if (name->kind != Kind::keyword)
      return invalid("the name of a field must be a keyword, such as :process");
    auto value = reader.value();
    if (!value) return error_of(value);
    if (!fields.try_emplace(name->text, std::move(*value)).second)
      return invalid(fmt::format("the field :{} is there twice", excerpt(name->text)));
  }
  if (!reader.at_end()) return invalid("there is something behind the map");
  return fields;
}

}  // namespace

Event read_log_event(std::string_view line) {
  constexpr std::string_view k_mark = "jepsen.util - ";
  const std::size_t mark = line.find(k_mark);
  if (mark == line.npos) {
    return invalid(
        "this is no line of a log; it looks like INFO  jepsen.util - 0 :invoke :read nil");
  }
  line.remove_prefix(mark + k_mark.size());
  if (line.starts_with(":nemesis")) return std::optional<HistoryEvent>{};
  EdnReader reader(line);
  EdnValue fields[4];
  for (EdnValue& field : fields) {
    auto value = reader.value();
    if (!value) return error_of(value);
    field = std::move(*value);
  }
  if (!reader.at_end()) return invalid("there is something behind the value");
  return event_of(fields[0], fields[1], fields[2], fields[3]);
}

Event read_edn_event(std::string_view line) {
  if (line.find(":process :nemesis") != line.npos) return std::optional<HistoryEvent>{};
  auto fields = read_map(line);
  if (!fields) return error_of(fields);
  for (const char* name : {"process", "type", "f"}) {
    if (!fields->contains(name)) return invalid(fmt::format("there is no field :{}", name));
  }
  auto event =
      event_of((*fields)["process"], (*fields)["type"], (*fields)["f"], (*fields)["value"]);
  if (!event) return event;
  auto key = scalar_of((*fields)["key"]);
  if (!key) return error_of(key);
  (*event)->key = key->value_or("");
  return event;
}

}  // namespace ringside
