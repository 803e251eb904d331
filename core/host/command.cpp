#include "core/host/command.h"

#include <fmt/format.h>

#include <string_view>

#include "core/client/scan_cursor.h"
#include "core/host/config.h"

namespace ringside {
namespace {

Result<void> check_key(const std::string& key) {
  if (key.empty())
    return fail(ErrorCode::invalid_argument, "the key is empty; it must have at least one byte");
  if (key.size() > k_key_bytes_max) {
    return fail(
        ErrorCode::invalid_argument,
        fmt::format("the key has {} bytes; at most {} are allowed", key.size(), k_key_bytes_max));
  }
  return {};
}

Result<void> check_node(NodeId node, const Shape& shape) {
  if (raw(node) >= shape.nodes) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("there is no node {}; nodes are 0 to {}", raw(node), shape.nodes - 1));
  }
  return {};
}

constexpr Duration k_fault_time_max = std::chrono::hours{1};

Result<void> check_time(std::string_view name, Duration time, Duration least) {
  if (time >= least && time <= k_fault_time_max) return {};
  return fail(ErrorCode::invalid_argument,
              fmt::format("{} of {} ns must be between {} and {} ns (an hour)", name, time.count(),
                          least.count(), k_fault_time_max.count()));
}

Result<void> check_end(Address end, const Shape& shape) {
  if (end.is_node()) return check_node(end.node(), shape);
  if (end.is_client() && raw(end.client()) < k_clients_max) return {};
  return fail(ErrorCode::invalid_argument,
              fmt::format("there is no such client; clients are 0 to {}", k_clients_max - 1));
}

Result<void> check_ends(const std::vector<Address>& ends, const Shape& shape) {
  for (const Address end : ends) {
    if (auto good = check_end(end, shape); !good) return good;
  }
  return {};
}

Result<void> check_cuts(const LinkSet& cuts) {
  if (!cuts.empty()) return {};
  return fail(ErrorCode::invalid_argument,
              "this cuts no link: every end that it names reaches all the others");
}

struct Check {
  const Shape& shape;

  template <typename OperationCommand>
  Result<void> check_operation(const OperationCommand& command) const {
    if (command.session.size() > k_session_bytes_max) {
      return fail(ErrorCode::invalid_argument,
                  fmt::format("the name of a session has {} bytes; at most {} are allowed",
                              command.session.size(), k_session_bytes_max));
    }
    if (auto good = check_key(command.key); !good || !command.consistency) return good;
    return validate(*command.consistency, shape);
  }

  Result<void> operator()(const PutCommand& put) const {
    if (put.value.size() > k_value_bytes_max) {
      return fail(ErrorCode::invalid_argument,
                  fmt::format("the value of '{}' has {} bytes; at most {} are allowed", put.key,
                              put.value.size(), k_value_bytes_max));
    }
    if (put.ttl < Duration::zero() || put.ttl > k_ttl_max) {
      return fail(ErrorCode::invalid_argument,
                  fmt::format("the time to live of '{}' is {} ns; 1 ns to ten years are allowed",
                              put.key, put.ttl.count()));
    }
    return check_operation(put);
  }
  Result<void> operator()(const GetCommand& get) const { return check_operation(get); }
  Result<void> operator()(const MultiGetCommand& all) const {
    if (all.keys.empty() || all.keys.size() > k_multi_get_max) {
      return fail(ErrorCode::invalid_argument,
                  fmt::format("a multi-get of {} keys; 1 to {} are allowed", all.keys.size(),
                              k_multi_get_max));
    }
    for (const std::string& key : all.keys) {
      if (auto good = check_operation(GetCommand{key, all.consistency, all.session}); !good)
        return good;
    }
    return {};
  }
  Result<void> operator()(const RemoveCommand& remove) const { return check_operation(remove); }
  Result<void> operator()(const ScanCommand& scan) const {
    if (scan.limit < 1 || scan.limit > k_scan_max) {
      return fail(ErrorCode::invalid_argument,
                  fmt::format("a page of {} keys; 1 to {} are allowed", scan.limit, k_scan_max));
    }
    if (!scan.cursor.empty()) {
      if (const auto from = parse_cursor(scan.cursor); !from) return tl::unexpected(from.error());
    }
    return scan.consistency ? validate(*scan.consistency, shape) : Result<void>{};
  }
  template <typename OfNode>
  requires requires(const OfNode& c) { c.node; }
  Result<void> operator()(const OfNode& command) const { return check_node(command.node, shape); }
  Result<void> operator()(const SlowCommand& slow) const {
    if (auto good = check_time("a node's delay", slow.delay, Duration::zero()); !good) return good;
    return check_node(slow.node, shape);
  }
  Result<void> operator()(const SkewCommand& skew) const {
    if (auto good = check_time("a clock's skew", skew.skew, -k_fault_time_max); !good) return good;
    return check_node(skew.node, shape);
  }
  Result<void> operator()(const SetNetworkCommand& set) const { return validate(set.network); }
  Result<void> operator()(const SetLinkCommand& set) const {
    if (auto good = check_ends({set.from, set.to}, shape); !good) return good;
    if (set.from == set.to || (set.from.is_client() && set.to.is_client())) {
      return fail(
          ErrorCode::invalid_argument,
          "a link leads from a node or a client to another node, or from a node to a client");
    }
    return set.settings ? validate(*set.settings) : Result<void>{};
  }
  Result<void> operator()(const PartitionCommand& partition) const {
    for (const auto& group : partition.groups) {
      if (auto good = check_ends(group, shape); !good) return good;
    }
    if (partition.form == PartitionCommand::Form::bridge && partition.groups.size() != 1) {
      return fail(ErrorCode::invalid_argument, "a bridge is one group of nodes");
    }
    return check_cuts(cuts_of(partition, shape));
  }
  Result<void> operator()(const CutCommand& cut) const {
    if (auto good = check_ends(cut.from, shape); !good) return good;
    if (auto good = check_ends(cut.to, shape); !good) return good;
    return check_cuts(links_from(cut.from, cut.to));
  }
  Result<void> operator()(const EvictCommand& evict) const { return check_node(evict.dead, shape); }
  Result<void> operator()(const HealCommand& heal) const { return check_ends(heal.ends, shape); }
  Result<void> operator()(const MessageCommand& touch) const {
    if (touch.message.id != MessageId{}) return {};
    return check_ends({touch.message.from, touch.message.to}, shape);
  }
};

