#pragma once
#include <string>
#include <vector>

namespace ringside {

/// Text in columns. Widths are counted in characters, so that UTF-8 lines up.
class TextTable {
 public:
  enum class Align : unsigned char { left, right };

  explicit TextTable(std::vector<Align> columns) : columns_(std::move(columns)) {}

  /// REQUIRES: as many cells as columns.
  void add_row(std::vector<std::string> cells);
  /// All rows, each with `indent` spaces before it and a line break behind it.
  std::string text(std::size_t indent = 0) const;

 private:
  std::vector<Align> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace ringside
