# web_page(target)      a program for the page: build/<preset>/page/ringside-threads.js and .wasm, or ringside-nothreads,
#                       or with RINGSIDE_SINGLE_FILE ringside-single.js that holds everything
# node_program(target [THREADS])  a command-line program that node runs, with its files. With THREADS main() may block and
#                       start threads: it runs on a worker, and node's own thread carries out its file calls, which once in
#                       a while it never hears of (emscripten-core/emscripten#25211). So only what has threads is built so.
# Both do nothing in a native build.
if(EMSCRIPTEN)
  if(RINGSIDE_SINGLE_FILE)
    set(RINGSIDE_PAGE_NAME ringside-single)
  elseif(RINGSIDE_THREADS)
    set(RINGSIDE_PAGE_NAME ringside-threads)
  else()
    set(RINGSIDE_PAGE_NAME ringside-nothreads)
  endif()
  set(web_options
    -sMALLOC=mimalloc                  # the default has one lock for all threads
    -sSTACK_SIZE=1048576 -sDEFAULT_PTHREAD_STACK_SIZE=524288
    -sINITIAL_MEMORY=67108864 -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=2147483648
    -sASSERTIONS=$<CONFIG:Debug>)
  if(RINGSIDE_THREADS)
    list(APPEND web_options -Wno-pthreads-mem-growth)
  endif()
endif()

# Built to be small where it is sent to a browser: code that draws what is on a screen once a frame, or less.
function(small_in_pages target)
  if(EMSCRIPTEN)
    target_compile_options(${target} PRIVATE -Oz)
  endif()
endfunction()

small_in_pages(ringside_fmt)
if(TARGET imgui)
  small_in_pages(imgui)
endif()

function(web_page target)
  if(NOT EMSCRIPTEN)
    return()
  endif()
  set_target_properties(${target} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/page OUTPUT_NAME ${RINGSIDE_PAGE_NAME})
  target_link_options(${target} PRIVATE ${web_options} -Oz
    -sDYNAMIC_EXECUTION=0              # no eval, so the page's Content-Security-Policy can forbid it
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2)
  if(RINGSIDE_THREADS)
    # poolSize: a global that the page sets before it loads the program
    target_link_options(${target} PRIVATE -sENVIRONMENT=web,worker -sPTHREAD_POOL_SIZE=poolSize)
  else()
    target_link_options(${target} PRIVATE -sENVIRONMENT=web)
  endif()
  if(RINGSIDE_SINGLE_FILE)
    target_link_options(${target} PRIVATE -sSINGLE_FILE=1)
  endif()
endfunction()

function(node_program target)
  if(NOT EMSCRIPTEN)
    return()
  endif()
  target_link_options(${target} PRIVATE ${web_options}
    -sENVIRONMENT=node,worker -sNODERAWFS=1 -sEXIT_RUNTIME=1)
  if(RINGSIDE_THREADS AND "THREADS" IN_LIST ARGN)
    # Threads beyond the pool start late but start.
    target_link_options(${target} PRIVATE -sPROXY_TO_PTHREAD -sPTHREAD_POOL_SIZE=8)
  endif()
endfunction()
