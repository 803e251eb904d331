#pragma once
#include <condition_variable>
#include <mutex>
#include <variant>
#include <vector>

#include "core/host/command.h"
#include "core/host/envelope.h"
#include "core/runtime/clock.h"

namespace ringside {

/// An operation for one of a worker's clients.
struct Submission {
  ClientId client{};
  Operation operation;
};

/// What a worker is given: a message from another worker, an operation, or another command.
using Parcel = std::variant<Envelope, Submission, Command>;

/// Where other threads leave things for a worker. Any thread may put; one thread takes. Messages
/// are bounded; operations were bounded when they were admitted, and other commands are few.
class Mailbox {
 public:
  /// False, and the message stays with the caller, if k_parcels_max parcels wait already.
  bool put_message(Envelope& envelope);
  void put(Submission submission);
  void put(Command command);

  /// Makes the next take() return at once, with or without parcels.
  void nudge();

  /// Moves all parcels to `into`, in the order they came; waits for one until `until`.
  void take(std::vector<Parcel>& into, ScaledClock::Wall::time_point until);

  static constexpr std::size_t k_parcels_max = 1 << 20;

 private:
  template <typename T>
  void put_parcel(T parcel);

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Parcel> parcels_;
  bool nudged_ = false;
};

}  // namespace ringside
