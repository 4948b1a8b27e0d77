### What can fail through no rule: connections, files, keys, installations.

problem-texts_unread = { $n } lines are no text, and are answered as not to be sent (lines { $lines }).
    .why = Each line has to be one JSON string in UTF-8.
    .next = Mend these lines and check them again; the others have their answers.

problem-no_word_files = { $path } holds no word lists.
    .why = They are TOML files in a folder named { $kind }.
    .next = Check the folder, or leave --files out.

problem-desk_gone = The desk cannot be reached.
    .why = It is not running, or the installation named is not its own.
    .next = Ask the system administrator to start the desk, then try again; a demo is left and opened anew.
    .command = For a demo: sms-console demo; elsewhere ask the system administrator to start the desk, then try again.

problem-no_installation = There is no SMS console in { $home }.
    .why = Neither --home nor SMS_CONSOLE_HOME names an installation.
    .next = To try it: sms-console demo. To open one that is there, name its folder with --home.

problem-answer_lost = The act was sent and no answer came ({ $call }).
    .why = The line broke before the answer: it may have taken effect, or not.
    .next = Look at how things stand first; repeat it only if it did not take effect.
    .command = Look first (request show, send show); repeat it only if it did not take effect.

problem-lock_not_counted = That is not your passphrase; it is not counted yet.
    .why = The console is locked: keys pressed by somebody who did not see the lock are no wrong passphrase.
    .next = Type the passphrase of your own key to go on.

problem-desk_slow = The desk did not answer in time ({ $call }).
    .why = It is busy, or its host is slow.
    .next = Try again in a moment.

problem-database_gone = The database cannot be reached.
    .why = Its server is stopped, restarts, or cannot be reached; an act that was being written may have taken effect, or not.
    .next = It goes on by itself once the server is back, without a restart. Look at how things stand then, and repeat only what did not take effect; if it lasts, tell the system administrator.

problem-disk_full = The disk is full.
    .why = There is no room left on the disk of the desk's database, or on the one where a file was to go; what had no room was not written.
    .next = Ask the system administrator to make room, or choose another folder for a file; then do it again.

problem-bad_answer = The desk's answer is not of the expected kind ({ $call }).
    .why = Console and desk are of different releases.
    .next = Ask the system administrator to bring them to one release.

problem-list_endless = The desk tells no end of this list.
    .why = A page that was read came again, as a desk in order never tells it.
    .next = Nothing was made of it. Report it to the system administrator.

problem-wire_version = Console ({ $console }) and desk ({ $desk }) speak different versions.
    .why = Their interfaces are of different versions.
    .next = Ask the system administrator to bring them to one release.

problem-too_large = It is too large for one frame ({ $call }).
    .why = One exchange is 1 MiB at most.
    .next = Shorten the content and try again.
    .command = Ask for less at a time (--limit), or shorten the content.

problem-not_supported = The desk cannot do this ({ $call }).
    .why = It is older than this console.
    .next = Ask the system administrator to update the desk.

problem-unexpected = The desk failed unexpectedly; report { $report }.
    .why = It is the program's fault; nothing of the act took effect.
    .next = Give the report's number to the system administrator; the desk's log has the rest.

problem-internal = The console failed ({ $error }); report { $report }.
    .why = It is the program's fault.
    .next = Details are in { $file }; look how things stand before doing it again.

problem-bad_chunk = A chunk of numbers or findings is malformed.
    .why = It was damaged on the way, or this program did not send it.
    .next = Import the list again.

problem-bad_head = The head is not one of this ledger.
    .why = It is mistyped, badly signed, or of another ledger.
    .next = Compare it with the printed one and type it again.

problem-bad_report = The dispatcher's report cannot be trusted.
    .why = Its signature is not good, or it is about another release.
    .next = Ask the custodian and the administrator to look at the dispatcher.

problem-one_simulator = The simulator of this machine speaks one protocol, and the roster has gateways of several: { $names }.
    .why = Opening the console starts one simulator; no file is damaged.
    .next = Keep one protocol and retire the others, or found another organisation to practise with.
    .command = Retire the others (gateway drop), or found another organisation to practise with (--home).

problem-bad_installation = The installation cannot be read: { $what }
    .why = A file is missing or damaged.
    .next = The administrator checks the installation; restore the file from a backup if need be.
    .command = Check --home; restore the file from a backup if need be.

problem-bad_settings = The settings cannot be read: { $what }
    .why = The file or an option holds something unknown.
    .next = Correct it; the reference page lists what may be set.

