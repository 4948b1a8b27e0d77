### The quarter (R3): why it may not be compiled, signed or received, its states, gaps and acts, pages and commands.

refusal-filing_not_yours = The quarter of { $department } is not yours to compile.
    .why = { $clause }: the department's own operator keeps its statistics.
    .next = Its operator, drafter or manager compiles it.

refusal-filing_not_manager = The quarter of { $department } is not yours to sign.
    .why = { $clause }: the department's manager signs what is handed in.
    .next = Its manager signs it.

refusal-filing_own = You signed this quarter, so you do not receive it.
    .why = { $clause }: one hands in, another receives.
    .next = Another of the General Department receives it.

refusal-filing_generals_own = The General Department does not receive its own quarter.
    .why = { $clause }: the manager in charge of it receives that.
    .next = Its supervising manager receives it; where there is none but the signer, the general manager.

refusal-filing_not_general = The General Department receives quarters; you are none of it.
    .why = { $clause }: each quarter goes to the General Department.
    .next = Its registrar or manager receives it.

refusal-filing_not_custodian = Quarters are not for the custodian to see.
    .why = { $clause }: who keeps the passwords sees neither texts nor scopes.
    .next = Ask the General Department's registrar.

refusal-no_such_quarter = There is no such quarter: { $quarter }.
    .why = { $clause }: calendar quarters are filed, from the one in which the ledger begins.
    .next = Choose a quarter on { PAGE("all.filing") }, { KEY("filing.quarter") }.
    .command = Write it as 2026Q4; filing list shows which there are.

refusal-filing_no_department = { $department } was no department in { $quarter }.
    .why = { $clause }: each department files its own quarter.
    .next = See the quarter's departments on { PAGE("all.filing") }.
    .command = See the departments with filing list.

refusal-filing_not_over = { $quarter } is not over.
    .why = { $clause }: a quarter is summarised when it has ended.
    .next = Compile it after its end; what is missing can be seen now with { KEY("quarter.check") }.
    .command = Compile it after its end; what is missing can be seen now (filing check).

refusal-filing_is_signed = { $quarter } is signed and waits to be received.
    .why = { $clause }: what was signed stays as it is.
    .next = To change something, have the General Department return it first.

refusal-filing_nothing_new = { $quarter } is in the archive, and nothing has changed since.
    .why = { $clause }: an amendment sheet is for receipts that came after it.
    .next = Nothing is to be compiled.

refusal-filing_begin_again = The pack is not whole, or not the newest.
    .why = { $clause }: what is filed is whole.
    .next = Compile it once more.

refusal-filing_moved_on = Something has changed since it was compiled.
    .why = { $clause }: what is signed is what the record holds.
    .next = Compile it anew, look at it, then sign.

refusal-filing_not_compiled = No pack of this quarter waits to be signed.
    .why = { $clause }: the operator compiles, then the manager signs.
    .next = Compile it first, with { KEY("quarter.compile") }.
    .command = Compile it first (filing compile).

refusal-filing_no_pack = This quarter is not compiled: there is nothing to print or fetch.
    .why = { $clause }: the pack comes of compiling.
    .next = Compile it first, with { KEY("quarter.compile") }.
    .command = Compile it first (filing compile).

refusal-filing_not_signed = Nothing of this quarter waits to be received.
    .why = { $clause }: it is received or returned once it is signed.
    .next = Its department's manager signs it first.

refusal-filing_gap = { $number }: { $gap }. It cannot be signed.
    .why = { $clause }: forms, papers, results and ledger must all be there.
    .next = See to it, then compile anew.

refusal-filing_unexplained = { $number }: { $gap }, and no words for it.
    .why = { $clause }: the manager explains what is not at its end.
    .next = Say why, then sign.

refusal-filing_paper_taken = Archive number { $paper } is that of { $department } { $quarter }.
    .why = { $clause }: each paper has a number of its own.
    .next = Give another number.

refusal-filing_summary_all = The unit's summary is not for one department to print.
    .why = { $clause }: departments hand in to the General Department, which sums up.
    .next = Open your own department's quarter and print that with { KEY("quarter.print") }.
    .command = Print your own department's: form print filing.

problem-no_such_filing = There is no such filing: { $filing }.
    .why = The id is wrong, or a newer one took its place.
    .next = See { PAGE("all.filing") }.
    .command = See filing list.

filing-state-running = running
filing-state-due = to compile
filing-state-compiled = to sign
filing-state-signed = to receive
filing-state-received = archived
filing-state-returned = returned

