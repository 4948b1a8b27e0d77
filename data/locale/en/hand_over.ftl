### Custody that changes hands: hand-overs, sealed envelopes, secrets that are to be changed (R12).

hand_over-none = no hand-overs
hand_over-no_such = there is no hand-over { $number }
hand_over-nobody = (nobody)
hand_over-proposed = proposed
hand_over-signed = signed
hand_over-effective = from
hand_over-who = from > to
hand_over-waits_for = waits for
hand_over-until = until
hand_over-roster = roster version
hand_over-title_of = Hand-over { $number }
hand_over-form_head = Fingerprints and envelopes are filled in by the desk. You sign, then who takes it over, then a witness; a roster version carries it out.
hand_over-propose_title = Propose to hand custody over
hand_over-sign_title = Read it and sign
hand_over-signed_one = signed
hand_over-proposed_one = proposed; who takes it over signs next

hand_over_state-open = to be signed
hand_over_state-confirmed = signed by all
hand_over_state-applied = carried out
hand_over_state-expired = expired
hand_over_state-overtaken = overtaken

envelope-none = no envelopes; the custodian seals one and enters it with custody envelope seal
envelope-no_such = there is no envelope { $number }, see custody envelope list
envelope-holds = holds
envelope-seal = seal
envelope-place = kept at
envelope-sealed = sealed
envelope-check = next check
envelope-check_day = next look, Y-M-D
envelope-checked = last check
envelope-ended = ended
envelope-day = day
envelope-due = to be changed
envelope-done = changed
envelope-waits = opening waits
envelope-sealing = sealing waits
envelope-what_was_seen = what was seen
envelope-title_of = Envelope { $number }
envelope-every = those that are over, too
envelope-open_only = sealed ones and what is due alone
envelope-seal_title = Enter a sealed envelope
envelope-open_title = Propose to open an envelope
envelope-open_about = It is opened once the General Department's manager confirms. What it holds must then be changed within a working day.
envelope-check_title = The seal is whole
envelope-broken_title = The seal is not whole
envelope-form_head = Seal it first, then enter it: what is inside, the seal, the place. A witness signs after you. The secret itself never stands here.
envelope-sealed_one = entered; a witness of the General Department signs next
envelope-opening = proposed; the General Department's manager confirms
envelope-checked_one = check entered
envelope-broken_one = entered; what it held is to be changed at once
envelope-to_change = to be changed: { $what }, because of { $cause } { $number }, by { $time }
envelope-changed = changed: { $what }, because of { $cause } { $number }, { $time }

envelope_state-sealed = sealed
envelope_state-opened = opened
envelope_state-broken = seal broken
envelope_state-replaced = replaced
envelope_state-stale = content void

envelope_holds-phrase = unlock phrase
envelope_holds-password = password

change_cause-hand_over = hand-over
change_cause-opened = opened envelope
change_cause-broken = broken seal

printing-done = printed: { $file } (check code { $code }) in { $folder }

todo-confirm_hand_over = hand-over to sign
todo-confirm_seal_envelope = sealing to witness
todo-confirm_open_envelope = opening to confirm
todo-carry_out_hand_over = carry out hand-over
todo-secret_change = secret to be changed
todo-secret_change_late = secret not changed
todo-envelope_check = envelope to look at
todo-envelope_stale = envelope void

next-confirm_hand_over = Compare fingerprints and envelopes, and sign with { KEY("hand_overs.sign") }.
    .command = Compare fingerprints and envelopes, and sign (custody hand-over confirm).
next-confirm_seal_envelope = Look at envelope and seal, and sign with { KEY("envelopes.sign") }.
    .command = Look at envelope and seal, and sign (proposal confirm).
next-confirm_open_envelope = If the reason holds, sign with { KEY("envelopes.sign") }; what is inside must be changed then.
    .command = If the reason holds, sign (proposal confirm); what is inside must be changed then.
next-carry_out_hand_over = A roster signer carries it out with { KEY("hand_overs.carry_out") }; another signs after them.
    .command = A roster signer carries it out (roster propose --hand-over); another signs after them.
