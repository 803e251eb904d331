#include "core/scenario/packed_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/scenario/text.h"

namespace ringside {
namespace {

// What has been seen before the first byte, so that short texts are packed well, too. Part of the
// format: another sample makes another version of it.
constexpr std::string_view k_sample =
    "nodes 8\nreplicas 2\nfailures 1\nvnodes 16\ntoken-seed 7\nseed 7\nlatency 0.5ms..1ms\nloss "
    "1%\n"
    "level strict\npolicy keep_siblings\nthreads\n"
    "+123 4567890 put apple red\n+0 0 kill 2\n+45 1234567 restart 2\n.67 891234 get apple\n"
    ".8 7123456 put pear ripe\n.31 700123 get plum\n.29 716543 put cherry dark\n+54 9876543 del "
    "apple\n"
    "+0 0 partition n0 n1 | n2 n3 n4\n+61 300000 heal\n+5 0 pause 1\n+38 1500000 resume 1\n"
    "+17 2345678 network latency=1ms loss=1% duplicate=0%\n+3 0 slow 1 5ms\n+7 650000 skew 2 "
    "+20ms\n"
    "+92 3141592 drain 3\n+11 0 add 3\n=250 1000000 0123456789abcdef\n@120 5000000\n!node 2\n";

constexpr std::size_t k_orders = 5;
constexpr std::uint32_t k_table_size = 1u << 16;
constexpr int k_weight_max = 1 << 19;  // in 65,536ths

// Probabilities are of the next bit being 1, in 4096ths; stretch(p) = ln(p / (1 - p)), in 256ths.
int squash(int stretched) {
  constexpr std::array<int, 33> k_points{1,    2,    4,    6,    10,   17,   27,   45,   74,
                                         120,  194,  311,  488,  747,  1102, 1546, 2048, 2550,
                                         2994, 3349, 3608, 3785, 3902, 3976, 4022, 4051, 4069,
                                         4079, 4086, 4090, 4092, 4094, 4095};
  stretched = std::clamp(stretched, -2047, 2047) + 2048;
  const auto point = static_cast<std::size_t>(stretched >> 7);
  const int part = stretched & 127;
  return (k_points[point] * (128 - part) + k_points[point + 1] * part + 64) >> 7;
}

const std::array<std::int16_t, 4096>& stretches() {
  static const auto table = [] {
    std::array<std::int16_t, 4096> made{};
    int next = 0;
    for (int x = -2047; x <= 2047; ++x) {
      const int value = squash(x);
      for (; next <= value; ++next)
        made[static_cast<std::size_t>(next)] = static_cast<std::int16_t>(x);
    }
    for (; next < 4096; ++next) made[static_cast<std::size_t>(next)] = 2047;
    return made;
  }();
  return table;
}

// Predicts a text bit by bit. The same for packing and unpacking, fed with the same bits.
class Predictor {
 public:
  Predictor() : slots_(k_orders * k_table_size) {
    begin_byte();
    for (const char c : k_sample) {
      for (int bit = 7; bit >= 0; --bit) {
        (void)predict();
        learn((static_cast<unsigned char>(c) >> bit & 1) != 0);
      }
    }
  }

  // Of a 1, in 4096ths, never certain.
  std::uint32_t predict() {
    int sum = 0;
    for (std::size_t i = 0; i < k_orders; ++i) {
      at_[i] = static_cast<std::uint32_t>(i) * k_table_size +
               ((contexts_[i] + bits_ * 0x9e3779b1u) >> 16);
      inputs_[i] = stretches()[slots_[at_[i]].p >> 4];
      // What was seen often is trusted more.
      sum += inputs_[i] * weights_[bits_][i] / 65'536;
    }
    predicted_ = squash(sum);
    return static_cast<std::uint32_t>(std::clamp(predicted_, 1, 4094));
  }

