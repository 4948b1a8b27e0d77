### Complaints, and why a step is refused (R7, R13).

state-complaint-received = received
state-complaint-answered = answered
state-complaint-closed = closed

complaint_source-12321 = 12321
complaint_source-direct = direct
complaint_source-other = other
complaint_source-reply = by reply

complaint_outcome-justified = justified
complaint_outcome-unjustified = not justified

complaint-number = complaint
complaint-state = state
complaint-source = from
complaint-reference = reference
complaint-form = request
complaint-department = department
complaint-mobile = number
complaint-at = came in
complaint-text = complaint text
complaint-entered_by = entered by
complaint-opted = opted out
complaint-answer = answer
complaint-answered_by = answered by
complaint-outcome = outcome
complaint-conclusion = conclusion
complaint-closed_by = closed by
complaint-due = due
complaint-who = whose turn
complaint-commitment = commitment
command-complaint_list = Complaints, newest first.
command-complaint_show = One complaint: what was said, answered, concluded, and who is next.
option-complaint-state = received, answered, closed
option-complaint-text = words
complaint-late = late
complaint-until = due { $due }
complaint-head = No number in the text: it has its own field, and the ledger keeps a commitment of it alone. Times by { $zone }; empty is now.
ask-complaint-form = form number, optional
ask-complaint-opted = no opt-out
complaint-ready = { KEY("complaint_form.save") } enters it.
complaint-entered = complaint entered
complaint-entered_as = entered as { $number }
complaint-answered_done = answer noted
complaint-closed_done = complaint closed
complaint-which_outcome = Was it justified

todo-complaint = answer a complaint
todo-complaint_close = close a complaint
todo-complaint_signed = complaint: you signed

chase-complaint = answer to a complaint
chase-complaint_close = complaint to close

next-complaint = Open the complaint and note the answer with { KEY("complaint.answer") }.
    .command = Open the complaint and note the answer (complaint answer).
next-complaint_close = Read the answer and close it with { KEY("complaint.close") }.
    .command = Read the answer and close it (complaint close).
next-complaint_signed = You signed this request; the department answers, and the row goes once it is closed.

ledger-complaint-received = complaint received
ledger-complaint-answered = complaint answered
ledger-complaint-closed = complaint closed

help-complaints-title = Complaints
help-complaints-body = From 12321 and direct. { KEY("complaints.new") } writes one down, { KEY("complaints.open") } opens one. The department that sent answers, the General Department closes, each within working days.
help-complaints-columns = complaint: its number [R7]
    state: to be answered, to be closed, closed [R7]
    from: who brought it: the person, a regulator, a carrier [R7]
    due: until when it must be answered and closed [R7]
    request: the request that it is about [R7]
    purpose: what the request is for [R7]
help-complaint-title = One complaint
help-complaint-body = { KEY("complaint.answer") } notes the answer, { KEY("complaint.close") } closes it (not by who answered), { KEY("complaint.unmask") } shows the number with a reason, { KEY("complaint.request") } opens the request.
help-complaint_form-title = Write a complaint down
help-complaint_form-body = The number goes into its own field and not into the text. It can be opted out at once.

list-complaints-empty = No complaint. Write one down with { KEY("complaints.new") }.
list-complaints-none = No complaints.

filter-complaints = Words of number, reference, form number or purpose, then Enter.

refusal-complaint_not_yours_to_enter = Complaints are not yours to enter.
    .why = { $clause }: the registrar enters them, or a department's operator or manager those about it.
    .next = Pass the complaint on to one of them.

refusal-complaint_other_department = The complaint is about { $department }.
    .why = { $clause }: each department enters those about itself.
    .next = Ask the registrar or that department.

refusal-complaint_not_yours_to_answer = { $department } answers this complaint.
    .why = { $clause }: each using department answers for its own texts and lists.
    .next = Ask that department's operator or manager.

refusal-complaint_not_yours_to_close = The complaint is not yours to close.
    .why = { $clause }: registrar, manager or supervising manager of the General Department close it.
    .next = Ask one of them.

refusal-complaint_own_answer = You answered this complaint, so you do not close it.
    .why = { $clause }: one answers, another closes.
    .next = Another of the General Department closes it.

refusal-complaint_unanswered = It was not answered yet, so it cannot be closed.
    .why = { $clause }: who complains is answered first.
    .next = Note the answer first, with { KEY("complaint.answer") }.
    .command = Note the answer first (complaint answer).

refusal-complaint_closed = This complaint is closed.
    .why = { $clause }: a closed complaint stays as it is.
    .next = Enter another complaint as another.

refusal-complaint_no_department = The roster has no department “{ $department }”.
    .why = { $clause }: a department of the roster answers.
    .next = Choose one of the roster's departments, or leave it empty.
    .command = See people for the ids, or leave it empty.

refusal-complaint_no_request = There is no request { $number }.
    .why = { $clause }: a complaint names the request by its form number.
    .next = Check the number, or leave it empty.

refusal-complaint_no_link = This complaint is about no known request.
    .why = { $clause }: none was named when it was entered.
    .next = Search by number ({ KEY("sends.number") } on the sends page) finds the sends.

refusal-complaint_in_future = { $at } is not yet.
    .why = { $clause }: it is entered once it came in.
    .next = Give the time at which it came in.

refusal-complaint_opt_out_whom = To opt out, the complainer's number is needed.
    .why = { $clause }: an opt-out is a number's.
    .next = Give the number, or choose no opt-out.

refusal-complaint_number_gone = Complaint { $number } keeps no number.
    .why = { $clause }: none was entered, or its retention ended.
    .next = Ask 12321 by the reference.

problem-no_such_complaint = There is no such complaint.
    .why = The id is wrong.
    .next = Look on { PAGE("all.sends") }, { KEY("sends.complaints") }.
    .command = See complaint list.

cli-no_complaints = No complaint.

field-reference = reference