problem-unknown_theme = There is no theme called { $theme }.
    .why = Known: { $known }.
    .next = Choose one of them, or leave --theme out and let the terminal decide.

problem-loose_folder = Folder { $path } is open to others ({ $mode }).
    .why = Others could put a false socket in it.
    .next = chmod 700 it, and make sure this account owns it.

problem-socket_path = The socket's path is too long ({ $bytes } bytes): { $path }
    .why = The system allows 107 bytes.
    .next = Use a shorter --home.

problem-launch_busy = Another console is starting or stopping the processes.
    .why = Only one does so at a time.
    .next = Try again in a moment.

problem-process_failed = { $process } did not come up ({ $why }): { $tail }
    .why = It ended by itself, or did not answer in time.
    .next = Read its log in the log folder.

problem-no_roster = The desk has no roster.
    .why = The installation is not complete.
    .next = Ask the system administrator to bring in the roster files.

problem-rule_file_missing = The desk does not have the file that the roster names: { $rule_file } { $name } ({ $digest }).
    .why = Everything is judged by the very file that the roster names.
    .next = Ask the system administrator to put it into the installation (policy.toml, screening.toml, policies/, gateways/, calendars/) and start the desk again.

problem-no_gateway_file = The file of gateway { $gateway } is not here.
    .why = The roster in force does not name this gateway, or its file was taken away.
    .next = For a new gateway two roster signers sign its file first; a wrong id is mended; a file that was taken away is put back by the administrator.

problem-no_such_attachment = There is no such attachment; the request has { $n }.
    .why = Attachments are counted in the order of the request.
    .next = See request show.

problem-no_such_request = There is no request { $request }.
    .why = The number is wrong, or the draft was dropped.
    .next = Look on { PAGE("all.requests") }.
    .command = See request list.

problem-no_such_number = Nothing has the number { $number }.
    .why = No request, application, loss case or complaint has it; a draft has none until it is submitted.
    .next = Write it as on the form or in the list, such as 2026-业务部-0001 or 2026-L001; look on { PAGE("all.requests") } or { PAGE("all.contacts") }.
    .command = Write it as on the form or in the list, such as 2026-业务部-0001 or 2026-L001; see request list.

problem-number_of_another = { $number } is { $what }, and this is about { $wanted }.
    .why = Each kind of form has numbers of its own.
    .next = Write a number such as { $example }.

problem-no_such_slot = There is no slot { $slot }.
    .why = The request does not have it.
    .next = Open the request to see its slots.
    .command = See request show.

problem-no_such_list = There is no list { $list }.
    .why = The number is wrong, or its import never finished.
    .next = Look on { PAGE("all.contacts") }.
    .command = See contacts list.

problem-no_such_entry = The ledger has no entry { $seq }.
    .why = The number is beyond its end.
    .next = Look on { PAGE("all.ledger") }.
    .command = See ledger list.

problem-not_submitted = Request { $request } was not submitted yet.
    .why = Without signatures there is no evidence.
    .next = Submit it first.

problem-not_released = Slot { $slot } is not released.
    .why = Without a release there is no evidence of one.
    .next = Take it after the release, or take the evidence of the approvals alone.
    .command = Leave --slot out to get the evidence of the approvals.

problem-passphrase_in_text = Your passphrase stands in the text.
    .why = Nothing was signed. It was typed into a field above, and would stay in the ledger for ever.
    .next = Press { KEY("all.back") } and fill it in again without the passphrase; change it if somebody saw it.

problem-clocks_differ = The act is dated { $at }, and this machine's clock says { $here }: { $apart } apart.
    .why = Nothing was signed. A signature is dated now, and this machine's clock says when that is, not the desk's.
    .next = Set whichever clock is wrong, then sign again; if both are right, stop and tell the administrator and the auditor.

