#pragma once
#include "core/store/record.h"

namespace ringside {

/// Told what a table keeps, change by change, by whoever changes it.
class TableMirror {
 public:
  virtual ~TableMirror() = default;

  /// The record is what is kept of its key from now on.
  virtual void put(const RecordPtr& record) = 0;
  /// Nothing is kept of its key any more.
  virtual void erase(const Record& record) = 0;
};

}  // namespace ringside
