### What is kept and what is erased (R13): pages, commands, the certificate, refusals.

erasure-gone = erased
erasure-kind-request = request
erasure-kind-list = unused list
erasure-kind-findings = findings
erasure-kind-complaint = complaint
erasure-item-send = send
erasure-item-list = list
erasure-item-findings = findings
erasure-scope-request = request
erasure-scope-department = department
erasure-due = due
erasure-what = what
erasure-name = number or name
erasure-numbers = numbers
erasure-findings = findings
erasure-rows = rows
erasure-lists = lists that go with it
erasure-no_lists = none (other requests use them)
erasure-holds = legal holds
erasure-free = may go
erasure-state = state
erasure-kept = kept
erasure-held = held
erasure-marked = { $n } marked, { $rows } rows
erasure-due_only = What is due
erasure-everything = Everything that is kept
erasure-ending = to end it
erasure-release_waits = its end is proposed; the general manager confirms with { KEY("legal_holds.release") }
erasure-waits = a proposal waits for its second: read it with { KEY("erasure.confirm") }
erasure-propose_title = Propose to erase numbers
erasure-confirm_title = Confirm: erase numbers
erasure-release_title = Propose to end a legal hold
erasure-confirm_release_title = Confirm: end a legal hold
erasure-hold_title = Make a legal hold
erasure-hold_which = What is to be held?
erasure-hold_request = this request, { $name }
erasure-hold_department = everything of { $name }
erasure-requests = requests
erasure-what_goes = Numbers, salts, raw receipts and findings go and cannot be had back; signatures, counts, digests and the ledger stay.
erasure-then_erase = Then the General Department's supervising manager confirms. The dispatcher judges signatures, periods and holds, erases, and the desk after it.
erasure-then_release = Then the general manager confirms.
erasure-proposed = Proposed; the second person has to confirm.
erasure-confirmed = Confirmed; the dispatcher carries it out.
erasure-hold_made = The legal hold is in force; a waiting proposal to erase it is void
erasure-hold = hold { $id }
erasure-made_by = made by
erasure-made_at = made
erasure-released = ended
erasure-subject = held
erasure-nth = erasure { $id }
erasure-carried_out = erased
erasure-proposer = proposed by
erasure-confirmer = confirmed by
erasure-scrubbed = free pages written over
erasure-not_scrubbed = not yet (the desk tries again every minute)
erasure-removed = removed at the desk
erasure-told = { $by }: { $sends } sends, { $recipients } recipients, { $rows } rows deleted
erasure-files_none = No file in the drop box has to go.
erasure-files_left = { $name }: the file of list { $list }, not needed since { $due }; --remove takes it away
erasure-file_removed = { $name } was written over and removed
erasure-file_kept = { $name } could not be removed: it changed, or may not be written to

list-erasure-empty = No numbers are due. Press { KEY("erasure.every") } to see what is kept for now.
list-legal_holds-empty = No legal holds. Choose a request on the erasure page and press { KEY("erasure.hold") }.
list-erasures-empty = Nothing was erased yet. The registrar proposes what is due.

erased_rows-list_number = numbers of lists
erased_rows-finding = findings
erased_rows-salt = salts
erased_rows-result = provider's ids, by the thousand
erased_rows-complaint = numbers of complaints
erased_rows-reply = replies
erased_rows-optout = opt-outs, now as HMAC

filter-erasure = words in number, name or purpose

state-list-erased = numbers erased

cli-nothing_due = nothing is due
cli-no_holds = no legal holds
cli-no_erasures = nothing was erased yet

act-erase = erasure proposed
act-release_hold = end of the hold proposed
act-legal_hold = legal hold in force

todo-erasure_due = numbers to be erased
todo-erasure_again = to be erased again
todo-confirm_erase = confirm an erasure
todo-confirm_release_hold = confirm: end a hold

chase-erasure_due = numbers due
chase-erasure_again = numbers, once more

next-confirm_erase = Open it ({ KEY("todo.open") }) and read with { KEY("erasure.confirm") } what goes, how much and why; if it is right, type the rows and sign.
next-confirm_release_hold = Open it ({ KEY("todo.open") }) and read the proposal with { KEY("legal_holds.release") } on the hold; if you agree, sign.
next-erasure_again = This dispatcher was armed again, and its database may be older than the erasure: it erases once more by the two signatures of then, and the row goes with its report. If it refuses, the ledger says why.
next-erasure_due = { KEY("todo.open") } shows what is due; mark it and propose its erasure with { KEY("erasure.propose") }.
    .command = See what is due (erasure preview) and propose its erasure (erasure propose).