problem-prepared_too_long_ago = This was prepared at { $at }, more than { $days } days ago (this machine's clock: { $here }).
    .why = Nothing was signed. What is signed elsewhere must be brought in within { $days } days.
    .next = Have it prepared anew, read it, and sign that.
    .command = Ask for it to be prepared anew (statement prepare), read it, and sign that.

problem-roster_not_seen = The act was prepared under roster version { $version }; the one that you were shown is { $seen }.
    .why = Nothing was signed. With another roster people may have other rights; and none older than yours is signed.
    .next = Open it again and look before you sign; if it is an older one again, stop and tell the administrator and the auditor.

problem-prepared_differs = The desk prepared something other than what you decided ({ $fields }).
    .why = Nothing was signed. The desk is wrong, or somebody has tampered with it.
    .next = Open it again; if it happens twice, stop and tell the administrator and the auditor.

problem-prepared_unreadable = What would be signed cannot be read.
    .why = Nothing was signed: nobody signs what cannot be read.
    .next = Ask the system administrator to compare the versions.

problem-import_cancelled = The import was cancelled.
    .why = You stopped it; the desk kept no number.
    .next = Import again when you want to.

problem-key_missing = There is no key file { $path }.
    .why = It is not there, or it is a link.
    .next = Name your key file with --key.

problem-key_loose_mode = Key file { $path } is open to others.
    .why = A key that others can read must not sign.
    .next = chmod 600 it; if it may have leaked, report it lost and replace it.

problem-key_not_a_key = { $path } is no OpenSSH private key of Ed25519.
    .why = Its format is another, or it has no passphrase.
    .next = Make one with ssh-keygen -t ed25519 -a 64 and have it listed in the roster.

problem-key_weak_kdf = Key file { $path } is protected too weakly.
    .why = Under 64 rounds, a thief guesses the passphrase cheaply.
    .next = ssh-keygen -p -a 64 -f KEYFILE.

problem-key_wrong_passphrase = The passphrase is wrong ({ $path }).
    .why = The key did not open; nothing was signed.
    .next = Try again; a forgotten passphrase means a new key.

problem-key_wrong_passphrase_left = The passphrase is wrong ({ $path }). Tries left: { $left }.
    .why = The key did not open; nothing was signed. After five wrong ones in a row nothing you sign is taken (R12).
    .next = Look and try again; do not guess: a forgotten passphrase means a new key.

problem-key_wrong_passphrase_locked = The passphrase is wrong ({ $path }), five times in a row: nothing you sign is taken now.
    .why = R12: a key has one holder; when somebody guesses, it stops.
    .next = Ask your department manager or the General Department: on { PAGE("all.people") }, your line, { KEY("people.unlock") }.
    .command = Ask your department manager or the General Department (order unlock).

problem-key_unnamed = No key to sign with was named.
    .why = Outside a demo everyone keeps their own key.
    .next = Add --key FILE, or set SMS_CONSOLE_KEY.

problem-not_a_demo = { $home } holds something else: no demo made it.
    .why = A demo empties its own folder when it is made anew, and nobody else's.
    .next = Name a folder that is not there yet with --home; to open what is there, use open.

problem-key_nobodys = Key { $path } belongs to nobody in the roster.
    .why = The roster names everyone's public key; a newcomer's counts once a version with it is published.
    .next = Check --key and SMS_CONSOLE_KEY; without a key the screens open too, --as says who you are.

problem-key_of_another = Key { $path } is { $owner }'s and not { $named }'s.
    .why = Everyone signs with their own key.
    .next = Choose yourself, or use your own key.
    .command = Change --as or --key.

problem-passphrase_needed = There is no terminal to ask for the passphrase.
    .why = It is read from the terminal or from a descriptor, nowhere else.
    .next = Use --passphrase-fd N.

problem-new_phrase_needed = There is no terminal to show the new phrase on.
    .why = Printed only afterwards, it would be lost with an answer that is lost, and the vault could never be opened.
    .next = Change it at a terminal, or keep a new phrase first and give it with --new-fd N.

problem-usage = The command is not understood: { $message }
    .why = Something is missing or unknown.
    .next = See { $command } --help.

problem-output_unwritable = The output cannot be written: { $error }
    .why = The disk is full, or what takes the output failed.
    .next = Write it elsewhere; what was carried out stays carried out.

problem-file_unreadable = File { $path } cannot be read: { $error }
    .why = It is missing, not permitted, or too large.
    .next = Check path and permission.

problem-file_exists = File { $path } exists already.
    .why = Existing files are not overwritten.
    .next = Choose another name, or move it away.

problem-file_unwritable = File { $path } cannot be written: { $error }
    .why = It is not permitted, the disk is full, or there is no such folder.
    .next = Try another folder.
    .command = Try another folder, or write to standard output with --out -.

problem-no_outbox = There is no outbox here.
    .why = Accounts are not separated, or you have none: files go into the folder that you name.
    .next = Name a folder for what you export.
    .command = Name a file or folder with --out.

problem-outbox_name = The file name { $name } cannot be used.
    .why = A name in the outbox has no folder and no control character, at least one letter or digit, and at most 200 octets.
    .next = Choose another plain file name.

problem-outbox_full = { $name } does not fit into your outbox: the disk is full, or your quota.
    .why = Nothing was written, and what was there is there still: files { $n }, octets { $size }.
    .next = Fetch your files, erase on the command line what you need no more from your outbox, and do it again; if that does not help, ask the system administrator about the disk.
    .command = Fetch your files, erase what you need no more with sms-console outbox remove, and do it again; or write to standard output with --out -.

problem-outbox_missing = There is no file { $name } in your outbox.
    .why = You see your own outbox alone; the file was erased, or is called otherwise.
    .next = Look at the names in your outbox.
    .command = See the names with sms-console outbox list.

problem-outbox_gone = The outbox { $path } cannot be opened: { $error }
    .why = The folder is missing, is no folder, or is not yours.
    .next = Ask the system administrator to run the installation script again.

problem-workbook_full = The workbook has no room for every row.
    .why = A sheet of an XLSX file holds { $most } rows below its head.
    .next = Narrow the list with its options, and write it in parts.

problem-output_terminal = A file is not written to a terminal.
    .why = It may hold characters that act on a terminal, or be no text at all.
    .next = Put > FILE behind it, or pipe it into another program.

problem-draft_unreadable = The draft cannot be understood: { $error }
    .why = It must be TOML or JSON with the form's own field names.
    .next = Take request new --example as the pattern.

problem-bad_roots = The roots file cannot be understood: { $error }
    .why = It must be JSON with org, keys and threshold.
    .next = Use the roots.json that the organisation publishes.

problem-export_failed = File { $name } cannot be written.
    .why = Its name holds a folder, it exists already, or it is not permitted.
    .next = Choose another plain file name.

problem-paper_differs = What the desk gave is not the attachment that the request names; it was not saved.
    .why = The checksum of the content is not { $sha256 }.
    .next = Do not approve on it; tell the General Department, and compare the paper archive.

problem-paper_elsewhere = Attachment { $name } does not lie in the draft's folder.
    .why = A draft may come from somebody else; it takes along files of its own folder only, by no absolute path and no "..".
    .next = Put the file beside the draft and write its name, or name it with --attachments.

problem-paper_unreadable = Paper { $name } cannot be read.
    .why = It is missing or not permitted.
    .next = Check the path.

problem-paper_too_large = The paper { $name } is empty, or larger than { $most } MB.
    .why = Attachments are kept with requests, evidence and quarters, so they must not be too large.
    .next = Use a smaller scan.

problem-not_numbers = Not everything typed is a number.
    .why = Numbers are ASCII digits.
    .next = Type 11 digits each, apart by spaces or commas.

problem-process_stuck = { $process } (process { $pid }) does not end.
    .why = The system did not carry out the order to end it.
    .next = Ask the system administrator to look at the host.

problem-storage = The database failed.
    .why = The storage reported a problem.
    .next = Ask the system administrator to read the log.

problem-storage-url = The database's address is not understood.
    .why = It must be an SQLite file or PostgreSQL.
    .next = Correct the start options.

problem-storage-loose_mode = Database file { $path } is open to others ({ $mode }).
    .why = Others could read or replace it.
    .next = chmod 600 the file and 700 its folder.

problem-storage-journal = The database did not change to journal mode { $wanted }.
    .why = Another program holds it open.
    .next = End that program and start again.

problem-storage-newer = The database was upgraded by a newer program: it is of { $needs }, this program is { $program }.
    .why = An older program must not write it (revision { $revision }).
    .next = Start release { $needs } or a newer one. To go back to this program, restore the backup that was made before the upgrade.

problem-storage-unfinished = A restore into this database did not come to its end.
    .why = Whoever waits in it is not in doubt yet; started from it, a sender could send twice.
    .next = Drop the database, create an empty one, and restore again.

problem-storage-migration = After its upgrade the database is not as it must be.
    .why = A trigger, table or row is not what the program needs.
    .next = Do not go on; restore a backup and report it.

problem-ledger-refused = The ledger does not take the entry.
    .why = It does not follow, or is malformed.
    .next = Ask the system administrator to read the log.

problem-ledger-no_genesis = The ledger has no beginning yet.
    .why = The installation is not complete.
    .next = Ask the system administrator to complete it.

problem-ledger-number = A ledger entry must not hold a mobile number.
    .why = The ledger is kept for ever and names no number.
    .next = Take the number out of your words and try again.

problem-ledger-bad_head = That is no ledger head.
    .why = It is a number, a colon, and 64 hexadecimal digits.
    .next = Copy it again from the paper.
