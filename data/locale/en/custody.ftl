### Custody of the gateways' passwords and of sealed envelopes (R12).

refusal-not_custodian = Only the custodian does this; at present: { $holder }.
    .why = { $clause }: one designated person keeps the passwords used for sending; nobody else opens, changes or tries them.
    .next = Ask the custodian; while they are away the department manager wakes the standby with { KEY("people.wake") } on { PAGE("all.people") }.
    .command = Ask the custodian; while they are away the department manager wakes the standby (order standby).

refusal-phrase_too_soon = Wrong phrases came in a row; the next is taken in { $seconds } s.
    .why = { $clause }: from the third wrong one on each wait is twice the one before, so that nobody guesses.
    .next = Wait, then read the phrase from where you keep it.

refusal-phrase_unfit = This is no phrase that the machine made.
    .why = { $clause }: the phrase alone guards the keyring's file, and what people think up is guessed; only made ones count.
    .next = Look for a slip: five groups of four, without i, l, o, 0 and 1.

refusal-secret_in_force = Gateway { $gateway } has a password in force.
    .why = { $clause }: the old one leaves only after the new one is proved, so this is a rotation.
    .next = Press { FIELD_KEY("all.leave") }, then { KEY("credentials.rotate") } on { PAGE("all.credentials") }.
    .command = Change it (custody rotate).

refusal-nothing_to_rotate = Gateway { $gateway } has no password in force to rotate.
    .why = { $clause }: none was ever installed, it is retired, or what the keyring holds is not what the records say.
    .next = Press { KEY("credentials.install") } on { PAGE("all.credentials") }, with the password that the provider gave.
    .command = Put in the password that the provider gave (custody install).

refusal-secret_unfit = The protocol of gateway { $gateway } cannot carry this password.
    .why = { $clause }: an SMPP password has 8 characters at most, one of CMPP is plain ASCII; neither has blank ends or control characters.
    .next = Check the password with the provider.

refusal-secret_retired = This password (fingerprint { $fingerprint }) was retired at { $retired } and is never taken again.
    .why = { $clause }: what was replaced or lost is never put in force again.
    .next = Ask the provider for a new one.

refusal-secret_same = This is the password that gateway { $gateway } has in force.
    .why = { $clause }: a rotation puts another in its place.
    .next = Ask the provider for a new one.

problem-vault_locked = The vault is locked.
    .why = It is after every restart, until the custodian types the phrase.
    .next = The custodian presses { KEY("credentials.unlock") } on { PAGE("all.credentials") }.
    .command = The custodian: custody unlock.

problem-vault_missing = The vault was not made yet, or it is gone.
    .why = The keyring has no collection of the name sms-console.
    .next = The first time, administrator and custodian make it; if it was there before, find out why, then make one and install new passwords.
    .command = The first time: custody create. If it was there before, find out why, then make one and install new passwords.

problem-vault_there = There is a vault already.
    .why = An installation has one, and it is not written over.
    .next = Open it with { KEY("credentials.unlock") } on { PAGE("all.credentials") }.
    .command = Open it with custody unlock.

problem-phrase_wrong = The phrase is wrong; the vault stays locked.
    .why = The keyring does not take it.
    .next = Read it again from where you keep it; if it is lost, report the loss with { KEY("credentials.report") } on { PAGE("all.credentials") }.
    .command = Read it again from where you keep it. If it is lost, treat the passwords as lost: have the provider change them.

problem-secret_missing = The vault holds no password for gateway { $gateway }.
    .why = None was installed yet, or it was retired and taken out.
    .next = The custodian presses { KEY("credentials.install") } on { PAGE("all.credentials") }.
    .command = The custodian puts it in (custody install).

problem-keyring_slow = The system's keyring gave no answer in { $seconds } s.
    .why = It hangs, or it waits for a window that nobody sees.
    .next = Ask the system administrator to restart the custody service, then unlock.

problem-keyring_no_service = There is no keyring here to be asked ({ $error }).
    .why = The custody service runs under a D-Bus session of its own, with gnome-keyring installed.
    .next = Ask the system administrator to start it under dbus-run-session.
    .command = Ask the system administrator to start it under dbus-run-session (doctor looks for it).

