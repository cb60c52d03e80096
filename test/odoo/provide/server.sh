# shellcheck shell=bash disable=SC2154
# The Odoo server on a fresh database: two workers, no scheduled actions, one visible database.

server_version= # as Odoo itself tells it: 19.0, 14.0

write_configuration() {
  local second=gevent_port
  if [ "$version" = 14 ]; then
    second=longpolling_port
  fi
  printf '%s\n' '[options]' 'db_user = odoo' 'data_dir = /var/lib/odoo' 'http_interface = 127.0.0.1' \
    "http_port = ${http_port:-8069}" "$second = ${second_port:-8072}" 'workers = 2' 'max_cron_threads = 0' \
    >"$root/etc/odoo/hookdoo.conf"
}

# Two free ports from 21900 (19) or 21400 (14) up: below the range that the system gives to servers on port 0.
choose_ports() {
  read -r http_port second_port < <("${as_odoo[@]}" python3 - "$((20000 + version * 100))" <<'PYTHON'
import itertools, socket, sys

def free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(('127.0.0.1', port))
        except OSError:
            return False
    return True

print(*itertools.islice(filter(free, itertools.count(int(sys.argv[1]))), 2))
PYTHON
  )
}

start_odoo() {
  choose_ports
  write_configuration
  : >"$logs/odoo.log"
  begin_odoo
  say "Odoo $server_version on http://127.0.0.1:$http_port, database $database"
}

begin_odoo() {
  setsid "${as_odoo[@]}" odoo -c /etc/odoo/hookdoo.conf -d "$database" --log-level=warn \
    --log-handler=odoo.addons.rpc.controllers.jsonrpc:ERROR </dev/null >>"$logs/odoo.log" 2>&1 9>&- &
  echo $! >"$place/odoo.pid"
  disown # so that bash does not tell of its end
  wait_until 5 odoo_runs || true # it has entered the chroot
  wait_until 60 odoo_answers_or_ended || true
  odoo_runs || fail "Odoo ended at its start: $(tail -n 20 "$logs/odoo.log")"
  [ -n "$server_version" ] || fail "Odoo does not answer on port $http_port; see $logs/odoo.log"
}

# All of it, where it stands, then the same again on the same ports and database.
restart_odoo() {
  odoo_runs || fail "no Odoo serves in $place"
  http_port=$(sed -n 's/^http_port = //p' "$root/etc/odoo/hookdoo.conf")
  database=$(tr '\0' '\n' <"/proc/$(cat "$place/odoo.pid")/cmdline" | sed -n '/^-d$/{n;p}')
  kill -KILL -- "-$(cat "$place/odoo.pid")"
  wait_until 10 odoo_is_gone || fail "Odoo does not end"
  begin_odoo
}

odoo_answers_or_ended() {
  odoo_runs || return 0
  server_version=$("${as_odoo[@]}" python3 - "http://127.0.0.1:$http_port/jsonrpc" 2>/dev/null <<'PYTHON'
import json, sys, urllib.request

call = {'jsonrpc': '2.0', 'params': {'service': 'common', 'method': 'version', 'args': []}}
request = urllib.request.Request(sys.argv[1], json.dumps(call).encode(), {'Content-Type': 'application/json'})
print(json.load(urllib.request.urlopen(request, timeout=10))['result']['server_version'])
PYTHON
  )
}

# The process id is believed only while that process still lives in our Debian.
odoo_runs() {
  [ -e "$place/odoo.pid" ] && [ "$(readlink "/proc/$(cat "$place/odoo.pid")/root")" = "$root" ]
}

odoo_is_gone() { ! odoo_runs; }

stop_odoo() {
  if odoo_runs; then
    kill -TERM "$(cat "$place/odoo.pid")" 2>/dev/null || true
    wait_until 10 odoo_is_gone || true
  fi
  rm -f "$place/odoo.pid"
}

print_exports() {
  printf 'export %s\n' "ODOO_URL=http://127.0.0.1:$http_port" "ODOO_DATABASE=$database" 'ODOO_LOGIN=admin' \
    "ODOO_API_KEY=$(cat "$place/key")" "ODOO_VERSION=${server_version%%.*}" "ODOO_RESTART='$here/odoo.sh restart $version'"
}
