### A list as its importer vouches for it: what each signer reads of the signed manifest.

vouched-title = lists (their importers' signatures are proved)
vouched-title_unproved = lists (only the desk's word: this machine has no root keys to prove signatures by)
vouched-list = { $slot }. list
vouched-file = { "   " }source file
vouched-findings = { "   " }findings
vouched-repaired = { "   " }repaired
vouched-made = { "   " }made by
vouched-aside = { "   " }more numbers in the file
vouched-importer = { "   " }importer
vouched-named = { $name }  { $n } numbers
vouched-rows = { $name }  { $rows } rows
vouched-nothing = none
vouched-word = { $words }  [the desk's word]
vouched-chosen_elsewhere = the list of this slot was not chosen at this machine: make sure that it is the one you mean
vouched-chosen = { $slot }. chosen: { $name }  { $n } numbers

problem-list_unproven = The list of slot { $slot } is not proved: { $refused }. Nothing was signed.
    .why = R10: the importer's signature vouches for a list. This machine fetched it by the digest in what you would sign, and it does not hold.
    .next = Do not sign; have the system administrator and the auditor look at the desk.

problem-list_not_as_shown = Slot { $slot } would go to the list “{ $name }” ({ $n } numbers), and the desk shows something else ({ $fields }). Nothing was signed.
    .why = R7: the list itself is what is approved, and the manifest that its importer signed is not what the desk shows.
    .next = Do not sign; have the system administrator and the auditor look at the desk.

problem-list_not_chosen = For slot { $slot } you chose “{ $chosen }” ({ $count } numbers), and what you would sign names “{ $name }” ({ $n } numbers). Nothing was signed.
    .why = R9: the list that is submitted is the one that its drafter chose. A colleague changed it, or somebody has tampered with it.
    .next = Ask your colleagues. If one of them changed it, choose the list again and submit; if nobody did, stop and tell the administrator and the auditor.
