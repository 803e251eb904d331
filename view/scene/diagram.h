#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/trace/log.h"
#include "view/render/draw_list.h"
#include "view/theme/palette.h"

namespace ringside {

/// One line of the diagram: who lives on it, and where.
struct DiagramLane {
  Address who;
  float y = 0;
  bool folded = false;  ///< Its messages are left out.
};

/// What a space-time diagram is drawn from.
struct DiagramInput {
  const TraceLog& log;
  std::span<const TraceEvent> lives;  ///< Starts, crashes, pauses and resumptions of the run.
  std::span<const DiagramLane> lanes;
  Rect area;  ///< Of the lines.
  double from_ns = 0;
  double to_ns = 1e6;  ///< After from_ns.
  Time cursor{};       ///< What is after it steps back.
  Time present{};      ///< Nothing is known after it.
  const Palette& palette;
  bool background = false;           ///< Also the regular work of nodes.
  std::optional<OpId> operation;     ///< Brought out: all else steps back.
  std::optional<MessageId> message;  ///< Likewise, but only made brighter.
};

/// A message as it is drawn.
struct DiagramMessage {
  MessageFacts facts;
  Time sent{};
  Time ends{};  ///< Arrival, or loss.
  bool lost = false;
  Point start;
  Point end;
};

/// Cluster time to the right, a line for each node and client; a message is a slanted stroke from
/// where and when it was sent to where and when it arrived. One that was lost ends on its way where
/// it was lost. A line is broken while its node is down. Where there are too many messages for
/// strokes, each line shows how many arrive there: the higher, the more. Pure geometry.
class Diagram {
 public:
  void build(const DiagramInput& input);

  const DrawList& marks() const { return marks_; }
  /// Empty where density is shown.
  const std::vector<DiagramMessage>& messages() const { return messages_; }
  /// Whether there are too many messages for a stroke each.
  bool as_density() const { return as_density_; }
  /// Messages that were sent within the window and pass the filters.
  std::size_t counted() const { return counted_; }
  /// The message whose stroke is nearest to the pointer, if it is near.
  const DiagramMessage* hit(Point pointer) const;

  static constexpr std::size_t k_strokes_max = 3000;

 private:
  void find_messages(const DiagramInput& input);
  void draw_lanes(const DiagramInput& input);
  void draw_messages(const DiagramInput& input);
  void draw_message(const DiagramInput& input, const DiagramMessage& message, bool heads);
  void draw_density(const DiagramInput& input);

  DrawList marks_;
  std::vector<DiagramMessage> messages_;
  bool as_density_ = false;
  std::size_t counted_ = 0;
};

}  // namespace ringside
