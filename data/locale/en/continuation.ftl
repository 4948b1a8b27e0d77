### Sending again to those whom a send did not reach, and lifting holds.

continuation-failed = refused or not delivered (resend)
continuation-remainder = never sent to (continue)

continuing-which = Whom to send to again
continuing-whom = to whom
continuing-then_failed = Then the request's first approver confirms; text and list stay. The dispatcher counts from its own records, and nobody is sent to twice.
continuing-then_remainder = Then the request's last approver confirms; text and list stay. The dispatcher counts from its own records, and nobody is sent to twice.
continuing-to_slot = as slot { $slot }
continuing-of_slot = continues slot { $slot }
continuing-continues = continues slot { $slot }, for those it did not reach
continuing-turn = can be sent to again: { $failed } refused or not delivered, { $remainder } never sent to; propose it with { KEY("monitor.continue") }
ways-which = Through which gateway
continuing-proposed = Proposed; an approver has to confirm.

next-confirm_resend = Open it and read to whom is sent again, how many, when, through which gateway and why; if you agree, sign with { KEY("monitor.confirm") }. If not, leave it: it ends by itself.
next-confirm_remainder = Open it and read how many are left, in which window and through which gateway they would be sent to, and why; if you agree, sign with { KEY("monitor.confirm") }. If not, leave it: it ends by itself.

cli-continue_slot = slot { $slot }, to be sent to again: { $whom }, { $n }, { $window }, through gateway { $gateway }
cli-column-as_slot = as slot
cli-column-continues = continues slot
cli-column-can_be_sent_again = can be sent again

refusal-not_ended = The slot is { $state }; it has not ended.
    .why = { $clause }: whom it did not reach is known once it is done or stopped.
    .next = Wait until it ends, or stop it.

refusal-never_taken = The slot was stopped before the dispatcher had taken it; there is nothing to continue.
    .why = { $clause }: sending again goes by the dispatcher's own records.
    .next = Make a new request; or, where it continued another slot, propose again at that one.

refusal-receipts_awaited = Those who failed cannot be sent to again yet: { $minutes } minutes since the newest failure receipt are over at { $until }.
    .why = { $clause }: a provider may still deliver what it called undelivered; who is sent to too early gets the message twice.
    .next = Propose it after { $until }.

refusal-nobody_failed = There is nobody to resend to: nobody was refused or undelivered, or they were taken up already.
    .why = { $clause }: each of them is taken up once.
    .next = Who fails again is proposed for at the new slot.

refusal-nobody_left = There is nobody left to send to: nobody was left out, or they were taken up already.
    .why = { $clause }: each of them is taken up once.
    .next = Who is in doubt is settled by two people first.

refusal-continue_count_differs = You typed { $typed }; { $n } can be sent to again now.
    .why = { $clause }: a proposal names the number, and counts only if it is the present one.
    .next = Look at the present number and propose again.

refusal-continuation_is_not_released = Slot { $slot } continues slot { $continues } and is not released by itself.
    .why = { $clause }: sending again is let go by two signatures, one proposal at a time.
    .next = Propose it again at slot { $continues }.

refusal-no_slot_left = The request has used its slot numbers up to { $n }.
    .why = { $clause }: each sending takes a number, and none is used twice.
    .next = Make a new request for those who are left.

refusal-approved_under_other_rules = The request was approved under policy { $old }; { $version } is in force now.
    .why = { $clause }: under other rules nothing is sent that was signed under the old ones.
    .next = Make a new request for those who are left.

refusal-another_hold = What was signed lifts hold { $hold }; the newest one is { $newest }.
    .why = { $clause }: a resume lifts the hold that its signer saw, and none that may still come.
    .next = Look at why it is held now, then resume again.

refusal-holds_by_itself = Nobody holds it; the dispatcher holds by itself.
    .why = { $clause }: a resume lifts what a person ordered.
    .next = See on the monitor why it holds; it goes on once that is over.

ask-continue-count = retype the number
ask-continue-count_wrong = Not how many can be sent to again; count and passphrase are emptied. Look at it above, type it again.
command-continue = Propose to send again to whom it did not reach; signed.
