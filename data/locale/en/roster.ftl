### Rosters: differences between versions, alerts, proposals, their grounds, and why a version is refused.

roster-hand_over = carries out hand-over { $number }: custody from { $outgoing } to { $incoming }, from { $time }

refusal-ground_not_carried_out = This version does not do what the application { $number } ({ $person }) asks for.
    .why = { $clause }: a version that names an application as its ground carries it out.
    .next = Take out the changes that contradict it, or leave it out, and propose anew.

refusal-ground_false = The application { $number } is no ground: { $refused }.
    .why = { $clause }: a version carries out what is authorised, approved and filed.
    .next = Do not sign; ask the General Department for the paper, and find out why the desk says so.

refusal-roster_not_yours = { $person } proposed this version.
    .why = { $clause }: who proposed it takes it back; who disagrees does not sign it.
    .next = Leave it unsigned; it lapses by itself.

refusal-roster_proposals_many = { $n } versions that you proposed wait for their second signature.
    .why = { $clause }: each is the next version, so one at most takes effect; a second person reads every one.
    .next = Take back those that are not wanted: open them and press { KEY("proposal.drop") }.
    .command = Take back those that are not wanted (roster drop).

refusal-key_of_another = { $person } has a key; another one they ask for themselves.
    .why = { $clause }: a key is made and kept by one person; nobody records another in their name.
    .next = Let them hand in a change. Where their key is lost, the roster signers record the new one on their department's certificate ({ PAGE("all.people") }, { KEY("people.rosters") }, { KEY("rosters.new") }).
    .command = Let them hand in a change. Where their key is lost, the roster signers record the new one on their department's certificate (roster propose --add-key).

refusal-pledge_valid = Your pledge is valid until { $until }.
    .why = { $clause }: it is signed yearly, and again within { $days } days of its end.
    .next = Nothing is left to sign.

problem-bundle_unreadable = The desk's bundle cannot be read: { $refused }.
    .why = A bundle has one spelling; another is none.
    .next = Ask the system administrator to look at the desk.

problem-bundle_too_large = The bundle of request { $request } has { $bytes } bytes; one answer holds { $most }.
    .why = With it go the rosters, personnel orders and pledges that it is judged by.
    .next = The General Department recalls orders that are not needed ({ PAGE("all.people") }, { KEY("people.orders") }); roster versions can be fetched in parts.
    .command = Have orders that are not needed recalled (order list); roster versions can be fetched in parts.

refusal-roster_unknown_person = The roster has no person { $person }.
    .why = { $clause }: posts and keys belong to people of the roster.
    .next = Check the id; a new person joins by Attachment 3 first.
    .command = Check the id; add a new person first (--add-person).

refusal-roster_person_known = The roster has a person { $person } already.
    .why = { $clause }: an id is one person's, also after they left.
    .next = For the same person change posts or keys; give another person another id.
    .command = For the same person use --edit-person or --add-key; give another person another id.

refusal-roster_bad_id = “{ $name }” cannot be an id.
    .why = { $clause }: an id has 2 to 32 lower-case letters, digits, - and _, and begins with a letter.
    .next = Choose another id; the name is a field of its own.

refusal-roster_name_twice = “{ $name }” stands there twice.
    .why = { $clause }: people, departments and gateways have ids of their own.
    .next = Choose another id, or change the entry that is there.

refusal-roster_key_malformed = This line is no Ed25519 public key.
    .why = { $clause }: everybody has a signing key of their own; its public half alone is recorded.
    .next = Give the .pub file; its line begins with ssh-ed25519.

refusal-roster_key_taken = This key is { $person }'s already.
    .why = { $clause }: a key is one person's, also after it was revoked.
    .next = Have the person make another key.

refusal-roster_key_not_his = { $person } has no such key in force.
    .why = { $clause }: one revokes a key that is recorded as the person's.
    .next = Check the fingerprints in the roster ({ PAGE("all.people") }, { KEY("people.rosters") }).
    .command = Check the fingerprints with roster show.

