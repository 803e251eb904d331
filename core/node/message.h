#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/node/belief.h"
#include "core/node/collect_message.h"
#include "core/node/level.h"
#include "core/node/ring_message.h"
#include "core/node/scan_message.h"
#include "core/node/sync_message.h"
#include "core/store/record.h"
#include "core/trace/event.h"

namespace ringside {

/// A client asks a coordinator to put or remove a key.
struct WriteRequest {
  OpId op{};
  OperationKind kind = OperationKind::put;
  std::string key;
  KeyHash hash{};
  std::string value;    ///< Empty for a remove.
  bool insist = false;  ///< Coordinate it even while recovering: nobody else would.
  Consistency consistency{};
  std::uint32_t attempt = 1;  ///< The answer says which one it is for.
  Time started{};             ///< Of the operation, by the client.
  /// Not to be begun from then on: the client may have turned to somebody else.
  Time begin_by = k_end_of_time;
  /// Answer what an earlier request for it came to; do not begin it.
  bool only_ask = false;
  /// What the client knows of the key: the write takes the place of that, where siblings are kept.
  /// Without it a put takes the place of nothing, and a remove of all that its coordinator keeps.
  std::optional<CausalContext> known{};
  Duration ttl{};  ///< Of a put: how long the value stays; 0 for good.
  /// Write only if nothing is kept that `known` does not cover; without it, if there is no value.
  bool compare = false;
};

/// The coordinator's answer to a WriteRequest: ok, not_found (a remove of what is not there),
/// unavailable, stale_context, too_many_siblings (nothing was changed) or outcome_unknown.
struct WriteReply {
  OpId op{};
  OperationKind kind = OperationKind::put;
  Outcome outcome;
  Version version;
  std::uint32_t copies = 0;  ///< Acknowledged so far, the coordinator's own included.
  std::uint32_t required = 0;
  std::uint32_t hints = 0;    ///< Nodes that keep a copy for a silent member, counted or not.
  std::uint32_t attempt = 1;  ///< The one that this answers.
  /// What the coordinator keeps of the key, if siblings are kept or the write was refused for that.
  RecordPtr kept{};
};

/// A client asks any member of a key's group for it.
struct GetRequest {
  OpId op{};
  std::string key;
  KeyHash hash{};
  Consistency consistency{};
  CausalContext at_least{};  ///< Who has not seen this must not answer.
  OpId batch{};              ///< The multi-get that it is part of; 0 if of none.
};

/// A client asks a member for several keys that it keeps. Each is a get of its own from there on:
/// what it can answer at once it answers together.
struct MultiGetRequest {
  OpId op{};  ///< Of the first key of the multi-get, which names all of it.
  std::vector<GetRequest> gets;
};

/// The answer to a GetRequest, from the member that could give it: ok, not_found, or unavailable
/// where too few members could be asked to be sure.
struct GetReply {
  OpId op{};
  Outcome outcome;
  RecordPtr
      record;  ///< The value, or the tombstone that says not_found; none if nobody had anything.
  std::uint32_t forwards = 0;
  std::uint32_t answers = 1;   ///< Members that have told what they keep.
  std::uint32_t required = 1;  ///< How many had to.
  bool doubtful = false;       ///< From a member that may have lost something newer.
};

/// The answers to several gets of one multi-get.
struct MultiGetReply {
  OpId op{};
  std::vector<GetReply> replies;
};

/// A coordinator gives a member a version to keep.
struct StoreRequest {
  OpId op{};
  RecordPtr record;
  NodeId intended = k_no_node;  ///< Whom to keep it for, if not for the receiver itself: a hint.
};

/// What a replica can say about whether a key existed.
enum class Knowledge : std::uint8_t {
  had,       ///< It had a value.
  had_not,   ///< It had none, and has kept everything it was ever sent.
  ignorant,  ///< It had none, but has lost its memory since the cluster started; or it cannot tell
             ///< any more.
};

/// The receiver keeps it, or something newer (ok); or refuses its clock stamp (invalid_argument),
/// or has no room for another hint (overloaded).
struct StoreReply {
  OpId op{};
  /// Which one was kept: an answer to a coordinator's earlier life names another.
  Version version;
  Outcome outcome{};
  Version newest{};      ///< What the receiver keeps now: that one or a newer one.
  bool vouches = false;  ///< It has everything that was acknowledged to have been sent to it.
  Knowledge before = Knowledge::ignorant;  ///< Of the key, before this version came.
  /// Members of the group that are known to have lost their memory, in their youngest lives.
  std::vector<Actor> lives{};
};

/// A member that has nothing for a key passes the question on to the next of the group, which
/// answers the client.
struct ForwardRequest {
  GetRequest get;
  ClientId client{};
  std::vector<NodeId>
      asked;  ///< Members that have nothing or did not answer, in the order they were asked.
  std::uint32_t absent = 0;         ///< Those of them that know that the key is not there.
  RecordPtr doubtful{};             ///< What they had but, recovering, could not speak for.
  std::vector<NodeId> absent_at{};  ///< Who knows that the key is not there.
};

/// The next member has taken over a ForwardRequest.
struct ForwardReply {
  OpId op{};
};

/// A coordinator asks a member what it keeps of a key.
struct FetchRequest {
  OpId op{};
  std::string key;
  KeyHash hash{};
};
struct FetchReply {
  OpId op{};
  bool vouches = false;  ///< It has everything that was acknowledged to have been sent to it.
  RecordPtr record;      ///< None if it keeps nothing.
  /// As a StoreReply has it.
  std::vector<Actor> lives{};
};

/// A node gives another one what it kept for it.
struct HandoffRequest {
  std::uint64_t batch = 0;
  std::vector<RecordPtr> records;
};
struct HandoffReply {
  std::uint64_t batch = 0;
  /// All of it is kept (ok), or the clock refuses a stamp (invalid_argument); or it has taken more
  /// of late than it is to (overloaded): nothing of it is kept, and its sender has to go slower.
  Outcome outcome{};
};

/// One member asks another whether it is there. What it has to tell about the others rides along,
/// as on every message of the failure detector.
struct Ping {
  std::uint64_t number = 0;  ///< Of the probe; never used twice by one sender.
  MembershipUpdates updates{};
};

/// It is there.
struct PingAck {
  std::uint64_t number = 0;
  MembershipUpdates updates{};
};

/// A member that had no answer asks a third one to ask too.
struct PingRequest {
  std::uint64_t number = 0;  ///< Of the probe that had no answer.
  NodeId target{};
  MembershipUpdates updates{};
};

/// The third one has had an answer (ok), or none in time (timeout), or has too much to do
/// (overloaded).
struct PingRequestReply {
  std::uint64_t number = 0;
  Outcome outcome;
  MembershipUpdates updates{};
};

using MessageVariant = std::variant<
    WriteRequest, WriteReply, GetRequest, GetReply, StoreRequest, StoreReply, ForwardRequest,
    ForwardReply, FetchRequest, FetchReply, CompareRequest, CompareReply, SplitRequest, SplitReply,
    ItemsRequest, ItemsReply, GiveRequest, GiveReply, HandoffRequest, HandoffReply, Ping, PingAck,
    PingRequest, PingRequestReply, PrepareRequest, PrepareReply, AcceptRequest, AcceptReply,
    RegisterRequest, RegisterReply, ViewRequest, ViewReply, CollectRequest, CollectReply,
    MultiGetRequest, MultiGetReply, ScanRequest, ScanReply, PageRequest, PageReply>;

/// What nodes and clients say to one another. Copied, moved and ended out of line: whoever holds
/// messages would compile that for every kind anew.
class Message : public MessageVariant {
 public:
  using MessageVariant::variant;
  Message(const Message&);
  Message(Message&&) noexcept;
  Message& operator=(const Message&);
  Message& operator=(Message&&) noexcept;
  ~Message();
};

/// How traces name a message.
MessageKind kind_of(const Message& message);
/// OpId{0} for one that belongs to no operation of a client.
OpId operation_of(const Message& message);
/// What a reply says; ok for a request.
Outcome outcome_of(const Message& message);

}  // namespace ringside
