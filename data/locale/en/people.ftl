### People: persons, orders, applications, the pledge, roster versions, the chase board, accounts that are locked.

standing-locked = locked

todo-unlock = locked: let them sign

chase-unlock = locked, to be let on

next-unlock = Ask them. If they mistyped, { KEY("people.unlock") } lets them sign again; if not, { KEY("people.suspend") } suspends them.

people-locked_since = five wrong passphrases; no signature since { $since }
people-unlock_title = Let them sign again (R12)
people-unlock_about = Ask them first whether it was them. If somebody guessed, suspend them ({ KEY("people.suspend") }) instead. Say how you made sure.
people-unlocked = May sign again: { $name }

alert-locked_out = { $person }'s passphrase was wrong five times; nothing they sign is taken since { $since }.
    .why = { $clause }: a key has one holder; when somebody guesses, it stops.
    .next = Their manager or the General Department asks them, then presses { KEY("people.unlock") } on { PAGE("all.people") }; if somebody else tried, { KEY("people.suspend") }.
    .command = Their manager or the General Department asks them, then order unlock { $person }; if somebody else tried, order suspend.

absence-decided = decision
absence-said = opinion, reason

people-name = name
people-staff_no = staff number
people-telephone = telephone
people-standing = standing
people-pledge = pledge
people-deputy_now = deputy
people-key = key
people-keys = keys
people-account = account (uid)
people-no_account = none bound
people-in_roster = roster
people-version = version { $n }
people-standby_mark = { " " }(standby)
people-and = { " " }+{ " " }
people-open_end = open-ended
people-no_post = no post
people-no_key = no valid key
people-key_since = since { $since }
people-key_revoked = revoked since { $since }
people-pledge_not_asked = not asked of these posts
people-pledge_until = ({ $version }) until { $until }
people-witness = witness

# The line of alerts.
people-no_alerts = The roster lacks nothing and nothing clashes.
people-more_alerts = { KEY("people.alerts") } shows all { $n }
people-alerts_title = What the roster lacks: { $n }

# One person.
people-head-orders = Deputies, standbys, suspensions
people-head-applications = Applications (Attachment 3)
people-head-behind = What would be left behind
people-none-orders = No order in force.
people-none-applications = No application that you may see.
people-behind-pending = under way
people-behind-posts = posts given up
people-behind-orders = orders in force
people-behind-custody = keeps passwords
people-behind-passwords = passwords
people-behind-envelopes = envelopes
people-behind-lists = lists brought in

# Orders.
people-order-deputation = { $person } for { $principal } ({ $post })
people-order-activation = { $person } stands in: { $post }
people-order-suspension = { $person } is suspended
people-until_next_roster = the next roster version
people-order_column = order
people-orders_of = Those that name { $name }.
people-orders_every = Also those that are over; { KEY("orders.every") } shows those in force.
people-orders_live = Those in force or to come; { KEY("orders.every") } shows all.
people-principal = in place of
people-deputy = deputy
people-since = from
people-since_now = from (empty: now)
people-until = until
people-categories = categories
people-all_categories = every category
people-given_by = given by
people-digest = digest

# The form of a deputation.
people-whose = whose post
people-pick = Type to filter, Enter takes
people-pick_nothing = There is nothing to choose
people-pick_hint = (none; Enter chooses)
people-deputy_head = Times in { $zone }, as 2026-12-01 09:00; an empty start is now.
    No category ticked is every one. Enter next; Space ticks, opens lists.
people-deputy_title = Name a deputy (R2)
people-deputised = Deputy named: { $name }
people-ready = Complete: { $key } signs.
people-leave_title = Not kept yet

# Applications.
people-for_what = what for
people-applicant = applicant
people-queue_on = Those that wait for you; { KEY("applications.queue") } shows all.
people-queue_off = All of them; { KEY("applications.queue") } shows those that wait for you.
people-decided = Done ({ $what }): { $number }
people-head-form = The application as it was signed (Attachment 3)
people-new_key = (new)
people-same_key = (on file)
people-term = term
people-form_head = Attachment 3: Enter next; Space ticks, opens lists; arrows choose.
    { KEY("application_form.pick") } person from the roster, { KEY("application_form.read_key") } read a key; office telephones, no mobiles.
people-stands_in = stands in for
people-whom = person
people-returned_because = Returned because:
ask-application-standby = dormant second operator, woken by the manager
people-until_empty = until (optional)
people-department_id = its id
people-nobody = (nobody)
people-key_path = file ending .pub
people-key_about = The public file that ends in .pub, never the private key: that stays with its owner.
people-key_title = Read a public key
people-form_title = The application that you sign
people-handed_in = Handed in: { $number }

