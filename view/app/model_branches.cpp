// What is done in the past, and how it is taken back: branches.
#include <algorithm>

#include "core/scenario/command_text.h"
#include "view/app/model.h"
#include "view/app/text.h"

namespace ringside {

// In the past one acts in a branch that begins there.
bool Model::may_act() {
  if (session_.recorded()) {
    show_error(session_.why_no_branch());
    return false;
  }
  if (live()) return true;
  return branch_at(moment(), time());
}

void Model::branch_here() {
  if (live() && !session_.recorded()) return say(Tone::neutral, text::k_branch_only_in_past);
  branch_at(moment(), time());
}

bool Model::branch_at(std::uint64_t moment, Time time) {
  const std::size_t branches = session_.branches().size();
  const auto made = session_.branch_at(moment, time);
  if (!made) {
    show_error(made.error().message);
    return false;
  }
  forget_branch_traces();
  cursor_.go_live();
  const Branch& branch = session_.active();
  say(Tone::neutral,
      text::branch_begun(name_of_branch(branch.number), clock_text(branch.forked_time),
                         session_.branches().size() <= branches));
  return true;
}

// Operations and nodes of the branch before are not news in this one.
void Model::forget_branch_traces() {
  if (load_) say(Tone::bad, text::k_load_cancelled_by_branch);
  end_load();
  stop_on_way();
  (void)session_.take_results();
  events_narrated_ = session_.timeline().events();
  traffic_.go_on_from(session_.now());
}

void Model::show_branch(std::size_t index) {
  if (index == session_.active_branch() || index >= session_.branches().size()) return;
  const bool was_live = live();
  const Time shown = time();
  session_.show_branch(index);
  forget_branch_traces();
  cursor_.go_live();
  if (!was_live) go_to(shown);
  say(Tone::neutral, text::branch_shown(name_of_branch(session_.active().number)));
}

const GivenCommand* Model::undoable() const {
  const auto& commands = session_.active().history.commands();
  const std::uint64_t until = moment();
  const auto last = std::find_if(commands.rbegin(), commands.rend(), [&](const auto& given) {
    return given->by_hand && (live() || given->moment < until);
  });
  return last == commands.rend() ? nullptr : last->get();
}

void Model::undo() {
  if (!session_.can_branch()) return say(Tone::neutral, session_.why_no_branch());
  const GivenCommand* given = undoable();
  if (given == nullptr) return say(Tone::neutral, text::k_nothing_to_undo);
  const GivenCommand undone = *given;
  const Branch& active = session_.active();
  // The branch that this one began in lacks what this one began with.
  if (active.begun_with() == given) {
    const auto& branches = session_.branches();
    const Time forked = active.forked_time;
    const auto parent = std::find_if(branches.begin(), branches.end(), [&](const auto& branch) {
      return branch->number == *active.parent;
    });
    if (parent != branches.end()) {
      show_branch(static_cast<std::size_t>(parent - branches.begin()));
      go_to(forked);
      return say(Tone::neutral,
                 text::undone(to_text(undone.command), name_of_branch(session_.active().number)));
    }
  }
  if (!branch_at(undone.moment, undone.position.now)) return;
  say(Tone::neutral,
      text::undone(to_text(undone.command), name_of_branch(session_.active().number)));
}

}  // namespace ringside
