### Personnel orders: deputies, standbys, suspensions, recalls.

refusal-not_deputised = Nobody signs in the place of a { $post }.
    .why = { $clause }: the policy lets deputies sign for approving posts alone.
    .next = For an operator, the department manager wakes the standby with { KEY("people.wake") } on { PAGE("all.people") }.
    .command = For an operator, the department manager wakes the standby (order standby).

refusal-principal_without_post = { $person } does not hold the post of { $post } now.
    .why = { $clause }: only who holds a post can have a deputy in it.
    .next = Check post and department; an empty post is filled by the roster signers.

refusal-not_yours_to_deputise = You cannot name a deputy for { $person }.
    .why = { $clause }: a deputy is named by the person themselves or by their superior.
    .next = Ask them or their superior to do it.

refusal-own_deputy = { $person } cannot be their own deputy.
    .why = { $clause }: a deputy is another person.
    .next = Choose somebody else.

refusal-no_such_deputy = { $person } holds no post now and cannot sign for anybody.
    .why = { $clause }: a deputy is somebody whom the roster names.
    .next = Choose somebody who holds a post.

refusal-deputy_without_business = { $person } is a system administrator or auditor and cannot sign for anybody.
    .why = { $clause }: who keeps the system or audits decides on no business, nor in another's place.
    .next = Choose somebody who has a part in the business.

refusal-order_over = This order has been recalled, or is over.
    .why = { $clause }: an order is recalled once, while it runs.
    .next = Nothing is left to do.

refusal-order_dates = The dates are not in order, or span more than { $days } days.
    .why = { $clause }: deputies and standbys have their first and last day.
    .next = Make it shorter; it can be given again.

refusal-not_woken = There is no standby for a { $post }.
    .why = { $clause }: operators and custodians alone have a standby.
    .next = For an approving post open the person on { PAGE("all.people") } and name a deputy with { KEY("person.deputise") }.
    .command = For an approving post name a deputy (order deputy).

refusal-not_the_manager = You are not the manager of { $department }.
    .why = { $clause }: the department manager authorises its operator, and wakes the standby.
    .next = Ask that department's manager.

refusal-no_standby = { $person } is not the standby on file for that post.
    .why = { $clause }: a standby is filed beforehand (Attachment 3).
    .next = Apply for one first, with “standby” ticked.

refusal-standby_not_active = The standby { $person } is suspended or gone: awake they could do nothing.
    .why = { $clause }: only somebody who has rights now is woken.
    .next = Have the roster's signers bring them back in the next version, or apply for another standby (Attachment 3).

refusal-not_active = { $person } is not in the roster, or already suspended or gone.
    .why = { $clause }: one suspends somebody who has rights now.
    .next = Nothing is left to do.

refusal-may_not_suspend = You cannot suspend { $person }.
    .why = { $clause }: the person themselves, their department manager or the General Department may.
    .next = Tell their department manager or the General Department at once.

refusal-suspends_no_superior = { $person } holds a post that is not below yours; you cannot suspend them.
    .why = { $clause }: a department manager suspends those of their department; the General Department suspends managers beside or above them, and the auditor.
    .next = Tell the General Department at once; they may also suspend themselves.

refusal-wakes_nobody = There is no standby that you could wake.
    .why = { $clause }: the department manager authorises its operator and wakes the standby on file.
    .next = If you manage the department, file a standby first (Attachment 3); if not, ask its manager.

refusal-no_such_order = There is no such deputation or standby order.
    .why = { $clause }: one recalls what was given.
    .next = Look on { PAGE("all.people") }, { KEY("people.orders") }; a suspension is lifted by the roster signers.
    .command = See order list; a suspension is lifted by the roster signers.

refusal-not_yours_to_recall = You cannot recall this order.
    .why = { $clause }: who gave it, the principal or their superior recalls it.
    .next = Ask one of them.

refusal-too_many_orders = Of your deputations and standbys { $n } are under way or given within a day already.
    .why = { $clause }: each is judged with every request; they are to be few and clear.
    .next = Wait until some are over; suspending and recalling are always possible.

refusal-order_older = Another personnel order took effect at { $at }.
    .why = { $clause }: orders are judged one after the other.
    .next = Prepare it anew and sign again.

refusal-not_an_order = This is no personnel order.
    .why = { $clause }: each kind of signed act has its own way in.
    .next = Use the command of its kind.

refusal-deputy_of_author = { $person } made this request, so their deputy cannot decide it either.
    .why = { $clause }: who made a request does not decide it, nor does anybody in their place.
    .next = Ask their superior to name another deputy.

refusal-deputy_own_people = People under you drafted, imported or release this request; you cannot sign it for another.
    .why = { $clause }: a deputy is not over those who made the request or send it.
    .next = Let somebody of another department stand in.

refusal-deputy_releases = You would release this request; you cannot sign it for another.
    .why = { $clause }: who approves does not release.
    .next = Let somebody else stand in.

refusal-locked_out = { $person }'s passphrase was wrong five times; nothing they sign is taken since { $since }.
    .why = { $clause }: a key has one holder; when somebody guesses, it stops.
    .next = The department manager or the General Department unlocks them on { PAGE("all.people") } with { KEY("people.unlock") }; if it may have leaked, { KEY("people.suspend") }.
    .command = Ask the department manager or the General Department (order unlock); if it may have leaked, order suspend.

refusal-not_locked = { $person } is not locked.
    .why = { $clause }: one unlocks who is locked.
    .next = Nothing is left to do.

refusal-own_lock = Nobody unlocks themselves.
    .why = { $clause }: somebody else looks into it first.
    .next = Ask the department manager or the General Department.

refusal-nothing_to_extend = This slot cannot be extended now.
    .why = { $clause }: only an approved slot that nobody released can be.
    .next = Look at its state.

refusal-not_last_approver = Only the last approver ({ $post }) extends it.
    .why = { $clause }: who approved the window gives the new one.
    .next = Ask them, or withdraw and ask anew.

order_state-coming = coming
order_state-live = in force
order_state-over = over
order_state-recalled = recalled
