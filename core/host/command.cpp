#include "core/host/command.h"

#include <fmt/format.h>

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

struct Check {
  const Shape& shape;

  Result<void> operator()(const PutCommand& put) const {
    if (put.value.size() > k_value_bytes_max) {
      return fail(ErrorCode::invalid_argument,
                  fmt::format("the value of '{}' has {} bytes; at most {} are allowed", put.key,
                              put.value.size(), k_value_bytes_max));
    }
    return check_key(put.key);
  }
  Result<void> operator()(const GetCommand& get) const { return check_key(get.key); }
  Result<void> operator()(const RemoveCommand& remove) const { return check_key(remove.key); }
  Result<void> operator()(const CrashCommand& crash) const { return check_node(crash.node, shape); }
  Result<void> operator()(const RestartCommand& restart) const {
    return check_node(restart.node, shape);
  }
  Result<void> operator()(const SetNetworkCommand& set) const { return validate(set.network); }
};

struct ToOperation {
  OpId id;

  std::optional<Operation> operator()(const PutCommand& put) const {
    return Operation{id, OperationKind::put, put.key, put.value};
  }
  std::optional<Operation> operator()(const GetCommand& get) const {
    return Operation{id, OperationKind::get, get.key, {}};
  }
  std::optional<Operation> operator()(const RemoveCommand& remove) const {
    return Operation{id, OperationKind::remove, remove.key, {}};
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

std::optional<Operation> operation_of(const Command& command, OpId id) {
  return std::visit(ToOperation{id}, command);
}

}  // namespace ringside
