### The request: form, page, card, contact lists, opt-outs, monitor, and why the form is refused (Attachment 1).

request-complaints = Complaints

next-decide = Read the card, approve or return.
next-accept = Check the paper, type its number, accept.
next-release = Look at count and window, release.
next-revise = Change what was asked, submit a new version.
next-draft = { KEY("todo.open") } goes on filling it in; nothing is submitted yet.
next-untaken = Have the administrator look at the desk; send nothing again until it is taken in.
next-held = See on the monitor why it is held: resume it once that is over, or stop it.
next-unknown = Wait for receipts, or settle them by two.
next-refused = See why it was refused, release again.
next-held_back = See why with { KEY("todo.open") }: the drafter withdraws it, changes it and submits it again; if the list is wrong, the roster signers mend it.

requests-unnumbered = (no number)
requests-unnamed = (no purpose yet)

option-request-category = notice, promotion, other
option-request-basis = contract, consent, duty
option-request-quoted = those in the text are filled in; with + before it: registered by the bank
option-request-attachments = kept with the request; its digest is signed
ask-request-checks-harmless = checked: neither harmful nor junk
ask-request-checks-unclassified = checked: nothing classified
ask-request-checks-third_party = for others (the general manager approves; attach the approval)

form-head = Batch SMS Request (Attachment 1)  { $department }
form-section-matter = Matter
form-section-people = People
form-section-message = Message
form-section-times = Times
form-section-checks = Checks
form-keys = Enter next; Space ticks, opens lists; { KEY("form.next") } next section
form-hint-signature = goes before the text
form-hint-body = Ctrl+J new line
form-opens = opens ({ $zone })
form-closes = closes ({ $zone })
form-no_list = (none; Enter or { KEY("form.attach") })
form-no_backup = none
form-came_back = why it came back
form-came_back_line = why it came back: { $reason }
form-kept = Draft saved { $time }
form-quoted = links and telephone numbers of the text, filled in: { $said }
form-paper_kept = The attachment { $name } ({ $size }) is kept with the request.
form-not_kept = The draft is not saved: { $why }
form-live = As you write
form-chars = { $n ->
    [one] 1 char
   *[other] { $n } chars
 }
form-parts = { $n ->
    [one] 1 part
   *[other] { $n } parts
 }
form-full = { " " }({ $used }/{ $room })
form-times = x { $n } = { $total ->
    [one] 1 part
   *[other] { $total } parts
 }
form-cost = { $yuan } yuan
form-most = at most { $n ->
    [one] 1 part
   *[other] { $n } parts
 } each
form-over = over { $n ->
    [one] 1 part
   *[other] { $n } parts
 } each
form-hit = “{ $words }”: { $reason }, check it (R11, screening list { $version })
form-blocked = “{ $words }”: { $reason }, may not be sent, change it (R11, screening list { $version })
form-phone = On the phone
form-as_seen = as customers see it
form-part = part { $nth }: { $used }/{ $room } chars
form-empty = still empty [{ $clause }]
form-missing = empty or not allowed [{ $clause }]
form-lacking = { $n } left
form-left = { $n } still to fix
form-filled = complete
form-faults = { $n } still to fix: { $names }
form-between = ,{ " " }
form-ready = Complete: { KEY("form.submit") } signs and submits.
form-pick_list = Choose a list
form-paper_path = file path
form-paper_about = The file is kept with the request, approvers can save it, and its SHA-256 is signed. PDF, picture, OFD or Office file, 8 MB at most.
form-discard_title = Discard the draft
form-discard_question = It cannot be brought back. Discard?
form-sign_title = The request that you sign, to the letter
form-submitted = Submitted: { $number }

request-withdrawn = Withdrawn: { $number }
request-pick_slot = Choose a slot
request-pick_version = Choose a version
request-one_version = There is only one version.
request-same = Nothing differs.
request-slots = Slots
request-draft_head = Written so far
request-draft_of = A draft, not signed yet; nothing is decided before { $name } submits it.
request-draft_only = A draft, not signed yet; { KEY("request.edit") } edits it.

statement-applied = applied on
statement-text = whole text
statement-cost = cost at most
statement-route = route
statement-in_place = { " " }(in place of { $name })

route-nobody = (nobody)

signed-good = signature good
signed-bad = SIGNATURE BAD:
signed-none = No signatures yet.
signed-carried = carried in by

