### Trials: before anything is released, a text goes to some of the organisation's own telephones.

todo-confirm_trial_line = confirm gateway trial
todo-confirm_trial_text = confirm trial of text
next-confirm_trial_line = Move to that trial; compare gateway, text and telephones. If you agree, sign with { KEY("trials.sign") }: it goes out at once. If not, do nothing: it lapses.
    .command = Compare gateway, text and telephones (proposal show). If you agree, sign (proposal confirm): it goes out at once. If not, do nothing: it lapses.
next-confirm_trial_text = Move to that trial; compare the whole text and the telephones. If you agree, sign with { KEY("trials.sign") }: it goes out at once. If not, do nothing: it lapses.
    .command = Compare the whole text and the telephones (proposal show). If you agree, sign (proposal confirm): it goes out at once. If not, do nothing: it lapses.
command-trial = Propose to try it on up to five telephones of the gateway file; the General Department's manager confirms.
command-trial_trials = Trials of 90 days: what came to each telephone, after how long, and the ids of answer and receipt.

leaf-trial-number = trial
leaf-trial-gateway = gateway
leaf-trial-file = digest of the gateway file
leaf-trial-request = digest of the request
leaf-trial-text = text that is tried
leaf-trial-to = telephones

trial-none = No trials in 90 days.
trial-number = trial
trial-label = telephone
trial-state = result
trial-code = code
trial-msgid = id of the answer
trial-receipt = id in the receipt
trial-learned = gateway file
trial-seconds = seconds
trial-at = proposed
trial-by = proposed by
trial-text = text
trial-handsets = telephones
trial-which = Which gateway to try
trial-propose_title = Propose a trial
trial-second = the General Department's manager confirms; it goes out within half an hour, one message a telephone
trial-proposed = Proposed; the General Department's manager confirms.
trial-confirm_title = Confirm a trial
trial-confirmed = Confirmed: it goes to the telephones now; the list of trials shows what comes of it.

refusal-trial_proposed_already = A trial of this gateway waits for its second signature.
    .why = { $clause }: one trial at a time, so that each result is known for its own.
    .next = Finish that one, or let it lapse.
refusal-trial_not_approved = The request is not fully approved, or has a newer version; its text cannot be tried.
    .why = { $clause }: what is tried is the approved text, to the letter.
    .next = Try it once it is approved; a gateway alone is tried from the list of trials.
refusal-trial_other_file = The gateway file is another one by now.
    .why = { $clause }: what is signed is the file as it was, with its telephones.
    .next = Propose again by the file in force.
refusal-trial_other_text = The text is not the approved one, or not the one of the gateway file.
    .why = { $clause }: a trial sends what was signed, to the letter.
    .next = Propose again.
refusal-trial_handsets = A trial goes to one to { $most } telephones, with commas between them.
    .why = { $clause }: it goes to a few of the organisation's own telephones alone.
    .next = Change the names of the telephones.
refusal-trial_no_handset = A telephone is not in the gateway file.
    .why = { $clause }: a trial goes only to telephones of the file that two people signed.
    .next = Type the names as the file has them; to add one, change the gateway file first (handsets).
refusal-trial_many = { $most } trials within a day.
    .why = { $clause }: trials do not replace sending.
    .next = Try again after 24 hours.
refusal-trial_unprepared = The file of gateway { $gateway } names no telephone, or has no test text.
    .why = { $clause }: a trial uses only the telephones and the text of the file that two people signed.
    .next = A roster signer writes handsets and test_text into the gateway file and proposes it; two sign it, then try again.
    .command = A roster signer writes handsets and test_text into the gateway file and proposes it (gateway propose); two sign it, then try again.
refusal-trial_signature = The signature { $signature } of the text to try is not registered as the organisation's.
    .why = { $clause }: every message goes out under a registered signature, a trial too (screening list { $version }).
    .next = Change test_text in the gateway file, have two people sign it, and try again; if it is yours, register it in the screening list first.

ledger-trial-started = trial begun
ledger-trial-done = trial ended
ledger-trial-refused = trial refused
ledger-trial-changed = trial changed

filter-trials = Part of a number, gateway or telephone, then Enter.
list-trials-empty = No trials in 90 days. Where the gateway file names telephones, propose one
    with { KEY("trials.new") }; a request's text is tried from its monitor.
help-trials-title = Trials
help-trials-body = A new gateway or text goes first to the organisation's own telephones (handsets of the gateway file), to see signature, length and receipts. The custodian tries a gateway, the operator an approved text; the General Department's manager confirms, and it goes out within half an hour. It counts in no statistics, limits or quarters.
help-trials-columns = trial: year and number [R2]
    telephone: its name in the gateway file [R2]
    gateway: the one it goes through [R2]
    mobile: the middle is hidden [R10]
    result: delivered, not delivered, unknown [R2]
    seconds: from the message to its receipt [R2]

trial_receipt-unlike = no id of this message: ask the provider
trial_receipt-other_number = the id, of another number: ask the provider
