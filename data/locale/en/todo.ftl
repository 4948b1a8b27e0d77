### What waits on a person, and what somebody has to put right about the roster.

todo_row-sender = from
todo_row-next = next

todo-lacking = post missing or clash
todo-renew_roster = renew the roster
todo-desk_clock_ahead = check the clock
todo-file_not_at_sender = bring a rule file
todo-calendar_missing = bring the holidays
todo-newer_shipped = compare newer rules

chase-lacking = post missing, clash
chase-renew_roster = renew the roster

# For a narrow column, beside the department.
lacking_short-operator_missing = no operator
lacking_short-operators_two = two operators
lacking_short-department_empty = nobody there
lacking_short-drafter_missing = no drafter
lacking_short-approver_missing = approver gone
lacking_short-approver_only_drafter = self-approval
lacking_short-approvers_too_few = few approvers
lacking_short-custodians_two = two custodians
lacking_short-custodian_acts = custodian acts
lacking_short-roster_signers_few = few signers
lacking_short-offices_together = offices together
lacking_short-roster_expiring = it ends soon
lacking_short-roster_over = it is over
lacking_short-file_not_at_sender = not at sender
lacking_short-calendar_missing = holidays missing
lacking_short-newer_shipped = newer rules
lacking_short-locked_out = locked out
lacking_short-desk_clock_ahead = desk clock ahead

lacking-wake = There is a standby: { KEY("todo.open") }, then { KEY("orders.wake") } wakes the post.
lacking-apply = { KEY("todo.open") } leads to the applications; { KEY("applications.new") } fills in Attachment 3.
lacking-propose = { KEY("todo.open") } leads to the next roster version: choose, then sign.
lacking-versions = { KEY("todo.open") } shows the versions and those that wait; the roster signers change it.
lacking-files = { KEY("todo.open") } shows the files in force, with their digests.
lacking-clock = { KEY("todo.open") } leads to the credentials: the desk stands below the gateways.

todo-decide = approval due
todo-accept = accept
todo-release = release
todo-revise = revise
todo-draft = unfinished draft
todo-untaken = cannot be taken in
todo-held = held for over an hour
todo-unknown = unknown results
todo-confirm = confirm a settlement
todo-confirm_resend = confirm resending
todo-confirm_remainder = confirm the remainder
todo-refused = refused: release anew
blocked = { $why }; { $what }
obstacle-gateway_lost = gateway lost
obstacle-frozen = frozen
obstacle-line_down = gateway line down
obstacle-vault_locked = vault locked
obstacle-vault_missing = no vault
obstacle-policy_not_here = policy pack not at dispatcher
obstacle-gateway_not_here = gateway file not at dispatcher
obstacle-nobody_to_sign = nobody signs next
obstacle-no_operator = no operator
obstacle-no_releasing_operator = nobody to release
obstacle-vault_unavailable = keyring unusable
obstacle-tls_unreadable = certificate file unreadable
obstacle-other = gateway closed
obstacle_whole-nobody_to_sign = nobody can sign at a later level; the roster signers fill the post
obstacle_whole-no_operator = the department has no operator; its manager authorises one or activates a standby
obstacle_whole-no_releasing_operator = the releasing department has no operator; its manager authorises one or activates a standby
todo-held_back = held back
todo-extend = extend its window
todo-late = late below you
todo-rules = department rules

next-rules = Open it with { KEY("todo.open") }, write your department's own rules and sign them (R0).
