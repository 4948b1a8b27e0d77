### Whether the installation works: what `status` says of each thing that is not well.

status-level-good = good
status-level-warn = note
status-level-bad = BAD
status-level-unknown = unknown
status-check-all = everything
status-check-desk = the desk
status-check-dispatcher = the dispatcher
status-check-gateway = gateway
status-check-vault = vault
status-check-hold = hold
status-check-freeze = freeze
status-check-witness = witness
status-check-sends = sends
status-check-roster = roster
status-check-unknown = unknown results
status-check-ends = end dates
status-check-backup = backup
status-check-disk = disk
status-check-log = log
status-check-notices = notices
status-check-clock = clock
status-said-good = All is well.
status-said-gone = { $check } does not run: no program listens on its socket.
status-said-slow = { $check } did not answer within three seconds.
status-said-lost = { $check } hung up before its answer: it is ending, or of another release.
status-said-failed = { $check } answered that it failed: { $code }.
status-said-database_gone = The database of { $check } cannot be reached; it goes on by itself once that is back.
status-said-disk_full = The disk of { $check } is full: nothing can be written.
status-said-hidden = { $check }: this account does not see its socket, so nobody can tell.
status-said-refused = { $check } does not say to this account how it is.
status-said-version = { $check } runs release { $running }, and { $installed } is installed: it wants a restart.
status-said-hold = { $check }: { $why }.
status-said-closed = Gateway { $gateway } has no line: { $why }.
status-said-down = Gateway { $gateway } lost its line and tries again.
status-said-frozen = { $n } freezes are in force.
status-said-witness = The witness is not as it should be ({ $state }): nobody would notice that the whole host was put back.
status-said-waits = { $n } sends stand: { $why }.
status-said-alert = { $check }: { $alert } ({ $n }).
status-said-unknown = { $n } results are unknown, the oldest since { $since }; an operator has to propose how they are settled.
status-said-teller = The program of notices is silent since { $since }: nobody is told anything outside.
status-said-collector = The house's collector of logs takes no events of the ledger since { $since }; what it missed is sent afterwards.
status-said-unheard = { $n } notices of the last day were taken by no channel.
status-said-ends = A gateway's date ends on { $day }, in { $n } days.
status-said-over = A gateway's date ended on { $day }.
status-said-no_backup = { $part ->
    [desk] The desk
   *[other] The dispatcher
} was never backed up.
status-said-old_backup = { $part ->
    [desk] The desk
   *[other] The dispatcher
} was backed up last at { $at }.
status-said-disk = { $path } has { $free } MiB left.
status-said-no_log = { $part ->
    [desk] The desk
   *[other] The dispatcher
} cannot write its log.
status-said-short_log = { $part ->
    [desk] The desk's
   *[other] The dispatcher's
} log reaches back only { $n } days instead of { $days }: what came so fast needed more room than a log has. Send the events to the house's collector, or keep copies.
status-said-clock = { $check } is { $off } seconds off.

refusal-watches_only = An account that watches may only ask how the installation is.
    .why = { $clause }: whoever is not in the roster does nothing here.
    .next = Somebody of the roster signs in with their own account.