refusal-roster_revoked_later = The key would be revoked at { $since }, which is still to come.
    .why = { $clause }: a revoked key is worth nothing at once; that is not for a later day.
    .next = Do it on that day, or from now.

refusal-roster_unknown_department = The roster has no department “{ $department }”, or the post needs one.
    .why = { $clause }: a department is opened by Attachment 3 first.
    .next = Check the department's id, or open it by Attachment 3 first.
    .command = Check the department's id, or open it (--open-department).

refusal-offices_together = { $person } would be { $post } and { $second_post } at the same time.
    .why = { $clause }: system administration, roster signing and audit are kept by different people, who check one another.
    .next = Give one of the posts to another person; a small house may set a date in its policy pack, under [separation].

refusal-roster_two_operators = { $department } would have two operators at the same time: { $people }.
    .why = { $clause }: a department has one operator; a second may be its standby.
    .next = End the predecessor's post first with { KEY("roster_changes.end") }, or file the second as standby.
    .command = End the predecessor's post (--end), or file the second as standby (,standby).

refusal-roster_post_not_held = { $person } holds no post of { $post } in “{ $department }” that could end.
    .why = { $clause }: a post ends that is held, or would be.
    .next = Check post and department in the roster ({ PAGE("all.people") }, { KEY("people.rosters") }).
    .command = Check post and department with roster show.

refusal-roster_post_held = { $person } holds the post of { $post } in “{ $department }” already.
    .why = { $clause }: one post is recorded once.
    .next = For other dates, end the one that is there first with { KEY("roster_changes.end") }.
    .command = For other dates, end the one that is there first (--end).

refusal-roster_post_dates = { $person }'s post would end before it begins, or has ended by now.
    .why = { $clause }: a post has a first and a later last moment.
    .next = Correct the dates.

refusal-roster_no_standby = A { $post } has no standby.
    .why = { $clause }: operators and custodians alone have one.
    .next = Leave standby out; approving posts have deputies ({ PAGE("all.people") }, { KEY("person.deputise") }).
    .command = Leave standby out; approving posts have deputies (order deputy).

refusal-roster_person_left = { $person } has left and can hold no post.
    .why = { $clause }: posts are held by people who are here.
    .next = Choose somebody else, or bring them back first with { KEY("roster_changes.lift") }.
    .command = Choose somebody else, or bring them back first (--lift).

refusal-roster_standing_same = { $person } stands in the roster as { $standing } already.
    .why = { $clause }: every change changes something.
    .next = Leave this change out.

refusal-roster_no_gateway = The roster has no gateway “{ $gateway }”.
    .why = { $clause }: one takes a gateway out that is in the roster.
    .next = Check its id.

refusal-application_not_filed = Application { $number } is not filed yet, or was carried out already.
    .why = { $clause }: it enters the roster once it is approved and the General Department keeps it.
    .next = See for whom it waits.

refusal-not_a_roster_signer = { $person } is no roster signer now.
    .why = { $clause }: two roster signers sign each roster version.
    .next = Ask the roster signers.

refusal-roster_key_unnamed = The signing key is none of those that the root keys named as roster signers'.
    .why = { $clause }: the root keys say who signs rosters; no roster can change that.
    .next = Sign with the named key, or ask the holders of the root keys.

refusal-roster_same_signer = The first signature is yours.
    .why = { $clause }: two people sign a roster; one person twice is not two.
    .next = Let another roster signer read and sign it.

refusal-roster_not_open = This proposal can no longer be signed: { $proposal }.
    .why = { $clause }: what expired, was dropped or overtaken takes no effect.
    .next = Propose it again if it is still wanted ({ PAGE("all.people") }, { KEY("people.rosters") }, { KEY("rosters.new") }).
    .command = Propose it again if it is still wanted (roster propose).

refusal-roster_not_next = This is version { $version }; it does not follow version { $newest }, the newest.
    .why = { $clause }: versions form a chain, and the dispatcher takes no other.
    .next = Propose it again on the newest version.

