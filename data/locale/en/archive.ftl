### The archive book, paper that is owed, form numbers, emergency sends entered afterwards (R1 to R3, R6).

archive-number = archive no.
archive-kind = kind
archive-title = title
archive-where = kept at
archive-pages = pages
archive-state = state
archive-request = number
archive-who = who
archive-since = since
archive-until = until
archive-late = late
archive-serial = serial
archive-void = void
archive-sent_at = sent
archive-category = category
archive-recipients = recipients
archive-lacking = not signed by
archive-why = why


archive-department = department
archive-box = box
archive-shelf = shelf
archive-place = place
archive-received = received
archive-brought_by = brought by
archive-note = note
archive-moves = What happened to it
archive-no_moves = It has not moved since it was entered.
archive-back_on = back on { $day }
archive-is_overdue = overdue
archive-is_late = late
archive-is_void = void
archive-missing = missing
archive-none = No such document in the book.
archive-none_owed = No paper is owed.
archive-no_numbers = No number was given out that year.
archive-no_emergencies = No emergency sends.
archive-no_such_number = The book has no { $number }.
archive-no_such_emergency = There is no emergency send { $number }.
archive-approver_form = { $value }: write POST=NAME, as department_manager=孙丽.
archive-shelved = entered
archive-corrected = corrected
archive-done_lend = lent
archive-done_return = taken back
archive-done_hand_over = handed over
archive-done_destroy = proposed to destroy; another confirms
archive-done_confirm = destroyed
archive-done_keep = kept after all
archive-entered = entered afterwards
archive-acknowledged = acknowledged
archive-text = message
archive-approvers = signed on paper by
archive-nobody = nobody
archive-channel = by what means
archive-by = entered by
archive-acknowledged_by = acknowledged by
archive-opinion = words
archive-exception = exception: entered afterwards

command-emergency_acknowledgement = The department's manager has seen the paper and stands to it; signed.

emergency_state-entered = unacknowledged
emergency_state-acknowledged = acknowledged

todo-paper = paper form owed
todo-loan = loan overdue
todo-destroy_paper = confirm a destruction
todo-emergency = acknowledge a send

chase-paper = paper form
chase-loan = return of a document
chase-destroy_paper = confirm a destruction
chase-emergency = acknowledge a send

next-paper = Collect the signed form, press { KEY("todo.open") } and type its check code; without it the quarter stays open (R3).
next-loan = Ask the borrower for it; open the paper and enter its return with { KEY("paper.return") }.
    .command = Ask the borrower for it and enter its return (archive return).
next-destroy_paper = Read the list and the reason: { KEY("paper.confirm") } if you agree, { KEY("paper.keep") } if not.
    .command = Read why; if you agree, archive confirm, else archive keep.
next-emergency = Read the paper, type the count again, and sign with { KEY("emergencies.acknowledge") }.
    .command = Read the paper, type the count again, sign (archive acknowledge).

ledger-archive-shelved = document entered
ledger-archive-correct = document's place corrected
ledger-archive-lend = document lent
ledger-archive-return = document returned
ledger-archive-hand_over = document handed over
ledger-archive-destroy = destruction proposed
ledger-archive-confirm = document destroyed
ledger-archive-keep = document kept after all
ledger-emergency-entered = emergency send entered
ledger-emergency-acknowledged = emergency send acknowledged


number_kind-request = requests
number_kind-application = applications
number_kind-emergency = emergency sends

paper-to_whom = to whom
paper-due = back on, Y-M-D
paper-why_optional = why, optional
paper-as_it_came = state, optional
paper-taken_by = taken over by
paper-their_receipt = receipt's number
paper-number_again = retype the number
paper-number_wrong = Not its archive number: look at it above, type it again.

emergency_form-head = Enter a message that was approved and sent on paper; kept, never sent again. Times: { $zone }.
emergency_form-ready = It can be entered.
emergency_form-department_manager = dept. manager
emergency_form-supervising_manager = superv. manager
emergency_form-general_manager = general manager
emergency_form-question = An entry is not changed; the manager acknowledges it, the quarter lists it as an exception. Enter it?
emergency_form-department = department
emergency_form-category = category
emergency_form-sent_at = sent at
emergency_form-text = whole message
emergency_form-recipients = recipients
emergency_form-channel = by what means
emergency_form-reason = why on paper
emergency_form-number = archive number
emergency_form-place = place
emergency_form-shelf = shelf
emergency_form-box = box
emergency_form-pages = pages
emergency_form-late = why so late

list-archive-empty = The book is empty.
    Acceptances and filed applications come by themselves; { KEY("archive.new") } enters other paper.
list-archive-none = The book is empty. Acceptances and filed applications come by themselves.
list-papers_owed-empty = No paper is owed.
    Forms of ended sends that are not in the book appear here.
list-form_numbers-empty = No number was given out that year.
    A first submission gives one; { KEY("form_numbers.department") } and { KEY("form_numbers.year") } choose department and year.
