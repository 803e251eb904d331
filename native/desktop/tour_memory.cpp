#include "native/desktop/tour_memory.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace ringside {
namespace {

// Empty where there is no such place.
std::filesystem::path memory_file() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  std::filesystem::path folder;
  if (state != nullptr && *state == '/') {
    folder = state;
  } else if (home != nullptr && *home == '/') {
    folder = std::filesystem::path(home) / ".local/state";
  } else {
    return {};
  }
  return folder / "ringside" / "tour-seen";
}

}  // namespace

bool tour_was_seen() {
  const std::filesystem::path file = memory_file();
  std::error_code problem;
  return file.empty() || std::filesystem::exists(file, problem) || problem;
}

void remember_tour() {
  const std::filesystem::path file = memory_file();
  if (file.empty()) return;
  std::error_code problem;
  std::filesystem::create_directories(file.parent_path(), problem);
  std::ofstream(file, std::ios::binary).flush();
}

}  // namespace ringside
