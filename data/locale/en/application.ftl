### Applications (Attachment 3), pledges (Attachment 2), and what became of an application that was carried out.

afterwards-head = Afterwards
afterwards-now = now
afterwards-later = holds from { $since } on
afterwards-held = held since { $since }
afterwards-held_until = held since { $since }, until { $until }
afterwards-suspended = suspended since { $at } ({ $name })
afterwards-suspended_plain = suspended
afterwards-suspended_version = suspended since { $at } ({ $name }, roster version { $n })
afterwards-over = ran out on { $until }
afterwards-ended = ended on { $until }
afterwards-left = ended on { $until }, when its holder left
afterwards-account = account
afterwards-bound = { $person }, account (uid) { $uid }
afterwards-unbound = { $person }, no system account bound
afterwards-made = created
afterwards-ended_by = revoked
afterwards-signed = roster version { $n }: by { $first }, checked by { $second }, in force { $at }
afterwards-asked_for = as asked for in { $numbers }
afterwards-keys = keys disabled
afterwards-key_revoked = { $fingerprint } disabled since { $at }
afterwards-key_left = { $fingerprint } disabled on { $at } as its holder left

cli-no_applications = No applications. Make one: sms-console application new --help
cli-form_complete = The form is complete and can be signed.
cli-no_rules = none yet
cli-no_pledges = Nobody needs a pledge.
cli-pledge_head = The pledge, version { $version }; it holds { $months } months
cli-accept_clause = Do you accept clause { $n }?
cli-accept_needed = there is no terminal to ask; name the clauses with --accept, all of them as 1-{ $n }
cli-bad_numbers = cannot read the numbers { $value }; write 1-12, or 1,2,5-12
cli-column-version = version
cli-column-witness = witness
cli-column-rules = rules

application_kind-open_department = new department
application_kind-add = add
application_kind-change = change
application_kind-revoke = revoke
application_kind-deputy = temporary

state-application-submitted = submitted
state-application-authorised = authorised
state-application-approved = approved
state-application-filed = filed
state-application-active = in force
state-application-suspended = suspended
state-application-ended = ended
state-application-carried_out = carried out
state-application-returned = returned
state-application-rejected = rejected
state-application-withdrawn = withdrawn

decision-application = applied
decision-authorise = authorise
decision-approve = approve
decision-file = file
decision-return = return
decision-reject = reject
decision-withdraw = withdraw

post-file = General Department files
post-roster = roster signers

duty-draft = drafting
duty-contacts = contact lists
duty-send = sending
duty-statistics = statistics
duty-maintenance = maintenance

pledge_state-valid = valid
pledge_state-expiring = ends soon
pledge_state-expired = expired
pledge_state-outdated = outdated
pledge_state-missing = missing

todo-authorise_application = authorise application
todo-approve_application = approve application
todo-file_application = file an application
todo-revise_application = revise an application
todo-carry_out = filed; next roster
todo-pledge = sign the pledge

next-authorise_application = Read the application, authorise or return it.
next-approve_application = Read the application, approve or return it.
next-file_application = Take the paper in, type its number, file.
next-revise_application = Change what the reason says, hand it in again.
next-carry_out = Make the next roster version.
next-pledge = Read the pledge clause by clause, sign.

field-kind = what for
field-person = person id
field-post = post
field-since = from
field-until = until
field-reason = reason
field-paper = paper number
field-place = kept at
field-rules = text of the rules

application-help-kind = R1: add, change, revoke, deputy or open_department
application-help-department = R1: id of the department that uses the platform
application-help-department_name = R1: for a new department alone
application-help-department_kind = R8: business or other
application-help-supervisor = R1: who will be in charge of it, and approves
application-help-person = R12: id in the roster; a newcomer's name in pinyin
application-help-name = R1: the person's name
application-help-staff_no = R1: staff number
application-help-title = R1: present title
application-help-telephone = R1: office telephone; never a mobile number
application-help-email = R1: office mail address
application-help-post = R8 R9: operator, drafter or department_manager
application-help-standby = R8: a dormant second operator, woken by the manager
application-help-duties = R8: draft, contacts, send, statistics, maintenance
application-help-since = R8: from when the authority holds
application-help-until = R8: until when; empty for open-ended
application-help-replaces = R8: who gives the post up to them, or empty
application-help-trained_on = R8: the day of an operator's training
application-help-key = R12: their own Ed25519 public key line; empty keeps the one on file
application-help-reason = R1: why it is asked for

refusal-not_an_applicant = You cannot hand in an application for { $department }.
    .why = { $clause }: the department that uses the platform fills in the Operator Application itself.
    .next = Ask its drafter, operator or manager, or the person themselves, to fill it in.

refusal-not_opener = It is not yours to apply for a new department.
    .why = { $clause }: the General Department keeps the platform; its registrar or manager enters a new department.
    .next = Ask the General Department's registrar or manager.

refusal-own_enrolment = { $person } cannot decide on an application about themselves.
    .why = { $clause }: an operator is authorised by the department manager, never by themselves.
    .next = Ask another holder of the post, or the level above.