list-emergencies-empty = No emergency sends.
    What was approved and sent on paper is entered by the operator with { KEY("emergencies.new") }.

filter-archive = Part of a number, title or place, then Enter.
filter-papers_owed = Part of a number or purpose, then Enter.
filter-form_numbers = Part of a number or title, then Enter.
filter-emergencies = Part of a number or message, then Enter.

help-archive-title = The archive book
help-archive-body = Each paper document: number, place, who has it. Acceptances come by themselves, { KEY("archive.new") } enters others. { KEY("archive.owed") } shows what is owed, { KEY("archive.emergencies") } emergency sends, { KEY("archive.numbers") } the register of numbers.
help-archive-columns = archive no.: given when it was shelved [R3]
    kind: what kind of paper it is [R3]
    state: kept, lent, to be destroyed and so on [R3]
    title: what is written on it [R3]
    kept at: box and shelf [R3]
help-paper-title = A document
help-paper-body = The registrar lends, takes back and corrects; what is handed over is the central archive's. Two people destroy: the registrar proposes, the General Department's manager confirms.
help-paper_form-title = Enter a document
help-paper_form-body = What the console printed bears a check code at its foot: typed, it proves that the paper is the version signed. Other documents have a title. One number each.
help-papers_owed-title = Paper that is owed
help-papers_owed-body = Sent, and the form not in the book (R3); the quarter stays open until it is. { KEY("papers_owed.open") } enters it.
help-papers_owed-columns = late: that its time is over [R3]
    number: the request whose paper is owed [R3]
    until: until when it is owed [R3]
    who: who may hand it in [R3]
    purpose: what the request is for [R3]
help-form_numbers-title = The register of numbers
help-form_numbers-body = A number is given at the first submission and never again. Withdrawn, rejected and expired ones are void; one that nothing has is missing.
help-form_numbers-columns = serial: its place in the year [R3]
    number: the number in full [R3]
    state: how far the form is [R3]
    void: whether the number was voided [R3]
    title: purpose, or the applicant [R3]
    archive no.: of the paper, once it is shelved [R3]
help-emergencies-title = Emergency sends
help-emergencies-body = Messages approved and sent on paper: the operator enters them with the paper's number, the department's manager sees the paper and signs. Kept as exceptions, never sent again.
help-emergencies-columns = sent: when it was sent on paper [R2]
    number: its number [R2]
    category: notice, promotion or other [R4]
    recipients: to how many people [R2]
    state: whether the manager has acknowledged it [R7]
    why: why it was not sent from here [R2]
help-emergency_form-title = Enter an emergency send
help-emergency_form-body = As it stands on the paper: when, the message, how many, who signed. Posts that did not sign stay empty and are named. Within three working days, else say why.

field-of = id
field-message = whole message
field-means = by what means
field-why_paper = why on paper
field-archive_number = archive number
field-code = check code
field-who = who
field-words = words
field-sent_at = sent at
field-recipients = recipients
field-late = why so late
field-box = box
field-shelf = shelf

refusal-check_code_missing = The check code of the paper was not typed.
    .why = { $clause }: the code proves that the paper at hand is the version that was signed.
    .next = Read the twelve characters at the foot of the paper. If the paper has not come it waits; do not return it.

refusal-check_code_differs = Wrong check code: this paper is not what was signed.
    .why = { $clause }: the paper that is kept must be what was signed.
    .next = Read the foot once more; if it differs indeed, ask the department for the right print, signed.

refusal-check_code_other = This is the check code of { $number }: two papers were swapped.
    .why = { $clause }: a paper is kept with its own request.
    .next = Take this request's paper and type its code; enter the one at hand with { $number }.

refusal-check_code_older = This paper is version { $version }; version { $newest } was signed.
    .why = { $clause }: a changed request is a new version, and the old paper counts no more.
    .next = Ask the department for version { $newest }, signed.

refusal-archive_held = A legal hold keeps it ({ $hold }): { $reason }
    .why = { $clause }: while it is held, paper is kept as the data are.
    .next = Wait until two people have ended the hold.

refusal-archive_unfiled = The quarter to which { $number } belongs has not been received.
    .why = { $clause }: content and scope of what was sent are kept on paper and handed over each quarter.
    .next = Destroy it once the quarter was received; a void number is filed with its quarter, too.

refusal-archive_not_keeper = The archive book is not yours to keep.
    .why = { $clause }: the General Department's registrar keeps it; a department enters its own request forms.
    .next = Ask the registrar.

refusal-archive_by_itself = An emergency send's paper comes in with its entry.
    .why = { $clause }: every emergency send is entered as one.
    .next = On { PAGE("all.filing") } press { KEY("filing.archive") }, { KEY("archive.emergencies") }, then { KEY("emergencies.new") }.
    .command = Use archive emergency.

refusal-archive_no_record = There is no such { $paper_kind } to enter: { $of }.
    .why = { $clause }: what is entered was submitted or signed before.
    .next = Check the id; a draft is not entered yet.

