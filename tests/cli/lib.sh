# What every part of the test uses. Sourced by run.sh.
passed=0 failed=0
ended_right=1 # Whether the latest runs() ended with the status that was expected.

ringside() {
  case $program in
  *.js) node "$program" "$@" ;;
  *) "$program" "$@" ;;
  esac
}

ok() {
  echo "ok cli: $1"
  passed=$((passed + 1))
}
not_ok() {
  echo "not ok cli: $1"
  shift
  printf '%s\n' "$@" | head -c 2000 | sed 's/^/    /'
  failed=$((failed + 1))
}

# runs STATUS ARGS...: runs the program with files `out` and `err`; false if it ends otherwise.
runs() {
  local expected=$1 status=0
  shift
  ringside "$@" >out 2>err </dev/null || status=$?
  ended_right=0
  [ $status -eq "$expected" ] && ended_right=1
}

# refuses WHAT TEXT ARGS...: exit status 2, nothing on standard output, one line with TEXT on standard error.
refuses() {
  local what=$1 text=$2
  shift 2
  if runs 2 "$@" && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] && grep -qF -- "$text" err; then
    ok "$what is refused with a reason"
  else
    not_ok "$what should be refused with \"$text\"" "$(cat out err)"
  fi
}

# holds WHAT EXPRESSION: the run ended as expected, the file `out` is one line, one JSON object `r`, and the JavaScript expression is true of it.
holds() {
  local what=$1 expression=$2 reason
  if [ $ended_right -ne 1 ]; then
    not_ok "$what: wrong exit status" "$(cat out err)"
    return
  fi
  reason=$(node -e '
    const text = require("fs").readFileSync("out", "utf8");
    if (text.trimEnd().includes("\n")) throw new Error("more than one line");
    const r = JSON.parse(text);
    if (!(eval(process.argv[1]) === true)) { console.log("not true: " + process.argv[1]); process.exit(1); }
  ' "$expression" 2>&1) && ok "$what" || not_ok "$what" "$reason" "$(cat out err)"
}

# says WHAT TEXT: the run ended as expected, and the file `out` has TEXT in it.
says() {
  if [ $ended_right -eq 1 ] && grep -qF -- "$2" out; then ok "$1"; else not_ok "$1: no \"$2\"" "$(cat out err)"; fi
}
