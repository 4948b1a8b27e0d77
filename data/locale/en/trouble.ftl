### What does not work of the installation, as a duty of whoever can mend it.

chase-trouble = trouble

todo-gateway_down = Gateway line down
todo-gateway_closed = Gateway has no line
todo-vault_shut = Vault not open
todo-dispatcher_gone = Dispatcher gone
todo-chain_broken = Ledger chain broken
todo-disk_full = Desk disk nearly full
todo-backup_old = Backup too old
todo-notices_failing = Notices not sent
todo-notices_gone = Notices not running
todo-collector_failing = Logs not taken
todo-trouble_told = Trouble

next-trouble_told = Your sends stand because of it; those who can mend it were told, and sends go on by themselves.
next-gateway_down = Look at the gateway, ask the provider and the network; sends go on by themselves when the line is back.
next-gateway_closed = See on { PAGE("all.credentials") } why it has no line: if the password was refused, compare it with the provider and change it with { KEY("credentials.rotate") }, or try once more with { KEY("credentials.bind_test") }.
    .command = See why it has no line (custody status): if the password was refused, compare it with the provider and change it (custody rotate), or try once more (custody bind-test).
next-vault_shut = On { PAGE("all.credentials") } press { KEY("credentials.unlock") } and type the phrase; until then nothing that was released is sent.
    .command = Unlock the vault (custody unlock); until then nothing that was released is sent.
next-dispatcher_gone = The system administrator looks at the dispatcher's service and log and starts it again; then the custodian unlocks the vault.
    .command = Look at the dispatcher's service and log (systemctl status sms-custody) and start it again; then the custodian unlocks the vault (custody unlock).
next-chain_broken = The ledger does not follow from the head that the dispatcher signed, and all sends are held: on { PAGE("all.ledger") } press { KEY("ledger.verify") }, find which entries were changed or removed and why; arm nothing again before that.
    .command = The ledger does not follow from the head that the dispatcher signed, and all sends are held: verify it (ledger verify), find which entries were changed or removed and why; arm nothing again before that.
next-disk_full = The system administrator makes room on the desk's disk; once it is full, nothing can be done or sent.
    .command = Make room on the desk's disk; once it is full, nothing can be done or sent.
next-backup_old = The system administrator makes a backup, and finds out why the timed one was not made.
    .command = Make a backup (backup), and find out why the timed one was not made.
next-notices_failing = In your turn press { KEY("todo.notices") } for what did not go and what the channels answered; look at their addresses and keys.
    .command = See what did not go (notices list --state failed), judge the channels (notices check), and try one (notices test).
next-notices_gone = Have the administrator look at its service and log, and start it; until then nobody is told anything outside.
    .command = Have the administrator look at its service and log (systemctl status sms-notices), and start it; until then nobody is told anything outside.
next-collector_failing = The house's collector of logs does not take the ledger's events. Have the administrator look at the notices' log, and at the collector's address and certificate; what it missed is sent by itself afterwards.
    .command = The house's collector of logs does not take the ledger's events. Check [collector] in notices.toml and the notices' log; what it missed is sent by itself afterwards.
