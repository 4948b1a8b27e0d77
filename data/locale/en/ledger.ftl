### The ledger: its kinds, one entry, signed heads, verifying, and why something is refused.

ledger_view-verifying = Verifying from the first entry ...
ledger_view-rate = { $rate } entries/s, about { $left } s left
ledger_view-good = Good: { $n } entries, each bound to the one before; nothing edited, removed or moved.
ledger_view-left = Stopped after { $n } entries; all was well up to there.
ledger_view-head = head { $head }
ledger_view-broken = The ledger does not verify
ledger_view-bad = Entry { $seq } is wrong: { $why }
ledger_view-after_bad = Next: change nothing at the desk, copy the head above, tell administrator and auditor; hold it against the newest backup.
ledger_view-after_bad_typed = Next: hold the printed head as it stands above against the paper, digit by digit; if one is wrong, press { KEY("verifying.check") } and type it again. If none is, change nothing at the desk, and tell administrator and auditor.
ledger_view-against = held against the printed head { $head }
ledger_view-paper = Every head that the desk keeps was met. Somebody who removed those too is found only by one on paper: press { KEY("verifying.check") } and type it from a printed form.
ledger_view-not_run = It was not verified; press { KEY("verifying.again") } to try again.
ledger_view-pick_kind = Which kind alone
ledger_view-export_title = Export the ledger
ledger_view-exported = { $n } entries exported to { $file }

entry-signature = signature
entry-fingerprint = key
entry-namespace = namespace
ledger_entry-signers = signers
entry-hash = hash
entry-recomputed = recomputed
entry-fits = gives the hash
entry-differs = differs: { $found }
entry-prev = follows
entry-before = entry before
entry-behind = entry after
entry-head = signed head after it
entry-no_head = None yet; the dispatcher signs one every hour.
entry-envelope = The entry as stored
entry-statement = The signed text
entry-armour = The signature as it came

entry_verdict-none = none needed
entry_verdict-good = good
entry_verdict-bad_signature = bad signature
entry_verdict-not_the_signer = another's key

ledger_head-service = signed by
head-title = A head from paper
head-about = Type the head as it stands on the printed form: number, colon, 64 digits; blanks and capitals do not matter.
head-verify_about = Type the head from the printed form. Then the chain is verified from its beginning, and must lead through it.
head-field = head
head-stands = Entry { $seq } has this hash, written { $at }; the ledger has { $newest } entries now. Verify the whole chain with { KEY("ledger.verify") }.
head-rewritten = It does not fit: entry { $seq } ({ $at }) has another hash now; it or one before it was rewritten. The ledger has { $newest } entries.
head-cut = It does not fit: the ledger has { $newest } entries and no entry { $seq }; its end was cut off. { $at }
head-missing = It does not fit: entry { $seq } is gone, though the ledger has { $newest } entries. { $at }

help-entry-title = One entry
help-entry-body = The entry's bytes, signature and hash. { KEY("entry.later") } and { KEY("entry.earlier") } walk along the chain. ssh-keygen checks the signature elsewhere.
help-heads-title = Signed heads
help-heads-body = The dispatcher follows the ledger and signs a head every hour and for each send; printed forms carry it. { KEY("heads.check") } checks one from paper.
help-heads-columns = entry: the entry up to which it holds [R7]
    time: when it was signed [R7]
    signature: whether the signature is good [R7]
    hash: of the ledger then [R7]
help-verifying-title = Verifying the ledger
help-verifying-body = Every entry is hashed again from the first on. { KEY("verifying.stop") } stops, { KEY("verifying.again") } begins anew, { KEY("verifying.check") } adds a head from paper.

list-heads-empty = No signed head yet; the dispatcher signs one every hour.

refusal-ledger_filter = “{ $word }” is nothing to filter the ledger by.
    .why = { $clause }: the ledger is looked through by kind, person, subject, number and day.
    .next = Write slot.hold, @sunli, request:12, a form number, or 2026-11-01..2026-11-30.

refusal-since_needs_head = To verify from entry { $seq } on, its head is needed.
    .why = { $clause }: without a head kept elsewhere that entry itself cannot be trusted.
    .next = Verify all, or type the check code from paper.
    .command = Add --head from paper, or leave --since out and verify all.

refusal-ledger_not_yours = The whole ledger is not yours to export.
    .why = { $clause }: all entries are read by who may read every department.
    .next = Ask an auditor or the General Department; your own entries are on { PAGE("all.ledger") }.
    .command = Ask an auditor or the General Department; see your own with ledger list.

refusal-entry_edge = There is no further entry for you on this side.
    .why = { $clause }: the ledger ends here, or the neighbour is another's.
    .next = Go back to the list with { KEY("all.back") }.

