#include "core/runtime/trace_sink.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ringside {
namespace {

template <typename T>
void move_to(std::vector<T>& from, std::vector<T>& to) {
  if (to.empty()) {
    to.swap(from);
  } else {
    std::move(from.begin(), from.end(), std::back_inserter(to));
    from.clear();
  }
}

}  // namespace

void TraceSink::append(Engine::Effects& effects) {
  const std::lock_guard lock(mutex_);
  for (TraceEvent& event : effects.events) {
    event.at = std::max(event.at, last_);
    last_ = event.at;
  }
  move_to(effects.events, traced_.events);
  move_to(effects.texts, traced_.texts);
  move_to(effects.results, results_);
  effects.events.clear();
  effects.texts.clear();
  effects.results.clear();
}

void TraceSink::collect(TraceBatch& batch) {
  const std::lock_guard lock(mutex_);
  move_to(traced_.events, batch.events);
  move_to(traced_.texts, batch.texts);
}

std::vector<OperationResult> TraceSink::take_results() {
  const std::lock_guard lock(mutex_);
  return std::exchange(results_, {});
}

}  // namespace ringside
