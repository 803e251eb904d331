#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/host/command.h"

namespace ringside {

/// The texts of commands about links, as parse_command reads them behind their first word. `usage`
/// is what errors show. invalid_argument with what would be right.

/// An end of links: a node, 3 or n3, or a client, c3.
Result<Address> parse_end(std::string_view word, std::string_view usage);
std::string end_text(Address end);

/// `latency=L loss=P% duplicate=P%`, at least one; what is not named stays as in `before`.
Result<LinkSettings> parse_link_settings(std::string_view rest, std::string_view usage,
                                         const LinkSettings& before);
std::string link_settings_text(const LinkSettings& settings);

/// network SETTINGS
Result<Command> parse_network(std::string_view rest, std::string_view usage,
                              const LinkSettings& network);
/// link FROM TO SETTINGS, or link FROM TO default
Result<Command> parse_link(std::string_view rest, std::string_view usage,
                           const LinkSettings& network);
/// partition A B | C D, partition one-way A B -> C, partition bridge A B, partition ring
Result<Command> parse_partition(std::string_view rest, std::string_view usage);
/// heal, or heal A B
Result<Command> parse_heal(std::string_view rest, std::string_view usage);

/// Lines that parse_command reads back.
std::string to_text(const SetNetworkCommand& command);
std::string to_text(const SetLinkCommand& command);
std::string to_text(const PartitionCommand& command);
std::string to_text(const CutCommand& command);
std::string to_text(const HealCommand& command);

}  // namespace ringside
