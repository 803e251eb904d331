#pragma once
#include <string>
#include <string_view>

#include "native/ringside/data_run.h"

namespace ringside {

/// What a data run is to be called in a report.
struct DataTitle {
  std::string file_name;
  std::string format;
  std::string_view host;
};

std::string data_json(const DataTitle& title, const ClusterConfig& config, const DataReport& report,
                      const std::string& digest);
std::string data_text(const DataTitle& title, const ClusterConfig& config,
                      const DataReport& report);

}  // namespace ringside