refusal-roster_not_now = It says that it was made at { $at }: before the version before it, or later than now.
    .why = { $clause }: order rests on time.
    .next = Set the clock right and propose it again.

refusal-roster_before_order = A personnel order was given at { $at }; this version is not younger.
    .why = { $clause }: only a version made after every suspension, deputation and standby order says what holds afterwards.
    .next = Propose it again; both sign anew.

refusal-roster_too_long = It would last more than { $days } days.
    .why = { $clause }: a roster lasts { $days } days at most, then everybody is looked at again.
    .next = Make it shorter.

refusal-roster_other_signers = It does not rest on the newest statement of who signs rosters.
    .why = { $clause }: the root keys' latest word says who signs rosters.
    .next = Propose it again.

refusal-roster_solo_changed = A demo roster cannot become a real one, nor the other way round.
    .why = { $clause }: whether accounts are separated is decided at installation.
    .next = Make another installation.

refusal-roster_other_file = The desk does not have the { $rule_file } that the roster names: { $name } ({ $digest }).
    .why = { $clause }: such files are recorded by content, and a roster names that very one.
    .next = Propose it with its file ({ PAGE("all.people") }, { KEY("people.rules") }, { KEY("rule_files.propose") }).
    .command = Propose it with its file (policy propose, screening propose, gateway propose, calendar propose, numbers propose).

refusal-roster_unprovable = The dispatcher would not take this version: { $refused }.
    .why = { $clause }: every version is proved from the root keys on.
    .next = Correct what it says, and propose it again.

refusal-not_a_roster = This is no roster.
    .why = { $clause }: rosters and personal acts have their own ways in.
    .next = Personal acts are brought in on their own pages.
    .command = Personal acts are brought in by statement carry.

refusal-list_without_importer = { $person }, who imported the list, is no drafter of the department any more, or the key that signed it is revoked.
    .why = { $clause }: a drafter in office imports a list and vouches for it.
    .next = Have a drafter in office import it again.

refusal-not_your_person = What { $person } leaves behind is not open to you.
    .why = { $clause }: the person, those above them, the General Department and the roster signers may look.
    .next = Ask their department manager.

problem-no_such_roster = There is no roster version { $version }.
    .why = The number is wrong, or it is not published yet.
    .next = See { PAGE("all.people") }, { KEY("people.rosters") }.
    .command = See roster list.

problem-no_such_roster_proposal = There is no roster proposal { $digest }.
    .why = The digest is wrong or shorter than 8 digits, or belongs to another installation.
    .next = See { PAGE("all.people") }, { KEY("people.rosters") }, { KEY("rosters.proposals") }.
    .command = See roster proposals.

problem-no_such_person = There is no person { $person }.
    .why = The roster does not have this id.
    .next = { PAGE("all.people") } shows the ids.
    .command = See people.

problem-roster_unproven = The roster that the desk gave is not proved: { $detail }. Nothing was signed.
    .why = This machine judged the versions by the pinned root keys, and they do not hold.
    .next = Do not sign; have the system administrator and the auditor look at the desk.

problem-roster_differs = The roster that the desk drew up is not what you asked for: { $detail }. Nothing was signed.
    .why = This machine worked it out itself, with another result.
    .next = Try again; if it still differs, have the desk looked at.

problem-changes_unreadable = A change cannot be understood: { $what }
    .why = It is misspelt, or something is missing.
    .next = Choose the changes on { PAGE("all.people") }, { KEY("people.rosters") }, { KEY("rosters.new") }.
    .command = See roster propose --help for how it is written.

