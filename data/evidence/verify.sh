#!/bin/sh
# Checks this folder with stock tools: sha256sum, ssh-keygen, and perl for the ledger's links. Run it inside the folder.
# It prints a line for everything that is wrong, and exits 1 if there is any. It reads nothing outside the folder, and
# writes only below a temporary folder.
set -eu
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tab=$(printf '\t')
bad=0

# 1. Every file is the one that was written, and there is none besides.
if ! LC_ALL=C sha256sum --quiet --strict -c MANIFEST.sha256; then bad=1; fi
cut -c 67- MANIFEST.sha256 | LC_ALL=C sort >"$work/listed"
find . -type f ! -name MANIFEST.sha256 | sed 's,^\./,,' | LC_ALL=C sort >"$work/here"
LC_ALL=C comm -13 "$work/listed" "$work/here" >"$work/extra"
if [ -s "$work/extra" ]; then
    sed 's/$/: not in the manifest/' "$work/extra"
    bad=1
fi

# 2. Every signature fits its text, its namespace and a key of the one who is named. A report of a loss alone may have none;
#    heads and reports are signed as such, for which allowed_signers has the dispatchers alone.
: >"$work/heads"
while IFS="$tab" read -r text signature principal namespace; do
    case $signature in
    -)
        case $text in
        statements/loss_report-*) ;;
        *)
            echo "$text: has no signature"
            bad=1
            ;;
        esac
        continue
        ;;
    esac
    case $text in
    statements/head-*) kind=sms-head@ && echo "$text" >>"$work/heads" ;;
    statements/report-*) kind=sms-report@ ;;
    *) kind= ;;
    esac
    case $namespace in
    "$kind"*) ;;
    *)
        echo "$text: is signed for $namespace"
        bad=1
        ;;
    esac
    if ! ssh-keygen -Y verify -f allowed_signers -I "$principal" -n "$namespace" -s "$signature" <"$text" \
        >/dev/null 2>&1; then
        echo "$text: $signature is no signature of $principal"
        bad=1
    fi
done <statements/INDEX.tsv

#    Every attachment is the one that a signed request names by its SHA-256.
for file in attachments/*; do
    [ -f "$file" ] || continue
    sum=$(sha256sum "$file" | cut -c 1-64)
    case ${file#attachments/} in
    "$sum" | "$sum".*) grep -q "\"$sum\"" statements/request-*.json || sum= ;;
    *) sum= ;;
    esac
    if [ -z "$sum" ]; then
        echo "$file: no signed request names it"
        bad=1
    fi
done

# 3. Every entry of the ledger is bound to a signed head: SHA-256("sms-ledger-1", hash before, number as eight octets,
#    SHA-256 of the envelope, SHA-256 of the signature's text or of nothing). The newest head may be unsigned: it is the one
#    of evidence.json, as the ledger stood when the evidence was made.
if ! perl -MDigest::SHA=sha256,sha256_hex -MJSON::PP -e '
    use strict; use warnings;
    my ($bad, %env, %sig, %hash, %prev) = (0);
    sub wrong { print "$_[0]\n"; $bad = 1 }
    open(my $links, "<", "ledger/links.tsv") or die "ledger/links.tsv: $!\n";
    my ($last, $hash) = (-1, "");
    while (<$links>) {
        chomp; my ($seq, $prev, $envelope, $signature, $own) = split /\t/;
        my $found = unpack("H*", sha256("sms-ledger-1" . pack("H*", $prev) . pack("Q>", $seq) . pack("H*", $envelope)
            . pack("H*", $signature)));
        wrong("ledger/links.tsv: entry $seq does not give its hash") if $found ne $own;
        wrong("ledger/links.tsv: entry $seq does not follow") if $seq == $last + 1 && $prev ne $hash;
        ($env{$seq}, $sig{$seq}, $hash{$seq}, $prev{$seq}) = ($envelope, $signature, $own, $prev);
        ($last, $hash) = ($seq, $own);
    }
    open(my $anchors, "<", "ledger/anchors.tsv") or die "ledger/anchors.tsv: $!\n";
    my %anchor;
    while (<$anchors>) { chomp; my ($seq, $head) = split /\t/; $anchor{$seq} = $head }
    my $plain = JSON::PP->new->utf8;
    sub told { local $/; open(my $file, "<", $_[0]) or die "$_[0]: $!\n"; return $plain->decode(<$file>) }
    my $tip = told("evidence.json")->{tip} // "";
    $tip =~ s/\s//g;
    my %signed = ($tip => 1);
    open(my $heads, "<", $ARGV[0]) or die "heads: $!\n";
    my $end = $tip =~ /^(\d+):/ ? $1 : wrong("evidence.json: names no head") && 0;
    while (<$heads>) {
        chomp; my $head = eval { told($_) } or next;
        my ($seq, $digits) = ($head->{seq}, $head->{hash});
        $signed{"$seq:$digits"} = 1;
        # A dispatcher saw the ledger as far as its head: one that ends before it was cut, one with another hash rewritten.
        wrong("$_: the ledger was cut: it ended at entry $end, before this head at entry $seq") if $seq > $end;
        wrong("$_: the ledger was rewritten: entry $seq has another hash than this head")
            if ($hash{$seq} // $digits) ne $digits || ($prev{$seq + 1} // $digits) ne $digits;
    }
    for my $seq (keys %anchor) {
        wrong("ledger/anchors.tsv: the head at entry $seq is signed by nobody") if !$signed{"$seq:$anchor{$seq}"};
    }
    for my $seq (sort { $a <=> $b } keys %hash) {
        next if exists $hash{$seq + 1};
        wrong("ledger/links.tsv: entry $seq ends at no head") if ($anchor{$seq} // "") ne $hash{$seq};
    }
    open(my $entries, "<", "ledger/entries.jsonl") or die "ledger/entries.jsonl: $!\n";
    my $json = JSON::PP->new->utf8;
    while (<$entries>) {
        my $entry = eval { $json->decode($_) } or do { wrong("ledger/entries.jsonl: line $. is unreadable"); next };
        my $seq = $entry->{seq};
        my ($envelope, $signature) = ($entry->{envelope}, $entry->{signature} // "");
        utf8::encode($envelope); utf8::encode($signature);
        wrong("ledger/entries.jsonl: entry $seq is not the one in the chain")
            if sha256_hex($envelope) ne ($env{$seq} // "") || sha256_hex($signature) ne ($sig{$seq} // "");
        next unless defined $entry->{statement};
        my $statement = $entry->{statement}; utf8::encode($statement);
        my $held = eval { $json->decode($envelope)->{payload}{statement} } // "";
        wrong("ledger/entries.jsonl: the statement of entry $seq is another") if sha256_hex($statement) ne $held;
    }
    exit $bad;
' "$work/heads"; then bad=1; fi

if [ "$bad" = 0 ]; then echo "everything fits"; else echo "NOT everything fits"; fi
exit "$bad"