# Orders at the command line.
command-deputation = Name a deputy for yourself, or for somebody below you who left none.
command-activation = The department manager wakes the standby; meanwhile the holder does not act.
command-suspension = Suspend a person at once; it takes two roster signers to bring them back.
command-recall = End a deputation or a standby's days early.
option-deputation-principal = empty: you
option-deputation-department = empty: yours
option-deputation-categories = these alone: notice, promotion, other
option-deputation-post = department_manager, supervising_manager, general_manager
option-activation-department = empty: yours
option-activation-post = operator, custodian

# The pledge.
command-pledge = Accept the pledge clause by clause, and sign it.
option-pledge-accepted = empty: asked one by one
option-pledge-department = empty: yours
option-pledge-witness = who sees you sign
people-you_stand = Your pledge: { $how }
people-pledge_head = Pledge { $version }, good for { $months } months. Read each clause, then choose a witness.
    Space accepts, Enter goes on, x accepts and goes on; { KEY("pledge.sign") } signs.
people-pledge_not_yours = Your posts ask for no pledge.
people-clauses_left = { $n } clauses are not ticked yet.
people-pledge_title = Sign the pledge (Attachment 2)
people-pledged = Pledge signed ({ $version })
people-lacking_on = Missing, old or ending ones; { KEY("pledges.lacking") } shows all.
people-lacking_off = All of them.

# The chase board.
people-owes = owed
people-who = by whom
people-of_what = of what
people-waits_since = since
people-slot = slot

# Roster versions.
people-count = people
people-signed_by = signed by
people-head-people = People
people-head-differences = What differs
people-nothing_differs = Nothing differs.
people-first_version = This is the first version; none is before it.
people-compare_with = Against which version
people-compared = Version { $new } against version { $old }:
people-proved = The version before is proved from this machine's root keys, which also worked out the difference.
people-not_proved = NOT PROVED: this machine has no root keys; the version before is the desk's word.
people-proving = Proving every version and working out the difference ...
people-first_signer = first signer
people-proposed_at = proposed
people-waits_until = waits until
people-why_not = you may not
people-differences = { $n } differences, listed on the page before.
people-sign_first = You sign first; it is in force once another roster signer signs.
people-sign_second = Yours is the second signature: it is in force at once.
people-propose_title = Propose the next roster version
people-confirm_title = Publish the next roster version
people-proposed = Version { $n } is proposed and waits for another roster signer.
people-published = Roster version { $n } is in force.
people-drop_title = Drop this proposal
people-drop_question = It would have to be proposed anew. Drop it?
people-dropped = Dropped.
people-next_version = Version { $new }, after version { $old }:
people-nothing_chosen = { "  " }Nothing chosen yet; with nothing chosen the version is only renewed.
people-change_keys = { KEY("roster_changes.appoint") } appoint  { KEY("roster_changes.end") } end a post  { KEY("roster_changes.move") } move  { KEY("roster_changes.leave") } leave  { KEY("roster_changes.lift") } lift
    { KEY("roster_changes.applications") } applications  { KEY("roster_changes.hand_overs") } hand-overs  { KEY("roster_changes.revoke_key") } revoke a key  { KEY("roster_changes.take_back") } take back
    { KEY("roster_changes.draw_up") } works out the difference; read it, then sign.
people-filed_waiting = { $n } filed applications wait to be carried out; { KEY("roster_changes.applications") } chooses.
people-handed_waiting = { $n } hand-overs of custody that everybody signed wait to be carried out; { KEY("roster_changes.hand_overs") } chooses.
people-carries_over = carries out hand-over
people-carries_out = carries out
people-chosen = { $n } chosen; { KEY("roster_changes.draw_up") } works out the difference.
people-change-leave = { $person } leaves; every post ends
people-change-lift = { $person } comes back
people-change-end = { $person } gives up { $post } at { $at }
people-change-appoint = { $person } becomes { $post }, { $term }
people-which_post = { $name }: which post
people-change-revoke = key { $key } of { $person } is revoked since { $at }
people-spare_key = { $person } has a newer key; the older { $key } goes on counting: { KEY("roster_changes.revoke_key") } revokes it.
people-key_spare = a newer one counts
people-which_key = Which key is revoked
people-revoked_empty = since, empty: now
people-revoke_about = Requests under way that were signed with this key go back. Local time, as 2026-12-01 09:00. If it is the only one, a new key comes first.
people-since_empty = from (empty: now)
people-end_empty = ends (empty: now)
people-dates_about = Local time, as 2026-12-01 09:00; without an end it is open-ended.
people-who_leaves = Who leaves
people-who_comes_back = Whose suspension ends
people-who_is_appointed = Who is appointed
people-which_ends = Which post ends
people-which_moves = From which post
people-which_applications = Enter takes or leaves out, Esc ends
people-take_back = Which one goes
people-renew_title = Only renew
people-renew_question = Nothing is chosen: the version will be as the one in force, valid anew from now. Go on?

