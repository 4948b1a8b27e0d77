### Replies of subscribers, and why a decision is refused (R7, R11, R13).

state-reply-open = open
state-reply-acted = opted out
state-reply-noted = no action
state-reply-decided = decided

reply_verdict-refuse = refuses
reply_verdict-human = for a person
reply_verdict-ignore = no action

reply_decision-refuses = opted out
reply_decision-complaint = complaint opened
reply_decision-nothing = nothing to do

reply_reason-word = word of refusal
reply_reason-sentence = clear refusal
reply_reason-back = wants messages again
reply_reason-question = question
reply_reason-condition = conditional
reply_reason-negation = refusal denied
reply_reason-other_matter = other matter
reply_reason-loss = loss
reply_reason-fraud = fraud
reply_reason-complaint = complaint
reply_reason-wrong_person = wrong person
reply_reason-mention = mentions refusing
reply_reason-unclear = unclear
reply_reason-unreadable = unreadable
reply_reason-long = long text
reply_reason-quote = quotes our message
reply_reason-flood = too many in a day
reply_reason-thanks = thanks
reply_reason-automatic = automatic answer
reply_reason-empty = empty

reply-text = reply
reply-state = state
reply-reason = judged as
reply-scope = opted out of
reply-sender = sender
reply-at = came in
reply-last = last
reply-times = times
reply-chars = characters
reply-form = answers
reply-answers_nothing = no send that is known
reply-department = department
reply-due = due
reply-who = who decides
reply-gateway = gateway
reply-to = sent to
reply-decision = decision
reply-decided_by = decided by
reply-note = note, no number
reply-complaint = complaint
reply-no_text = (text not kept)
reply-erased = (erased)
reply-which_scope = Opt out of what
reply-decided_done = reply decided
reply-complaint_opened = complaint opened: { $number }
reply-waiting = { $n } replies wait

todo-replies = decide on replies

chase-replies = replies to decide on

next-replies = Open the replies and say whether they refuse, complain, or neither. Where a complaint has opened by itself, say whether it refuses as well.
    .command = Open the replies and say whether they refuse, complain, or neither (replies decide). Where a complaint has opened by itself, say whether it refuses as well.

ledger-reply-decided = reply decided
ledger-reply-reopened = decided reply came again
ledger-reply-forgotten = replies erased

help-replies-title = Replies
help-replies-body = What subscribers sent back. Clear refusals opt out by themselves; what is not clear waits for the department that sent; once late, the General Department may decide too.
help-replies-columns = state: to be decided, or what was decided [R11]
    came in: when it came in [R11]
    answers: which send it answers [R11]
    reply: what it says, numbers masked [R13]
help-reply-title = One reply
help-reply-body = { KEY("reply.refuses") } opts its sender out, { KEY("reply.complaint") } opens a complaint (and may opt out; what was judged a complaint has opened one, and no second is opened), { KEY("reply.nothing") } needs nothing, { KEY("reply.resubscribe") } takes it as proof that its sender wants messages again, { KEY("reply.unmask") } shows the number with a reason, { KEY("reply.request") } opens the request.

list-replies-empty = No reply yet.

filter-replies = Words of reply, form number or purpose, then Enter.

refusal-reply_decided = This reply has been decided already.
    .why = { $clause }: a refusal in force stays.
    .next = To write to them again, get their consent anew.

refusal-reply_not_yours = { $department } decides on this reply.
    .why = { $clause }: the department that sent answers for its texts; once late, the General Department may decide too.
    .next = Ask its drafter, operator or manager.

refusal-reply_no_number = This reply has no mobile number.
    .why = { $clause }: an opt-out is of a mobile number; the sender was none, or it was erased.
    .next = Find out the number and add the opt-out by hand, or decide nothing.

refusal-reply_no_link = This reply answers no known request.
    .why = { $clause }: nothing was sent to this number.
    .next = Search by number ({ KEY("sends.number") } on the sends page).

problem-no_such_reply = There is no such reply.
    .why = The id is wrong.
    .next = Look on { PAGE("all.sends") }, { KEY("sends.replies") }.
    .command = See replies list.

cli-no_replies = No reply.
cli-column-text = text

command-reply_list = Replies, newest first; numbers masked.
command-reply_show = One reply: what it says, what it answers, who decides.
option-reply-state = open, acted, noted, decided
option-reply-text = words
option-reply-reason = judged as, such as complaint, loss, question
