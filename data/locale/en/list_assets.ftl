### Lists as a department keeps them: versions, difference, lists made of others, notes, deletion.

list_assets-version = version { $n }
list_assets-before = replaces list { $list }
list_assets-after = replaced by list { $list }
list_assets-first = first list
list_assets-other = second list
list_assets-only = only in the first
list_assets-both = in both
list_assets-only_other = only in the second
list_assets-n = numbers
list_assets-other_n = numbers
list_assets-number = number
list_assets-need = what
list_assets-until = kept until
list_assets-needed_by = Still needed, so it cannot be deleted:
list_assets-not_needed = Nothing needs it; it can be deleted.
list_assets-written = { $n } masked numbers written: { $file }
list_assets-noted = note of list { $list } written
list_assets-replaces = list { $list } is the next version of list { $old } now
list_assets-replaces_none = list { $list } replaces no other list now
list_assets-delete_about = Delete { $name }: its { $n } numbers go, the signed manifest stays in the ledger.
list_assets-delete_question = Delete it?
list_assets-not_deleted = Not deleted.
list_assets-deleted = { $name } deleted

list_assets-needs = what needs it
list_assets-parts = { $lists }: choose a part, to write its masked numbers
list_assets-no_other = There is no other list to use.
list_assets-name = name
list_assets-prefixes = prefixes
list_assets-share = share (%)
list_assets-part_about = { $name }, { $n } numbers: a part of them becomes a new list. Fill in prefixes (the first 3 to 7 digits, such as 138, 139) or a share (1 to 99), not both.
    For the rest, subtract the new list from this one. A prefix is no carrier: a number may have been ported.
list_assets-part_prefixes = numbers beginning with { $prefixes }
list_assets-part_share = { $share }% of the numbers
list_assets-part_of = list { $list }: { $rule }
list_assets-made = signed and imported as list { $list }
list_assets-not_signed = Not signed, so the new list was not made.
list_assets-note_about = The note is for your department. It is no part of what is signed; write no numbers.
list_assets-count = numbers
list_assets-count_wrong = That is not how many numbers it has; it was cleared. Read the figure above and type it again.
list_assets-mend_sheet = findings
list_assets-mended = These are mended findings of list { $list } “{ $name }”: its { $n } numbers, { $more } more ({ $both } it has already), { $total } in all as its next version.
list_assets-mend_key = { KEY("import_done.mend") } merges and signs.
list_assets-current = Only the newest versions are listed.
list_assets-every = Lists that a newer version has replaced are listed too; { KEY("contacts.versions") } lists the newest only.
help-contact_list-title = One list
help-contact_list-body = Where it is from, its versions and note, what needs it; compare, merge, subtract, take a part, delete (R10, R13).

glance-title = at a glance
glance-waiting = counting what it shares with other lists…
glance-unknown = What it shares with other lists could not be counted now; it is counted again before you sign.
glance-nothing = no overlap with other lists, nobody has opted out, no limits, no runs
glance-exactly = { $n }
glance-about = about { $n }
glance-more = { $n } more
glance-overlap = shared with the department's { $n } newest lists: { $lists }
glance-no_overlap = shares no number with the department's { $n } newest lists
glance-recent = { $n } were sent something in the last { $days } days
glance-no_recent = none was sent anything in the last { $days } days
glance-opted = { $n } have opted out ({ $scopes })
glance-no_opted = nobody has opted out
glance-over = at a limit today: { $categories }
glance-no_over = no number is at a limit
glance-runs = { $runs ->
    [one] 1 run of { $n } consecutive numbers: they look generated; check the source
   *[other] { $runs } runs of consecutive numbers, { $n } in all, the longest { $longest }: they look generated; check the source
 }
glance-no_runs = no ten consecutive numbers

need-draft = draft
need-request = request
need-sent = sent
need-hold = legal hold
need-making = in making

lists-last_used = last used
lists-versions = versions
lists-made_of = made of
lists-note = note