problem-keyring_failed = The system's keyring failed ({ $error }).
    .why = It turned the act away and gave no reason.
    .next = See the state on { PAGE("all.credentials") }; if it stays, have the administrator look at the keyring.
    .command = Look at custody status; if it stays, have the keyring looked at.

problem-keyring_ambiguous = The keyring has more than one collection called { $label }.
    .why = Nobody may guess which one counts.
    .next = Have the one that does not belong there removed.

problem-keyring_no_phrases = This keyring cannot be opened on a host without a desktop.
    .why = It lacks the methods of gnome-keyring that take a phrase.
    .next = Have a gnome-keyring installed that has them.

problem-keyring_forbidden = This keyring must not be used: { $name }.
    .why = It could keep passwords as plain text or drop them; only the listed ones count.
    .next = Have SecretStorage and gnome-keyring installed, and nothing in their place.

problem-keyring_overridden = Somebody chose another keyring ({ $what }).
    .why = The environment or a keyringrc.cfg could lead the password elsewhere; with them, none is used.
    .next = Have it removed from the custody account.

problem-keyring_unknown = No keyring is supported on { $platform }.
    .why = Only the Secret Service of Linux counts.
    .next = Use another host.

problem-keyring_forgets = The keyring did not keep what was written.
    .why = What was read back is not what was written.
    .next = Have disk and keyring looked at; until then nothing is sent.

problem-bind_refused = The provider does not take account or password of gateway { $gateway }: { $status }.
    .why = The bind was refused; trying again could lock the account.
    .next = Compare the password and the meaning of this code with the provider; by HTTP also ask_path, the signature and the names of fields in the gateway file.

problem-gateway_unproved = Gateway { $gateway } did not prove that it knows the password; we did not connect to it.
    .why = Its file says mutual, so it must. Its proof (AuthenticatorISMG) is wrong: it may not be the provider's gateway, or its password is another.
    .next = Check address and password with the provider.

problem-gateway_version = Gateway { $gateway } speaks another version of the protocol than its file says; the line was ended.
    .why = Its messages are laid out as in another version; answers and receipts would be misread and lost.
    .next = Ask the provider for the version, and mend `version` in the gateway file, which is changed as any rule file is.

problem-bind_already = The account of gateway { $gateway } is bound already, and the provider allows one line.
    .why = The line that there is takes the place of the test.
    .next = To change the password press { KEY("credentials.rotate") }: it makes room first.
    .command = To change the password use custody rotate, which makes room first.

problem-bind_failed = The bind at gateway { $gateway } failed: { $status }.
    .why = The provider answered something else.
    .next = By that code, compare account, address and version in the gateway file with the provider's; what differs is mended there and signed by two.

problem-gateway_unreachable = Gateway { $gateway } cannot be reached ({ $error }).
    .why = The network, the certificate or the address is not right.
    .next = Have the line looked at; nothing was changed.

problem-tls_unreadable = The certificate files of gateway { $gateway } cannot be read: { $path } ({ $error }).
    .why = The gateway file names tls_ca or tls_certificate; without them neither side can be sure of the other.
    .next = The administrator puts the files there, readable to the account of the dispatcher; tls_certificate is one PEM file with the certificate and its key, without a passphrase.

problem-no_gateway_here = The dispatcher has no gateway { $gateway }.
    .why = It takes a file that the roster names and that is in its own folder gateways.
    .next = For a new gateway two roster signers sign the file first; then the administrator puts it there, readable to the dispatcher (group sms-custody, mode 640). All gateways are on { PAGE("all.credentials") }.
    .command = For a new gateway two roster signers sign the file first (gateway propose); then the administrator puts it there, readable to the dispatcher (group sms-custody, mode 640). custody status lists all gateways.

problem-rotate_failed = The password of gateway { $gateway } was not changed: { $custody_fault }. The old one stays in force.
    .why = The new one was not proved, or could not be kept.
    .next = Check the new one with the provider, then rotate again.

problem-custody_unexpected = The custody service failed ({ $error }), report { $report }.
    .why = It is the program's fault.
    .next = See the state on { PAGE("all.credentials") } first, then give the report's number to the administrator.
    .command = Look at custody status, and give the report's number to the system administrator.

problem-dispatcher_gone = The dispatcher cannot be reached.
    .why = It is not running, or the installation named is not its own.
    .next = Ask the system administrator to start it, then try again.

