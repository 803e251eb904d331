// The run as a link, and back.
#include <utility>

#include "view/app/model.h"
#include "view/app/outcome_text.h"
#include "view/app/text.h"
#include "view/app/text_guide.h"
#include "view/app/text_share.h"

namespace ringside {

Result<std::string> Model::link() const {
  auto run = session_.link();
  if (!run) return tl::unexpected(run.error());
  if (!live()) run->shown = RunLink::Shown{moment(), time()};
  if (selected_) {
    // A link of the network is pointed at, but never selected; of operations a link of a run has no
    // word.
    std::visit(
        [&](auto what) {
          if constexpr (std::is_constructible_v<RunLink::Selected, decltype(what)>)
            run->selected = what;
        },
        *selected_);
  }
  return encode_link(*run);
}

void Model::copy_link() {
  if (at_step()) {
    link_ = encode_guide_link({std::string(built_in_guides()[guide_->index].name),
                               static_cast<std::uint32_t>(guide_->step + 1)});
    return say(Tone::good, text::guide_link_copied(guide_->guide.title, guide_->step));
  }
  auto made = link();
  if (!made) return show_error(made.error().message);
  link_ = std::move(*made);
  say(Tone::good, session_.can_branch() ? text::link_copied(session_.timeline().events(), digest())
                                        : text::k_link_copied_of_threads);
}

std::optional<std::string> Model::take_link() { return std::exchange(link_, std::nullopt); }

void Model::open_link(std::string_view address) {
  if (is_guide_link(address)) {
    const auto link = decode_guide_link(address);
    if (!link) return show_error(link.error().message);
    return open_guide(link->name, link->step - std::size_t{1});
  }
  const auto run = decode_link(address);
  if (!run) return show_error(run.error().message);
  if (const auto lived = session_.relive(*run); !lived) return show_error(lived.error().message);
  begin_afresh(session_.timeline().events());
  // What is shown is this run and nothing else until somebody goes on with it.
  demo_on_ = false;
  if (run->threads) return say(Tone::neutral, text::k_link_opened_of_threads);
  set_playing(false);
  if (run->shown) show(*run->shown);
  if (run->selected) std::visit([&](auto what) { selected_ = what; }, *run->selected);
  say(Tone::good, text::link_opened(session_.timeline().events(), digest()));
}

void Model::show(const RunLink::Shown& past) {
  const Timeline& timeline = session_.timeline();
  // Between two events it is a time that was shown, within an instant a moment.
  if (timeline.moment_at(past.time) == past.moment) return go_to(past.time);
  go_to_moment(past.moment);
}

std::string Model::digest() const {
  return fmt::format("{:016x}", session_.active().cluster->trace_digest().value_or(0));
}

}  // namespace ringside