gap-form_missing = number without its form
gap-form_unsigned = request still under way
gap-paper_missing = paper not received
gap-unknown_open = unknown recipients not settled
gap-send_open = send not ended
gap-loss_open = loss case not closed
gap-emergency_open = paper send not acknowledged
gap-complaint_open = complaint not closed
gap-annex_missing = list erased before it was filed
gap-sample_missing = month not sampled
gap-upkeep_missing = no maintenance log
gap-support_open = unanswered question
gap-ledger_broken = ledger entry missing or wrong
gap-results_missing = results do not add up

filed-sent = sent
filed-elsewhere = sent in another quarter
filed-void = void
filed-open = under way

filing_step-compile = compile
filing_step-sign = sign
filing_step-receive = receive
filing_step-amend = amend

option-filing-explained = a gap as check names it, and the words for it; once for each
command-filing = The department's manager hands the quarter in.
command-filing_receipt = The General Department receives a quarter.
command-filing_return = Send a quarter back, with the reason.

step-filing = quarter handed in
step-sample_sheet = samples signed
step-filing_receipt = quarter received
step-filing_return = quarter returned

ledger-filing-compiled = quarter compiled
ledger-filing-signed = quarter signed
ledger-filing-received = quarter received
ledger-filing-returned = quarter returned

todo-filing_compile = compile the quarter
todo-filing_sign = sign the quarter
todo-filing_receive = receive the quarter
todo-filing_amend = amend the quarter

next-filing_compile = Open it and press { KEY("quarter.compile") }; what is missing is named. Then the department's manager signs.
next-filing_sign = Open it, look at what is missing, and press { KEY("quarter.sign") }; the General Department receives it.
next-filing_receive = With the paper at hand open it: { KEY("quarter.receive") } receives under an archive number, { KEY("quarter.return") } returns.
next-filing_amend = Receipts came after it was filed; open it, { KEY("quarter.compile") } makes the amendment sheet, then it is signed.

chase-filing = the quarter

filing_again-blocked = compiled, but something is missing that no words help: put it right, compile it anew with { KEY("quarter.compile") }
filing_again-outgrown = something changed since it was compiled, such as a receipt: compile it anew with { KEY("quarter.compile") }, then it can be signed

paper-filing_form = Quarterly filing
paper-filing_pack = the quarter's pack
paper-filing_line = { $department }, { $quarter }, { $state }
paper-summary_form = The quarter of the whole unit
paper-late_ones = departments late
paper-paper_sends = on paper
paper-paper_count = recipients on paper
paper-signed_on = signed
paper-received_on = received
paper-quarter = quarter
paper-revision = revision
paper-filing_due = due
paper-compiled_by = compiled by
paper-nil = nil return
paper-totals = Totals by category
paper-requests = forms
paper-all = all
paper-forms = The forms
paper-no_forms = No form was filled in in this quarter.
paper-standing = standing
paper-delivered = delivered
paper-failed = failed
paper-scope = scope
paper-approvers = approved by
paper-slot_of = slot { $slot }
paper-why_void = why void
paper-why_open = stands at
paper-taken_back = taken back
paper-amended = Amended since it was filed
paper-before = before
paper-after = now
paper-exceptions = What is missing, and why
paper-no_exceptions = Nothing is missing.
paper-other_papers = Other papers of the quarter
paper-loss_line = Loss case { $number }, { $name }, { $state }
paper-emergency_line = Paper send, { $what }, { $n } recipients, because: { $reason }; acknowledged: { $by }
paper-emergency_lacking = { "    " }not signed on the paper by: { $posts }
paper-emergency_late = { "    " }entered late, because: { $why }
paper-complaint_line = Complaint { $number }, { $source }, { $form }, { $state }
paper-upkeep_line = { $kind }  { $number }  { $topic }  { $about }  { $state }
paper-replies_line = Replies: { $said }
paper-closed_on = closed { $at }
paper-still_open = open
paper-manifest = digest of the pack
paper-filing_paper = archive number
paper-ink_compiler = compiled by (ink signature, date)

