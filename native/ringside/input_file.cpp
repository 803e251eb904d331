#include "native/ringside/input_file.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace ringside {
namespace {

tl::unexpected<Error> cannot_read(const std::string& path, const std::string& why) {
  return fail(ErrorCode::invalid_argument, fmt::format("{} cannot be read: {}", path, why));
}

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};

}  // namespace

Result<std::string> read_input(const std::string& path) {
  const bool is_stdin = path == "-";
  struct stat facts {};
  if (!is_stdin && stat(path.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode)) {
    return cannot_read(path, "it is a folder; name a file in it");
  }
  const std::unique_ptr<std::FILE, Close> file(is_stdin ? stdin : std::fopen(path.c_str(), "rb"));
  if (!file) return cannot_read(path, std::strerror(errno));
  std::string content;
  std::array<char, 1 << 16> buffer{};
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
    if (content.size() + got > k_input_bytes_max) {
      return cannot_read(path, fmt::format("it is larger than {} bytes", k_input_bytes_max));
    }
    content.append(buffer.data(), got);
  }
  if (std::ferror(file.get()) != 0) return cannot_read(path, std::strerror(errno));
  return content;
}

}  // namespace ringside