# Dialogs.
people-retype_name = retype the name
people-name_wrong = Not the name; it is emptied. Look at it above and type it again.
people-suspend_title = Suspend (at once)
people-suspend_about = All their rights stop at once; requests under way that carry their name go back to their drafters. It takes two roster signers and a new version to bring them back.
people-suspended = Suspended: { $name }
people-recall_title = Recall
people-recalled = Recalled: { $name }
people-wake_title = Wake the standby (R8)
people-wake_about = The standby acts on these days and the holder does not; afterwards it is as before.
people-woken = Standby woken: { $name }
people-pick_standby = Which standby

todo-confirm_roster = sign the roster

next-confirm_roster = Read what differs, sign as the second.

field-deputy = deputy
field-witness = witness

refusal-time_unreadable = “{ $value }” is no time: write it as 2026-12-01 18:00.
    .why = { $clause }: what is recorded or signed has its time.
    .next = Write it as 2026-12-01 18:00.

problem-public_key_unreadable = No public key can be read from { $name }.
    .why = It does not open, or its first line does not begin with ssh-.
    .next = Name the public file, which ends in .pub.

problem-not_a_time = “{ $value }” is no time.
    .why = A time is written by the local clock: date, hours, minutes.
    .next = Write it as 2026-12-01 18:00.

list-people-empty = Nobody fits.
list-applications-empty = No applications.
    { KEY("applications.new") } fills one in (Attachment 3); { KEY("applications.queue") } switches between all and your turn.
list-rosters-empty = No roster version yet.
list-rule_files-empty = The roster names no file.
list-proposals-empty = No version waits.
    A roster signer presses { KEY("rosters.new") } on the page of versions.
list-pledges-empty = Nobody of that kind.
list-chase-empty = Nobody owes anything.
list-absence-empty = Nobody has decided anything in your place.
    What a deputy of yours decides is listed here.
list-orders-empty = No deputies, standbys or suspensions.
    { KEY("orders.new") } names a deputy, { KEY("orders.wake") } wakes a standby.

filter-pledges = Part of a name, id or department, then Enter.
filter-chase = Part of a number, purpose, name or department, then Enter.
filter-applications = Part of a number or name, then Enter.
filter-people = Part of a name, id, post, department or state, then Enter.

help-people-title = People
help-people-body = Everyone in the roster: posts, pledge, deputy, key. The line above says what the roster lacks.
help-people-columns = name: everybody in the roster [R8]
    posts: what they are, and where [R8]
    state: in post, standby, suspended, locked [R12]
    pledge: whether it is in force; empty for posts that need none [Attachment 2]
    deputy: who signs in their place, and until when [R2]
help-person-title = One person
help-person-body = Posts with dates, keys, pledge, orders and applications that name them, what they would leave behind.
help-orders-title = Deputies, standbys, suspensions
help-orders-body = A deputy is named by the person or their superior, a standby woken by the manager; a suspension is lifted by the roster signers. Each has its days and ends by itself.
help-orders-columns = state: in force, to come or over [R2]
    until: until when it holds [R2]
    order: who stands in for whom, which standby is awake, who is suspended [R2]
help-applications-title = Operator Applications
help-applications-body = Attachment 3: the department manager authorises (R8), the supervising manager approves (R1), the General Department files, and the roster signers carry it out.
help-applications-columns = state: how far it is [R1]
    number: its number [R1]
    what for: what is asked for [R1]
    name: for whom [R1]
    post: the post [R1]
help-application-title = One application
help-application-body = What was signed, whom it waits for, each signature. A returned one is changed and handed in under its number.
help-application_form-title = The application form (Attachment 3)
help-application_form-body = The desk judges each field; what is wrong stands beneath it with its clause. Nothing is kept before you sign: leaving asks.
help-pledge-title = The pledge (Attachment 2)
help-pledge-body = Who drafts, approves or sends signs it each year; without a valid one nobody submits, approves or releases. A new version is signed anew.
help-pledges-title = Everyone's pledge
help-pledges-body = Who must pledge, and how each stands.
help-pledges-columns = name: whose pledge [A2]
    state: valid, ending, missing or over [A2]
    until: until when it holds [A2]
    department: their department [A2]
    witness: who saw it signed [A2]
