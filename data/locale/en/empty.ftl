### What an empty list says to each post: what will come here, and what to do first.

list-unfit = Nothing fits.
    Try another filter; Esc or Ctrl+U takes the text away.

empty-todo-none = Nothing waits for you.
empty-todo-drafter = Drafter: import a list first (4, i), then draft a request (2, n);
    what comes back, and a pledge that ends, appear here.
empty-todo-operator = Operator: what is cleared waits here for your release;
    5 shows what runs, 4 and o record opt-outs.
empty-todo-department_manager = Department manager: requests wait here for your decision. First sign
    your department's rules (R0; 8, m), apply for people (8, a).
empty-todo-supervising_manager = Supervising manager: promotions and applications come here after the
    department manager; so does what is late below you.
empty-todo-general_manager = General manager: promotions come here after the supervising manager;
    8 and c show who owes what.
empty-todo-registrar = Registrar: approved requests wait here for their paper, applications for
    filing; 8 and c chase; without people, begin with applications (8, a).
empty-todo-custodian = Custodian: passwords, logins and losses are on 6;
    you neither draft nor approve nor release (R12).
empty-todo-roster_signer = Roster signer: filed applications, and versions that the other signed,
    wait here; 8 and r show when the roster ends, n draws up a version.
empty-todo-auditor = Auditor: reads all and does nothing. Requests 2, sends 5,
    who owes what 8 and c, the ledger 9 (there v verifies it).
empty-todo-administrator = Administrator: no business of yours; sms-console doctor says whether
    this place is fit.
empty-requests-none = No requests yet.
empty-requests-drafter = Press n; importing a list first (4, i) helps.
empty-requests-other = They appear once a drafter submits; without one, apply for one (8, a).
empty-approvals-none = Nothing waits for your decision.
empty-approvals-department_manager = Nearest deadline first; going away, name a deputy (d).
empty-approvals-supervising_manager = They come after the department manager; going away, name a deputy (d).
empty-approvals-general_manager = They come after the supervising manager; going away, name a deputy (d).
empty-approvals-registrar = What every level approved waits here for its paper; check it and accept.
empty-approvals-other = The managers decide; how far a request is, 2 shows.
empty-contacts-none = No lists yet.
empty-contacts-drafter = Press i to import a TXT or Excel file, one mobile a line (R10).
empty-contacts-other = A department's drafter imports them (R9, R10).
empty-sends-none = Nothing to send.
empty-sends-operator = Cleared requests appear here: look at count and window, release.
empty-sends-other = Cleared requests appear here; an operator releases.
