// What the command line and the settings do to the cluster.
#include <utility>
#include <variant>

#include "core/scenario/command_text.h"
#include "view/app/config_form.h"
#include "view/app/model.h"
#include "view/app/text.h"

namespace ringside {

void Model::run_command_line(std::string_view line) {
  if (line.find_first_not_of(" \t") == std::string_view::npos) return;
  history_.add(std::string(line));
  AnsweredLine& answered = add_answer(std::string(line));
  if (run_time_words(line)) return;
  auto command = parse_command(line, session_.config().network);
  if (!command) {
    answered.answer = command.error().message;
    answered.tone = Tone::bad;
    return;
  }
  if (!may_act()) {
    answered.answer = narration_;
    answered.tone = Tone::bad;
    return;
  }
  answered.generation = session_.generation();
  const bool links = std::holds_alternative<SetNetworkCommand>(*command);
  const auto id = session_.submit(std::move(*command));
  if (!id) {
    answered.answer = id.error().message;
    answered.tone = Tone::bad;
    return;
  }
  answered.op = *id;
  const std::string before = std::exchange(narration_, {});
  narrate_new_events();
  if (raw(*id) != 0) {  // the result will answer
    if (narration_.empty()) narration_ = before;
    return;
  }
  if (narration_.empty()) narration_ = links ? text::k_links_changed : text::k_done;
  answered.answer = narration_;
}

AnsweredLine& Model::add_answer(std::string asked) {
  if (answers_.size() == k_answers_kept) answers_.pop_front();
  answers_.push_back(
      {.asked = std::move(asked), .answer = {}, .generation = session_.generation()});
  return answers_.back();
}

void Model::apply(const ClusterConfig& config) {
  if (auto valid = validate(config); !valid) return show_error(valid.error().message);
  if (config == session_.config()) return;
  if (only_links_differ(session_.config(), config)) {
    if (!may_act()) return;
    const auto done = session_.submit(SetNetworkCommand{config.network});
    if (!done) return show_error(done.error().message);
    return say(Tone::neutral, text::k_links_changed);
  }
  if (auto started = session_.start(config, session_.kind()); !started)
    return show_error(started.error().message);
  begin_afresh();
  say(Tone::neutral, text::fresh_cluster(config.shape.nodes, config.shape.group_size()));
}

}  // namespace ringside
