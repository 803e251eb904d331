#include "native/ringside/trace_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "core/scenario/text.h"

namespace ringside {
namespace {

constexpr std::string_view k_formats = "perfetto, shiviz, csv or trace";

tl::unexpected<Error> cannot_write(const std::string& path) {
  return fail(ErrorCode::unavailable, fmt::format("--export: {} cannot be written", path));
}

}  // namespace

void TraceExport::add_to(CLI::App& command) {
  command
      .add_option(
          "--export", given_,
          fmt::format("write the trace to a file: {}; can be given more than once", k_formats))
      ->type_name("FORMAT=PATH")
      ->allow_extra_args(false);
}

Result<void> TraceExport::open() {
  for (const std::string& given : given_) {
    const std::size_t equals = given.find('=');
    const std::string name = given.substr(0, equals);
    const auto format = export_format(name);
    if (!format && name != "trace")
      return invalid(
          fmt::format("--export: there is no format \"{}\"; it is {}", excerpt(name), k_formats));
    if (equals == std::string::npos || equals + 1 == given.size())
      return invalid(fmt::format("--export: the file is missing; write --export {}=PATH", name));
    const std::string path = given.substr(equals + 1);
    if (std::any_of(files_.begin(), files_.end(),
                    [&](const File& file) { return file.path == path; }))
      return invalid(fmt::format("--export: {} is given twice; name another file", path));
    // What is there already stays as it is until the run has ended.
    if (!std::ofstream(path, std::ios::binary | std::ios::app)) return cannot_write(path);
    files_.push_back({format, path});
  }
  return {};
}

Result<void> TraceExport::write(const TraceHead& head) const {
  for (const File& wanted : files_) {
    const Result<std::string> content =
        wanted.format ? export_trace(log_, *wanted.format) : trace_file(head, log_);
    if (!content) return tl::unexpected<Error>(content.error());
    std::ofstream file(wanted.path, std::ios::binary | std::ios::trunc);
    file << *content;
    file.close();
    if (!file) return cannot_write(wanted.path);
  }
  return {};
}

}  // namespace ringside
