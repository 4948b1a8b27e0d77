### What ends some day, the provider's card, and the reminders (R12).

expiry-ready = { KEY("expiry_form.save") } saves.

expiry_kind-password = password
expiry_kind-contract = contract
expiry_kind-sender_code = sender code
expiry_kind-signature = signature registration
expiry_kind-certificate = TLS certificate
expiry_kind-addresses = address list
expiry_kind-balance = balance

expiry-title = calendar of ends
expiry-kind = what
expiry-ends = ends
expiry-days = days left
expiry-note = note
expiry-by = entered by
expiry-nothing = not entered
expiry-over = { $n } days over
expiry-left = { $n } days left
expiry-today = ends today
expiry-counted = counted from its installation, 90 days
expiry-reminded = to be seen to
expiry-provider = provider
expiry-person = person
expiry-telephone = telephone
expiry-papers = papers to reissue
expiry-no_card = No contact card was entered.
expiry-set = end entered
expiry-provider_set = contact card entered
expiry-set_title = Enter an end
expiry-provider_title = Enter the provider's card
expiry-ends_label = ends, as 2027-03-31
expiry-ends_hint = { $label }; empty takes it away
expiry-counted_why = The password's end is counted from its installation; changing it moves it on.

todo-expiry = ends soon

chase-expiry = ends soon
chase-loss = next step of a loss

next-expiry = Renew it with the provider and enter the new end ({ KEY("credentials.expiries") } on { PAGE("all.credentials") }); a password is changed there with { KEY("credentials.rotate") }.
    .command = Renew it with the provider and enter the new end (expiry set); a password is changed with custody rotate.

ledger-expiry-set = end entered
ledger-expiry-provider = contact card entered

refusal-expiry_not_yours = Ends and contact cards are not yours to enter.
    .why = { $clause }: the custodian and the General Department's registrar enter them.
    .next = Ask one of them.

refusal-expiry_no_day = { $value } is no day.
    .why = { $clause }: a date is a day of the calendar.
    .next = Write it as 2027-03-31.

command-expiry_list = The calendar, the nearest end first, what nobody entered last.
