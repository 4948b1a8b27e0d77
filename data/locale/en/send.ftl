### Releasing, holding, resuming and stopping, and freezes.

refusal-no_request = It was not said which request.
    .why = { $clause }: decisions and releases are about one request.
    .next = Open the request first.

refusal-no_such_slot = There is no slot { $slot }.
    .why = { $clause }: only approved slots are released.
    .next = Open the request to see its slots.
    .command = See the slots with request show.

refusal-not_releasing_operator = You are not { $department }'s operator and cannot release this.
    .why = { $clause }: the operator of the department that the clause names sends.
    .next = Ask that operator.

refusal-approver_does_not_release = { $person } approved this request and does not release it.
    .why = { $clause }: who approves does not release.
    .next = Ask another operator.

refusal-not_cleared = The request is { $state }, so it cannot be released.
    .why = { $clause }: nothing is sent before every level signed (and the General Department accepted, where due).
    .next = Open the request on { PAGE("all.requests") } to see how far it is.
    .command = See with request show whom it waits for.

refusal-released_already = The slot is { $state }; it was released already.
    .why = { $clause }: a slot is released once.
    .next = Watch it on { PAGE("all.sends") }.
    .command = Watch it with send show.

refusal-gateway_not_approved = Gateway { $gateway } was not approved for this request.
    .why = { $clause }: only the gateway or backup named in the request may be used.
    .next = Use one of those, or submit a new version.

refusal-not_sending = It is { $state }; there is nothing to hold.
    .why = { $clause }: released and running slots can be held.
    .next = If it is not released, leave it so, or have the request withdrawn.

refusal-not_claimed = The dispatcher has no such send in hand.
    .why = { $clause }: the dispatcher holds what it has taken up.
    .next = If the desk is not to be trusted, freeze request { $request } with { KEY("credentials.freeze") } on { PAGE("all.credentials") }.
    .command = If the desk is not to be trusted, freeze the request: freeze now request { $request }.

refusal-not_held = The slot is { $state }, not held.
    .why = { $clause }: what is resumed was held.
    .next = Open it on { PAGE("all.sends") } to see how it stands.
    .command = See how it stands with send show.

refusal-may_not_stop = You cannot stop this slot.
    .why = { $clause }: those who approved it, or the operator who sends it, may stop it.
    .next = Hold it at once with { KEY("monitor.hold") } (open to everyone) and tell those who may.
    .command = Hold it at once (send hold, open to everyone) and tell them.

refusal-not_a_send_act = This is neither a release, nor a resume, nor a stop.
    .why = { $clause }: sending changes by these three signed acts alone.
    .next = Open the send on { PAGE("all.sends") } and act there.
    .command = Use send release, resume or stop.

refusal-out_of_bounds = The value of “{ $field }” is out of bounds; nothing was done.
    .why = { $clause }: everyone uses the same door, and each field has its bounds.
    .next = Check the value and try again; if you did not enter it, ask the system administrator to compare the versions.

refusal-not_understood = The dispatcher does not understand the question.
    .why = { $clause }: everyone uses the same door, and both sides must be of one version.
    .next = Ask the system administrator to compare the versions.

refusal-freeze_scope = There is no freeze of “{ $scope }”, or its subject is missing.
    .why = { $clause }: a freeze covers all, or one gateway, category, request or person.
    .next = Name the scope and the subject.

refusal-unfreeze_needs_two = Lifting a freeze takes two people.
    .why = { $clause }: anyone may freeze; a manager proposes to lift it and a manager outside that department confirms.
    .next = Ask two managers: { KEY("credentials.lift") } on { PAGE("all.credentials") }.
    .command = Ask two managers at the desk: freeze lift.

# Of a send that waits for its release and whose text is stopped now: why, and what to do.
send-would_wait = Released now, it would wait: { $why }
send-waits_for = would wait
send-held_back = { $why }; the drafter withdraws the request, changes it and submits it again; if the list is wrong, the roster signers mend it.

command-send_list = Slots that are cleared, running or ended: those to be released first, in the order of their windows, then the newest.
option-send-state = cleared, sending, held, …
option-send-text = in number or purpose
