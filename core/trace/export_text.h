#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/trace/event.h"

namespace ringside {

/// What the exports of a trace have in common.

/// Who an event happens to: a node, a client, or nobody, which is the network: messages are lost
/// there, and links change.
Address place_of(const TraceEvent& event);
/// "n3", "c0" or "network".
std::string place_name(Address place);

/// Whether the event is about one message, from when it is sent.
bool is_about_message(EventKind kind);
/// Whether a message has arrived by it, or never will.
bool ends_message(EventKind kind);
/// Whether `subject` is the hash of a key.
bool is_about_key(EventKind kind);

/// The text as UTF-8: each byte that is no part of a character becomes U+FFFD.
std::string as_utf8(std::string_view text);
/// The text as a JSON string, quotes included.
std::string json_string(std::string_view text);

}  // namespace ringside
