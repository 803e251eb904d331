#include "native/ringside/data_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/base/hash.h"
#include "core/scenario/pipeline.h"
#include "core/scenario/text.h"
#include "core/scenario/words.h"
#include "native/ringside/console.h"

namespace ringside {
namespace {

constexpr std::uint32_t k_open_max = 4096;
constexpr std::size_t k_examples_max = 5;

// What the file says about a key, and what became of its puts.
struct KeyFacts {
  std::vector<std::string> values;  // in the file's order
  bool acknowledged = false;        // the last put
};
using Keys = std::map<std::string, KeyFacts>;

class Runner {
 public:
  Runner(LiveRun& run, const KeyValueFile& file) : run_(run) {
    for (const KeyValue& entry : file.entries) keys_[entry.key].values.push_back(entry.value);
    report_.entries = file.entries.size();
    report_.keys = keys_.size();
  }

  Result<DataReport> go(const KeyValueFile& file, const std::vector<NodeId>& kill) {
    if (auto done = load(file); !done) return error_of(done);
    auto read = read_all("reading");
    if (!read) return error_of(read);
    report_.read = std::move(*read);
    if (!kill.empty()) {
      if (auto done = kill_nodes(kill); !done) return error_of(done);
      auto again = read_all("reading again");
      if (!again) return error_of(again);
      report_.read_after_kill = std::move(*again);
    }
    if (auto done = run_.settle(); !done) return error_of(done);
    report_.outcomes = count_outcomes(run_.cluster().history());
    report_.totals = run_.cluster().world().totals();
    report_.promises = check_promises(run_.cluster());
    return std::move(report_);
  }

 private:
  using TakeResult = std::function<void(const OperationResult&)>;

  Result<Took> drive(Pipeline& pipeline, const char* label, const TakeResult& take) {
    Progress progress(label, pipeline.size());
    const Time cluster_start = run_.cluster().now();
    const auto wall_start = run_.wall_time();
    auto driven = run_.drive({.advance = [&](Cluster& cluster) { pipeline.advance(cluster); },
                              .take =
                                  [&](const OperationResult& result) {
                                    if (!pipeline.take(result)) return;
                                    take(result);
                                    progress.update(pipeline.ended());
                                  },
                              .done = [&] { return pipeline.done(); }});
    if (!driven) return error_of(driven);
    return Took{run_.cluster().now() - cluster_start, run_.wall_time() - wall_start};
  }

  Result<void> load(const KeyValueFile& file) {
    std::vector<Command> puts;
    puts.reserve(file.entries.size());
    for (const KeyValue& entry : file.entries) puts.push_back(PutCommand{entry.key, entry.value});
    Pipeline pipeline(std::move(puts), k_open_max);
    auto took = drive(pipeline, "storing", [&](const OperationResult& result) {
      keys_[result.key].acknowledged = result.ok();
      if (result.ok()) ++report_.stored;
    });
    if (!took) return error_of(took);
    report_.load = *took;
    report_.refusals = pipeline.refusals();
    if (auto settled = run_.settle(); !settled) return settled;
    count_nodes();
    return {};
  }

  void count_nodes() {
    const World& world = run_.cluster().world();
    for (const WorldNode& node : world.nodes())
      report_.nodes.push_back({node.up, 0, node.live_keys});
    for (const auto& [hash, key] : world.keys()) {
      if (!key.newest().tombstone) ++report_.nodes[raw(world.ring().primary(hash))].primary_keys;
    }
  }

  Result<void> kill_nodes(const std::vector<NodeId>& kill) {
    for (const NodeId node : kill) {
      if (auto killed = run_.cluster().submit(CrashCommand{node}); !killed) return error_of(killed);
    }
    report_.killed = kill;
    died_.insert(kill.begin(), kill.end());
    return {};
  }

  Result<ReadBack> read_all(const char* label) {
    std::vector<Command> gets;
    gets.reserve(keys_.size());
    for (const auto& [key, facts] : keys_) gets.push_back(GetCommand{key});
    Pipeline pipeline(std::move(gets), k_open_max);
    ReadBack read;
    auto took = drive(pipeline, label, [&](const OperationResult& result) { judge(result, read); });
    if (!took) return error_of(took);
    read.took = *took;
    return read;
  }

  void judge(const OperationResult& result, ReadBack& read) {
    const KeyFacts& facts = keys_.at(result.key);
    if (!facts.acknowledged) {
      ++read.unsure;
      return;
    }
    if (result.ok() && result.value == facts.values.back()) {
      ++read.right;
      return;
    }
    if (result.ok()) {
      ++read.stale;
    } else if (result.error->code == ErrorCode::not_found) {
      ++read.gone;
      if (is_promised(result.key)) ++read.gone_in_promise;
    } else {
      ++read.no_answer;
    }
    if (read.examples.size() >= k_examples_max) return;
    const std::string came = result.ok() ? "an earlier value, " + excerpt(rest_words(result.value))
                                         : std::string(to_string(result.error->code));
    read.examples.push_back(fmt::format("{}: {}", excerpt(one_word(result.key)), came));
  }

  bool is_promised(const std::string& key) const {
    const World& world = run_.cluster().world();
    std::uint32_t died = 0;
    for (const NodeId member : world.ring().preference_list(hash_key(key)))
      died += died_.contains(member) ? 1 : 0;
    return died <= world.shape().failures;
  }

  LiveRun& run_;
  Keys keys_;
  std::set<NodeId> died_;
  DataReport report_;
};

}  // namespace

Result<DataReport> run_data(LiveRun& run, const KeyValueFile& file,
                            const std::vector<NodeId>& kill) {
  return Runner(run, file).go(file, kill);
}

}  // namespace ringside
