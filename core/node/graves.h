#pragma once
#include <cstddef>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "core/store/table.h"

namespace ringside {

/// Which records of a node have no value, by age. Empty where tombstones are never collected.
class Graves {
 public:
  explicit Graves(bool is_on) : is_on_(is_on) {}

  /// To be told of every record that the node keeps.
  void note(const Record& record);
  /// Whether one has been there since a stamp at the latest. `table` is the node's.
  bool any_until(const Table& table, HlcStamp stamp);
  /// All of those; they are known no more.
  std::vector<RecordPtr> take_until(const Table& table, HlcStamp stamp);

 private:
  std::set<std::tuple<HlcStamp, KeyHash, std::string>> noted_;  // some of them are none any more
  bool is_on_;
};

}  // namespace ringside
