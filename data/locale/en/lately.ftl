### What somebody did lately, and what became of it.

lately-kind = did
lately-state = since then
lately-deputy = deputy
lately-at = when
lately-title = What you did lately
lately-none = You did nothing on requests lately.
lately-in_place = for you: { $did }
lately-changes = { $person } changes it
lately-waits = waits: { $post }
lately-delivered = { $share } ok
lately-failed = { $n } failed
lately-complaints = { $n } complained

did-request = submitted
did-approval = approved
did-return = returned
did-rejection = rejected
did-withdrawal = withdrawn
did-acceptance = accepted
did-release = released
did-resume = resumed
did-stop = stopped
did-extension = extended
did-confirmation = confirmed
