# Every library that is not ours. A copy that `./run setup` put below .deps/, or the distribution's headers, win;
# where they are missing, FetchContent brings the same pinned version from upstream.
#
#   ringside_headers  tl/expected.hpp, fmt 9.1.0, xxhash.h, nlohmann/json.hpp, CLI/CLI.hpp
#   imgui             Dear ImGui 1.92.2b with its OpenGL 3 backend, and natively its GLFW one (only with RINGSIDE_UI)
#   catch2            Catch2 3.7.1, amalgamated: #include <catch_amalgamated.hpp>
#   RINGSIDE_FONT_DIR the folder with inter.ttf, inter-semibold.ttf, mono.ttf and their licences
include(FetchContent)
set(FETCHCONTENT_QUIET ON)

# Brings a source tree without adding its own build: name_SOURCE_DIR is where it lies.
function(pinned_source name)
  string(TOUPPER ${name} upper)
  if(EXISTS ${PROJECT_SOURCE_DIR}/.deps/${name})
    set(FETCHCONTENT_SOURCE_DIR_${upper} ${PROJECT_SOURCE_DIR}/.deps/${name})
  endif()
  FetchContent_Declare(${name} ${ARGN} SOURCE_SUBDIR no-build-of-its-own)
  FetchContent_MakeAvailable(${name})
  set(${name}_SOURCE_DIR ${${name}_SOURCE_DIR} PARENT_SCOPE)
endfunction()

# One folder of links to just these headers: a cross compiler must never see /usr/include itself.
add_library(ringside_headers INTERFACE)
set(header_links ${PROJECT_BINARY_DIR}/header-links)
file(MAKE_DIRECTORY ${header_links})
function(header_library entry upstream_folder)
  get_filename_component(top ${entry} DIRECTORY)
  if(NOT top)
    set(top ${entry})
  endif()
  if(EXISTS /usr/include/${entry})
    set(found /usr/include/${top})
  else()
    string(MAKE_C_IDENTIFIER upstream_${top} name)
    pinned_source(${name} ${ARGN})
    set(found ${${name}_SOURCE_DIR}/${upstream_folder}${top})
  endif()
  file(CREATE_LINK ${found} ${header_links}/${top} SYMBOLIC)
endfunction()
header_library(tl/expected.hpp include/
  GIT_REPOSITORY https://github.com/TartanLlama/expected.git GIT_TAG v1.0.0 GIT_SHALLOW ON)
header_library(nlohmann/json.hpp include/
  GIT_REPOSITORY https://github.com/nlohmann/json.git GIT_TAG v3.11.2 GIT_SHALLOW ON)
header_library(CLI/CLI.hpp include/
  GIT_REPOSITORY https://github.com/CLIUtils/CLI11.git GIT_TAG v2.1.2 GIT_SHALLOW ON)
header_library(xxhash.h ""
  GIT_REPOSITORY https://github.com/Cyan4973/xxHash.git GIT_TAG v0.8.1 GIT_SHALLOW ON)
target_include_directories(ringside_headers SYSTEM INTERFACE ${header_links})
target_compile_definitions(ringside_headers INTERFACE XXH_INLINE_ALL=1)

# Built here rather than used header-only, which costs five seconds in every file that formats anything; and from one
# source, so that native and wasm run the same code.
pinned_source(fmt
  GIT_REPOSITORY https://github.com/fmtlib/fmt.git GIT_TAG 9.1.0 GIT_SHALLOW ON)
add_library(ringside_fmt STATIC EXCLUDE_FROM_ALL ${fmt_SOURCE_DIR}/src/format.cc)
target_include_directories(ringside_fmt SYSTEM PUBLIC ${fmt_SOURCE_DIR}/include)
target_link_libraries(ringside_fmt PUBLIC ringside_platform)
target_link_libraries(ringside_headers INTERFACE ringside_fmt)

pinned_source(catch2
  URL https://github.com/catchorg/Catch2/archive/refs/tags/v3.7.1.tar.gz
  URL_HASH SHA256=c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c)
add_library(catch2 STATIC EXCLUDE_FROM_ALL ${catch2_SOURCE_DIR}/extras/catch_amalgamated.cpp)
target_include_directories(catch2 SYSTEM PUBLIC ${catch2_SOURCE_DIR}/extras)
target_link_libraries(catch2 PUBLIC ringside_platform)
unsanitized(catch2)
set_target_properties(catch2 PROPERTIES RINGSIDE_THROWS ON)

set(RINGSIDE_FONT_DIR ${PROJECT_SOURCE_DIR}/.deps/fonts CACHE PATH "inter.ttf, inter-semibold.ttf, mono.ttf")

if(RINGSIDE_UI)
  foreach(font inter.ttf inter-semibold.ttf mono.ttf)
    if(NOT EXISTS ${RINGSIDE_FONT_DIR}/${font})
      message(FATAL_ERROR "${RINGSIDE_FONT_DIR}/${font} is missing: ./run setup makes it "
        "(or set RINGSIDE_FONT_DIR to a folder that has it, or RINGSIDE_UI=OFF to build without a window)")
    endif()
  endforeach()
  pinned_source(imgui
    GIT_REPOSITORY https://github.com/ocornut/imgui.git GIT_TAG v1.92.2b GIT_SHALLOW ON)
  add_library(imgui STATIC EXCLUDE_FROM_ALL
    ${imgui_SOURCE_DIR}/imgui.cpp ${imgui_SOURCE_DIR}/imgui_draw.cpp ${imgui_SOURCE_DIR}/imgui_tables.cpp
    ${imgui_SOURCE_DIR}/imgui_widgets.cpp
    ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp)
  target_include_directories(imgui SYSTEM PUBLIC ${imgui_SOURCE_DIR} ${imgui_SOURCE_DIR}/backends)
  # The test engine's hooks tell where each item lies: tests click by label (the view defines the hooks).
  # Its own font, its tools for debugging and its files are used by nobody, and pages are to be small.
  target_compile_definitions(imgui PUBLIC
    IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DISABLE_DEMO_WINDOWS IMGUI_ENABLE_TEST_ENGINE
    IMGUI_DISABLE_DEFAULT_FONT IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_FILE_FUNCTIONS)
  target_link_libraries(imgui PUBLIC ringside_platform)
  if(EMSCRIPTEN)
    target_compile_definitions(imgui PUBLIC IMGUI_IMPL_OPENGL_ES3)
    target_link_options(imgui PUBLIC -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2)
  else()
    target_sources(imgui PRIVATE ${imgui_SOURCE_DIR}/backends/imgui_impl_glfw.cpp)
    find_package(glfw3 3.3 QUIET)
    if(NOT glfw3_FOUND)
      set(GLFW_BUILD_DOCS OFF CACHE BOOL "")
      set(GLFW_INSTALL OFF CACHE BOOL "")
      FetchContent_Declare(glfw GIT_REPOSITORY https://github.com/glfw/glfw.git GIT_TAG 3.4 GIT_SHALLOW ON)
      FetchContent_MakeAvailable(glfw)
    endif()
    set(OpenGL_GL_PREFERENCE GLVND)
    find_package(OpenGL REQUIRED)
    target_link_libraries(imgui PUBLIC glfw OpenGL::GL ${CMAKE_DL_LIBS})
  endif()
endif()
