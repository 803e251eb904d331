#include "core/base/check.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace ringside {
namespace {

thread_local const std::string* current_hint = nullptr;

}  // namespace

ReplayHint::ReplayHint(std::string hint) : hint_(std::move(hint)), outer_(current_hint) {
  current_hint = &hint_;
}

ReplayHint::~ReplayHint() { current_hint = outer_; }

namespace detail {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "ringside: broken invariant: %s (%s:%d)\n", condition, file, line);
  if (current_hint != nullptr) std::fprintf(stderr, "replay with: %s\n", current_hint->c_str());
  std::abort();
}

}  // namespace detail
}  // namespace ringside
