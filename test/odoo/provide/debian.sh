# shellcheck shell=bash disable=SC2034,SC2154
# The Debian that Odoo lives in: a chroot with only /proc mounted, so removing it can never reach the host's /dev.

# Command prefixes: who runs what follows, inside.
as_root=(chroot "$root" env DEBIAN_FRONTEND=noninteractive)
as_odoo=(chroot --userspec=odoo:odoo "$root" env -i LC_ALL=C.UTF-8 PATH=/usr/bin:/bin HOME=/var/lib/odoo)
as_postgres=(chroot --userspec=postgres:postgres "$root" env -i LC_ALL=C.UTF-8 PATH=/usr/bin:/bin)

make_debian() {
  if [ ! -e "$place/installed" ]; then
    require_disk
    make_base
    mount_proc
    install_packages
    touch "$place/installed"
  fi
  mount_proc
}

require_disk() {
  local free
  free=$(df --output=avail -B1M "$place" | tail -n 1)
  [ "$free" -gt 3500 ] || fail "needs 3500 MB of disk in $place, there are $free"
}

make_base() {
  local mirror
  [ ! -d "$root" ] || return 0
  if ! command -v debootstrap >/dev/null; then
    say "apt-get install debootstrap"
    install_debootstrap
  fi
  say "debootstrap $suite"
  if mountpoint -q "$root.new/proc"; then
    umount "$root.new/proc"
  fi
  rm -rf --one-file-system "$root.new"
  mirror=$(host_mirror)
  long_logged debootstrap debootstrap --variant=minbase "$suite" "$root.new" ${mirror:+"$mirror"}
  [ -c "$root.new/dev/null" ] || fail "debootstrap could make no devices in $root.new: choose a folder on a file system without nodev"
  mv "$root.new" "$root"
}

# Two versions may be made at once, and apt on the host is one.
install_debootstrap() {
  (
    flock 8
    command -v debootstrap >/dev/null && exit
    export DEBIAN_FRONTEND=noninteractive
    long_logged debootstrap apt-get update -q
    long_logged debootstrap apt-get install -y -q --no-install-recommends debootstrap debian-archive-keyring
  ) 8>"$(dirname "$place")/host-apt.lock"
}

# The mirror that this machine uses; none when it cannot be told, and debootstrap takes its own.
host_mirror() {
  { cat /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources 2>/dev/null || true; } |
    sed -nE '/^(URIs:|deb) /{s,.*(https?://[^ ]+/debian/?)( .*)?$,\1,p;t done};d;:done;q'
}

mount_proc() { mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"; }

unmount() {
  if mountpoint -q "$root/proc"; then
    umount "$root/proc"
  fi
}

install_packages() {
  local mirror
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  cp -n /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/" # this machine's proxy, if it needs one
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" # no service starts while it is installed
  chmod +x "$root/usr/sbin/policy-rc.d"
  mirror=$(awk '$1 == "deb" { print $2; exit }' "$root/etc/apt/sources.list")
  # Odoo 19 is in sid alone. What it needs must stay on trixie: sid's Python is too new for it.
  if [ "$version" = 19 ]; then
    printf 'deb %s %s main\n' "$mirror" trixie "$mirror" sid >"$root/etc/apt/sources.list"
    printf 'Package: *\nPin: release n=sid\nPin-Priority: 50\n' >"$root/etc/apt/preferences.d/sid"
  fi
  say "apt-get install ${packages[*]}"
  long_logged apt "${as_root[@]}" dpkg --configure -a
  long_logged apt "${as_root[@]}" apt-get -o Acquire::Retries=3 update
  newest_odoo
  long_logged apt "${as_root[@]}" apt-get -o Acquire::Retries=3 install -y --no-install-recommends "${packages[@]}"
  "${as_root[@]}" apt-get clean
}

# sid moves on: the day it has no Odoo 19 any more, its newest one is tested in its place, and said so.
newest_odoo() {
  local newest
  "${as_root[@]}" apt-cache show "${packages[0]}" >/dev/null 2>&1 && return
  newest=$("${as_root[@]}" apt-cache search --names-only '^odoo-[0-9]+$' | cut -d' ' -f1 | sort -V | tail -n 1)
  [ -n "$newest" ] || fail "Debian $suite has no ${packages[0]}, nor any other Odoo"
  say "Debian has no ${packages[0]}; taking $newest instead"
  packages[0]=$newest
}
