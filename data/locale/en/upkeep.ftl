### Maintenance and support: the maintenance log, and questions to the General Department (R7, R8).

upkeep_kind-maintenance = maintenance
upkeep_kind-support = support

upkeep_state-open = unanswered
upkeep_state-done = done

upkeep_topic-inspection = daily check
upkeep_topic-upgrade = upgrade
upkeep_topic-backup = backup
upkeep_topic-gateway = gateway
upkeep_topic-credential = credentials
upkeep_topic-host = host
upkeep_topic-network = network
upkeep_topic-fault = fault
upkeep_topic-use = how to
upkeep_topic-other = other

upkeep-number = number
upkeep-kind = kind
upkeep-topic = topic
upkeep-about = about
upkeep-by = entered by
upkeep-at = entered
upkeep-began = began
upkeep-ended = ended
upkeep-stopped = sending affected
upkeep-who = done by
upkeep-text = text
upkeep-result = result
upkeep-done = what was done
upkeep-question = what is needed
upkeep-answer = answer
upkeep-urgent = urgent
ask-upkeep-urgent = sending waits: answered within a working day
ask-upkeep-stopped = sending stopped meanwhile
upkeep-head = Write it down once it is done; no mobile number in the text. Times by { $zone }; an empty end is now.
upkeep-ready = { KEY("upkeep_form.save") } enters it.
upkeep-entered = maintenance entered
upkeep-entered_as = entered as { $number }
upkeep-ask_head = It goes to the General Department. Neither mobile numbers nor passwords in the text.
upkeep-ask_ready = { KEY("support_form.save") } sends it.
upkeep-asked = question sent
upkeep-asked_as = sent as { $number }
upkeep-answered = { $number } is answered
upkeep-answered_done = answered
upkeep-nothing = No record.

command-upkeep_list = The maintenance log and questions for support, newest first.
command-upkeep_show = One record in full.
option-upkeep-kind = maintenance, support
option-upkeep-state = open, done
option-upkeep-text = words of number, subject or texts

todo-support = answer a question
chase-support = question for support
next-support = Read it, help, and write the answer with { KEY("upkeep.answer") }.
    .command = Help, and write the answer (upkeep answer).

ledger-upkeep-entered = maintenance entered
ledger-support-asked = support asked for
ledger-support-answered = support answered
ledger_subject-upkeep = maintenance and support

help-upkeep-title = Maintenance and support
help-upkeep-body = The General Department supports and maintains (R7), operators maintain (R8); what was done is written down here.
    { KEY("upkeep.ask") } asks for support, whoever you are; the General Department's operator or manager, or an administrator, answers with { KEY("upkeep.answer") }.
    { KEY("upkeep.enter") } writes down maintenance, for operators, custodian and administrators. { KEY("upkeep.open") } shows all of a record. The quarter has them too.
help-upkeep-columns = number: M is maintenance, S a question [R7]
    kind: maintenance or support [R7]
    state: unanswered or done, and whether it is late [R7]
    topic: which sort [R7]
    about: which system, gateway, page or request
help-upkeep_form-title = Write down maintenance
help-upkeep_form-body = One record for one piece of work. It is not changed afterwards; a mistake is put right by another record that names it.
help-support_form-title = Ask for support
help-support_form-body = Say on which page, what you did, what you saw. Urgent questions are answered within one working day, others as soon as a decision is due. Ask further with a new one that names the first.

list-upkeep-empty = No record yet.
    { KEY("upkeep.ask") } asks for support, { KEY("upkeep.enter") } writes down maintenance.
filter-upkeep = Words of number, subject, text or result, then Enter.

refusal-upkeep_not_yours = Maintenance is not yours to write down.
    .why = { $clause }: operators, the custodian, administrators and the General Department's manager do.
    .next = Ask for support if somebody has to do it.
refusal-upkeep_no_question = This is maintenance; it needs no answer.
    .why = { $clause }: questions are answered.
    .next = Choose a question.
refusal-support_answered = This question is answered.
    .why = { $clause }: each is answered once.
    .next = Ask further with a new one.
refusal-support_not_yours = { $department } answers this question.
    .why = { $clause }: the General Department supports.
    .next = Ask its operator or manager, or an administrator.
refusal-support_not_custodian = The custodian reads no question of another.
    .why = { $clause }: who keeps the password sees neither texts nor scopes, and a question may tell of them.
    .next = Read the maintenance log; the General Department answers this one.
refusal-upkeep_order = It ended before it began.
    .why = { $clause }: work begins and then ends.
    .next = Check both times.
refusal-upkeep_in_future = { $at } is not yet.
    .why = { $clause }: it is written down once it is done.
    .next = Give the time at which it ended, or wait until it has.
problem-no_such_upkeep = There is no such record.
    .why = The id is wrong.
    .next = Look on { PAGE("all.filing") }, { KEY("filing.upkeep") } (the custodian on { PAGE("all.credentials") }, { KEY("credentials.upkeep") }).
    .command = See upkeep list.
