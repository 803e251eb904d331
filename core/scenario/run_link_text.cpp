#include "core/scenario/run_link_text.h"

#include <fmt/format.h>

#include <charconv>

#include "core/scenario/command_text.h"
#include "core/scenario/settings.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"

namespace ringside {
namespace {

constexpr std::int64_t k_run_ns_max = 1000 * std::int64_t{3'600'000'000'000};

std::string position_text(char sign, RunPosition from, RunPosition to) {
  return fmt::format("{}{} {} ", sign, to.turns - from.turns, (to.now - from.now).count());
}

std::string selected_text(const RunLink::Selected& selected) {
  if (const auto* node = std::get_if<NodeId>(&selected)) return fmt::format("!node {}", raw(*node));
  if (const auto* message = std::get_if<MessageId>(&selected))
    return fmt::format("!message {}", raw(*message));
  return fmt::format("!key {:016x}", raw(std::get<KeyHash>(selected)));
}

Result<std::uint64_t> parse_hex(std::string_view text) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data(), end, value, 16);
  if (text.size() == 16 && rest == end && problem == std::errc{}) return value;
  return invalid(fmt::format("\"{}\" is not 16 hexadecimal digits", excerpt(text)));
}

std::string_view take_field(std::string_view& rest) {
  const std::string_view part = rest.substr(0, rest.find(' '));
  rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  return part;
}

class LinkReader {
 public:
  Result<void> read_line(std::string_view line) {
    if (ended_ && line.front() != '@' && line.front() != '!')
      return invalid("more follows behind the end");
    switch (line.front()) {
      case '+':
      case '.': return read_command(line.front() == '+', line.substr(1));
      case '=': return read_end(line.substr(1));
      case '@': return read_shown(line.substr(1));
      case '!': return read_selected(line.substr(1));
      default: return read_setting(line);
    }
  }

  Result<RunLink> finish() {
    if (const auto good = validate(link_.config); !good) return error_of(good);
    if (!link_.threads && !ended_) return invalid("its end is missing");
    if (link_.threads && (moving_ || ended_))
      return invalid("threads have no run that can be told");
    for (const LinkedCommand& given : link_.commands) {
      if (const auto good = validate(given.command, link_.config.shape); !good)
        return error_of(good);
    }
    const auto* node = link_.selected ? std::get_if<NodeId>(&*link_.selected) : nullptr;
    if (node != nullptr && raw(*node) >= link_.config.shape.nodes)
      return invalid(fmt::format("there is no node {}", raw(*node)));
    return std::move(link_);
  }

 private:
  Result<void> read_setting(std::string_view line) {
    if (moving_) return invalid("a setting comes too late");
    if (line == "threads") {
      link_.threads = true;
      return {};
    }
    const std::string_view name = take_field(line);
    return change_setting(link_.config, name, line);
  }

  Result<RunPosition> read_position(std::string_view& rest) {
    moving_ = true;
    const auto turns = parse_u64(take_field(rest), "the turn");
    if (!turns) return error_of(turns);
    const auto ns = parse_u64(take_field(rest), "the time");
    if (!ns) return error_of(ns);
    if (*turns > k_link_turns_max - at_.turns)
      return invalid(fmt::format("it has more than {} turns", k_link_turns_max));
    if (*ns > static_cast<std::uint64_t>(k_run_ns_max - nanoseconds(at_.now)))
      return invalid("it lasts more than a thousand hours");
    at_ = {at_.turns + *turns, at_.now + Duration{static_cast<std::int64_t>(*ns)}};
    return at_;
  }

  Result<void> read_command(bool by_hand, std::string_view rest) {
    if (link_.commands.size() == k_link_commands_max)
      return invalid(fmt::format("it has more than {} commands", k_link_commands_max));
    const auto position = read_position(rest);
    if (!position) return error_of(position);
    auto command = parse_command(rest, link_.config.network);
    if (!command) return error_of(command);
    link_.commands.push_back({*position, std::move(*command), by_hand});
    return {};
  }

  Result<void> read_end(std::string_view rest) {
    const auto position = read_position(rest);
    if (!position) return error_of(position);
    const auto digest = parse_hex(rest);
    if (!digest) return error_of(digest);
    ended_ = true;
    link_.end = *position;
    link_.digest = *digest;
    return {};
  }

  Result<void> read_shown(std::string_view rest) {
    const auto moment = parse_u64(take_field(rest), "the moment");
    if (!moment) return error_of(moment);
    const auto ns = parse_u64(rest, "the time");
    if (!ns) return error_of(ns);
    if (*ns > static_cast<std::uint64_t>(k_run_ns_max)) return invalid("it shows a time too late");
    link_.shown = {*moment, time_at(static_cast<std::int64_t>(*ns))};
    return {};
  }

  Result<void> read_selected(std::string_view rest) {
    const std::string_view what = take_field(rest);
    if (what == "key") {
      const auto key = parse_hex(rest);
      if (!key) return error_of(key);
      link_.selected = KeyHash{*key};
      return {};
    }
    if (what == "node") {
      const auto node = parse_u32(rest, "the node");
      if (!node) return error_of(node);
      link_.selected = NodeId{*node};
      return {};
    }
    if (what != "message") return invalid("what it selects is unknown");
    const auto message = parse_u64(rest, "the message");
    if (!message) return error_of(message);
    link_.selected = MessageId{*message};
    return {};
  }

  RunLink link_;
  RunPosition at_;
  bool moving_ = false;
  bool ended_ = false;
};

}  // namespace

Result<std::string> link_text(const RunLink& link) {
  const auto settings = settings_of(link.config);
  if (!settings) return error_of(settings);
  std::string text;
  for (const Script::Setting& setting : *settings)
    text += fmt::format("{} {}\n", setting.name, setting.value);
  if (link.threads) return text + "threads\n";
  RunPosition at;
  for (const LinkedCommand& given : link.commands) {
    text += position_text(given.by_hand ? '+' : '.', at, given.position) + to_text(given.command) +
            "\n";
    at = given.position;
  }
  text += position_text('=', at, link.end) + fmt::format("{:016x}\n", link.digest);
  if (link.shown)
    text += fmt::format("@{} {}\n", link.shown->moment, nanoseconds(link.shown->time));
  if (link.selected) text += selected_text(*link.selected) + "\n";
  return text;
}

Result<RunLink> parse_link_text(std::string_view text) {
  if (const auto good = check_text(text); !good) return error_of(good);
  LinkReader reader;
  while (const auto line = take_line(text)) {
    if (line->empty()) return invalid("it has an empty line");
    if (const auto read = reader.read_line(*line); !read) return error_of(read);
  }
  return reader.finish();
}

}  // namespace ringside
