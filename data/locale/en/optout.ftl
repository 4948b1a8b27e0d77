### Where an opt-out came from, and what it covers.

optout-department = no promotion of this department
optout-promotion = no promotion
optout-optional = only what must be sent
optout-all = nothing at all
optout-reply = reply by SMS
optout-complaint = complaint
optouts-of_department = no promotion of { $department }
optouts-whose = Whose promotion

refusal-optout_whose = It is not said which department's promotion is refused.
    .why = { $clause }: an opt-out of one department's promotion concerns that department alone.
    .next = Name the department; if it is not clear which one is meant, record "no promotion".

refusal-optout_no_department = An opt-out cannot be recorded for the department “{ $department }”.
    .why = { $clause }: only an opt-out of one department's promotion has a department, and it must be in the roster.
    .next = Use an id from the list of departments, or choose another scope.

optouts-left_out = left out: { $scopes }
optouts-everybody = every recipient has opted out: nothing of this would be sent
optouts-mandatory = mandatory (contract or law): only those who refuse everything are left out
optouts-mandatory_by = mandatory ({ $basis }: { $ground }): only refusals of everything count
optouts-despite = { $n } take only what must be sent, and get this
optouts-unnamed = not treated as mandatory: { $n } who take only what must be sent are left out; if it must be sent, name the clause of the contract or law in "evidence"
optouts-misfiled = treated as promotion: refusals of promotion and its hours apply
optouts-list_none = none of { $n } numbers has opted out
optouts-list_some = of { $n } numbers { $out } have opted out ({ $scopes }), { $left } have not
optouts-list_everybody = all { $n } numbers have opted out ({ $scopes })

duty-mandatory = mandatory
duty-promotion = no: promotion
duty-basis = no: it rests on consent
duty-unnamed = no: no clause of contract or law is named
duty-third_party = no: for a third party
duty-misfiled = no: it promotes, or was asked for as promotion

optout_kind-carrier = list of a carrier
optout_kind-system = list of another system
optout_kind-paper = list on paper
optout_kind-gateway = gateway receipt
column-dated = date
optout_lists-kind = kind
optout_lists-source = list
optout_lists-covers = covers
optout_lists-added = new
optout_lists-no_number = no number
optout_lists-file = file
optout_lists-by = recorded by
optout_lists-at = begun
optout_lists-ended = completed
optout_lists-n = numbers
optouts-plan = Covers: { $scope }. { $rows } rows: { $new } new, { $known } known, { $repeated } repeated, { $blank } blank or heading, { $no_number } no number
optouts-ended_since = ; { $n } ended after the list's day (resubscribed): not recorded; ask each, and record those who refuse again
optouts-stage_read = reading
optouts-stage_scan = looking up
optouts-stage_bring = recording
optouts-erased_left = { $n } more are erased: only their HMAC is kept, and they cannot be written
cli-no_optout_lists = No list was brought in.
cli-optout_question = Record this list? One person alone cannot undo it; for a person who wants messages again, use “resubscribe”
cli-optout_not_recorded = nothing recorded
cli-optouts_written = { $n } numbers written to { $file }
command-optout_lists_optout_lists = Lists of opt-outs that came in, newest first.
option-optout_lists-text = words of the source, or a date

refusal-optout_many_all = A list that refuses every message is recorded by the registrar.
    .why = { $clause }: its people get not even mandatory messages; for more than { $most } numbers no single department decides that.
    .next = Ask the registrar, or choose a narrower scope.

refusal-optout_list_kind = There is no kind of list “{ $kind }”.
    .why = { $clause }: a list comes from a carrier, another system or paper, and the ledger says which.
    .next = Say carrier, system or paper.

refusal-optout_source_long = The source of the list is too long.
    .why = { $clause }: it is kept with each opt-out, at most { $most } characters.
    .next = Shorten it.

refusal-optout_list_day = “{ $dated }” is not a date.
    .why = { $clause }: the day of the list must be known.
    .next = Write it like 2026-11-28.

refusal-optout_list_future = { $dated } has not come yet.
    .why = { $clause }: a list names people who have refused already.
    .next = Give the date of the list.

refusal-optout_list_incomplete = The list has { $n } numbers, and { $taken } have arrived.
    .why = { $clause }: it is not complete; what has arrived counts already.
    .next = Bring the same file in again; nothing is recorded twice.