card-yours = waits for you
card-version = { $number } version { $version }
card-drafted = drafted
card-you = { $name } (you)
card-customers_get = What customers get
card-scale = Scale and cost
card-checks_none = Findings (computed)
card-checks_some = Findings (computed)  { $n } to look at
card-signatures = Signatures
card-whole = The whole text
card-goes_on = { $mark } { $n } more lines, { $key } whole text
card-length = { $chars ->
    [one] 1 character
   *[other] { $chars } characters
 }, { $parts ->
    [one] 1 part
   *[other] { $parts } parts
 }
card-charged = charged
card-cost = at most { $parts ->
    [one] 1 part
   *[other] { $parts } parts
 }, { $yuan } yuan
card-asked = { $name }  your signature is asked for
card-today = you signed { $n } today
card-check_changed = differs from the version before: { $names }
card-check_category = seems to be { $was }, or was filed so; now { $now }, with a reason
card-check_third_party = sent for a third party, approval { $approval }
card-check_quoted = quotes what is not registered: { $words }
card-check_attachment = attachment { $name } ({ $size }); { KEY("card.attachment") } saves it
card-check_hit = { $reason }: { $words }
card-check_no_hits = screening found nothing ({ $version })
card-check_repaired = { $name }: taken in after repair: { $words }
card-check_left_out = { $name }: { $n } rows left out ({ $words })
card-check_aside = { $name }: { $words }
card-check_made = { $name }: { $n } numbers, made of lists ({ $of }); what their files left out stands there
card-check_clean = { $name }: all { $n } numbers fit
card-check_overlap = { $n } of them were sent { $number } in the last { $days } days
card-check_overlaps = { $n } of them were sent each of { $requests } requests in the last { $days } days: { $number }
card-check_no_overlap = none of them was sent anything in { $days } days
card-check_opted_out = { $n } opted out ({ $scopes }) and are left out
card-check_class = { $n } are of the kind { $kind }
card-signed = 1. The request, as it is signed
card-computed = 2. What the desk found (no part of what is signed)
card-chain = Signatures so far
card-changed = changed
card-first = first version
card-unchanged = nothing
card-hits = screening ({ $version })
card-hours = sending hours
card-lists = lists
card-carriers = carriers
card-classes = classes
card-overlap = sent in { $days } days
card-opted_out = opted out
card-duty = mandatory
card-despite = sent to despite an opt-out
card-samples = samples
card-signed_today = you signed today
card-signs_as = you sign as
card-resubmitted = Submitted again: what changed
card-from = from
ask-approval-content_checked = content checked (R7)
ask-approval-list_checked = list checked (R7)
card-code_hint = on Attachment 1; without the paper: Esc, then { KEY("card.print") } prints it
card-approved = Approved: { $number }
card-accepted = Accepted: { $number }
card-returned = Returned: { $number }
card-rejected = Rejected: { $number }
card-only = Nothing else waits.

lists-rows = rows in file
lists-n = good numbers
lists-left_out = left out
lists-aside = more numbers in the file
lists-texts_until = text of left-out rows kept until
lists-left_out_why = left out because
lists-repaired = corrected, kept
lists-remarked = remarks
lists-root = list checksum
lists-importer = importer
lists-used = used by
lists-digest = digest

findings-of = { $name }: { $rows } rows, { $n } numbers, { $left_out } left out; a row may have several reasons.

finding-repaired = corrected, included
finding-kept = included
finding-duplicate = left out, as row { $row }
finding-blank_run = to row { $row }
finding-left_out = left out

export-name = file name
export-about = Written to { $folder }, readable by you alone; nothing is replaced.
export-done = { $n } rows written { $name }

optouts-numbers = numbers
optouts-source = source
optouts-about = One 11-digit mobile a line. Removed from every send that it covers from now on. One person alone cannot undo it; for a person who wants messages again, use “resubscribe” (R13).
optouts-added = { $n } recorded

