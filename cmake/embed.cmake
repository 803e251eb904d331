# embed_files(target file...)
#
# Puts files (shaders, fonts) into a target as constants: #include "embedded.h", then ringside::embedded::quad_vert is
# the std::string_view of quad.vert. Paths are relative to the current source folder, or absolute. Once a target.
# Of guides, comments and what tests hold them to are left out: a page has no use for them.
# The file is also the script that writes the sources: cmake -DIN=a;b -DOUT=x.cpp -P embed.cmake
if(CMAKE_SCRIPT_MODE_FILE)
  set(source "#include \"embedded.h\"\n\nnamespace ringside::embedded {\n")
  foreach(file ${IN})
    get_filename_component(name ${file} NAME)
    string(MAKE_C_IDENTIFIER ${name} id)
    if(name MATCHES "[.]guide$")
      file(READ ${file} text)
      string(REGEX REPLACE "\n(expect |#)[^\n]*" "" text "${text}")
      file(WRITE ${OUT}.part "${text}")
      set(file ${OUT}.part)
    endif()
    file(READ ${file} bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    string(APPEND source "alignas(16) static const unsigned char ${id}_data[] = {${bytes}0};\n"
      "const std::string_view ${id}{reinterpret_cast<const char*>(${id}_data), sizeof ${id}_data - 1};\n")
  endforeach()
  file(WRITE ${OUT} "${source}}\n")
  return()
endif()

set(RINGSIDE_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
function(embed_files target)
  set(dir ${CMAKE_CURRENT_BINARY_DIR}/embedded/${target})
  set(header "#pragma once\n\n#include <string_view>\n\nnamespace ringside::embedded {\n")
  set(inputs "")
  foreach(file ${ARGN})
    get_filename_component(path ${file} ABSOLUTE)
    get_filename_component(name ${file} NAME)
    string(MAKE_C_IDENTIFIER ${name} id)
    string(APPEND header "extern const std::string_view ${id};\n")
    list(APPEND inputs ${path})
  endforeach()
  file(GENERATE OUTPUT ${dir}/embedded.h CONTENT "${header}}\n")
  add_custom_command(OUTPUT ${dir}/embedded.cpp
    COMMAND ${CMAKE_COMMAND} "-DIN=${inputs}" -DOUT=${dir}/embedded.cpp -P ${RINGSIDE_EMBED_SCRIPT}
    DEPENDS ${inputs} ${RINGSIDE_EMBED_SCRIPT} VERBATIM)
  target_sources(${target} PRIVATE ${dir}/embedded.cpp)
  target_include_directories(${target} PRIVATE ${dir})
endfunction()