refusal-optout_list_perhaps_cut = The list of opt-outs is perhaps cut off: { $rows } rows were read.
    .why = { $clause }: a list is recorded whole; whoever is missing is written to again. The last line has no end, or the file's name is that of an upload, so more may follow.
    .next = Compare the number of rows. Wait for the rest and bring it in again; if it is whole, add --whole.

refusal-optout_list_left_aside = Nobody has said what becomes of some numbers of the file: { $what }.
    .why = { $clause }: a list is recorded whole; whoever is missing is written to again.
    .next = To take them, repeat --column or --sheet; to leave them out, add --leave { $what }.

refusal-optout_list_closed = Nothing more can be recorded for this list.
    .why = { $clause }: it is complete, or somebody else is bringing it in.
    .next = Bring the file in again.

refusal-optout_export_not_yours = Your post does not export opt-outs.
    .why = { $clause }: the General Department's registrar or operator hands the bank's opt-outs to a carrier.
    .next = Ask the General Department.

refusal-optout_export_over = This export is over.
    .why = { $clause }: one person fetches an export within an hour, and the ledger has it once.
    .next = Export again.

problem-optout_list_empty = The file has no mobile number.
    .why = A list of opt-outs has one mobile number a row; of a CSV the column with numbers is read.
    .next = Look at the rows above, correct the file, and try again.

optouts-whose_list = Whose list
optouts-list_file = file of the list
optouts-list_source = where it came from
optouts-list_dated = its date
optouts-list_about = TXT, CSV or Excel, one mobile number a row. It is looked at first, then recorded. Drop box: { $folder }. A date is written 2026-11-28.
optouts-count = new ones, again
optouts-count_wrong = That is not how many are new; it was cleared. Read the figure above and type it again.
optouts-read_again = The file was read again as you chose; look at it, then record it
optouts-stopped = stopped; what was recorded counts
optouts-export_why = To whom the numbers go, and what for. The ledger keeps it, without a number (R13).
optouts-export_about = As text, or as a workbook if the name ends in .xlsx, for you alone, in { $folder }. Delete it once it is handed over.
optouts-exported = { $name } written: { $n } numbers; { $erased } more are erased and cannot be
help-optout_list-title = List of opt-outs
help-optout_list-body = Once the file is read, look how many are new and how many rows are no number, then record it. One person alone cannot undo it; for a person who wants messages again, use “resubscribe”. One that was stopped is simply brought again.

refusal-optout_list_not_read = The list cannot be recorded now.
    .why = { $clause }: the file is still being read, has no number, or is recorded already.
    .next = Wait until it is read.

refusal-optout_list_rests = Nothing is being read or recorded.
    .why = { $clause }: there is nothing to stop.
    .next = Press { KEY("all.back") } to go back.

gateway_code-undeclared = not declared
gateway_code-n = messages
gateway_code-sends = sends
gateway_code-declared = opts out of
gateway_code-code = code
gateway_code-gateway = gateway
cli-no_gateway_codes = No code of a failure in 90 days.
command-gateway_code_codes = Codes of failures by gateway in 90 days, and which opt out (refusal_codes of the gateway file).

todo-code_refusals = refusals by code
chase-code_refusals = refusals by code
next-code_refusals = { KEY("todo.open") } shows the request; ask the provider what these codes mean. The refusals act already; if a code is declared wrongly, change the gateway file.
    .command = See the codes (gateway codes) and ask the provider what they mean. The refusals act already; if a code is declared wrongly, change the gateway file.

refusal-gateway_codes_not_yours = Your post does not see the gateways' codes.
    .why = { $clause }: custodian and General Department look after the gateways, operators after their sends.
    .next = Ask the custodian or the General Department.

help-gateway_codes-title = Codes of gateways
help-gateway_codes-body = Codes of failures in 90 days. Ask the provider about one that looks like a refusal, and declare it in the gateway file (R13).
help-gateway_codes-columns = gateway: which gateway [R13]
    code: the code that came back [R13]
    messages: messages that got it [R13]
    sends: sends in which it came [R13]
    opts out of: whether it counts as an opt-out [R13]
list-gateway_codes-empty = No code of a failure in 90 days.
filter-gateway_codes = Gateway or code, then Enter.
optouts-ended_one = resubscribed (was: { $covers })
field-ended = ended at

