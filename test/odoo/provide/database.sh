# shellcheck shell=bash disable=SC2154
# PostgreSQL in the chroot, reached by its socket alone; the template database and its copies.

modules=base,sale_management,crm,contacts,base_automation,stock,purchase
template=hookdoo_template
template_is="2 $modules" # the number goes up when make_template does something else

postgres() { "${as_root[@]}" pg_ctlcluster --skip-systemctl-redirect "$(ls "$root/etc/postgresql")" main "$@"; }
postgres_runs() { [ -d "$root/etc/postgresql" ] && mountpoint -q "$root/proc" && postgres status >/dev/null 2>&1; }

# Without fsync, unless HOOKDOO_ODOO_FSYNC is `on`: a database of tests need not outlive a power cut; stop_postgres brings all of it to
# the disk. What a database in use is measured against needs it.
start_postgres() {
  local fsync=${HOOKDOO_ODOO_FSYNC:-off}
  printf '%s\n' "listen_addresses = ''" "fsync = $fsync" "synchronous_commit = $fsync" "full_page_writes = $fsync" \
    >"$root/etc/postgresql/$(ls "$root/etc/postgresql")/main/conf.d/tests.conf"
  if postgres_runs; then
    postgres reload
    return
  fi
  postgres start >>"$logs/postgres.log" 2>&1 9>&- || fail "PostgreSQL does not start: $(tail -n 5 "$logs/postgres.log")"
  "${as_postgres[@]}" psql -qtAc "select 1 from pg_roles where rolname = 'odoo'" | grep -q 1 || "${as_postgres[@]}" createuser --superuser odoo
}

stop_postgres() {
  postgres stop -m fast >>"$logs/postgres.log" 2>&1 || true
  sync -f "$root"
}

template_is_current() { [ "$(cat "$place/template" 2>/dev/null)" = "$template_is" ]; }

make_template() {
  local demo=()
  say "database with demo data: $modules"
  if [ "$version" != 14 ]; then
    demo=(--with-demo)
  fi
  rm -f "$place/template"
  drop_database "$template"
  write_configuration
  long_logged template "${as_odoo[@]}" odoo -c /etc/odoo/hookdoo.conf -d "$template" -i "$modules" "${demo[@]}" \
    --no-http --stop-after-init --log-level=warn
  make_key
  echo "$template_is" >"$place/template"
}

# An API key of the user admin, made once in the template and so good in every copy.
make_key() {
  local expiry=', False'
  if [ "$version" = 14 ]; then
    expiry=
  fi
  "${as_odoo[@]}" odoo shell -c /etc/odoo/hookdoo.conf -d "$template" --no-http --log-level=warn >"$place/key.new" 2>>"$logs/template.log" <<PYTHON
keys = env['res.users.apikeys'].with_user(env.ref('base.user_admin')).sudo()
print('key:' + keys._generate(None, 'hookdoo tests'$expiry))
env.cr.commit()
PYTHON
  (umask 077 && sed -n 's/^key://p' "$place/key.new" >"$place/key")
  rm "$place/key.new"
  [ -s "$place/key" ] || fail "Odoo made no API key; see $logs/template.log"
}

copy_template() {
  drop_copies # of a run that was killed
  database=hookdoo_$(date +%Y%m%d_%H%M%S)
  say "fresh database $database"
  "${as_postgres[@]}" createdb --owner=odoo --template="$template" "$database"
  if [ -d "$root/var/lib/odoo/filestore/$template" ]; then
    cp -a "$root/var/lib/odoo/filestore/$template" "$root/var/lib/odoo/filestore/$database"
  fi
}

drop_database() {
  "${as_postgres[@]}" dropdb --if-exists --force "$1" 2>/dev/null
  rm -rf --one-file-system "${root:?}/var/lib/odoo/filestore/${1:?}"
}

drop_copies() {
  local name
  for name in $("${as_postgres[@]}" psql -tAc "select datname from pg_database where datname like 'hookdoo\_2%'"); do
    drop_database "$name"
  done
}