  void learn(bool bit) {
    const int miss = ((bit ? 4095 : 0) - predicted_) * 10;
    for (std::size_t i = 0; i < k_orders; ++i) {
      int& weight = weights_[bits_][i];
      weight = std::clamp(weight + inputs_[i] * miss / 65'536, -k_weight_max, k_weight_max);
      Slot& slot = slots_[at_[i]];
      const int target = bit ? 65'535 : 0;
      slot.p = static_cast<std::uint16_t>(slot.p + (target - slot.p) * 2 / (slot.seen * 2 + 3));
      if (slot.seen < 60) ++slot.seen;
    }
    bits_ = bits_ << 1 | (bit ? 1u : 0u);
    if (bits_ < 256) return;
    before_ = before_ << 8 | (bits_ & 255);
    bits_ = 1;
    begin_byte();
  }

 private:
  struct Slot {
    std::uint16_t p = 32'768;
    std::uint16_t seen = 0;
  };

  // The bytes before, of which each order sees so many; the last one sees the line's place instead.
  void begin_byte() {
    const auto last = static_cast<char>(before_ & 255);
    if (last == '\n') {
      field_ = 0;
    } else if (last == ' ') {
      ++field_;
    }
    for (std::uint32_t i = 0; i < k_orders; ++i) {
      const std::uint64_t seen = i == k_orders - 1 ? field_ * 256 + (before_ & 255)
                                                   : before_ & ((std::uint64_t{1} << (8 * i)) - 1);
      contexts_[i] = static_cast<std::uint32_t>(hash_mix(seen, i));
    }
  }

  std::vector<Slot> slots_;
  std::array<std::uint32_t, k_orders> contexts_{};
  std::array<std::uint32_t, k_orders> at_{};
  std::array<int, k_orders> inputs_{};
  std::array<std::array<int, k_orders>, 256> weights_ = [] {
    std::array<std::array<int, k_orders>, 256> weights{};
    for (auto& set : weights) set.fill(65'536 / 3);
    return weights;
  }();
  int predicted_ = 2048;
  std::uint32_t bits_ = 1;  // of the byte so far, behind a 1
  std::uint64_t before_ = '\n';
  std::uint64_t field_ = 0;
};

// Arithmetic coding: a number within an interval that every bit narrows.
class Interval {
 public:
  std::uint32_t middle(std::uint32_t one) const {
    return low_ + static_cast<std::uint32_t>(std::uint64_t{high_ - low_} * one >> 12);
  }
  // Narrows it to one side of the middle. Calls `shift` for each leading byte that is certain.
  template <typename Shift>
  void narrow(std::uint32_t middle, bool bit, Shift shift) {
    (bit ? high_ : low_) = bit ? middle : middle + 1;
    while (((low_ ^ high_) & 0xff000000u) == 0) {
      shift(static_cast<unsigned char>(high_ >> 24));
      low_ <<= 8;
      high_ = high_ << 8 | 255;
    }
  }
  std::uint32_t low() const { return low_; }

 private:
  std::uint32_t low_ = 0;
  std::uint32_t high_ = 0xffffffffu;
};

std::string compressed(std::string_view text) {
  Predictor predictor;
  Interval interval;
  std::string bytes;
  for (const char c : text) {
    for (int bit = 7; bit >= 0; --bit) {
      const bool one = (static_cast<unsigned char>(c) >> bit & 1) != 0;
      interval.narrow(interval.middle(predictor.predict()), one,
                      [&](unsigned char byte) { bytes += static_cast<char>(byte); });
      predictor.learn(one);
    }
  }
  // Enough of the number to lie in what is left of the interval, with zeros behind it.
  bytes += static_cast<char>((interval.low() >> 24) + 1);
  return bytes;
}

std::string decompressed(std::string_view bytes, std::size_t size) {
  Predictor predictor;
  Interval interval;
  std::uint32_t number = 0;
  const auto take = [&](unsigned char) {
    const unsigned char next = bytes.empty() ? 0 : static_cast<unsigned char>(bytes.front());
    if (!bytes.empty()) bytes.remove_prefix(1);
    number = number << 8 | next;
  };
  for (int i = 0; i < 4; ++i) take(0);
  std::string text;
  text.reserve(size);
  while (text.size() < size) {
    unsigned c = 1;
    while (c < 256) {
      const std::uint32_t middle = interval.middle(predictor.predict());
      const bool one = number <= middle;
      interval.narrow(middle, one, take);
      predictor.learn(one);
      c = c << 1 | (one ? 1u : 0u);
    }
    text += static_cast<char>(c & 255);
  }
  return text;
}

constexpr std::string_view k_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string to_base64(std::string_view bytes) {
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = (held << 8 | static_cast<unsigned char>(byte)) & 0xffffu;
    for (bits += 8; bits >= 6; bits -= 6) text += k_alphabet[held >> (bits - 6) & 63];
  }
  if (bits > 0) text += k_alphabet[held << (6 - bits) & 63];
  return text;
}

Result<std::string> from_base64(std::string_view text) {
  std::string bytes;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t digit = k_alphabet.find(c);
    if (digit == std::string_view::npos)
      return invalid("it has a character that does not belong there");
    held = (held << 6 | static_cast<std::uint32_t>(digit)) & 0xffffu;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(held >> bits & 255);
  }
  return bytes;
}

constexpr std::size_t k_head_bytes = 6;  // three of the size, three of the check sum

void put_number(std::string& bytes, std::uint64_t number) {
  for (int shift = 16; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 255);
}
std::uint64_t number_at(std::string_view bytes, std::size_t at) {
  std::uint64_t number = 0;
  for (const char byte : bytes.substr(at, 3))
    number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}
std::uint64_t check_sum(std::string_view text) {
  return hash_bytes(text.data(), text.size(), text.size()) & 0xffffffu;
}

}  // namespace

std::string pack_text(std::string_view text) {
  RINGSIDE_CHECK(text.size() <= k_packed_text_max);
  std::string bytes;
  put_number(bytes, text.size());
  put_number(bytes, check_sum(text));
  return to_base64(bytes + compressed(text));
}

Result<std::string> unpack_text(std::string_view packed) {
  if (packed.size() > k_packed_chars_max) return invalid("it is too long");
  const auto bytes = from_base64(packed);
  if (!bytes) return error_of(bytes);
  constexpr std::string_view k_damaged =
      "a part of it is missing, or was changed; copy the whole of it once more";
  if (bytes->size() < k_head_bytes) return invalid(std::string(k_damaged));
  const std::uint64_t size = number_at(*bytes, 0);
  if (size > k_packed_text_max) return invalid(std::string(k_damaged));
  std::string text = decompressed(std::string_view(*bytes).substr(k_head_bytes), size);
  // The check sum is of the text; that nothing else is there only packing it again tells.
  if (check_sum(text) != number_at(*bytes, 3) || pack_text(text) != packed)
    return invalid(std::string(k_damaged));
  return text;
}

}  // namespace ringside
