### Founding an organisation: personal keys and their claim sheet, the ceremony's commands, what is said of a plan.

key-made = The key is in { $file } (readable by this account alone)
key-fingerprint = Fingerprint { $fingerprint }
key-keep = A forgotten passphrase cannot be had again. Hand the .pub file in, print the sheet and sign it.
key-changed = The passphrase of { $file } is changed
key-rule = At least 12 characters or 4 different words, and no name: a thief tries short and common ones first.
key-new_prompt = New passphrase:{ " " }
key-again_prompt = Once more:{ " " }
key-sheet_written = The sheet is in { $file }
key-sheet-title = SIGNING KEY CLAIM SHEET (Electronic Signature Law, 13)
key-sheet-organisation = organisation
key-sheet-name = name
key-sheet-staff_no = staff number
key-sheet-department = department
key-sheet-post = post
key-sheet-printed = printed on
key-sheet-fingerprint = Fingerprint ({ $kind }; compare group by group)
key-sheet-public = Public key
key-sheet-claim1 = 1. I made this key; its private part and passphrase are under my control alone.
key-sheet-claim2 = 2. What it signs on the SMS console binds me as my handwritten signature does.
key-sheet-claim3 = 3. I lend it to nobody, and keep it in no shared place.
key-sheet-claim4 = 4. If it is lost or may have leaked I tell the General Department at once (R12).
key-sheet-holder = holder
key-sheet-manager = department manager
key-sheet-witness = witness
key-sheet-date = date

org-plan_written = The sample plan is in { $file }. Fill it in as it says, then org draft
org-drafted = What is to be signed is in { $folder }
org-roots = Root keys: { $count }, of which { $threshold } sign
org-signers = Roster signers, version { $version }: { $count }, of whom { $threshold } sign
org-roster = Roster, version { $version }
org-code = Check code of { $name }: { $code }
org-next_sign = Next: roots sign signers-1, roster signers roster-1: sms-console org sign { $folder } signers-1 --key FILE
org-complete = { $name }: signed ({ $least } needed)
org-incomplete = { $name }: signatures missing: { $missing } ({ $least } needed)
org-missing = { $name }: signatures missing: { $missing } ({ $least } needed)
org-root = root { $number }
org-signed = signed
org-unsigned = -
org-standby = standby
org-wrong = Must be put right: { $what }
org-weigh = Please weigh: { $what }
org-confirm = To sign, type the first { $count } characters of the check code
org-confirm_needed = there is no terminal to ask; give the check code's first { $count } characters with --confirm
org-added = One signature added to { $name }
org-exported = The exact bytes are in { $file }
org-not_founded = The organisation is not founded yet:
org-founded = The organisation is founded: { $name }. Write the following down on paper, one copy each:
org-valid = The roster is valid until { $expires }
org-expired = The roster expired at { $expires }
org-next_start = Next: put the dispatcher's key into { $folder }/keys, then install it (install script --org { $folder }), or for a trial start the desk: python -m console.desk --home { $folder }
org-signers_drafted = { $name } waits for the roots; once signed it takes its place, and the desk reads it at its next start
org-kind-organisation = organisation
org-kind-department = department
org-kind-person = person
org-column-signed = signed
org-column-key_of = key of
org-column-key = fingerprint
org-column-organisation = organisation
org-column-separation = separation
org-column-at = made at
org-column-expires = valid until
org-column-policy = policy
org-column-screening = screening list
org-column-gateways = gateways
org-column-pledge = pledge version
org-column-departments = departments
org-column-services = services
org-column-signers = signers statement
org-column-person = id
org-column-name = name
org-column-staff_no = staff no.
org-column-phone = telephone
org-column-uid = uid
org-column-post = post
org-column-department = department
org-column-since = since
org-column-until = until
org-column-note = note

