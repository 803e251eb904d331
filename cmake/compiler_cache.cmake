# ccache, when there is one. Paths below the tree are stored relative to it, so that clones share their results.
find_program(RINGSIDE_CCACHE ccache)
if(RINGSIDE_CCACHE)
  foreach(language C CXX)
    set(CMAKE_${language}_COMPILER_LAUNCHER
      env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros ${RINGSIDE_CCACHE})
  endforeach()
endif()