monitor-opens = opens { $time }
monitor-closes = closes { $time }
monitor-progress = Progress
monitor-adds_up = these { $n } add up to the approved count
monitor-speed = Speed
monitor-rate = { $rate } msg/s
monitor-cap = gateway's most { $rate }
monitor-cap_request = request's most { $rate }
monitor-goes_on = { $mark } { $n } more beside
monitor-goes_on_tab = Tab { $mark } { $n } more beside
monitor-newest = last { $at } { $what }
monitor-sent = sent { $n } / approved { $of }
monitor-eta = { $left } to go, done about { $time }
monitor-states = Recipients
monitor-link = Link
monitor-flight = in flight { $n } of { $window }
monitor-lag_all = receipts: 95 % within { $p95 } s
monitor-lag = receipts: half within { $p50 } s, 95 % within { $p95 } s
monitor-line_down = line down since { $since }
monitor-line_back = line back at { $back }, had been down since { $since }
monitor-oldest = oldest unknown { $time }
monitor-unanswered = { $n } submits without an answer for over 3 seconds, the oldest for { $seconds } seconds
monitor-wire = Faults on the line since the dispatcher started:
monitor-witness_none = There is no witness: if the whole host is put back together with the desk, nobody notices, and messages may be sent twice. Ask the administrator to name a place for it.
monitor-witness_same_disk = The witness is on the same disk as the dispatcher's data and would be lost or put back with it. Ask the administrator to move it to another disk or host.
monitor-witness_unwritable = The witness cannot be written. Ask the administrator to check its folder and rights.
monitor-errors = Errors by cause
monitor-events = What happened
monitor-unbalanced = the states do not add up to the approved count
monitor-limited = { $n } numbers got no message, as they had as many as the limits allow (R11): { $said }.
monitor-released = Released; the dispatcher takes it from here.
monitor-resumed = Resume signed; the dispatcher goes on when it has it.
monitor-stopped = Stop signed; nothing more leaves.
monitor-held = Held: what the gateway has goes out, nothing more leaves.
monitor-hold_title = Hold
monitor-hold_question = Hold now? What left cannot be called back; the reason may follow.
monitor-held_by = { $person } held it on { $at }: { $reason }
monitor-held_unsaid = { $person } held it on { $at } without a reason; { KEY("monitor.hold") } adds one.
monitor-may_resume = Once it is clear, sign with { KEY("monitor.resume") }: the rest goes on.
monitor-stopped_by = { $person } stopped it on { $at }: { $reason }
monitor-give_reason = add reason
monitor-reason_about = Say why it is held; it goes into the ledger. The send stays held.
monitor-reason_given = Reason noted; the send stays held.
monitor-held_already = Held
monitor-left = not sent yet
monitor-results_about = All recipients of { $number }: those not reached first, by state and reason, numbers masked. A workbook in { $folder } that only you can read.

refusal-field_missing = “{ $field }” is empty, or not one of its values.
    .why = { $clause }: the form is filled in with care and in full.
    .next = Fill it in, then submit again.

refusal-not_a_choice = “{ $field }” has no such value.
    .why = { $clause }: it is one of a few fixed values.
    .next = Use one of these: { $choices }.

refusal-list_name_mobile = The list's name holds a mobile number.
    .why = { $clause }: a name stays in ledger and manifest after the numbers are erased; no mobile number stands there.
    .next = Name it by what it is, as 'due in December'.

refusal-consent_missing = There is no evidence of the recipients' consent.
    .why = { $clause }: promotion, and whatever rests on consent, needs evidence of it.
    .next = In “evidence”, name the contract clause, form or record number.

refusal-audience_of_another = Texts of the category “{ $category }” do not go to { $audience }.
    .why = { $clause }: a notice goes to the unit's own customers; a text for staff or the public is “other”.
    .next = Choose another category, or correct the audience.

refusal-self_check_missing = The self-check “{ $field }” is not ticked.
    .why = { $clause }: nothing classified, harmful or junk is sent; the drafter checks first.
    .next = Read the text through, then tick it.

refusal-third_party_approval_missing = It is for a third party, and the bank's approval is not named.
    .why = { $clause }: no advertising for others without the bank's own approval.
    .next = Obtain the approval first and name its number in “approval paper”.

refusal-third_party_undeclared = The text seems to trade or advertise for others: { $words } (screening list { $version }), but “for others” is not ticked.
    .why = { $clause }: what is for others needs the bank's own approval, attached to the request.
    .next = If it is for others, tick it and attach the approval; if not, change these words; a submitted one is returned to its drafter.

refusal-third_party_document_missing = It is for others, and the approval document is not attached.
    .why = { $clause }: no trade or advertising for others without the bank's own approval; the document is kept with the request.
    .next = Attach it with { KEY("form.add_paper") } (PDF, picture, OFD or Office file).
    .command = Attach it (request edit --attachment): PDF, picture, OFD or Office file.

