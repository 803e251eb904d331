#include "core/scenario/message_text.h"

#include <fmt/format.h>

#include <optional>

#include "core/scenario/link_text.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"

namespace ringside {
namespace {

std::string_view take_part(std::string_view& rest) {
  rest = trimmed(rest);
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
  rest = trimmed(rest.substr(word.size()));
  return word;
}

std::optional<MessageKind> kind_named(std::string_view name) {
  for (std::uint8_t i = 0; i < k_message_kinds; ++i) {
    const auto kind = static_cast<MessageKind>(i);
    if (to_string(kind) == name) return kind;
  }
  return std::nullopt;
}

}  // namespace

Result<Command> parse_message_act(MessageCommand::Act act, std::string_view rest,
                                  std::string_view usage) {
  const std::string_view first = take_part(rest);
  if (first.empty()) return invalid(fmt::format("the message is missing; write {}", usage));
  if (rest.empty()) {
    const auto id = parse_u64(first, "the message");
    if (!id) return error_of(id);
    if (*id == 0) return invalid("there is no message 0; the first one is message 1");
    return MessageCommand{act, {.id = MessageId{*id}}};
  }
  const auto from = parse_end(first, usage);
  if (!from) return error_of(from);
  const auto to = parse_end(take_part(rest), usage);
  if (!to) return error_of(to);
  MessageChoice choice{.from = *from, .to = *to};
  if (!rest.empty()) {
    choice.kind = kind_named(lower_case(rest));
    if (!choice.kind) {
      return invalid(
          fmt::format("\"{}\" is no kind of message, as put_request and store_reply are; write {}",
                      excerpt(rest), usage));
    }
  }
  return MessageCommand{act, choice};
}

std::string to_text(const MessageCommand& command) {
  const MessageChoice& message = command.message;
  if (message.id != MessageId{})
    return fmt::format("{} {}", to_string(command.act), raw(message.id));
  std::string text =
      fmt::format("{} {} {}", to_string(command.act), end_text(message.from), end_text(message.to));
  if (message.kind) text += fmt::format(" {}", to_string(*message.kind));
  return text;
}

}  // namespace ringside
