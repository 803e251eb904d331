#include "core/scenario/json_lines.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "core/scenario/text.h"

namespace ringside {
namespace {

constexpr std::string_view k_right = R"(write {"key":"…","value":"…"})";

// Takes the parser's events, so that nesting costs no memory and numbers keep their spelling. Each
// returns false to stop the parser, with the reason in `error`.
class LineReader {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  bool null() {
    return inside_ ? stop("null is not a value; write \"\" for the empty value") : no_object();
  }
  bool boolean(bool value) { return scalar(value ? "true" : "false", false); }
  bool number_integer(number_integer_t value) { return scalar(std::to_string(value), false); }
  bool number_unsigned(number_unsigned_t value) { return scalar(std::to_string(value), false); }
  bool number_float(number_float_t, const string_t& spelling) { return scalar(spelling, false); }
  bool string(string_t& value) { return scalar(std::move(value), true); }
  bool binary(binary_t&) { return no_object(); }
  bool start_object(std::size_t) {
    if (inside_) return stop("an object is not a value; put it in quotes as text");
    inside_ = true;
    return true;
  }
  bool key(string_t& name) {
    field_ = name == "key" ? &key_ : name == "value" ? &value_ : nullptr;
    if (!field_) return stop(fmt::format("the field \"{}\" is not known", excerpt(name)));
    if (*field_) return stop(fmt::format("the field \"{}\" is there twice", name));
    return true;
  }
  bool end_object() { return true; }
  bool start_array(std::size_t) {
    return inside_ ? stop("an array is not a value; put it in quotes as text") : no_object();
  }
  bool end_array() { return true; }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) {
    constexpr int k_number_overflow = 406;
    if (error.id == k_number_overflow)
      return stop("a number is too large; put it in quotes as text");
    return stop(fmt::format("this is not valid JSON at column {}", position));
  }

  Result<KeyValue> result() {
    if (!error_.empty()) return wrong(error_);
    if (!key_) return wrong("there is no field \"key\"");
    if (!value_) return wrong("there is no field \"value\"");
    return KeyValue{std::move(*key_), std::move(*value_)};
  }

 private:
  static tl::unexpected<Error> wrong(std::string_view why) {
    return invalid(fmt::format("{}; {}", why, k_right));
  }
  bool stop(std::string why) {
    if (error_.empty()) error_ = std::move(why);
    return false;
  }
  bool no_object() { return stop("this is not an object with a key and a value"); }
  bool scalar(std::string text, bool is_string) {
    if (!inside_) return no_object();
    if (field_ == &key_ && !is_string) return stop("the key is not a string in quotes");
    *field_ = std::move(text);
    return true;
  }

  bool inside_ = false;
  std::optional<std::string> key_;
  std::optional<std::string> value_;
  std::optional<std::string>* field_ = nullptr;
  std::string error_;
};

}  // namespace

Result<KeyValue> read_json_line(std::string_view line) {
  LineReader reader;
  nlohmann::json::sax_parse(line.begin(), line.end(), &reader);
  return reader.result();
}

}  // namespace ringside
