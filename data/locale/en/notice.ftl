### What people are told outside: fixed sentences, filled with counts, moments and words of the catalogue alone.

notice-product = [SMS console { $host }]{" "}
notice-subject_new = { $n } items wait for you
notice-subject_again = again: { $n } items wait for you
notice-subject_higher = overdue, and now brought to you: { $n } items
notice-subject_urgent = sending stands still, please act at once: { $n } items
notice-as = Yours as: { $posts }
notice-line = { $due ->
    [none] { $kind }: { $n }, the oldest since { $since }
   *[other] { $kind }: { $n }, the oldest since { $since }, due { $due }
}
notice-more = and { $n } more
notice-login = { $login ->
    [none] Please sign in to the SMS console.
   *[other] Please sign in: { $login }
}
notice-end = { $number }, { $at }
notice_kind-desk_gone = the desk does not answer
notice_kind-test = trial notice

notice-number = number
notice-at = time
notice-person = to
notice-level = why
notice-about = about
notice-channel = channel
notice-answer = answer
notice-tries = tries
notice-told = last change
notice-counted = { $kind } { $n }
notice-none = No notice has gone out.
notice_level-new = new
notice_level-again = again
notice_level-higher = overdue
notice_level-urgent = urgent
state-notice-waiting = waiting
state-notice-sent = sent
state-notice-failed = failed
state-notice-no_way = no channel
notice_code-slow = no answer in time
notice_code-tls = certificate or TLS refused
notice_code-unreachable = cannot be reached
notice_code-unreadable = certificate file unreadable
notice_code-redirect = redirected elsewhere
notice_code-http = HTTP { $n }
notice_code-robot = the robot answers { $n }
notice_code-answer = an answer that says nothing
notice_code-smtp = the mail relay answers { $n }
notice_code-no_starttls = the mail relay offers no TLS
notice_code-no_secret = no key kept
notice_code-secret_form = a key of the wrong form
notice_code-no_program = the program does not start
notice_code-exit = the program ended with { $n }
notice_code-no_channel = the channel was removed
notice-checked = { $channels } channels, { $people } people.
notice-lacks = Channel { $channel } lacks its { $secret }; nothing goes by it until that is kept.
notice-secret_prompt = { $secret } of channel { $channel } (not shown):{" "}
notice-secret_kept = The { $secret } of channel { $channel } is kept.
notice-tried = { $state ->
    [sent] Channel { $channel }: sent.
    [later] Channel { $channel }: not sent this time ({ $answer }); real notices are tried again.
   *[other] Channel { $channel }: not sent ({ $answer }).
}

command-notice_list = Notices that went outside: to whom, about what, by which channel and with what result, newest first.
option-notice-state = only one state: waiting, sent, failed, no_way
option-notice-text = person, kind, channel
command_line-notices = Notices outside: what went, judge the channels, keep their keys, try one.

help-notices-title = Notices outside
help-notices-body = What went by mail, robots and other channels, newest first. A notice says kinds, counts and times, never a number, a text, a title or a name. { KEY("notices.state") } by state, { KEY("notices.open") } shows all of one.
help-notices-columns = number: the notice's number, which it says itself [R8]
    time: when it was made [R8]
    to: whom it is for [R8]
    about: how many of each kind [R8]
    channel: the one that was tried last [R8]
    state: waiting, sent, failed, no channel [R8]
list-notices-empty = No notice has gone out.
    What goes to you by mail or a robot is listed here, once the administrator has entered channels and people.
filter-notices = Type a person or channel, Enter filters.

refusal-notices_only = The program that tells people may only ask what is open, and report what it told.
    .why = { $clause }: whoever is not in the roster does nothing here.
    .next = Somebody of the roster signs in with their own account.
refusal-notices_elsewhere = Another program tells people already.
    .why = { $clause }: with two of them everything would be told twice.
    .next = Stop one; two minutes later the other one goes on by itself.

problem-notices_file = The file of notices { $path } is wrong: { $key } { $what ->
    [label] may have letters, digits, dots and dashes alone, and must be there
    [hours] must look like 08:30-17:30
    [timers] must be 10 ≤ wait ≤ interval ≤ repeat, and escalate no less than interval
    [no_channel] names no channel of the file
    [address] is no address: a URL must be https, mail one plain address
    [kind] names no kind of duty
    [no_person] names nobody of the file
    [port] is no port
    [plain_login] must not log in without TLS
    [program] must be a program's absolute path
    [collector] must be journald, unix:///PATH, or udp://, tcp://, tls:// with host and port
    [utf8] is not UTF-8
   *[other] { $what }
}
    .why = A file with one fault is not taken, so that no notice goes to an unknown place; what was in force stays.
    .next = The administrator corrects it and checks it again; the program reads the new file by itself.
problem-notices_secrets = The file of keys { $path } cannot be used: { $error }
    .why = Only the account of the notices may read keys; the file must be 0600.
    .next = The administrator looks at its owner and mode, or keeps the keys anew.
problem-notices_secret_form = The key of channel { $channel } has a wrong form.
    .why = A key is up to 1,024 visible ASCII characters.
    .next = Copy it again from the provider, without blanks and line breaks.
problem-notices_no_secret = Channel { $channel } has no such key; it may have: { $names }
    .why = Robots have key and signing, a webhook signing, mail password.
    .next = Keep one of those.
problem-notices_no_channel = The file has no channel { $channel }; it has: { $known }
    .why = Channels stand in notices.toml as [channels.NAME].
    .next = Look at the name, or add the channel to the file.
