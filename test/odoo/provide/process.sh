# shellcheck shell=bash disable=SC2154
# How odoo.sh runs other programs so that it can be interrupted at any time and still cleans up.

long_pid=

# Runs a command that may take long, in its own process group; bash answers signals only between commands, but at once
# while it waits. The lock (9) stays with this script alone.
long() {
  local status=0
  setsid "$@" 9>&- &
  long_pid=$!
  wait "$long_pid" || status=$?
  long_pid=
  return "$status"
}

# The same with its output in a log, whose end is shown when the command fails.
long_logged() {
  local log=$logs/$1.log
  shift
  if ! long "$@" >>"$log" 2>&1; then
    tail -n 40 "$log" >&2
    fail "failed: $*; the whole output is in $log"
  fi
}

interruptible() {
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  trap 'say "${BASH_SOURCE[0]##*/}:$LINENO failed: $BASH_COMMAND"' ERR
}

stop_at_exit() { trap leave EXIT; }

leave() {
  local status=$?
  trap '' INT TERM HUP
  if [ -n "$long_pid" ]; then
    kill -TERM -- "-$long_pid" 2>/dev/null || true
    wait_until 10 long_is_gone || kill -KILL -- "-$long_pid" 2>/dev/null || true
  fi
  stop || status=1
  exit "$status"
}

long_is_gone() { ! kill -0 -- "-$long_pid" 2>/dev/null; }

# Ids of the processes whose root is our Debian: all of them were started from here.
inhabitants() {
  { find /proc -maxdepth 2 -path '/proc/[0-9]*/root' -lname "$root" -printf '%h\n' 2>/dev/null || true; } | sed 's,/proc/,,'
}

end_inhabitants() {
  local pids
  pids=$(inhabitants)
  [ -n "$pids" ] || return 0
  # shellcheck disable=SC2086
  kill -KILL $pids 2>/dev/null || true
  wait_until 5 no_inhabitants || fail "processes in $root do not end: $(inhabitants | xargs)"
}

no_inhabitants() { [ -z "$(inhabitants)" ]; }

# Asks for a condition ten times a second, at most so many seconds.
wait_until() {
  local tries=$(($1 * 10))
  shift
  while ! "$@"; do
    [ $((tries -= 1)) -gt 0 ] || return 1
    sleep 0.1
  done
}
