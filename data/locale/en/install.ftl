### Separated accounts: the steps of an installation, what may come in over SSH, and where the site is not believed.

install-part-program = The program
install-part-accounts = A. Groups and accounts
install-part-folders = B. Folders
install-part-files = C. Files
install-part-login = D. Login keys
install-part-organisation = E. The founded organisation (once, never overwritten)
install-part-services = F. Services
install-step-program = the program is installed in { $python } (before; the script only looks)
install-step-group = group { $name }
install-step-account = account { $name }, number { $uid }, no password, home { $home }, shell { $login }, in { $groups }
install-step-folder = folder { $path }, { $owner }:{ $group }, { $mode }
install-step-file = file { $path }, { $owner }:{ $group }, { $mode }: { $what }
install-step-copy = copy { $source } to { $path }, { $owner }:{ $group }, { $mode }
install-step-hostkey = the SSH server's own key { $path }, made there
install-step-only = in { $folder } only keys of { $accounts }; other accounts of { $group } are shut and their sessions ended
install-step-services = services { $units }: known to systemd, and started
install-file-site = where things are; every console reads it first
install-file-hosts = the addresses of the gateways' hosts, by which custody's program connects
install-file-enter = the one program that a login starts
install-file-sshd = the site's own SSH server
install-file-revoked = login keys that open nothing any more; empty at first
install-file-notices = the channels of the notices, and who is told; empty at first
install-file-tmpfiles = the sockets' folders, made at each boot
install-file-sysctl = the kernel: no process looks into another
install-file-unit = a service
install-file-login = login key, root's: the account cannot change it
install-any_number = as the system chooses
install-then = This is a plan; nothing was changed. The script: install script --out FILE; read it, then run it as root.
install-piped = The script went to standard output: keep it as a file, read it, then run that as root: sh FILE
install-written = The script is { $file }: read it, then as root: sh { $file }
install-host_name = Gateway { $gateway } is named by the host { $host }, which is { $addresses } now: custody's program may reach that, and finds it in a file of hosts of its own. Where the provider moves, run the script again.
install-host_unknown = Gateway { $gateway } is named by the host { $host }, for which no address was found: custody's program cannot reach it. Mend the name or write the IP address in the gateway file, and run this again.
install-no_login_key = { $person } has no login key ({ $person }.pub in --login-keys), so { $account } cannot sign in yet
install-no_witness = No folder for the witness is named (--witness DIR, on another disk or host): if the whole host is put back, nobody notices, and messages are sent twice.
install-backups = A timer backs up both parts to { $folder } every night. Copy that folder off this host, as often as it changes; the page on backups says what is kept.
install-no_backups = No folder for backups is named (--backups DIR): nothing is backed up by itself.
install-not_root = Not root: some of it cannot be seen and counts as different.
install-fault-missing = missing
install-fault-differs = its bytes differ
install-fault-differs_line = line { $line } differs, here ≠ as planned: { $unlike }
install-right = All { $steps } steps are as planned.
install-wrong = { $n } of { $steps } steps differ.
install-upgrade-title = From { $before } to { $after }
install-upgrade-backup = both databases are backed up and the backup is proved, in { $backups }, while all goes on
install-upgrade-stop = the desk stops, then the dispatcher
install-upgrade-turn = { $link } is turned to { $program }; the program before stays beside it
install-upgrade-desk = the desk starts and brings its database up to date
install-upgrade-custody = the dispatcher starts and brings its database up to date, last
install-upgrade-others = what else runs of the console starts again
install-upgrade-status = it is said how it is
install-upgrade-vault = The dispatcher's stop closes the vault: tell the custodian beforehand that they have to type the phrase. Until then nothing is sent.
install-upgrade-then = This is a plan; nothing was changed. The script: install upgrade --out FILE; read it, then run it as root. Where it breaks off, run it again.

problem-upgrade_solo = There is no separated site on this machine.
    .why = An upgrade exchanges the program under services with accounts of their own.
    .next = Elsewhere end the console, install the new program, and start it: it brings the databases up to date.

problem-upgrade_place = This program ({ $program }) is not installed beside the one in use ({ $link }).
    .why = Each program has a folder of its own, so that the one before stays.
    .next = Unpack the bundle of the release, run its install.sh, and begin from the program that it names.

problem-upgrade_older = This program ({ $after }) is older than the one in use ({ $before }).
    .why = An older program does not read a newer database.
    .next = To go back, restore the backup that was made before the upgrade.

problem-upgrade_same = { $after } is already in use.
    .why = The link leads to this very program.
    .next = There is nothing to do. For another one unpack its bundle and begin from the program that its install.sh names.

refusal-entry_command = This cannot be run: { $command }
    .why = { $clause }: the account serves the SMS platform alone; a session has the console's own commands and no other program.
    .next = Without a command the screens open; for the commands see sms-console --help.

refusal-entry_option = { $option } is not for a session over SSH.
    .why = { $clause }: the account says who calls and the administrator where the desk is; a passphrase comes by standard input (--passphrase-fd 0).
    .next = Leave the option out.

problem-install_unsigned = The organisation in { $folder } is not founded: { $why }
    .why = The desk believes a roster that is signed in full; installed before, it would not start, and is not overwritten later.
    .next = Have it signed (org sign) until org check says so, then install; for accounts alone use --roster.

problem-install_fence = The gateway files cannot be read: { $folder } ({ $error })
    .why = Custody's program may reach these gateways alone; without them the limit would be dropped.
    .next = Run it as root, or add --org.

problem-bad_site = The site file cannot be believed: { $path } ({ $what })
    .why = It says which desk is asked and where keys are, so root alone may be able to change it or a folder above it.
    .next = Ask the system administrator to check the installation and correct what they find.
    .command = Ask the system administrator to run sms-console install check and correct what it finds.

problem-loose_file = File { $path } has the wrong mode or owner ({ $mode }).
    .why = Others could read numbers, or put other rules in its place.
    .next = The administrator gives it back to its account and takes away the rights of group and others.
    .command = Give it back to its account and take away the rights of group and others; see install check.

problem-loose_parent = Folder { $parent } above { $path } can be changed by others.
    .why = Who can change a folder can put another thing in place of everything below it.
    .next = chmod go-w it, and let root own it.

problem-install_name = This name or path cannot be used: { $name }
    .why = Account names are small letters, digits, _ and - (at most 32); paths letters, digits and . _ - /.
    .next = Choose another name, prefix or folder.

problem-install_ports = Port { $ports } is named twice.
    .why = Console, drop box and outbox each have a port of their own, which does one thing.
    .next = Name a different port for each.

problem-install_solo = This roster is a solo one; it separates nobody.
    .why = One account plays everyone, so there is nothing to separate.
    .next = Found the organisation from a plan with solo = false.