refusal-quoted_not_in_text = “{ $words }” is not in the text.
    .why = { $clause }: what is quoted are the links and telephone numbers that recipients see.
    .next = Delete it, or write it into the text; those in the text are filled in.

refusal-quoted_not_registered = “{ $words }” is not registered.
    .why = { $clause }: which links and telephone numbers are the bank's says the screening list { $version }, signed by two.
    .next = Remove the + before it; if it is the bank's, have the roster signers register it.

refusal-document_missing = Of the attachment “{ $name }” there are name and checksum, but not the file.
    .why = { $clause }: approvers must be able to open attachments, and they are kept with the request.
    .next = Attach the file again with { KEY("form.add_paper") }, or delete its line.
    .command = Attach the file again with --attachment, or drop its line.

refusal-document_kind = “{ $name }” is no PDF, picture, OFD or Office file.
    .why = { $clause }: everybody must be able to open an attachment, and it must be no program.
    .next = Save it as a PDF or a picture and attach that.

document_content-script = a script (JavaScript, an XFA form, an add-in)
document_content-macro = macros
document_content-program = a program, or something that starts one
document_content-embedded = other files inside (as the XML in the PDF of an invoice)
document_content-outside = something that is fetched from outside, or sends data out
document_content-hidden = something hidden that no reader shows (an archive or a page before, between or behind its parts)
document_content-encrypted = it is encrypted
document_content-unreadable = it is damaged, or written in an unusual way
document_content-excessive = unpacked it is too large

refusal-document_active = “{ $name }” holds more than what is read: { $content }{ $files }.
    .why = { $clause }: an attachment is opened by everybody who approves; it may only be read, and start, fetch or hide nothing.
    .next = Print it to a new PDF, which takes along no file inside it, or scan it, and attach that.

refusal-document_unchecked = “{ $name }” cannot be checked: { $content }.
    .why = { $clause }: an attachment is opened by everybody who approves; what cannot be checked may hold programs.
    .next = Save it without a password as a plain PDF, or scan it, and attach that.

refusal-document_infected = The scanner found malware in “{ $name }”; it was not kept.
    .why = { $clause }: an attachment is opened by everybody who approves; the house's own scanner looks at each before it is kept.
    .next = Do not open the file, and tell the security team; attach a clean one.

refusal-document_not_scanned = “{ $name }” was not checked: the scanner gave no answer within a minute, or failed; it was not kept.
    .why = { $clause }: the house's own scanner looks at each attachment before it is kept.
    .next = Attach it again later; if it stays so, have the administrator look after the scanner.

refusal-document_too_large = “{ $name }” is larger than { $most } MB, or empty.
    .why = { $clause }: attachments are kept with requests, evidence and quarters, so they must not be too large.
    .next = Scan it less finely, or attach the pages of the approval alone.

refusal-documents_too_many = There are at most { $most } attachments.
    .why = { $clause }: attachments are kept with requests, evidence and quarters.
    .next = Put them into one file, or delete some.

refusal-document_differs = What arrived of “{ $name }” is not what its checksum says; it was not kept.
    .why = { $clause }: the checksum is what is signed, so that very file must be kept.
    .next = The file may have changed meanwhile; attach it again.

refusal-document_not_named = The request has no such attachment.
    .why = { $clause }: only attachments that the request names are kept, the first 10 of them.
    .next = Write it into the attachments and save the draft first.

refusal-document_not_here = The file of this attachment is not here, only its name and checksum.
    .why = { $clause }: earlier requests recorded the checksums of their attachments alone.
    .next = Look for it in the paper archive.

refusal-text_signature = The message signature is malformed.
    .why = { $clause }: recipients must see who writes; the signature is 【name】 without spaces.
    .next = Write it like 【云岭示范银行】.

refusal-text_brackets = The body or the opt-out line holds 【 or 】.
    .why = { $clause }: 【】 marks the signature; elsewhere it passes for a false sender.
    .next = Use other brackets in the body.

refusal-text_nfc = The text holds decomposed characters.
    .why = { $clause }: what is seen must be what is signed, so texts are in NFC.
    .next = Delete the characters and type them again rather than paste them.

refusal-text_hidden = The text holds invisible characters.
    .why = { $clause }: approvers must see all of it; nothing invisible is carried along.
    .next = Delete the characters that the preview shows as <200B> and the like.

