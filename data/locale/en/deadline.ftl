### Deadlines: the chase board, extensions, the calendar, and what is late.

chase-decide = decision
chase-accept = paper form, acceptance
chase-revise = to be revised
chase-release = release
chase-extend = extension
chase-untaken = sends not taken in
chase-held = sends that are held
chase-unknown = unknowns to settle
chase-confirm = second signature
chase-authorise_application = application: authorise
chase-approve_application = application: approve
chase-file_application = application: file
chase-revise_application = application: revise
chase-carry_out = application: carry out
chase-confirm_roster = roster: second signer
chase-pledge = pledge
chase-rules = department rules
chase-late = late
chase-nobody = Nobody owes anything.
chase-version = version { $n }
chase-in_place = { $deputy } for { $person }
chase-deputy = { $deputy } dep.
chase-no_one = nobody
chase-does = next, for { $who }: { $next }
chase-opens_it = open it in the to-do list, which says what to do.
chase-what_helps = what helps

remedy-standby = Whoever does it is not at work; { $about } stands by, { $helpers } can wake the post (People, { KEY("people.wake") }).
remedy-deputy = { $about } did not do it; { $helpers } can name a deputy (People, { KEY("people.orders") }).
remedy-lift = { $about } is suspended; the roster signers ({ $helpers }) lift it in a new version, or appoint another.
remedy-appoint = Nobody holds the post; apply for it, or have the roster signers ({ $helpers }) appoint somebody.
remedy-hands = Whoever could ({ $about }) had a hand in it; withdraw it and let another draft, or have { $helpers } appoint one more.
remedy-anew = { $about } signed and is no longer here, so it leads nowhere; return or withdraw it and apply anew.
remedy-alone = Proposed by { $about }; only the approver may confirm, and they cannot now. Propose anew later, or wait for receipts.
remedy-gone = { $about } is no longer here and nobody else can give the reason; two people lift the freeze, and say why.

option-chase_row-text = part of a number, purpose, name or department
cli-column-late = late
cli-column-days_left = working days left

extension-times = times in { $zone }, such as 2026-12-01 09:00
extension-was = window that passed
extension-pick = Which slot gets a new window
extension-done = Extended: { $number }

next-late = Remind them, or name a deputy: open them on { PAGE("all.people") }, { KEY("person.deputise") }; you cannot sign in their place.
    .command = Remind them, or name a deputy (order deputy); you cannot sign in their place.
next-extend = Give it a new window and sign, or let the department withdraw it.

calendar-known = holidays of { $years }
calendar-missing = the public holidays of { $year } are missing: in { $year } only weekends are off, and where hours differ by holiday nothing can be sent
calendar-year = year
calendar-origin = from
calendar-off = days off
calendar-worked = weekend days worked
calendar-source = source
calendar-shipped = the program
calendar-brought = roster version { $version }
calendar-lacks = The public holidays of { $year } are missing: once published, a roster signer proposes them (calendar propose)

ends-days = { $day }, { $n } wdays
ends-days_one = { $day }, 1 wday
ends-today = today { $time }
ends-just_late = just overdue
ends-late_hours = { $n } h overdue
ends-late_hours_one = 1 h overdue
ends-late_days = { $n } days overdue
ends-late_days_one = 1 day overdue
ends-comma = ,{ " " }
ends-day_today = today ({ $name })
ends-day_tomorrow = tomorrow ({ $name })
ends-left = { $n } working days left
ends-left_one = 1 working day left
ends-ends_today = it ends today
ends-none_between = no working day left before it ends
ends-unsure = the public holidays of { $year } are not known: reckoned by weekends alone
ends-proposed_by = proposed by { $person }
ends-goes_to = goes to { $person }
ends-decide_by = decide by
ends-people = people
ends-level = level

day-1 = Monday
day-2 = Tuesday
day-3 = Wednesday
day-4 = Thursday
day-5 = Friday
day-6 = Saturday
day-7 = Sunday

day_short-1 = Mon
day_short-2 = Tue
day_short-3 = Wed
day_short-4 = Thu
day_short-5 = Fri
day_short-6 = Sat
day_short-7 = Sun

post_short-department_manager = dept mgr
post_short-supervising_manager = sup. mgr
post_short-general_manager = gen. mgr
post_short-accept = accept

late-waits = waits for { $who } since { $since }
late-told = due soon; your superior sees it too
late-told_over = overdue; your superior sees it too

refusal-decision_expired = The time to decide ended at { $until }.
    .why = { $clause }: silence is no approval; what was not decided in time expires.
    .next = The drafter submits it again as a new version, and every level decides anew.

refusal-window_still_open = The window is open until { $closes }; it needs no extension.
    .why = { $clause }: within the approved window the operator releases; only after it is a new one given.
    .next = Ask the operator to release it in its window.

refusal-chases_nobody = There is nobody for you to ask.
    .why = { $clause }: the General Department, the auditor and the general manager see all, managers their departments.
    .next = What waits on you is in your todo.

refusal-no_such_debt = Nobody owes "{ $kind }": there is no such kind.
    .why = { $clause }: the board knows the kinds of the regulation alone.
    .next = Choose a kind with { KEY("chase.kind") }.
    .command = See the kinds in chase --help.

# Where there is little room.
day_tomorrow-1 = tomorrow
day_tomorrow-2 = tomorrow
day_tomorrow-3 = tomorrow
day_tomorrow-4 = tomorrow
day_tomorrow-5 = tomorrow
day_tomorrow-6 = tomorrow
day_tomorrow-7 = tomorrow
