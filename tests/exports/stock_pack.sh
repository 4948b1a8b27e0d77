#!/bin/sh
# Judges a filing pack with stock tools alone (sha256sum, ssh-keygen, jq): nothing of the program that made it is used.
# Usage: stock_pack.sh FOLDER [SIGNED]    FOLDER holds MANIFEST.sha256; SIGNED is the folder *.signed beside it, if there is one.
# Prints what is wrong, a line each, and ends with 1; ends with 0 and one line "good" where nothing is.
set -eu
export LC_ALL=C
umask 077

pack=$1
signed=${2:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/wrong"
wrong() { echo "$*" >>"$work/wrong"; }

# 1. Every file that the manifest names is there and unchanged, and there is no file that it does not name.
(cd "$pack" && sha256sum --strict -c MANIFEST.sha256 2>/dev/null) | grep -v ': OK$' >>"$work/wrong" || true
(cd "$pack" && find . -type f ! -name MANIFEST.sha256 | sed 's|^\./||' | sort) >"$work/there"
sed 's/^[0-9a-f]*  //' "$pack/MANIFEST.sha256" | sort >"$work/named"
comm -3 "$work/there" "$work/named" | sed 's/^[[:space:]]*/not both in the folder and in the manifest: /' >>"$work/wrong"

# 2. Each number has its form and its text.
if jq -e . "$pack/facts.json" >/dev/null 2>&1; then
    jq -r '.forms[] | "forms/\(.folder)-v\(.version).xlsx", "texts/\(.folder).txt", "approvals/\(.folder)/v\(.version)-00-request.json"' \
        "$pack/facts.json" >"$work/forms"
    while IFS= read -r form; do
        [ -s "$pack/$form" ] || wrong "missing: $form"
    done <"$work/forms"
    org=$(jq -r .org "$pack/facts.json")
else
    wrong "facts.json is unreadable"
    org=
fi

# 3. Every statement was signed by the one whom it names, for its own purpose, with a key that counted then.
one() { # allowed signers, file, who, namespace
    at=$(jq -r '.at | gsub("[-:TZ]"; "")' "$2")
    ssh-keygen -Y verify -f "$1" -I "$3" -n "$4" -O "verify-time=${at}Z" -s "$2.sig" <"$2" >/dev/null 2>&1 ||
        wrong "not signed by $3: $2"
}
find "$pack/approvals" -name '*.json' 2>/dev/null | sort >"$work/acts"
while IFS= read -r file; do
    kind=$(jq -r '.type | split("/")[0]' "$file") who=$(jq -r .by "$file")
    one "$pack/allowed_signers" "$file" "$who" "sms-$kind@$org"
done <"$work/acts"
find "$pack/reports" "$pack/ledger/heads" -name '*.json' 2>/dev/null | sort >"$work/told"
while IFS= read -r file; do
    case $file in */heads/*) kind=head ;; *) kind=report ;; esac
    one "$pack/allowed_signers" "$file" "$(jq -r .by "$file")" "sms-$kind@$org"
done <"$work/told"

# 4. The chain: each link follows from the one before, each entry is the one of its link, the head is what was signed.
if [ -f "$pack/ledger/links.csv" ]; then
    previous=
    tail -n +2 "$pack/ledger/links.csv" >"$work/links"
    while IFS=, read -r seq entry signature hash; do
        if [ -n "$previous" ]; then
            made=$({
                printf 'sms-ledger-1'
                printf '%s%016x%s%s' "$previous" "$seq" "$entry" "$signature" | xxd -r -p
            } | sha256sum | cut -c 1-64)
            [ "$made" = "$hash" ] || wrong "the chain breaks at entry $seq"
        fi
        file=$(printf '%s/ledger/entries/%08d.json' "$pack" "$seq")
        if [ -f "$file" ] && [ "$(sha256sum <"$file" | cut -c 1-64)" != "$entry" ]; then
            wrong "entry $seq is not the one of the chain"
        fi
        previous=$hash
    done <"$work/links"
    for head in "$pack"/ledger/heads/*.json; do
        [ -f "$head" ] || continue
        line=$(grep "^$(jq -r .seq "$head")," "$pack/ledger/links.csv" | cut -d, -f4)
        [ "$line" = "$(jq -r .hash "$head")" ] || wrong "the signed head is not on the chain"
    done
fi

# 5. The statistics are the sum of the results.
for state in delivered undelivered refused unknown; do
    counted=0
    for file in "$pack"/results/*.csv; do
        [ -f "$file" ] || continue
        column=$(head -n 1 "$file" | tr ',' '\n' | grep -n "^$state\$" | cut -d: -f1)
        sum=$(tail -n +2 "$file" | cut -d, -f"$column" | awk '{ n += $1 } END { print n + 0 }')
        counted=$((counted + sum))
    done
    column=$(head -n 1 "$pack/statistics.csv" | tr ',' '\n' | grep -n "^$state\$" | cut -d: -f1)
    told=$(grep '^all,' "$pack/statistics.csv" | cut -d, -f"$column")
    [ "$told" = "$counted" ] || wrong "statistics say $told $state, the results $counted"
done

# 6. What the manager signed is this pack; what was answered is about what he signed.
if [ -n "$signed" ] && [ -f "$signed/filing.json" ]; then
    one "$signed/allowed_signers" "$signed/filing.json" "$(jq -r .by "$signed/filing.json")" "sms-filing@$org"
    [ "$(jq -r .manifest "$signed/filing.json")" = "$(sha256sum <"$pack/MANIFEST.sha256" | cut -c 1-64)" ] ||
        wrong "the manager signed another pack"
    for answer in receipt return; do
        [ -f "$signed/$answer.json" ] || continue
        one "$signed/allowed_signers" "$signed/$answer.json" "$(jq -r .by "$signed/$answer.json")" "sms-filing_$answer@$org"
        [ "$(jq -r .filing "$signed/$answer.json")" = "$(sha256sum <"$signed/filing.json" | cut -c 1-64)" ] ||
            wrong "the $answer is about another statement"
    done
fi

if [ -s "$work/wrong" ]; then
    cat "$work/wrong"
    exit 1
fi
echo good
