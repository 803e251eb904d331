#include "core/scenario/command_text.h"

#include <fmt/format.h>

#include <array>

#include "core/scenario/text.h"
#include "core/scenario/units.h"
#include "core/scenario/words.h"

namespace ringside {
namespace {

struct Verb {
  std::string_view word;
  std::string_view same_as;  // the word that help shows
  std::string_view usage;
};
constexpr std::array<Verb, 9> k_verbs{{
    {"put", "put", "put KEY VALUE"},
    {"get", "get", "get KEY"},
    {"del", "del", "del KEY"},
    {"remove", "del", "del KEY"},
    {"delete", "del", "del KEY"},
    {"kill", "kill", "kill NODE"},
    {"crash", "kill", "kill NODE"},
    {"restart", "restart", "restart NODE"},
    {"network", "network", "network latency=0.5ms..1ms loss=1%"},
}};

const Verb* find_verb(std::string_view word) {
  for (const Verb& verb : k_verbs) {
    if (verb.word == word) return &verb;
  }
  return nullptr;
}

Result<void> check_key(std::string_view key, std::string_view usage) {
  if (key.empty())
    return invalid(
        fmt::format("the key is empty; write {} with a key of at least one byte", usage));
  if (key.size() <= k_key_bytes_max) return {};
  return invalid(
      fmt::format("the key has {} bytes; at most {} are possible", key.size(), k_key_bytes_max));
}

Result<std::string> take_key(std::string_view& rest, std::string_view usage) {
  auto word = take_word(rest);
  if (!word) return error_of(word);
  if (!*word) return invalid(fmt::format("the key is missing; write {}", usage));
  if (const auto good = check_key(**word, usage); !good) return error_of(good);
  return std::move(**word);
}

Result<void> expect_end(std::string_view rest, std::string_view usage) {
  if (trimmed(rest).empty()) return {};
  return invalid(
      fmt::format("\"{}\" is too much; write {}, with double quotes round a key that has spaces",
                  excerpt(trimmed(rest)), usage));
}

Result<Command> parse_put(std::string_view rest, std::string_view usage) {
  auto key = take_key(rest, usage);
  if (!key) return error_of(key);
  rest = trimmed(rest);
  if (rest.empty())
    return invalid(fmt::format("the value is missing; write {} (\"\" is the empty value)", usage));
  std::string value(rest);
  if (rest.front() == '"') {
    auto quoted = take_word(rest);
    if (!quoted) return error_of(quoted);
    if (!trimmed(rest).empty()) {
      return invalid(fmt::format(
          "\"{}\" after the closing \" is too much; put the quotes round all of the value",
          excerpt(trimmed(rest))));
    }
    value = std::move(**quoted);
  }
  if (value.size() > k_value_bytes_max) {
    return invalid(fmt::format("the value has {} bytes; at most {} are possible", value.size(),
                               k_value_bytes_max));
  }
  return PutCommand{std::move(*key), std::move(value)};
}

template <typename KeyCommand>
Result<Command> parse_key_command(std::string_view rest, std::string_view usage) {
  auto key = take_key(rest, usage);
  if (!key) return error_of(key);
  if (const auto end = expect_end(rest, usage); !end) return error_of(end);
  return KeyCommand{std::move(*key)};
}

template <typename NodeCommand>
Result<Command> parse_node_command(std::string_view rest, std::string_view usage) {
  rest = trimmed(rest);
  if (rest.size() > 1 && (rest.front() == 'n' || rest.front() == 'N')) rest.remove_prefix(1);
  if (rest.empty())
    return invalid(fmt::format("the node is missing; write {}, such as {} 3", usage,
                               usage.substr(0, usage.find(' '))));
  const auto node = parse_u32(rest, "the node");
  if (!node) return error_of(node);
  return NodeCommand{NodeId{*node}};
}

Result<Command> parse_network(std::string_view rest, std::string_view usage, LinkSettings network) {
  bool any = false;
  for (;;) {
    const auto word = take_word(rest);
    if (!word) return error_of(word);
    if (!*word) break;
    any = true;
    const std::string_view setting = **word;
    const std::string_view name = setting.substr(0, setting.find('='));
    const std::string_view value = setting.substr(std::min(setting.size(), name.size() + 1));
    if (name == "latency") {
      const auto latency = parse_latency(value);
      if (!latency) return error_of(latency);
      network.latency = *latency;
    } else if (name == "loss") {
      const auto loss = parse_share_ppm(value);
      if (!loss) return error_of(loss);
      network.loss_ppm = *loss;
    } else {
      return invalid(
          fmt::format("\"{}\" is no setting of a network; write {}", excerpt(setting), usage));
    }
  }
  if (!any) return invalid(fmt::format("it is not said what to change; write {}", usage));
  if (const auto good = validate(network); !good) return error_of(good);
  return SetNetworkCommand{network};
}

struct Writer {
  std::string operator()(const PutCommand& c) const {
    return "put " + one_word(c.key) + " " + rest_words(c.value);
  }
  std::string operator()(const GetCommand& c) const { return "get " + one_word(c.key); }
  std::string operator()(const RemoveCommand& c) const { return "del " + one_word(c.key); }
  std::string operator()(const CrashCommand& c) const {
    return fmt::format("kill {}", raw(c.node));
  }
  std::string operator()(const RestartCommand& c) const {
    return fmt::format("restart {}", raw(c.node));
  }
  std::string operator()(const SetNetworkCommand& c) const {
    return fmt::format("network latency={} loss={}", latency_text(c.network.latency),
                       share_text(c.network.loss_ppm));
  }
};

}  // namespace

Result<Command> parse_command(std::string_view line, const LinkSettings& network) {
  line = trimmed(without_bom(line));
  if (line.empty())
    return invalid("there is no command; try put, get, del, kill, restart or network");
  if (line.find('\n') != std::string_view::npos)
    return invalid("a command is one line; write a line break as \\n in quotes");
  if (const auto text = check_text(line); !text) return error_of(text);
  std::string_view rest = line;
  const auto word = take_word(rest);
  if (!word) return error_of(word);
  const Verb* verb = find_verb(lower_case(**word));
  if (!verb) {
    return invalid(fmt::format("\"{}\" is no command; try put, get, del, kill, restart or network",
                               excerpt(**word)));
  }
  if (verb->same_as == "put") return parse_put(rest, verb->usage);
  if (verb->same_as == "get") return parse_key_command<GetCommand>(rest, verb->usage);
  if (verb->same_as == "del") return parse_key_command<RemoveCommand>(rest, verb->usage);
  if (verb->same_as == "kill") return parse_node_command<CrashCommand>(rest, verb->usage);
  if (verb->same_as == "restart") return parse_node_command<RestartCommand>(rest, verb->usage);
  return parse_network(rest, verb->usage, network);
}

std::string to_text(const Command& command) { return std::visit(Writer{}, command); }

std::vector<std::string> command_words() {
  std::vector<std::string> words;
  for (const Verb& verb : k_verbs) {
    if (verb.word == verb.same_as) words.emplace_back(verb.word);
  }
  return words;
}

std::string_view command_usage(std::string_view word) {
  const Verb* verb = find_verb(lower_case(word));
  return verb ? verb->usage : std::string_view{};
}

}  // namespace ringside
