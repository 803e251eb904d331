#include "core/scenario/command_text.h"

#include <fmt/format.h>

#include <array>

#include "core/scenario/consistency_text.h"
#include "core/scenario/link_text.h"
#include "core/scenario/message_text.h"
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
constexpr std::array<Verb, 29> k_verbs{{
    {"put", "put", "put KEY VALUE"},
    {"cas", "cas", "cas KEY VALUE, behind as NAME or knowing CONTEXT"},
    {"get", "get", "get KEY"},
    {"mget", "mget", "mget KEY KEY"},
    {"scan", "scan", "scan 100 or scan 100 CURSOR, or scan keys 100"},
    {"del", "del", "del KEY"},
    {"remove", "del", "del KEY"},
    {"delete", "del", "del KEY"},
    {"as", "as", "as NAME put KEY VALUE"},
    {"knowing", "knowing", "knowing n0.1@1000000+0 put KEY VALUE"},
    {"for", "for", "for 5s put KEY VALUE"},
    {"kill", "kill", "kill NODE"},
    {"crash", "kill", "kill NODE"},
    {"restart", "restart", "restart NODE"},
    {"pause", "pause", "pause NODE"},
    {"resume", "resume", "resume NODE"},
    {"add", "add", "add NODE"},
    {"drain", "drain", "drain NODE"},
    {"evict", "evict", "evict NODE"},
    {"slow", "slow", "slow NODE 5ms, or slow NODE 0"},
    {"skew", "skew", "skew NODE +20ms, skew NODE -20ms or skew NODE 0"},
    {"network", "network", "network latency=0.5ms..1ms loss=1% duplicate=1%"},
    {"link", "link", "link NODE NODE latency=5ms loss=1% duplicate=1%, or link NODE NODE default"},
    {"partition", "partition",
     "partition n0 n1 | n2 n3, partition one-way n0 -> n1 n2, partition bridge n2 or partition "
     "ring"},
    {"heal", "heal", "heal, or heal n0 n1"},
    {"drop", "drop", "drop 17, drop n0 n2 or drop n0 n2 store_request"},
    {"hold", "hold", "hold 17, hold n0 n2 or hold n0 n2 store_request"},
    {"release", "release", "release 17, release n0 n2 or release n0 n2 store_request"},
    {"deliver", "deliver", "deliver 17, deliver n0 n2 or deliver n0 n2 store_request"},
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

Result<Command> parse_cas(std::string_view rest, std::string_view usage) {
  auto put = parse_put(rest, usage);
  if (put) std::get<PutCommand>(*put).compare = true;
  return put;
}

template <typename KeyCommand>
Result<Command> parse_key_command(std::string_view rest, std::string_view usage) {
  auto key = take_key(rest, usage);
  if (!key) return error_of(key);
  if (const auto end = expect_end(rest, usage); !end) return error_of(end);
  return KeyCommand{std::move(*key)};
}

Result<Command> parse_multi_get(std::string_view rest, std::string_view usage) {
  MultiGetCommand all;
  do {
    auto key = take_key(rest, usage);
    if (!key) return error_of(key);
    all.keys.push_back(std::move(*key));
  } while (!trimmed(rest).empty());
  if (all.keys.size() > k_multi_get_max)
    return invalid(fmt::format("{} keys are too many; at most {} are possible", all.keys.size(),
                               k_multi_get_max));
  return all;
}

// "keys", a number and a cursor; each can be left out.
Result<Command> parse_scan(std::string_view rest, std::string_view usage) {
  ScanCommand scan;
  auto word = take_word(rest);
  if (word && *word && lower_case(**word) == "keys") {
    scan.keys_only = true;
    word = take_word(rest);
  }
  if (!word) return error_of(word);
  if (*word) {
    const auto limit = parse_u32(**word, "the limit");
    if (!limit) return error_of(limit);
    scan.limit = *limit;
    auto cursor = take_word(rest);
    if (!cursor) return error_of(cursor);
    if (*cursor) scan.cursor = std::move(**cursor);
  }
  if (const auto end = expect_end(rest, usage); !end) return error_of(end);
  return scan;
}

Result<NodeId> parse_node(std::string_view word, std::string_view usage) {
  if (word.size() > 1 && (word.front() == 'n' || word.front() == 'N')) word.remove_prefix(1);
  if (word.empty()) {
    return invalid(fmt::format("the node is missing; write {}, such as {} 3", usage,
                               usage.substr(0, usage.find(' '))));
  }
  const auto node = parse_u32(word, "the node");
  if (!node) return error_of(node);
  return NodeId{*node};
}

template <typename NodeCommand>
Result<Command> parse_node_command(std::string_view rest, std::string_view usage) {
  const auto node = parse_node(trimmed(rest), usage);
  if (!node) return error_of(node);
  return NodeCommand{*node};
}

// A node and a time behind it; with a sign where the command has one.
Result<Command> parse_node_time(std::string_view verb, std::string_view rest,
                                std::string_view usage) {
  rest = trimmed(rest);
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
  const auto node = parse_node(word, usage);
  if (!node) return error_of(node);
  std::string_view text = trimmed(rest.substr(word.size()));
  if (text.empty()) return invalid(fmt::format("the time is missing; write {}", usage));
  const bool is_skew = verb == "skew";
  const bool negative = is_skew && text.front() == '-';
  if (is_skew && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  const auto time = parse_duration(text);
  if (!time) return error_of(time);
  if (is_skew) return SkewCommand{*node, negative ? -*time : *time};
  return SlowCommand{*node, *time};
}

// put, put@strict, as ann put or for 5s put.
template <typename OperationCommand>
std::string word_of(std::string_view verb, const OperationCommand& command) {
  std::string text;
  if (!command.session.empty()) text += "as " + one_word(command.session) + " ";
  if constexpr (requires { command.known; }) {
    if (!command.known.empty()) text += "knowing " + to_text(command.known) + " ";
  }
  if constexpr (requires { command.ttl; }) {
    if (command.ttl != Duration::zero()) text += "for " + duration_text(command.ttl) + " ";
  }
  text += verb;
  if (command.consistency) text += "@" + to_text(*command.consistency);
  return text + " ";
}

struct Writer {
  std::string operator()(const PutCommand& c) const {
    return word_of(c.compare ? "cas" : "put", c) + one_word(c.key) + " " + rest_words(c.value);
  }
  std::string operator()(const GetCommand& c) const { return word_of("get", c) + one_word(c.key); }
  std::string operator()(const MultiGetCommand& c) const {
    std::string text = word_of("mget", c);
    for (const std::string& key : c.keys)
      text += (&key == &c.keys.front() ? "" : " ") + one_word(key);
    return text;
  }
  std::string operator()(const ScanCommand& c) const {
    std::string text = "scan";
    if (c.consistency) text += "@" + to_text(*c.consistency);
    text += fmt::format("{} {}", c.keys_only ? " keys" : "", c.limit);
    return c.cursor.empty() ? text : text + " " + one_word(c.cursor);
  }
  std::string operator()(const RemoveCommand& c) const {
    return word_of("del", c) + one_word(c.key);
  }
  std::string operator()(const CrashCommand& c) const {
    return fmt::format("kill {}", raw(c.node));
  }
  std::string operator()(const RestartCommand& c) const {
    return fmt::format("restart {}", raw(c.node));
  }
  std::string operator()(const PauseCommand& c) const {
    return fmt::format("pause {}", raw(c.node));
  }
  std::string operator()(const ResumeCommand& c) const {
    return fmt::format("resume {}", raw(c.node));
  }
  std::string operator()(const AddCommand& c) const { return fmt::format("add {}", raw(c.node)); }
  std::string operator()(const DrainCommand& c) const {
    return fmt::format("drain {}", raw(c.node));
  }
  std::string operator()(const EvictCommand& c) const {
    return fmt::format("evict {}", raw(c.dead));
  }
  std::string operator()(const SlowCommand& c) const {
    return fmt::format("slow {} {}", raw(c.node), duration_text(c.delay));
  }
  std::string operator()(const SkewCommand& c) const {
    const bool negative = c.skew < Duration::zero();
    return fmt::format("skew {} {}{}", raw(c.node), negative ? "-" : "+",
                       duration_text(negative ? -c.skew : c.skew));
  }
  template <typename LinkCommand>
  std::string operator()(const LinkCommand& c) const {
    return to_text(c);
  }
};

std::optional<MessageCommand::Act> message_act(std::string_view word) {
  using Act = MessageCommand::Act;
  for (const Act act : {Act::drop, Act::hold, Act::release, Act::deliver}) {
    if (word == to_string(act)) return act;
  }
  return std::nullopt;
}

// The first words of all commands, as a sentence names them.
std::string words_to_try() {
  std::string text;
  for (const Verb& verb : k_verbs) {
    if (verb.word != verb.same_as) continue;
    if (!text.empty()) text += &verb == &k_verbs.back() ? " or " : ", ";
    text += verb.word;
  }
  return text;
}

using Parser = Result<Command> (*)(std::string_view rest, std::string_view usage);

// Nothing if the verb asks for no operation.
Parser operation_parser(const Verb& verb) {
  if (verb.same_as == "put") return parse_put;
  if (verb.same_as == "cas") return parse_cas;
  if (verb.same_as == "get") return parse_key_command<GetCommand>;
  if (verb.same_as == "mget") return parse_multi_get;
  if (verb.same_as == "scan") return parse_scan;
  if (verb.same_as == "del") return parse_key_command<RemoveCommand>;
  return nullptr;
}

// An operation that says what it asks for: put@strict KEY VALUE.
Result<Command> parse_at(const Verb& verb, std::string_view wanted, std::string_view rest) {
  const Parser parse = operation_parser(verb);
  if (!parse) {
    return invalid(
        fmt::format("\"{}\" has no level; only put, cas, get, mget, scan and del have one, such as "
                    "get@strict KEY",
                    verb.word));
  }
  const auto consistency = parse_consistency(wanted);
  if (!consistency) return error_of(consistency);
  auto command = parse(rest, verb.usage);
  if (!command) return command;
  std::visit(
      [&](auto& operation) {
        if constexpr (requires { operation.consistency; }) operation.consistency = *consistency;
      },
      *command);
  return command;
}

// What may stand before an operation: `as NAME`, `knowing CONTEXT`, `for TIME`.
struct Prefixes {
  std::string session;
  std::optional<CausalContext> known;
  Duration ttl{};
};

Result<void> take_prefix(std::string_view verb, std::string what, Prefixes& prefixes) {
  if (verb == "as") {
    prefixes.session = std::move(what);
    return {};
  }
  if (verb == "knowing") {
    const auto known = parse_context(what);
    if (!known) return error_of(known);
    prefixes.known = *known;
    return {};
  }
  const auto ttl = parse_duration(what);
  if (!ttl) return error_of(ttl);
  if (*ttl == Duration::zero()) return invalid("a value that is kept for no time is none");
  prefixes.ttl = *ttl;
  return {};
}

bool is_taken(std::string_view verb, const Prefixes& prefixes) {
  if (verb == "as") return !prefixes.session.empty();
  return verb == "knowing" ? prefixes.known.has_value() : prefixes.ttl != Duration::zero();
}

// Takes them from the front of a line.
Result<Prefixes> take_prefixes(std::string_view& line) {
  Prefixes prefixes;
  for (;;) {
    std::string_view rest = line;
    const auto word = take_word(rest);
    if (!word) return error_of(word);
    const Verb* verb = *word ? find_verb(lower_case(**word)) : nullptr;
    if (!verb || (verb->word != "as" && verb->word != "knowing" && verb->word != "for"))
      return prefixes;
    if (is_taken(verb->word, prefixes))
      return invalid(fmt::format("{} stands twice; write {}", verb->word, verb->usage));
    auto what = take_word(rest);
    if (!what) return error_of(what);
    if (!*what || (**what).empty())
      return invalid(
          fmt::format("what is behind {} is missing; write {}", verb->word, verb->usage));
    if (const auto good = take_prefix(verb->word, std::move(**what), prefixes); !good)
      return error_of(good);
    line = rest;
    if (trimmed(line).empty())
      return invalid(fmt::format("the operation is missing; write {}", verb->usage));
  }
}

// False where the command is no operation.
bool add_prefixes(const Prefixes& prefixes, Command& command) {
  return std::visit(
      [&](auto& operation) {
        if constexpr (requires { operation.session; }) {
          operation.session = prefixes.session;
          if constexpr (requires { operation.known; }) {
            if (prefixes.known) operation.known = *prefixes.known;
          }
          if constexpr (requires { operation.ttl; }) operation.ttl = prefixes.ttl;
          constexpr bool k_has_context = requires { operation.known; };
          constexpr bool k_has_ttl = requires { operation.ttl; };
          return (k_has_context || !prefixes.known) &&
                 (k_has_ttl || prefixes.ttl == Duration::zero());
        }
        return prefixes.session.empty() && !prefixes.known && prefixes.ttl == Duration::zero();
      },
      command);
}

Result<Command> parse_behind_prefixes(std::string_view line, const LinkSettings& network) {
  std::string_view rest = line;
  const auto word = take_word(rest);
  if (!word) return error_of(word);
  const std::size_t at = (**word).find('@');
  const Verb* verb = find_verb(lower_case(std::string_view(**word).substr(0, at)));
  if (!verb) {
    return invalid(fmt::format("\"{}\" is no command; try {}", excerpt(**word), words_to_try()));
  }
  if (at != std::string::npos)
    return parse_at(*verb, lower_case(std::string_view(**word).substr(at + 1)), rest);
  if (const auto parse = operation_parser(*verb)) return parse(rest, verb->usage);
  if (verb->same_as == "kill") return parse_node_command<CrashCommand>(rest, verb->usage);
  if (verb->same_as == "restart") return parse_node_command<RestartCommand>(rest, verb->usage);
  if (verb->same_as == "pause") return parse_node_command<PauseCommand>(rest, verb->usage);
  if (verb->same_as == "resume") return parse_node_command<ResumeCommand>(rest, verb->usage);
  if (verb->same_as == "add") return parse_node_command<AddCommand>(rest, verb->usage);
  if (verb->same_as == "drain") return parse_node_command<DrainCommand>(rest, verb->usage);
  if (verb->same_as == "evict") return parse_node_command<EvictCommand>(rest, verb->usage);
  if (verb->same_as == "slow" || verb->same_as == "skew")
    return parse_node_time(verb->same_as, rest, verb->usage);
  if (verb->same_as == "network") return parse_network(rest, verb->usage, network);
  if (verb->same_as == "link") return parse_link(rest, verb->usage, network);
  if (verb->same_as == "partition") return parse_partition(rest, verb->usage);
  if (const auto act = message_act(verb->same_as))
    return parse_message_act(*act, rest, verb->usage);
  return parse_heal(rest, verb->usage);
}

}  // namespace

Result<Command> parse_command(std::string_view line, const LinkSettings& network) {
  line = trimmed(without_bom(line));
  if (line.empty()) return invalid(fmt::format("there is no command; try {}", words_to_try()));
  if (line.find('\n') != std::string_view::npos)
    return invalid("a command is one line; write a line break as \\n in quotes");
  if (const auto text = check_text(line); !text) return error_of(text);
  const auto prefixes = take_prefixes(line);
  if (!prefixes) return error_of(prefixes);
  auto command = parse_behind_prefixes(line, network);
  if (command && !add_prefixes(*prefixes, *command))
    return invalid(
        "as and knowing stand before an operation: put, cas, get or del; for before put or cas");
  return command;
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
