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

# Who may sign: the roots, the keys that signers statements name, the people of every roster version.
allowed() {
    jq -r '.keys[] | "root \(.)"' "$folder/roots.json"
    jq -r '(.signers[][0] | fromjson? | .keys[]? | "signer \(.)"),
           (.rosters[][0] | fromjson? | .people[]? | .id as $id | .keys[]? | "person:\($id) \(.public)")' "$1"
}

# A line a statement: place, who should have signed, namespace, text and signatures in base64 (the text's first).
statements() {
    jq -r '
        def one($place; $pair):
            ($pair[0] | (fromjson? // {}) | if type == "object" then . else {} end) as $act
            | (($act.type | strings | split("/") | .[0]) // "none") as $kind
            | (if $kind == "signers" then "root" elif $kind == "roster" then "signer"
               else "person:\($act.by)" end) as $who
            | ([$place, $who, "sms-\($kind)@\($act.org)", ($pair[0] | @base64)] + [$pair[1][] | @base64])
            | @tsv;
        def all($name): .[$name] | to_entries[] | one("\($name).\(.key)"; .value);
        all("signers"), all("rosters"), all("pledges"), all("orders"), all("manifests"), one("request"; .request),
        all("steps"), (if .release then one("release"; .release) else empty end)' "$1"
}

# Judges one line: the listing of keys, who, namespace, text, signatures.
verdict() {
    keys=$1 who=$2 namespace=$3
    printf '%s' "$4" | base64 -d >"$work/text"
    shift 4
    [ $# -gt 0 ] || return 1
    for armour in "$@"; do
        printf '%s' "$armour" | base64 -d >"$work/signature"
        ssh-keygen -Y verify -f "$work/$keys" -I "$who" -n "$namespace" -s "$work/signature" \
            <"$work/text" >/dev/null 2>&1 || return 1
    done
}

: >"$work/lines"
: >"$work/verdicts"
for bundle in "$folder"/*.json; do
    name=$(basename "$bundle" .json)
    [ "$name" != roots ] || continue
    if ! { allowed "$bundle" && statements "$bundle" >"$work/found"; } >"$work/keys" 2>/dev/null ||
        [ ! -s "$work/found" ]; then
        echo "$name - unreadable"
        continue
    fi
    sort -u "$work/keys" >"$work/sorted"
    keys=keys.$(sha256sum <"$work/sorted" | cut -c 1-64)
    mv "$work/sorted" "$work/$keys"
    # NAME PLACE, then what the verdict depends on.
    sed "s/^[^$tab]*/$name$tab&$tab$keys/" "$work/found" >>"$work/lines"
done

# The same statement stands in many bundles; it is judged once for each listing of keys.
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
