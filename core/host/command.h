#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/client/operation.h"
#include "core/host/network.h"
#include "core/host/partition.h"
#include "core/ring/shape.h"

namespace ringside {

/// What a person or a script can ask of a cluster. Commands are data: the same ones drive every
/// host.
struct PutCommand {
  std::string key;
  std::string value;
  std::optional<Consistency> consistency{};  ///< Else what the cluster has, as with the others.
  std::string session{};                     ///< As in Operation, as with the others.
  CausalContext known{};
  bool compare = false;
  Duration ttl{};  ///< How long the value stays, at most k_ttl_max; 0 for good.
  friend bool operator==(const PutCommand&, const PutCommand&) = default;
};
struct GetCommand {
  std::string key;
  std::optional<Consistency> consistency{};
  std::string session{};
  CausalContext known{};
  friend bool operator==(const GetCommand&, const GetCommand&) = default;
};
/// Reads several keys, each as a get does: at once, in as few messages as their groups allow. Their
/// operations have ids one after another, from that which the command is given.
struct MultiGetCommand {
  std::vector<std::string> keys;
  std::optional<Consistency> consistency{};
  std::string session{};
  friend bool operator==(const MultiGetCommand&, const MultiGetCommand&) = default;
};
/// Reads the keys of the whole cluster in the order of their hashes, a page at a time. A page may
/// be shorter than asked for; whether there is more its cursor says.
struct ScanCommand {
  std::uint32_t limit = 100;  ///< So many keys are enough, 1 … k_scan_max.
  std::string cursor{};       ///< Of the page before; empty to begin.
  bool keys_only = false;
  std::optional<Consistency> consistency{};
  friend bool operator==(const ScanCommand&, const ScanCommand&) = default;
};
struct RemoveCommand {
  std::string key;
  std::optional<Consistency> consistency{};
  std::string session{};
  CausalContext known{};
  friend bool operator==(const RemoveCommand&, const RemoveCommand&) = default;
};
/// The node stops at once and loses its memory, and what waits for it is lost; a paused one too.
/// invalid_argument if it is down already.
struct CrashCommand {
  NodeId node{};
  friend bool operator==(const CrashCommand&, const CrashCommand&) = default;
};
/// The node starts again, empty, as a new incarnation. invalid_argument if it is up.
struct RestartCommand {
  NodeId node{};
  friend bool operator==(const RestartCommand&, const RestartCommand&) = default;
};
/// The node stalls: it keeps its memory, but takes no message and no timer until it is resumed.
/// What comes meanwhile waits, as far as its mailbox has room. invalid_argument unless it is up and
/// not paused.
struct PauseCommand {
  NodeId node{};
  friend bool operator==(const PauseCommand&, const PauseCommand&) = default;
};
/// The node goes on, with all that has waited for it, at the present time. invalid_argument unless
/// it is paused.
struct ResumeCommand {
  NodeId node{};
  friend bool operator==(const ResumeCommand&, const ResumeCommand&) = default;
};
/// The node works for `delay` on each message and each tick from now on, one after another; 0 makes
/// it as fast as it was. At most an hour. Holds for the lives to come, too.
struct SlowCommand {
  NodeId node{};
  Duration delay{};
  friend bool operator==(const SlowCommand&, const SlowCommand&) = default;
};
/// The node's wall clock is off the true time by `skew` from now on, at most an hour either way:
/// the stamps of its versions are. Its timers are not. Holds for the lives to come, too.
struct SkewCommand {
  NodeId node{};
  Duration skew{};
  friend bool operator==(const SkewCommand&, const SkewCommand&) = default;
};
/// All links that have no settings of their own behave so from now on. Messages under way are not
/// affected: what becomes of one is settled when it is sent.
struct SetNetworkCommand {
  LinkSettings network;
  friend bool operator==(const SetNetworkCommand&, const SetNetworkCommand&) = default;
};
/// The link from one end to another, one way, has settings of its own from now on; with none it
/// behaves like all others again.
struct SetLinkCommand {
  Address from;
  Address to;
  std::optional<LinkSettings> settings;
  friend bool operator==(const SetLinkCommand&, const SetLinkCommand&) = default;
};
/// Cuts links until they heal, besides those that are cut already. What is sent over one is lost.
/// invalid_argument if it cuts nothing.
struct PartitionCommand {
  enum class Form : std::uint8_t {
    groups,  ///< Only ends that some group names both reach each other; see PartitionGroups.
    bridge,  ///< groups[0] are the nodes that two halves reach; see bridge_groups.
    ring,    ///< A ring of majorities; see ring_groups.
  };
  Form form = Form::groups;
  PartitionGroups groups;
  friend bool operator==(const PartitionCommand&, const PartitionCommand&) = default;
};
/// Cuts every link from one of `from` to one of `to`, one way.
struct CutCommand {
  std::vector<Address> from;
  std::vector<Address> to;
  friend bool operator==(const CutCommand&, const CutCommand&) = default;
};
/// Heals the links between any two of `ends`; with one end all its links, with none all.
struct HealCommand {
  std::vector<Address> ends;
  friend bool operator==(const HealCommand&, const HealCommand&) = default;
};

/// The node asks to come onto the ring, and gets its share of keys. Nothing happens where it is
/// there already. invalid_argument unless it is up and not paused.
struct AddCommand {
  NodeId node{};
  friend bool operator==(const AddCommand&, const AddCommand&) = default;
};
/// The node asks to leave the ring: others get what it keeps, and then it has nothing. It stays up.
/// Nothing happens where that would leave fewer nodes than a group has. invalid_argument unless it
/// is up and not paused.
struct DrainCommand {
  NodeId node{};
  friend bool operator==(const DrainCommand&, const DrainCommand&) = default;
};
/// All other nodes are to take a node that is dead off the ring, without it: others copy what it
/// kept from those that are left.
struct EvictCommand {
  NodeId dead{};
  friend bool operator==(const EvictCommand&, const EvictCommand&) = default;
};

/// A message under way: the one of a number, or the one that was sent first from one end to
/// another.
struct MessageChoice {
  MessageId id{};  ///< 0 where the ends say which.
  Address from{};
  Address to{};
  std::optional<MessageKind> kind{};  ///< Else any.
  friend bool operator==(const MessageChoice&, const MessageChoice&) = default;
};
/// Does something to a single message that is under way, or held: only the simulator can.
/// invalid_argument where there is no such message, or where that would change nothing.
struct MessageCommand {
  enum class Act : std::uint8_t {
    drop,     ///< It is lost where it is; one that waits for a paused or slow node, too.
    hold,     ///< It stays where it is, and nobody waits for it, until something else is said.
    release,  ///< A held one goes on from where it is.
    deliver,  ///< It arrives now, also one that was to be lost.
  };
  Act act{};
  MessageChoice message;
  friend bool operator==(const MessageCommand&, const MessageCommand&) = default;
};
/// "drop", "hold", "release", "deliver".
std::string_view to_string(MessageCommand::Act act);

using CommandVariant =
    std::variant<PutCommand, GetCommand, RemoveCommand, CrashCommand, RestartCommand, PauseCommand,
                 ResumeCommand, SlowCommand, SkewCommand, SetNetworkCommand, SetLinkCommand,
                 PartitionCommand, CutCommand, HealCommand, AddCommand, DrainCommand, EvictCommand,
                 MultiGetCommand, ScanCommand, MessageCommand>;

/// What a cluster can be told to do. Copied, moved and ended out of line, as a Message is.
class Command : public CommandVariant {
 public:
  using CommandVariant::variant;
  Command(const Command&);
  Command(Command&&) noexcept;
  Command& operator=(const Command&);
  Command& operator=(Command&&) noexcept;
  ~Command();
  friend bool operator==(const Command&, const Command&);
};

/// Whether a command asks for an operation.
template <typename C>
inline constexpr bool k_is_operation =
    std::is_same_v<C, PutCommand> || std::is_same_v<C, GetCommand> ||
    std::is_same_v<C, RemoveCommand> || std::is_same_v<C, MultiGetCommand> ||
    std::is_same_v<C, ScanCommand>;

/// The node that a command is about, if it is about one.
std::optional<NodeId> node_of(const Command& command);

/// Keys are 1 … 4096 bytes; values at most 1 MiB.
inline constexpr std::size_t k_key_bytes_max = 4096;
inline constexpr std::size_t k_value_bytes_max = 1 << 20;
inline constexpr Duration k_ttl_max = std::chrono::hours{24} * 3650;
/// So many keys one multi-get reads.
inline constexpr std::size_t k_multi_get_max = 256;
/// So many keys one page of a scan has.
inline constexpr std::uint32_t k_scan_max = 1000;
/// Names of sessions are at most so long.
inline constexpr std::size_t k_session_bytes_max = 64;

/// Whether a cluster of this shape can take the command at all; invalid_argument says what would be
/// right. A client may be named whether the cluster has it or not.
Result<void> validate(const Command& command, const Shape& shape);

/// The links that a command cuts. REQUIRES: validate(command, shape).
LinkSet cuts_of(const PartitionCommand& command, const Shape& shape);

/// The operation that a command asks for, or nothing if it asks for something else. `usual` holds
/// where the command does not say otherwise.
std::optional<Operation> operation_of(const Command& command, OpId id, const Consistency& usual);

}  // namespace ringside