next-secret_change = Change the password with { KEY("credentials.rotate") } on { PAGE("all.credentials") }; the phrase is changed by the custodian at the command line. It is then settled by itself.
    .command = Change a password with custody rotate, the phrase with custody rephrase. It is then settled by itself.
next-secret_change_late = Ask { $who } to change it; if somebody may have used it, freeze the gateway and report a loss.
next-envelope_check = Look at its seal: whole is { KEY("envelopes.check") }, not whole is { KEY("envelopes.broken") }.
    .command = Look at its seal and enter whether it is whole (custody envelope check).
next-envelope_stale = Seal what is in force now ({ KEY("envelopes.seal") }), and destroy the old one.

chase-secret_change = secret to be changed
chase-hand_over = hand-over to carry out
chase-envelope_check = envelope to look at
chase-envelope_stale = envelope void

ledger-custody-handed_over = custody handed over
ledger-custody-rephrased = unlock phrase changed
ledger-envelope-sealed = envelope sealed
ledger-envelope-opened = envelope opened
ledger-envelope-checked = envelope looked at
ledger-envelope-broken = envelope's seal not whole


filter-hand_overs = Part of a number, name, state or reason, then Enter.
filter-envelopes = Part of a number, content, state or place, then Enter.

list-hand_overs-empty = No hand-overs. The custodian or their manager proposes one ({ KEY("hand_overs.new") });
    who takes it over and a witness sign after them.
list-envelopes-empty = Nothing is sealed and nothing is to be changed. First: the custodian
    seals phrase and passwords and enters the envelopes ({ KEY("envelopes.seal") }).

help-hand_overs-title = Handing custody over
help-hand_overs-body = The custodian or their manager proposes, who takes it over signs, a witness of the General Department signs; a roster version then carries it out. Within two working days every password is changed, so that what the old one knows is void.
help-hand_overs-columns = number: its number [R12]
    state: to be signed, signed by all, carried out [R12]
    from > to: who gives and who takes [R12]
    from: from when on the other keeps it [R12]
    waits for: who signs next [R12]
help-hand_over_form-title = Propose a hand-over
help-hand_over_form-body = Who takes it over neither drafts, approves, releases, files nor audits. An empty time is now.
help-envelopes-title = Sealed envelopes, and secrets to be changed
help-envelopes-body = The standby (or the custodian) proposes an opening, the General Department's manager confirms; what it held is then changed within a working day. Each quarter somebody looks at the seal; one that is not whole counts as opened.
help-envelopes-columns = number: its number [R12]
    state: sealed, opened, broken and so on [R12]
    holds: phrase or password [R12]
    day: the next look at the seal; of a secret, until when it must be changed [R12]
    kept at: where it lies; of a secret, why it must be changed [R12]
help-seal_form-title = Enter a sealed envelope
help-seal_form-body = The custodian seals it before the witness and enters it then: seal and place, never the secret. It is looked at again within a quarter.

paper-hand_over_form = Hand-over of Custody
paper-outgoing = from
paper-incoming = to
paper-effective = from when
paper-rotate_by = change them by
paper-passwords = Passwords (by fingerprint)
paper-installed = installed
paper-envelopes = Sealed envelopes
paper-no_envelopes = No sealed envelopes.
paper-holds = holds
paper-seal = seal
paper-hand_over_words = Who hands over keeps no copy of any password or phrase; who takes over changes all of them by the day above (R12).
paper-ink_outgoing = from (ink signature, date)
paper-ink_incoming = to (ink signature, date)
paper-seal_using = seal of the custodian's department

problem-no_such_envelope = There is no such envelope.
    .why = { $number } does not stand in the register.
    .next = See { PAGE("all.credentials") }, { KEY("credentials.envelopes") }.
    .command = See custody envelope list.

command-hand_over = Propose; who takes it over and a witness sign after that.
command-seal_envelope = The custodian enters an envelope just sealed; a witness signs after that.
command-open_envelope = Propose to open one; the General Department's manager confirms.
command-hand_over_list = Every hand-over, newest first.
