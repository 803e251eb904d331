#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace ringside {

/// A value of Clojure's notation (EDN), as far as histories use it.
struct EdnValue {
  enum class Kind : std::uint8_t { nil, boolean, integer, keyword, string, vector };
  Kind kind{};
  std::string text;  ///< As it is written: without a string's quotes, without a keyword's colon.
  std::vector<EdnValue> items;  ///< Of a vector: no vectors.
};

/// Reads EDN values one after another.
class EdnReader {
 public:
  explicit EdnReader(std::string_view text) : rest_(text) {}

  /// The next value. invalid_argument says what it is instead.
  Result<EdnValue> value();
  /// Takes this character if it comes next.
  bool take(char c);
  bool at_end();

 private:
  void skip_blanks();
  Result<EdnValue> string();
  Result<EdnValue> vector();
  Result<EdnValue> scalar();

  std::string_view rest_;
};

}  // namespace ringside
