### Why a text may not be sent, by the reasons of the screening lists.

screening-classified = classified marking
screening-internal = internal matter
screening-absolute_claim = absolute claim
screening-unjudged = a pattern of the list took too long; not judged
screening-too_long = too long to be judged
screening-card_number = what looks like a card number
screening-identity_number = what looks like an identity number
screening-one_time_code = one-time code
screening-harmful = harmful
screening-fraud = words of fraud
screening-instructed = tells people to hand over money or a code
screening-third_party = trade for others
screening-sms_business = SMS as a business for others
screening-return_promise = promise of return
screening-contact = bait to get in touch
screening-enticing = enticing wording
screening-advertising = enticing
screening-personal_data = a name with an amount
screening-disclosing = seems to give personal data away
screening-link = unregistered link
screening-telephone = unregistered telephone
screening-account = WeChat or QQ number
screening-signature = unregistered signature
screening-misfiled = seems to promote, not filed so

screening_verdict-block = blocked
screening_verdict-warn = to be looked at
screening_verdict-pass = nothing found

screening_words-item = screening words (TXT, Excel)
screening_words-title = add words to the screening list
screening_words-which_class = The class of words without one
screening_words-which_level = The level of words without one
screening_words-each_row = each row says
screening_words-source = source, if not said
screening_words-about = One word a row, or columns word, class, level, source, date. They come after the list in force, as its next version. First you read what they add and which rows are faulty, then two sign.
screening_words-go_on = y shows what differs between the two lists, to be signed as the first.
screening_words-sum = List { $before } → { $after }: new words: { $fresh }; there already: { $known }; twice in the file: { $twice }; faulty rows: { $faults }.
screening_words-row = row { $row }
screening_words-more = further faulty rows: { $n }; --json has them all.
screening_fault-empty = no word
screening_fault-long = more than 60 characters
screening_fault-short = one character, which is everywhere
screening_fault-mobile = a mobile number
screening_fault-hidden = characters that nobody sees
screening_fault-class = no such class
screening_fault-level = no such level

problem-screening_nothing_new = { $file } has no new word.
    .why = R11: what the list has already, and what is faulty, is not added.
    .next = Mend the rows above, and try again.

### What another list would have blocked

effect_level-block = blocked
effect_level-warn = warned
effect-level = New list
effect-number = Number, template
effect-department = Department
effect-at = Time
effect-kind = Class
effect-words = Words
effect-rule = Rule
effect-about = From
effect_about-request = request
effect_about-template = template
effects-title = The new list and the texts of the last 90 days
effects-judged = { $n } texts judged by { $new } and by { $old } in force: submitted requests, templates in use, drafts.
effects-left_off = { " " }{ $n } older ones are not judged.
effects-none = What the list in force lets through, the new one does too.
effects-block = { $n } would be blocked
effects-warn = { $n } would be warned of
effects-drafts = { $n } drafts would be blocked or warned of
effects-row = { $number }: { $level } ({ $reason }) { $words }  by rule { $rule }
effects-unjudged = The texts of the last 90 days were not judged by the new list: { $why }
effects-waiting = The new list is judging the texts of the last 90 days; sign when it is done.
effects-key = { KEY("proposal.effects") } shows all { $n }, { KEY("list.book") } there writes a workbook.
effects-command = { $n } in all: screening effects --proposal shows them.

help-effects-title = What the new list does
help-effects-body = Texts that the new list would block or warn of and the one in force lets through: the newest 1,000 of the last 90 days, by number, words and rule; drafts are only counted. { KEY("list.book") } writes a workbook (R11).
help-effects-columns = New list: whether the new list blocks or warns [R11]
    Number, template: the request or template [R3]
    Department: whose it is [R11]
    Words: the words that fit [R11]
list-effects-empty = What the list in force lets through, the new one does too.
filter-effects = Number, department, class or words, then Enter.

problem-no_list_proposed = Roster proposal { $proposal } brings no other screening list.
    .why = Only another screening list has texts to be judged.
    .next = See roster proposals for what waits.

refusal-no_list_brought = This version brings no other screening list.
    .why = { $clause }: only another list changes what it stops.
    .next = Read the other changes.
