#include "native/ringside/data_text.h"

#include <fmt/format.h>

#include "native/ringside/console.h"
#include "native/ringside/numbers.h"
#include "native/ringside/table.h"

namespace ringside {
namespace {

constexpr std::size_t k_rows_max = 32;

Json took_json(const Took& took) {
  return {{"cluster_ms", milliseconds(took.cluster)}, {"wall_ms", milliseconds(took.wall)}};
}

Json read_json(const ReadBack& read) {
  return {{"keys", read.keys()},
          {"right", read.right},
          {"stale", read.stale},
          {"gone", read.gone},
          {"gone_in_promise", read.gone_in_promise},
          {"no_answer", read.no_answer},
          {"unsure", read.unsure},
          {"took", took_json(read.took)},
          {"examples", read.examples}};
}

std::string took_text(const Took& took, std::string_view host) {
  if (host == "threads") return fmt::format("in {}", short_time(took.wall));
  return fmt::format("in {} of virtual time ({} of wall time)", short_time(took.cluster),
                     short_time(took.wall));
}

std::string read_text(const ReadBack& read, std::string_view host) {
  const bool all = read.right == read.keys();
  std::string text =
      fmt::format("{:<9}{} of {} back right, {}\n", "read", with_thousands(read.right),
                  counted(read.keys(), "key", "keys"), took_text(read.took, host));
  if (all) return text;
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count > 0) text += fmt::format("{:<9}{} {}\n", "", with_thousands(count), what);
  };
  add(read.stale, "came with an earlier value of the file");
  add(read.gone, "are gone");
  add(read.no_answer, "had no answer");
  add(read.unsure, "are not judged, since their put was not acknowledged");
  for (const std::string& example : read.examples) text += fmt::format("{:<11}{}\n", "", example);
  return text;
}

std::string nodes_text(const DataReport& report) {
  using Align = TextTable::Align;
  std::uint64_t copies = 0;
  for (const NodeLoad& node : report.nodes) copies += node.copies;
  TextTable table({Align::right, Align::left, Align::right, Align::right, Align::right});
  table.add_row({"node", "", "primary for", "copies", "of all copies"});
  for (std::size_t i = 0; i < report.nodes.size(); ++i) {
    if (i == k_rows_max) {
      table.add_row(
          {"…", "", fmt::format("{} more", with_thousands(report.nodes.size() - i)), "", ""});
      break;
    }
    const NodeLoad& node = report.nodes[i];
    const double share =
        copies == 0 ? 0 : static_cast<double>(node.copies) / static_cast<double>(copies);
    table.add_row({fmt::format("{}", i), node.up ? "up" : "down",
                   counted(node.primary_keys, "key ", "keys"), with_thousands(node.copies),
                   percent(share)});
  }
  const double per_key =
      static_cast<double>(copies) / static_cast<double>(std::max<std::uint64_t>(report.keys, 1));
  table.add_row({"all", "", counted(report.keys, "key ", "keys"), with_thousands(copies),
                 fmt::format("{:.2f} a key", per_key)});
  return table.text(2);
}

std::string list_of(const std::vector<NodeId>& nodes) {
  std::string text;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    text += i == 0 ? "" : i + 1 == nodes.size() ? " and " : ", ";
    text += fmt::format("{}", raw(nodes[i]));
  }
  return text;
}

}  // namespace

std::string data_json(const DataTitle& title, const ClusterConfig& config, const DataReport& report,
                      const std::string& digest) {
  Json nodes = Json::array();
  for (std::size_t i = 0; i < report.nodes.size(); ++i) {
    const NodeLoad& node = report.nodes[i];
    nodes.push_back({{"node", i},
                     {"up", node.up},
                     {"primary_keys", node.primary_keys},
                     {"copies", node.copies}});
  }
  Json killed = Json::array();
  for (const NodeId node : report.killed) killed.push_back(raw(node));
  return json_line({{"file", title.file_name},
                    {"format", title.format},
                    {"host", title.host},
                    {"settings", settings_json(config)},
                    {"entries", report.entries},
                    {"keys", report.keys},
                    {"stored", report.stored},
                    {"refusals", report.refusals},
                    {"load", took_json(report.load)},
                    {"nodes", std::move(nodes)},
                    {"read", read_json(report.read)},
                    {"killed", std::move(killed)},
                    {"read_after_kill",
                     report.read_after_kill ? read_json(*report.read_after_kill) : Json(nullptr)},
                    {"outcomes", report.outcomes},
                    {"messages", report.totals.sent},
                    {"messages_lost", report.totals.lost},
                    {"events", report.totals.events},
                    {"promises", promises_json(report.promises)},
                    {"complete", report.complete()},
                    {"kept", report.kept()},
                    {"digest", title.host == "threads" ? Json(nullptr) : Json(digest)}});
}

std::string data_text(const DataTitle& title, const ClusterConfig& config,
                      const DataReport& report) {
  std::string text =
      bold(title.file_name) + fmt::format("   {} of {} · {} · {}\n\n", title.format,
                                          counted(report.entries, "entry", "entries"),
                                          settings_text(config), title.host);
  text +=
      fmt::format("{:<9}{} of {}, {}\n", "stored", with_thousands(report.stored),
                  counted(report.entries, "entry", "entries"), took_text(report.load, title.host));
  for (const std::string& refusal : report.refusals) text += fmt::format("{:<11}{}\n", "", refusal);
  text += read_text(report.read, title.host) + "\n" + nodes_text(report) + "\n";
  if (report.read_after_kill) {
    text += fmt::format("{:<9}node{} {}\n", "killed", report.killed.size() == 1 ? "" : "s",
                        list_of(report.killed));
    text += read_text(*report.read_after_kill, title.host) + "\n";
  }
  const std::uint64_t broken =
      report.read.gone_in_promise +
      (report.read_after_kill ? report.read_after_kill->gone_in_promise : 0);
  if (broken > 0) {
    text += red(fmt::format(
                "broken: {} read as not found although at most F nodes of their group had died",
                counted(broken, "key was", "keys were"))) +
            "\n";
  }
  if (!report.complete()) text += red("incomplete: not everything was stored and read back") + "\n";
  return text + promises_text(report.promises);
}

}  // namespace ringside
