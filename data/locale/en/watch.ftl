### Unusual sends: what differs in a request or a send from what its department did before (R7).

state-watch-open = open
state-watch-acknowledged = looked

watch_what-volume = volume
watch_what-split = split
watch_what-early = early
watch_what-late = late
watch_what-strangers = unlike list
watch_what-runs = runs
watch_what-failures = failures
watch_what-refusals = opt-outs
watch_what-complaints = complaints

watch-case_volume = { $n } recipients, { $times } times the department's largest send in { $days } days ({ $about }, { $usual })
watch-case_split = { $of } requests within { $days } days have a text or file in common, { $n } recipients together, like one list split; the most before was { $usual }
watch-case_split_first = { $of } requests within { $days } days have a text or file in common, { $n } recipients together, like one list split
watch-case_early = The window begins at { $n }; the department's earliest in { $days } days was { $usual }
watch-case_late = The window ends at { $n }; the department's latest in { $days } days was { $usual }
watch-case_strangers_none = Hardly any of the { $of } numbers was written to by the department in { $days } days
watch-case_strangers = Only about { $percent } of the list are numbers that the department wrote to in { $days } days (about { $n } of { $of })
watch-case_runs = { $n } consecutive numbers ({ $of } runs, the longest { $usual }): they look generated, check the source
watch-case_failures = { $n } failed of { $of } submitted, { $percent }; the department's own in { $days } days: { $usual }
watch-case_failures_first = { $n } failed of { $of } submitted, { $percent }; nothing before to compare with
watch-case_refusals = { $n } opted out by reply of { $of } submitted, { $percent }; the department's own in { $days } days: { $usual }
watch-case_refusals_first = { $n } opted out by reply of { $of } submitted, { $percent }; nothing before to compare with
watch-case_complaints = { $n } complaints for { $of } submitted, { $percent }; the department's own in { $days } days: { $usual }
watch-case_complaints_first = { $n } complaints for { $of } submitted, { $percent }; nothing before to compare with
watch-no_past = The department sent nothing in { $days } days: there is nothing to compare with
watch-nothing = Nothing unusual against the department's sends of { $days } days

watch-compared = Against before
watch-state = state
watch-form = request
watch-department = department
watch-kinds = unusual
watch-cases = what is unusual
watch-found = found
watch-purpose = purpose
watch-who = whose turn
watch-acknowledged = looked at
watch-acknowledged_by = looked at by
watch-looked = what was looked at
watch-follows = what follows
watch-done = noted

command_line-watch = Unusual sends: requests and sends unlike what their department did before.
command-watch_list = Unusual sends, newest first.
command-watch_show = One unusual send: what is unusual, who looked at it, what follows.
option-watch-state = open, acknowledged
option-watch-department = one department alone
option-watch-what = one kind alone: volume, split, early, late, strangers, runs, failures, refusals, complaints
option-watch-text = part of form number or purpose
cli-no_watch = No unusual send.

todo-watch = look at a send
todo-watch_told = unusual send of yours
chase-watch = unusual send to see
next-watch = Open it, look at request, list and results, and note with { KEY("watched.acknowledge") } what was looked at and what follows.
    .command = Look at request, list and results, and note what was looked at and what follows (watch acknowledge).

next-watch_told = The General Department looks at it; look at request, list and results yourself. The row goes once they have.

ledger-watch-found = unusual send found
ledger-watch-acknowledged = unusual send looked at

help-watch-title = Unusual sends
help-watch-body = Requests whose volume, hours, list or runs of numbers differ from what the department did before, and sends with many failures, opt-outs or complaints. { KEY("watch.state") } by state, { KEY("watch.kind") } by kind, { KEY("watch.open") } opens. The limits stand in the policy pack ([watch]).
help-watch-columns = state: to be looked at, or done [R7]
    request: the request [R3]
    department: whose it is [R7]
    unusual: what is unusual about it [R7]
help-watched-title = One unusual send
help-watched-body = { KEY("watched.acknowledge") } notes what was looked at and what follows, but not by who had a hand in the request. { KEY("watched.request") } opens the request.

list-watch-empty = No unusual send.
    Here stand requests unlike those that the department made before, and sends
    with many failures, opt-outs or complaints. The desk looks once a
    minute; the General Department notes what was looked at and what follows.
filter-watch = Words of form number or purpose, then Enter.

refusal-watch_not_yours = Unusual sends are not yours to acknowledge.
    .why = { $clause }: registrar, manager or supervising manager of the General Department look at them and note the result.
    .next = Ask one of them.

refusal-watch_own = You had a hand in this request, so you do not acknowledge it.
    .why = { $clause }: who supervises is not who did it.
    .next = Another of the General Department looks at it.

refusal-watch_acknowledged = Somebody looked at this already.
    .why = { $clause }: noted words stay; anything new opens it again.
    .next = Nothing is to be done.

problem-no_such_watch = Nothing unusual is noted about this request.
    .why = The number may be wrong, or nothing was found.
    .next = See { PAGE("all.sends") }, { KEY("sends.watch") }.
    .command = See watch list.
