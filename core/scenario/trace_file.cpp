#include "core/scenario/trace_file.h"

#include <fmt/format.h>

#include "core/base/hash.h"
#include "core/base/varint.h"
#include "core/scenario/settings.h"
#include "core/scenario/text.h"

namespace ringside {
namespace {

constexpr std::string_view k_name = "Ringside trace ";
constexpr std::string_view k_magic = "Ringside trace 1\n";
constexpr std::size_t k_block_bytes = 48 * 1024;      // a block ends once it has so many
constexpr std::size_t k_block_bytes_max = 64 * 1024;  // none has more
constexpr std::size_t k_event_bytes_max = 96;

void put_fixed(std::string& bytes, std::uint64_t number, int size) {
  for (int i = 0; i < size; ++i) bytes += static_cast<char>(number >> (8 * i));
}

std::uint64_t fixed_at(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    number |= std::uint64_t{static_cast<std::uint8_t>(bytes[i])} << (8 * i);
  return number;
}

// Of its place, too, so that no block can be missing or lie elsewhere.
std::uint64_t check_sum(char kind, std::uint64_t number, std::string_view payload) {
  const auto seed = number << 8 | static_cast<std::uint8_t>(kind);
  return hash_bytes(payload.data(), payload.size(), seed) & 0xffffffff;
}

class Blocks {
 public:
  void end(char kind) {
    file_ += kind;
    put_varint(file_, payload.size());
    file_ += payload;
    put_fixed(file_, check_sum(kind, count_++, payload), 4);
    payload.clear();
  }
  void end_if_full(char kind, std::size_t next) {
    if (payload.size() + next > k_block_bytes) end(kind);
  }
  std::string take() { return std::move(file_); }

  std::string payload;  // of the block that is being written

