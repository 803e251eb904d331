// What is looked at closely.
#include "core/base/hash.h"
#include "core/scenario/units.h"
#include "view/app/model.h"
#include "view/app/text_inspect.h"

namespace ringside {

// A node by its number, or else a key that has been named in this run.
bool Model::run_inspect_words(std::string_view words) {
  words.remove_prefix(std::min(words.find_first_not_of(' '), words.size()));
  const auto number = parse_u32(words, "the node");
  const KeyHash key = hash_key(words);
  if (number && *number < world().nodes().size()) {
    selected_ = NodeId{*number};
    narration_ = text::node_title(*number, world().node(NodeId{*number}).up);
  } else if (session_.log().keys().contains(raw(key))) {
    selected_ = key;
    narration_ = std::string(words);
  } else {
    answers_.back().answer = text::k_nothing_to_inspect;
    answers_.back().tone = Tone::bad;
    return false;
  }
  return true;
}

}  // namespace ringside
