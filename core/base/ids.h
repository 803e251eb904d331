#pragma once
#include <compare>
#include <cstdint>

namespace ringside {

/// A node of the cluster: its position in the configuration, 0 … N-1. Stable across restarts.
enum class NodeId : std::uint32_t {};

/// No node at all: the node of an event that concerns the cluster as a whole.
inline constexpr NodeId k_no_node{0xffffffffu};

/// A client of the cluster, 0 … C-1.
enum class ClientId : std::uint32_t {};

/// Counts the lives of a node. A restart starts a new one; no life is ever used twice.
enum class Incarnation : std::uint32_t {};

/// One operation asked for by a client. Every attempt of it, at any coordinator, carries the same
/// one.
enum class OpId : std::uint64_t {};

/// One message on one link. Never reused within a run.
enum class MessageId : std::uint64_t {};

/// Where a key lies on the ring: the 64-bit hash of its bytes.
enum class KeyHash : std::uint64_t {};

/// Which ring a request was routed by. Grows with every change of membership.
enum class RingEpoch : std::uint32_t {};

/// Plain integer of an id, for indexing, printing and hashing.
template <typename Id>
constexpr auto raw(Id id) {
  return static_cast<std::underlying_type_t<Id>>(id);
}

/// One end of a link: a node or a client. Orders nodes before clients.
class Address {
 public:
  constexpr Address() = default;
  constexpr Address(NodeId node) : value_(raw(node)) {}  // NOLINT: an id is an address
  constexpr Address(ClientId client) : value_(raw(client) | k_client_bit) {}  // NOLINT

  constexpr bool is_node() const { return value_ < k_client_bit; }
  constexpr bool is_client() const { return !is_node() && value_ != raw(k_no_node); }

  /// REQUIRES: is_node().
  constexpr NodeId node() const { return NodeId{value_}; }
  /// REQUIRES: is_client().
  constexpr ClientId client() const { return ClientId{value_ & ~k_client_bit}; }
  /// The one number that traces and hashes store.
  constexpr std::uint32_t bits() const { return value_; }
  static constexpr Address from_bits(std::uint32_t bits) {
    Address address;
    address.value_ = bits;
    return address;
  }

  friend constexpr auto operator<=>(Address, Address) = default;

 private:
  static constexpr std::uint32_t k_client_bit = 0x80000000u;
  std::uint32_t value_ = raw(k_no_node);
};

}  // namespace ringside
