#include "core/node/multi_get.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ringside {
namespace {

// Moves all sends from `first` on that `belongs` says true of into one vector, and puts what
// `joined` makes of that in the place of the first of them. Nothing changes where there is only
// one.
template <typename Part, typename Belongs, typename Joined>
void join(std::size_t first, Output& out, Belongs&& belongs, Joined&& joined) {
  const auto begin = out.sends.begin() + static_cast<std::ptrdiff_t>(first);
  if (std::count_if(begin, out.sends.end(), belongs) < 2) return;
  const auto place = std::find_if(begin, out.sends.end(), belongs);
  std::vector<Part> parts;
  for (auto send = place; send != out.sends.end(); ++send) {
    if (belongs(*send)) parts.push_back(std::move(std::get<Part>(send->message)));
  }
  out.sends.erase(std::remove_if(std::next(place), out.sends.end(), belongs), out.sends.end());
  place->message = joined(std::move(parts));
}

}  // namespace

void join_gets(std::size_t first, Output& out) {
  for (std::size_t i = first; i < out.sends.size(); ++i) {
    const auto* get = std::get_if<GetRequest>(&out.sends[i].message);
    if (get == nullptr || get->batch == OpId{0}) continue;
    const auto is_alike = [batch = get->batch, to = out.sends[i].to](const Send& send) {
      const auto* other = std::get_if<GetRequest>(&send.message);
      return other != nullptr && other->batch == batch && send.to == to;
    };
    join<GetRequest>(i, out, is_alike, [batch = get->batch](std::vector<GetRequest> gets) {
      return MultiGetRequest{batch, std::move(gets)};
    });
  }
}

void join_replies(std::size_t first, Address client, const MultiGetRequest& request, Output& out) {
  const auto is_answer = [&](const Send& send) {
    const auto* reply = std::get_if<GetReply>(&send.message);
    return reply != nullptr && send.to == client &&
           std::any_of(request.gets.begin(), request.gets.end(),
                       [reply](const GetRequest& get) { return get.op == reply->op; });
  };
  join<GetReply>(first, out, is_answer, [&](std::vector<GetReply> replies) {
    return MultiGetReply{request.op, std::move(replies)};
  });
}

}  // namespace ringside
