#include "view/app/inspection.h"

#include <algorithm>
#include <tuple>

#include "view/app/numbers.h"
#include "view/app/text_inspect.h"

namespace ringside {
namespace {

constexpr std::size_t k_doubts_told = 6;

void add_to(std::string& list, const std::string& words) {
  list += (list.empty() ? "" : ", ") + words;
}

std::string hints_words(const WorldNode& node) {
  if (node.hints == 0) return {};
  std::string list;
  for (const auto& [intended, hints] : node.hints_for)
    add_to(list, text::hints_for(hints, raw(intended)));
  return list.empty() ? with_separators(node.hints) : list;
}

std::string doubts_words(const WorldNode& node) {
  std::string list;
  std::size_t told = 0;
  for (const auto& [about, state] : node.doubts) {
    if (told++ == k_doubts_told) {
      add_to(list, text::more(node.doubts.size() - k_doubts_told));
      break;
    }
    add_to(list, text::doubt(raw(about), state == MemberState::dead));
  }
  return list;
}

std::string doubters_words(const World& world, NodeId node) {
  std::string list;
  std::size_t told = 0;
  const std::size_t all = world.node(node).suspected_by + world.node(node).dead_to;
  for (std::uint32_t i = 0; all > 0 && i < world.nodes().size(); ++i) {
    if (world.belief(NodeId{i}, node) == MemberState::alive) continue;
    if (told++ == k_doubts_told) {
      add_to(list, text::more(all - k_doubts_told));
      break;
    }
    add_to(list, "n" + std::to_string(i));
  }
  return list;
}

std::string mailbox_words(const World& world, NodeId node, Time now) {
  std::uint64_t waiting = 0;
  std::uint64_t coming = 0;
  for (const auto& [id, message] : world.in_flight()) {
    if (message.facts.to != Address{node}) continue;
    ++(!message.held_at && message.arrives_at <= now ? waiting : coming);
  }
  return waiting + coming == 0 ? std::string() : text::mailbox(waiting, coming);
}

std::string unless_zero(Duration duration) {
  if (duration == Duration::zero()) return {};
  return (duration < Duration::zero() ? "−" : "") + rounded_duration(std::chrono::abs(duration));
}

// Always the same ones, in the same order; empty where there is nothing to say.
std::vector<InspectedFact> all_facts(const World& world, NodeId node, Time now) {
  const WorldNode& facts = world.node(node);
  return {
      {text::k_fact_incarnation, with_separators(raw(facts.incarnation))},
      {facts.up ? text::k_fact_up_since : text::k_fact_down_since, clock_text(facts.changed_at)},
      {text::k_fact_epoch,
       facts.up ? text::epoch(raw(facts.epoch), raw(world.view().epoch())) : std::string()},
      {text::k_fact_keeps, text::kept(facts.live_keys, facts.tombstones)},
      {text::k_fact_received, text::count(facts.received, text::k_message)},
      {text::k_fact_mailbox, mailbox_words(world, node, now)},
      {text::k_fact_hints, hints_words(facts)},
      {text::k_fact_doubts, doubts_words(facts)},
      {text::k_fact_doubted_by, doubters_words(world, node)},
      {text::k_fact_slow, unless_zero(facts.slowed_by)},
      {text::k_fact_clock, unless_zero(facts.clock_skew)}};
}

std::vector<InspectedFact> all_facts(const World& world, KeyHash hash) {
  const auto found = world.keys().find(hash);
  if (found == world.keys().end()) return {{text::k_fact_version, {}}, {text::k_fact_copies, {}}};
  const Holding& newest = found->second.newest();
  return {
      {text::k_fact_version, text::version(clock_text(newest.stamp.physical), raw(newest.maker))},
      {text::k_fact_copies,
       text::copies_of(found->second.fresh_copies(), world.shape().group_size())}};
}

// `were` holds the same facts as they were before, or none.
std::vector<InspectedFact> compared(std::vector<InspectedFact> facts,
                                    const std::vector<InspectedFact>& were) {
  for (std::size_t i = 0; i < were.size(); ++i) {
    if (facts[i].value == were[i].value) continue;
    facts[i].was = were[i].value.empty() ? text::k_nothing : were[i].value;
    if (facts[i].value.empty()) facts[i].value = text::k_nothing;
  }
  std::erase_if(facts, [](const InspectedFact& fact) { return fact.value.empty(); });
  return facts;
}

}  // namespace

std::vector<InspectedFact> node_facts(const World& world, const World* before, NodeId node,
                                      Time now) {
  std::vector<InspectedFact> were;
  if (before != nullptr) were = all_facts(*before, node, before->time());
  return compared(all_facts(world, node, now), were);
}

std::vector<InspectedFact> key_facts(const World& world, const World* before, KeyHash key) {
  std::vector<InspectedFact> were;
  if (before != nullptr) were = all_facts(*before, key);
  return compared(all_facts(world, key), were);
}

bool key_changed(const World& world, const World* before, KeyHash key) {
  if (before == nullptr) return false;
  const auto is = world.keys().find(key);
  const auto was = before->keys().find(key);
  if (is == world.keys().end() || was == before->keys().end())
    return (is == world.keys().end()) != (was == before->keys().end());
  return is->second.copies != was->second.copies;
}

Change change_of_copy(const World& world, const World* before, KeyHash key, NodeId node) {
  if (before == nullptr) return Change::none;
  const Holding* is = world.copy(key, node);
  const Holding* was = before->copy(key, node);
  if (is == nullptr) return was == nullptr ? Change::none : Change::gone;
  if (was == nullptr) return Change::added;
  return *is == *was ? Change::none : Change::changed;
}

std::vector<KeptKey> kept_keys(const World& world, const World* before, NodeId node) {
  std::vector<KeptKey> changed;
  std::vector<KeptKey> same;
  for (const auto& [hash, key] : world.keys()) {
    if (key.at(node) == nullptr) continue;
    const Change change = change_of_copy(world, before, hash, node);
    (change == Change::none ? same : changed).push_back({hash, change});
  }
  if (before != nullptr) {
    for (const auto& [hash, key] : before->keys()) {
      if (key.at(node) != nullptr && world.copy(hash, node) == nullptr)
        changed.push_back({hash, Change::gone});
    }
  }
  changed.insert(changed.end(), same.begin(), same.end());
  return changed;
}

std::vector<MailboxLine> mailbox_of(const World& world, NodeId node, Time now) {
  std::vector<MailboxLine> lines;
  for (const auto& [id, message] : world.in_flight()) {
    if (message.facts.to != Address{node}) continue;
    // The first ones only, in the order of their arrival.
    std::size_t place = 0;
    while (place < lines.size() && lines[place].message->arrives_at <= message.arrives_at) ++place;
    if (place == k_mailbox_lines) continue;
    if (lines.size() == k_mailbox_lines) lines.pop_back();
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(place),
                 {&message, !message.held_at && message.arrives_at <= now});
  }
  return lines;
}

std::vector<KeptVersion> versions_of(const WorldKey& key) {
  std::vector<KeptVersion> versions;
  for (const Holding& copy : key.copies) {
    const auto same = std::find_if(versions.begin(), versions.end(), [&](const KeptVersion& one) {
      return one.newest.stamp == copy.stamp && one.newest.maker == copy.maker;
    });
    KeptVersion& version = same == versions.end() ? versions.emplace_back() : *same;
    if (version.keepers.empty()) version.newest = copy;
    version.siblings = std::max(version.siblings, copy.siblings);
    version.keepers.push_back(copy.node);
  }
  // There are few.
  for (std::size_t i = 0; i < versions.size(); ++i) {
    for (std::size_t j = i + 1; j < versions.size(); ++j) {
      const Holding& a = versions[i].newest;
      const Holding& b = versions[j].newest;
      if (std::tie(a.stamp, a.maker) < std::tie(b.stamp, b.maker))
        std::swap(versions[i], versions[j]);
    }
  }
  return versions;
}

}  // namespace ringside
