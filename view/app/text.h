#pragma once
#include <cstdint>
#include <string>

#include <fmt/format.h>

#include "core/trace/event.h"
#include "view/app/numbers.h"

/// Every sentence that the interface says, in one place, so that it can be said in another
/// language. Numbers come ready made with their separators and units. Labels of buttons and fields
/// are beside what they label: below "label_…". Names of events, messages and errors are the
/// trace's own words and not translated.
namespace ringside::text {

/// A noun that is counted.
struct Noun {
  const char* one;
  const char* many;
};
inline constexpr Noun k_node{"node", "nodes"};
inline constexpr Noun k_key{"key", "keys"};
inline constexpr Noun k_copy{"copy", "copies"};
inline constexpr Noun k_operation{"operation", "operations"};
inline constexpr Noun k_message{"message", "messages"};
inline constexpr Noun k_event{"event", "events"};

/// "1 key", "1,706 keys".
inline std::string count(std::uint64_t number, const Noun& noun) {
  return with_separators(number) + " " + (number == 1 ? noun.one : noun.many);
}

// Title and first steps.
inline constexpr const char* k_title = "Ringside";
inline constexpr const char* k_subtitle =
    "A replicated key-value store you can watch. Every moving dot is a real message.";
inline constexpr const char* k_how_to_kill =
    "Click a node to kill it. Click it again to restart it, empty.";
inline constexpr const char* k_how_to_restart = "Click a node that is down to restart it, empty.";
inline constexpr const char* k_how_to_touch =
    "Tap a node to kill it. Tap it again to restart it, empty.";
inline constexpr const char* k_how_to_command =
    "Type a command: put apple red, get apple, del apple, kill 2, restart 2";
inline constexpr const char* k_how_to_command_short = "put apple red";

// What goes on, in one line below the title.
inline constexpr const char* k_doing_demo = "Demo traffic writes and reads a handful of keys.";
inline constexpr const char* k_doing_quiet = "Nothing is under way. Put a key below.";
inline constexpr const char* k_doing_paused = "Paused. Clicks and commands still count.";
inline constexpr const char* k_doing_past =
    "This is the past, as it was recorded. The present waits. What you do here begins a branch.";
inline constexpr const char* k_doing_past_of_threads =
    "This is the past, as it was recorded: with threads it can be watched, not changed.";
inline constexpr const char* k_playing = "Time passes.";
inline std::string in_the_past(const std::string& time) { return "the past, at " + time; }
inline std::string now_shown(const std::string& time) { return "At " + time; }

inline constexpr const char* k_speed = "Speed";
inline constexpr const char* k_too_fast_to_see =
    "Messages pass too fast to be seen. Slow down to watch them.";

// Labels; the part after ## names the item for tests in every language.
inline constexpr const char* k_label_play = "Play##Play";
inline constexpr const char* k_label_pause = "Pause##Pause";
inline constexpr const char* k_label_simulator = "Simulator##Simulator";
inline constexpr const char* k_label_threads = "Real threads##Threads";
inline constexpr const char* k_label_demo = "Demo traffic##Demo traffic";
inline constexpr const char* k_label_open = "Open file…##Open file";
inline constexpr const char* k_label_apply = "Apply##Apply";
inline constexpr const char* k_label_revert = "Revert##Revert";
inline constexpr const char* k_label_hurry = "Hurry##Hurry";

inline constexpr const char* k_label_run = "Run##Run";
inline constexpr const char* k_label_all_keys = "##All keys";

/// A setting: what it is called, what it means, and its name for tests.
struct Field {
  const char* name;
  const char* explanation;
  const char* id;
};
inline constexpr Field k_field_nodes{"Nodes", "N: how many nodes the ring has.", "##Nodes"};
inline constexpr Field k_field_replicas{"Replicas", "R: copies of each key beyond the first one.",
                                        "##Replicas"};
inline constexpr Field k_field_failures{"Failures",
                                        "F: so many nodes may fail without losing an acknowledged "
                                        "write. A write waits for F + 1 copies.",
                                        "##Failures"};
inline constexpr Field k_field_vnodes{
    "Tokens a node", "Places on the ring that each node owns. More spread the keys better.",
    "##Tokens"};
inline constexpr Field k_field_latency{
    "Latency", "How long a message takes: 1ms, 0.5ms..1ms or 0.5ms+exp(2ms).", "##Latency"};
inline constexpr Field k_field_loss{"Loss", "Messages that the links lose, such as 1%.", "##Loss"};
inline constexpr Field k_field_seed{
    "Seed", "Decides every random draw: the same seed gives the same run.", "##Seed"};

inline constexpr const char* k_label_filters[] = {"All##All events", "Operations##Operation events",
                                                  "Messages##Message events", "Nodes##Node events"};
inline constexpr const char* k_label_pages[] = {
    "Controls##Controls page", "Nodes##Nodes page",       "Keys##Keys page",
    "Steps##Operation page",   "Events##Events page",     "Diagram##Diagram page",
    "Plots##Plots page",       "Promises##Promises page", "Legend##Legend page"};

inline constexpr const char* k_label_background = "Background##Background events";
inline constexpr const char* k_hint_background =
    "Also the regular work of nodes: pings, comparisons, hand-overs.";

// The time axis.
inline constexpr const char* k_label_live = "Live##Live";
inline constexpr const char* k_hint_live = "The present, as it goes on (L)";
inline constexpr const char* k_hint_to_live = "Back to the present, and go on (L)";
inline constexpr const char* k_hint_step_back = "One event back (,)";
inline constexpr const char* k_hint_step_past = "One event on (.)";
inline constexpr const char* k_hint_operation = "On to the end of an operation (>)";
inline constexpr const char* k_hint_operation_back = "Back to the end of the operation before (<)";
inline constexpr const char* k_hint_next_mark = "On to the next mark (])";
inline constexpr const char* k_hint_previous_mark = "Back to the mark before ([)";
inline std::string past_chip(const std::string& ago) { return "Past, " + ago + " ago"; }
inline constexpr const char* k_to_come = "still to come";
inline constexpr const char* k_track_empty = "What happens will be marked here.";
inline std::string before_present(const std::string& duration) { return duration + " ago"; }
inline std::string let_go_until(std::uint64_t events, const std::string& time) {
  return fmt::format("The first {} were let go: until {}, only stills are left.",
                     count(events, k_event), time);
}
inline constexpr const char* k_mark_branch = "Another branch leaves here";
inline std::string mark_more(std::uint64_t marks) { return fmt::format("and {} more", marks); }

// The space-time diagram.
inline constexpr const char* k_heading_diagram = "Space and time";
inline constexpr const char* k_label_closer = "+##Closer";
inline constexpr const char* k_label_wider = "−##Wider";
inline constexpr const char* k_label_whole = "All##Whole run";
inline constexpr const char* k_label_follow = "Follow##Follow";
inline constexpr const char* k_label_diagram_background = "Background##Background messages";
inline constexpr const char* k_label_one_operation = "One operation ×##One operation";
inline constexpr const char* k_hint_diagram =
    "Space and time: a line for each node, a stroke for each message (D)";
inline constexpr const char* k_hint_closer = "Closer (or the wheel)";
inline constexpr const char* k_hint_wider = "Further away (or the wheel)";
inline constexpr const char* k_hint_whole = "The whole run";
inline constexpr const char* k_hint_follow = "Go along with the time that is shown";
inline constexpr const char* k_hint_one_operation =
    "Only one operation is brought out: press for all";
inline constexpr const char* k_hint_fold = "Press to leave its messages out, drag to move it";
inline constexpr const char* k_hint_unfold = "Press to show its messages again, drag to move it";
inline std::string density_of(std::uint64_t messages) {
  return count(messages, k_message) + ", as heights";
}
inline std::string sent_and_took(const std::string& sent, const std::string& took, bool lost) {
  return fmt::format("sent at {}, {} {}", sent, lost ? "lost after" : "took", took);
}

// Headings.
inline constexpr const char* k_heading_time = "Time";
inline constexpr const char* k_heading_host = "Runs on";
inline constexpr const char* k_heading_data = "Data";
inline constexpr const char* k_label_cluster = "Cluster settings##Cluster settings";
inline constexpr const char* k_heading_legend = "Legend";
inline constexpr const char* k_heading_nodes = "Nodes";
inline constexpr const char* k_heading_inspector = "Inspector";
inline constexpr const char* k_heading_events = "Events";
inline constexpr const char* k_heading_keys = "Keys";
inline constexpr const char* k_heading_controls = "Controls";

inline constexpr const char* k_heading_group = "Preference list";

// Hints on what cannot be pressed, and on what can.
inline constexpr const char* k_why_no_step =
    "Threads run by themselves: only the simulator can carry out one event at a time.";
inline constexpr const char* k_hint_step = "Carry out the next event, whenever it is due (.)";
inline constexpr const char* k_hint_play = "Let cluster time pass (Space)";
inline constexpr const char* k_hint_pause = "Stop cluster time (Space)";
inline constexpr const char* k_hint_speed =
    "How much cluster time passes in one second of yours. Links take about 1 ms.";
inline constexpr const char* k_hint_simulator =
    "One thread, virtual time: the same seed gives the same run.";
inline constexpr const char* k_hint_threads =
    "Workers and mailboxes; messages are held back to last as long as the speed says.";
inline constexpr const char* k_hint_file =
    "Or drop one here: keys and values (key, tab, value; CSV; JSON lines), or a saved trace.";
inline constexpr const char* k_hint_demo = "A few seeded puts and gets each second.";
inline constexpr const char* k_hint_theme = "Dark or light";
inline constexpr const char* k_hint_apply = "Starts a new cluster, without data.";
inline constexpr const char* k_hint_apply_links = "Only the links change: the cluster runs on.";
inline constexpr const char* k_why_no_apply = "Nothing has been changed yet.";
inline constexpr const char* k_hint_hurry =
    "Plays at 50 ms per s or faster, so that the file is stored sooner.";

// Notices.
inline constexpr const char* k_file_extensions = ".tsv,.csv,.jsonl,.ndjson,.json,.txt,.ringside";
inline constexpr const char* k_nothing_to_step =
    "Nothing is due: there is no event to step to. Put a key first.";
inline constexpr const char* k_no_operation_to_step =
    "No operation is under way: there is none whose end could be reached. Put a key first.";
inline constexpr const char* k_at_beginning = "This is the beginning of the run.";
inline constexpr const char* k_no_later_mark = "Nothing is marked after this: back in the present.";
inline constexpr const char* k_no_earlier_mark = "Nothing is marked before this.";
// Branches.
inline constexpr const char* k_why_no_branch =
    "Threads cannot be lived again from a time on: what they did is recorded and can be watched, "
    "but "
    "only the simulator can go on differently from there.";
inline constexpr const char* k_too_long_ago =
    "That is too long ago: what is needed to live it again was let go.";
inline constexpr const char* k_came_out_differently =
    "The run came out differently when it was lived again: no branch was made.";
inline constexpr const char* k_branch_only_in_past =
    "A branch begins in the past: go back to a time, and act there.";
inline constexpr const char* k_first_branch = "the run as it began";
inline constexpr const char* k_no_difference = "as the one shown, so far";
inline std::string branch_title(const std::string& name) { return "Branch " + name; }
inline std::string branch_origin(const std::string& parent, const std::string& time,
                                 const std::string& what) {
  return what.empty() ? fmt::format("from {} at {}", parent, time)
                      : fmt::format("from {} at {}: {}", parent, time, what);
}
inline std::string differs_at(const std::string& time) {
  return fmt::format("differs from {} on", time);
}
inline std::string here_happens(const std::string& branch, const std::string& event) {
  return fmt::format("{}: {}", branch, event);
}
inline constexpr const char* k_hint_branches = "The branches of this run, and where they differ";
inline std::string hint_undo(const std::string& what) {
  return fmt::format("Go on as if this had not been done: {} (Ctrl+Z)", what);
}
inline constexpr const char* k_nothing_to_undo = "Nothing was done by hand before this.";
inline constexpr const char* k_load_cancelled_by_branch =
    "The rest of the file is not loaded: another branch is shown.";
inline std::string branch_begun(const std::string& name, const std::string& time, bool one_went) {
  return fmt::format("Branch {} goes on from {}.{}", name, time,
                     one_went ? " The oldest branch was let go." : "");
}
inline std::string branch_shown(const std::string& name) { return "This is branch " + name + "."; }
inline std::string undone(const std::string& what, const std::string& branch) {
  return fmt::format("Undone: {}. Branch {} goes on without it.", what, branch);
}

inline constexpr const char* k_fresh_threads =
    "Real threads carry a fresh cluster now, with the same settings and no data.";
inline constexpr const char* k_fresh_simulator =
    "The simulator carries a fresh cluster now, with the same settings and no data.";
inline constexpr const char* k_done = "Done.";
inline constexpr const char* k_links_changed =
    "The links behave differently from now on; the cluster runs on.";
inline constexpr const char* k_file_empty =
    "There is no key in this file. A line is: key, tab, value.";
inline constexpr const char* k_load_busy =
    "A file is being loaded already. Drop this one again once that is done.";
inline constexpr const char* k_load_cancelled =
    "The rest of the file was not loaded: its cluster is gone.";
inline constexpr const char* k_file_too_large =
    "This file is larger than 64 MB. Take a part of it.";

inline std::string shape_summary(std::uint32_t nodes, std::uint32_t replicas,
                                 std::uint32_t failures) {
  return fmt::format("N {}, R {}, F {}", nodes, replicas, failures);
}
inline std::string speed_reached(const std::string& speed) { return "reaches " + speed; }

inline std::string fresh_cluster(std::uint32_t nodes, std::uint32_t copies) {
  return fmt::format("A fresh cluster of {} keeps {} of each key.", count(nodes, k_node),
                     count(copies, k_copy));
}
inline std::string wrong_start_config(const std::string& why) {
  return fmt::format("The settings asked for cannot work, so the usual ones are used: {}", why);
}

// Nodes and keys in detail.
inline constexpr const char* k_fact_incarnation = "Incarnation";
inline constexpr const char* k_fact_up_since = "Up since";
inline constexpr const char* k_fact_down_since = "Down since";
inline constexpr const char* k_fact_share = "Primary for";
inline constexpr const char* k_fact_received = "Received";
inline constexpr const char* k_fact_keeps = "Keeps";
inline constexpr const char* k_fact_version = "Version";
inline constexpr const char* k_fact_copies = "Fresh copies";
inline constexpr const char* k_fact_position = "On the ring at";
inline constexpr const char* k_role_primary = "primary";
inline constexpr const char* k_role_replica = "replica";
inline constexpr const char* k_role_other = "not in its list";
inline constexpr const char* k_holds_fresh = "has it";
inline constexpr const char* k_holds_stale = "older version";
inline constexpr const char* k_holds_nothing = "lacks it";
inline constexpr const char* k_deleted = "deleted";
inline constexpr const char* k_key_gone = "No node keeps this key.";
inline constexpr const char* k_no_keys = "No keys yet. Put one, or open a file.";
inline constexpr const char* k_hint_all_keys = "Back to all keys";
inline std::string copies_of(std::uint64_t fresh, std::uint64_t wanted) {
  return fmt::format("{} of {}", fresh, wanted);
}
inline std::string node_title(std::uint32_t node, bool up) {
  return fmt::format("Node {} is {}", node, up ? "up" : "down");
}
inline std::string share_of_ring(double share) {
  return fmt::format("{:.1f} % of the ring", share * 100);
}
inline std::string position_on_ring(std::uint64_t hash) {
  return fmt::format("{:.2f}°", static_cast<double>(hash) / 18446744073709551616.0 * 360);
}
inline std::string kept(std::uint64_t keys, std::uint64_t tombstones) {
  return tombstones == 0
             ? count(keys, k_key)
             : fmt::format("{}, {} deleted", count(keys, k_key), with_separators(tombstones));
}
inline std::string version(const std::string& stamp, std::uint32_t maker) {
  return fmt::format("{} by node {}", stamp, maker);
}
inline std::string milliseconds(Time time) {
  const auto us = static_cast<std::uint64_t>(nanoseconds(time) / 1000);
  return fmt::format("{}.{:03}", with_separators(us / 1000), us % 1000);
}
inline std::string events_counted(std::uint64_t events, std::uint64_t forgotten) {
  if (forgotten == 0) return with_separators(events) + ", times in ms";
  return fmt::format("{}, the first {} let go, times in ms", with_separators(events),
                     with_separators(forgotten));
}
inline std::string kill_button(std::uint32_t node) {
  return fmt::format("Kill##Kill node {}", node);
}
inline std::string restart_button(std::uint32_t node) {
  return fmt::format("Restart##Restart node {}", node);
}

// What a pointer is on.
inline constexpr const char* k_click_to_kill = "Click to kill it";
inline constexpr const char* k_click_to_restart = "Click to restart it, empty";
inline constexpr const char* k_message_arrived = "It has arrived.";
inline constexpr const char* k_paused_chip = "Paused";
inline constexpr const char* k_answer_pending = "under way…";
inline constexpr const char* k_figure_captions[] = {"cluster time", "operations", "failed",
                                                    "messages", "lost"};
inline std::string node_summary(const std::string& state, std::uint32_t incarnation) {
  return fmt::format("{}, incarnation {}", state, incarnation);
}
inline std::string fresh_copies_on(std::uint64_t fresh, std::uint64_t wanted,
                                   const std::string& nodes) {
  return fmt::format("{} of {} copies fresh; on nodes {}", fresh, wanted, nodes);
}
inline std::string end_of_link(Address address) {
  if (address.is_node()) return fmt::format("node {}", raw(address.node()));
  return fmt::format("client {}", raw(address.client()));
}
inline std::string from_to(Address from, Address to) {
  return end_of_link(from) + " → " + end_of_link(to);
}
inline std::string message_title(const MessageFacts& message, const std::string& key) {
  std::string kind(to_string(message.kind));
  for (char& letter : kind) letter = letter == '_' ? ' ' : letter;
  if (!key.empty()) kind += " for " + key;
  if (is_reply(message.kind)) kind += fmt::format(": {}", to_string(message.outcome));
  return kind;
}
inline std::string sent_at(const std::string& time) { return "sent at " + time; }
inline std::string arrives_in(const std::string& time) { return "arrives in " + time; }
inline std::string lost_at(const std::string& time, LossReason reason) {
  const char* why = reason == LossReason::receiver_down ? "its receiver was down"
                    : reason == LossReason::overloaded  ? "its receiver's mailbox was full"
                    : reason == LossReason::partition   ? "the link was cut"
                    : reason == LossReason::dropped     ? "it was dropped by hand"
                                                        : "the link dropped it";
  return fmt::format("lost at {}: {}", time, why);
}

inline std::string node_label(std::uint32_t node) { return fmt::format("Node {}", node); }
inline std::string kill_action(std::uint32_t node) { return fmt::format("Kill node {}", node); }
inline std::string restart_action(std::uint32_t node) {
  return fmt::format("Restart node {}", node);
}
inline std::string no_such_node(std::uint32_t node, std::uint32_t nodes) {
  return fmt::format("There is no node {}: nodes are 0 to {}.", node, nodes - 1);
}

// Loading a file.
inline std::string load_started(const std::string& file, std::uint64_t keys,
                                const std::string& format) {
  return fmt::format("{}: {} found ({}). Each one becomes a put.", file, count(keys, k_key),
                     format);
}
inline std::string load_progress(std::uint64_t done, std::uint64_t total) {
  return fmt::format("Storing {} of {}", with_separators(done), count(total, k_key));
}
inline std::string load_done(std::uint64_t keys, std::uint64_t nodes, std::uint64_t copies) {
  return fmt::format("{} stored on {}, {}", count(keys, k_key), count(nodes, k_node),
                     count(copies, k_copy));
}
inline std::string load_line(const std::string& file) { return "file " + file; }
inline std::string load_failed_part(std::uint64_t failed, const std::string& first_error) {
  return fmt::format("{} failed, the first because: {}", count(failed, k_key), first_error);
}

// Status, and what became of operations and nodes.
inline constexpr const char* k_answer_lost = "No answer: that cluster was replaced.";
inline constexpr const char* k_status_paused = "paused";
inline constexpr const char* k_node_state_down = "down";
inline constexpr const char* k_node_state_recovering = "recovering";
inline std::string nodes_up(std::uint64_t nodes, std::uint64_t up) {
  return fmt::format("{}, {} up", count(nodes, k_node), with_separators(up));
}
inline std::string one_node_down(std::uint32_t node) {
  return fmt::format("node {} is down", node);
}
inline std::string nodes_down(const std::string& list, std::uint64_t more) {
  if (more > 0) return fmt::format("nodes {} and {} more are down", list, more);
  return fmt::format("nodes {} are down", list);
}
inline std::string one_node_paused(std::uint32_t node) {
  return fmt::format("node {} is paused", node);
}
inline std::string nodes_paused(std::uint64_t nodes) {
  return count(nodes, k_node) + " are paused";
}
inline std::string links_cut(std::uint64_t links) {
  return links == 1 ? "1 link is cut" : with_separators(links) + " links are cut";
}
inline std::string under_way(std::uint64_t operations) {
  return count(operations, k_operation) + " under way";
}
inline std::string node_state_up(std::uint64_t keys, bool recovering) {
  return (recovering ? "recovering, " : "up, ") + count(keys, k_key);
}
inline constexpr const char* k_fact_hints = "Hints for others";
inline std::string node_down(std::uint32_t node) {
  return fmt::format("Node {} is down and lost its memory.", node);
}
inline std::string node_back(std::uint32_t node, std::uint32_t incarnation) {
  return fmt::format("Node {} is up again, empty (incarnation {}).", node, incarnation);
}
inline std::string put_done(const std::string& key, const std::string& value, std::uint32_t copies,
                            std::uint32_t required, std::uint32_t node, const std::string& took) {
  return fmt::format("Stored {} = {}: {} acknowledged, {} required; node {} answered in {}", key,
                     value, count(copies, k_copy), required, node, took);
}
inline std::string scan_done(std::size_t keys, const std::string& cursor, const std::string& took) {
  return fmt::format("Scanned {} in {}; {}", count(keys, k_key), took,
                     cursor.empty() ? "that is all" : "more from " + cursor);
}
inline std::string remove_done(const std::string& key, std::uint32_t copies, std::uint32_t required,
                               std::uint32_t node, const std::string& took) {
  return fmt::format("Deleted {}: {} acknowledged, {} required; node {} answered in {}", key,
                     count(copies, k_copy), required, node, took);
}
inline std::string get_done(const std::string& key, const std::string& value, std::uint32_t node,
                            std::uint64_t copies, const std::string& took) {
  return fmt::format("{} = {}: node {} answered in {}; {} of this version now", key, value, node,
                     took, count(copies, k_copy));
}
inline std::string get_not_found(const std::string& key, std::uint32_t node,
                                 const std::string& took) {
  return fmt::format("{} is not stored, or was deleted: node {} answered in {}", key, node, took);
}
inline std::string operation_failed(const std::string& kind, const std::string& key,
                                    const std::string& why, const std::string& after) {
  return fmt::format("{} {} failed after {}: {}", kind, key, after, why);
}

}  // namespace ringside::text
