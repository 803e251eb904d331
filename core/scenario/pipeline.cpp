#include "core/scenario/pipeline.h"

#include "core/base/check.h"

namespace ringside {
namespace {

const std::string& key_of(const Command& command) {
  if (const auto* put = std::get_if<PutCommand>(&command)) return put->key;
  if (const auto* get = std::get_if<GetCommand>(&command)) return get->key;
  const auto* remove = std::get_if<RemoveCommand>(&command);
  RINGSIDE_CHECK(remove != nullptr);
  return remove->key;
}

}  // namespace

Pipeline::Pipeline(std::vector<Command> commands, std::uint32_t open_max)
    : commands_(std::move(commands)), open_max_(open_max) {
  RINGSIDE_CHECK(open_max > 0);
}

void Pipeline::advance(const Submit& submit) {
  while (next_ < commands_.size() && open_.size() < open_max_) {
    const std::string& key = key_of(commands_[next_]);
    if (open_keys_.contains(key)) return;
    const auto id = submit(commands_[next_]);
    if (!id && id.error().code == ErrorCode::overloaded) return;
    ++next_;
    if (id) {
      open_.insert(*id);
      open_keys_.insert(key);
      continue;
    }
    ++refused_;
    if (refusals_.size() < k_refusals_kept) refusals_.push_back(id.error().message);
  }
}

bool Pipeline::take(const OperationResult& result) {
  if (open_.erase(result.id) == 0) return false;
  open_keys_.erase(result.key);
  return true;
}

}  // namespace ringside
