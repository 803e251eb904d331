// What is looked at closely, and watched.
#include <algorithm>

#include "core/base/hash.h"
#include "core/scenario/units.h"
#include "view/app/model.h"
#include "view/app/text_inspect.h"
#include "view/app/text_stars.h"

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

bool Model::starred(KeyHash key) const {
  return std::any_of(stars_.begin(), stars_.end(),
                     [&](const StarredKey& star) { return star.hash == key; });
}

void Model::toggle_star(const StarredKey& key) {
  if (std::erase_if(stars_, [&](const StarredKey& star) { return star.hash == key.hash; }) > 0) {
    narration_ = text::not_watched(key.name);
    return;
  }
  if (stars_.size() == k_stars_max) stars_.erase(stars_.begin());
  stars_.push_back(key);
  narration_ = text::now_watched(key.name);
}

void Model::star_selected() {
  const KeyHash* key = selected_ ? std::get_if<KeyHash>(&*selected_) : nullptr;
  if (key == nullptr) return say(Tone::neutral, text::k_no_key_to_star);
  toggle_star({*key, session_.log().key_text(*key)});
}

// A key may be watched before anybody puts it.
void Model::run_star_words(std::string_view words) {
  words.remove_prefix(std::min(words.find_first_not_of(' '), words.size()));
  if (!words.empty()) {
    toggle_star({hash_key(words), std::string(words)});
  } else {
    star_selected();
  }
}

}  // namespace ringside