making-merge = merge
making-subtract = subtract
making-part = take a part

refusal-list_not_ready = { $name } is not imported to the end, or its numbers were erased.
    .why = { $clause }: comparing, merging, subtracting and next versions need a list with all its numbers.
    .next = Choose another one, or import it again.

refusal-list_other_department = { $name } is another department's list.
    .why = { $clause }: each department builds its own lists, so a next version replaces one of the same department.
    .next = Choose one of your department; to use both, merge them.

refusal-list_replaced = { $name } is replaced by list { $list } already.
    .why = { $clause }: a list has one next version, so that their order is clear.
    .next = Replace list { $list }, which is the newer one.

refusal-list_not_mended = List { $list } does not come from mended findings.
    .why = { $clause }: the name of the sheet says to which list findings belong.
    .next = Merge them, and say which list it replaces.

refusal-list_mended_gone = There is no list that the mended numbers of list { $list } could join: it is gone, or has them all.
    .why = { $clause }: they join a list of the same department that still has its numbers, and nothing joins twice.
    .next = Use the list by itself, or merge it.

refusal-list_older = { $name } was imported later than this list.
    .why = { $clause }: a next version replaces a list that was imported before it.
    .next = Say it the other way round, or choose an older list.

refusal-list_twice = One list was chosen twice.
    .why = { $clause }: lists are merged with and subtracted from others.
    .next = Choose each list once.

refusal-list_part_rule = Which part was not said: prefixes or a share, one of the two.
    .why = { $clause }: the manifest says how the list was taken out of the other one.
    .next = Fill in prefixes (such as 138, 139) or a share (such as 30), and leave the other empty.
    .command = Give --prefix 138,139 or --share 30, not both.

refusal-list_part_prefix = “{ $prefix }” is no prefix.
    .why = { $clause }: a prefix is the first 3 to 7 digits of a mobile number, which begins with 1.
    .next = Correct it, such as 138, 1390; commas go between several.
    .command = Correct --prefix, such as --prefix 138,1390.

refusal-list_part_prefix_twice = Prefix { $prefix } is within { $other }.
    .why = { $clause }: each prefix is named once, so that the manifest says what was taken.
    .next = Remove one of the two.
    .command = Remove one of the two from --prefix.

refusal-list_part_prefixes = { $n } prefixes are too many: at most { $most } at once.
    .why = { $clause }: the signed manifest must be read one by one.
    .next = Use shorter ones (138 instead of 1380 to 1389), or take several parts and merge them.
    .command = Use shorter ones (--prefix 138), or take several parts and use contacts merge.

refusal-list_part_share = “{ $share }” is no share.
    .why = { $clause }: a share is a whole number from 1 to 99, in percent.
    .next = Fill in a whole number from 1 to 99, such as 30; for all numbers use the list itself.
    .command = Give --share 30, for example; for all numbers use the list itself.

refusal-list_part_whole = All { $n } numbers of { $name } fit, so the part would be the whole list.
    .why = { $clause }: a part leaves a rest; otherwise it is the same list.
    .next = Use the list itself, or change prefixes or share.
    .command = Use the list itself, or change --prefix or --share.

refusal-list_needed_draft = Draft { $number } uses this list.
    .why = { $clause }: a list that a request uses is not deleted.
    .next = Choose another list in the draft, or delete the draft.

refusal-list_needed_request = Request { $number } uses this list.
    .why = { $clause }: a request that was handed in is kept with its lists.
    .next = Two people erase it when its retention is over (data erasure).

refusal-list_needed_sent = Request { $number } was sent to this list, which is kept until { $due }.
    .why = { $clause }: the numbers of a send are kept for its retention.
    .next = Two people erase it with the request after that (data erasure).

refusal-list_needed_making = { $name } is being made of it.
    .why = { $clause }: both are needed until that list is finished.
    .next = Wait until it is signed.
