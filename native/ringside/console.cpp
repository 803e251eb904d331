#include "native/ringside/console.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "native/ringside/numbers.h"

namespace ringside {
namespace {

constexpr std::chrono::milliseconds k_quiet_at_first{400};
constexpr std::chrono::milliseconds k_redraw{100};

// Emscripten's isatty() calls pipes terminals; a terminal is a character device as well.
bool is_terminal(int file) {
  struct stat facts {};
  return isatty(file) != 0 && fstat(file, &facts) == 0 && S_ISCHR(facts.st_mode);
}

bool wants_colour() {
  static const bool wanted = [] {
    const char* no_color = std::getenv("NO_COLOR");
    const char* term = std::getenv("TERM");
    const bool is_dumb = term != nullptr && std::string_view(term) == "dumb";
    return is_terminal(STDOUT_FILENO) && (no_color == nullptr || *no_color == '\0') && !is_dumb;
  }();
  return wanted;
}

std::string marked(std::string_view code, std::string_view text) {
  if (!wants_colour()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

}  // namespace

void prepare_console() { std::signal(SIGPIPE, SIG_IGN); }

bool write_result(std::string_view text) {
  errno = 0;
  const bool written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (written || errno == EPIPE) return true;
  say_error(fmt::format("the result could not be written: {}", std::strerror(errno)));
  return false;
}

void say_error(std::string_view message) {
  const std::string line = fmt::format("ringside: {}\n", message);
  std::fwrite(line.data(), 1, line.size(), stderr);
}

std::string bold(std::string_view text) { return marked("1", text); }
std::string dim(std::string_view text) { return marked("2", text); }
std::string green(std::string_view text) { return marked("32", text); }
std::string red(std::string_view text) { return marked("31", text); }

Progress::Progress(std::string label, std::uint64_t total)
    : label_(std::move(label)),
      total_(total),
      enabled_(is_terminal(STDERR_FILENO) && total > 0),
      next_draw_(Clock::now() + k_quiet_at_first) {}

Progress::~Progress() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
}

void Progress::update(std::uint64_t done) {
  if (!enabled_) return;
  const auto now = Clock::now();
  if (now < next_draw_) return;
  next_draw_ = now + k_redraw;
  drawn_ = true;
  constexpr std::uint64_t k_width = 30;
  const std::uint64_t filled = std::min(done, total_) * k_width / total_;
  std::string bar;
  for (std::uint64_t i = 0; i < k_width; ++i) bar += i < filled ? "█" : "░";
  const std::string line = fmt::format("\r\x1b[K{} {} {} / {}", label_, bar, with_thousands(done),
                                       with_thousands(total_));
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
}

}  // namespace ringside
