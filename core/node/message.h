#pragma once
#include <string>
#include <variant>
#include <vector>

#include "core/base/ids.h"
#include "core/store/record.h"
#include "core/trace/event.h"

namespace ringside {

/// A client asks a coordinator to put or remove a key.
struct WriteRequest {
  OpId op{};
  OperationKind kind = OperationKind::put;
  std::string key;
  KeyHash hash{};
  std::string value;  ///< Empty for a remove.
};

/// The coordinator's answer to a WriteRequest: ok, not_found (a remove of what is not there) or
/// outcome_unknown.
struct WriteReply {
  OpId op{};
  OperationKind kind = OperationKind::put;
  Outcome outcome;
  Version version;
  std::uint32_t copies = 0;  ///< Acknowledged so far, the coordinator's own included.
  std::uint32_t required = 0;
};

/// A client asks any member of a key's group for it.
struct GetRequest {
  OpId op{};
  std::string key;
  KeyHash hash{};
};

/// The answer to a GetRequest, from the member that could give it: ok, not_found, or unavailable
/// where too few members could be asked to be sure.
struct GetReply {
  OpId op{};
  Outcome outcome;
  RecordPtr
      record;  ///< The value, or the tombstone that says not_found; none if nobody had anything.
  std::uint32_t forwards = 0;
};

/// A coordinator gives a member a version to keep.
struct StoreRequest {
  OpId op{};
  RecordPtr record;
};

/// What a replica can say about whether a key existed.
enum class Knowledge : std::uint8_t {
  had,       ///< It had a value.
  had_not,   ///< It had none, and has kept everything it was ever sent.
  ignorant,  ///< It had none, but has lost its memory since the cluster started; or it cannot tell
             ///< any more.
};

/// The member keeps it, or something newer (ok); or refuses its clock stamp (invalid_argument).
struct StoreReply {
  OpId op{};
  Version
      version;  ///< Which one was kept: an answer to a coordinator's earlier life names another.
  Outcome outcome;
  Knowledge before = Knowledge::ignorant;  ///< Of the key, before this version came.
};

/// A member that has nothing for a key passes the question on to the next of the group, which
/// answers the client.
struct ForwardRequest {
  GetRequest get;
  ClientId client{};
  std::vector<NodeId>
      asked;  ///< Members that have nothing or did not answer, in the order they were asked.
  std::uint32_t absent = 0;  ///< Those of them that know that the key is not there.
};

/// The next member has taken over a ForwardRequest.
struct ForwardReply {
  OpId op{};
};

using Message = std::variant<WriteRequest, WriteReply, GetRequest, GetReply, StoreRequest,
                             StoreReply, ForwardRequest, ForwardReply>;

/// How traces name a message.
MessageKind kind_of(const Message& message);
OpId operation_of(const Message& message);
/// What a reply says; ok for a request.
Outcome outcome_of(const Message& message);

}  // namespace ringside
