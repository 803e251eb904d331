#include "tests/scenario/guide_claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

#include "core/base/hash.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"

namespace ringside {
namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string rest_from(const std::vector<std::string>& words, std::size_t first) {
  std::string rest;
  for (std::size_t i = first; i < words.size(); ++i) rest += (i > first ? " " : "") + words[i];
  return rest;
}

std::optional<std::uint32_t> number(const std::string& word) {
  const auto read = parse_u32(word, "a number");
  return read ? std::optional(*read) : std::nullopt;
}

// "" where both are the same, else what is instead.
std::string compared(const std::string& what, const std::string& is, const std::string& claimed) {
  return is == claimed ? "" : fmt::format("{} is {}, not {}", what, is, claimed);
}
std::string compared(const std::string& what, std::uint64_t is, const std::string& claimed) {
  return compared(what, std::to_string(is), claimed);
}

class Judge {
 public:
  explicit Judge(const ClaimedPlace& place)
      : place_(place), at_{World(place.run.present().shape()), 0} {
    place.run.seek(at_, place.at);
  }

  std::string judge(std::string_view claim) const {
    const auto words = words_of(claim);
    if (words.size() >= 2) {
      if (words[0] == "happened" || words[0] == "never") return judge_events(words);
      if (words.size() == 3 && (words[0] == "cut" || words[0] == "whole")) return judge_link(words);
      if (words[0] == "group") return judge_group(words);
      const auto id = number(words[1]);
      if (id && words.size() >= 3 && words[0] == "node") return judge_node(NodeId{*id}, words);
      if (id && words.size() >= 3 && words[0] == "operation")
        return judge_operation(OpId{*id}, words);
    }
    return "nobody knows what it means";
  }

 private:
  const World& world() const { return at_.world; }
  const TraceLog& log() const { return place_.run.kept(); }

  std::string judge_events(const std::vector<std::string>& words) const {
    const std::string wanted = rest_from(words, 1);
    bool found = false;
    for (std::uint64_t i = place_.from; i < place_.at; ++i)
      found = found || describe(log().events()[i], log()).find(wanted) != std::string::npos;
    if (found == (words[0] == "happened")) return "";
    return found ? "it did happen" : "it did not happen";
  }

  std::string judge_link(const std::vector<std::string>& words) const {
    const auto from = number(words[1]);
    const auto to = number(words[2]);
    if (!from || !to) return "a link has two nodes";
    const bool cut = world().links().cuts.contains(NodeId{*from}, NodeId{*to});
    return compared("the link", cut ? "cut" : "whole", words[0]);
  }

  std::string judge_group(const std::vector<std::string>& words) const {
    std::string group;
    for (const NodeId node : world().ring().preference_list(hash_key(words[1])))
      group += fmt::format("{}n{}", group.empty() ? "" : " ", raw(node));
    return compared("the group", group, rest_from(words, 2));
  }

  const Holding* copy_of(const std::string& key, NodeId node) const {
    const auto found = world().keys().find(hash_key(key));
    if (found == world().keys().end()) return nullptr;
    for (const Holding& copy : found->second.copies) {
      if (copy.node == node) return &copy;
    }
    return nullptr;
  }

  std::string judge_node(NodeId id, const std::vector<std::string>& words) const {
    if (raw(id) >= world().nodes().size()) return "there is no such node";
    const WorldNode& node = world().node(id);
    const std::string& what = words[2];
    if (words.size() == 3) {
      const bool is_known = what == "up" || what == "down" || what == "paused" ||
                            what == "recovering" || what == "recovered";
      if (!is_known) return "nobody knows what it means";
      if (what == "recovered") return node.recovering ? "it recovers still" : "";
      const std::string is = !node.up          ? "down"
                             : node.paused     ? "paused"
                             : node.recovering ? "recovering"
                                               : "up";
      return compared("it", is, what);
    }
    if (what == "hints") return compared("its count of hints", node.hints, words[3]);
    if (what == "epoch") return compared("its epoch", raw(node.epoch), words[3]);
    const Holding* copy = copy_of(words[3], id);
    if (what == "lacks") return copy == nullptr ? "" : "it has a copy";
    if (copy == nullptr) return "it has no copy";
    if (what == "tombstone") return copy->tombstone ? "" : "it has a value";
    if (what == "siblings" && words.size() == 5)
      return compared("its count of siblings", copy->siblings + 1, words[4]);
    if (what == "keeps" && words.size() >= 5)
      return compared("its value",
                      copy->tombstone ? "a tombstone" : std::string(log().value_text(copy->op)),
                      rest_from(words, 4));
    return "nobody knows what it means";
  }

  std::string judge_operation(OpId id, const std::vector<std::string>& words) const {
    const auto found = world().operations().find(id);
    if (found == world().operations().end()) return "it has not begun";
    const WorldOperation& operation = found->second;
    const std::string& what = words[2];
    const std::string state =
        operation.finished ? std::string(to_string(operation.outcome)) : "open";
    if (what == "returns" || what == "wrote") {
      if (what == "returns" && state != "ok") return "it is " + state;
      return compared("its value", std::string(log().value_text(id)), rest_from(words, 3));
    }
    if (what == "takes" && words.size() == 5) {
      const auto bound = parse_duration(words[4]);
      if (!bound || !operation.finished) return "it is " + state;
      const Duration took = *operation.finished - operation.started;
      const bool holds = words[3] == "over" ? took > *bound : took < *bound;
      return holds ? "" : "it took " + duration_text(took);
    }
    if (words.size() == 3) return compared("it", state, what);
    if (what == "coordinator")
      return compared("its coordinator", raw(operation.coordinator), words[3]);
    if (what == "copies") return compared("its count of copies", operation.copies, words[3]);
    if (what == "requires") return compared("what it needs", operation.required, words[3]);
    if (what == "attempts") return compared("its attempts", operation.attempts, words[3]);
    return "nobody knows what it means";
  }

  const ClaimedPlace& place_;
  WorldAt at_;
};

}  // namespace

std::string breach_of(std::string_view claim, const ClaimedPlace& place) {
  return Judge(place).judge(claim);
}

}  // namespace ringside