help-absence-title = In my absence
help-absence-body = What deputies approved, returned, rejected, extended or confirmed in your place, and how each request stands.
help-absence-columns = decision: what the deputy decided [R2]
    deputy: who decided in your place [R2]
    time: when it was signed [R2]
    state: how far the request is now [R2]
    of what: the request and its purpose [R2]
help-chase-title = The chase board
help-chase-body = Who owes what, since when, until when; late things first. The General Department sees all, a manager their own.
help-chase-columns = late: that its time is over [R7]
    owed: what is owed [R7]
    by whom: who owes it, deputies marked [R7]
    due: until when [R2]
    of what: number and purpose, or the post that is missing [R7]
help-rule_files-title = Files in force
help-rule_files-body = Policy pack, screening list, gateway files and calendars that the roster names: those in force first. Since when, who signed, what changed. A roster signer proposes another file here; the other one reads and signs it under rosters, those that wait.
help-rule_files-columns = kind: policy pack, screening list, gateway file, holidays [R2]
    name: which version or gateway [R2]
    in force since: since when it is in force [R2]
    until: when it ended; empty while in force [R2]
    signed by: the two who signed that roster [R2]
help-gateway_form-title = Write a gateway file
help-gateway_form-body = Key by key from the contract; what each means and may be stands below; opened on a gateway file, its answers are there to be changed. The file comes into your own folder; a roster signer proposes it, another one signs. No password is entered here.
help-rule_file-title = One file
help-rule_file-body = First what it says, then its text; { KEY("rule_file.compare") } turns to what differs from the one before. Its bytes were checked here by the digest that the roster names.
help-rosters-title = Roster versions
help-rosters-body = The roster says who may do what; two roster signers sign each version, and it is renewed before it ends.
help-rosters-columns = version: its number [R8]
    made at: when it was made [R8]
    valid until: until when it holds [R8]
    people: people in it [R8]
    signed by: the two who signed [R8]
help-roster-title = One version
help-roster-body = What was signed, whole; { KEY("roster.compare") } shows what it changed.
help-proposals-title = Versions that wait
help-proposals-body = Who proposed signed first; another signer reads the difference and signs: then it is in force.
help-proposals-columns = version: the version that waits [R2]
    state: waiting, published, dropped or over [R2]
    first signer: who signed first [R2]
    proposed: when it was proposed [R2]
    waits until: when it lapses without a second signature [R2]
help-proposal-title = Read the difference, sign
help-proposal-body = Versions are proved from this machine's root keys and the difference is worked out here, not by the desk.
help-roster_changes-title = What the next version changes
help-roster_changes-body = Choose the changes; { KEY("roster_changes.draw_up") } works out the difference, read it before you sign. New people, keys and departments come by Attachment 3, { KEY("roster_changes.revoke_key") } revokes an older key; for the rest use roster propose.
help-deputy-title = Name a deputy
help-deputy-body = A deputy's signature says for whom. What they or people under them made they cannot sign for you.

command-pledge_list = Everyone who must pledge, and how they stand.
command-order_list = Orders in force or to come, newest first.
option-order-person = that name this person
option-order-kind = deputation, activation, suspension
option-order-live = also those that are over
command-application_list = Applications that you may see, newest first.
command-application = Fill in an application, sign it and hand it in.
option-application-state = submitted, filed, active, ended, …
option-application-text = in number or name
option-application-queue = those that wait for me
option-application-telephone = no mobile number
option-application-duties = draft, contacts, send, statistics, maintenance
option-application-trained_on = as 2026-11-20
option-application-post = operator, drafter, department_manager
option-application-new_department-kind = business, other

refusal-roster_lacks_nothing = The roster lacks nothing and nothing clashes.
    .why = { $clause }: what it lacks, what clashes and what ends soon is listed here.
    .next = Nothing has to be done.

refusal-roster_proposal_over = That version no longer waits for a signature.
    .why = { $clause }: a proposal that was published, withdrawn, overtaken or has expired is signed no more.
    .next = Read the versions of the roster.

refusal-nothing_filed = No filed application waits.
    .why = { $clause }: an application is carried out once it is approved and filed.
    .next = { PAGE("all.people") }, { KEY("people.applications") } shows the applications.

refusal-nothing_handed = No hand-over of custody that everybody signed waits.
    .why = { $clause }: a hand-over is carried out once everybody signed it.
    .next = { PAGE("all.credentials") }, { KEY("credentials.hand_overs") } shows the hand-overs.

refusal-nobody_suspended = Nobody is suspended.
    .why = { $clause }: only a suspension is lifted.
    .next = { PAGE("all.people") } shows how people stand.

refusal-nothing_chosen = No change is chosen yet.
    .why = { $clause }: only what was chosen is taken out.
    .next = Choose a change first.
