// What can be done to a link, and to a single message on it.
#include <array>
#include <chrono>

#include "core/scenario/units.h"
#include "view/app/menu.h"
#include "view/app/text_menu.h"

namespace ringside {
namespace {

using std::chrono::milliseconds;

constexpr std::array<std::uint32_t, 4> k_losses{0, 10, 50, 90};  // percent
constexpr std::array<Duration, 2> k_link_delays{milliseconds{10}, milliseconds{100}};
constexpr std::uint32_t k_ppm_of_percent = 10'000;

LinkSettings settings_of(const LinkFacts& facts, const LinkSettings& like) {
  LinkSettings settings = like;
  settings.latency.kind = static_cast<Latency::Kind>(facts.latency_kind);
  settings.latency.base = facts.base;
  settings.latency.spread = facts.spread;
  settings.loss_ppm = facts.loss_ppm;
  // The trace does not say the shape; with another kind than the usual one it is unknown.
  if (!validate(settings)) settings.latency = like.latency;
  return settings;
}

LinkSettings usual(const MenuInput& input) {
  const auto& common = input.world.links().common;
  return common ? settings_of(*common, input.network) : input.network;
}

/// A link as it is, and what would make it other.
struct LinkNow {
  const MenuInput& input;
  LinkEnds ends;
  LinkSettings common;
  LinkSettings now;

  LinkNow(const MenuInput& menu, const LinkEnds& link)
      : input(menu), ends(link), common(usual(menu)), now(link_settings(menu, link)) {}

  bool is_cut(bool back = false) const {
    const LinkSet& cuts = input.world.links().cuts;
    return back ? cuts.contains(ends.to, ends.from) : cuts.contains(ends.from, ends.to);
  }
  bool has_own(const LinkEnds& link) const {
    return input.world.links().own.contains({link.from, link.to});
  }
  LinkEnds back() const { return {ends.to, ends.from}; }
  std::string from() const { return text::end_of_link(ends.from); }
  std::string to() const { return text::end_of_link(ends.to); }
  std::string title() const { return text::link_title(from(), to()); }

