#pragma once
#include <map>
#include <utility>

#include "core/base/link_set.h"
#include "core/host/network.h"

namespace ringside {

/// The links of a cluster: how all of them behave, which single ones behave otherwise, and which
/// are cut. All are one-way. A value.
class Links {
 public:
  explicit Links(const LinkSettings& common) : common_(common) {}

  void set_common(const LinkSettings& settings) { common_ = settings; }
  void set(Address from, Address to, const LinkSettings& settings) { own_[{from, to}] = settings; }
  /// The link behaves like all others again.
  void reset(Address from, Address to) { own_.erase({from, to}); }
  const LinkSettings& of(Address from, Address to) const {
    if (own_.empty()) return common_;
    const auto found = own_.find({from, to});
    return found == own_.end() ? common_ : found->second;
  }

  bool is_cut(Address from, Address to) const { return !cuts_.empty() && cuts_.contains(from, to); }
  const LinkSet& cuts() const { return cuts_; }
  void set_cuts(LinkSet cuts) { cuts_ = std::move(cuts); }

 private:
  LinkSettings common_;
  std::map<std::pair<Address, Address>, LinkSettings> own_;
  LinkSet cuts_;
};

}  // namespace ringside
