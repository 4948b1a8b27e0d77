### Who is on the line, and what is wrong with statements and connections as such.

refusal-account_unknown = The roster knows no person with this account (uid { $uid }).
    .why = { $clause }: who uses the platform has applied, was authorised and stands in the roster, one account a person.
    .next = Ask your department manager for the Operator Application (Attachment 3); come back once a new roster is signed.

refusal-account_shared = The roster gives this account (uid { $uid }) to several people.
    .why = { $clause }: an account has one keeper and is never shared.
    .next = Ask the roster signers to correct it: one account a person.

refusal-account_full = This account has { $limit } connections already.
    .why = { $clause }: everybody shares the desk's connections; one account must not take them all.
    .next = Close other windows of this account and try again.

refusal-desk_full = All { $limit } connections of the desk are in use.
    .why = { $clause }: everything goes through one desk, and it takes a limited number of connections.
    .next = Wait until others leave, or ask the system administrator who holds the connections.

refusal-identity_not_chosen = Under a real roster nobody chooses who they are.
    .why = { $clause }: the account says who calls; only a demo roster lets one choose.
    .next = Log in with your own account.
    .command = Leave --as out and log in with your own account.

refusal-nobody_named = Nobody was named.
    .why = { $clause }: every act is some rostered person's; under a demo roster you say whose.
    .next = Choose yourself from the list; where there is none, have the administrator check your account.
    .command = Add --as PERSON; ids stand in the demo's list of people, or in `sms-console people`.

refusal-not_own_account = This account cannot act as { $person }.
    .why = { $clause }: an account serves its own person and nobody else.
    .next = Log in with your own account.
    .command = Log in with your own account and leave --as out.

refusal-not_in_roster = { $person } is not in the roster, or holds no post at this moment.
    .why = { $clause }: only people with an authority in force may act.
    .next = Ask the department manager to check the appointment and its dates; the roster signers then issue a new version.

refusal-person_not_active = { $person } stands in the roster as: { $standing }.
    .why = { $clause }: once the authority is suspended, nothing more is done under it.
    .next = Ask the department manager for the reason; only a new roster version restores it.

refusal-service_unknown = The roster has no service { $service }.
    .why = { $clause }: the dispatcher's key stands in the roster and has a keeper, too.
    .next = Ask the system administrator to check the service's id, or the roster signers to list it.

refusal-service_has_no_post = A service cannot do this in a person's place.
    .why = { $clause }: drafting, approving and releasing are done by appointed people.
    .next = Have the person with the post log in and do it.

refusal-not_a_service = Only the dispatcher makes this call.
    .why = { $clause }: whole numbers go to the dispatcher alone, to no person.
    .next = Open the send on { PAGE("all.sends") }; { KEY("monitor.recipients") } shows the masked list.
    .command = Look at the masked list: sms-console send recipients.

refusal-wire_version = Console ({ $console }) and desk ({ $desk }) speak different versions.
    .why = { $clause }: everybody meets the same rules, so both sides must be of one version.
    .next = Ask the system administrator to bring both to the same release.

refusal-roster_expired = The roster expired at { $expires }.
    .why = { $clause }: the roster in force says who has authority; after it expires nothing is approved or sent.
    .next = Ask two roster signers to sign the next version.

refusal-not_your_department = What belongs to { $department } is not open to you.
    .why = { $clause }: each department answers for its own texts and lists.
    .next = Ask that department's drafter or manager, or the General Department.

refusal-not_your_entry = The whole of this entry is not open to you.
    .why = { $clause }: departments see their own; whole entries are open to their actor, the general manager, the auditor and the General Department.
    .next = Ask the auditor or the General Department.

refusal-not_canonical = The bytes are not the one allowed spelling: { $detail }
    .why = { $clause }: exact bytes are signed; another spelling is another document.
    .next = Do not edit or save the file anew; have it prepared again and sign that.
    .command = Do not edit or re-save the file; prepare it again (statement prepare) and sign that.

refusal-not_a_personal_act = This is not a personal act that can be handed in here.
    .why = { $clause }: rosters and the like are issued by the roster signers in their own way.
    .next = Check the file; sign personal acts on their own pages.
    .command = Check the file; personal acts are made by statement prepare.

refusal-foreign_organisation = The statement belongs to another organisation.
    .why = { $clause }: a signature counts only in the organisation that it names.
    .next = Check that your own organisation is open; then prepare and sign again.
    .command = Check that --home is your own organisation's; then prepare and sign again.

refusal-bad_signature = The signature does not fit the bytes: { $detail }
    .why = { $clause }: the person with authority signs, and signs exactly this document.
    .next = Make sure the file is unchanged and the purpose (-n) is right, then sign it again.

refusal-not_the_signer = The signing key is no key in force of { $person }.
    .why = { $clause }: the person named signs with a key of their own.
    .next = Use your own key file; if your key was replaced or lost, the roster signers bring the roster up to date first.
    .command = Use your own key file (--key); if the key was replaced or lost, the roster must say so first.

refusal-other_roster = The statement rests on roster version { $version }, which is not the one in force.
    .why = { $clause }: authority is judged by the roster in force.
    .next = Prepare the statement again and sign it.

refusal-signed_before = This very signed act was taken before.
    .why = { $clause }: one signed act takes effect once.
    .next = Open the request on { PAGE("all.requests") } to see how things stand; to act again, prepare and sign anew.
    .command = See how things stand with request show; to act again, prepare and sign anew.

refusal-signed_in_future = It is dated { $at }, ahead of the desk's clock ({ $now }).
    .why = { $clause }: the order of signatures rests on time, so clocks must be right.
    .next = Set the clock of the machine that signed, then prepare and sign again.
