#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace ringside {

struct KeyValue {
  std::string key;
  std::string value;
  friend bool operator==(const KeyValue&, const KeyValue&) = default;
};

/// The entries of a data file in its order. A key may come more than once: the last one is what it
/// should end as.
struct KeyValueFile {
  std::vector<KeyValue> entries;
  std::string format;  ///< "TSV", "CSV" or "JSON lines".
};

/// Whether a file of this name is a data file by its ending: .tsv, .tab, .csv, .jsonl, .ndjson,
/// .json.
bool has_key_value_ending(std::string_view file_name);

/// Reads a data file: one entry a line, UTF-8, with or without byte order mark and carriage
/// returns; lines of blanks are skipped. The ending of the name decides the format, else the first
/// line:
///
///     TSV         key<TAB>value     the value is the rest of the line, further tabs included
///     CSV         key,value         RFC 4180: fields may stand in quotes, "" is a quote, line
///     breaks may be inside JSON lines  {"key":"…","value":"…"}    a value may also be a number,
///     true or false: its text is stored
///
/// A first line `key,value` (or with a tab) is a header and no entry. The file is taken whole or
/// not at all: invalid_argument naming file, line and what would be right, also where there is no
/// entry or one is too large (k_key_bytes_max, k_value_bytes_max).
Result<KeyValueFile> read_key_values(std::string_view file_name, std::string_view content);

}  // namespace ringside
