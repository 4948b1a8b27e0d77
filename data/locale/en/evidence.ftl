### The evidence of one request: taking it out, checking it, and every fault by name (R3).

evidence-title = Take out the evidence
evidence-about = A new folder below { $folder }: signatures, rosters, rules, forms, results, ledger, and how to check them; no mobile number. Taking it out is a ledger entry.
evidence-folder = folder's name
evidence-gathering = Gathering ...
evidence-stopping = Stopping ...
evidence-nothing_written = Nothing was written.
evidence-so_far = { $done }/{ $total } gathered
evidence-written = Evidence of { $number }: { $n } files in { $folder }
evidence-sealed = The manifest's SHA-256 is in ledger entry { $seq }: { $digest }
evidence-verify_next = Check it: sms-console verify { $folder } --roots roots.json, or sh verify.sh inside the folder
evidence-good = The evidence of { $number } holds (taken out { $at })
evidence-counts = { $files } files, { $signatures } signatures, { $entries } ledger entries, all fit
evidence-bundle = { $file }: slot { $slot }, { $n } recipients
evidence-hold_against = Hold against the ledger: the evidence.sealed entry after { $seq } must hold { $digest }
evidence-not_looked_up = The manifest's digest was not looked up: no ledger was given. Forms and results rest on it alone; give an export with --ledger (best with a --head from paper), or ask the desk with --desk.
evidence-sealed_in_ledger = The manifest's digest is the one of ledger entry { $seq } ({ $at }, { $by })
evidence-sealed_in_desk = The desk says that the manifest's digest is the one of ledger entry { $seq } ({ $at }, { $by })
evidence-folder_alone = --ledger, --head and --desk are for an evidence folder alone.
evidence-one_place = Give --ledger or --desk, not both.
evidence-head_needs_ledger = --head goes with --ledger.
evidence-bad = The evidence does not hold: { $n } faults

evidence_fault-sealed_other = ledger entry { $detail } sealed another manifest: the folder was changed after it was taken out
evidence_fault-not_sealed = the ledger never sealed this manifest after entry { $detail }
evidence_fault-other_ledger = it is not of this ledger: entry { $detail } has another head there
evidence_fault-missing = the file is missing{ $detail }
evidence_fault-changed = was changed: it is not the file of the manifest{ $detail }
evidence_fault-unlisted = is not in the manifest{ $detail }
evidence_fault-unreadable = cannot be read ({ $detail })
evidence_fault-not_a_file = is no plain file{ $detail }
evidence_fault-too_large = is too large{ $detail }
evidence_fault-foreign = is of another organisation: { $detail }
evidence_fault-other_roots = the root keys are not the ones that you brought{ $detail }
evidence_fault-stranger = no roster has this key of { $detail }
evidence_fault-names_missing = names a file that is missing: { $detail }
evidence_fault-not_named = is named by no signed request{ $detail }
evidence_fault-not_in_index = is not in the index{ $detail }
evidence_fault-bad_signature = is no good signature of { $detail }
evidence_fault-not_the_signer = was not signed by { $detail }
evidence_fault-refused = the bundle does not hold: { $why }
evidence_fault-other_request = is about another request than the bundle, { $detail }
evidence_fault-other_than_bundle = differs from the one in { $detail }
evidence_fault-broken = the link of entry { $detail } is broken
evidence_fault-ends_at_no_head = ends at entry { $detail }, where there is no head
evidence_fault-not_signed = the head at entry { $detail } is signed by nobody
evidence_fault-ledger_cut = the ledger had lost its end when the folder was made: the dispatcher signed this head beyond it ({ $detail })
evidence_fault-ledger_rewritten = the ledger had been rewritten when the folder was made: entry { $detail } has another hash than this signed head
evidence_fault-not_in_chain = entry { $detail } is not the one in the chain
evidence_fault-other_statement = the statement of entry { $detail } is another
evidence_fault-other_counts = the letters do not give the counts{ $detail }
evidence_fault-other_reasons = the codes do not give the reasons{ $detail }
evidence_fault-unsigned = must be signed, and is not{ $detail }
evidence_fault-not_of_a_service = must be signed by a dispatcher of the rosters, not by { $detail }
evidence_fault-other_namespace = is signed for { $detail }, which is not what it is
evidence_fault-no_bundle = tells that slot { $detail } was sent, for which no bundle here proves a release
evidence_fault-not_reported = no report of the dispatcher about their end is here{ $detail }
evidence_fault-other_than_reported = are not the results that the dispatcher signed last{ $detail }

ledger-evidence-made = evidence taken out
ledger-evidence-sealed = evidence sealed

help-gathering-title = Taking out evidence
help-gathering-body = The folder is written once everything is there. { KEY("gathering.stop") } stops, and nothing is written.

refusal-evidence_of_nothing = This request was never submitted; there is nothing signed to prove.
    .why = { $clause }: what was submitted is kept.
    .next = Take the evidence out once it was submitted.

refusal-evidence_reason = There is no reason, or it is longer than { $most } characters.
    .why = { $clause }: why evidence is taken out goes into the ledger.
    .next = Write a sentence, such as “audit sample”.

refusal-evidence_not_made = Entry { $seq } is not yours for taking out this request's evidence.
    .why = { $clause }: it is entered first, then taken out.
    .next = Begin anew with { KEY("request.evidence") } on the request's page.
    .command = Begin anew with the evidence command.

refusal-evidence_digest = That is no SHA-256 digest.
    .why = { $clause }: the manifest's digest is entered.
    .next = Begin anew with { KEY("request.evidence") } on the request's page.
    .command = Begin anew with the evidence command.

refusal-gathering_failed = The gathering has ended, and failed.
    .why = { $clause }: the folder is written only when everything is gathered; nothing was written.
    .next = Go back with { KEY("all.back") }, and begin anew.

refusal-gathering_over = Everything is gathered.
    .why = { $clause }: the folder is written.
    .next = Go back with { KEY("all.back") }.

problem-evidence_ledger_bad = The export of the ledger does not hold: entry { $seq }, { $why }.
    .why = It must lead from the root keys without a gap, and meet every head that was given.
    .next = Have it exported anew ({ KEY("ledger.export") } on { PAGE("all.ledger") }), and check again.
    .command = Have it exported anew (ledger export), and check again.

problem-evidence_ledger_short = This export ends at entry { $entries }, and the evidence was sealed after entry { $seq }: nothing can be looked up.
    .why = It is older than the evidence, or its end is missing.
    .next = Take an export from after the evidence was gathered.
    .command = Take an export from after it, or ask with --desk.

problem-evidence_stopped = Stopped; nothing was written.
    .why = You stopped it. The ledger has the entry of its beginning.
    .next = Begin again when you want it.

problem-folder_name = The desk named a file { $name }, which is not used.
    .why = Evidence is written into its own folder alone.
    .next = Ask the system administrator to look at the desk.
