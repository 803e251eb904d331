#pragma once
#include <string>

namespace ringside {

/// While one lives, a broken invariant on this thread also prints `hint`: the command that replays
/// the run.
class ReplayHint {
 public:
  explicit ReplayHint(std::string hint);
  ~ReplayHint();
  ReplayHint(const ReplayHint&) = delete;
  ReplayHint& operator=(const ReplayHint&) = delete;

 private:
  std::string hint_;
  const std::string* outer_;
};

namespace detail {
[[noreturn]] void check_failed(const char* condition, const char* file, int line);
}

}  // namespace ringside

/// Our own bug if `condition` is false: says where, how to replay it, and stops the program. On in
/// every build.
#define RINGSIDE_CHECK(condition) \
  ((condition) ? (void)0 : ::ringside::detail::check_failed(#condition, __FILE__, __LINE__))
