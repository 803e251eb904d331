#include "native/ringside/ring_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "core/base/hash.h"
#include "core/host/command.h"
#include "core/ring/balance.h"
#include "core/scenario/text.h"
#include "core/scenario/words.h"
#include "native/ringside/console.h"
#include "native/ringside/exit_status.h"
#include "native/ringside/numbers.h"
#include "native/ringside/options.h"
#include "native/ringside/report.h"
#include "native/ringside/table.h"

namespace ringside {
namespace {

constexpr std::size_t k_rows_max = 32;

struct RingOptions {
  ClusterOptions cluster;
  std::vector<std::string> keys;
  bool all = false;
  bool json = false;
};

struct Place {
  std::string key;
  KeyHash hash{};
  Token token;
  std::vector<NodeId> group;
};

Place locate(const Ring& ring, const std::string& key) {
  const KeyHash hash = hash_key(key);
  const auto group = ring.preference_list(hash);
  return {key, hash, ring.tokens()[ring.token_index(hash)], {group.begin(), group.end()}};
}

std::string hex(KeyHash hash) { return fmt::format("{:016x}", raw(hash)); }

// The standard deviation over the mean of a node's share, for tokens at random places.
double expected_sd_over_mean(const Shape& shape) {
  const double nodes = shape.nodes;
  return std::sqrt((nodes - 1) / (nodes * shape.vnodes + 1));
}

std::string to_json(const Shape& shape, const Ring& ring, const Balance& balance,
                    const std::vector<Place>& places) {
  std::vector<std::uint32_t> owned(shape.nodes);
  for (const Token& token : ring.tokens()) ++owned[raw(token.node)];
  Json nodes = Json::array();
  for (std::uint32_t node = 0; node < shape.nodes; ++node) {
    nodes.push_back({{"node", node},
                     {"tokens", owned[node]},
                     {"weight", shape.weights.of(node)},
                     {"primary_share", balance.primary_share[node]},
                     {"copies_share", balance.replica_share[node]}});
  }
  Json keys = Json::array();
  for (const Place& place : places) {
    std::vector<std::uint32_t> group;
    for (const NodeId node : place.group) group.push_back(raw(node));
    keys.push_back({{"key", place.key},
                    {"hash", hex(place.hash)},
                    {"token", hex(place.token.at)},
                    {"primary", raw(place.token.node)},
                    {"preference_list", group}});
  }
  return json_line({{"nodes", shape.nodes},
                    {"replicas", shape.replicas},
                    {"failures", shape.failures},
                    {"vnodes", shape.vnodes},
                    {"token_seed", shape.token_seed},
                    {"weights", weights_text(shape.weights)},
                    {"tokens", to_string(shape.placement)},
                    {"load_bound_percent", shape.load_bound},
                    {"sd_over_mean", balance.sd_over_mean},
                    {"sd_over_mean_expected", expected_sd_over_mean(shape)},
                    {"max_over_mean", balance.max_over_mean},
                    {"copies_max_over_mean", balance.copies_max_over_mean},
                    {"ownership", std::move(nodes)},
                    {"keys", std::move(keys)}});
}

std::string ownership_text(const Shape& shape, const Balance& balance, bool all) {
  std::vector<std::uint32_t> order(shape.nodes);
  std::iota(order.begin(), order.end(), 0u);
  const bool shortened = !all && order.size() > k_rows_max;
  if (shortened) {
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return balance.primary_share[a] > balance.primary_share[b];
    });
  }
  using Align = TextTable::Align;
  TextTable table({Align::right, Align::right, Align::right, Align::right, Align::left});
  table.add_row({"node", "primary for", "of the mean", "of all copies", ""});
  constexpr double k_characters_at_mean = 16;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (shortened && i == k_rows_max / 2) {
      const std::size_t left_out = order.size() - k_rows_max;
      table.add_row({"…", fmt::format("{} more", with_thousands(left_out)), "", "", ""});
      i += left_out;
    }
    const std::uint32_t node = order[i];
    const double of_mean =
        balance.primary_share[node] * shape.weights.sum(shape.nodes) / shape.weights.of(node);
    std::string bar;
    for (double c = 0.5; c < of_mean * k_characters_at_mean; ++c) bar += "▇";
    table.add_row({fmt::format("{}", node),
                   fmt::format("{:.3f} %", 100 * balance.primary_share[node]),
                   fmt::format("{:.2f} ×", of_mean),
                   fmt::format("{:.3f} %", 100 * balance.replica_share[node]), bar});
  }
  return table.text(2);
}