roster-difference-person_added = person added
roster-difference-person_changed = person changed
roster-difference-person_removed = person removed
roster-difference-key_added = key added
roster-difference-key_changed = key changed
roster-difference-key_removed = key removed
roster-difference-post_added = appointed
roster-difference-post_changed = post changed
roster-difference-post_removed = post ended
roster-difference-department_added = department added
roster-difference-department_changed = department changed
roster-difference-department_removed = department removed
roster-difference-gateway_added = gateway added
roster-difference-gateway_changed = gateway file changed
roster-difference-gateway_removed = gateway removed
roster-difference-service_added = service added
roster-difference-service_changed = service changed
roster-difference-service_removed = service removed
roster-difference-policy_changed = policy pack changed
roster-difference-screening_changed = screening list changed
roster-difference-calendar_added = calendar year added
roster-difference-calendar_changed = calendar year changed
roster-difference-calendar_removed = calendar year removed
roster-difference-plan_added = number plan added
roster-difference-plan_changed = number plan changed
roster-difference-plan_removed = number plan removed
roster-difference-field_changed = of the roster
roster-difference-grounds_changed = applications and hand-overs carried out
roster-difference-order_changed = order changed
roster-no_proposals = No roster version waits for a signature.
roster-no_alerts = Nothing clashes and nothing is lacking.
roster-proposed = roster proposed
roster-published = roster published
roster-dropped = proposal dropped
roster-confirm_with = Another roster signer reads and signs it: sms-console roster confirm { $digest }
roster-next = Version { $version } (after version { $old }), valid until { $expires }
roster-proved = The version before is proved from the root keys; this machine worked out what differs:
roster-not_proved = NOT PROVED: this machine has no root keys ({ $file }); the version before is the desk's word. What differs:
roster-first = First signature: { $person }
roster-lifts = ! Lifts the suspension of { $person }: the order ends with this version (as the desk says)
roster-ground = Ground { $number } ({ $kind }, { $person } { $post }): this machine verified each signature
roster-ground_false = ! The ground { $number } does not hold: { $why }
roster-ground_gone = { "    " }! { $person } signed this application and is suspended or gone now
roster-without_ground = ! { $n } of the changes have no application (Attachment 3) as their ground:
roster-agree = I read what differs, and sign
roster-yes_needed = nobody can be asked here; read what differs, then add --yes
roster-key_kept = ! The older key { $key } of { $person } goes on counting; if it is used no more, revoke it with this version.
roster-leaves_behind = What { $person } leaves behind:
roster-pending = requests under way
roster-orders = deputies and standbys
roster-order_for = { $person } for { $principal }
roster-custody = custody
roster-passwords = passwords to hand over
roster-envelopes = envelopes to hand over
roster-lists = lists imported
roster-policy = policy pack
roster-screening = screening list
roster-gateways = gateways
roster-calendars = calendars
roster-plans = number plans
roster-departments = departments
roster-services = public keys of dispatchers

cli-column-expires = until
cli-column-people = people

roster-field-id = id
roster-field-year = year
roster-field-name = name
roster-field-staff_no = staff number
roster-field-phone = telephone
roster-field-uid = account (uid)
roster-field-standing = standing
roster-field-public = public key
roster-field-fingerprint = fingerprint
roster-field-since = from
roster-field-held_since = held since
roster-field-until = until
roster-field-revoked = revoked since
roster-field-person = person
roster-field-post = post
roster-field-department = department
roster-field-standby = standby
roster-field-kind = kind
roster-field-digest = digest
roster-field-version = version
roster-field-org = organisation id
roster-field-org_name = organisation
roster-field-previous = digest of the version before
roster-field-signers = digest of the signers statement
roster-field-at = made at
roster-field-expires = valid until
roster-field-solo = solo
roster-field-pledge = pledge version
roster-field-grounds = their digests
roster-field-order = order
roster-proposal-open = open
roster-proposal-published = published
roster-proposal-dropped = dropped
roster-proposal-expired = expired
roster-proposal-overtaken = overtaken