 private:
  std::string file_{k_magic};
  std::uint64_t count_ = 0;
};

void put_text(Blocks& blocks, std::uint64_t id, std::string_view text) {
  blocks.end_if_full('t', text.size() + 20);
  put_varint(blocks.payload, id);
  put_varint(blocks.payload, text.size());
  blocks.payload += text;
}

}  // namespace

Result<std::string> trace_file(const TraceHead& head, const TraceLog& log) {
  const auto settings = settings_of(head.config);
  if (!settings) return error_of(settings);
  if (log.forgotten() > 0)
    return fail(ErrorCode::unavailable,
                "the beginning of this run was let go, and a trace file tells a whole run");
  Blocks blocks;
  blocks.payload = "host " + head.host + "\n";
  for (const Script::Setting& setting : *settings)
    blocks.payload += setting.name + " " + setting.value + "\n";
  blocks.end('s');
  // Operations count from 1; a key says itself what its hash is.
  for (const auto& [hash, text] : log.keys()) put_text(blocks, 0, text);
  for (const auto& [op, text] : log.values()) {
    if (op != 0) put_text(blocks, op, text);
  }
  if (!blocks.payload.empty()) blocks.end('t');
  EventPacker packer;
  Digest digest;
  for (const TraceEvent& event : log.events()) {
    blocks.end_if_full('e', k_event_bytes_max);
    packer.pack(event, blocks.payload);
    digest.add(event);
  }
  if (!blocks.payload.empty()) blocks.end('e');
  put_varint(blocks.payload, log.events().size());
  put_varint(blocks.payload, static_cast<std::uint64_t>(nanoseconds(head.end)));
  put_fixed(blocks.payload, digest.value(), 8);
  blocks.end('z');
  return blocks.take();
}

bool is_trace_file(std::string_view content) { return content.starts_with(k_name); }

tl::unexpected<Error> TraceReader::wrong(const std::string& what) const {
  return invalid(fmt::format("the part that begins at byte {}: {}", block_at_, what));
}

Result<TraceReader> TraceReader::open(std::string_view content) {
  if (!is_trace_file(content)) return invalid("it does not begin as a trace of Ringside does");
  if (!content.starts_with(k_magic))
    return invalid("it is of another version: this one reads traces of version 1");
  TraceReader reader(content);
  reader.at_ = k_magic.size();
  const auto block = reader.take_block();
  if (!block) return error_of(block);
  if (block->kind != 's') return reader.wrong("the settings are missing");
  if (const auto read = reader.read_settings(block->payload); !read) return error_of(read);
  return reader;
}

Result<TraceReader::Block> TraceReader::take_block() {
  block_at_ = at_;
  std::string_view rest = content_.substr(at_);
  const auto cut_off = [&] {
    return wrong(fmt::format("the file is cut off, it ends at byte {}", content_.size()));
  };
  if (rest.empty()) return cut_off();
  Block block{rest.front(), {}};
  rest.remove_prefix(1);
  const auto size = take_varint(rest);
  if (!size) return cut_off();
  if (*size > k_block_bytes_max) return wrong("it claims to be larger than any part is");
  if (rest.size() < *size + 4) return cut_off();
  block.payload = rest.substr(0, *size);
  if (fixed_at(rest.substr(*size, 4)) != check_sum(block.kind, blocks_, block.payload))
    return wrong("it is not as it was written, its check sum is another one");
  at_ = content_.size() - rest.size() + *size + 4;
  ++blocks_;
  return block;
}

Result<bool> TraceReader::next(TraceBatch& batch) {
  const auto block = take_block();
  if (!block) return error_of(block);
  Result<void> read;
  switch (block->kind) {
    case 't': read = read_texts(block->payload, batch); break;
    case 'e': read = read_events(block->payload, batch); break;
    case 'z': read = read_end(block->payload); break;
    default: return wrong("there is no such kind of part");
  }
  if (!read) return error_of(read);
  return block->kind != 'z';
}

Result<void> TraceReader::read_settings(std::string_view text) {
  while (const auto line = take_line(text)) {
    const std::size_t space = std::min(line->find(' '), line->size());
    const std::string_view name = line->substr(0, space);
    const std::string_view value = trimmed(line->substr(space));
    if (name == "host") {
      head_.host = value;
    } else if (const auto changed = change_setting(head_.config, name, value); !changed) {
      return wrong(changed.error().message);
    }
  }
  if (head_.host != "simulator" && head_.host != "threads")
    return wrong(fmt::format("there is no host \"{}\"", excerpt(head_.host)));
  if (const auto valid = validate(head_.config); !valid) return wrong(valid.error().message);
  return {};
}

Result<void> TraceReader::read_texts(std::string_view payload, TraceBatch& batch) {
  while (!payload.empty()) {
    const auto id = take_varint(payload);
    const auto size = id ? take_varint(payload) : std::nullopt;
    if (!size || *size > payload.size()) return wrong("a text is cut off");
    const std::string_view text = payload.substr(0, *size);
    payload.remove_prefix(*size);
    if (*id == 0) {
      batch.texts.push_back({NamedText::Kind::key, raw(hash_key(text)), std::string(text)});
    } else {
      batch.texts.push_back({NamedText::Kind::value, *id, std::string(text)});
    }
  }
  return {};
}

Result<void> TraceReader::read_events(std::string_view payload, TraceBatch& batch) {
  while (!payload.empty()) {
    const auto event = unpacker_.unpack(payload);
    if (!event) return wrong(fmt::format("event {}: {}", events_ + 1, event.error().message));
    digest_.add(*event);
    head_.end = event->at;
    ++events_;
    batch.events.push_back(*event);
  }
  return {};
}

Result<void> TraceReader::read_end(std::string_view payload) {
  const auto events = take_varint(payload);
  const auto end = events ? take_varint(payload) : std::nullopt;
  const auto last = static_cast<std::uint64_t>(nanoseconds(head_.end));
  if (!end || payload.size() != 8 || *end < last || *end > last + (std::uint64_t{1} << 61))
    return wrong("the end is not as it should be");
  if (*events != events_ || fixed_at(payload) != digest_.value())
    return wrong("these are not the events that were written");
  if (at_ != content_.size()) return wrong("something follows the end");
  head_.end = time_at(static_cast<std::int64_t>(*end));
  return {};
}

Result<TraceFacts> check_trace_file(std::string_view content) {
  auto reader = TraceReader::open(content);
  if (!reader) return error_of(reader);
  TraceBatch batch;
  Time last{};
  for (bool more = true; more;) {
    const auto read = reader->next(batch);
    if (!read) return error_of(read);
    more = *read;
    if (!batch.events.empty()) last = batch.events.back().at;
    batch.events.clear();
    batch.texts.clear();
  }
  return TraceFacts{reader->head(), reader->events(), last, reader->digest().value()};
}

}  // namespace ringside
