### Submitting, approving, returning, withdrawing and accepting a request.

refusal-stale = The request has moved on since you looked.
    .why = { $clause }: a signature covers the newest text and every signature before it.
    .next = Open it again, read it, then sign.

refusal-no_pledge = { $person } has no valid pledge.
    .why = { $clause }: drafters, operators and department managers sign it yearly; without it nothing is submitted, approved or released.
    .next = Sign the pledge (Attachment 2) and file it with the General Department.

refusal-no_operator = { $department } has no operator and cannot send notices itself.
    .why = { $clause }: notices are sent by the department's own operator.
    .next = Change the category to “other”, which the General Department sends, or apply for an operator (Attachment 3).

refusal-no_releasing_operator = { $department } has no operator now; nobody could release it.
    .why = { $clause }: the Business and the General Department each have one operator.
    .next = Ask that department's manager to authorise one, or to activate the standby.

refusal-nobody_to_sign = Nobody else could sign as { $post }.
    .why = { $clause }: who had a hand in a request does not approve it, and every level must be signed.
    .next = Ask the roster signers to fill the post, or let somebody else draft and import.

refusal-nothing_to_decide = The request is { $state }; there is nothing to decide.
    .why = { $clause }: decisions fall between submission and the last signature.
    .next = Open it on { PAGE("all.requests") } to see where it stands.
    .command = See where it stands with request show.

refusal-own_work = { $person } had a hand in this request and cannot decide on it.
    .why = { $clause }: whoever drafted, edited, imported or submitted does not approve.
    .next = Ask somebody else who holds the post.

refusal-signed_already = { $person } has signed this request already.
    .why = { $clause }: level by level, one person one signature.
    .next = The next level is somebody else's.

refusal-out_of_order = It is not your turn: { $post } signs first.
    .why = { $clause }: the levels sign in order.
    .next = Wait for the levels before; it will then be in your todo.

refusal-wrong_post = You do not hold the post that is due here: { $post }.
    .why = { $clause }: the person with that authority signs, and no other post.
    .next = Ask that post's holder for this department.

refusal-custodian_decides_nothing = The custodian neither approves nor releases.
    .why = { $clause }: who keeps the password is apart from who approves and sends.
    .next = Ask another person with the authority.

refusal-too_few_approvers = At least { $least } different people must approve.
    .why = { $clause }: adjacent posts may be signed at once, but promotion has two approvers at least.
    .next = Have somebody else sign one of the levels.

refusal-no_deputy = Signing as a deputy is not possible here.
    .why = { $clause }: the person with authority signs themselves.
    .next = Ask them to sign; away, they can sign elsewhere and have it carried in.

refusal-count_differs = You typed { $typed }, which is not the number of recipients.
    .why = { $clause }: who signs knows how many it goes to, so the count is typed again.
    .next = Read the count and type it; if it is not what you expect, do not sign.

refusal-not_checked = Text and list are not both ticked as checked.
    .why = { $clause }: the department manager checks their department's text and list.
    .next = Look through both, tick both, then sign.
    .command = Look through both, add --content-checked --list-checked, then sign.

refusal-reason_missing = The reason is missing.
    .why = { $clause }: a return, rejection, withdrawal, stop, deputy or suspension says why.
    .next = Give the reason.
    .command = Give the reason (--reason).

refusal-not_a_decision = This is not a decision on a request.
    .why = { $clause }: deciding, accepting and releasing each have their own way.
    .next = Release, resume and stop on { PAGE("all.sends") }; import on { PAGE("all.contacts") }.
    .command = Release, resume and stop are under `send`, lists under `contacts import`.

refusal-not_own_request = The request is neither yours nor, in { $department }, yours to manage.
    .why = { $clause }: those who made it, or their department manager, withdraw it.
    .next = Ask the drafter or the department manager.

refusal-already_ended = It has ended: { $state }.
    .why = { $clause }: what has ended does not change any more.
    .next = To send again, make a new request.

refusal-already_released = A slot is released already, so it cannot be withdrawn.
    .why = { $clause }: after a release one can hold or stop.
    .next = Open the send on { PAGE("all.sends") }: { KEY("monitor.hold") } holds it, { KEY("monitor.stop") } stops it.
    .command = Use send hold or send stop.

refusal-no_acceptance_due = This category is not accepted by the General Department.
    .why = { $clause }: notices are sent by the department itself.
    .next = Once approved, the department's operator releases it.

refusal-not_approved_yet = The request is { $state } and cannot be accepted yet.
    .why = { $clause }: the General Department accepts after the last signature.
    .next = Wait until it is approved.

refusal-downgrade_reason = Nothing says why this is not sent as promotion.
    .why = { $clause }: the text seems to promote, or was filed as promotion before; who signs that it is not gives the reason in the opinion.
    .next = Write the reason as the opinion and sign; if in doubt, send it back to be filed as promotion.

refusal-not_general_department = Only the General Department's operator, registrar or manager accepts.
    .why = { $clause }: form, text and list go to the General Department, which accepts them.
    .next = Hand the paper form to the General Department.

refusal-acceptance_incomplete = Form, text and list are not all there.
    .why = { $clause }: the paper form and the electronic text and list must all have come.
    .next = Get what is missing, then accept; missing paper means waiting, not a return.
