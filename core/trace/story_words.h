#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/trace/log.h"
#include "core/trace/story.h"
#include "core/trace/story_legs.h"
#include "core/trace/world.h"

namespace ringside {

// Words that sentences of stories are made of.

/// "node 3", "client 0".
std::string who(Address address);
/// "node 4", "nodes 4, 0 and 2".
std::string who(std::span<const NodeId> nodes);
std::string with_capital(std::string sentence);
/// "1 copy", "2 copies".
std::string counted_copies(std::uint32_t copies);
/// What is kept, by the write that made it: ""new" (operation 2)", "a deletion (operation 3)".
std::string version_words(const Holding& kept, const TraceLog& log);
/// Why a message to `receiver` was lost: "node 2 is down".
std::string loss_words(LossReason reason, Address receiver);
/// What a client is told: "it is stored".
const char* answer_words(OperationKind kind, Outcome outcome);

/// Adds the steps in their order. `group` is the key's, empty where it is not known.
void tell_steps(const StoryLegs& legs, const TraceLog& log, std::span<const NodeId> group,
                Story& story);
/// Why an operation has ended as it did, in sentences.
std::vector<std::string> reasons(const StoryLegs& legs, const TraceLog& log);

}  // namespace ringside
