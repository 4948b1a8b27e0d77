### Signing several requests at once, and two versions side by side.

batch-marked = { $n } marked; { KEY("approvals.batch") } in { PAGE("all.approvals") } approves them together.
batch-unmarked = No longer marked; { $n } still are.
batch-leave_question = Ticks and counts are not signed yet and will be lost; what is marked stays so. Leave?
batch-is_marked = This one is marked ({ $n } in all); { KEY("card.mark") } takes it out.
batch-nothing = Nothing is marked. { KEY("approvals.mark") } marks, then { KEY("approvals.batch") }.
batch-too_many = At most { $most } at once and { $n } are marked; take some out.
batch-head = Approve { $n }: check each, retype its count; one passphrase, one signature each
batch-item = { $nth }/{ $n }  { $number } v{ $version }
batch-seen = read
batch-unseen = NOT OPENED
batch-moved = CHANGED SINCE YOU READ IT
batch-computed = computed by the desk:
batch-left_out = Not in this batch:
batch-nobody = Nothing is left to sign. { KEY("all.back") } goes back.
batch-end = When every count is typed: the passphrase once, then Enter signs all.
batch-keys = Space ticks, x ticks and goes on, Enter or Tab next; PgUp PgDn scroll
batch-result = { $signed } signed, { $failed } not signed
batch-signed = [ok] { $number }  approved, ledger entry { $seq }
batch-failed = [--] { $number }  not signed, still marked
batch-column-outcome = outcome
batch-outcome-signed = approved
batch-outcome-failed = not signed:
batch-usage = write REQUEST:COUNT, such as 12:20 13:350; each once, at most { $most }

difference-title = { $number }: v{ $a } and v{ $b }
difference-returned = v{ $version } was returned on { $when } by { $name } because: { $reason }
difference-stayed = unchanged: { $names }
difference-between = ,{ " " }

help-batch-title = Approve together
help-batch-body = Every marked request in full: number, category, the posts that you sign for, purpose, text, recipients. A department manager ticks content and list of each (R7); each count is retyped, the passphrase typed once. What you did not open in this sitting is marked so, with what the desk computed. One that fails holds up none of the others and stays marked.
help-outcomes-title = What became of each
help-outcomes-body = Whether each was signed, and its ledger entry; one that was not says why and stays marked for another try.
help-difference-title = Two versions
help-difference-body = Computed here from the two signed texts, not told by the desk. [-gone-] { "{" }+new+{ "}" }; what stayed is folded, { KEY("difference.fold") } unfolds it.

problem-batch_not_tried = This one was not tried.
    .why = The line to the desk was lost over the one before it.
    .next = Sign it when the desk answers again; it is still marked.
