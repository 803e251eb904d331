// One JSON object a line: {"i":0,"p":3,"t":"invoke","f":"write","k":"x","v":1}.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "core/check/history_event.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"

namespace ringside {
namespace {

// Takes the parser's events, so that nesting costs no memory and numbers keep their spelling. Each
// returns false to stop the parser, with the reason in `error_`.
class EventReader {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  bool null() { return scalar(std::nullopt, false); }
  bool boolean(bool value) { return scalar(value ? "true" : "false", false); }
  bool number_integer(number_integer_t value) { return scalar(std::to_string(value), true); }
  bool number_unsigned(number_unsigned_t value) { return scalar(std::to_string(value), true); }
  bool number_float(number_float_t, const string_t& spelling) { return scalar(spelling, true); }
  bool string(string_t& value) { return scalar(std::move(value), false); }
  bool binary(binary_t&) { return stop("this is not JSON"); }
  bool start_object(std::size_t) {
    if (inside_) return stop("an object is no value; put it in quotes as text");
    inside_ = true;
    return true;
  }
  bool key(string_t& name) {
    constexpr std::string_view k_names = "iptfkv";
    const std::size_t index = name.size() == 1 ? k_names.find(name[0]) : k_names.npos;
    if (index == k_names.npos)
      return stop(fmt::format("the field \"{}\" is not known", excerpt(name)));
    field_ = name[0];
    if (std::exchange(seen_[index], true))
      return stop(fmt::format("the field \"{}\" is there twice", name));
    return true;
  }
  bool end_object() { return true; }
  bool start_array(std::size_t) {
    if (field_ != 'v' || in_array_) return stop("only \"v\" can be an array, of two values");
    in_array_ = true;
    return true;
  }
  bool end_array() {
    if (event_.values.size() != 2)
      return stop("an array must have the two values of a cas: [expected, new]");
    in_array_ = false;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) {
    constexpr int k_number_overflow = 406;
    if (error.id == k_number_overflow)
      return stop("a number is too large; put it in quotes as text");
    return stop(fmt::format("this is not valid JSON at column {}", position));
  }

  Result<std::optional<HistoryEvent>> result() {
    if (!error_.empty()) return invalid(error_);
    constexpr std::string_view k_required = "ptf";
    constexpr std::string_view k_names = "iptfkv";
    for (const char name : k_required) {
      if (!seen_[k_names.find(name)]) return invalid(fmt::format("there is no field \"{}\"", name));
    }
    return std::move(event_);
  }

 private:
  bool stop(std::string why) {
    if (error_.empty()) error_ = std::move(why);
    return false;
  }

  bool scalar(HistoryEvent::Value value, bool is_number) {
    if (!inside_) return stop("this is not an object");
    switch (field_) {
      case 'i': return number(value, is_number, "\"i\"", event_.index.emplace());
      case 'p': return number(value, is_number, "\"p\"", event_.process);
      case 't':
        return word(history_type_of(value.value_or("")), event_.type,
                    "\"t\" must be \"invoke\", \"ok\", \"fail\" or \"info\"");
      case 'f':
        return word(history_function_of(value.value_or("")), event_.function,
                    "\"f\" must be \"read\", \"write\", \"cas\", \"get\", \"put\" or "
                    "\"append\"");
      case 'k': event_.key = value.value_or(""); return true;
      default:
        event_.values.push_back(std::move(value));
        return event_.values.size() <= 2 || stop("an array must have two values");
    }
  }

  bool number(const HistoryEvent::Value& value, bool is_number, std::string_view name,
              std::uint64_t& out) {
    const auto parsed = parse_u64(is_number ? *value : "", name);
    if (!parsed) return stop(parsed.error().message);
    out = *parsed;
    return true;
  }

  template <typename T>
  bool word(const std::optional<T>& known, T& out, std::string_view right) {
    if (!known) return stop(std::string(right));
    out = *known;
    return true;
  }

  bool inside_ = false;
  bool in_array_ = false;
  char field_ = ' ';
  bool seen_[6] = {};
  HistoryEvent event_;
  std::string error_;
};

}  // namespace

Result<std::optional<HistoryEvent>> read_json_event(std::string_view line) {
  EventReader reader;
  nlohmann::json::sax_parse(line.begin(), line.end(), &reader);
  return reader.result();
}

}  // namespace ringside
