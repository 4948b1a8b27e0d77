### One number across requests, and unmasking, and why they are refused (R7).

search-title = One number
search-about = What became of one number in every send. The number is typed here and stays out of the ledger; the reason goes into it, without a number.
search-number = mobile number
search-reason = reason
search-found = { $masked }: { $n } sends, { $lists } lists (entry { $seq })
search-opted = opted out: { $scope }, { $at }, { $source }
search-complained = complaint { $number }: { $source }, { $state }, { $at }
search-replied = reply { $at }: { $text } ({ $state }, { $form })
search-list = list
search-position = { $name }, place { $n } in the sending order
search-released = released
search-started = send began
search-ended = send ended
search-slot = slot
search-unmask_title = Show the number
search-unmask_about = The number is shown once. The showing is a ledger entry with the reason and without the number.
search-unmasked = { $number } (ledger entry { $seq })

state-recipient-none = no result yet

help-timeline-title = One number's timeline
help-timeline-body = A row a send: when it began and what came of it. Times are those of the send; the desk keeps none of single messages. { KEY("timeline.open") } opens the send.
help-timeline-columns = state: what became of the number in that send [R13]
    time: when that came [R13]
    number: the request [R3]
    code: the code of the gateway [R13]
    purpose: what it was for [R13]
help-recipients-title = Recipients
help-recipients-body = Numbers are masked. { KEY("recipients.unmask") } shows one, with a reason, as a ledger entry.
help-recipients-columns = mobile: masked [R13]
    state: what became of it [R13]
    code: the code of the gateway [R13]

list-timeline-empty = No send has this number.

ledger-number-searched = searched by number
ledger-recipients-read = recipients read
ledger-number-unmasked = number unmasked

refusal-number_not_yours = Numbers are not yours to look up.
    .why = { $clause }: registrar, auditor and the department's operator do, with a reason, each time an entry.
    .next = Ask your department's operator or the General Department's registrar.

refusal-custodian_sees_no_number = The custodian sees no recipients.
    .why = { $clause }: who holds the password has no part in lists and numbers.
    .next = Ask the General Department's registrar.

refusal-search_reason_missing = There is no reason.
    .why = { $clause }: why a number is looked up or shown is written down.
    .next = Say why, such as “the customer called to complain”.

refusal-search_reason_long = The reason is longer than { $most } characters.
    .why = { $clause }: a reason is a sentence.
    .next = Make it shorter.

refusal-search_reason_number = The reason holds a number.
    .why = { $clause }: no mobile number stands in the ledger.
    .next = Take the number out and try again.

refusal-recipients_read_on = Reading on is written into the ledger first.
    .why = { $clause }: who reads recipients beyond the first { $free } rows stands in the ledger, once a day, without numbers.
    .next = Page on in the list of recipients: that is written by itself.
    .command = The screens and send recipients write it by themselves; a program of your own calls ReadRecipients first.

refusal-recipients_too_many = No more than { $most } recipients are shown.
    .why = { $clause }: numbers are not read in bulk; these rows are drawn at random.
    .next = Filter by state, look a number up with { KEY("sends.number") } on { PAGE("all.sends") }, or read the statistics.
    .command = Filter by state, look a number up with search number, or read the statistics.

refusal-no_such_recipient = Slot { $slot } has no recipient { $position }.
    .why = { $clause }: only a recipient of this send is shown.
    .next = See positions in the list of recipients.
    .command = See positions with send recipients.

cli-not_digits = A number is digits alone.
cli-column-position = position