problem-dispatcher_lost = The dispatcher was asked and gave no answer ({ $verb }).
    .why = The line broke before the answer: it may have taken effect, or not.
    .next = See the state on { PAGE("all.credentials") } before you do it again.
    .command = Look at custody status before you do it again.

problem-phrase_mistyped = There is a slip in this phrase.
    .why = Its last symbol does not fit the others. It was not sent, and counts as no attempt.
    .next = Five groups of four, without i, l, o, 0 and 1; type it again.

problem-secrets_differ = The two passwords differ.
    .why = It is not shown, so it is typed twice.
    .next = Do it again; nothing was changed.

problem-secret_needed = Nobody can be asked, and no password was given.
    .why = It never stands on the command line, where others see it.
    .next = Use a terminal, or --secret-fd to read it from a descriptor.

custody_fault-bind_refused = the provider does not take the new one
custody_fault-gateway_unproved = the gateway did not prove that it knows the new one
custody_fault-gateway_version = the gateway speaks another version than its file says
custody_fault-bind_already = the provider says that the account is bound already
custody_fault-bind_failed = the bind failed
custody_fault-gateway_unreachable = the gateway cannot be reached
custody_fault-tls_unreadable = a certificate file cannot be read
custody_fault-vault_locked = the vault is locked
custody_fault-vault_missing = the vault is gone
custody_fault-keyring_slow = the keyring does not answer
custody_fault-keyring_no_service = there is no keyring here
custody_fault-keyring_failed = the keyring failed
custody_fault-keyring_forgets = the keyring did not keep it
custody_fault-keyring_forbidden = a keyring that must not be used
custody_fault-keyring_overridden = somebody chose another keyring
custody_fault-keyring_ambiguous = two collections of one name
custody_fault-keyring_no_phrases = the keyring takes no phrase
custody_fault-keyring_unknown = no keyring is supported on this system
custody_fault-interrupted = it was cut short and did not come to be
custody_fault-handed = handed over at the start; training alone
custody_fault-phrase_wrong = wrong phrases in a row
custody_fault-vault_gone = the vault is gone although the records say that it held passwords
custody_fault-vault_locked_itself = the vault locked itself; the keyring may have been restarted
custody_fault-fingerprints_anew = the vault is a new one; passwords retired before cannot be told any more

custody_state-in_force = in force
custody_state-locked = locked
custody_state-unlocked = unlocked
custody_state-missing = missing
custody_state-unavailable = unavailable
custody_state-none = none
custody_state-retired = retired
custody_state-incident = incident
custody_state-unknown = unknown

custody-vault = Vault: { $state } ({ $backend })
custody-wait = The next phrase is taken in { $seconds } s
custody-training = This is a training vault; everybody may know its phrase: { $phrase }
custody-nobody = There are no gateways.
custody-column-gateway = gateway
custody-column-line = line
custody-column-state = state
custody-column-fingerprint = fingerprint
custody-column-installed = installed
custody-column-by = by
custody-column-last_bind = last bind
custody-column-age = days
custody-column-holder = holder
custody-column-standby = standby
custody-column-why = why
command-credential_list = Every gateway's password: holder, fingerprint, age. For everybody.
custody-due = 90 days old; to be changed
custody-phrase_prompt = Phrase:{ " " }
custody-phrase_made = This is the vault's phrase. It is shown this once:
custody-phrase_keep = Write it on paper and keep it in a sealed envelope; if it is lost, every password must be changed.
custody-phrase_again = Written down? Type it from the paper:{ " " }
custody-secret_prompt = Gateway password (not shown):{ " " }
custody-secret_again = Once more:{ " " }
custody-done-create = The vault is made.
custody-done-unlock = The vault is open.
custody-done-lock = The vault is locked and the lines are closed; what was out ended as the rules say.
custody-done-install = The password is installed, and proved by a bind.
custody-done-rotate = The password is changed: the new one is proved, the old one retired.
custody-done-bind_test = The bind succeeded.
custody-unproved = { $done } The gateway did not prove that it knows the password too.
custody-done-rephrase = The phrase is another now.
custody-change_by = known to another; change it by { $time }

refusal-hand_over_unknown = { $person } is not active in the roster.
    .why = { $clause }: the passwords are kept by one named person.
    .next = Have the roster signers name that person first.