  /// What is as all links are has no settings of its own.
  Command changed(const LinkSettings& wanted) const {
    return SetLinkCommand{ends.from, ends.to,
                          wanted == common ? std::nullopt : std::optional(wanted)};
  }
  MenuItem item(std::string label, const char* explains, const LinkSettings& wanted,
                const char* why_not) const {
    return {std::move(label),
            explains,
            wanted == now ? why_not : "",
            {changed(wanted)},
            text::link_set(title(), text::link_about(latency_text(wanted.latency),
                                                     share_text(wanted.loss_ppm)))};
  }
};

MenuRow loss_row(const LinkNow& link) {
  MenuRow row{text::k_row_loss, {}};
  for (const std::uint32_t percent : k_losses) {
    LinkSettings wanted = link.now;
    wanted.loss_ppm = percent * k_ppm_of_percent;
    row.items.push_back(
        link.item(text::loss_label(percent), text::k_explain_loss, wanted, text::k_why_loss));
  }
  return row;
}

MenuRow latency_row(const LinkNow& link) {
  MenuRow row{text::k_row_latency, {}};
  const auto add = [&](std::string label, Duration more) {
    LinkSettings wanted = link.now;
    wanted.latency = link.common.latency;
    wanted.latency.base += more;
    if (!validate(wanted)) return;
    row.items.push_back(
        link.item(std::move(label), text::k_explain_latency, wanted, text::k_why_latency));
  };
  add(text::k_usual_time, {});
  for (const Duration delay : k_link_delays) {
    const auto ms = std::chrono::duration_cast<milliseconds>(delay).count();
    add(text::delay_label(fmt::format("{} ms", ms)), delay);
  }
  return row;
}

MenuRow cut_row(const LinkNow& link) {
  const auto& [from, to] = link.ends;
  std::vector<Command> both;
  if (!link.is_cut()) both.emplace_back(CutCommand{{from}, {to}});
  if (!link.is_cut(true)) both.emplace_back(CutCommand{{to}, {from}});
  std::vector<Command> restore;
  if (link.has_own(link.ends)) restore.emplace_back(SetLinkCommand{from, to, std::nullopt});
  if (link.has_own(link.back())) restore.emplace_back(SetLinkCommand{to, from, std::nullopt});
  if (link.is_cut() || link.is_cut(true)) restore.emplace_back(HealCommand{{from, to}});
  const bool all_cut = both.empty();
  const bool all_well = restore.empty();
  return {text::k_row_cut,
          {{text::k_item_cut_one,
            text::k_explain_cut_one,
            link.is_cut() ? text::k_why_cut : "",
            {CutCommand{{from}, {to}}},
            text::link_cut(link.title())},
           {text::k_item_cut_both, text::k_explain_cut_both, all_cut ? text::k_why_cut : "",
            std::move(both), text::link_cut_both(link.from(), link.to())},
           {text::k_item_restore, text::k_explain_restore, all_well ? text::k_why_as_others : "",
            std::move(restore), text::link_restored(link.from(), link.to())}}};
}

const WorldMessage* lost_message(const World& world, MessageId id) {
  for (const WorldMessage& lost : world.lost()) {
    if (lost.facts.id == id) return &lost;
  }
  return nullptr;
}

MenuRow message_row(const MenuInput& input, MessageId id, const WorldMessage* message) {
  using Act = MessageCommand::Act;
  const bool held = message != nullptr && message->held_at;
  const bool waits = message != nullptr && !held && message->arrives_at < input.now;
  const char* gone = !input.can_touch ? text::k_why_no_touch
                     : message == nullptr
                         ? (lost_message(input.world, id) ? text::k_why_lost : text::k_why_arrived)
                         : "";
  const char* stuck = *gone != '\0' ? gone : waits ? text::k_why_waits : "";
  const auto item = [&](Act act, const char* label, const char* explains, const char* why_not,
                        std::string done) {
    return MenuItem{label, explains, why_not, {MessageCommand{act, {.id = id}}}, std::move(done)};
  };
  const std::uint64_t number = raw(id);
  return {text::k_row_message,
          {item(Act::drop, text::k_item_drop, text::k_explain_drop, gone,
                text::message_dropped(number)),
           held ? item(Act::release, text::k_item_release, text::k_explain_release, gone,
                       text::message_let_go(number))
                : item(Act::hold, text::k_item_hold, text::k_explain_hold, stuck,
                       text::message_is_held(number)),
           item(Act::deliver, text::k_item_deliver, text::k_explain_deliver, stuck,
                text::message_handed_over(number))}};
}

std::string message_about(const MenuInput& input, MessageId id, const WorldMessage* message) {
  const std::string number = text::message_number(raw(id));
  if (message == nullptr) {
    return number + ", " +
           (lost_message(input.world, id) ? text::k_message_gone : text::k_why_arrived);
  }
  if (message->held_at) return number + ", " + text::k_message_held;
  if (message->arrives_at < input.now) return number + ", " + text::k_message_waits;
  return number + ", " + text::arrives_in(rounded_duration(message->arrives_at - input.now));
}

}  // namespace

LinkSettings link_settings(const MenuInput& input, const LinkEnds& link) {
  const auto& own = input.world.links().own;
  const auto found = own.find({link.from, link.to});
  return found == own.end() ? usual(input) : settings_of(found->second, usual(input));
}

Menu link_menu(const MenuInput& input, const LinkEnds& ends) {
  const LinkNow link(input, ends);
  return {link.title(),
          link.is_cut()
              ? std::string(text::k_link_cut)
              : text::link_about(latency_text(link.now.latency), share_text(link.now.loss_ppm)),
          {loss_row(link), latency_row(link), cut_row(link)}};
}

Menu message_menu(const MenuInput& input, MessageId id) {
  const auto under_way = input.world.in_flight().find(id);
  const WorldMessage* message =
      under_way == input.world.in_flight().end() ? nullptr : &under_way->second;
  const WorldMessage* known = message != nullptr ? message : lost_message(input.world, id);
  Menu menu;
  menu.about = message_about(input, id, message);
  menu.rows.push_back(message_row(input, id, message));
  if (known == nullptr) {
    menu.title = text::k_noun_message;
    return menu;
  }
  const MessageFacts& facts = known->facts;
  menu.title = text::message_title(facts, "") + ", " + text::from_to(facts.from, facts.to);
  for (MenuRow& row : link_menu(input, {facts.from, facts.to}).rows)
    menu.rows.push_back(std::move(row));
  return menu;
}

std::optional<Menu> menu_of(const MenuInput& input, const Hit& what) {
  std::optional<Menu> menu;
  if (const auto* node = std::get_if<NodeId>(&what)) {
    if (raw(*node) < input.world.nodes().size()) menu = node_menu(input, *node);
  } else if (const auto* message = std::get_if<MessageId>(&what)) {
    menu = message_menu(input, *message);
  } else if (const auto* link = std::get_if<LinkEnds>(&what)) {
    menu = link_menu(input, *link);
  }
  if (!menu || input.why_nothing.empty()) return menu;
  for (MenuRow& row : menu->rows) {
    for (MenuItem& item : row.items) {
      if (item.why_not.empty()) item.why_not = input.why_nothing;
    }
  }
  return menu;
}

}  // namespace ringside