refusal-text_piled = The text holds a letter under five or more combining marks.
    .why = { $clause }: a screen draws four of them, so approvers would not see all of it.
    .next = Delete the marks that the preview shows as <+1> and the like.

refusal-text_opt_out = The opt-out line is missing.
    .why = { $clause }: promotion says how to refuse it.
    .next = Fill the opt-out line in, for example 拒收请回复R.

refusal-text_body = The body is empty.
    .why = { $clause }: a message without content is junk.
    .next = Write the body.

refusal-signature_unregistered = The signature { $words } is not registered (screening list { $version }).
    .why = { $clause }: nobody writes under another's name; the provider registered the organisation's signatures.
    .next = Use a registered one; if the organisation has a new one, ask the roster signers to register it in the list.

refusal-text_screened = The text holds what may not be sent ({ $reason }, screening list { $version }): { $words }
    .why = { $clause }: classified, harmful and junk messages are never sent.
    .next = Take it out; unless it is classified, the supervising manager may propose to release it: open the draft, { KEY("request.appeal") }. If the list is wrong, ask the roster signers to bring a corrected one.
    .command = Take it out; unless it is classified, the supervising manager may propose to release it with request appeal. If the list is wrong, ask the roster signers to bring a corrected one.

refusal-text_encoding = The chosen gateway's encoding cannot hold this text.
    .why = { $clause }: the approved text must go out as it stands.
    .next = Replace the special characters, or choose a gateway with UCS-2.

refusal-too_many_parts = The text is billed as { $parts } parts; the most is { $most }.
    .why = { $clause }: the policy in force limits how long one message may be.
    .next = Shorten the body.

refusal-hidden_characters = There are characters here that a reader does not see.
    .why = { $clause }: what people sign must be what they see.
    .next = Type it again, or copy it as plain text.

refusal-sender_code_differs = The sender code is not the gateway's.
    .why = { $clause }: the code that recipients see is set by the gateway's contract; what is signed is what is sent.
    .next = Leave it empty, or write { $source }.

refusal-gateway_unknown = There is no gateway { $gateway } to choose.
    .why = { $clause }: only gateways of the roster may be used; the backup is another than the first.
    .next = Choose another gateway.

refusal-gateway_left = Gateway { $gateway }, which this send went through, is no longer in the roster.
    .why = { $clause }: what became of it is judged by the file of that gateway before anything is sent again.
    .next = Take gateway { $gateway } into the roster again, or make another request.

refusal-opt_out_word = Write “{ $offer }”: gateway { $gateway } does not receive a reply like “{ $word }”, or it would not refuse.
    .why = { $clause }: a refusal that cannot arrive is none.
    .next = Take that line; which replies the gateway receives stands in its file under [opt_out].

refusal-opt_out_port = Write “{ $offer }”: gateway { $gateway } does not receive replies to { $port }.
    .why = { $clause }: a refusal that cannot arrive is none.
    .next = Take that line; the number for replies stands in the gateway's file under [opt_out].

refusal-opt_out_no_replies = Write “{ $offer }”: gateway { $gateway } receives no replies, so the line may not ask for “{ $word }”.
    .why = { $clause }: a refusal that cannot arrive is none.
    .next = Take that line, or choose a gateway that receives replies.

refusal-opt_out_no_way = Write “{ $offer }”: the line names no reply that gateway { $gateway } receives, and no registered telephone or address.
    .why = { $clause }: promotion says how to refuse, and refusing works.
    .next = Take that line.

refusal-opt_out_mute = Gateway { $gateway } receives no replies and has no other way to refuse: promotion cannot be sent through it.
    .why = { $clause }: promotion says how to refuse, and refusing works.
    .next = Choose another gateway, or have the roster signers name a telephone in its file under [opt_out] ({ PAGE("all.people") }, { KEY("people.rules") }).
    .command = Choose another gateway, or have the roster signers name a telephone in its file under [opt_out] (gateway propose).

refusal-window_unreadable = “{ $field }” cannot be read.
    .why = { $clause }: a definite window is approved.
    .next = Write instants like 2026-12-01 09:00.

refusal-window_order = The window ends before it opens, or is longer than 31 days.
    .why = { $clause }: a definite and limited window is approved.
    .next = Correct when it opens and closes.

refusal-window_passed = The window closed at { $closes }.
    .why = { $clause }: an approval holds for the window that it names.
    .next = Move the window and have the new version approved.

