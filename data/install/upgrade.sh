#!/bin/sh
# Upgrades the console on this host. Read it, then run it as root: sh THIS-FILE. It asks nothing.
# Where it breaks off, run it again: it goes on where it was. Until the link is turned, the program before is in use and nothing is lost.
set -eu
umask 022
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH
before=@BEFORE@
after=@AFTER@
lib=@LIB@
program=@PROGRAM@
backups=@BACKUPS@
desk=@DESK@
custody=@CUSTODY@
monitor=@MONITOR@
others=@OTHERS@
desk_socket=@DESK_SOCKET@
dispatch_socket=@DISPATCH_SOCKET@
roots=@ROOTS@
mark=$lib/upgrading
site=${SMS_CONSOLE_SITE:-/etc/sms-console/site.toml}

say() {
    printf '== %s\n' "$*"
}

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

version_in() { # FOLDER: version and build of the program there; nothing where there is none
    for info in "$1"/lib/python3*/site-packages/sms_console-*.dist-info; do
        [ -d "$info" ] || continue
        name=${info##*/sms_console-}
        printf '%s\n' "${name%.dist-info}"
        return
    done
}

console() { # ACCOUNT WORD…: a command of the program in use, as an account
    account=$1
    shift
    (cd / && runuser -u "$account" -- env -i PATH=/usr/bin:/bin LANG=C.UTF-8 SMS_CONSOLE_SITE="$site" \
        "$lib/venv/bin/python" -I -X utf8 -m console "$@")
}

back_up() { # PART ACCOUNT FOLDER: each account what it owns; the command proves what it made
    install -d -m 0700 -o "$2" -g "$2" "$3/$1"
    console "$2" backup --part "$1" --out "$3/$1" || stop "no backup, so nothing was changed: mend that first"
}

way_back() {
    stop "$1 does not start with $after. Its journal: journalctl -u $1.service
The way back: restore the backup of $(sed -n 2p "$mark") with the program before (docs/how-to/upgrade.md)."
}

up() { # ACCOUNT SOCKET: start a daemon, which brings its database up to date, and wait until it serves
    [ -e "$roots" ] || return 0
    systemctl reset-failed "$1.service" 2>/dev/null || true
    systemctl start "$1.service"
    waited=0
    until "$program/bin/python" -I -c \
        'import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])' "$2" 2>/dev/null; do
        case $(systemctl show --value --property=ActiveState,SubState "$1.service" | tr '\n' ' ') in
            failed* | inactive* | *auto-restart*) way_back "$1" ;;
        esac
        sleep 0.5
        waited=$((waited + 1))
        [ $((waited % 60)) -ne 0 ] || say "$1 still brings its database up to date"
    done
}

turn() { # the link leads to the new program
    if [ -d "$lib/venv" ] && [ ! -L "$lib/venv" ]; then
        # The first upgrade finds a program in the link's place.
        [ ! -e "$lib/venv-$before" ] || stop "$lib/venv-$before is there already: move it away"
        mv -T "$lib/venv" "$lib/venv-$before"
    fi
    rm -f "$lib/venv.new"
    ln -s "${program##*/}" "$lib/venv.new"
    mv -T "$lib/venv.new" "$lib/venv"
    sync
}

[ "$(id -u)" = 0 ] || stop "run this as root"
[ -d /run/systemd/system ] || stop "no systemd here: follow the steps by hand (docs/how-to/upgrade.md)"
[ "$(version_in "$program")" = "$after" ] || stop "$program does not hold $after: install it anew"
now=$(version_in "$lib/venv")
if [ "$now" != "$before" ] && [ ! -e "$mark" ]; then
    [ "$now" != "$after" ] || { say "$after is in use"; exit 0; }
    stop "this script is for an upgrade of $before, and ${now:-no program} is in use: have it made anew"
fi
case $now in
    "$before" | "$after" | "") ;;
    *) stop "this script is for an upgrade of $before, and $now is in use: have it made anew" ;;
esac

say "from $before to $after"
say "the vault is closed by this: afterwards the custodian types the phrase, and until then nothing is sent"
if [ "$now" = "$before" ]; then
    # What the dispatcher knows then lies in the desk's past.
    folder=$backups/$(date -u +%Y%m%dT%H%M%SZ)
    say "backup in $folder"
    install -d -m 0755 "$backups"
    install -d -m 0711 "$folder"
    back_up dispatch "$custody" "$folder"
    back_up desk "$desk" "$folder"
    printf '%s\n' "$before" "$folder" >"$mark.new"
    mv "$mark.new" "$mark"
fi
if [ "$now" != "$after" ]; then
    # No program of ours may run while its modules are exchanged.
    say "the desk and the dispatcher stop"
    for unit in ${others:+"$others.service"} "$desk.service" "$custody.service"; do
        systemctl stop "$unit" 2>/dev/null || ! systemctl is-active --quiet "$unit"
    done
    turn
    say "$lib/venv leads to $after"
fi
say "the desk starts"
up "$desk" "$desk_socket"
say "the dispatcher starts"
up "$custody" "$dispatch_socket"
for unit in ${others:+"$others.service"}; do
    ! systemctl is-enabled --quiet "$unit" 2>/dev/null || systemctl start "$unit"
done
say "how it is now"
if [ -n "$monitor" ]; then
    console "$monitor" status || true
fi
folder=$(sed -n 2p "$mark")
rm "$mark"
say "done: $after is in use, the backup is in $folder, the program before in $lib/venv-$before
   next: the custodian types the phrase; run the installation's script of this release, which brings units and accounts up to date"