refusal-archive_no_department = There is no department { $department }.
    .why = { $clause }: every document is a department's.
    .next = Write a department's id.

refusal-archive_known = { $title } is in the book already, as { $number }.
    .why = { $clause }: one document, one archive number.
    .next = To change its place, correct it.

refusal-archive_number_missing = The archive number is missing.
    .why = { $clause }: paper is found by its number.
    .next = Write the number of the paper.

refusal-archive_number_long = The archive number is longer than { $most } characters.
    .why = { $clause }: a number must fit and be found.
    .next = Write a shorter one.

refusal-archive_number_taken = Number { $number } is already that of { $title }.
    .why = { $clause }: a number belongs to one document.
    .next = Take a number that nothing has.

refusal-archive_pages = Pages are a number from 0 to { $most }.
    .why = { $clause }: pages tell whether one is missing.
    .next = Count them; 0 says that nobody did.

refusal-archive_no_day = { $day } is no day.
    .why = { $clause }: receipt and return are days.
    .next = Write it as 2026-12-01.

refusal-archive_day_future = { $day } has not come yet.
    .why = { $clause }: a document is entered once it is here.
    .next = Write the day on which it came.

refusal-archive_due_past = { $day } is over already.
    .why = { $clause }: a loan has a day of return to come.
    .next = Write today or a later day.

refusal-archive_no_move = There is no move { $move }.
    .why = { $clause }: documents are lent, handed over, destroyed.
    .next = Open the paper and use the keys at the foot of its page.
    .command = See archive --help.

refusal-archive_not_so = The document is { $paper_state } now; it cannot be: { $paper_move }.
    .why = { $clause }: what is kept is lent, handed over or proposed; what is gone stays so.
    .next = Look at its state and what happened to it.

refusal-archive_own_destruction = You proposed it; another confirms.
    .why = { $clause }: two people destroy a document.
    .next = Ask the General Department's manager.

refusal-archive_not_confirmer = This destruction is not yours to confirm.
    .why = { $clause }: the General Department's manager confirms it.
    .next = Ask the manager.

refusal-archive_no_series = There are no numbers of the kind { $kind }.
    .why = { $clause }: request, application and emergency are numbered.
    .next = Write request, application or emergency.

refusal-emergency_custodian = The custodian enters no sends.
    .why = { $clause }: who keeps the password handles neither content nor recipients.
    .next = The department's operator enters it.

refusal-emergency_not_yours = Emergency sends of { $department } are not yours to enter.
    .why = { $clause }: the department's operator enters them, or the General Department's operator or registrar.
    .next = Ask one of them.

refusal-emergency_no_category = There is no category { $category }.
    .why = { $clause }: notice, promotion, other.
    .next = Write notice, promotion or other.

refusal-emergency_in_future = That time has not come yet.
    .why = { $clause }: only what was sent is entered; what is to be sent is requested.
    .next = Write when it was sent.

refusal-emergency_late = It was sent more than { $days } working days ago.
    .why = { $clause }: it is entered soon, or says why not.
    .next = Say why it is entered so late.

refusal-emergency_text_long = The message is longer than { $most } characters.
    .why = { $clause }: the one message that went out is entered.
    .next = Write the message alone, as it was sent.

refusal-emergency_count = That is no number of recipients.
    .why = { $clause }: the scope is kept; at least one recipient.
    .next = Count the list on paper.

refusal-emergency_approvers = The signatures on the paper are not well told.
    .why = { $clause }: one signature a post, with post and name; who did not sign is left out.
    .next = Write them as they stand on the paper.

refusal-emergency_own = You entered it, so you do not acknowledge it.
    .why = { $clause }: one enters, another stands to it.
    .next = Another manager acknowledges it.

refusal-emergency_not_manager = Emergency sends of { $department } are not yours to acknowledge.
    .why = { $clause }: the department's manager does, who saw the paper.
    .next = Ask the department's manager.

refusal-emergency_acknowledged = { $number } is acknowledged already.
    .why = { $clause }: once is enough.
    .next = There is nothing to do.

problem-no_such_paper = There is no such document.
    .why = The book has no entry { $paper }.
    .next = Go back to the book and choose again.

problem-no_such_emergency = There is no such entry.
    .why = It is none of the emergency sends.
    .next = Go back to the list and choose again.

command-archive_list = The book, the newest first.
command-archive_owed = Forms of ended sends that are not in the book yet (R3).
command-form_number_numbers = Every number that was given out, void and missing ones among them.
command-emergency_emergencies = Emergency sends, the newest first.
option-archive-state = kept, lent, destroying, handed_over, destroyed
option-archive-text = part of number or title
option-archive-overdue = lent and not back
option-form_number-year = which year; 0: this year
option-form_number-kind = request, application, emergency
option-form_number-void = those that stand for nothing
option-emergency-state = entered, acknowledged