resubscribe-title = Resubscribe: end an opt-out
resubscribe-about = For a person who wants messages again. An opt-out holds for ever, so this needs proof, and the confirmation of the General Department's manager (R13). First type the person's own mobile number. When they asked for it is the time on the paper or recording.
resubscribe-about_reply = For a person who wants messages again. An opt-out holds for ever, so this needs proof, and the confirmation of the General Department's manager (R13). This reply is the proof, and its sender's number is meant: it is not typed.
resubscribe-none = No opt-out of this number is in force.
resubscribe-which = Which opt-out
resubscribe-proof = Proof
resubscribe-ends = Opt-out that ends
resubscribe-said = Last refused at
resubscribe-then = Once the General Department's manager has confirmed and every dispatcher has it, this opt-out keeps nothing back any more. Its record and its end stay for ever. A later refusal counts again.
resubscribe-proposed = Proposed. The General Department's manager confirms.
resubscribe-confirm_title = Confirm a resubscription
resubscribe-confirmed = Confirmed. It takes effect once the dispatcher has it.
resubscribe-nth = opt-out
resubscribe-on_proof = number on the proof

proof-paper = paper
proof-recording = recording of a call
proof-reply = reply by SMS

act-resubscribe = resubscription proposed
todo-confirm_resubscribe = confirm: resubscribe
next-confirm_resubscribe = Open ({ KEY("todo.open") }) the list of opt-outs and press { KEY("optouts.confirm") }: read when the person asked for it and what proves it, type the number on the proof; if it is true, sign.
command-resubscribe = Propose to end an opt-out, because the person wants messages again; the General Department's manager confirms.
cli-optout_which = { $n } opt-outs fit; name one with --scope and --department.
search-opted_ended = the opt-out above was ended by two people at { $at } (resubscribed), proposal { $proposal }
ledger-optout-looked_up = opt-outs of a number looked up
ledger-optout-ended = opt-out ended (resubscribed)
ledger-erasure-resubscribed = dispatcher ended an opt-out

leaf-resubscribe-optout = opt-out
leaf-resubscribe-scope = what it covered
leaf-resubscribe-department = whose promotion
leaf-resubscribe-made = last refused at
leaf-resubscribe-number = digest of the number
leaf-resubscribe-wanted = asked for at
leaf-resubscribe-proof = kind of proof
leaf-resubscribe-evidence = proof number

refusal-resubscribe_evidence = The number of the proof is missing.
    .why = { $clause }: an opt-out holds for ever; ending it needs proof of the person's own wish.
    .next = Give the paper's number, the recording's number, or the id of the reply by SMS.

refusal-resubscribe_when = The person cannot have wanted messages at that time.
    .why = { $clause }: the wish must be later than the last refusal ({ $made }), and not in the future.
    .next = Give the time at which the person asked for it. If the refusal is the later one, it holds.

refusal-resubscribe_reply = Reply { $reply } proves nothing here.
    .why = { $clause }: it must come from the same number, after the refusal, and must not refuse itself.
    .next = Check its id on { PAGE("all.sends") }, { KEY("sends.replies") }; without such a reply use a paper or a recording.
    .command = Check its id with replies list; without such a reply use a paper or a recording.

refusal-resubscribe_number = The number on the proof is not the one whose opt-out ends.
    .why = { $clause }: only the person's own opt-out may end.
    .next = Read the number on the paper or recording again; if it is somebody else's, do not confirm.

refusal-resubscribe_stale = This opt-out is not the one that was proposed any more.
    .why = { $clause }: it has ended, was said again, or its number was erased; only the one that was proposed can end.
    .next = Look the number up again; if the person still wants messages, propose it anew.

refusal-resubscribe_proposed_already = Somebody has proposed to end this opt-out already.
    .why = { $clause }: one proposal about an opt-out waits at a time.
    .next = Ask the General Department's manager to confirm it, or wait until it expires.

state-optout-active = in force
state-optout-ended = resubscribed
option-optouts-state = active, ended

help-optout_lists-title = Lists of opt-outs
help-optout_lists-body = Whose list, of which day, how many were new; bring one that is not complete in again (R13).
help-optout_lists-columns = date: the day of the list [R13]
    kind: who gave it [R13]
    list: what it is called [R13]
    numbers: numbers in it [R13]
    new: how many of them were new [R13]
list-optout_lists-empty = No list was brought in.
filter-optout_lists = Words of the source or a date, then Enter.
option-optouts-scope = department, promotion, optional, all