refusal-verifying_over = Nothing is being verified.
    .why = { $clause }: the outcome is there.
    .next = Verify again with { KEY("verifying.again") }.

refusal-verifying_runs = The chain is being verified.
    .why = { $clause }: one pass goes along the whole chain.
    .next = Wait for its end, or stop it with { KEY("verifying.stop") }.

cli-no_heads = No signed head yet.
cli-no_such_day = { $day } is no day; write 2026-11-24.
cli-chain_so_far = { $entries } entries so far ...
cli-file_needs_roots = --file needs --roots.

ledger-roster-published = roster published
ledger-roster-proposed = roster proposed
ledger-file-brought = rule file brought
ledger-session-opened = session opened
ledger-session-refused = session refused
ledger-session-closed = session closed
ledger-outbox-put = file put into an outbox
ledger-roster-dropped = roster proposal dropped
ledger-pledge-signed = pledge signed
ledger-department-rules = department rules acknowledged
ledger-application-submitted = application handed in
ledger-application-authorise = application authorised
ledger-application-approve = application approved
ledger-application-file = application filed
ledger-application-return = application returned
ledger-application-reject = application rejected
ledger-application-withdraw = application withdrawn
ledger-proposal-made = proposed to a second person
ledger-proposal-confirmed = confirmed by the second person
ledger-custody-created = vault made
ledger-custody-unlocked = vault unlocked
ledger-custody-locked = vault locked
ledger-custody-installed = gateway password installed
ledger-custody-rotated = gateway password rotated
ledger-custody-rotate_failed = gateway password not changed
ledger-custody-bind_tested = bind tested
ledger-custody-retired = gateway password retired
ledger-custody-incident = custody incident
ledger-order-deputation = deputy named
ledger-order-activation = standby woken
ledger-order-suspension = person suspended
ledger-person-locked = locked after wrong passphrases
ledger-person-unlocked = unlocked
ledger-order-recall = order recalled
ledger-request-stopped = sent back because of a person
ledger-request-screened = blocked by another list
ledger-list-finished = list finished
ledger-list-replaces = next version of a list
ledger-list-deleted = list deleted
ledger-optout-added = opt-outs recorded
ledger-optout-by_code = opt-outs by a gateway's code
ledger-optout-flood = too many refusals by code
ledger-optout-list_begun = list of opt-outs begun
ledger-optout-list_taken = list of opt-outs recorded
ledger-optout-exported = opt-outs exported
ledger-optout-received = opt-outs received as replies
ledger-optout-returned = opt-outs given back
ledger-request-submitted = request submitted
ledger-request-approval = approved
ledger-request-return = returned
ledger-request-rejection = rejected
ledger-request-withdrawal = withdrawn
ledger-request-acceptance = accepted by the General Dept.
ledger-request-extension = given a new window
ledger-request-expired = expired undecided
ledger-request-lapsed = lapsed: its window passed
ledger-slot-lapsed = slot lapsed unreleased
ledger-slot-release = released
ledger-slot-hold = held
ledger-slot-resume = resumed
ledger-slot-stop = stopped
ledger-send-refused = refused by the dispatcher
ledger-send-started = sending started
ledger-send-held = sending held
ledger-send-resumed = sending resumed
ledger-send-stopped = sending stopped
ledger-send-done = sending done
ledger-send-corrected = results corrected
ledger-send-contradicted = contradicted by a receipt
ledger-send-settle_refused = settlement refused

ledger_subject-request = request
ledger_subject-application = application
ledger_subject-complaint = complaint
ledger_subject-loss = loss case
ledger_subject-list = list
ledger_subject-person = person
ledger_subject-account = account of the host
ledger_subject-department = department
ledger_subject-gateway = gateway
ledger_subject-reply = reply
ledger_subject-paper = document
ledger_subject-emergency = emergency send
ledger_subject-envelope = envelope
ledger_subject-erasure = erasure
ledger_subject-hand_over = hand-over
ledger_subject-optout = opt-out
ledger_subject-template = template
ledger_subject-roster = roster
ledger_subject-service = dispatcher
ledger_subject-dispatcher = dispatcher
ledger_subject-freeze = freeze
ledger_subject-hold = legal hold
ledger_subject-filing = quarter
ledger_subject-optouts = list of opt-outs
ledger_subject-opening = opening of envelope
ledger_subject-sealing = sealing of envelope
ledger_subject-file = rule file
ledger_subject-appeal = release of a text, request
ledger_subject-trial = trial
ledger_subject-category = category
ledger_subject-all = everything
