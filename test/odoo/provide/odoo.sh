#!/bin/bash
# Provides real Odoo Community 19 or 14 with demo data: Debian's own packages in a Debian of their own (a chroot), with
# their own PostgreSQL. Needs root on a Debian machine and about 2 GB (14) or 3 GB (19) of disk. Steps already done are
# skipped; another Odoo on the machine is in nobody's way.
#
#   odoo.sh prepare 19|14        packages and the template database; leaves nothing running
#   odoo.sh up 19|14             serves a fresh copy of the template; prints the exports ODOO_URL, ODOO_DATABASE, …
#   odoo.sh run 19|14 COMMAND…   serves a fresh copy while COMMAND runs with ODOO_URL, … set; stops in every case
#   odoo.sh restart 19|14 WHAT   ends `odoo` (kill -9) or `postgresql` in the midst of what it does, and starts it again
#   odoo.sh stop 19|14           stops what runs, drops the copy, unmounts
#   odoo.sh down 19|14           stops, and removes all of it from the disk
#
# All of it lies in HOOKDOO_ODOO_DIR (default ~/.cache/hookdoo-odoo): 19/root, 19/logs, 19/key, …
set -Eeuo pipefail
umask 022
export LC_ALL=C.UTF-8

here=$(dirname "$(readlink -f "$0")")
verb=${1:-}
version=${2:-}

say() { printf '[odoo %s] %s\n' "$version" "$*" >&2; }
fail() {
  say "$*"
  exit 1
}
usage() {
  sed -n '2,/^set /{s/^# \{0,1\}//p}' "$0" >&2
  exit 2
}

case $version in
  19) suite=trixie packages=(odoo-19 postgresql tzdata tzdata-legacy) ;;
  14) suite=bullseye packages=(odoo-14 postgresql tzdata) ;;
  *) usage ;;
esac

place=$(readlink -m "${HOOKDOO_ODOO_DIR:-$HOME/.cache/hookdoo-odoo}")/$version
root=$place/root
logs=$place/logs

# shellcheck source=test/odoo/provide/process.sh
source "$here/process.sh"
# shellcheck source=test/odoo/provide/debian.sh
source "$here/debian.sh"
# shellcheck source=test/odoo/provide/database.sh
source "$here/database.sh"
# shellcheck source=test/odoo/provide/server.sh
source "$here/server.sh"

# One at a time: a second run on the same folder waits for the first.
lock() {
  [ "$(id -u)" = 0 ] || fail "needs root: it makes a chroot"
  mkdir -p "$logs"
  exec 9>"$place.lock"
  flock --nonblock 9 && return
  say "waiting for another run in $place"
  flock 9
}

# Leaves nothing of ours running or mounted, whatever state it was in.
stop() {
  [ -d "$root" ] || return 0
  stop_odoo
  if postgres_runs; then
    drop_copies
    stop_postgres
  fi
  end_inhabitants
  unmount
}

prepare() {
  make_debian
  template_is_current && return
  start_postgres
  make_template
}

serve() {
  prepare
  start_postgres
  copy_template
  start_odoo
}

restart() {
  case $1 in
    odoo) restart_odoo ;;
    postgresql) postgres restart -m fast >>"$logs/postgres.log" 2>&1 9>&- ;;
    *) usage ;;
  esac
}

# Beside the run that holds the lock.
if [ "$verb" = restart ]; then
  restart "${3:-}"
  exit
fi
lock
interruptible
case $verb in
  prepare)
    stop_at_exit
    stop
    prepare
    ;;
  up)
    stop_at_exit
    stop
    serve
    trap - EXIT
    print_exports
    ;;
  run)
    shift 2
    [ $# -gt 0 ] || usage
    stop_at_exit
    stop
    serve
    eval "$(print_exports)"
    long "$@" || exit
    ;;
  stop) stop ;;
  down)
    stop
    rm -rf --one-file-system "$place" "$place.lock"
    ;;
  *) usage ;;
esac
