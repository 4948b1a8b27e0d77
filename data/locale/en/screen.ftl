### The frame, the lists, the dialogs, the pages that only show, and an idle console.

idle-title = { $name }: no key for a while, locked
idle-about = Type the passphrase of your own key to go on; Ctrl+Q leaves. Drafts are kept, sends go on.
idle-running = Sending:
idle-send = { $number }  of { $n }: { $sent } sent, { $delivered } delivered, { $unknown } unknown
idle-left = Without a key for so long the console has left. Drafts are kept and sends go on.
idle-over = Your session has ended: { $why }

yes = yes

no = no

none = none


fatal = The console failed and has ended; drafts are kept and sends go on. Report { $report }: tell the administrator.

frame-product = SMS console
frame-product_short = SMS
frame-more = more
frame-more_lines = { $mark } { $n } more
frame-more_lines_tab = Tab { $mark } { $n } more
frame-space = Space
frame-gateway = gateway
frame-solo = NOT SEPARATED
frame-chord = after g: t todo, r requests, a approvals, c contacts, s sends, k keys, f filing, p people, l ledger
frame-interrupt = nothing to interrupt here; { FIELD_KEY("all.leave") } leaves, { KEY("all.back") } goes back
frame-not_utf8 = The terminal is not set to UTF-8: that key was not taken. Set it to UTF-8.
frame-silent = the desk is silent, figures of { $time }
frame-back_again = Back at the page that was open when the line was cut. { KEY("all.back") } goes back.
frame-ascii = Frames and marks are drawn in ASCII from now on; { KEY("all.marks") } turns back.
frame-drawn = Frames and marks are drawn as before from now on.
frame-ascii_for_now = Drawn otherwise for now: the settings file cannot be written. Press { KEY("all.marks") } next time.

tab-todo = Todo
tab-requests = Forms
tab-approvals = Sign
tab-contacts = Lists
tab-sends = Sends
tab-credentials = Keys
tab-filing = Filing
tab-people = Staff
tab-ledger = Log

keys-close = Enter close
keys-read = arrows scroll, Esc closes
keys-confirm = y yes   n or Esc no
keys-pick = type to filter, arrows, Enter takes, Esc leaves
keys-pick_list = type to filter, arrows, Enter takes, Esc leaves
keys-act-ticks = Space ticks  x ticks and goes on
keys-act-next = Enter or Tab next
keys-act-break = Ctrl+J new line
keys-act-last = Enter on the last line does as Ctrl+S
keys-pick_nothing = Nothing fits; take letters away with Backspace.
keys-act-one = Enter does as Ctrl+S
keys-act-look = Not all of it is shown: PgUp PgDn scroll
keys-act-path = Tab completes a path
keys-act-leave = Esc leaves

trouble-why = Why:
trouble-next = What next:

act-busy = Working ...
act-missing = Still to do: { $names }
act-ticks = { $n } to tick
act-go = do it
act-go_sign = sign and do it
act-demo = type: { $passphrase }
act-passphrase = passphrase
act-count = retype the count
act-count_wrong = Not the number of recipients; count and passphrase are emptied. Look at it above, type it again.
act-reason = reason
act-opinion = opinion, optional
act-paper = paper number
act-place = kept at, optional

leave-title = Leave the console
leave-question = Leave? Sends go on.
fields-clear_question = What you typed cannot be brought back. Empty the form?
fields-cleared = The form is empty again.
fields-full = { $most } characters at most, { $lost } not taken
fields-kept = What you typed is kept; come back to go on.
fields-resumed = What you typed before is here again; { KEY("fields.clear") } empties the form.
leave-drafts = Forms that you have not finished will be lost. Leave all the same?

palette-title = Find anything (Chinese, English, pinyin, initials)
palette-press = Press here: { $keys }
palette-choose = Choose here first, then press { $keys }
palette-searching = searching ...
palette-unread = Could not search { $kinds }: { $why }
palette-comma = ,{ " " }
palette-kind-request = request
palette-kind-person = person
palette-kind-list = list
palette-kind-send = send
palette-kind-loss = loss
palette-kind-help = help