finding-id_form = the organisation's id “{ $id }” is malformed: a small letter, then small letters, digits, hyphens; 40 at most
finding-name_unfit = { $of } { $id } has no name, or one with hidden characters
finding-staff_no_missing = { $person } has no staff number
finding-staff_no_twice = staff number { $number } is that of several: { $people }
finding-phone_missing = { $person } has no office telephone
finding-phone_unfit = the telephone of { $person } is none: write it as 010-00000001, 010-00000001 ext 802 or 95599
finding-phone_mobile = { $person } has a mobile number: the roster stands in the ledger, which holds none; give the office's
finding-no_account = { $person } has no account: they can only sign elsewhere and have it carried in
finding-root_account = { $person } works as root, who can read everybody's files
finding-no_post = { $person } has no post
finding-post_over = { $person }, { $post }: it is over already
finding-general_department = there must be one General Department; there are { $count }
finding-business_department = there is no Business Department
finding-registrar_missing = { $department } has no registrar
finding-auditor_missing = there is no auditor
finding-days_many = the roster lasts { $days } days; it must be 1 to { $most }
finding-days_few = the roster lasts { $days } days; the next version must be signed before
finding-solo = not separated: one account plays everyone, and only the simulator of this machine can be reached
finding-roots_threshold = { $threshold } root key signs; at least { $least } must, or one person can remake the organisation
finding-roots_few = there are { $count } different root keys, and { $threshold } must sign
finding-roots_no_spare = of { $count } root keys none may be lost; 2 of 3 is the rule
finding-signers_threshold = { $threshold } roster signer signs; at least { $least } must
finding-signers_few = there are { $count } roster signers, and { $threshold } must sign
finding-signer_post = { $person } is named a roster signer and does not have that post in the roster
finding-key_bad = the key of { $owner } cannot be used (no such file, or not Ed25519): { $key }
finding-root_key_used = root key { $number } is that of { $owner } too: a root key stands once and does nothing else
finding-policy_differs = the policy file is not version { $version } that the roster names
finding-screening_differs = the screening list is not version { $version } that the roster names
finding-gateway_missing = there is no gateway
finding-gateway_unlisted = the gateway file { $gateway } is not in the roster
finding-gateway_differs = the file of gateway { $gateway } is not the one that the roster names
finding-gateway_solo = without separation only a simulator of this machine is allowed, which { $gateway } is not
finding-gateway_simulator = gateway { $gateway } is a simulator: nothing reaches a handset
finding-gateway_open = gateway { $gateway } is not encrypted (tls = false): for a leased line only
finding-service_missing = there is no key of the dispatcher
finding-service_name = the dispatcher's id { $id } must begin with { $beginning }

problem-passphrase_short = The passphrase is too short: at least { $characters } characters, or { $words } different words.
    .why = Who steals the file may try for ever; a short one falls within days.
    .next = Take a longer sentence that you remember.

problem-passphrase_plain = The passphrase is too plain: it must be text of at least { $kinds } different characters.
    .why = Repeated characters are what programs try first.
    .next = Take another sentence that you remember.

problem-passphrase_name = The passphrase is little more than a name.
    .why = Who knows whose key it is tries their name first.
    .next = Take one without the name.

problem-passphrases_differ = The two passphrases differ.
    .why = Nothing was written: nobody opens a mistyped one.
    .next = Start again.

problem-passphrase_same = The new passphrase is the old one.
    .why = Nothing was changed.
    .next = Choose another one.

problem-plan_unreadable = The plan cannot be understood: { $error }
    .why = Something in it is missing, unknown or malformed.
    .next = Compare it with the sample that org plan writes.

problem-policy_unreadable = The policy pack cannot be understood: { $error }
    .why = It is none that this program knows.
    .next = Use the shipped pack, or begin from it.

problem-screening_unreadable = The screening list cannot be understood: { $error }
    .why = It is none that this program knows.
    .next = Use the shipped list, or begin from it.

problem-gateway_unreadable = The gateway file { $name } cannot be used: { $file_faults }
    .why = A field is wrong, or its id stands twice.
    .next = See each by gateway check; gateway new writes one from your answers.

problem-not_shipped = No file named { $name } is shipped.
    .why = There are: { $names }
    .next = Choose one of them, or name your own with file.

problem-founding_wrong = To be put right: { $count } ({ $codes }).
    .why = Founded like this, the regulation could not be followed; nobody should sign it.
    .next = Change the plan as the lines above say, and org draft into a new folder.

problem-statement_unsound = { $name } cannot be used: { $why }
    .why = It is damaged, was changed, or holds a signature that is not good.
    .next = Do not sign. Take a good copy, or org draft anew.

problem-no_statement = There is no { $name } here.
    .why = There are: { $names }
    .next = Name one of them.

problem-signature_bad = It is no good signature of { $name }: { $why }
    .why = It is of other bytes or another purpose, or damaged.
    .next = Sign the bytes of org export again, with its command.

problem-key_not_named = { $name } has no place for this key ({ $fingerprint }).
    .why = Roots sign signers statements; roster signers sign rosters.
    .next = See org show for who signs, and take that key.

problem-signed_already = { $name } has the signature of { $owner } already.
    .why = One key counts once.
    .next = Have another one sign.

problem-nothing_new = The copy brings no new signature of { $name }.
    .why = Nobody has signed it yet, or its signatures are all here already.
    .next = Sign that copy first (org sign), then bring it.

problem-not_confirmed = “{ $typed }” is not the check code of { $name }.
    .why = Nothing was signed: what is signed must be what was read.
    .next = Read it, and type the code again.
