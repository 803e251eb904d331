// What a person does to single messages. What they were to become is in the agenda, or held back.
#include <fmt/format.h>

#include <utility>

#include "core/base/check.h"
#include "core/host/engine.h"

namespace ringside {
namespace {

// The message of an appointment that ends its way; nullptr for any other.
const Envelope* message_in(const Appointment& appointment) {
  if (const auto* envelope = std::get_if<Envelope>(&appointment)) return envelope;
  if (const auto* loss = std::get_if<Loss>(&appointment)) return &loss->envelope;
  return nullptr;
}
Envelope& message_of(Appointment& appointment) {
  if (auto* envelope = std::get_if<Envelope>(&appointment)) return *envelope;
  return std::get<Loss>(appointment).envelope;
}

bool is_chosen(const MessageChoice& choice, const Envelope& envelope) {
  if (choice.id != MessageId{}) return envelope.id == choice.id;
  return envelope.from == choice.from && envelope.to == choice.to &&
         (!choice.kind || *choice.kind == kind_of(envelope.message));
}

// Of several the one that was sent first.
class Choosing {
 public:
  explicit Choosing(const MessageChoice& choice) : choice_(choice) {}
  void consider(const Envelope* envelope) {
    if (envelope == nullptr || !is_chosen(choice_, *envelope)) return;
    if (chosen_ == MessageId{} || envelope->id < chosen_) chosen_ = envelope->id;
  }
  MessageId chosen() const { return chosen_; }

 private:
  const MessageChoice& choice_;
  MessageId chosen_{};
};

tl::unexpected<Error> no_such_message(const MessageChoice& choice) {
  if (choice.id != MessageId{})
    return fail(ErrorCode::invalid_argument,
                fmt::format("message {} is not under way", raw(choice.id)));
  return fail(ErrorCode::invalid_argument,
              fmt::format("no {} is under way from {} to {}",
                          choice.kind ? to_string(*choice.kind) : "message", name_of(choice.from),
                          name_of(choice.to)));
}

}  // namespace

Result<MessageId> Engine::fits(const MessageCommand& command) const {
  using Act = MessageCommand::Act;
  const auto refuse = [](MessageId id, std::string_view why) {
    return fail(ErrorCode::invalid_argument, fmt::format("message {} {}", raw(id), why));
  };
  Choosing under_way(command.message);
  agenda_.for_each([&](const Appointment& fate) { under_way.consider(message_in(fate)); });
  Choosing held(command.message);
  for (const auto& [id, back] : held_) held.consider(message_in(back.fate));
  Choosing waiting(command.message);
  for (const auto& [id, place] : nodes_) {
    for (const Appointment& fate : place.inbox.waiting) waiting.consider(message_in(fate));
  }
  const auto or_else = [](MessageId id, MessageId other) { return id == MessageId{} ? other : id; };
  switch (command.act) {
    case Act::hold:
      if (under_way.chosen() != MessageId{}) return under_way.chosen();
      if (held.chosen() != MessageId{}) return refuse(held.chosen(), "is held already");
      break;
    case Act::release:
      if (held.chosen() != MessageId{}) return held.chosen();
      if (under_way.chosen() != MessageId{}) return refuse(under_way.chosen(), "is not held");
      break;
    case Act::deliver:
    case Act::drop: {
      const MessageId id = or_else(under_way.chosen(), held.chosen());
      if (id != MessageId{}) return id;
      if (command.act == Act::drop && waiting.chosen() != MessageId{}) return waiting.chosen();
      break;
    }
  }
  if (waiting.chosen() != MessageId{})
    return refuse(waiting.chosen(), "has arrived: it waits for a node that is paused or slow");
  return no_such_message(command.message);
}

void Engine::obey(Time now, const MessageCommand& command) {
  const auto id = fits(command);
  RINGSIDE_CHECK(id.has_value());
  switch (command.act) {
    case MessageCommand::Act::drop: return drop(now, *id);
    case MessageCommand::Act::hold: return hold(now, *id);
    case MessageCommand::Act::release: return release(now, *id);
    case MessageCommand::Act::deliver: return deliver_now(now, *id);
  }
}

// Nobody waits for a message that is held: it is no obligation until it goes on.
void Engine::hold(Time now, MessageId id) {
  auto taken = agenda_.take_only([&](const Appointment& fate) {
    const Envelope* message = message_in(fate);
    return message != nullptr && message->id == id;
  });
  RINGSIDE_CHECK(taken.has_value());
  const Envelope& message = message_of(taken->second);
  note_met(kind_of(message.message));
  effects_.events.push_back(trace::message_held(now, message.facts()));
  held_.emplace(id, Held{now, taken->first, std::move(taken->second)});
}

void Engine::release(Time now, MessageId id) {
  auto back = held_.extract(id);
  Held& held = back.mapped();
  Envelope& message = message_of(held.fate);
  message.arrival += now - held.since;
  note_made(message.message);
  effects_.events.push_back(trace::message_rescheduled(now, message.facts(), message.arrival));
  agenda_.add(held.due + (now - held.since), std::move(held.fate));
}

void Engine::drop(Time now, MessageId id) {
  if (drop_waiting(now, id)) return;
  lose(now, take_under_way(id).facts(), LossReason::dropped);
}

void Engine::deliver_now(Time now, MessageId id) {
  Envelope message = take_under_way(id);
  message.arrival = now;
  effects_.events.push_back(trace::message_rescheduled(now, message.facts(), now));
  (void)run(now, message);
}

// Held or not; it is an obligation then, as it was.
Envelope Engine::take_under_way(MessageId id) {
  if (auto back = held_.extract(id)) {
    Envelope message = std::move(message_of(back.mapped().fate));
    note_made(message.message);
    return message;
  }
  auto taken = agenda_.take_only([&](const Appointment& fate) {
    const Envelope* message = message_in(fate);
    return message != nullptr && message->id == id;
  });
  RINGSIDE_CHECK(taken.has_value());
  return std::move(message_of(taken->second));
}

bool Engine::drop_waiting(Time now, MessageId id) {
  for (auto& [node, place] : nodes_) {
    auto& waiting = place.inbox.waiting;
    const auto found = std::find_if(waiting.begin(), waiting.end(), [&](const Appointment& fate) {
      const Envelope* message = message_in(fate);
      return message != nullptr && message->id == id;
    });
    if (found == waiting.end()) continue;
    if (place.inbox.paused) note_made(message_of(*found).message);  // losing it meets it
    lose(now, message_of(*found).facts(), LossReason::dropped);
    waiting.erase(found);
    return true;
  }
  return false;
}

}  // namespace ringside
