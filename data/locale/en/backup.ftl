### Backup and restore: what was made or proved, what to do next, and what is wrong.

backup_part-desk = desk
backup_part-dispatch = dispatcher

backup-where = Say with --out where the backup goes, or with --into in which folder it is laid beside those before it.
backup-no_such_part = There is no part { $part }; write all, desk or dispatch.
backup-home_needed = Say with --home into which new folder it is restored.
backup-made = Backed up to { $path }: { $n } files, { $size }
backup-keep = Write down the head and the manifest's digest elsewhere: they show later whether the backup was exchanged.
backup-gone = Removed, no longer kept: { $path }
backup-good = The backup is good.
backup-of = organisation
backup-at = made at
backup-parts = parts
backup-files = files
backup-entries = ledger entries
backup-head = head
backup-digest = manifest
backup-erased = newest erasure
backup-nothing_erased = none
backup-progress = { $path } { $done } / { $total }

restore-done = Restored into { $home }. Nothing is sent from there.
restore-doubtful = { $n } recipients are in doubt: the original may have sent to them after the backup. Two people settle them; nobody is sent to again by itself.
restore-knows = This backup knows of erasures up to { $at }.
restore-later = Whatever was erased later is here again: an export of the original's ledger (--ledger) names it; what is due stands at once in the registrar's list and in erasure preview, for two people to erase again.
restore-later_dispatch = Whatever it erased later is here again: once it is armed the desk offers it those pairs with its own reports, and it erases again; until it has, the registrar's list says so.
restore-ledger_needs_desk = --ledger is for a backup with the desk in it; a dispatcher that is restored alone is asked by the desk to erase again.
restore-came_back = The ledger shows { $n } erasures since; their numbers are here again, for two people to erase (erasure preview, erasure propose):
restore-none_since = The ledger that was given shows no erasure since the backup.
restore-erased_one = entry { $seq }, { $at }, { $by }: requests { $requests }, { $lists } lists, { $n } rows in all
restore-next-stop = 1. Make sure that the original sender is stopped for good.
restore-next-keys = 2. Lay the key files into keys/ (none is in a backup).
restore-next-start = 3. Start desk and dispatcher: the dispatcher says that it is not armed.
restore-next-rearm = 4. Two people arm it again: the custodian proposes (freeze rearm), the General Department's manager confirms (proposal confirm). From then on it knows its gateways, and the custodian installs their passwords anew.
restore-next-settle = 5. A send that had begun ends by itself; the operator stops one that had not (send stop). Who is in doubt is settled by two after asking the provider (send settle); who got nothing is sent to by two again (send continue).
restore-next-other = The dispatcher's part is restored by its own account; never start a dispatcher without its database on this desk.
restore-site_alone = --site takes no --home and no --ledger: the places are the site's. Hold a ledger's export against the backup by a restore into a folder.
restore-only_site = One backup goes into one --home. Several, and --lost-dispatch and --out, are for --site.
restore-site-title = Restore of the site of { $org } on this host
restore-site-step-prove = the accounts of the parts get a copy of the backups that were judged here, and prove it
restore-site-step-restore = each account restores its part beside its place: the dispatcher's below { $custody }, the desk's below { $desk }
restore-site-step-lay = databases and signed files are laid where the services read them, with owner and mode
restore-site-step-roots = the pinned root keys are laid last: before them no service starts
restore-site-doubt = In doubt after it (what becomes of it, says docs/how-to/back-up-and-restore.md):
restore-site-since = What was done after { $at } is not in these backups; whoever still waited then may have got the message since.
restore-site-older-desk = The desk's part ({ $desk }) is older than the dispatcher's ({ $dispatch }): what was decided in between is to be decided again.
restore-site-older-dispatch = The dispatcher's part ({ $dispatch }) is much older than the desk's ({ $desk }): whoever may have been sent to in between becomes unknown, and what was erased in between is erased again.
restore-site-lost = The dispatcher's part is missing: a new one begins, two people arm it, and of everybody in a send that had not ended the outcome is unknown.
restore-site-bring = In no backup; to be brought (docs/how-to/restore-a-site.md):
restore-site-bring-service = the dispatcher's key: { $custody }/keys
restore-site-bring-login = login keys of people, and the SSH server's key: by the installation's script (--login-keys), which makes a new server key where none is brought
restore-site-bring-people = people's signing keys: /var/lib/sms-people
restore-site-bring-password = the gateway's password and the vault: the custodian makes and fills it anew
restore-site-bring-optouts = the keys of hashed opt-outs, where there are any: { $desk }/desk and { $custody }/dispatch
restore-site-bring-witness = the witness: the one that lies on the other host is used again; never put an old one back
restore-site-bring-notices = the file of the notices and what opens its channels
restore-site-then = This is a plan; nothing was changed. The script: the same command with --out FILE; read it, then run it as root. Where it breaks off, run it again.

problem-backup_nothing = There is no database to back up: { $path }.
    .why = --home is another's, or this part is on PostgreSQL and desk/database or dispatch/database does not name its URL.
    .next = Where accounts are separated each backs up its own with --part; write a PostgreSQL URL into that file (0600), see the page on backups.

problem-backup_no_tool = There is no fitting { $program }: release { $wanted } or newer is needed, and { $found } was found.
    .why = PostgreSQL's own programs write and read its backups; one older than the server does not understand all of it.
    .next = Install the client programs of PostgreSQL { $wanted } (Debian: apt install postgresql-client-{ $wanted }), or name their folder in SMS_CONSOLE_PG_BIN.

