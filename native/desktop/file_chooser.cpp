#include "native/desktop/file_chooser.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

#include "native/desktop/window.h"

namespace ringside {
namespace {

constexpr std::uintmax_t k_file_bytes_max = std::uintmax_t{64} << 20;

bool on_path(std::string_view program) {
  const char* path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "";
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    std::error_code ignored;
    const std::filesystem::path candidate = std::filesystem::path(rest.substr(0, end)) / program;
    if (std::filesystem::is_regular_file(candidate, ignored)) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

/// "*.tsv *.csv" of ".tsv,.csv".
std::string patterns(std::string_view endings) {
  std::string out = "*";
  for (const char c : endings) c == ',' ? out.append(" *") : out.append(1, c);
  return out;
}

/// A shell command that prints the path chosen, or empty. Nothing of it comes from outside.
std::string dialog_command(const std::string& endings) {
  const std::string wanted = patterns(endings);
  if (on_path("zenity")) {
    return fmt::format(
        "zenity --file-selection --title='Load keys and values' "
        "--file-filter='Keys and values | {}' --file-filter='All files | *' 2>/dev/null",
        wanted);
  }
  if (on_path("kdialog")) {
    return fmt::format(
        "kdialog --title 'Load keys and values' --getopenfilename . '{}|Keys and values' "
        "2>/dev/null",
        wanted);
  }
  return {};
}

/// The first line that a command prints.
std::string first_line_of(const std::string& command) {
  std::string out;
  if (FILE* output = popen(command.c_str(), "r"); output != nullptr) {
    std::array<char, 4096> part{};
    while (std::fgets(part.data(), static_cast<int>(part.size()), output) != nullptr)
      out += part.data();
    pclose(output);
  }
  out.erase(std::min(out.find('\n'), out.size()));
  return out;
}

}  // namespace

Result<void> FileChooser::open(const std::string& endings) {
  if (chosen_.valid()) return {};
  std::string command = dialog_command(endings);
  if (command.empty()) {
    return fail(ErrorCode::unavailable,
                "There is no file dialog here (zenity or kdialog). Drop the file on the window, or "
                "name it when starting: ringside-desktop FILE");
  }
  chosen_ = std::async(std::launch::async, [command = std::move(command)] {
    std::string path = first_line_of(command);
    Window::wake();
    return path;
  });
  return {};
}

std::optional<std::string> FileChooser::take() {
  if (!chosen_.valid() || chosen_.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
    return std::nullopt;
  }
  std::string path = chosen_.get();
  if (path.empty()) return std::nullopt;
  return path;
}

Result<std::string> read_file(const std::string& path) {
  std::error_code problem;
  const std::uintmax_t bytes = std::filesystem::file_size(path, problem);
  if (problem) {
    return fail(ErrorCode::not_found, fmt::format("{}: {}", path, problem.message()));
  }
  if (bytes > k_file_bytes_max) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("{}: it has {} MiB, and at most 64 are read", path, bytes >> 20));
  }
  std::ifstream file(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), {}};
  if (!file) {
    return fail(ErrorCode::unavailable, fmt::format("{}: {}", path, std::strerror(errno)));
  }
  return content;
}

std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

}  // namespace ringside
