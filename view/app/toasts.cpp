#include "view/app/toasts.h"

#include <algorithm>

namespace ringside {

void Toasts::show(double wall_seconds, Tone tone, std::string text) {
  std::erase_if(shown_, [&](const Toast& toast) { return toast.text == text; });
  const double reading =
      3.0 + 0.03 * static_cast<double>(text.size()) + (tone == Tone::bad ? 3.0 : 0.0);
  shown_.push_back({tone, std::move(text), wall_seconds, wall_seconds + std::max(3.5, reading)});
  if (shown_.size() > k_shown_max) shown_.pop_front();
}

void Toasts::expire(double wall_seconds) {
  std::erase_if(shown_, [&](const Toast& toast) { return toast.gone_at <= wall_seconds; });
}

void Toasts::dismiss(std::size_t index) {
  if (index < shown_.size()) shown_.erase(shown_.begin() + static_cast<std::ptrdiff_t>(index));
}

}  // namespace ringside
