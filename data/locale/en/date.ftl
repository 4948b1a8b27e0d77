### The date of a signed act: too old, before what it follows, or before what it would undo.

refusal-signed_long_ago = This was signed at { $at }, more than { $minutes } minutes ago.
    .why = { $clause }: a signature counts when it is given; dated back, it would change what was done since.
    .next = Have it prepared anew and sign again; what was signed elsewhere is exported and signed anew.
    .command = Have it prepared anew and sign again; what was signed elsewhere comes in by statement carry.

refusal-carried_too_late = This was signed at { $at }, more than { $days } days ago.
    .why = { $clause }: what was signed elsewhere is brought in within { $days } days.
    .next = Ask its signer to look at how things stand, and to sign anew.

refusal-older_than_before = It is dated { $at }, before the step that it follows ({ $last }).
    .why = { $clause }: approval goes level by level; no step is older than the one before it.
    .next = Set the clock of the machine that signed, then prepare and sign again.

refusal-order_undoes = This order is dated { $at }, and at { $used } a signature was given on the right that it changes.
    .why = { $clause }: an order counts from when it is given; it takes back no signature given before.
    .next = Have it prepared anew, read it, and sign again.