refusal-hand_over_no_key = { $person } has no good signing key.
    .why = { $clause }: who takes custody over signs for it themselves.
    .next = Register a key for them first (Attachment 3).
    .command = Register a key first (roster propose --add-key).

refusal-hand_over_same = { $person } is the custodian already.
    .why = { $clause }: a hand-over goes to somebody else.
    .next = Choose somebody else.

refusal-hand_over_clash = { $person } is { $post } too and cannot keep the passwords.
    .why = { $clause }: who keeps the passwords neither drafts, approves, releases, files nor audits.
    .next = Choose somebody else, or end that post first.

refusal-hand_over_moved_on = Passwords, envelopes or dates are others by now.
    .why = { $clause }: a hand-over names the passwords in force; once one was changed it is not so any more.
    .next = Propose it again.

refusal-hand_over_day = It begins between now and { $days } days from now.
    .why = { $clause }: custody is handed over neither backwards nor far ahead.
    .next = Choose another time.

refusal-hand_over_not_his = Custody does not lie with { $person } now.
    .why = { $clause }: it goes from whom the roster names; where it names nobody, the General Department's manager proposes.
    .next = On { PAGE("all.credentials") } press { KEY("credentials.hand_overs") } and propose it anew.
    .command = See custody hand-over list, and propose it anew.

refusal-hand_over_not_signed = Hand-over { $number } is not signed by all, or is over.
    .why = { $clause }: a roster version carries it out once all three have signed.
    .next = On { PAGE("all.credentials") } press { KEY("credentials.hand_overs") }, open it and see who is missing.
    .command = See who is missing with custody hand-over show.

refusal-hand_over_not_carried_out = This version does not do what hand-over { $number } says: custody to { $person }.
    .why = { $clause }: what a version claims as its ground it does, all of it.
    .next = Draw the version up anew.

refusal-custody_not_handed_over = { $person } took custody over from nobody.
    .why = { $clause }: the custodian changes by a hand-over that three people sign; their manager proposes where they are gone.
    .next = First propose the hand-over: { PAGE("all.credentials") }, { KEY("credentials.hand_overs") }, { KEY("hand_overs.new") }; once it is signed a roster signer presses { KEY("hand_overs.carry_out") }.
    .command = First custody hand-over propose; once it is signed, roster propose --hand-over.

refusal-custody_proposed_already = Something of this kind waits for its signatures already.
    .why = { $clause }: one at a time.
    .next = Wait until it is signed or runs out; see { KEY("credentials.hand_overs") } or { KEY("credentials.envelopes") } on { PAGE("all.credentials") }.
    .command = Wait for it; see it with proposal list.

refusal-phrase_same = The new phrase is the old one.
    .why = { $clause }: it is changed so that who knows the old one knows nothing.
    .next = Take the one that the machine makes.
    .command = Take the one that the machine makes (custody rephrase).

refusal-envelope_holds = What the envelope holds does not fit.
    .why = { $clause }: it holds the unlock phrase, without a gateway, or the password of a named gateway.
    .next = Say whether it holds the phrase, or the password of which gateway.
    .command = Say phrase, or password with --gateway.

refusal-envelope_other_password = Gateway { $gateway } has no password in force, or another one.
    .why = { $clause }: what is sealed is what is in force.
    .next = Seal the present password and enter it again.

refusal-envelope_there = The number { $number } is another by now.
    .why = { $clause }: every envelope has its own number.
    .next = Enter it again.

refusal-envelope_check_day = The next check is between tomorrow and { $days } days from now.
    .why = { $clause }: somebody looks at the seal every quarter.
    .next = Choose another day.

refusal-envelope_not_sealed = { $number } is not sealed.
    .why = { $clause }: a sealed envelope alone is looked at or opened.
    .next = See the sealed ones on { PAGE("all.credentials") }, { KEY("credentials.envelopes") }.
    .command = See custody envelope list.

refusal-envelope_other_seal = The number on the seal is not the one in the register.
    .why = { $clause }: another seal may mean that somebody opened it before.
    .next = Look again; if it is another, enter with { KEY("envelopes.broken") } that it is not whole.
    .command = Look again; if it is another, enter that it is not whole (custody envelope check --broken).
