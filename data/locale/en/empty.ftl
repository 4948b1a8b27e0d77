### What an empty list says to each post: what will come here, and what to do first.

list-unfit = Nothing fits.
    Try another filter; { KEY("all.back") } or Ctrl+U takes the text away.
list-not_here = What you opened is no longer in this list; somebody may have settled it.
list-unfit_pick = Nothing fits; Ctrl+U clears what was typed.

empty-todo-none = Nothing waits for you.
empty-todo-drafter = Drafter: import a list first ({ KEY("all.contacts") }, { KEY("contacts.import") }), then draft a request ({ KEY("all.requests") }, { KEY("requests.new") });
    what comes back, and a pledge that ends, appear here.
empty-todo-operator = Operator: what is cleared waits here for your release;
    { KEY("all.sends") } shows what runs, { KEY("all.contacts") } and { KEY("contacts.optouts") } record opt-outs.
empty-todo-department_manager = Department manager: requests wait here for your decision. First sign
    your department's rules (R0; { KEY("all.people") }, { KEY("people.department_rules") }), apply for people ({ KEY("all.people") }, { KEY("people.applications") });
    going away, name a deputy ({ KEY("todo.delegate") }).
empty-todo-supervising_manager = Supervising manager: promotions and applications come here after the
    department manager; so does what is late below you.
empty-todo-general_manager = General manager: promotions come here after the supervising manager;
    { KEY("all.people") } and { KEY("people.chase") } show who owes what.
empty-todo-registrar = Registrar: approved requests wait here for their paper, applications for
    filing; { KEY("all.people") } and { KEY("people.chase") } chase; without people, begin with applications ({ KEY("all.people") }, { KEY("people.applications") }).
empty-todo-custodian = Custodian: passwords, logins and losses are on { KEY("all.credentials") };
    you neither draft nor approve nor release (R12).
empty-todo-roster_signer = Roster signer: filed applications, and versions that the other signed,
    wait here; { KEY("all.people") } and { KEY("people.rosters") } show when the roster ends, { KEY("rosters.new") } draws up a version.
empty-todo-auditor = Auditor: reads all and does nothing. Requests { KEY("all.requests") }, sends { KEY("all.sends") },
    who owes what { KEY("all.people") } and { KEY("people.chase") }, the ledger { KEY("all.ledger") } (there { KEY("ledger.verify") } verifies it).
empty-todo-administrator = Administrator: no business of yours; sms-console doctor says whether
    this place is fit.
empty-requests-none = No requests yet.
empty-requests-drafter = Press { KEY("requests.new") }; importing a list first ({ KEY("all.contacts") }, { KEY("contacts.import") }) helps.
empty-requests-other = They appear once a drafter submits; without one, apply for one ({ KEY("all.people") }, { KEY("people.applications") }).
empty-approvals-none = Nothing waits for your decision.
empty-approvals-department_manager = Nearest deadline first; going away, name a deputy ({ KEY("approvals.delegate") }).
empty-approvals-supervising_manager = They come after the department manager; going away, name a deputy ({ KEY("approvals.delegate") }).
empty-approvals-general_manager = They come after the supervising manager; going away, name a deputy ({ KEY("approvals.delegate") }).
empty-approvals-registrar = What every level approved waits here for its paper; check it and accept.
empty-approvals-other = The managers decide; how far a request is, { KEY("all.requests") } shows.
empty-contacts-none = No lists yet.
empty-contacts-drafter = Press { KEY("contacts.import") } to import a TXT or Excel file, one mobile a line (R10).
empty-contacts-other = A department's drafter imports them (R9, R10).
empty-sends-none = Nothing to send.
empty-sends-operator = Cleared requests appear here: look at count and window, release.
empty-sends-other = Cleared requests appear here; an operator releases.
