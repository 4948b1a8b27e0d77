### Freezes, resuming after a loss and arming again (R12).

freeze_scope-all = everything
freeze_scope-gateway = gateway
freeze_scope-category = category
freeze_scope-request = request
freeze_scope-person = whatever is signed by

road-both = The dispatcher has stopped, and the desk has it on record.
road-both_promised = The dispatcher's database is gone, so nothing leaves now; its process keeps this in memory and does it first once the database is back. The desk has it on record.
road-promised = The dispatcher's database is gone, so nothing leaves now; its process keeps this in memory and does it first once the database is back. If it is restarted before, ask again. The desk did not take it: { $why }
road-desk_only = The desk tells it to the dispatcher, which did not take it itself: { $why }
road-dispatcher_only = The dispatcher has stopped and tells the desk, which did not take it: { $why }

freeze-which = freeze all, gateway, category, request or person
freeze-done = frozen: { $what }
freeze-reason_owed = Say why within the hour: freeze reason
freeze-reason_given = the reason is on record
freeze-of_loss = loss { $number }
freeze-no_reason = (reason owed)
freeze-effective = in force
freeze-on_its_way = on its way to the dispatcher
freeze-none = nothing is frozen
freeze-no_such = no freeze { $number }; see freeze list
freeze-not_asked = dispatcher { $dispatcher } does not ask to be armed again
freeze-proposed = proposed; the second person has to confirm

ledger-freeze-made = frozen
ledger-freeze-reason = reason of a freeze
ledger-freeze-frozen = frozen at the dispatcher
ledger-freeze-lifted = freeze lifted
ledger-freeze-rearmed = dispatcher armed again
ledger-freeze-lift_refused = unfreezing or arming refused

cli-column-lifted = lifted
cli-column-dispatcher = dispatcher
cli-column-heard = last heard
cli-column-rearm = why it must be armed again

chase-freeze_reason = reason of a freeze
chase-rearm = arming again
chase-go_on = see why it stopped

todo-freeze_reason = say why you froze
todo-rearm = propose arming again
todo-go_on = stopped: see why
todo-confirm_unfreeze = confirm unfreezing
todo-confirm_go_on_send = confirm going on
todo-confirm_go_on_line = confirm line goes on
todo-confirm_resume_after_loss = confirm: gateway back
todo-confirm_rearm = confirm arming again

next-freeze_reason = Say why within the hour: on { PAGE("all.credentials") } move to the freeze and press { KEY("credentials.give_reason") }.
    .command = Say why, within the hour: freeze reason NUMBER --words.
next-rearm = See why it asks: for a database make sure that no other machine sends from this account, for a clock compare the time. Then move to it on { PAGE("all.credentials") } and propose with { KEY("credentials.rearm") }; the General Department's manager confirms.
    .command = See why it asks (freeze dispatchers): for a database make sure that no other machine sends from this account, for a clock compare the time. Then propose (freeze rearm); the General Department's manager confirms.
next-go_on = First find out why (answers and receipts on the monitor, the provider). Once it is put right, move to the stop on { PAGE("all.credentials") } and propose with { KEY("credentials.lift") } to go on.
    .command = First find out why (send show, the provider). Once it is put right, propose to go on (freeze lift NUMBER).
next-confirm_unfreeze = Move to that freeze; { KEY("credentials.open") } says why. If you agree, sign with { KEY("credentials.lift") }; else it runs out.
    .command = See why it is frozen (freeze list); if you agree, sign (proposal confirm); else it runs out.
next-confirm_go_on_line = Move to that stop; { KEY("credentials.open") } says why. If it is put right, sign with { KEY("credentials.lift") }; else it runs out.
    .command = See why it stopped (freeze list). If it is put right, sign (proposal confirm); else it runs out.
next-confirm_go_on_send = Move to that stop; { KEY("credentials.open") } says why. If it is put right, sign with { KEY("credentials.lift") }; else it runs out.
    .command = See why it stopped (freeze list). If it is put right, sign (proposal confirm); else it runs out.
next-confirm_resume_after_loss = Open the case, press { KEY("loss.next") }, compare the fingerprint and the exposed window, and sign.
    .command = Compare the fingerprint and the exposed window (loss show), and sign (proposal confirm).
next-confirm_rearm = See why it asks: for a database make sure that no other machine sends from this account, for a clock compare the time; then move to it on { PAGE("all.credentials") } and sign with { KEY("credentials.rearm") }. Otherwise do nothing: it lapses.
    .command = See why it asks (freeze dispatchers): for a database make sure that no other machine sends from this account, for a clock compare the time; then sign with proposal confirm.

refusal-freeze_subject = There is no “{ $subject }” to freeze.
    .why = { $clause }: a freeze names a gateway, category, request or person that there is.
    .next = Check the id; if in doubt freeze everything.
    .command = Check the id; if in doubt freeze everything (freeze now all).

