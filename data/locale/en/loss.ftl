### Loss cases (R12), and why a step is refused.

loss-subject = what is lost
loss-kind = how
loss-step = step
loss-case = case
loss-waits_for = waits for
loss-holder = holder
loss-by = reported
loss-noticed = noticed
loss-seen = last safe
loss-nobody_knows = nobody knows
loss-where = where, how
loss-impact = possible harm
loss-measures = what was done
loss-yours = yours
loss-is_back = resumed
loss-left = { $length } left
loss-over = { $length } late
loss-hours = { $n } h
loss-workdays = { $n ->
    [one] 1 working day
   *[other] { $n } working days
 }
loss-took = { $name }, took { $length } of { $limit }
loss-until = limit { $limit } ({ $clause }), by { $time }
loss-limit = limit { $limit } ({ $clause })
loss-by_whom = by { $names }
loss-whose = { $until }; { $whose }
loss-reported = reported
loss-report_title = Report
loss-affected_title = What it affects
loss-exposed_title = Exposed window
loss-spent = { $passed } of { $whole } used
loss-title = { $number }  { $what }  { $done } of { $all } steps done
loss-since = { $length } since the report
loss-stopped = sends stopped
loss-stopped_none = none
loss-stopped_more = { $n } more, of other departments or older
loss-stopped_one = { $number }, { $state }, { $n } not sent
loss-then = next
loss-afterwards = after that
loss-operators_resume = An operator resumes each stopped send and types its count again.
loss-roster_restores = A new roster version lets the person log in and sign again.
loss-exposed = Exposed since { $since }: { $n } in all, { $unknown } recipients unknown
loss-exposed_short = exposed
loss-exposed_count = { $n } in all, { $unknown } recipients unknown
loss-send = send
loss-of_them_unknown = { $n } unknown
loss-more = { $n } more: see loss show
loss-which = Which step
loss-taken = Signed and in the ledger.

loss_form-head = Times in { $zone }, as 2026-12-01 09:00. Never write the password.
loss_form-moved_on = Since then: { $steps }. What you typed is kept.
loss_form-follows = follows

ask-loss_acknowledged-exposed = customers' numbers may be exposed (PIPL 57)
ask-loss_reissued-old_void = the provider says that the old one is void

command-loss_told = The provider was told by telephone.
command-loss_acknowledged = The General Department knows.
command-loss_certificate = The holder's department manager signs the certificate.
command-loss_requested = Ask for the reissue, with the certificate.
command-loss_reissued = It was reissued, and the old one is void.
command-loss_installed = The custodian signs that the new password is in place and proved.
command-loss_closed = Close the case, with what was concluded.
command-loss_found = It turned up again; it is replaced all the same.

loss_report-head = A report needs no signature and counts at once. Times in { $zone }; leave empty what nobody knows yet.
loss-what = which
loss_report-forgotten = forgotten
loss_report-medium_lost = medium lost
loss_report-leak = leak
loss_report-left_office = holder left
loss_report-ready = { KEY("loss_report.send") } reports; an empty time is now.
loss_report-title = Report a loss
loss_report-question = { $what }: reported now it is stopped at once, and comes back only after its reissue, by two people. Report it?
loss_report-done = Case { $number } is open

loss_kind-forgotten = forgotten
loss_kind-medium_lost = its medium is lost
loss_kind-leak = a leak is suspected
loss_kind-left_office = the holder left office

loss_brief-gateway = password
loss_brief-key = key
loss_brief-login = login
loss_subject-gateway = gateway password
loss_subject-key = signing key
loss_subject-login = login

loss_step-told = provider phoned
loss_step-acknowledged = acknowledged
loss_step-certified = certificate
loss_step-requested = reissue asked for
loss_step-reissued = reissued
loss_step-installed = password installed
loss_step-resumed = resumed by two
loss_step-closed = closed
loss_step-found = found again

todo-loss_told = loss: call provider
todo-loss_acknowledged = loss: acknowledge
todo-loss_certified = loss: certify
todo-loss_requested = loss: ask for reissue
todo-loss_reissued = loss: note reissue
todo-loss_installed = loss: install, sign
todo-loss_resumed = loss: propose resume
todo-loss_closed = loss: close the case
todo-loss_late = loss step overdue

next-loss = Open the case and take the step with { KEY("loss.next") }.
    .command = Take the step with the command of that name (loss --help).
next-loss_late = Remind them: { $who }. The longer it is overdue, the higher up it is told.

refusal-loss_nothing_yours = No step of loss { $number } is yours now; who is next stands beside each step.
    .why = { $clause }: each step has its post.
    .next = Ask whose step it is.

refusal-loss_known = The loss of { $name } is on record and not over.
    .why = { $clause }: one loss, one case.
    .next = Open the case on { PAGE("all.credentials") } and go on with it.
    .command = Open it with loss list and go on with it.

refusal-loss_too_many = { $most } losses of others that you reported are still open.
    .why = { $clause }: a report takes rights at once, so one person reports only so many.
    .next = Let a colleague report it, or see the open ones to their end.

refusal-loss_in_future = { $at } is not yet.
    .why = { $clause }: it tells what has happened.
    .next = Give the time at which it was noticed.

