# RINGSIDE_SANITIZE=address,undefined or thread: what the presets asan and tsan set. The first finding ends the program.
set(RINGSIDE_SANITIZE "" CACHE STRING "Sanitizers for every target, as -fsanitize= takes them")
# Libraries that no finding is expected in are left without: unsanitized(target).
if(RINGSIDE_SANITIZE)
  add_compile_options(-fsanitize=${RINGSIDE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  # Checks before each access to memory that AddressSanitizer looks at too: they took a fifth of the time to compile.
  if(RINGSIDE_SANITIZE MATCHES "address")
    add_compile_options(-fno-sanitize=null,object-size,vptr)
  endif()
  # GCC's manual: sanitizers make this warning see what is not there.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  add_link_options(-fsanitize=${RINGSIDE_SANITIZE})
endif()
function(unsanitized target)
  if(RINGSIDE_SANITIZE)
    target_compile_options(${target} PRIVATE -fno-sanitize=all)
  endif()
endfunction()
