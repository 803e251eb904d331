#include "view/app/traffic.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/base/check.h"
#include "view/app/text_traffic.h"

namespace ringside {
namespace {

struct Sample {
  const char* key;
  const char* values[3];
};
constexpr std::array<Sample, 12> k_samples{{
    {"apple", {"red", "green", "golden"}},
    {"pear", {"ripe", "hard", "juicy"}},
    {"plum", {"blue", "sweet", "sour"}},
    {"cherry", {"dark", "wild", "two"}},
    {"lemon", {"yellow", "cut", "squeezed"}},
    {"melon", {"round", "heavy", "sliced"}},
    {"grape", {"white", "black", "a bunch"}},
    {"mango", {"soft", "orange", "dried"}},
    {"fig", {"fresh", "purple", "with honey"}},
    {"quince", {"raw", "stewed", "jelly"}},
    {"peach", {"fuzzy", "flat", "bitten"}},
    {"olive", {"in oil", "green", "stuffed"}},
}};
constexpr std::uint64_t k_stream =
    0x64656d6f;  // apart from the cluster's own draws under the same seed
constexpr std::uint64_t k_workload_stream = 0x776f726b;

std::string_view next_word(std::string_view& words) {
  words.remove_prefix(std::min(words.find_first_not_of(" \t"), words.size()));
  const std::string_view word = words.substr(0, words.find_first_of(" \t"));
  words.remove_prefix(word.size());
  return word;
}

tl::unexpected<Error> wrong(std::string message) {
  return fail(ErrorCode::invalid_argument, std::move(message));
}

// A number of at most `decimals` decimals, in units of the last of them: "0.99" with three is 990.
std::optional<std::uint32_t> read_number(std::string_view text, int decimals) {
  std::uint64_t number = 0;
  int behind = -1;
  for (const char c : text) {
    if (c == '.' && behind < 0 && decimals > 0) {
      behind = 0;
      continue;
    }
    if (c < '0' || c > '9' || behind == decimals || number > 100'000'000) return std::nullopt;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
    if (behind >= 0) ++behind;
  }
  if (text.empty() || text == ".") return std::nullopt;
  for (int i = std::max(behind, 0); i < decimals; ++i) number *= 10;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(number, UINT32_MAX));
}

}  // namespace

Result<void> validate(const TrafficSettings& settings) {
  if (settings.rate < 1 || settings.rate > TrafficSettings::k_rate_max)
    return wrong(text::wrong_rate(settings.rate, TrafficSettings::k_rate_max));
  if (settings.reads_percent > 100 || settings.deletes_percent > 100 - settings.reads_percent)
    return wrong(text::wrong_mix(settings.reads_percent, settings.deletes_percent));
  if (settings.keys < 1 || settings.keys > Zipf::k_ranks_max)
    return wrong(text::wrong_keys(settings.keys, Zipf::k_ranks_max));
  if (settings.skew_milli > Zipf::k_theta_milli_max)
    return wrong(text::wrong_skew(Zipf::k_theta_milli_max / 1000));
  return {};
}

Result<TrafficSettings> parse_traffic(std::string_view words, const TrafficSettings& before) {
  TrafficSettings settings = before;
  for (std::string_view word = next_word(words); !word.empty(); word = next_word(words)) {
    const std::size_t at = std::min(word.find('='), word.size());
    const std::string_view name = word.substr(0, at);
    std::string_view value = word.substr(std::min(at + 1, word.size()));
    const bool is_share = name == "reads" || name == "deletes";
    if (is_share && value.ends_with('%')) value.remove_suffix(1);
    const auto number = read_number(value, name == "skew" ? 3 : 0);
    std::uint32_t* const field = name == "rate"      ? &settings.rate
                                 : name == "reads"   ? &settings.reads_percent
                                 : name == "deletes" ? &settings.deletes_percent
                                 : name == "keys"    ? &settings.keys
                                 : name == "skew"    ? &settings.skew_milli
                                                     : nullptr;
    if (field == nullptr || !number) return wrong(text::wrong_traffic_word(std::string(word)));
    *field = *number;
  }
  if (const auto good = validate(settings); !good) return tl::unexpected(good.error());
  return settings;
}

std::string traffic_words(const TrafficSettings& settings) {
  return text::traffic(settings.rate, settings.reads_percent, settings.deletes_percent,
                       settings.keys, fmt::format("{}", settings.skew_milli / 1000.0));
}

Traffic::Traffic(std::uint64_t seed)
    : rng_(seed, k_stream), workload_rng_(seed, k_workload_stream) {}

std::optional<Command> Traffic::next_of_demo(double wall_seconds, std::uint64_t open) {
  if (wall_seconds < demo_due_at_ || open >= k_demo_open_max) return std::nullopt;
  demo_due_at_ = wall_seconds + k_seconds_between;
  return draw_of_demo();
}

void Traffic::start(const TrafficSettings& settings, Time now) {
  RINGSIDE_CHECK(validate(settings).has_value());
  settings_ = settings;
  keys_.emplace(settings.keys, settings.skew_milli);
  left_out_ = 0;
  due_ = now + wait();
}

void Traffic::stop() {
  settings_.reset();
  keys_.reset();
  due_ = k_end_of_time;
}

void Traffic::go_on_from(Time now) {
  open_.clear();
  if (settings_) due_ = now + wait();
}

Duration Traffic::wait() {
  return workload_rng_.exponential(Duration{1'000'000'000 / settings_->rate});
}

Command Traffic::next() {
  RINGSIDE_CHECK(settings_.has_value());
  due_ += wait();
  ++made_;
  std::string key = fmt::format("key-{}", keys_->draw(workload_rng_));
  const std::uint64_t kind = workload_rng_.below(100);
  if (kind < settings_->reads_percent) return GetCommand{std::move(key)};
  if (kind < settings_->reads_percent + settings_->deletes_percent)
    return RemoveCommand{std::move(key)};
  return PutCommand{std::move(key), fmt::format("value-{}", made_)};
}

Command Traffic::draw_of_demo() {
  // The first few are puts of new keys, so that the gets that follow find something.
  constexpr std::uint64_t k_first_puts = 5;
  if (known_ < k_first_puts || rng_.below(5) < 2) {
    const std::uint64_t at =
        known_ < k_first_puts ? known_
                              : rng_.below(std::min<std::uint64_t>(known_ + 1, k_samples.size()));
    known_ = std::max(known_, at + 1);
    return PutCommand{k_samples[at].key, k_samples[at].values[rng_.below(3)]};
  }
  return GetCommand{k_samples[rng_.below(known_)].key};
}

}  // namespace ringside