refusal-loss_seen_later = It cannot have been safe after the loss was noticed.
    .why = { $clause }: what was sent in between is looked at again.
    .next = Give an earlier time, or leave it empty where nobody knows.

refusal-loss_moved_on = Case { $number } has moved on meanwhile.
    .why = { $clause }: each step names the one that it follows.
    .next = Open the case again, then go on.

refusal-loss_closed = Case { $number } is closed.
    .why = { $clause }: a closed case stays as it is.
    .next = For another loss report another case.

refusal-loss_step_not_here = A case of this kind has no step “{ $step }”.
    .why = { $clause }: a person's key or login is replaced by the roster, not by the provider.
    .next = See the next step with { KEY("loss.next") }.
    .command = See the next step with loss show.

refusal-loss_step_taken = “{ $step }” has been done.
    .why = { $clause }: each step is taken once.
    .next = See the next step with { KEY("loss.next") }.
    .command = See the next step with loss show.

refusal-loss_step_early = “{ $step }” is too early: “{ $missing }” comes first.
    .why = { $clause }: report and certificate first, then reissue and installation, two people resume, and the case closes.
    .next = Whoever does “{ $missing }” goes first.

refusal-loss_not_your_step = “{ $step }” is not yours to do.
    .why = { $clause }: the holder's manager certifies, the General Department calls the provider, the custodian installs.
    .next = The case names who takes each step; ask them.
    .command = See with loss show who does it.

refusal-loss_reporter_closes = You reported this loss, so you do not close it.
    .why = { $clause }: one reports, another closes.
    .next = Another of the General Department's registrar and manager closes it.

refusal-loss_resume_signed = Two people have signed to resume { $number }; the dispatcher has yet to carry it out.
    .why = { $clause }: the dispatcher checks both signatures; while it is down they stay good, and it takes them when it is back.
    .next = See whether the dispatcher runs; if the proposal expires before that, propose it again.

refusal-loss_resume_waits = You have proposed to resume { $number }; another person's confirmation is awaited.
    .why = { $clause }: one proposes, another confirms.
    .next = The General Department's manager finds it in their turn and confirms it; once it has expired, propose it again.

refusal-loss_kind_differs = The certificate speaks of another kind of loss than the report.
    .why = { $clause }: it certifies what was reported.
    .next = Issue it again for what was reported.

refusal-loss_takes_two = To resume takes two people, not one signature.
    .why = { $clause }: custodian and General Department's manager resume a gateway, two roster signers a person.
    .next = The custodian proposes with { KEY("loss.resumed") } on the case, or a roster signer proposes a version.
    .command = The custodian proposes with loss resume, or a roster signer proposes a version.

refusal-loss_not_installed = No new password was installed and proved since the reissue.
    .why = { $clause }: only a password that a bind has proved is in place.
    .next = The custodian puts it in with { KEY("credentials.install") } on { PAGE("all.credentials") }, then signs.
    .command = The custodian puts it in (custody install), then signs.

refusal-loss_other_holder = The certificate names another department or holder.
    .why = { $clause }: the department of { $person }, the holder, issues it.
    .next = Issue it again as reported.

refusal-loss_other_certificate = The request for reissue cites another certificate.
    .why = { $clause }: the reissue is asked for with the department's certificate.
    .next = Open the case again, then go on.

refusal-loss_when = { $at } does not lie between the discovery and now.
    .why = { $clause }: the call and the reissue come after the loss.
    .next = Give the time at which it happened.

refusal-loss_old_not_void = The old one is still good, so nothing was reissued.
    .why = { $clause }: while the old one works the loss is not over.
    .next = Have the provider make it void, then sign.

refusal-loss_window_moved = { $n } sends lie in the exposed window now, which the closing report does not say.
    .why = { $clause }: the closing report says what is so.
    .next = Open the case again and close it anew.

refusal-no_such_gateway = The roster has no gateway { $gateway }.
    .why = { $clause }: what is lost is an account of the roster.
    .next = See the gateways' ids on { PAGE("all.credentials") }.
    .command = See the gateways' ids with custody status.

refusal-no_such_signer = The roster has no { $person }.
    .why = { $clause }: what is lost belongs to a person of the roster.
    .next = { PAGE("all.people") } shows the ids.
    .command = See people for the ids.

cli-loss_reported = Reported; it counts from now on
cli-no_losses = No open case.
cli-overdue = { " " }(overdue)
cli-exposed = exposed since { $since }: { $n } in all, { $unknown } recipients unknown
cli-column-resumed = resumed
cli-column-closed = closed

step-loss_told = provider told
step-loss_acknowledged = loss acknowledged
step-loss_certificate = certificate of loss
step-loss_requested = reissue asked for
step-loss_reissued = reissued
step-loss_installed = new password installed
step-loss_closed = loss case closed
step-loss_found = found again

ledger-loss-reported = loss reported
ledger-loss-told = loss: provider told
ledger-loss-acknowledged = loss: acknowledged
ledger-loss-certified = loss: certified
ledger-loss-requested = loss: reissue asked for
ledger-loss-reissued = loss: reissued
ledger-loss-installed = loss: new password installed
ledger-loss-closed = loss: closed
ledger-loss-found = loss: found again

problem-no_such_loss = There is no such case.
    .why = The id is wrong.
    .next = See { PAGE("all.credentials") }.
    .command = See loss list.
