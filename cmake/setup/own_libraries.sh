# Sourced. use_own_libraries PREFIX PATH...: gives the programs of another release that lie below these paths of PREFIX the
# dynamic loader and the libraries that were unpacked with them. (A wrapper would not do: they start one another by the
# path of the file that runs.) Needs patchelf.
use_own_libraries() {
  local prefix=$1 loader triple rpath path program folders
  shift
  loader=$(find "$prefix" -type f -name 'ld-linux*.so.*' | head -n 1)
  triple=$(basename "$(find "$prefix/usr/lib" -maxdepth 1 -name '*-linux-gnu' | head -n 1)")
  folders=()
  for path in "usr/lib/$triple" "lib/$triple" "usr/lib/$triple/pulseaudio" "$@" "${@/%bin/lib}"; do
    [ ! -d "$prefix/$path" ] || folders+=("$prefix/$path")
  done
  rpath=$(IFS=: && echo "${folders[*]}")
  # A library's own RUNPATH would hide the programs' RPATH from what it depends on.
  find "${folders[@]}" -maxdepth 1 -type f -name '*.so*' | while read -r path; do
    [ -z "$(patchelf --print-rpath "$path" 2>/dev/null)" ] || patchelf --remove-rpath "$path"
  done
  for path in "$@"; do
    find "$prefix/$path" -type f | while read -r program; do
      head -c4 "$program" | grep -q ELF || continue
      patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$rpath" "$program" 2>/dev/null ||
        echo "not patched: $program" >&2
    done
  done
}