refusal-application_signed_already = { $person } has signed this application already.
    .why = { $clause }: applying, deciding and filing are different people's; one person, one signature.
    .next = The next level is somebody else's.

refusal-application_signer_gone = { $person }, who signed this application, is suspended or gone.
    .why = { $clause }: what somebody suspended has signed goes no further while it is pending.
    .next = Return it; the department hands it in anew.

refusal-application_not_waiting = The application is { $state }; this step is not open.
    .why = { $clause }: first it is authorised and approved, then filed by the General Department.
    .next = On { PAGE("all.people") } press { KEY("people.applications") }, open it and see whom it waits for.
    .command = See whom it waits for: application show.

refusal-application_not_approved = The application is not approved yet: { $state }.
    .why = { $clause }: the General Department keeps it once it is approved and signed.
    .next = Wait for the levels before.

refusal-other_decision = This level is the { $post }'s; it takes another decision.
    .why = { $clause }: the department manager authorises, the levels above approve.
    .next = The department manager uses authorise, every other level approve.


refusal-not_filing = Filing is not yours.
    .why = { $clause }: the General Department keeps the application.
    .next = Ask its operator, registrar or manager who has not signed this application.

refusal-not_your_application = It is not yours to withdraw this application.
    .why = { $clause }: who handed it in, the person themselves or the department manager withdraws it.
    .next = Ask one of them; who decides may return or reject it.

refusal-paper_missing = The paper's archive number is missing.
    .why = { $clause }: the signed paper is kept by the General Department.
    .next = Fill in its archive number and where it is kept.
    .command = Give its number and place (--paper, --place).

refusal-paper_only_filed = Number and place are given with the filing alone.
    .why = { $clause }: the paper gets its number when it is taken in.
    .next = Leave them out.

refusal-application_not_returned = The application is { $state } and cannot be changed.
    .why = { $clause }: a returned application is handed in anew, and the signatures on it are void.
    .next = Ask who decides to return it, or hand in another.

refusal-application_fixed = Department or kind differ from those of { $number }.
    .why = { $clause }: one number is one matter.
    .next = For another department or kind, hand in another application.

refusal-application_mobile = “{ $field }” holds a mobile number.
    .why = { $clause }: words stay when numbers are erased; neither record nor ledger holds a mobile number.
    .next = Leave the number out, or give an office telephone or mail address.

refusal-telephone_form = “{ $value }” is no telephone number.
    .why = { $clause }: somebody must be reached by telephone when there are questions.
    .next = Write it as 010-00000001, 010-00000001 ext 802 or 95599, several with commas between them.

refusal-email_form = This is no mail address.
    .why = { $clause }: the form names an office address that takes mail.
    .next = Write it as heqing@bank.example.

refusal-too_long = “{ $field }” has more than { $most } characters.
    .why = { $clause }: what counts is written; the original is kept elsewhere.
    .next = Make it shorter.

refusal-department_unknown = The roster has no department { $department }.
    .why = { $clause }: a department is admitted first, then it applies for its operator.
    .next = Use its id; for a new department the General Department applies (open_department).

refusal-department_exists = { $department } is there already, or applied for.
    .why = { $clause }: a department is entered once.
    .next = Take another id and name, or the department that is there.

refusal-one_general_department = There is one General Department.
    .why = { $clause }: it keeps and maintains the platform.
    .next = Choose business or other.

refusal-not_in_charge = { $person } is no supervising manager now.
    .why = { $clause }: a new department is approved by a manager who will be in charge of it.
    .next = Name somebody who is a supervising or the general manager.

refusal-id_form = The id “{ $id }” has the wrong form.
    .why = { $clause }: an id is 2 to 32 small letters, digits, - or _, beginning with a letter.
    .next = For example the name in pinyin: heqing.

refusal-person_unknown = The roster has no { $person }.
    .why = { $clause }: one changes or ends what the roster has.
    .next = Check the id on { PAGE("all.people") }.
    .command = Check the id (people).

refusal-person_is_another = Id, name or staff number are those of { $person }, and do not fit together.
    .why = { $clause }: one person has one id and one staff number.
    .next = Fill in as the roster has it; a new name is a change; for a newcomer take another id.

refusal-enrolled_not_active = { $person } is { $standing }.
    .why = { $clause }: a post goes to somebody in good standing.
    .next = Ask the roster signers to bring the person back first.

refusal-custodian_takes_no_post = { $person } is the custodian and cannot take this post.
    .why = { $clause }: who keeps the password is apart from who drafts, approves and sends.
    .next = Choose somebody else.

refusal-nothing_changes = Nothing differs from the roster.
    .why = { $clause }: a change says what is different.
    .next = Give the new name, telephone or public key.

refusal-not_by_application = The post of { $post } is not given by this application.
    .why = { $clause }: Attachment 3 is for drafters, operators and department managers.
    .next = Two roster signers appoint it in the next version.

refusal-manager_comes_first = A new department joins with its manager.
    .why = { $clause }: its manager authorises operator and drafter afterwards.
    .next = Give the post department_manager.

