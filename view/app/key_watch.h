#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/trace/timeline.h"

namespace ringside {

/// A key that a person has marked, to keep it in view.
struct StarredKey {
  KeyHash hash{};
  std::string name;

  friend bool operator==(const StarredKey&, const StarredKey&) = default;
};

/// How the copies of a key stand to each other.
enum class KeyStanding : std::uint8_t {
  nowhere,  ///< No node keeps it.
  whole,    ///< Every member of its group has the newest version.
  few,      ///< All copies are the same, but some member has none.
  differ,   ///< Some copy is older.
};

/// A key from a moment on, until the next one.
struct KeyState {
  std::uint64_t moment = 0;
  Time at{};
  KeyStanding standing = KeyStanding::nowhere;
  std::uint32_t fresh = 0;  ///< Members of its group that have the newest version.
  Holding newest;           ///< Meaningful where some node keeps it.
};

/// How one key fared over a run, from its trace: folds the events that can touch it into a world of
/// their own. Keeps the newest k_states_max states.
class KeyWatch {
 public:
  explicit KeyWatch(KeyHash key) : key_(key) {}

  KeyHash key() const { return key_; }
  /// Takes in what the run has gained. Another generation starts afresh, from the first moment that
  /// can be had.
  void update(const Timeline& timeline, std::uint64_t generation);
  /// In order; the first is the state at the beginning, or at what is left of it.
  const std::vector<KeyState>& states() const { return states_; }
  /// By a moment. REQUIRES: update() was called.
  const KeyState& at(std::uint64_t moment) const;
  /// Since when it has stood like that by a moment without a break.
  Time since(std::uint64_t moment) const;

  static constexpr std::size_t k_states_max = 1024;

 private:
  std::size_t place_of(std::uint64_t moment) const;
  bool concerns(const TraceEvent& event) const;
  void note(std::uint64_t moment, Time at);

  KeyHash key_;
  std::uint64_t generation_ = 0;
  std::uint64_t seen_ = 0;
  std::optional<World> world_;
  std::vector<KeyState> states_;
};

}  // namespace ringside
