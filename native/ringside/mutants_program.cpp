#include "native/ringside/mutants_program.h"

#include <unistd.h>

#include <filesystem>
#include <string>

#include "native/ringside/console.h"
#include "native/ringside/exit_status.h"

namespace ringside {

int become_mutants_program(bool json) {
  constexpr const char* k_name = "ringside-mutants";
  std::error_code failed;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", failed);
  const std::string path = failed ? k_name : (self.parent_path() / k_name).string();
  execlp(path.c_str(), k_name, json ? "--json" : nullptr, nullptr);
  say_error("there is no " + path +
            ": planted bugs are in a program of their own, which ./run ringside sim --mutants "
            "builds");
  return k_exit_usage;
}

}  // namespace ringside