ledger-erasure-hold_made = legal hold made
ledger-erasure-hold_released = dispatcher ended a legal hold
ledger-erasure-erased = dispatcher erased numbers
ledger-erasure-erase_refused = dispatcher refused an erasure
ledger-erasure-done = desk erased numbers
ledger-erasure-scrubbed = free pages written over
ledger-complaint-forgotten = number of a complaint erased

paper-erasure_form = Certificate of Erasure
paper-erasure_what = what was erased
paper-erasure_item = number or name
paper-erasure_kind = kind
paper-erasure_rows = rows
paper-erasure_digest = digest
paper-erasure_reason = reason
paper-erased_at = erased at
paper-erasure_entry = ledger entry
paper-erasure_total = rows in all
paper-erasure_desk = removed at the desk
paper-erasure_scrubbed = free pages written over at
paper-erasure_reports = dispatchers' reports
paper-erasure_report = { $by }, { $at }: { $sends } sends, { $recipients } recipients, { $rows } rows deleted; { $elsewhere } sends not there; digest of the report { $digest }
paper-erasure_words = The numbers named above, their salts, raw receipts and findings were erased from desk and dispatcher. Signatures, counts, digests and the ledger stay; opt-outs stay, so that they go on being respected. Copies in backups end with the backup's term.
paper-ink_registrar = registrar (signature, date)
paper-ink_supervisor = supervising manager (signature, date)

step-erasure_proposed = proposed erasure
step-erasure_confirmed = confirmed erasure

help-erasure-title = Erasure of what is due
help-erasure-body = Numbers become due as the policy pack says. Mark with { KEY("erasure.mark") }; the registrar proposes with { KEY("erasure.propose") }, the General Department's supervising manager confirms with { KEY("erasure.confirm") }, and both retype the rows. The dispatcher judges and erases first, the desk after it. Any manager holds with { KEY("erasure.hold") }, alone; two people end a hold.
help-erasure-columns = due: when its time is over [R13]
    what: a request, a list or findings [R13]
    rows: rows that go with it [R13]
    state: whether it may go, or what keeps it [R13]
    number or name: of the request or the list [R13]
    purpose: purpose, or the file [R13]
help-legal_holds-title = Legal holds
help-legal_holds-body = Nothing of what is held is erased, and the dispatcher knows it, too. { KEY("legal_holds.release") }: the registrar proposes to end one, the general manager confirms.
help-legal_holds-columns = what: a request or a whole department [R13]
    number or name: which one [R13]
    made by: who made the hold [R13]
    made: when it was made [R13]
    ended: when it ended; empty while in force [R13]
    reason: why it is kept [R13]
help-erasures-title = What was erased
help-erasures-body = Who erased what and when, and whether free pages were written over; { KEY("erasures.print") } prints the certificate. Signatures, counts, digests and the ledger are still there.
help-erasures-columns = erased: when it was carried out [R13]
    requests: requests that were erased [R13]
    rows: rows that were erased [R13]
    proposed by: who proposed it [R13]
    confirmed by: who confirmed it [R13]
    reason: why [R13]

refusal-erased = The numbers of request { $number } were erased.
    .why = { $clause }: what was erased is neither sent to nor held again; ledger, counts and digests stay.
    .next = To send again, make a new request with a new list.

refusal-erase_nothing = There is nothing to erase.
    .why = { $clause }: what was chosen is erased already, or holds no numbers.
    .next = See what is due on { PAGE("all.filing") }, { KEY("filing.erasure") }.
    .command = See what is due with erasure preview.

refusal-erase_too_many = At most { $most } things are erased at once.
    .why = { $clause }: more than that nobody reads before they sign.
    .next = Propose it in several parts.


refusal-erase_proposed_already = Something of it is proposed already.
    .why = { $clause }: one proposal at a time.
    .next = Wait until it is done or runs out; see { KEY("filing.erasure") } on { PAGE("all.filing") }.
    .command = Wait for it; see it with proposal list.

refusal-erase_stale = What the proposal says is not so any more.
    .why = { $clause }: what goes, and how much, does not change after the signature.
    .next = Propose it again as it is now.

refusal-erase_running = Request { $number } is not over.
    .why = { $clause }: nothing goes before every slot has ended and every result is here.
    .next = Wait until it is over.