std::string to_text(const Shape& shape, const Balance& balance, const std::vector<Place>& places,
                    bool all) {
  ClusterConfig config;
  config.shape = shape;
  std::string text =
      bold("ring") + "   " + settings_text(config) +
      fmt::format(" · {} · token seed {}\n\n", to_string(shape.placement), shape.token_seed);
  if (places.empty() || all) {
    text += ownership_text(shape, balance, all) + "\n";
    text += fmt::format(
        "  spread of the nodes' shares: standard deviation {:.3f} of the mean; {:.3f} is to be "
        "expected of "
        "random tokens of nodes alike, √((N-1)/(NV+1))\n  the largest share is {:.2f} × the mean; "
        "of "
        "all copies {:.2f} ×\n",
        balance.sd_over_mean, expected_sd_over_mean(shape), balance.max_over_mean,
        balance.copies_max_over_mean);
    if (places.empty()) return text;
    text += "\n";
  }
  using Align = TextTable::Align;
  TextTable table({Align::left, Align::left, Align::left, Align::right, Align::left});
  table.add_row({"key", "hash", "next token", "primary", "then"});
  for (const Place& place : places) {
    std::string others;
    for (std::size_t i = 1; i < place.group.size(); ++i)
      others += fmt::format("{}{}", i == 1 ? "" : ", ", raw(place.group[i]));
    table.add_row({excerpt(one_word(place.key)), hex(place.hash), hex(place.token.at),
                   fmt::format("{}", raw(place.token.node)), others});
  }
  return text + table.text(2);
}

int run(const RingOptions& options) {
  const auto config = options.cluster.apply_to({});
  if (!config) {
    say_error(config.error().message);
    return k_exit_usage;
  }
  const Ring ring(config->shape);
  std::vector<Place> places;
  for (const std::string& key : options.keys) {
    if (key.empty() || key.size() > k_key_bytes_max) {
      say_error(fmt::format("a key to locate has {} bytes; it must have 1 to {}", key.size(),
                            k_key_bytes_max));
      return k_exit_usage;
    }
    places.push_back(locate(ring, key));
  }
  const Balance balance = measure_balance(ring, config->shape.nodes, config->shape.weights);
  const bool written =
      write_result(options.json ? to_json(config->shape, ring, balance, places)
                                : to_text(config->shape, balance, places, options.all));
  return written ? k_exit_good : k_exit_usage;
}

}  // namespace

void add_ring_command(CLI::App& app, int& exit_status) {
  auto* command =
      app.add_subcommand("ring", "Show who owns how much of the ring, and where keys lie");
  const auto options = std::make_shared<RingOptions>();
  command->add_option("--locate", options->keys, "show where these keys lie")->type_name("KEY");
  command->add_flag("--all", options->all,
                    "show every node, also of a large ring and beside --locate");
  command->add_flag("--json", options->json, "print one JSON object");
  options->cluster.add_ring_options_to(*command);
  command->footer(
      "Examples:\n"
      "  ringside ring --nodes 8 --vnodes 64\n"
      "  ringside ring --nodes 8 --tokens even --weights 1,1,2\n"
      "  ringside ring --nodes 8 --replicas 2 --locate greeting farewell\n"
      "Exit status: 0 done, 2 wrong arguments.");
  command->callback([options, &exit_status] { exit_status = run(*options); });
}

}  // namespace ringside
