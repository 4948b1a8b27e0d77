### Acts that take two people, and the parts that people play in them.

settling-which = { $n } in doubt: what became of them
settling-then = Then the request's first approver confirms. The dispatcher judges both signatures before it changes anything; nothing is sent again.
settling-in_doubt = in doubt
settling-holds = holds
settling-until = until { $time }
settling-line = settlement
settling-turn_settle = { $n } in doubt: propose what became of them with { KEY("monitor.settle") }
settling-turn_confirm = your turn: read what is proposed with { KEY("monitor.confirm") }
settling-proposed = Proposed; the first approver has to confirm.
settling-confirmed = Confirmed; the dispatcher judges both signatures.

next-confirm = Open it and read what is proposed, for how many and why; if it is so, sign with { KEY("monitor.confirm") }. If not, leave it: it ends by itself.

cli-no_proposals = no proposals
cli-proposal_which = { $n } proposals have the number { $proposal } or a digest that begins with it; it must be exactly one, see proposal list
cli-settle_slot = slot { $slot }: { $n } in doubt, proposed: { $verdict }
cli-column-confirmed_by = confirmed by

refusal-not_your_part = { $person } is not { $part }.
    .why = { $clause }: two named people do this: one proposes, the other confirms.
    .next = Ask for { $part }.

refusal-same_person_twice = { $person } has signed this already.
    .why = { $clause }: it takes two people.
    .next = Ask the other person to confirm.

refusal-confirmed_already = This proposal has been confirmed already.
    .why = { $clause }: a proposal is confirmed once.
    .next = Open what it is about to see what became of it.
    .command = See what became of it with proposal list --all.

refusal-not_a_pair_act = This is no proposal and no confirmation.
    .why = { $clause }: a signature counts for what it says alone.
    .next = Propose or confirm it on its own page.
    .command = Use proposal or send settle.

refusal-nothing_unknown = Nobody in this slot is in doubt.
    .why = { $clause }: only unknown results are settled.
    .next = There is nothing to do.

refusal-still_sending = { $n } recipients are still to be sent to; the number of unknowns may change.
    .why = { $clause }: unknowns are settled once nothing is left to send, so that the count signed stays true.
    .next = Wait until it is done, or stop it.

refusal-unknown_count_differs = You typed { $typed }; { $n } recipients are in doubt now.
    .why = { $clause }: a proposal names the number, and counts only if it is the present one.
    .next = Look at the present number and propose again.

refusal-proposed_already = Something is proposed about this slot already.
    .why = { $clause }: one proposal at a time.
    .next = Wait until it is done or runs out; the send's page shows it.
    .command = Wait for it; see it with proposal list.

refusal-nothing_proposed = Nothing about this slot waits to be confirmed.
    .why = { $clause }: first one proposes, then another confirms.
    .next = The releasing operator proposes first.

refusal-proposal_expired = The proposal was good until { $expires }.
    .why = { $clause }: without its second signature in time a proposal is nothing.
    .next = It must be proposed again.

refusal-proposal_overtaken = The proposal speaks of { $n } recipients; the number is another by now, or its window has passed.
    .why = { $clause }: late receipts and the like changed it, so what was signed is no longer so.
    .next = The operator proposes again with the present number.

problem-no_such_proposal = There is no such proposal.
    .why = The digest is wrong.
    .next = Go back to the list and open it anew.
    .command = See proposal list.

part-releasing_operator = the releasing department's operator (who did not approve the request)
part-first_approver = the request's first approver
part-last_approver = the request's last approver (who neither drafted, imported nor released it)
part-manager = a manager
part-manager_elsewhere = a manager outside the operating department
part-custodian = the custodian
part-custodian_or_superior = the custodian or their superior
part-custodian_or_standby = the custodian or their standby (B角)
part-incoming_custodian = the incoming custodian
part-general_department_manager = the General Department's manager
part-general_witness = a witness of the General Department
part-registrar = the registrar
part-general_manager = the general manager
part-general_supervisor = the General Department's supervising manager
part-optout_keeper = a drafter, an operator or the registrar

pair-settle = settle unknown results
pair-resend = resend failed
pair-remainder = send to the remainder
pair-unfreeze = unfreeze
pair-go_on_send = let the sends go on
pair-go_on_line = let the gateway go on
pair-trial_line = try a gateway
pair-trial_text = try a request's text
command-pair_proposal_list = Proposals that wait for their second signature, newest first.
option-pair_proposal-open = also those that are over
pair-resume_after_loss = resume a gateway after loss
pair-rearm = re-arm a dispatcher
pair-hand_over = hand over custody
pair-seal_envelope = seal an envelope
pair-open_envelope = open an envelope
pair-erase = erase numbers
pair-release_hold = end a legal hold
pair-resubscribe = resubscribe

settle_verdict-sent = sent
settle_verdict-not_sent = not sent
settle_verdict-closed = closed: nobody can tell

# The same as a choice: what it rests on and what follows.
settle_means-sent = sent: the provider has it; counts as sent, never sent again
settle_means-not_sent = not sent: the provider does not have it; can be sent again later
settle_means-closed = closed: nobody can tell; stays unknown, never sent again