filing-quarter = quarter
filing-forms = forms
filing-gaps = gaps
filing-when = due, or done
filing-due = due
filing-counts = in all
filing-signed = signed
filing-received = received
filing-paper = archive number
filing-late = { $n } d late
filing-nil = nil return
filing-amends = to amend
filing-on_paper = sent on paper
filing-on_paper_of = sends: { $sends }, recipients: { $n }
filing-amended_now = amended
filing-counted = { $forms } forms, { $n } recipients
filing-received_on = filed { $at }
filing-signed_on = receive by { $by }
filing-receive_by = to be received by
filing-receive_line = to be received by { $due }
filing-unreceived = not received for { $n } d
filing-due_on = by { $at }
filing-due_line = due { $due }
filing-reason_line = returned because: { $reason }
filing-totals = { $quarter }, due { $due }: { $done } of { $of } in the archive, { $late } late, { $n } recipients compiled
filing-totals_running = { $quarter } is not over; due { $due }; departments: { $of }
filing-which = Which quarter
filing-which_form = Which form
filing-gap_head = What is missing (! must be there, ? may be explained)
filing-no_gaps = Nothing is missing.
filing-forms_head = Forms
filing-no_forms = No form was filled in.
filing-emergencies = Emergency sends on paper
filing-recipients = { $n } recipients
filing-lacking = not signed on the paper by: { $posts }
filing-complaints = Complaints
filing-others = Other papers
filing-editions = Compiled, signed, received
filing-not_compiled = Not compiled yet: { KEY("quarter.compile") } compiles it.
filing-amended = Results that changed after it was filed
filing-moved = note
filing-moved_words = Something has changed since; press { KEY("quarter.compile") } to compile anew.
filing-kept = paper { $paper }
filing-no_paper = paper not received
filing-cost = CNY { $yuan }
filing-did-sign = signed
filing-did-received = received
filing-did-returned = returned
filing-manifest = the pack's digest
filing-checking = Looking for gaps, proving the ledger ...
filing-checked = missing: { $n }
filing-proved = The ledger: { $n } entries proved, head { $head }
filing-compiling = Compiling; { KEY("all.back") } stops it.
filing-compiled = Compiled. If nothing marked ! is missing, the department's manager signs.
filing-explain_head = Say why, for each (R3):
filing-sign_title = Hand the quarter in
filing-signed_now = Signed; the General Department receives it next.
filing-receive_title = Receive the quarter
filing-received_now = Received into the archive.
filing-return_title = Return the quarter
filing-returned_now = Returned; compiled and signed again, it comes back to your turn.
filing-pack_title = Get the pack
filing-packed = written to { $file }, and a zip of that name
filing-packed_out = written to { $file } in your outbox
filing-written = written to { $path }
filing-nobody = No department fits.
filing-not_there = { $quarter } is not compiled yet.
filing-explain_how = --explain is GAP=WORDS, the gap as filing check has it in brackets: { $given }

cli-column-revision = revision
cli-column-requests = forms
cli-column-signed = signed
cli-column-paper = archive number

list-filing-empty = No department of this quarter is yours to see.
    { KEY("filing.quarter") } changes the quarter; without departments, apply for one first ({ KEY("all.people") }, { KEY("people.applications") }).

field-explained = words for a gap

filter-filing = department or state:

help-filing-title = Filing
help-quarter-title = A department's quarter
help-quarter_form-title = Hand the quarter in
help-filing-body = Filing (R3): each quarter a department's forms, texts, scopes and results are compiled, signed by its manager, and received by the General Department.
    Due on the 10th working day after the quarter; lateness shows. Nothing sent is a nil return. { KEY("filing.quarter") } changes the quarter, { KEY("filing.open") } opens a department, { KEY("filing.print") } prints the unit's summary.
help-filing-columns = department: whose quarter it is [R3]
    state: to compile, sign or receive, filed; how many days late [R3]
    forms: requests of the quarter [R3]
    recipients: people whom they were sent to
    gaps: what is still missing [R3]
    due, or done: hand in by then; of a filed one, the day of receipt [R3]
help-quarter-body = A department's quarter: each gap names its form; ! must be there, ? is explained by the manager.
    { KEY("quarter.compile") } compiles, { KEY("quarter.check") } looks again and proves the ledger, { KEY("quarter.sign") } signs, { KEY("quarter.receive") } receives under an archive number, { KEY("quarter.return") } returns.
    Receipts that come after it was filed: { KEY("quarter.compile") } makes an amendment sheet. { KEY("quarter.pack") } gets the pack; its README tells how stock tools check it.
help-quarter_form-body = The manager hands the quarter in: say why for each thing that is left open; { KEY("quarter_form.sign") } shows what is signed. The statement has the pack's digest, its counts, and these words.

problem-filing_stopped = Compiling was stopped.
    .why = You pressed { KEY("all.back") }; nothing was kept.
    .next = Press { KEY("quarter.compile") } to compile it.

problem-pack_damaged = The pack is damaged, and was not written.
    .why = Its names or its content are not those of a pack.
    .next = Get it again; else have the administrator look at the desk.

problem-pack_changed = The pack changed while it was fetched.
    .why = Somebody compiled it anew meanwhile.
    .next = Get it again.

command-filing_list = Who has handed a quarter in, who is late, and the totals.
option-filing-quarter = empty: the newest that is over
option-filing-text = part of a department's name or of a state

refusal-filing_no_forms = The quarter has no form.
    .why = { $clause }: a form that there is can be opened.
    .next = A quarter without forms is filed all the same.