struct ToOperation {
  OpId id;
  const Consistency& usual;

  std::optional<Operation> operator()(const PutCommand& put) const {
    return Operation{.id = id,
                     .kind = OperationKind::put,
                     .key = put.key,
                     .value = put.value,
                     .consistency = put.consistency.value_or(usual),
                     .session = put.session,
                     .known = put.known,
                     .compare = put.compare,
                     .ttl = put.ttl};
  }
  std::optional<Operation> operator()(const GetCommand& get) const {
    return Operation{.id = id,
                     .kind = OperationKind::get,
                     .key = get.key,
                     .value = {},
                     .consistency = get.consistency.value_or(usual),
                     .session = get.session,
                     .known = get.known};
  }
  std::optional<Operation> operator()(const MultiGetCommand& all) const {
    return Operation{.id = id,
                     .kind = OperationKind::get,
                     .key = all.keys.front(),
                     .value = {},
                     .consistency = all.consistency.value_or(usual),
                     .session = all.session,
                     .more_keys = {all.keys.begin() + 1, all.keys.end()}};
  }
  std::optional<Operation> operator()(const ScanCommand& scan) const {
    return Operation{.id = id,
                     .kind = OperationKind::scan,
                     .key = {},
                     .value = {},
                     .consistency = scan.consistency.value_or(usual),
                     .from = scan.cursor.empty() ? KeyHash{} : *parse_cursor(scan.cursor),
                     .limit = scan.limit,
                     .keys_only = scan.keys_only};
  }
  std::optional<Operation> operator()(const RemoveCommand& remove) const {
    return Operation{.id = id,
                     .kind = OperationKind::remove,
                     .key = remove.key,
                     .value = {},
                     .consistency = remove.consistency.value_or(usual),
                     .session = remove.session,
                     .known = remove.known};
  }
  template <typename Other>
  std::optional<Operation> operator()(const Other&) const {
    return std::nullopt;
  }
};

}  // namespace

Result<void> validate(const Command& command, const Shape& shape) {
  return std::visit(Check{shape}, command);
}

Command::Command(const Command&) = default;
Command::Command(Command&&) noexcept = default;
Command& Command::operator=(const Command&) = default;
Command& Command::operator=(Command&&) noexcept = default;
Command::~Command() = default;
bool operator==(const Command& a, const Command& b) {
  return static_cast<const CommandVariant&>(a) == static_cast<const CommandVariant&>(b);
}

std::string_view to_string(MessageCommand::Act act) {
  switch (act) {
    case MessageCommand::Act::drop: return "drop";
    case MessageCommand::Act::hold: return "hold";
    case MessageCommand::Act::release: return "release";
    case MessageCommand::Act::deliver: return "deliver";
  }
  return "unknown_act";
}

std::optional<NodeId> node_of(const Command& command) {
  return std::visit(
      [](const auto& known) -> std::optional<NodeId> {
        if constexpr (requires { known.node; }) return known.node;
        return std::nullopt;
      },
      command);
}

LinkSet cuts_of(const PartitionCommand& command, const Shape& shape) {
  switch (command.form) {
    case PartitionCommand::Form::groups: return links_between(command.groups, shape);
    case PartitionCommand::Form::bridge:
      return links_between(bridge_groups(command.groups.at(0), shape), shape);
    case PartitionCommand::Form::ring: return links_between(ring_groups(shape), shape);
  }
  return {};
}

std::optional<Operation> operation_of(const Command& command, OpId id, const Consistency& usual) {
  return std::visit(ToOperation{id, usual}, command);
}

}  // namespace ringside