proposal_state-open = waits for its second
proposal_state-confirmed = confirmed; the dispatcher has still to take it
proposal_state-applied = carried out
proposal_state-refused = refused by the dispatcher
proposal_state-expired = expired
proposal_state-overtaken = overtaken: it is not so any more

ask-settle-count = retype the number
ask-settle-count_wrong = Not how many are in doubt; count and passphrase are emptied. Look at it above, type it again.
command-settle = Propose what became of unknown recipients; signed.

pair-appeal = release a blocked text
part-supervisor = the department's supervising manager
proposal_state-withdrawn = withdrawn
appeal-withdrawn = Release withdrawn
command-release_text = The supervising manager proposes to release a text that the screening list blocks; the registrar confirms with proposal confirm.
todo-confirm_appeal = confirm text release
next-confirm_appeal = Open the request, press { KEY("request.appeal") }, read the whole text and the reason, and sign if you agree.
    .command = Read the whole text and the reason with proposal confirm, and sign if you agree.
appeal-holds = released
appeal-title = releases of the text
appeal-confirm = Confirm and sign
appeal-withdraw = Take the release back
appeal-about = The screening list blocks this text. You propose to release it; once the registrar confirms, the drafter can submit. Only this draft's text is released, for its recipients and times alone; a change voids it. What is classified is never released.
appeal-proposed = Release proposed; the registrar confirms it.
appeal-confirm_title = Confirm a release
appeal-confirmed = Released; the drafter can submit.
appeal-then = Once signed, this text is submitted, approved and sent like any other.
withdrawal_road-both = Dispatcher and desk have it.
withdrawal_road-both_promised = The desk has it. The dispatcher's database is gone; its process keeps the withdrawal in memory and does it first once the database is back.
withdrawal_road-promised = The dispatcher's database is gone; its process keeps the withdrawal in memory and does it first once the database is back. The desk did not take it; withdraw again once it is back: { $why }
withdrawal_road-desk_only = The desk tells it to the dispatcher, which did not take it itself: { $why }
withdrawal_road-dispatcher_only = At the dispatcher the release is void. The desk did not take it; withdraw again once it is back: { $why }
command-appeal_withdrawal = take back the release of a blocked text.
leaf-appeal_withdrawal-proposal = digest of the release
refusal-withdrawal_not_good = The dispatcher does not take this withdrawal: { $detail }
    .why = { $clause }: an active person must sign a withdrawal with their own key; then it voids the release.
    .next = Withdraw again with { KEY("request.appeal") } and sign.
    .command = Withdraw again with proposal withdraw and sign.
appeal-withdraw_about = Once withdrawn, the text is blocked again. A send that has begun goes on: hold it to stop it.
appeal-released = The list blocks "{ $classes }"; { $by } proposed and { $second } confirmed the release: { $reason }
ledger-appeal-withdrawn = release of a text withdrawn

refusal-appeal_nothing = The screening list blocks nothing in this draft.
    .why = { $clause }: only a blocked text needs a release.
    .next = Submit it as it is.

refusal-appeal_own = { $person } had a hand in this request (wrote, changed or submitted it, or imported its list) and cannot release its text.
    .why = { $clause }: two people without a hand in a blocked text release it.
    .next = Ask somebody else in the same post; if there is nobody, ask another drafter to write and submit it anew, with a list that somebody else imported.

refusal-text_release_withdrawn = { $person } withdrew the release of this text at { $at }.
    .why = { $clause }: the list blocks the text, and what is held does not go on once its release is withdrawn.
    .next = Stop this send; for those who are left, make a new request with another text, or one that is released anew.

refusal-appeal_never = The class "{ $reason }" is not released.
    .why = { $clause }: screening list { $version } lets nobody release it; what is classified is never released.
    .next = Change the text.

refusal-appeal_unfinished = The draft has no complete lists and windows yet.
    .why = { $clause }: a release holds for these recipients and these times alone.
    .next = Have the drafter fill them in first.

refusal-appeal_stale = The draft was changed, or the screening list no longer lets people release it.
    .why = { $clause }: what was read is what is released.
    .next = Read the draft again, then propose the release again.

refusal-appeal_proposed_already = There is a release for this draft already.
    .why = { $clause }: a draft has one release at a time.
    .next = Confirm or withdraw that one with { KEY("request.appeal") } on the request's page.
    .command = Confirm it with proposal confirm, or withdraw it with proposal withdraw.

refusal-appeal_gone = This release is void or withdrawn already.
    .why = { $clause }: only a waiting or valid release is withdrawn.
    .next = The request's page says how far each release is.
    .command = Look at the state of each with proposal list.

refusal-appeal_withdrawn = { $person } withdrew this release at { $at }.
    .why = { $clause }: a withdrawn release lets nothing go any more, and nobody confirms it.
    .next = Change the text, or propose a new release on the request's page with { KEY("request.appeal") }.
    .command = Change the text, or propose a new release with request appeal.

refusal-nothing_waits = No proposal waits to be confirmed.
    .why = { $clause }: one proposes, another confirms.
    .next = Propose it first.
