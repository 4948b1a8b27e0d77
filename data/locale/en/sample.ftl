### Samples: the sends of a month that a department looks at (R7).

sample-month = month
sample-of = sends
sample-n = to see
sample-by = signed by
sample-at = signed
sample-words = what was looked at
sample-faults = what was wrong
sample-send = send
sample-started = began
sample-digest = digest of the request
sample-which = Which month
sample-drawn = { $department } { $month }: { $n } of { $of } sends.
sample-drawn_by = { $of } sends; drawn by the dispatcher's signature on entry { $seq } of the ledger, head { $head }.
sample-nothing = No send was drawn.

sample-state-running = running
sample-state-none = nothing sent
sample-state-undrawn = not drawn
sample-state-due = to look at
sample-state-signed = looked at
sample-state-faulty = faults found

todo-sample = look at samples
next-sample = Open it, read text, list and approvals of each; { KEY("sample.sign") } says what was found and signs.
chase-sample = samples of a month

list-samples-empty = No department of this month is yours to see.
    { KEY("samples.month") } changes the month.
list-sample-empty = No send was drawn.
    There are none while the month runs, where nothing was sent, and until the dispatcher has signed a head after the month.
filter-samples = department:
filter-sample = send, purpose or text:

help-samples-title = Samples
help-sample-title = A department's samples of a month
help-samples-body = A department supervises its own sends (R7): five of each month, all if there were fewer, signed by its manager.
    The dispatcher's signature on the ledger's first head after the month says which, so that nobody chooses. { KEY("samples.month") } changes the month, { KEY("samples.open") } opens a department.
help-samples-columns = department: whose sends they are [R7]
    state: running, to look at, looked at, faults found; whether it is late [R7]
    sends: those that began in the month
    to see: those of them to look at [R7]
    due: sign by then [R7]
help-sample-body = The sends that were drawn. { KEY("sample.open") } reads text, list, approvals and results; { KEY("sample.sign") } says what was looked at and found, and signs.
    Before that your own program draws again by that signature, and signs nothing that the desk shows otherwise. It may be signed again: the newest counts, the others stay in the ledger.
help-sample-columns = send: number of the form, and slot [R7]
    category: notice, promotion or other
    purpose: as in the form
    recipients: those of the list

command-sample_sheet = A department's manager signs the samples of a month.
command-sample_samples = A month of every department: how many sends to look at, and whether it is signed.
option-sample-month = empty: the newest that is over
option-sample-text = part of a department's name
usage-filing-sample = The sends of a department's month that were drawn, and what was signed about them.
usage_of-filing-month = the month, such as 2026-11
leaf-sample_sheet-month = month
leaf-sample_sheet-seq = ledger entry
leaf-sample_sheet-head = head
leaf-sample_sheet-lot = digest of the head's signature
leaf-sample_sheet-of = sends
leaf-sample_sheet-sends = sends looked at
leaf-sample_sheet-faults = what was wrong
leaf-sample_sheet-words = what was looked at
leaf-sample_sheet-sends-name = send
leaf-sample_sheet-sends-request = digest of the request
leaf-sample_sheet-sends-n = recipients
ledger-sample-signed = samples signed
ledger_subject-sample = samples

refusal-sample_not_manager = The samples of { $department } are not yours to sign.
    .why = { $clause }: a department supervises itself, and its manager signs.
    .next = Its manager signs them.
refusal-sample_running = { $month } is not over.
    .why = { $clause }: they are drawn after the month, so that nobody knows beforehand which.
    .next = Sign at the beginning of the next month.
refusal-sample_none = Nothing was sent in { $month }.
    .why = { $clause }: there is nothing to look at.
    .next = Nothing needs to be signed.
refusal-sample_undrawn = The samples of { $month } are not drawn yet.
    .why = { $clause }: the first ledger head that the dispatcher signs after the month says which, and there is none yet.
    .next = A running dispatcher signs one by itself; if there is none for long, have the administrator look at it.
refusal-sample_moved_on = The samples of { $month } changed; nothing was signed.
    .why = { $clause }: what was to be signed is not what is drawn now, for example because a late report added a send.
    .next = Open it again, read it, and sign.
refusal-no_such_month = There is no month "{ $month }".
    .why = { $clause }: a month is written 2026-11; there are those from the ledger's first quarter to this one, at most 24.
    .next = Say another.