problem-backup_tool_failed = { $program } did not succeed: { $error }
    .why = Something is wrong with the database, the role's rights or the dump; nothing of it was kept.
    .next = Mend what it says and try again. The role must be able to read, and for a restore to create, every table.

problem-backup_unreachable = Database { $database } cannot be reached, or refuses: { $error }
    .why = The server is down, the address, role or password is wrong, or the role may not do it.
    .next = Check the file that holds the URL, and try again.

problem-backup_not_owner = { $path } is account { $account }'s, and not yours to back up.
    .why = Opened by another account it would be left with files that lock its owner out.
    .next = As that account: runuser -u { $account } -- sms-console backup --part { $part } --out DIR

problem-backup_unreadable = { $path } cannot be read ({ $error }).
    .why = It is no whole SQLite database, or was locked for too long.
    .next = Try again; if that fails, let doctor look at this host.

problem-backup_target_used = There is something in { $path } already.
    .why = A backup goes into a new or empty folder and covers nothing.
    .next = Take another name, such as one with the date.

problem-backup_unfinished = There is no finished backup in { $path }.
    .why = The manifest is written last; without it the backup was never finished.
    .next = Use another backup, or make one anew.

problem-backup_not_one = The manifest in { $path } is not one of a backup.
    .why = It was changed, or another release made it.
    .next = Do not use it; take another backup.

problem-backup_missing = A file is missing: { $path }.
    .why = The manifest names it, and it is not in the folder.
    .next = This backup cannot be used; take another.

problem-backup_changed = A file is not the one of the manifest: { $path }.
    .why = It changed after the backup: somebody edited it, or the medium is failing.
    .next = This backup cannot be used; take another, and find out why.

problem-backup_stranger = There is a file too many: { $path }.
    .why = The manifest does not name it, or it is no regular file.
    .next = Find out who put it there, take it away and check again.

problem-backup_database = A database is not whole: { $path } ({ $error }).
    .why = Its own structure does not hold.
    .next = This backup cannot be used; take another.

problem-backup_chain = Entry { $seq } of the ledger does not verify ({ $why }).
    .why = The chain is reckoned from the root keys, and every entry must follow from the one before.
    .next = This backup cannot be used; the ledger may have been rewritten: tell the auditor.

problem-backup_head = The head of entry { $seq } in { $path } is not on the ledger's chain: { $head }
    .why = Every head that the dispatcher signed, or that the manifest or a paper names, must lie on the chain.
    .next = This backup cannot be used; learn from this head which entries are missing or other.

problem-restore_database_needed = The part { $part } of this backup comes from PostgreSQL, and no database was named for it.
    .why = It goes into an empty PostgreSQL database alone; its URL may hold a password, so it stands in a file and not on the command line.
    .next = Create an empty database, write its URL (postgresql://…) into a file with mode 0600, and name that with --{ $part }-database FILE.

problem-restore_database_unneeded = Nothing of this backup's part { $part } goes into PostgreSQL.
    .why = That part is a SQLite file, or is not in this backup.
    .next = Leave --{ $part }-database out and try again.

problem-restore_database_used = Database { $database } is not empty.
    .why = A restore goes into an empty database, so that two histories never mix; one that broke off leaves its mark there, too.
    .next = Create a new one and write its URL into the file; drop one whose restore broke off.

problem-restore_server_older = The server is PostgreSQL { $found }, and the backup comes from { $wanted }.
    .why = An older server need not understand a newer one's dump.
    .next = Restore into a server of release { $wanted } or newer.

problem-restore_other_ledger = { $path } does not continue this backup's ledger: entry { $seq }, { $why }.
    .why = It must lead from the root keys through the backup's head and on.
    .next = Give an export of the original's ledger (ledger export), or leave --ledger out.

problem-restore_home_used = There is something in { $path }, so nothing is restored there.
    .why = A restore goes into a new or empty folder, so that two histories never mix.
    .next = Name a new folder with --home.

problem-restore_no_site = There is no separated site on this machine.
    .why = Its parts are put where the site file says, for accounts that are there.
    .next = Run the installation's script first (install script --roster FILE), or restore into a folder with --home.

problem-restore_parts = { $path } is not the backup of one further part (it holds: { $parts }).
    .why = On a separated site each account has a backup of its own: one of the dispatcher, one of the desk.
    .next = Name one folder of each.

problem-restore_desk_missing = There is no backup of the desk's part.
    .why = The ledger lies in it; no other part can stand in for it.
    .next = Name one, even an older one: what is in doubt then is said. Without any, an organisation has to be founded anew.

problem-restore_part_missing = There is no backup of the dispatcher's part.
    .why = It says who was sent to; without it everybody in a send that had not ended is in doubt.
    .next = Name its folder, even of an older one; if it is lost for good, say --lost-dispatch.

problem-restore_part_not_lost = { "--lost-dispatch" } is said, and a backup of the dispatcher's part is named.
    .why = Only one of the two can be meant.
    .next = Leave out one of them.

problem-restore_other_org = { $path } is not of this site: it is of { $org }, or has other root keys.
    .why = Both parts, and the site file of this host ({ $here }), must be of one organisation.
    .next = Name the right backups, or install this host for that organisation first.

problem-restore_newer = The part { $part } was backed up under a newer program: it is of { $needs }, this program is { $program }.
    .why = An older program must not write that database, and would not start on it.
    .next = Install release { $needs } or a newer one on this host, and restore with that.
