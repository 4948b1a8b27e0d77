### The pages under Credentials: passwords, loss cases, what ends some day (R12).

credentials-root = Only the custody service can read a password; yet whoever is root on this host can read it. No screen, log or ledger has it.
credentials-which = what
credentials-fingerprint = fingerprint/waits
credentials-age = days
credentials-last_bind = bind/due
credentials-holder = holder/what
credentials-never = never installed
credentials-of_days = { $n } days; to be changed at 90
credentials-every = Closed cases are listed, too.
credentials-open_only = Open cases alone.
credentials-unlock_title = Open the vault
credentials-unlock_about = Type the phrase: five groups of four. It is not shown; a slip is not sent and costs no attempt.
credentials-phrase = phrase
credentials-training = training: { $phrase }
credentials-lock_title = Lock the vault
credentials-lock_about = The lines close in good order, what is out ends by the rules. Nothing leaves until the phrase is typed again. Lock now?
credentials-bind_title = Bind test: { $gateway }
credentials-bind_about = Binds once with the password in the vault; sends nothing. Try now?
credentials-install_title = Install a password: { $gateway }
credentials-rotate_title = Change the password: { $gateway }
credentials-secret = new password
credentials-secret_again = once more
credentials-secrets_differ = The two are not the same. Nothing has changed; type it twice anew.
credentials-before = fingerprint before
credentials-in_force = fingerprint now
credentials-none = none
credentials-step_typed = typed twice, the same (SMPP: 8 characters at most); not shown, and past the desk
credentials-step_bound = the custody service binds with it: it is good
credentials-step_kept = kept in the vault, and read back the same
credentials-step_taken_up = the line is taken up with it
credentials-later = {": "}connecting; look at "line" on this page in a while
credentials-later_stopped = {": "}stopped now; it connects once two people resume it
credentials-step_retired = the old one is retired and never taken again
credentials-freeze_title = Freeze a gateway: { $gateway }
credentials-freeze_about = It stops at once: nothing more leaves through this gateway. Lifting it takes two people. Give the reason within the hour.
credentials-frozen = Gateway { $gateway } is frozen; within the hour say why with { KEY("credentials.give_reason") } on that freeze

lift-freeze = freeze
lift-frozen_by = frozen by
lift-number = dispatcher's number
lift-then = then
lift-second = another person confirms; both signatures are proved before anything leaves
lift-propose_title = Propose to let it send again
lift-confirm_title = Confirm that it sends again
lift-proposed = proposed; a second person confirms, and finds it in their turn
lift-confirmed = confirmed; in force once both signatures are proved
lift-reason_title = Say why it was frozen
lift-reason_given = the reason is noted
lift-row = freeze { $id }
lift-braked = stopped
lift-waits = second person
lift-reason_owed = reason owed
lift-unarmed = arm again
lift-to_propose = custodian proposes
lift-to_confirm = a manager confirms
lift-desk = the desk
rearm-propose_title = Propose to arm it again
rearm-confirm_title = Confirm that it is armed again

list-credentials-empty = The roster names no gateway.
    A roster signer proposes its file (People, { KEY("people.rules") }).
list-expiries-empty = The roster names no gateway: nothing ends.

filter-credentials = Part of a gateway, number, state or name, then Enter.

help-credentials-title = Credentials
help-credentials-body = Each gateway's password: holder, fingerprint, age, last bind; open loss cases with their clocks. The password itself is shown nowhere. Unlock, install and rotate are the custodian's; anybody reports a loss or freezes.
help-credentials-columns = state: whether the password can be used; how far a loss, a freeze or arming again is [R12]
    what: the gateway, or the loss case, the freeze, the dispatcher [R12]
    fingerprint/waits: of the password; of the rest, what it waits for [R12]
    holder/what: who keeps the password; of the rest, what it is about [R12]
    bind/due: the last bind; of a loss, the nearest time limit; of a dispatcher, when it was last heard [R12]
    days: the password's age; to be changed at 90; of a loss or a freeze, that it is late; a dispatcher has none [R12]
help-loss-title = A loss case
help-loss-body = Report, call, acknowledgement, certificate, request, reissue, installation, resumed by two, closed; each step signed. The certificate gates the reissue, not the call. The custodian proposes with { KEY("loss.resumed") } that a gateway is used again, the General Department's manager confirms with { KEY("loss.resumed") }.
help-loss_form-title = One step of a case
help-loss_form-body = Say what is so, never the password. Signed, it stands in the ledger and the next step names it.
help-loss_report-title = Report a loss
help-loss_report-body = Whoever notices reports; it counts at once. A gateway is frozen, a person without rights. What turns up again is replaced all the same.
help-expiries-title = What ends some day
help-expiries-body = When password, contract, sender code, signature registration, certificate, addresses and balance end. Custodian and registrar are reminded 60, 30 and 7 days before (of the password 30 and 7), and enter the days.
help-expiries-columns = ends: the day on which it ends [R12]
    days left: days until then [R12]
    what: contract, sender code, certificate and so on [R12]
    gateway: which gateway [R12]
    note: what was noted [R12]
help-expiry_form-title = Enter an end
help-expiry_form-body = The day on which it ends; after a renewal the new one. Empty takes it away.
help-provider_form-title = The provider's card
help-provider_form-body = After a loss one calls first: whom, which number, which papers a reissue needs. No mobile numbers.

field-provider = provider
field-when = when
field-number = number
field-account = account
field-channel = channel
field-last_known = last known
field-impact = possible harm
field-measures = what was done
field-addressee = to provider
field-ticket = ticket
field-text = words
field-ends = ends
field-papers = papers
field-note = note

credentials-to_change = to change

refusal-not_on_gateway = The cursor is not on a gateway.
    .why = { $clause }: this is about one gateway.
    .next = Put the cursor on a gateway.

refusal-not_on_asking = The cursor is on no dispatcher, and no desk clock, that waits to be armed again.
    .why = { $clause }: two people arm what was restored, copied or lost, or whose clock is in doubt.
    .next = Move the cursor to it: it stands below the gateways. If nothing is there, nothing has to be done.

refusal-not_on_freeze = The cursor is not on a freeze in force.
    .why = { $clause }: this is about one freeze.
    .next = Put the cursor on a freeze in force.
