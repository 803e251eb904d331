#pragma once
#include <vector>

#include "core/node/output.h"
#include "core/node/state.h"

namespace ringside {

/// Asks members of a key's group what they keep of it, until enough of them that can vouch for it
/// have told. One that is recovering, or has recovered from too few, tells what it has but does not
/// count: that it has nothing proves nothing.
///
/// So many are asked at first as are needed; others where one cannot vouch, all where one does not
/// answer in time.
class QuorumQuery {
 public:
  struct Answer {
    enum class State : std::uint8_t { waiting, told, silent };
    NodeId member{};
    State state = State::waiting;
    bool vouches = false;
    Incarnation life{};
    RecordPtr record{};  ///< What it keeps; none if it keeps nothing.
    std::uint32_t asked = 0;
  };
  enum class Verdict : std::uint8_t { waiting, enough, too_few };

  QuorumQuery() = default;
  /// Asks. The node itself answers at once where the key is its own.
  QuorumQuery(NodeState& state, Time now, GetRequest request, std::uint32_t needed, Output& out);

  /// Takes an answer. False if it is none that is waited for.
  bool take(NodeState& state, Time now, NodeId from, const FetchReply& reply, Output& out);
  /// Others keep the key now.
  void on_view(NodeState& state, Time now, Output& out);
  /// Nothing more came in time: asks again who is silent, and everybody else.
  void ask_more(NodeState& state, Time now, Output& out);

  /// Asks everybody who was not asked yet. False if there is nobody.
  bool ask_rest(const NodeState& state, Output& out);

  Verdict verdict() const;
  /// Whether somebody who was asked may still answer.
  bool waits() const;
  /// All that anybody told of, merged; none if nobody keeps anything.
  const RecordPtr& seen() const { return seen_; }
  /// Members that have told, and can vouch for it.
  std::uint32_t vouching() const;
  const std::vector<Answer>& answers() const { return answers_; }
  const GetRequest& request() const { return request_; }

  /// A member that does not answer is asked so often in all.
  static constexpr std::uint32_t k_attempts_max = 3;

 private:
  void ask(Answer& answer, Output& out) const;
  void ask_enough(const NodeState& state, Time now, Output& out);
  std::uint32_t waiting() const;
  bool has(NodeId member, Answer::State state) const;
  bool is_asked(NodeId member) const;

  GetRequest request_;
  std::uint32_t needed_ = 0;
  RingViewPtr ring_;
  std::vector<Answer> answers_;  // of members, each once
  RecordPtr seen_;
};

/// Tells what the node keeps of a key, and whether it can vouch for that.
void answer_fetch(NodeState& state, NodeId from, const FetchRequest& request, Output& out);

}  // namespace ringside
