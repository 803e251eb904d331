#include "core/scenario/key_values.h"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "core/host/command.h"
#include "core/scenario/json_lines.h"
#include "core/scenario/text.h"

namespace ringside {
namespace {

enum class Format : std::uint8_t { tsv, csv, json_lines };

std::string_view name_of(Format format) {
  switch (format) {
    case Format::tsv: return "TSV";
    case Format::csv: return "CSV";
    case Format::json_lines: return "JSON lines";
  }
  return {};
}

std::string_view line_form(Format format) {
  switch (format) {
    case Format::tsv: return "key<TAB>value";
    case Format::csv: return "key,value";
    case Format::json_lines: return R"({"key":"…","value":"…"})";
  }
  return {};
}

std::optional<Format> format_by_name(std::string_view file_name) {
  struct Ending {
    std::string_view text;
    Format format;
  };
  static constexpr std::array<Ending, 6> k_endings{{{".tsv", Format::tsv},
                                                    {".tab", Format::tsv},
                                                    {".csv", Format::csv},
                                                    {".jsonl", Format::json_lines},
                                                    {".ndjson", Format::json_lines},
                                                    {".json", Format::json_lines}}};
  const std::string lower = lower_case(file_name);
  for (const Ending& ending : k_endings) {
    if (lower.ends_with(ending.text)) return ending.format;
  }
  return std::nullopt;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \r") == std::string_view::npos;
}

std::optional<Format> format_by_content(std::string_view content) {
  while (const auto line = take_line(content)) {
    if (is_blank(*line)) continue;
    if (trimmed(*line).starts_with('{')) return Format::json_lines;
    if (line->find('\t') != std::string_view::npos) return Format::tsv;
    if (line->find(',') != std::string_view::npos) return Format::csv;
    return std::nullopt;
  }
  return std::nullopt;
}

Result<KeyValue> read_tsv_line(std::string_view line) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos) {
    return invalid(
        fmt::format("\"{}\" has no tab, so no value; write key<TAB>value (nothing after the tab is "
                    "the empty value)",
                    excerpt(line)));
  }
  return KeyValue{std::string(line.substr(0, tab)), std::string(line.substr(tab + 1))};
}

// Takes a CSV field out of `rest`, up to but without the comma or line break behind it. Counts the
// line breaks in it.
Result<std::string> take_csv_field(std::string_view& rest, std::size_t& line_breaks) {
  if (!rest.starts_with('"')) {
    const std::string_view field = rest.substr(0, rest.find_first_of(",\n"));
    rest.remove_prefix(field.size());
    const bool line_ends = rest.empty() || rest.front() == '\n';
    const std::string_view text =
        line_ends && field.ends_with('\r') ? field.substr(0, field.size() - 1) : field;
    if (text.find('"') != std::string_view::npos) {
      return invalid(fmt::format(
          "\"{}\" has a quote in a field without quotes; put quotes round the field and write "
          "\"\" for the quote",
          excerpt(text)));
    }
    return std::string(text);
  }
  std::string text;
  for (rest.remove_prefix(1); !rest.empty();) {
    const std::size_t quote = rest.find('"');
    if (quote == std::string_view::npos) break;
    const std::string_view part = rest.substr(0, quote);
    for (const char c : part) line_breaks += c == '\n';
    text += part;
    rest.remove_prefix(quote + 1);
    if (rest.starts_with('"')) {
      text += '"';
      rest.remove_prefix(1);
      continue;
    }
    if (rest.starts_with("\r\n") || rest == "\r") rest.remove_prefix(1);
    if (rest.empty() || rest.front() == ',' || rest.front() == '\n') return text;
    return invalid("there is text behind a closing quote; write \"\" for a quote in a field");
  }
  return invalid("a quote is opened and never closed; put a \" behind the field");
}

// Takes one CSV record and its line break out of `rest`.
Result<KeyValue> take_csv_record(std::string_view& rest, std::size_t& line_breaks) {
  auto key = take_csv_field(rest, line_breaks);
  if (!key) return error_of(key);
  if (!rest.starts_with(',')) {
    return invalid(
        fmt::format("\"{}\" has no comma, so no value; write key,value (nothing behind the comma "
                    "is the empty value)",
                    excerpt(*key)));
  }
  rest.remove_prefix(1);
  auto value = take_csv_field(rest, line_breaks);
  if (!value) return error_of(value);
  if (rest.starts_with(',')) {
    return invalid(
        "there are more than two fields; write key,value, with quotes round a field that has a "
        "comma");
  }
  if (!rest.empty()) {
    rest.remove_prefix(1);
    ++line_breaks;
  }
  return KeyValue{std::move(*key), std::move(*value)};
}

Result<void> check_entry(const KeyValue& entry) {
  if (entry.key.empty()) return invalid("the key is empty; a key has at least one byte");
  if (entry.key.size() > k_key_bytes_max) {
    return invalid(fmt::format("the key has {} bytes; at most {} are possible", entry.key.size(),
                               k_key_bytes_max));
  }
  if (entry.value.size() > k_value_bytes_max) {
    return invalid(fmt::format("the value has {} bytes; at most {} are possible",
                               entry.value.size(), k_value_bytes_max));
  }
  return {};
}

bool is_header(const KeyValue& entry) {
  return lower_case(entry.key) == "key" && lower_case(entry.value) == "value";
}

// Takes the next entry and its line break; `line_breaks` becomes how many lines it took.
Result<KeyValue> take_entry(Format format, std::string_view& rest, std::size_t& line_breaks) {
  if (format == Format::csv) return take_csv_record(rest, line_breaks);
  line_breaks = 1;
  const std::string_view line = take_line(rest).value_or(std::string_view{});
  return format == Format::tsv ? read_tsv_line(line) : read_json_line(line);
}

}  // namespace

bool has_key_value_ending(std::string_view file_name) {
  return format_by_name(file_name).has_value();
}

Result<KeyValueFile> read_key_values(std::string_view file_name, std::string_view content) {
  const auto in_file = [&](std::string_view what) {
    return invalid(fmt::format("{}{}{}", file_name, file_name.empty() ? "" : ": ", what));
  };
  content = without_bom(content);
  if (const auto text = check_text(content); !text) return in_file(text.error().message);

  auto format = format_by_name(file_name);
  if (!format) format = format_by_content(content);
  if (content.find_first_not_of(" \r\n") == std::string_view::npos) {
    return in_file("there is nothing in it; write one entry a line, such as key<TAB>value");
  }
  if (!format) {
    return in_file(
        R"(its first line is no entry; write key<TAB>value, key,value or {"key":"…","value":"…"} in each line)");
  }

  KeyValueFile file;
  file.format = name_of(*format);
  std::size_t line_number = 1;
  bool first = true;
  while (!content.empty()) {
    std::string_view ahead = content;
    if (is_blank(*take_line(ahead))) {
      content = ahead;
      ++line_number;
      continue;
    }
    std::size_t line_breaks = 0;
    auto entry = take_entry(*format, content, line_breaks);
    if (entry && first && *format != Format::json_lines && is_header(*entry)) {
      line_number += line_breaks;
      first = false;
      continue;
    }
    if (entry) {
      if (const auto good = check_entry(*entry); !good) entry = error_of(good);
    }
    if (!entry) return in_file(fmt::format("line {}: {}", line_number, entry.error().message));
    file.entries.push_back(std::move(*entry));
    line_number += line_breaks;
    first = false;
  }
  if (file.entries.empty()) {
    return in_file(fmt::format("there is no entry below the header; write {} in each line",
                               line_form(*format)));
  }
  return file;
}

}  // namespace ringside
