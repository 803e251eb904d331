# ringside_platform: what every object file must agree on, our own and the libraries'.
# ringside_options:  that, and the warnings for our own sources.
add_library(ringside_platform INTERFACE)
# Fused multiply-add differs between compilers; a run's digest must not.
target_compile_options(ringside_platform INTERFACE -ffp-contract=off)
if(EMSCRIPTEN)
  target_compile_options(ringside_platform INTERFACE -fwasm-exceptions)
  target_link_options(ringside_platform INTERFACE -fwasm-exceptions)
endif()
if(RINGSIDE_THREADS)
  target_compile_definitions(ringside_platform INTERFACE RINGSIDE_THREADS=1)
  if(EMSCRIPTEN)
    target_compile_options(ringside_platform INTERFACE -pthread)
    target_link_options(ringside_platform INTERFACE -pthread)
  else()
    find_package(Threads REQUIRED)
    target_link_libraries(ringside_platform INTERFACE Threads::Threads)
  endif()
endif()

add_library(ringside_options INTERFACE)
target_link_libraries(ringside_options INTERFACE ringside_platform)
target_include_directories(ringside_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(ringside_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Werror)
