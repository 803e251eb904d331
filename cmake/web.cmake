# web_page(target threads|nothreads)  a program for the page: build/web/page/ringside-threads.js and .wasm, or
#                       ringside-nothreads. What has no threads is marked as options.cmake says.
# node_program(target [THREADS])  a command-line program that node runs, with its files. With THREADS main() may block and
#                       start threads: it runs on a worker, and node's own thread carries out its file calls, which once in
#                       a while it never hears of (emscripten-core/emscripten#25211). So only what has threads is built so.
# Both do nothing in a native build.
if(EMSCRIPTEN)
  set(web_options
    -sMALLOC=mimalloc                  # the default has one lock for all threads
    -sSTACK_SIZE=1048576
    -sINITIAL_MEMORY=67108864 -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=2147483648
    -sASSERTIONS=$<CONFIG:Debug>)
  set(thread_options -sDEFAULT_PTHREAD_STACK_SIZE=524288 -Wno-pthreads-mem-growth)
endif()

# Built to be small where it is sent to a browser: code that draws what is on a screen once a frame, or less.
function(small_in_pages target)
  if(EMSCRIPTEN)
    target_compile_options(${target} PRIVATE -Oz)
    set_target_properties(${target} PROPERTIES RINGSIDE_SMALL ON)
  endif()
endfunction()

small_in_pages(ringside_fmt)
if(TARGET imgui)
  small_in_pages(imgui)
endif()

function(web_page target kind)
  if(NOT EMSCRIPTEN)
    return()
  endif()
  set_target_properties(${target} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/page OUTPUT_NAME ringside-${kind})
  target_link_options(${target} PRIVATE ${web_options} -Oz
    -sDYNAMIC_EXECUTION=0              # no eval, so the page's Content-Security-Policy can forbid it
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2)
  if(kind STREQUAL "threads")
    # poolSize: a global that the page sets before it loads the program. The first picture does not wait for workers:
    # nothing of the page waits for a thread.
    target_link_options(${target} PRIVATE ${thread_options}
      -sENVIRONMENT=web,worker -sPTHREAD_POOL_SIZE=poolSize -sPTHREAD_POOL_DELAY_LOAD=1)
  else()
    set_target_properties(${target} PROPERTIES RINGSIDE_WITHOUT_THREADS ON)
    target_link_options(${target} PRIVATE -sENVIRONMENT=web)
  endif()
endfunction()

function(node_program target)
  if(NOT EMSCRIPTEN)
    return()
  endif()
  set_target_properties(${target} PROPERTIES RINGSIDE_THROWS ON)
  target_link_options(${target} PRIVATE ${web_options} ${thread_options}
    -sENVIRONMENT=node,worker -sNODERAWFS=1 -sEXIT_RUNTIME=1)
  if("THREADS" IN_LIST ARGN)
    # Threads beyond the pool start late but start.
    target_link_options(${target} PRIVATE -sPROXY_TO_PTHREAD -sPTHREAD_POOL_SIZE=8)
  endif()
endfunction()
