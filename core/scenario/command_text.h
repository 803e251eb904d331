#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/host/command.h"

namespace ringside {

/// Reads one command as a person types it; capital letters in its first word do not matter:
///
///     put KEY VALUE            the value is the rest of the line, spaces within it included
///     get KEY                  del KEY (also remove, delete)
///     mget KEY KEY …           reads them all at once
///     scan LIMIT CURSOR        a page of keys; scan keys LIMIT CURSOR leaves out their values
///     as NAME put KEY VALUE    what the session NAME has seen is seen by what follows in it
///     knowing CONTEXT put KEY VALUE         in place of what the context names
///     for 5s put KEY VALUE                  it is gone after so long
///     cas KEY VALUE            only if nothing else is kept than what is known, or nothing at all
///     kill NODE (also crash)   restart NODE; a node is 3 or n3
///     pause NODE               resume NODE
///     slow NODE 5ms            skew NODE +20ms or -20ms; 0 takes either back
///     network latency=0.5ms..1ms loss=1% duplicate=1%    what is not named stays as in `network`
///     link FROM TO latency=5ms …            link FROM TO default; an end is n3, 3 or a client, c3
///     partition n0 n1 | n2 n3               partition one-way n0 -> n1 n2
///     partition bridge n2                   partition ring
///     heal                                  heal n0 n1
///     drop 17                               drop n0 n2 store_request; also hold, release, deliver
///
/// A key or a value may stand in double quotes (see core/scenario/words.h).
/// invalid_argument with what would be right; whether the node exists is for the cluster to say.
Result<Command> parse_command(std::string_view line, const LinkSettings& network = {});

/// A line that parse_command reads back as the same command.
std::string to_text(const Command& command);

/// The first words of all commands, for help and completion.
std::vector<std::string> command_words();

/// How the command that starts with `word` is written, such as "put KEY VALUE"; empty if there is
/// none.
std::string_view command_usage(std::string_view word);

}  // namespace ringside
