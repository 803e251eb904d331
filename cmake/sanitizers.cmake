# RINGSIDE_SANITIZE=address,undefined or thread: what the presets asan and tsan set. The first finding ends the program.
set(RINGSIDE_SANITIZE "" CACHE STRING "Sanitizers for every target, as -fsanitize= takes them")
if(RINGSIDE_SANITIZE)
  add_compile_options(-fsanitize=${RINGSIDE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${RINGSIDE_SANITIZE})
endif()