keymap-faults = { $first } (and { $more } more in the file of keys)
keymap-unread = The file of keys { $file } cannot be read: { $why }
keymap-unknown_action = keys.toml: there is no action { $name }; the line is left out
keymap-no_keys = keys.toml: { $action } has no key; the line is left out
keymap-unknown_key = keys.toml: { $action } cannot have the key { $key }; the line is left out
keymap-taken_by_field = keys.toml: { $action } is on a form, whose fields take { $key }; the line is left out
keymap-clash = keys.toml: { $action } cannot have { $key }, the key of { $other }; the line is left out

keys-all = Everywhere
keys-list = Lists
keys-fields = Forms
keys-column-page = page
keys-column-key = key
keys-column-action = action
keys-column-zh = Chinese
keys-column-en = English
keys-column-clause = clause
list-keys-empty = No keys.

list-no_row = The list is empty: “{ $action }” needs a row.
list-waiting = reading ...
list-contacts-empty = No lists yet.
    A drafter presses { KEY("contacts.import") } to import a TXT or Excel file.
list-findings-empty = No findings.
list-import_findings-empty = There are no such rows.
list-optouts-empty = No opt-outs.
    Press { KEY("optouts.add") } to record one.
list-optouts-none = No opt-outs. Operators, drafters and the registrar record them.
list-recipients-empty = No recipient in this state.
list-ledger-empty = No such entries.

filter-every = all
filter-pick = Show only
filter-on = Only those with "{ $text }"; { KEY("all.back") } or Ctrl+U takes it away.
filter-off = No filter.
filter-state = Only: { $state }
filter-todo = No filter here.
filter-requests = Part of a purpose or number, then Enter.
filter-keys = Part of a name, of its pinyin or initials, a key or a page, then Enter.
filter-approvals = Part of a purpose or number, then Enter.
filter-contacts = Part of a list's name, then Enter.
filter-findings = By reason.
filter-import_findings = A row number, or what the raw text holds.
filter-optouts = The last four digits, then Enter.
filter-sends = Part of a purpose or number, then Enter.
filter-recipients = By state.
filter-ledger = Kind, @person, request:12, form number, 2026-11-01..2026-11-30; or several.

column-what = what
column-due = due
column-number = number
column-purpose = purpose
column-state = state
column-category = category
column-recipients = recipients
column-waits = waits for
column-opens = opens
column-updated = updated
column-name = name
column-posts = posts
column-passphrase = demo passphrase
column-department = department
column-any_department = any department
column-at = time
column-row = row
column-reason = reason
column-raw = raw text
column-mend = how to mend
column-mended = mended mobile number
column-list_id = no.
column-file = file
column-outcome = what was done
column-mobile = mobile
column-scope = scope
column-source = source
column-blocked = held up by
column-progress = sent/approved
column-count = count
column-code = code
column-message_id = gateway's id
column-seq = entry
column-kind = kind
column-actor = who
column-subject = subject

choose-solo = { " " }Play anyone. Enter to begin, { KEY("all.switch") } changes, { FIELD_KEY("all.leave") } ends; { KEY("all.marks") } if lines are ragged.
choose-filter = { " " }Type to filter (name, id, post, department):{ " " }
choose-everywhere = everywhere
choose-expires = { " " }The roster ends { $when }: then nothing is approved or sent.
    { " " }The roster signers renew it; for a new demo, leave and run demo --reset.
choose-expired = { " " }The roster ended { $when }: now one can only look.
    { " " }The roster signers renew it; for a new demo, leave and run demo --reset.
choose-wait = { " " }Connecting to the desk ...
choose-nobody = Nobody fits; Esc takes the filter away.
choose-connecting = Connecting as { $name } ...

demo-unstarted = The example bank does not start; most likely another release made it.
    A new bank can be made; the work in this one is lost then.
    Type r and Enter to make it anew, Enter alone to see why:{ " " }
demo-ends = The example bank's roster ends { $when }, in { $days } days;
    after that nothing is approved or sent.
    A new bank can be made; the work in this one is lost then.
    Type r and Enter to make it anew, Enter alone to open it as it is:{ " " }
