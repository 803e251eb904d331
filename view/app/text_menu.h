#pragma once
#include <string>

#include <fmt/format.h>

#include "core/trace/event.h"
#include "view/app/text.h"

/// What menus say. The part of a label after ## names the item for tests in every language.
namespace ringside::text {

inline constexpr const char* k_hint_menu = "What can be done to it (M, or a right click)";
inline constexpr const char* k_hint_menu_touch = "What can be done to it (or press it for long)";
inline constexpr const char* k_no_menu =
    "Choose a node first: press its name in the list, or point at it. Then M opens its menu.";
inline constexpr const char* k_waits_for_menu = "Time waits while this is open.";
inline std::string menu_button(std::uint32_t node) {
  return fmt::format("##Menu of node {}", node);
}

inline constexpr const char* k_right_click_for_more = "Right click, or M, for more";
inline constexpr const char* k_click_for_menu = "Click for what can be done to it";

// A node.
inline constexpr const char* k_row_life = "Life";
inline constexpr const char* k_row_work = "Work";
inline constexpr const char* k_row_network = "Network";
inline constexpr const char* k_row_slow = "Slow by";
inline constexpr const char* k_row_clock = "Clock";
inline constexpr const char* k_row_ring = "Ring";

inline constexpr const char* k_item_kill = "Kill##Menu Kill";
inline constexpr const char* k_item_restart = "Restart##Menu Restart";
inline constexpr const char* k_item_pause = "Pause##Menu Pause";
inline constexpr const char* k_item_resume = "Resume##Menu Resume";
inline constexpr const char* k_item_isolate = "Isolate##Menu Isolate";
inline constexpr const char* k_item_rejoin = "Rejoin##Menu Rejoin";
inline constexpr const char* k_item_add = "Add##Menu Add";
inline constexpr const char* k_item_drain = "Drain##Menu Drain";
inline constexpr const char* k_item_evict = "Evict##Menu Evict";

inline constexpr const char* k_explain_kill = "It stops at once and loses its memory.";
inline constexpr const char* k_explain_restart = "It starts again, empty, as a new incarnation.";
inline constexpr const char* k_explain_pause =
    "It stalls: it keeps its memory, and what comes waits for it.";
inline constexpr const char* k_explain_resume = "It goes on, with all that has waited for it.";
inline constexpr const char* k_explain_isolate =
    "Cuts its links to all other nodes, both ways. Clients still reach it.";
inline constexpr const char* k_explain_rejoin = "Makes all its links whole again.";
inline constexpr const char* k_explain_slow =
    "It works so long on each message, one after another.";
inline constexpr const char* k_explain_clock =
    "Its wall clock is off the true time by so much: the stamps of its versions are.";
inline constexpr const char* k_explain_add = "It comes onto the ring and gets its share of keys.";
inline constexpr const char* k_explain_drain =
    "It leaves the ring: others copy what it keeps first. It stays up.";
inline constexpr const char* k_explain_evict =
    "The others take it off the ring, and copy what it kept from those that are left.";

inline constexpr const char* k_why_down = "It is down.";
inline constexpr const char* k_why_up = "It is up.";
inline constexpr const char* k_why_paused = "It is paused: resume it first.";
inline constexpr const char* k_why_paused_already = "It is paused already.";
inline constexpr const char* k_why_not_paused = "It is not paused.";
inline constexpr const char* k_why_isolated = "No other node reaches it already.";
inline constexpr const char* k_why_whole = "None of its links is cut.";
inline constexpr const char* k_why_as_slow = "It is so already.";
inline constexpr const char* k_why_on_ring = "It is on the ring.";
inline constexpr const char* k_why_off_ring = "It is not on the ring.";
inline constexpr const char* k_why_moving = "The ring is changing already: one change at a time.";
inline constexpr const char* k_why_too_few = "Fewer nodes would be left than a key has copies.";
inline constexpr const char* k_why_drain_instead = "It is up: drain it, and nothing is lost.";
inline constexpr const char* k_why_evict_instead = "It is down: the others can evict it.";

inline constexpr const char* k_as_fast = "As fast as it can";
inline constexpr const char* k_right_time = "Right";
inline std::string slow_label(const std::string& delay) {
  return fmt::format("{0}##Menu Slow {0}", delay);
}
inline constexpr const char* k_not_slow = "0##Menu Slow 0";
inline std::string skew_label(const std::string& skew, const std::string& name) {
  return fmt::format("{}##Menu Skew {}", skew, name);
}
inline constexpr const char* k_not_skewed = "Right##Menu Skew 0";

inline std::string node_paused(std::uint32_t node) {
  return fmt::format("Node {} is paused: what comes waits for it.", node);
}
inline std::string node_resumed(std::uint32_t node) {
  return fmt::format("Node {} goes on.", node);
}
inline std::string node_isolated(std::uint32_t node) {
  return fmt::format("Node {} and the other nodes do not reach each other any more.", node);
}
inline std::string node_rejoined(std::uint32_t node) {
  return fmt::format("All links of node {} are whole.", node);
}
inline std::string node_slowed(std::uint32_t node, const std::string& delay) {
  return fmt::format("Node {} works {} on each message from now on.", node, delay);
}
inline std::string node_fast(std::uint32_t node) {
  return fmt::format("Node {} is as fast as it was.", node);
}
inline std::string clock_off(std::uint32_t node, const std::string& skew) {
  return fmt::format("The clock of node {} is off by {} from now on.", node, skew);
}
inline std::string clock_right(std::uint32_t node) {
  return fmt::format("The clock of node {} is right again.", node);
}
inline std::string node_asks_in(std::uint32_t node) {
  return fmt::format("Node {} asks to come onto the ring.", node);
}
inline std::string node_asks_out(std::uint32_t node) {
  return fmt::format("Node {} asks to leave the ring.", node);
}
inline std::string node_evicted(std::uint32_t node) {
  return fmt::format("The others are to take node {} off the ring.", node);
}

/// "up, 14 keys, slow by 20 ms, clock off by +50 ms".
inline constexpr const char* k_state_paused = "paused";
inline constexpr const char* k_state_off_ring = "not on the ring";
inline std::string state_slow(const std::string& delay) { return "slow by " + delay; }
inline std::string state_skewed(const std::string& skew) { return "clock off by " + skew; }
inline constexpr const char* k_state_cut = "links cut";

// A partition.
inline constexpr const char* k_lasso_empty = "Draw round the nodes that are to be cut off.";
inline constexpr const char* k_lasso_all = "All nodes are inside: leave some out.";
inline constexpr const char* k_nothing_to_heal = "No link is cut.";
inline constexpr const char* k_healed = "No link is cut any more.";
inline constexpr const char* k_label_heal = "Heal##Heal";
inline constexpr const char* k_hint_heal = "Makes all links whole again (H).";
inline std::string nodes_named(std::size_t count, const std::string& list) {
  return (count == 1 ? "node " : "nodes ") + list;
}
inline std::string lasso_cuts(const std::string& inside, const std::string& outside) {
  return fmt::format("Let go to cut {} off from {}", inside, outside);
}
inline std::string partitioned(const std::string& inside, const std::string& outside) {
  return fmt::format("Partition: {} | {}. They do not reach each other until it is healed.", inside,
                     outside);
}

// A link.
inline constexpr const char* k_row_loss = "Loses";
inline constexpr const char* k_row_latency = "Takes";
inline constexpr const char* k_row_cut = "Cut";
inline constexpr const char* k_row_link = "Link";
inline constexpr const char* k_item_cut_one = "This way##Menu Cut";
inline constexpr const char* k_item_cut_both = "Both ways##Menu Cut both";
inline constexpr const char* k_item_restore = "Restore##Menu Restore";
inline constexpr const char* k_explain_loss = "So many of the messages this way are lost.";
inline constexpr const char* k_explain_latency =
    "Messages this way take so much longer than on other links.";
inline constexpr const char* k_explain_cut_one =
    "What is sent this way is lost from now on; the other way is as it was.";
inline constexpr const char* k_explain_cut_both = "What is sent either way is lost from now on.";
inline constexpr const char* k_explain_restore = "Both ways are whole, and as all links are.";
inline constexpr const char* k_why_loss = "It loses so many already.";
inline constexpr const char* k_why_latency = "It takes so long already.";
inline constexpr const char* k_why_cut = "It is cut already.";
inline constexpr const char* k_why_as_others = "It is whole, and as all links are.";
inline std::string loss_label(std::uint32_t percent) {
  return fmt::format("{0} %##Menu Loss {0}", percent);
}
inline constexpr const char* k_usual_time = "Usual##Menu Delay 0";
inline std::string delay_label(const std::string& delay) {
  return fmt::format("+{0}##Menu Delay {0}", delay);
}
inline std::string link_title(const std::string& from, const std::string& to) {
  return fmt::format("From {} to {}", from, to);
}
inline constexpr const char* k_link_cut = "cut: what is sent is lost";
inline std::string link_about(const std::string& latency, const std::string& loss) {
  return fmt::format("takes {}, loses {}", latency, loss);
}
inline std::string link_set(const std::string& way, const std::string& what) {
  return fmt::format("{}: {} from now on.", way, what);
}
inline std::string link_cut(const std::string& way) { return way + ": cut from now on."; }
inline std::string link_cut_both(const std::string& one, const std::string& other) {
  return fmt::format("{} and {} do not reach each other any more.", one, other);
}
inline std::string link_restored(const std::string& one, const std::string& other) {
  return fmt::format("The links between {} and {} are as all others.", one, other);
}

// A message.
inline constexpr const char* k_row_message = "Message";
inline constexpr const char* k_item_drop = "Drop##Menu Drop";
inline constexpr const char* k_item_hold = "Hold##Menu Hold";
inline constexpr const char* k_item_release = "Let go##Menu Release";
inline constexpr const char* k_item_deliver = "Deliver now##Menu Deliver";
inline constexpr const char* k_explain_drop = "It is lost where it is.";
inline constexpr const char* k_explain_hold =
    "It stays where it is until you let it go; nobody waits for it.";
inline constexpr const char* k_explain_release = "It goes on from where it is.";
inline constexpr const char* k_explain_deliver =
    "It arrives at once, whatever the network had in store for it.";
inline constexpr const char* k_why_arrived = "It has arrived.";
inline constexpr const char* k_why_lost = "It is lost already.";
inline constexpr const char* k_why_waits =
    "It has arrived, and waits for a node that is paused or slow.";
inline constexpr const char* k_why_no_touch =
    "Threads hand messages over by themselves: only the simulator can touch a single one.";
inline constexpr const char* k_noun_message = "Message";
inline std::string message_number(std::uint64_t id) { return fmt::format("message {}", id); }
inline constexpr const char* k_message_held = "held by hand";
inline constexpr const char* k_message_waits = "waits to be taken";
inline constexpr const char* k_message_gone = "lost";
inline std::string message_dropped(std::uint64_t id) {
  return fmt::format("Message {} is dropped.", id);
}
inline std::string message_is_held(std::uint64_t id) {
  return fmt::format("Message {} is held until you let it go.", id);
}
inline std::string message_let_go(std::uint64_t id) {
  return fmt::format("Message {} goes on.", id);
}
inline std::string message_handed_over(std::uint64_t id) {
  return fmt::format("Message {} is delivered now.", id);
}

}  // namespace ringside::text
