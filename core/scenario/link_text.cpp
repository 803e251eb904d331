#include "core/scenario/link_text.h"

#include <fmt/format.h>

#include "core/scenario/text.h"
#include "core/scenario/units.h"
#include "core/scenario/words.h"

namespace ringside {
namespace {

using Ends = std::vector<Address>;

std::string_view next_word(std::string_view& rest) {
  rest = trimmed(rest);
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
  rest = trimmed(rest.substr(word.size()));
  return word;
}

Result<Ends> parse_ends(std::string_view text, std::string_view usage) {
  Ends ends;
  while (!trimmed(text).empty()) {
    const auto end = parse_end(next_word(text), usage);
    if (!end) return error_of(end);
    ends.push_back(*end);
  }
  return ends;
}

// Ends of which there must be at least one.
Result<Ends> parse_some_ends(std::string_view text, std::string_view usage) {
  auto ends = parse_ends(text, usage);
  if (ends && ends->empty()) return invalid(fmt::format("a node is missing; write {}", usage));
  return ends;
}

Result<Command> parse_one_way(std::string_view rest, std::string_view usage) {
  const std::size_t arrow = rest.find("->");
  if (arrow == std::string_view::npos)
    return invalid(fmt::format("there is no -> in it; write {}", usage));
  auto from = parse_some_ends(rest.substr(0, arrow), usage);
  if (!from) return error_of(from);
  auto to = parse_some_ends(rest.substr(arrow + 2), usage);
  if (!to) return error_of(to);
  return CutCommand{std::move(*from), std::move(*to)};
}

std::string ends_text(const Ends& ends) {
  std::string text;
  for (const Address end : ends) text += " " + end_text(end);
  return text;
}

}  // namespace

Result<Address> parse_end(std::string_view word, std::string_view usage) {
  std::string_view number = word;
  const bool is_client = !word.empty() && (word.front() == 'c' || word.front() == 'C');
  const bool has_letter =
      is_client || (!word.empty() && (word.front() == 'n' || word.front() == 'N'));
  if (has_letter) number.remove_prefix(1);
  const auto parsed = parse_u32(number, is_client ? "the client" : "the node");
  if (!parsed) return invalid(fmt::format("{}; write {}", parsed.error().message, usage));
  if (*parsed > raw(k_no_node) / 2) {
    return invalid(fmt::format("there is no \"{}\"; write {}", excerpt(word), usage));
  }
  return is_client ? Address{ClientId{*parsed}} : Address{NodeId{*parsed}};
}

std::string end_text(Address end) {
  return end.is_client() ? fmt::format("c{}", raw(end.client()))
                         : fmt::format("n{}", raw(end.node()));
}

Result<LinkSettings> parse_link_settings(std::string_view rest, std::string_view usage,
                                         const LinkSettings& before) {
  LinkSettings settings = before;
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
      settings.latency = *latency;
    } else if (name == "loss" || name == "duplicate") {
      const auto share = parse_share_ppm(value);
      if (!share) return error_of(share);
      (name == "loss" ? settings.loss_ppm : settings.duplicate_ppm) = *share;
    } else {
      return invalid(
          fmt::format("\"{}\" is no setting of a network; write {}", excerpt(setting), usage));
    }
  }
  if (!any) return invalid(fmt::format("it is not said what to change; write {}", usage));
  if (const auto good = validate(settings); !good) return error_of(good);
  return settings;
}

std::string link_settings_text(const LinkSettings& settings) {
  return fmt::format("latency={} loss={} duplicate={}", latency_text(settings.latency),
                     share_text(settings.loss_ppm), share_text(settings.duplicate_ppm));
}

Result<Command> parse_network(std::string_view rest, std::string_view usage,
                              const LinkSettings& network) {
  const auto settings = parse_link_settings(rest, usage, network);
  if (!settings) return error_of(settings);
  return SetNetworkCommand{*settings};
}

Result<Command> parse_link(std::string_view rest, std::string_view usage,
                           const LinkSettings& network) {
  const auto from = parse_end(next_word(rest), usage);
  if (!from) return error_of(from);
  const auto to = parse_end(next_word(rest), usage);
  if (!to) return error_of(to);
  if (lower_case(rest) == "default") return SetLinkCommand{*from, *to, std::nullopt};
  const auto settings = parse_link_settings(rest, usage, network);
  if (!settings) return error_of(settings);
  return SetLinkCommand{*from, *to, *settings};
}

Result<Command> parse_partition(std::string_view rest, std::string_view usage) {
  using Form = PartitionCommand::Form;
  std::string_view behind = rest;
  const std::string first = lower_case(next_word(behind));
  if (first == "one-way") return parse_one_way(behind, usage);
  if (first == "ring") {
    if (!behind.empty()) return invalid("partition ring stands alone on its line");
    return PartitionCommand{Form::ring, {}};
  }
  if (first == "bridge") {
    auto bridges = parse_some_ends(behind, usage);
    if (!bridges) return error_of(bridges);
    return PartitionCommand{Form::bridge, {std::move(*bridges)}};
  }
  PartitionCommand command;
  for (;;) {
    const std::size_t bar = rest.find('|');
    auto group = parse_some_ends(rest.substr(0, bar), usage);
    if (!group) return error_of(group);
    command.groups.push_back(std::move(*group));
    if (bar == std::string_view::npos) return command;
    rest.remove_prefix(bar + 1);
  }
}

Result<Command> parse_heal(std::string_view rest, std::string_view usage) {
  auto ends = parse_ends(rest, usage);
  if (!ends) return error_of(ends);
  return HealCommand{std::move(*ends)};
}

std::string to_text(const SetNetworkCommand& command) {
  return "network " + link_settings_text(command.network);
}

std::string to_text(const SetLinkCommand& command) {
  return fmt::format("link {} {} {}", end_text(command.from), end_text(command.to),
                     command.settings ? link_settings_text(*command.settings) : "default");
}

std::string to_text(const PartitionCommand& command) {
  switch (command.form) {
    case PartitionCommand::Form::ring: return "partition ring";
    case PartitionCommand::Form::bridge:
      return "partition bridge" + ends_text(command.groups.at(0));
    case PartitionCommand::Form::groups: break;
  }
  std::string text = "partition";
  for (const Ends& group : command.groups)
    text += (&group == &command.groups.front() ? "" : " |") + ends_text(group);
  return text;
}

std::string to_text(const CutCommand& command) {
  return "partition one-way" + ends_text(command.from) + " ->" + ends_text(command.to);
}

std::string to_text(const HealCommand& command) { return "heal" + ends_text(command.ends); }

}  // namespace ringside