demo-ended = The example bank's roster ended { $when };
    one can look, and nothing is approved or sent.
    A new bank can be made; the work in this one is lost then.
    Or open it as it is: Han Xue and Yang Fan can still sign a new version.
    Type r and Enter to make it anew, Enter alone to open it as it is:{ " " }

help-keys = Keys of this page
help-everywhere = Everywhere
help-fields = Fields
help-dialog-title = Keys in a dialog
help-dialog-confirm = y is yes, n or Esc no: never the key that led here, so that nothing is answered by accident. { KEY("all.language") } changes the language.
help-dialog-pick = Type a few letters to see only what holds them; arrows move, Enter takes, Esc leaves. { KEY("all.language") } changes the language.
help-dialog-file = The list shows the folder that the path above names so far: folders first, then files, the newest first; grey ones are hardly what is wanted, and say why. A few letters leave the names that hold them; arrows move, Enter goes into a folder or takes the file, Tab completes. ~/ is your own folder, / the root; names that begin with a dot show once a dot is typed. At the right stand the first rows, numbers masked. Ctrl+R looks again, Esc leaves.
help-dialog-act = Above stands what is about to be done; PgUp and PgDn scroll it where it is long. Space ticks a box, x ticks it and goes on, Enter or Tab goes to the next field, Shift+Tab back. A count or name that is to be retyped stands above: it is typed again so that it is read. Typed wrongly, it is emptied, and the passphrase with it.
    { "" }
    Enter on the last field, or Ctrl+S anywhere, acts; what is missing is told. A wrong passphrase is typed again; several in a row lock your signature (R12). Esc leaves, and nothing is done.
help-find = { KEY("all.palette") } finds actions of all pages, requests, people, lists, sends and help by name; { KEY("all.keys") } shows the keys of all pages.
help-lists = Lists: arrows or j k, PgUp PgDn, Home End, Space marks, Ctrl+U clears the filter; g and a letter jumps.
help-keys-title = Keys of all pages
help-keys-body = Every page with its keys; { KEY("keys.open") } goes to that page, { KEY("keys.filter") } filters by name, pinyin, key or page, { KEY("list.book") } saves a workbook.
help-keys-columns = page: where the key works, or everywhere
    key: what to press, with your own keys
    action: what it does
    clause: the clause that the action is about
help-todo-title = Todo
help-todo-body = What waits for you, nearest deadline first; { KEY("todo.open") } opens it.
help-todo-columns = due: the day, and the working days left [R2]
    what: what is asked of you
    number: of the request, the quarter or the version
    of what: purpose or name; what stands in the way comes first
    people: how many recipients [R7]
    from: who submitted or proposed it [R9]
help-requests-title = Requests
help-requests-body = Your departments' batch SMS requests (Attachment 1).
help-requests-columns = state: how far it is; { KEY("requests.state") } shows one alone [R2]
    number: given when it is submitted; B was sent on paper [R3]
    category: decides approvals, hours and limits [R4, R5, R6]
    recipients: the numbers of all its slots [R10]
    purpose: what it is for [R1]
help-form-title = The entry form
help-form-body = Saved as you type; { KEY("all.back") } loses nothing. A field is checked when you leave it, in words beneath it. { KEY("form.next") }, { KEY("form.previous") } or a click go to another section; { KEY("form.phone") } shows what customers get. What differs from the template stands below; { KEY("form.template") } puts its words back.
help-request-title = One request
help-request-body = What was signed, its chain, and its slots. Where the screening list blocks a draft, the supervising manager proposes to release it with { KEY("request.appeal") }, and the registrar confirms.
help-approvals-title = Approval queue
help-approvals-body = Requests that wait for your decision.
help-approvals-columns = number: the request's number
    decide by: undecided by then, it expires [R2]
    level: as what you sign [R2]
    category: notice, promotion, other [R4, R5, R6]
    people: recipients; typed again when you approve [R7]
    purpose: what it is for
help-card-title = Approval card
help-card-body = First the request as it is signed, then what the desk found, then the signatures. A department manager ticks content and list (R7); the count is retyped.
help-contacts-title = Contacts
help-contacts-body = The departments' own lists (R10) and their findings.
help-contacts-columns = name: given at the import
    recipients: the numbers taken, each once [R10]
    left out: rows that were not taken; { KEY("contacts.open") } shows each [R10]
    department: whose list it is; no other may use it [R9]
    time: when it was imported
