# ringside_platform: what every object file must agree on, our own and the libraries'. A target with the property
#                    RINGSIDE_WITHOUT_THREADS is a program without threads; it can be linked of objects that may have them.
#                    In a web build one with RINGSIDE_THROWS has exceptions; its libraries need none.
# ringside_options:  that, and the warnings for our own sources.
add_library(ringside_platform INTERFACE)
# Fused multiply-add differs between compilers; a run's digest must not.
target_compile_options(ringside_platform INTERFACE -ffp-contract=off)
# Ours neither throw nor catch, and ways to unwind weigh much in a page. Programs that need them have RINGSIDE_THROWS.
if(EMSCRIPTEN)
  set(exceptions $<IF:$<BOOL:$<TARGET_PROPERTY:RINGSIDE_THROWS>>,-fwasm-exceptions,-fno-exceptions>)
  target_compile_options(ringside_platform INTERFACE ${exceptions})
  target_link_options(ringside_platform INTERFACE ${exceptions})
endif()
set(with_threads $<NOT:$<BOOL:$<TARGET_PROPERTY:RINGSIDE_WITHOUT_THREADS>>>)
target_compile_definitions(ringside_platform INTERFACE $<${with_threads}:RINGSIDE_THREADS=1>)
if(EMSCRIPTEN)
  target_compile_options(ringside_platform INTERFACE $<${with_threads}:-pthread>)
  target_link_options(ringside_platform INTERFACE $<${with_threads}:-pthread>)
else()
  find_package(Threads REQUIRED)
  target_link_libraries(ringside_platform INTERFACE Threads::Threads)
endif()

add_library(ringside_options INTERFACE)
target_link_libraries(ringside_options INTERFACE ringside_platform)
target_include_directories(ringside_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(ringside_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Werror)

# precompile(target [OF other] [header...]): reads the headers of others that most files use once, not in every batch;
# OF: as another target does already. What is small in pages (said before) has other options there, and reads its own.
# Our own are left out: they change. Every file still includes what it uses, as -DRINGSIDE_UNITY=OFF shows.
function(precompile target)
  cmake_parse_arguments(PARSE_ARGV 1 given "" "OF" "")
  if(NOT RINGSIDE_UNITY)
    return()
  endif()
  get_target_property(small ${target} RINGSIDE_SMALL)
  if(given_OF AND NOT small)
    target_precompile_headers(${target} REUSE_FROM ${given_OF})
  else()
    target_precompile_headers(${target} PRIVATE
      <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string> <string_view>
      <utility> <variant> <vector> <tl/expected.hpp> <fmt/format.h> ${given_UNPARSED_ARGUMENTS})
  endif()
  # What ccache needs to know a compilation with such headers again.
  target_compile_options(${target} PRIVATE
    $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess> "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")
endfunction()

# A folder's files compile together, eight at a time: headers take most of a compiler's time. So two files of a folder
# cannot have helpers of the same name. -DRINGSIDE_UNITY=OFF where one file is compiled again and again.
option(RINGSIDE_UNITY "Compile the files of a folder together" ON)
function(unity_by_folder)
  if(NOT RINGSIDE_UNITY)
    return()
  endif()
  foreach(target ${ARGN})
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    get_target_property(sources ${target} SOURCES)
    foreach(source ${sources})
      cmake_path(GET source PARENT_PATH folder)
      string(MAKE_C_IDENTIFIER "${folder}" folder)
      if(NOT DEFINED files_in_${folder})
        set(files_in_${folder} 0)
      endif()
      math(EXPR batch "${files_in_${folder}} / 8")
      math(EXPR files_in_${folder} "${files_in_${folder}} + 1")
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP "${folder}_${batch}")
    endforeach()
  endforeach()
endfunction()
