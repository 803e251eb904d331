# catch_discover(target [THREADS])   THREADS: as for node_program
#
# Registers a Catch2 program: CTest runs it, `cmake --build … --target test_programs` builds it, and `./run test` finds it
# in build/<preset>/test_programs.txt. In a web build node runs it. The working directory is the root of the tree.
enable_testing()
add_custom_target(test_programs)
function(catch_discover target)
  target_link_libraries(${target} PRIVATE catch2)
  # What is tested is optimized as it ships; optimizing the tests themselves costs more than it brings.
  target_compile_options(${target} PRIVATE -O1)
  # GCC 12 at -O1 sees overflows in what std::string does.
  target_compile_options(${target} PRIVATE "$<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-stringop-overflow>")
  node_program(${target} ${ARGN})
  if(EMSCRIPTEN)
    target_link_options(${target} PRIVATE -O1)
  endif()
  add_test(NAME ${target} COMMAND ${target} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  add_dependencies(test_programs ${target})
  set_property(GLOBAL APPEND_STRING PROPERTY ringside_test_programs "$<TARGET_FILE:${target}>\n")
endfunction()

function(ringside_write_test_programs)
  get_property(programs GLOBAL PROPERTY ringside_test_programs)
  file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/test_programs.txt CONTENT "${programs}")
endfunction()
cmake_language(DEFER DIRECTORY ${PROJECT_SOURCE_DIR} CALL ringside_write_test_programs)