help-findings-title = Findings
help-import_findings-title = Findings of this import
help-findings-body = Rows that are no plain mobile number, by file row.
help-findings-columns = row: the row of the file [R10]
    reason: why it is no number, or why it is told [R10]
    what was done: taken, mended or left out [R10]
    raw text: what stood there, numbers masked [R13]
help-import_findings-body = The rows of one reason in file order, numbers masked; { KEY("all.back") } goes back to the check.
help-import_findings-columns = row: the row of the file [R10]
    reason: why it is no number, or why it is told [R10]
    what was done: taken, mended or left out [R10]
    raw text: what stood there, numbers masked [R13]
help-optouts-title = Opt-outs
help-optouts-body = Who refused; removed at every send. One person alone cannot undo it; for a person who wants messages again, use “resubscribe” (R13).
help-optouts-columns = mobile: masked [R13]
    scope: everything, one category or one department [R13]
    time: when it was said [R13]
    source: by a reply, a call, a list or a code of the gateway [R13]
help-import-title = Import: the file
help-import-body = TXT or Excel, one mobile number a row (R10). On a separated host the line at the top says how files are sent (sftp, WinSCP); names that end in .part or .filepart are still on their way and not listed. The files of the folder are listed; a path can be typed, or { KEY("import.paste") } pastes numbers. What was chosen and typed is kept when you go elsewhere.
help-import_paste-title = Import: pasted numbers
help-import_paste-body = Numbers that are in no file, one a line (R10). They are in memory only, and go after the import or when you leave.
help-import_columns-title = Import: columns
help-import_columns-body = The first rows of the file, masked. The column of the numbers is found by its content and heading; choose another column, sheet or encoding if they look wrong (R10).
help-import_check-title = Import: check
help-import_check-body = Every row is in one of three parts, which add up to the file. What can be repaired, such as full-width digits, is taken once ticked; all other rows are listed (R10).
help-import_done-title = Import: upload and signature
help-import_done-body = The rows go to the desk and you sign for them (R9, R10); without the signature nothing stays.
help-sends-title = Sends
help-sends-body = Slots cleared, running, held or ended.
help-sends-columns = state: cleared, sending, held, ended; not done while somebody is unknown [R2]
    number: the request, and which slot of it
    opens: when its window opens [R13]
    sent/approved: sent so far, and approved; who was left out is not sent to [R7]
    purpose: what it is for
help-running-title = Sends under way
help-running-body = Slots released, running or held, read once a second. Arrows choose one, { KEY("running.open") } shows all of it, { KEY("running.hold") } holds it at once.
running-more = The first { $n } are shown, { $more } more run; { KEY("all.back") }: the list of sends has them all.
refusal-nothing_under_way = Nothing is being sent now.
    .why = { $clause }: what is held or watched is a send under way.
    .next = To release, press { KEY("all.back") }, open a line that is cleared, and press { KEY("monitor.release") }.

running-none = Nothing is being sent now. What is released will stand here.
    To release: { KEY("all.back") }, open a line that is cleared, press { KEY("monitor.release") }.
help-monitor-title = Monitor
help-monitor-body = Read twice a second. Hold is a key and a yes; release, resume and stop need the count and a signature. Leaving changes nothing.
    Who is still unknown at the end is settled by two: the operator proposes, the first approver confirms, and the dispatcher judges both signatures before it changes anything.
    Who was refused or not delivered, or never sent to, can be sent to again: the operator proposes; the first approver confirms for the former, the last approver for the latter.
help-ledger-title = Ledger
help-ledger-body = One entry an act, chained, append-only. { KEY("ledger.open") } shows one whole, { KEY("ledger.verify") } verifies all, { KEY("ledger.heads") } lists signed heads, { KEY("ledger.check") } takes a head from paper, { KEY("ledger.export") } exports.
help-ledger-columns = entry: from 1 on, without a gap
    time: when the desk wrote it
    kind: what was done
    who: who did it; a program where no person did
    subject: the request, list or roster
help-choose-title = Choose who you are
help-choose-body = Choose a person in a demonstration; elsewhere the account says.
