// Runs that come and go as files.
#include <utility>

#include "core/scenario/recorded_cluster.h"
#include "core/trace/exports.h"
#include "view/app/model.h"
#include "view/app/numbers.h"
#include "view/app/outcome_text.h"
#include "view/app/text_share.h"

namespace ringside {

void Model::open_trace(const std::string& name, std::string_view content) {
  auto recording = RecordedCluster::open(std::string(content), k_recorded_events_max);
  if (!recording) return show_error(text::trace_refused(name, recording.error().message));
  const std::string host((*recording)->host_name());
  session_.show_recording(std::move(*recording));
  traffic_.stop();
  begin_afresh(session_.timeline().events());
  playback_.set_playing(false);
  say(Tone::good,
      text::trace_opened(name, session_.timeline().events(),
                         rounded_duration(session_.now() - k_start_of_time), host, digest()));
}

Result<std::string> Model::content_of(Export what) const {
  const TraceLog& log = session_.log();
  if (what == Export::trace) {
    const Cluster& cluster = *session_.active().cluster;
    return trace_file({cluster.config(), std::string(cluster.host_name()), session_.now()}, log);
  }
  if (log.events().size() > k_exported_events_max)
    return fail(ErrorCode::invalid_argument, text::too_long_to_export(k_exported_events_max));
  return export_trace(log, what == Export::csv        ? ExportFormat::csv
                           : what == Export::perfetto ? ExportFormat::perfetto
                                                      : ExportFormat::shiviz);
}

void Model::ask_for(Export what) {
  if (what == Export::picture || what == Export::ring || what == Export::diagram) {
    picture_wanted_ = what;
    return;
  }
  auto content = content_of(what);
  if (!content) return show_error(text::not_exported(content.error().message));
  save({text::k_exports[static_cast<std::size_t>(what)].file, std::move(*content)});
}

bool Model::take_export(Export what) {
  if (picture_wanted_ != what) return false;
  picture_wanted_.reset();
  return true;
}

std::optional<SavedFile> Model::take_saved() { return std::exchange(saved_, std::nullopt); }

void Model::tell_saved(const std::string& where) { say(Tone::good, text::saved_as(where)); }

// The word for a format; false where there is none, which the answer says.
bool Model::run_export_words(std::string_view words) {
  words.remove_prefix(std::min(words.find_first_not_of(" \t"), words.size()));
  for (std::size_t i = 0; i < std::size(text::k_exports); ++i) {
    if (words != text::k_exports[i].word) continue;
    narration_.clear();
    ask_for(static_cast<Export>(i));
    return true;
  }
  answers_.back().answer = text::k_what_to_export;
  answers_.back().tone = Tone::bad;
  return false;
}

}  // namespace ringside