refusal-window_outside_hours = Nothing of this window can be sent: it is outside the hours of { $category }.
    .why = { $clause }: nobody is disturbed at an unfit hour.
    .next = Take the next possible window, { $opens } to { $closes }; what is submitted already is returned for that. The hours are { $sending_hours }.

refusal-window_never_open = Nothing of this window can be sent, and no window in the next two months can ({ $category }).
    .why = { $clause }: nobody is disturbed at an unfit hour.
    .next = Change the window. The hours are { $sending_hours }; they change with a new policy pack ({ PAGE("all.people") }, { KEY("people.rules") }).
    .command = Change the window. The hours are { $sending_hours }; they change with a new policy pack (policy propose).

refusal-window_no_calendar = The window reaches into { $year }, whose public holidays are not known yet.
    .why = { $clause }: the hours of { $category } differ by working day, day off and public holiday ({ $sending_hours }), so nobody can tell on which days it may be sent.
    .next = Take { $opens } to { $closes }, or have the General Department and the roster signers bring the calendar of { $year } ({ PAGE("all.people") }, { KEY("people.rules") }).
    .command = Take { $opens } to { $closes }, or have the General Department and the roster signers bring the calendar of { $year } (calendar propose, page of rule files).

refusal-window_without_calendar = The window is in { $year }, whose public holidays are not known yet.
    .why = { $clause }: the hours of { $category } differ by working day, day off and public holiday ({ $sending_hours }), so nobody can tell on which days it may be sent.
    .next = Have the General Department and the roster signers bring the calendar of { $year } ({ PAGE("all.people") }, { KEY("people.rules") }).
    .command = Have the General Department and the roster signers bring the calendar of { $year } (calendar propose, page of rule files).

refusal-list_missing = This slot has no finished list of your department.
    .why = { $clause }: the department makes its own list, and it is approved with the request.
    .next = Import one on { PAGE("all.contacts") } with { KEY("contacts.import") }, then choose it.
    .command = Import one (contacts import), then choose it.

refusal-list_no_sheets = It is no workbook and has no other sheet.
    .why = { $clause }: a text file has one content.
    .next = If it looks garbled, { KEY("import_columns.encoding") } chooses another encoding.

refusal-list_no_columns = It has one column and no other.
    .why = { $clause }: a list has one mobile number a row.
    .next = If these are no numbers, choose another sheet or file.

refusal-list_no_encoding = It is no text file and has no other encoding.
    .why = { $clause }: a workbook says its encoding itself.
    .next = If it is the wrong sheet, { KEY("import_columns.sheet") } chooses another.

refusal-list_not_imported = The list is not imported yet.
    .why = { $clause }: a request takes only lists that were signed.
    .next = Sign the import first.

refusal-list_left_aside = Nobody has said what becomes of some of the file: { $what }.
    .why = { $clause }: the importer vouches for the list; what it leaves out is left out knowingly.
    .next = To take it, repeat --column or --sheet, or add --accept hidden_row,filtered_row; to leave it out, add --leave { $what }.

refusal-list_column_hidden = The column of the numbers, { $column }, is hidden; nobody sees it who opens the file.
    .why = { $clause }: the importer vouches for the list; numbers of a hidden column are taken knowingly.
    .next = To take them, add --column { $column }; otherwise name another column by --column.

refusal-list_perhaps_cut = The file is perhaps cut off: { $rows } rows were read.
    .why = { $clause }: a list is read whole; the last line has no end, or the file's name is that of an upload, so more may follow.
    .next = Compare the number of rows. Wait for the rest and import again; if it is whole, add --whole.

refusal-list_empty = The list holds no number at all.
    .why = { $clause }: one mobile number a line, and mobile numbers only.
    .next = If it is the wrong file, go back and choose again; else correct it by its findings, or tick what can be repaired.
    .command = If it is the wrong file, take another; else correct it by its findings, or accept what can be repaired (--accept).

refusal-list_closed = The list is finished, or somebody else imports it.
    .why = { $clause }: a finished list never changes, and one person imports it.
    .next = Import the file again as a new list.

refusal-manifest_differs = The manifest is not that of the list at the desk.
    .why = { $clause }: what the importer vouches for must be this very list.
    .next = Import the list again.

refusal-manifest_root_differs = The numbers do not give the manifest's root.
    .why = { $clause }: the list that was signed and the list that was stored are the same, number by number.
    .next = Import again; if it happens twice, tell the system administrator.