refusal-erase_unsettled = { $n } recipients of request { $number } are still in doubt.
    .why = { $clause }: after erasure nobody could settle them, so two people settle them first.
    .next = Settle them first: open the send on { PAGE("all.sends") }, { KEY("monitor.settle") }.
    .command = Settle them first with send settle.

refusal-erase_held = Legal hold { $hold } keeps it: { $reason }
    .why = { $clause }: nothing goes while a legal hold is in force.
    .next = The registrar proposes to end the hold, the general manager confirms.

refusal-erase_frozen = The request is frozen.
    .why = { $clause }: what is frozen is not cleared up yet, so its numbers stay.
    .next = Lift the freeze first.

refusal-erase_early = It is kept until { $due }.
    .why = { $clause }: the policy pack says how long; the law wants sends kept for six months at least.
    .next = Wait until then.

refusal-erase_by_itself = It goes by itself on { $due }; nobody proposes it.
    .why = { $clause }: the closed complaint is about no request that was sent; the desk alone has its number.
    .next = To keep it, the registrar or a manager makes a legal hold: { PAGE("all.filing") }, { KEY("filing.erasure") }, { KEY("erasure.hold") }.
    .command = To keep it, the registrar or a manager makes a legal hold: erasure hold department.

refusal-erase_in_use = Request { $number } still uses the list.
    .why = { $clause }: a list that may still be sent to stays.
    .next = Finish, return or withdraw that request first.

refusal-hold_not_yours = { $person } may not make a legal hold.
    .why = { $clause }: the registrar or any manager makes one.
    .next = Ask one of them.

refusal-hold_subject = There is no { $subject }.
    .why = { $clause }: name a request by its id, or a department.
    .next = Check the request's number on { PAGE("all.requests") }, or the department's id.
    .command = See request list or departments.

refusal-hold_stands = Legal hold { $hold } keeps it already.
    .why = { $clause }: one hold is enough.
    .next = There is nothing to do.

refusal-hold_over = Legal hold { $hold } has ended.
    .why = { $clause }: a hold ends once.
    .next = There is nothing to do.

refusal-optout_key_missing = This desk lacks the key of hashed opt-outs, { $path } (fingerprint { $key }).
    .why = { $clause }: of erased numbers the refusal is kept as HMAC alone; without the key nobody knows who refused, so nothing is imported, released or sent.
    .next = The administrator copies it from the desk { $desk }, or from the copy kept apart: the desk's account, 0600.

refusal-optout_key_wrong = { $path } is not the key that the database knows (fingerprint { $key }).
    .why = { $clause }: under another key nobody could say who refused, so nothing is imported, released or sent.
    .next = The administrator moves this file away and copies the right one from the desk { $desk }, or from the copy kept apart.

refusal-optout_key_loose = The key of hashed opt-outs, { $path }, can be read by others, or is not the desk's own file.
    .why = { $clause }: who has the key can guess the erased numbers.
    .next = The administrator makes it the desk account's own, 0600, and finds out who read it.

refusal-optout_source_number = The source holds a mobile number.
    .why = { $clause }: the source is written into the ledger, which holds no number and is never erased.
    .next = Say only how it became known, such as: by telephone.

problem-no_such_hold = There is no such legal hold.
    .why = The number is wrong.
    .next = See { PAGE("all.filing") }, { KEY("filing.erasure") }, { KEY("erasure.holds") }.
    .command = See erasure holds.

problem-no_such_erasure = There is no such erasure.
    .why = The number is wrong.
    .next = See { PAGE("all.filing") }, { KEY("filing.erasure") }, { KEY("erasure.certificates") }.
    .command = See erasure list.

command-erasure_preview = What is due, how much it is, since when, what keeps it.
command-erasure_holds = Legal holds, newest first.
command-erasure_list = Erasures carried out, newest first.
option-erasure-open = also those that ended
ask-erase-count = retype all rows that go
ask-erase-count_wrong = Not how many rows would go; count and passphrase are emptied. Look at it above, type it again.
command-erase = Propose to erase; another confirms with proposal confirm.
command-release_hold = Propose to end a hold; the general manager confirms.

refusal-erasure_ended = No erasure waits; what { $by } proposed at { $at } came to nothing.
    .why = { $clause }: a proposal ends when what it names has changed, or with its time.
    .next = Propose it again.
