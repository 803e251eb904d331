#include "core/scenario/run_link.h"

#include <fmt/format.h>

#include "core/scenario/packed_text.h"
#include "core/scenario/run_link_text.h"
#include "core/scenario/text.h"

namespace ringside {
namespace {

constexpr std::string_view k_mark = "#r";
constexpr std::string_view k_version = "1.";

tl::unexpected<Error> wrong_link(const std::string& why) {
  return invalid(fmt::format("This link is no run: {}.", why));
}

bool same_position(RunPosition a, RunPosition b) { return a.turns == b.turns && a.now == b.now; }

}  // namespace

Result<std::string> encode_link(const RunLink& link) {
  if (link.end.turns > k_link_turns_max)
    return invalid(fmt::format("This run is too long for a link: {} steps, at most {} fit.",
                               link.end.turns, k_link_turns_max));
  if (link.commands.size() > k_link_commands_max)
    return invalid(
        fmt::format("This run was given too much for a link: {} commands, at most {} fit.",
                    link.commands.size(), k_link_commands_max));
  const auto text = link_text(link);
  if (!text) return error_of(text);
  if (text->size() > k_packed_text_max)
    return invalid(fmt::format("This run was given too much for a link: {} bytes, at most {} fit.",
                               text->size(), k_packed_text_max));
  std::string packed = pack_text(*text);
  if (packed.size() > k_packed_chars_max)
    return invalid(
        fmt::format("This run was given too much for a link: {} characters, at most {} fit.",
                    packed.size(), k_packed_chars_max));
  return fmt::format("{}{}{}", k_mark, k_version, packed);
}

bool is_run_link(std::string_view address) {
  const std::size_t at = address.find('#');
  return at != std::string_view::npos && address.substr(at).starts_with(k_mark);
}

Result<RunLink> decode_link(std::string_view address) {
  address = trimmed(address);
  const std::size_t at = address.find('#');
  if (at == std::string_view::npos || !is_run_link(address))
    return wrong_link("it has no part that begins with #r1.");
  std::string_view fragment = address.substr(at + k_mark.size());
  if (!fragment.starts_with(k_version))
    return wrong_link(
        fmt::format("it is of another version; this program reads {}{}", k_mark, k_version));
  fragment.remove_prefix(k_version.size());
  const auto text = unpack_text(fragment);
  if (!text) return wrong_link(text.error().message);
  auto link = parse_link_text(*text);
  if (!link) return wrong_link(link.error().message);
  return link;
}

Result<void> relive(Cluster& cluster, const RunLink& link,
                    const std::function<void(const LinkedCommand&)>& give) {
  const auto differently = [&] {
    return fail(
        ErrorCode::unavailable,
        "This link's run comes out differently here: another version of the program made it.");
  };
  for (const LinkedCommand& given : link.commands) {
    cluster.go_on_to(given.position);
    if (!same_position(cluster.position(), given.position)) return differently();
    if (give) {
      give(given);
    } else {
      (void)cluster.submit(given.command);
    }
  }
  cluster.go_on_to(link.end);
  const bool same =
      same_position(cluster.position(), link.end) && cluster.trace_digest() == link.digest;
  if (!same) return differently();
  return {};
}

}  // namespace ringside