refusal-standby_is_operator = A standby is for operators.
    .why = { $clause }: a department has one operator and may file a dormant second.
    .next = Leave standby out, or apply for operator with add.

refusal-deputy_is_operator = A temporary deputy is for operators.
    .why = { $clause }: for an approving post a deputy is named.
    .next = For an approving post open the person on { PAGE("all.people") } and name a deputy with { KEY("person.deputise") }.
    .command = For an approving post use order deputy.

refusal-replaces_nobody = { $person } does not hold this post there.
    .why = { $clause }: one takes over from who holds the post.
    .next = Check whom they replace, or leave it empty.

refusal-does_not_hold = { $person } is not { $post } there.
    .why = { $clause }: one changes or ends a post that is held.
    .next = Check person, post and department.

refusal-holds_already = { $person } is { $post } already.
    .why = { $clause }: a post is not applied for twice.
    .next = Nothing is needed; for other details use change.

refusal-one_operator = The department has its operator: { $person }.
    .why = { $clause }: a department has one operator.
    .next = Say that they are replaced, or apply for a standby or a temporary deputy.

refusal-one_standby = The department has its standby: { $person }.
    .why = { $clause }: a department has one standby.
    .next = Say that they are replaced.

refusal-application_dates = The dates are not in order; write 2026-12-01 09:00, the end after the beginning and today.
    .why = { $clause }: an authority begins and ends on stated days.
    .next = It ends after it begins and after today; a change or revocation has no end.

refusal-deputy_operator_dates = A temporary deputy has dates, { $days } days at most.
    .why = { $clause }: it ends by itself on its last day.
    .next = Give both dates; for longer use add and replace.

refusal-training_date = The training date is missing or no past day, such as 2026-11-20.
    .why = { $clause }: an operator is trained, then authorised.
    .next = Write 2026-11-20, today at the latest.

refusal-key_of_new_person = { $person } has no public key yet.
    .why = { $clause }: everyone signs with a key that they made and keeps themselves.
    .next = They make a key and hand in the .pub file; read it into the form with { KEY("application_form.read_key") }.
    .command = Let them make one: sms-console key new FILE; they give you the .pub file.

refusal-key_not_here = A revocation takes no public key.
    .why = { $clause }: the roster signers end a key.
    .next = Leave it empty.

refusal-key_line = This is no Ed25519 public key line.
    .why = { $clause }: signing keys are Ed25519.
    .next = Give the line that begins with ssh-ed25519 from the .pub file, never the private file.

refusal-key_taken = This key is on file for { $person }.
    .why = { $clause }: a key has one keeper and is not used again.
    .next = Let the person make a new one.

refusal-application_pending = The same is asked for in { $number }, which is under way.
    .why = { $clause }: one matter, one application.
    .next = Wait for it, or withdraw it first.

refusal-nobody_to_decide = Nobody is left to sign the level of { $post }.
    .why = { $clause }: neither the person nor the applicant decides, and nobody signs twice.
    .next = Let somebody else hand it in; an empty post is filled by the roster signers.

refusal-rules_not_yours = You are not the manager of { $department }.
    .why = { $clause }: each department sets up its own rules, and its manager acknowledges them.
    .next = Ask that department's manager.

refusal-rules_moved_on = Version { $version } is in force by now.
    .why = { $clause }: a version follows the one in force.
    .next = Read the one in force, then sign anew.

refusal-no_pledge_due = No post of yours in “{ $department }” asks for a pledge.
    .why = { $clause }: drafters, operators and department managers sign it.
    .next = Check the department; other posts need none.

refusal-pledge_outdated = The pledge in force is version { $version }.
    .why = { $clause }: when its text changes it is signed anew.
    .next = Read the clauses in force and sign those.

refusal-clauses_missing = Clauses not accepted one by one: { $clauses }.
    .why = { $clause }: every clause is accepted, or there is no pledge.
    .next = Accept them in order from 1; if you object, ask your manager first.

refusal-pledge_dates = The pledge's dates are wrong; it holds { $months } months at most.
    .why = { $clause }: it is signed yearly.
    .next = Prepare it anew and sign again.

refusal-not_a_witness = { $person } cannot be the witness.
    .why = { $clause }: another person who is a department manager or of the General Department witnesses it.
    .next = Choose another witness.

problem-no_such_application = There is no application { $application }.
    .why = The number is wrong, or of another desk.
    .next = Look on { PAGE("all.people") }, { KEY("people.applications") }.
    .command = See application list.

problem-no_such_rules = { $department } has no such version of rules.
    .why = Its manager has not signed any yet, or the version is wrong.
    .next = See the versions on { PAGE("all.people") }, { KEY("people.department_rules") }.
    .command = See department list.

problem-no_pledge_text = There is no text of pledge version { $version }.
    .why = The policy pack names a version that this program lacks.
    .next = Ask the administrator for a program that has it.

problem-pledge_text_differs = The text of pledge version { $version } differs.
    .why = The desk's clauses are not those of this program, or not as many as the policy says.
    .next = Do not sign; ask the administrator to compare versions.