stopped-left = { $person } has left, so what carries that name counts no longer; ask anew
stopped-suspended = { $person } is suspended, so what carries that name counts no longer; ask anew
stopped-key_revoked = { $person }'s key is revoked, so what it signed counts no longer; ask anew
stopped-policy = the policy pack is { $person } now, and the signatures were under the one before; ask anew
stopped-gateway = the file of gateway { $person } is another, and the signed cost or sender code is no longer so; ask anew
stopped-gateway_gone = gateway { $person } went out of use; choose another and ask anew
stopped-moved = { $person } no longer held the post by the new roster when signing; ask anew

alert-operator_missing = { $department } has no operator.
    .why = { $clause }: the Business and the General Department each have one.
    .next = File Attachment 3; the roster signers appoint one.

alert-operators_two = { $department } has two operators: { $people }.
    .why = { $clause }: a department has one.
    .next = End one of the posts in the next version.

alert-no_account = { $person } has no system account in the roster: they cannot sign in, only sign elsewhere and have it carried in.
    .why = { $clause }: everybody has an account of their own, and the desk knows people by it.
    .next = The administrator makes the account; a roster signer puts it into the next version ({ PAGE("all.people") }, { KEY("people.rosters") }).
    .command = Once the administrator has made it (id -u NAME tells its number), put it into the next version: roster propose --edit-person { $person },uid=NUMBER.

alert-department_empty = Nobody holds a post in { $department }.
    .why = { $clause }: a department on the platform has a manager and a drafter.
    .next = Appoint people, or leave it unused.

alert-drafter_missing = { $department } has no drafter.
    .why = { $clause }: each using department names one.
    .next = File Attachment 3.

alert-approver_missing = { $department } has no { $post }.
    .why = { $clause }: without that level nothing can be approved.
    .next = The roster signers appoint one.

alert-approver_only_drafter = { $person }, { $post } of { $department }, is its only drafter too.
    .why = { $clause }: nobody approves their own work, so requests get stuck.
    .next = Appoint another drafter.

alert-supervisor_is_general_manager = { $person } is both supervising manager of { $department } and general manager (兼).
    .why = { $clause }: one signature counts for both, but promotion still needs two people.
    .next = The department manager must be somebody else.

alert-approvers_too_few = { $department } has fewer than { $least } people to approve { $category }.
    .why = { $clause }: also where posts are held together, enough people must sign.
    .next = Give one of the levels to another person.

alert-custodian_missing = There is no custodian.
    .why = { $clause }: one person keeps accounts and passwords.
    .next = The roster signers appoint one.

alert-custodians_two = There are two custodians: { $people }.
    .why = { $clause }: one person keeps them; a second is the standby.
    .next = End one of the posts.

alert-custodian_acts = The custodian { $person } is { $post } too.
    .why = { $clause }: who keeps the passwords neither drafts, approves nor releases.
    .next = Give one of the posts to another person.

alert-offices_together = { $person } is { $post } and { $second_post } at the same time.
    .why = { $clause }: system administration, roster signing and audit are kept by different people, who check one another.
    .next = The roster in force stays valid until it expires; give one of the posts to another person in the next version.

alert-roster_signers_few = Fewer than two roster signers are here.
    .why = { $clause }: the next version needs two.
    .next = Have the holders of the root keys name new ones.

alert-roster_over = The roster expired at { $expires }.
    .why = { $clause }: nothing is approved or sent after that.
    .next = Two roster signers sign the next version ({ PAGE("all.people") }, { KEY("people.rosters") }, { KEY("rosters.new") }).
    .command = Two roster signers sign the next version (roster propose).

alert-roster_expiring = The roster expires in { $days } days ({ $expires }).
    .why = { $clause }: nothing is approved or sent after that.
    .next = Renew it in time ({ PAGE("all.people") }, { KEY("people.rosters") }, { KEY("rosters.new") }).
    .command = Renew it in time (roster propose).

alert-pledge_missing = { $person } has no valid pledge.
    .why = { $clause }: without one nobody submits, approves or releases.
    .next = Have the person sign it.

command-roster_version_list = Every version, newest first.

command-roster_proposal_proposals = Versions that wait for their second signature, and what became of others.
option-roster_proposal-digest = the beginning of its digest
