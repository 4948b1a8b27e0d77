#!/bin/sh
# A second checker, from ssh-keygen and jq alone: whose signatures fit in each bundle of a folder, by the keys of its rosters.
# Usage: stock_check.sh FOLDER    (FOLDER/*.json as `python -m tests.signing.hostile` writes them)
# Prints a line a statement: BUNDLE PLACE VERDICT. The verdict is `good` if the statement has signatures and each of them fits
# its bytes, its namespace and a key of the one who should have made it: a root key for a signers statement, a roster signer for
# a roster, the person named in `by` for everything else. A bundle that is no such JSON gives one line: BUNDLE - unreadable.
set -eu
umask 077

folder=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tab=$(printf '\t')

# A line a statement: place, who should have signed, namespace, in base64 the keys of whoever that is, the text and signatures.
# Who may sign: the roots, the keys that signers statements name, the people of every roster version.
statements() {
    jq -r --slurpfile roots "$folder/roots.json" '
        [($roots[0].keys[] | ["root", .]),
         (.signers[][0] | fromjson? | .keys[]? | ["signer", .]),
         (.rosters[][0] | fromjson? | .people[]? | .id as $id | .keys[]? | ["person:\($id)", .public])] as $allowed
        | def one($place; $pair):
            ($pair[0] | (fromjson? // {}) | if type == "object" then . else {} end) as $act
            | (($act.type | strings | split("/") | .[0]) // "none") as $kind
            | (if $kind == "signers" then "root" elif $kind == "roster" then "signer"
               else "person:\($act.by)" end) as $who
            | ([$allowed[] | select(.[0] == $who) | "\(.[0]) \(.[1])\n"] | unique | add // "\n") as $keys
            | ([$place, $who, "sms-\($kind)@\($act.org)", ($keys | @base64), ($pair[0] | @base64)]
               + [$pair[1][] | @base64])
            | @tsv;
        def all($name): .[$name] | to_entries[] | one("\($name).\(.key)"; .value);
        all("signers"), all("rosters"), all("pledges"), all("orders"), all("manifests"), one("request"; .request),
        all("steps"), (if .release then one("release"; .release) else empty end)' "$1"
}

# Judges one line: who, namespace, keys, text, signatures.
verdict() {
    who=$1 namespace=$2
    printf '%s' "$3" | base64 -d >"$work/keys"
    printf '%s' "$4" | base64 -d >"$work/text"
    shift 4
    [ $# -gt 0 ] || return 1
    for armour in "$@"; do
        printf '%s' "$armour" | base64 -d >"$work/signature"
        ssh-keygen -Y verify -f "$work/keys" -I "$who" -n "$namespace" -s "$work/signature" \
            <"$work/text" >/dev/null 2>&1 || return 1
    done
}

: >"$work/lines"
: >"$work/verdicts"
for bundle in "$folder"/*.json; do
    name=${bundle##*/}
    name=${name%.json}
    [ "$name" != roots ] || continue
    if ! statements "$bundle" >"$work/found" 2>/dev/null || [ ! -s "$work/found" ]; then
        echo "$name - unreadable"
        continue
    fi
    # NAME PLACE, then what the verdict depends on.
    sed "s/^/$name$tab/" "$work/found" >>"$work/lines"
done

# The same statement stands in many bundles; it is judged once for each set of keys that may have signed it.
cut -f 3- "$work/lines" | sort -u >"$work/once"
while IFS= read -r line; do
    set -f
    # The fields hold no blanks: names, a namespace, base64.
    # shellcheck disable=SC2086
    if verdict $line; then word=good; else word=bad; fi
    printf '%s\t%s\n' "$word" "$line" >>"$work/verdicts"
done <"$work/once"
awk -F "$tab" '
    { rest = $0; sub(/^[^\t]*\t/, "", rest) }
    NR == FNR { verdict[rest] = $1; next }
    { place = $2; sub(/^[^\t]*\t/, "", rest); print $1, place, verdict[rest] }' "$work/verdicts" "$work/lines"
