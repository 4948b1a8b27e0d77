#!/bin/sh
# Read it, then run it as root: sh THIS-FILE. Running it again changes nothing that is as it should be.
# It never overwrites an organisation's files, never changes an account that it finds otherwise than expected, and asks nothing.
set -eu
umask 077
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

done_() {
    printf '  %s\n' "$*"
}

program() { # PYTHON
    "$1" -I -X utf8 -c 'import console' 2>/dev/null || stop "$1 has no console: install the program there first"
}

group() { # NAME
    getent group "$1" >/dev/null && return
    groupadd --system "$1"
    done_ "group $1"
}

account() { # NAME UID HOME SHELL GROUPS
    if found=$(getent passwd "$1"); then
        [ "$2" = any ] || [ "$(id -u "$1")" = "$2" ] || stop "account $1 has the number $(id -u "$1"), the roster says $2"
        case "$found" in
            *":$3:$4") ;;
            *) stop "account $1 is there with another home or shell than $3 and $4; use an account of its own" ;;
        esac
        for name in $(printf '%s' "$5" | tr ',' ' '); do
            id -nG "$1" | tr ' ' '\n' | grep -qxF "$name" || { usermod -a -G "$name" "$1"; done_ "$1 in $name"; }
        done
        return
    fi
    if [ "$2" = any ]; then
        useradd --system --user-group --no-create-home -d "$3" -s "$4" -G "$5" "$1"
    else
        ! getent passwd "$2" >/dev/null || stop "the number $2 of account $1 is taken by $(id -un "$2")"
        useradd --user-group --no-create-home -u "$2" -d "$3" -s "$4" -G "$5" "$1"
    fi
    done_ "account $1"
}

folder() { # PATH OWNER GROUP MODE
    [ ! -L "$1" ] || stop "$1 is a link"
    if [ ! -d "$1" ]; then
        (umask 022 && mkdir -p "$1")
        done_ "folder $1"
    fi
    chown "$2:$3" "$1"
    chmod "$4" "$1"
}

file() { # PATH OWNER GROUP MODE, its text on standard input
    new="$1.new.$$"
    cat >"$new"
    chown "$2:$3" "$new"
    chmod "$4" "$new"
    if [ ! -L "$1" ] && cmp -s "$new" "$1"; then
        rm "$new"
        chown "$2:$3" "$1"
        chmod "$4" "$1"
        return
    fi
    mv "$new" "$1"
    done_ "file $1"
}

unit() { # PATH OWNER GROUP MODE RECORD, its text on standard input: replaced only if nobody changed it since it was written
    planned="$1.planned.$$"
    cat >"$planned"
    if [ -e "$1" ] && ! cmp -s "$planned" "$1"; then
        sum=$(sha256sum <"$1")
        if ! grep -qxF "${sum%% *}  $1" "$5" 2>/dev/null; then
            rm "$planned"
            done_ "kept $1, which was changed here: put what is yours into $1.d/local.conf, remove $1, and run this again"
            return
        fi
    fi
    file "$1" "$2" "$3" "$4" <"$planned"
    rm "$planned"
    sum=$(sha256sum <"$1")
    known=$(grep -vF "  $1" "$5" 2>/dev/null) || true
    printf '%s\n' ${known:+"$known"} "${sum%% *}  $1" | file "$5" "$2" "$3" 0644
}

first() { # PATH OWNER GROUP MODE: an empty file, if there is none
    [ -e "$1" ] || file "$1" "$2" "$3" "$4" </dev/null
}

copy() { # SOURCE PATH OWNER GROUP MODE
    [ ! -L "$2" ] || stop "$2 is a link"
    if [ ! -e "$2" ]; then
        [ -f "$1" ] || stop "$1 is missing"
        file "$2" "$3" "$4" "$5" <"$1"
    elif [ -f "$1" ] && ! cmp -s "$1" "$2"; then
        done_ "kept $2, which differs from $1"
    fi
}

host_key() { # PATH
    [ -e "$1" ] && return
    ssh-keygen -q -t ed25519 -N '' -C sms-console -f "$1"
    done_ "host key $(ssh-keygen -l -f "$1")"
}

end_sessions() { # UID
    for status in /proc/[0-9]*/status; do
        number=$(sed -n 's/^Uid:[[:space:]]*\([0-9]*\).*/\1/p' "$status" 2>/dev/null) || continue
        [ "$number" != "$1" ] || { pid=${status#/proc/} && kill -KILL "${pid%/status}" 2>/dev/null; } || true
    done
}

only() { # FOLDER GROUP ACCOUNT…: nobody else signs in
    keys=$1
    people=$2
    shift 2
    for key in "$keys"/*; do
        [ -e "$key" ] || continue
        name=${key##*/}
        for known in "$@"; do
            [ "$name" != "$known" ] || continue 2
        done
        rm "$key"
        done_ "login key of $name taken away"
        if id -nG "$name" 2>/dev/null | tr ' ' '\n' | grep -qxF "$people"; then
            gpasswd -d "$name" "$people" >/dev/null
            usermod -L -e 1 "$name"
            end_sessions "$(id -u "$name")"
            done_ "account $name shut, its sessions ended"
        fi
    done
}

services() { # UNIT…
    [ -d /run/systemd/system ] || { done_ "no systemd here: start the services yourself"; return 0; }
    systemd-tmpfiles --create
    # A container may not set them, and other packages' files are not ours to apply: the services start all the same.
    ! command -v sysctl >/dev/null || sysctl --quiet --load=/etc/sysctl.d/60-sms-console.conf ||
        done_ "kernel settings not made: 'sms-console doctor' as root says which, set them on the host"
    systemctl daemon-reload
    systemctl enable --now "$@"
}

[ "$(id -u)" = 0 ] || stop "run this as root"