refusal-freeze_many = You have { $most } freezes of this kind in force.
    .why = { $clause }: one person does not silence the house, so open freezes are bounded.
    .next = In an emergency freeze everything, or let another freeze it.
    .command = In an emergency freeze everything (freeze now all), or let another freeze it.

refusal-asker_lost = The key or login of { $person } is reported lost.
    .why = { $clause }: after the report nothing is taken in that name.
    .next = Let the standby custodian act; the next roster version brings the person back.

refusal-freeze_not_yours = { $person } made this freeze.
    .why = { $clause }: who froze says why.
    .next = Ask them to say why.

refusal-freeze_reason_there = The reason is there already.
    .why = { $clause }: the reason is given once and not changed.
    .next = On { PAGE("all.credentials") } move to the freeze; { KEY("credentials.open") } shows it.
    .command = See freeze list.

refusal-freeze_over = This freeze has been lifted.
    .why = { $clause }: a freeze is lifted once.
    .next = See what is frozen now on { PAGE("all.credentials") }.
    .command = See what is frozen now with freeze list.

refusal-freeze_of_loss = This freeze belongs to loss case { $number }.
    .why = { $clause }: after a loss it goes on only with the new password or key, by the two people of the case.
    .next = Open the case { $number } on { PAGE("all.credentials") } and go on with it.
    .command = Go on with the case: loss show { $number }.

refusal-freeze_other_act = What is frozen is another one by now.
    .why = { $clause }: what stopped by itself goes on by one act, what a person froze ends by another.
    .next = Reload, move to its row, and press { KEY("credentials.lift") } again.
    .command = See freeze list, then propose again.

refusal-freeze_not_told = The dispatcher has not told of this freeze yet.
    .why = { $clause }: an unfreezing names the dispatcher's number, so that no other freeze is meant.
    .next = Try again in a moment; start the dispatcher if it is down.

refusal-lift_proposed_already = Somebody has proposed this already.
    .why = { $clause }: one proposal at a time.
    .next = Wait until it is done or runs out; see { PAGE("all.credentials") }.
    .command = Wait for it; see it with proposal list.

refusal-about_himself = { $person } is the one who is frozen.
    .why = { $clause }: nobody has a part in lifting the freeze of themselves.
    .next = Ask two other managers.

refusal-loss_by_roster = Loss case { $number } is about a person's key or login.
    .why = { $clause }: a person is back with the roster version that two roster signers sign.
    .next = Ask the roster signers.
    .command = Ask the roster signers (roster).

refusal-loss_key_there = The roster still gives { $person } a key from before loss { $number }.
    .why = { $clause }: a key that was lost signs nothing any more, found again or not.
    .next = Put in the new key and revoke the old one.

refusal-other_password = The password of gateway { $gateway } is not the one that the case proved.
    .why = { $clause }: it goes on with the new password alone that the custodian installed and proved.
    .next = The custodian compares fingerprints on { PAGE("all.credentials") }; one changed since is signed anew with { KEY("loss.installed") } on the case.
    .command = The custodian compares fingerprints (custody list); one changed since is signed anew (loss installed).

refusal-rearm_not_asked = Dispatcher { $dispatcher } does not ask to be armed again, or asks under another mark.
    .why = { $clause }: two people arm again what was restored, copied or lost, or whose clock went back, and each time anew.
    .next = Ask the system administrator to start the dispatcher, and try again.
    .command = See doctor, or start the dispatcher and try again.

refusal-gateway_lost = The password of gateway { $gateway } is lost ({ $number }).
    .why = { $clause }: until two people resume it nothing is released, resumed or sent again through it.
    .next = Go through the case { $number } on { PAGE("all.credentials") } first.
    .command = Go through the case first: loss show { $number }.

problem-no_such_freeze = There is no such freeze.
    .why = The number is wrong, or it is not known here.
    .next = See { PAGE("all.credentials") }.
    .command = See freeze list.

command-unfreeze = Propose to lift a freeze, which a manager outside the department confirms, or that what stopped by itself goes on.
command-go_on = Propose that what stopped by itself goes on; somebody else confirms.
command-rearm = Propose to arm a dispatcher again after a restore, a copy or a loss, or to accept its clock.
command-freeze_list = What is frozen, by whom and why, newest first.
command-dispatcher_dispatchers = Dispatchers: last heard, and whether two people must arm one again, and why.
option-freeze-open = lifted ones, too

alert-desk_clock_ahead = The desk's clock leapt ahead, and nothing has proved it yet.
    .why = { $clause }: until then no deadline passes and nothing expires at the desk.
    .next = The administrator compares the time with another clock. A wrong one is set right. For a right one, time synchronisation is switched on, or the custodian proposes to accept it on { PAGE("all.credentials") } by { KEY("credentials.rearm") } and the General Department's manager confirms there.
    .command = Compare the time with another clock. Set a wrong one right. For a right one, switch time synchronisation on, or let two people accept it (freeze rearm desk).
