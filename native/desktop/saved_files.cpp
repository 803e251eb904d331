#include "native/desktop/saved_files.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace ringside {
namespace {

namespace fs = std::filesystem;

constexpr int k_names_tried = 10'000;

fs::path folder_for_downloads() {
  std::error_code ignored;
  for (const auto& [variable, below] : {std::pair{"XDG_DOWNLOAD_DIR", ""}, {"HOME", "Downloads"}}) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') continue;
    const fs::path folder = *below == '\0' ? fs::path(value) : fs::path(value) / below;
    if (fs::is_directory(folder, ignored)) return folder;
  }
  return fs::current_path(ignored);
}

}  // namespace

Result<std::string> free_path(const std::string& folder, const std::string& name) {
  const fs::path into = folder.empty() ? folder_for_downloads() : fs::absolute(folder);
  std::error_code problem;
  fs::create_directories(into, problem);
  if (problem)
    return fail(ErrorCode::unavailable, fmt::format("{}: {}", into.string(), problem.message()));
  const fs::path wanted(name);
  for (int i = 1; i <= k_names_tried; ++i) {
    const std::string number = i == 1 ? "" : fmt::format("-{}", i);
    const fs::path path = into / (wanted.stem().string() + number + wanted.extension().string());
    if (!fs::exists(path, problem)) return path.string();
  }
  return fail(ErrorCode::unavailable, fmt::format("{} is full of such files", into.string()));
}

Result<std::string> save_file(const std::string& folder, const std::string& name,
                              const std::string& content) {
  Result<std::string> path = free_path(folder, name);
  if (!path) return path;
  std::ofstream file(*path, std::ios::binary);
  file << content;
  file.close();
  if (!file) return fail(ErrorCode::unavailable, fmt::format("{} cannot be written", *path));
  return path;
}

}  // namespace ringside