refusal-not_ascending = The numbers did not arrive ascending and distinct.
    .why = { $clause }: a number stands in a list once.
    .next = Import it on { PAGE("all.contacts") } with { KEY("contacts.import") }.
    .command = Import with this program (contacts import).

refusal-not_mobile = Not every number is a mainland mobile number.
    .why = { $clause }: mobile numbers only, in ASCII digits.
    .next = Give 11-digit mobile numbers.

refusal-not_drafter = You are not the drafter whom { $department } named.
    .why = { $clause }: one named person drafts the text, fixes the scope and fills in the form.
    .next = Ask your department's drafter, or have the manager name you.

refusal-not_editable = The request is { $state } and cannot be edited.
    .why = { $clause }: what is under decision does not change; what is signed is what was read.
    .next = Withdraw it, or ask the approver to return it, and make a new version.

refusal-ended_not_editable = The request is { $state } and cannot be edited any more.
    .why = { $clause }: what has ended stays as it was signed; its approvals cannot be had again.
    .next = To send the like, press { KEY("request.copy") } on its page: a new request with the same fields.
    .command = To send the like, request new --from NUMBER: a new request with the same fields.

refusal-nothing_to_print = There is no form to print here: it is no request, or not submitted yet.
    .why = { $clause }: the paper that is kept says what was signed.
    .next = Move to a request that was submitted. Complete, sign and submit a draft first, then print.

refusal-identical_drafts = Several drafts say exactly the same ({ $drafts }); nobody can tell which one was signed.
    .why = { $clause }: one request, one signature; taken for another, the same text would be sent twice.
    .next = Open the one that is meant and submit it there; delete the other.
    .command = Submit it from its own page; for one signed elsewhere, name it by statement carry --draft; delete the other.

refusal-department_fixed = A saved request keeps its department.
    .why = { $clause }: a request is filled in by its own department's person.
    .next = Have the other department make a request of its own.

refusal-has_number = The request has number { $number } and cannot be dropped.
    .why = { $clause }: numbered forms are kept, void ones too.
    .next = Withdraw it instead: { KEY("request.withdraw") } on its page.
    .command = Withdraw it instead: request withdraw.

refusal-not_optout_keeper = Your post does not record opt-outs.
    .why = { $clause }: operators, drafters and the registrar record them.
    .next = Pass it to your department's operator or drafter.

refusal-unknown_scope = There is no opt-out scope “{ $scope }”.
    .why = { $clause }: people refuse one department's promotion, all promotion, whatever is not mandatory, or everything.
    .next = Say department (and which), promotion, optional or all.

refusal-four_digits = Opt-outs are looked up by their last four digits.
    .why = { $clause }: looking people up never shows a whole number.
    .next = Give four digits.

command-contacts_list = Lists of your departments, newest first.
option-contacts-text = in the name
option-contacts-current = also those that a newer version has replaced
command-findings_findings = Rows of the file that are not ordinary numbers, in file order.
option-findings-reason = one reason alone
command-optouts_optouts = Opt-outs, masked, newest first.
option-optouts-text = last four digits

command-request_row_list = Requests that you may see, and sends on paper, newest first.
option-request_row-state = draft, submitted, …, emergency
option-request_row-category = notice, promotion, other
option-request_row-text = in number or purpose
option-request_row-queue = those that wait for my decision

audience-customers = customers
audience-staff = staff
audience-public = the public

refusal-one_version = There is only one version.
    .why = { $clause }: a request that was returned and submitted again has a second one.
    .next = Read this version.

refusal-two_versions = There are only two versions.
    .why = { $clause }: with three or more, two are chosen.
    .next = Read how these two differ.

refusal-no_send_yet = This request has no send yet.
    .why = { $clause }: it has one once it is submitted.
    .next = Its drafter fills in the windows and submits it.

doubt-known = What is known
doubt-at = submitted { $at }, attempt { $attempt }, reference { $reference }
doubt-at_unknown = no time of submission is kept
doubt-written = the message was given to the line
doubt-unwritten = the dispatcher ended, so nobody knows whether the message was given to the line
doubt-line = its line was bound { $opened }
doubt-line_ended = its line was bound { $opened } and ended { $ended }
doubt-line_unknown = nothing is kept of its line
doubt-parts = { $n } parts of it were accepted
doubt-receipts = { $n } receipts that match nobody name the number, the newest { $at }: { $said }
doubt-no_receipt = no receipt that matches nobody names the number
