#include "core/runtime/worker.h"

#include <algorithm>
#include <utility>

namespace ringside {
namespace {

// Appointments carried out before the mailbox is looked at again.
constexpr int k_batch_max = 256;

}  // namespace

Worker::Worker(WorkerGroup& group, Engine engine, EngineShare share)
    : group_(group), engine_(std::move(engine)), share_(share) {
  publish();  // the starts of its nodes
}

void Worker::run() {
  while (!group_.stopping.load()) {
    open_parcels();
    run_due();
    publish();
    // Cluster time that stands still makes nothing due, not even what should happen now.
    const bool paused = group_.clock.rate() == 0;
    mailbox_.take(parcels_, group_.clock.wall_at(paused ? k_end_of_time : engine_.next_due()));
  }
  ++group_.ended;
}

Time Worker::now() {
  last_now_ = std::max(last_now_, group_.clock.now());
  return last_now_;
}

void Worker::open_parcels() {
  for (Parcel& parcel : parcels_) {
    if (auto* envelope = std::get_if<Envelope>(&parcel)) {
      engine_.accept(std::move(*envelope));
      continue;
    }
    ++parcels_met_;
    if (auto* submission = std::get_if<Submission>(&parcel)) {
      engine_.submit(now(), submission->client, std::move(submission->operation));
      continue;
    }
    engine_.apply(now(), std::get<Command>(parcel));
  }
  parcels_.clear();
}

void Worker::run_due() {
  if (group_.clock.rate() == 0) return;
  for (int done = 0; done < k_batch_max && engine_.run_next(now()).any; ++done) {
  }
}

void Worker::publish() {
  Engine::Effects& effects = engine_.effects();
  // First the trace and the obligations, then the messages: whoever gets one finds its cause on
  // record.
  std::vector<Envelope> outbox = std::exchange(effects.outbox, {});
  group_.sink.append(effects);
  made_.store(engine_.obligations_made());
  for (Envelope& envelope : outbox) {
    const Address to = envelope.to;
    const std::uint32_t number = to.is_node() ? raw(to.node()) : raw(to.client());
    if (!group_.workers[number % share_.count]->mailbox().put_message(envelope)) {
      engine_.refuse(now(), envelope.facts());
    }
  }
  if (!effects.events.empty()) group_.sink.append(effects);
  met_.store(engine_.obligations_met() + parcels_met_);
}

}  // namespace ringside
