#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/trace/world.h"

namespace ringside {

/// What there is to say of a node or a key that is looked at closely, and how it differs from a
/// world before, where there is one (else nullptr): no pixels, so that tests can read it.

/// A name, what it is, and what it was if that was something else.
struct InspectedFact {
  const char* name;
  std::string value;
  std::string was{};

  bool changed() const { return !was.empty(); }
};
/// Life, epoch, mailbox, hints and doubts of a node.
std::vector<InspectedFact> node_facts(const World& world, const World* before, NodeId node,
                                      Time now);

/// Its newest version, and its copies.
std::vector<InspectedFact> key_facts(const World& world, const World* before, KeyHash key);
/// Whether any copy of it differs.
bool key_changed(const World& world, const World* before, KeyHash key);

/// A version of a key that some nodes keep as their newest.
struct KeptVersion {
  Holding newest;               ///< The copy of the first of them.
  std::uint32_t siblings = 0;   ///< The most that any of them keeps beside it.
  std::vector<NodeId> keepers;  ///< In order.
};
/// All of them, newest first.
std::vector<KeptVersion> versions_of(const WorldKey& key);

/// How something differs from what it was before.
enum class Change : std::uint8_t { none, added, changed, gone };

/// How a node's copy of a key differs.
Change change_of_copy(const World& world, const World* before, KeyHash key, NodeId node);

struct KeptKey {
  KeyHash key{};
  Change change = Change::none;

  friend bool operator==(const KeptKey&, const KeptKey&) = default;
};
/// The keys that a node keeps, and those it no longer does: first what has changed, then by their
/// hashes.
std::vector<KeptKey> kept_keys(const World& world, const World* before, NodeId node);

/// A message under way to a node: it waits there, or is still coming.
struct MailboxLine {
  const WorldMessage* message;
  bool waits = false;
};
inline constexpr std::size_t k_mailbox_lines = 5;
/// In the order of their arrival, the first k_mailbox_lines. Valid while the world is unchanged.
std::vector<MailboxLine> mailbox_of(const World& world, NodeId node, Time now);

}  // namespace ringside
