#pragma once
#include <optional>
#include <string>
#include <variant>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/client/operation.h"
#include "core/host/network.h"
#include "core/ring/shape.h"

namespace ringside {

/// What a person or a script can ask of a cluster. Commands are data: the same ones drive every
/// host.
struct PutCommand {
  std::string key;
  std::string value;
  friend bool operator==(const PutCommand&, const PutCommand&) = default;
};
struct GetCommand {
  std::string key;
  friend bool operator==(const GetCommand&, const GetCommand&) = default;
};
struct RemoveCommand {
  std::string key;
  friend bool operator==(const RemoveCommand&, const RemoveCommand&) = default;
};
/// The node stops at once and loses its memory. invalid_argument if it is down already.
struct CrashCommand {
  NodeId node{};
  friend bool operator==(const CrashCommand&, const CrashCommand&) = default;
};
/// The node starts again, empty, as a new incarnation. invalid_argument if it is up.
struct RestartCommand {
  NodeId node{};
  friend bool operator==(const RestartCommand&, const RestartCommand&) = default;
};
/// All links behave so from now on. Messages under way are not affected.
struct SetNetworkCommand {
  LinkSettings network;
  friend bool operator==(const SetNetworkCommand&, const SetNetworkCommand&) = default;
};

using Command = std::variant<PutCommand, GetCommand, RemoveCommand, CrashCommand, RestartCommand,
                             SetNetworkCommand>;

/// Keys are 1 … 4096 bytes; values at most 1 MiB.
inline constexpr std::size_t k_key_bytes_max = 4096;
inline constexpr std::size_t k_value_bytes_max = 1 << 20;

/// Whether a cluster of this shape can take the command at all; invalid_argument says what would be
/// right.
Result<void> validate(const Command& command, const Shape& shape);

/// The operation that a command asks for, or nothing if it asks for something else.
std::optional<Operation> operation_of(const Command& command, OpId id);

}  // namespace ringside
