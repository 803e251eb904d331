#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/host/command.h"
#include "core/trace/world.h"
#include "view/scene/hit.h"

namespace ringside {

/// One thing that can be done to what was pointed at.
struct MenuItem {
  std::string label;              ///< "Kill##Menu Kill": what stands behind ## is its name.
  std::string explains;           ///< What it does, in a sentence.
  std::string why_not;            ///< Why it would change nothing; empty where it can be done.
  std::vector<Command> commands;  ///< What it asks the cluster for, one after another.
  std::string done;               ///< What to say once they are given.
};

/// Items of one sort.
struct MenuRow {
  std::string title;
  std::vector<MenuItem> items;
};

/// What can be done to one thing, as it is at the time shown. Every item is there at any time: one
/// that would change nothing says why.
struct Menu {
  std::string title;
  std::string about;  ///< What it is and does now.
  std::vector<MenuRow> rows;
};

/// What menus are made from.
struct MenuInput {
  const World& world;
  Time now{};
  LinkSettings network;       ///< Of links without settings of their own.
  bool can_touch = true;      ///< Whether the host lets a person at single messages.
  std::string why_nothing{};  ///< Why nothing at all can be done now; empty where something can.
};

/// "up, 14 keys, slow by 20 ms, links cut".
std::string node_state_words(const World& world, NodeId node);

Menu node_menu(const MenuInput& input, NodeId node);
/// Of the link one way; some of its items concern both ways.
Menu link_menu(const MenuInput& input, const LinkEnds& link);
/// Also has what can be done to its link.
Menu message_menu(const MenuInput& input, MessageId message);
/// The menu of what was pointed at. Nothing for a key, or a node that is none of the world's.
std::optional<Menu> menu_of(const MenuInput& input, const Hit& what);

/// What cutting these nodes off from all others would do, in words.
std::string partition_words(const World& world, const std::vector<NodeId>& inside);

/// How a link is set now, as far as the trace says it.
LinkSettings link_settings(const MenuInput& input, const LinkEnds& link);

}  // namespace ringside
