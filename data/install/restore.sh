#!/bin/sh
# Puts a separated site back from the backups of its parts. Read it, then run it as root: sh THIS-FILE. It asks nothing and starts nothing.
# Where it breaks off, run it again: it goes on where it was. The pinned root keys come last; before them no service of the console starts.
set -eu
umask 077
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH
python=@PYTHON@
roots=@ROOTS@
mark=@MARK@
backup=@BACKUP@
site=${SMS_CONSOLE_SITE:-/etc/sms-console/site.toml}

say() {
    printf '== %s\n' "$*"
}

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

console() { # ACCOUNT WORD…: a command of the program, as the account of a part
    account=$1
    shift
    (cd / && runuser -u "$account" -- env -i PATH=/usr/bin:/bin LANG=C.UTF-8 SMS_CONSOLE_SITE="$site" \
        "$python" -I -X utf8 -m console "$@")
}

believed() { # FOLDER: the files there that people signed for, by their names
    (cd "$1" && find . -type f ! -path './desk/*' ! -path './dispatch/*' ! -path './log/*' \
        ! -name manifest.json ! -name SHA256SUMS -print)
}

free() { # PART ACCOUNT HOME BACKUP: the places are there, and nothing is in them
    for folder in "$3" "$3/$1"; do
        [ -d "$folder" ] && [ ! -L "$folder" ] || stop "$folder is missing: run the installation's script first"
    done
    for path in "$3/$1/$1.db" "$3/$1/database" "$3/$1/instance" "$3/$1/rosters.json"; do
        [ ! -e "$path" ] || stop "$path is there: this place is in use. Move $3/$1 away, run the installation's script, and then this again"
    done
    believed "$4" | while IFS= read -r path; do
        [ ! -e "$3/$path" ] || cmp -s "$3/$path" "$4/$path" ||
            stop "$3/$path is there and differs from the backup's: move it away, then run this again"
    done
}

prove() { # PART ACCOUNT HOME BACKUP DIGEST: the account gets a copy of the backup that was judged, and proves it
    stage=$3/restoring
    [ ! -e "$stage/whole" ] || return 0
    rm -rf "$stage"
    install -d -m 0700 -o "$2" -g "$2" "$stage"
    cp -R "$4" "$stage/backup"
    chown -hR "$2:$2" "$stage/backup"
    chmod 0700 "$stage/backup"
    [ "$(sha256sum <"$stage/backup/manifest.json")" = "$5  -" ] ||
        stop "$4 is not the backup that this script was made for: have the script made anew"
    told=$(console "$2" backup check "$stage/backup") || stop "$told
$4 does not hold, so nothing was restored: take another backup"
}

restored() { # PART ACCOUNT HOME DATABASE OPTION…: restored beside its place, by its own account
    part=$1 owner=$2 stage=$3/restoring database=$4
    shift 4
    [ ! -e "$stage/whole" ] || return 0
    rm -rf "$stage/new"
    if [ -n "$database" ]; then
        install -m 0600 -o "$owner" -g "$owner" "$database" "$stage/database"
        set -- "--$part-database" "$stage/database" "$@"
    fi
    told=$(console "$owner" --home "$stage/new" restore "$stage/backup" "$@") || stop "$told"
    sync
    : >"$stage/whole"
}

lay() { # PART ACCOUNT HOME BACKUP: each file where its unit reads it, with owner and mode
    new=$3/restoring/new
    believed "$new" | while IFS= read -r path; do
        # What the daemons believe is root's, so it is taken from root's copy and not from the account's.
        cmp -s "$4/$path" "$new/$path" || stop "$4/$path changed under our hands: have the script made anew"
        install -d -m 0750 -o root -g "$2" "$(dirname "$3/$path")"
        install -m 0640 -o root -g "$2" "$4/$path" "$3/$path.new"
        mv -T "$3/$path.new" "$3/$path"
    done
    for path in "$new/$1"/*; do
        [ ! -f "$path" ] || mv -T "$path" "$3/$1/${path##*/}"
    done
}

clear_away() { # what a restore leaves beside the places
    for home in @HOMES@; do
        rm -rf "$home/restoring"
    done
}

[ "$(id -u)" = 0 ] || stop "run this as root"
[ -e "$site" ] || stop "$site is missing: run the installation's script first"
for unit in @UNITS@; do
    ! systemctl is-active --quiet "$unit" 2>/dev/null || stop "$unit runs: a restore is for a site that is not in use. Stop it first"
done
if [ -e "$mark" ]; then
    [ "$(sed -n 1p "$mark")" = "$backup" ] ||
        stop "a restore of other backups broke off here: go on with its own script, or remove $mark and begin with empty places"
    say "goes on where it broke off"
else
@FREE@
    [ ! -e "$roots" ] || cmp -s "$roots" @SOURCE@ || stop "$roots is of another organisation: this host has a site already"
    printf '%s\n' "$backup" >"$mark.new"
    mv "$mark.new" "$mark"
    clear_away
fi
if [ "$(sed -n 2p "$mark")" != laid ]; then
    # Until all of it is in place no unit of ours may start, not even at a boot.
    rm -f "$roots"
    say "the backups are proved"
@PROVE@
    say "the parts are restored beside their places"
@RESTORE@
    say "the parts are laid"
@LAY@
    sync
    printf '%s\nlaid\n' "$backup" >"$mark.new"
    mv "$mark.new" "$mark"
fi
say "the root keys are laid"
install -m 0644 -o root -g root @SOURCE@ "$roots.new"
mv -T "$roots.new" "$roots"
clear_away
sync
rm "$mark"
say "done: nothing was started, and a dispatcher from a backup sends nothing until two people arm it
   next: bring what is in no backup, then start the services (docs/how-to/restore-a-site.md)"
