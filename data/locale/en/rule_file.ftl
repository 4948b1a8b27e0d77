### The files that rosters name: the kinds, every field of each, values out of fixed sets, and what is wrong with one.

refusal-file_unfit_at = { $rule_file }, line { $line }: { $item } { $file_fault } { $detail }
    .why = { $clause }: nobody can act by a file that cannot be read.
    .next = Correct the line and bring the file again.

refusal-file_unfit = { $rule_file }: { $item } { $file_fault } { $detail }
    .why = { $clause }: nobody can act by a file that cannot be read.
    .next = Begin from the one in force (show --out).

refusal-file_named_otherwise = The roster names another { $rule_file } than this file, { $name }.
    .why = { $clause }: files are recorded by content, and version and id are what the file says.
    .next = Propose it again.

refusal-file_other_pledge = The policy pack asks for pledge { $pledge }, and the roster names another.
    .why = { $clause }: both must name the same.
    .next = Propose it again.

refusal-file_pledge_unknown = The policy pack asks for pledge { $pledge }, whose text this program does not have.
    .why = { $clause }: without a pledge that can be read and signed nobody submits or approves.
    .next = Name a version that is there; new pledges come with the program.

refusal-file_pledge_clauses = Pledge { $pledge } has { $clauses } clauses, and the policy pack says another number.
    .why = { $clause }: a pledge is accepted clause by clause.
    .next = Correct `clauses` under [pledge].

refusal-file_version_taken = There was another { $rule_file } of version { $name } already.
    .why = { $clause }: signatures and forms name the version, so a version is one file for ever.
    .next = Give it another version (`version` at its top).

refusal-gateway_not_for_solo = Gateway “{ $gateway }” is no simulator on this machine.
    .why = { $clause }: an installation without separated accounts reaches no real gateway.
    .next = Propose a real gateway in a real installation; here it is simulator = true, host = "127.0.0.1".

problem-no_such_rule_file = The desk has no such file: { $digest }
    .why = The digest is wrong, or the file was never brought.
    .next = See policy list, screening list, gateway list, calendar list.

problem-no_such_year = The public holidays of { $year } are not known.
    .why = The program does not ship that year, and the roster does not name it.
    .next = See calendar years; write a file like one of them and propose it (calendar propose).

problem-file_in_force = This { $rule_file } ({ $name }) is the one in force.
    .why = Not a byte of it differs.
    .next = Change it, give it another version, and propose that.

problem-unknown_rule_file = There is no kind of file called “{ $kind }”.
    .why = There are policy packs, screening lists, gateway files and calendars.
    .next = Say policy, screening, gateway or calendar.

problem-rule_file_differs = What the desk gave is not the { $rule_file } { $name } that the roster names. Nothing was signed.
    .why = This machine judged the file's bytes by their digest and read them, and they do not fit.
    .next = Do not sign; have the system administrator and the auditor look at the desk.

rule_file-policy = policy pack
rule_file-screening = screening list
rule_file-gateway = gateway file
rule_file-calendar = calendar
rule_file-none = None.
rule_file-good = { $rule_file } { $name } can be used
rule_file-what_changes = { $rule_file }: { $old } -> { $new }
rule_file-says_new = { $rule_file } { $new } (new)
rule_file-says_gone = { $rule_file } { $old } goes out of use
rule_file-only_layout = Every value is the same; notes or layout differ:
rule_file-text = The text line by line (- old, + new):
rule_file-not_there = { $rule_file } { $name }: the desk does not have it
rule_file-kind = kind
rule_file-name = name
rule_file-as_written = its text
rule_file-since = in force since
rule_file-until = until
rule_file-signed_by = signed by
rule_file-in_force = in force
rule_file-missing_at = missing at
rule_file-digest = digest
rule_file-kept = text
rule_file-first = There is none of its kind before it.
rule_file-which = Which kind of file?
rule_file-file = file
rule_file-bring_title = Propose another { $rule_file }
rule_file-bring_told = A .toml file of this machine, made from the one in force; a bare name is looked for in { $folder }. It goes to the desk, and is in force once two roster signers have signed.
rule_file-save_title = Save the file
rule_file-saved = Written to { $file }
rule_file-pick_drop = Which gateway goes out of use?


file_fault-too_large = is too large
file_fault-not_text = is not visible text in UTF-8
file_fault-not_toml = is not written as TOML
file_fault-missing = is missing
file_fault-unknown = is unknown here
file_fault-type_int = must be a whole number, without quotes
file_fault-type_str = must be text, in quotes
file_fault-type_bool = must be true or false
file_fault-type_array = must be a list, in [ ]
file_fault-type_object = must be a group, headed by [ ]
file_fault-value = has a value that will not do
file_fault-holiday_order = ends before it begins, or lasts longer than 31 days:
file_fault-other_year = is not a day of this year:
file_fault-day_twice = is named twice (two holidays overlap, or it is both off and worked):
file_fault-worked_weekday = is no weekend day that could be worked instead:

rule_value-True = yes
rule_value-False = no
rule_value-quarter = the quarter's end
rule_value-end = the window's end
rule_value-own = the department's own operator
rule_value-general = the General Department's operator
rule_value-before = before sending
rule_value-after = after sending
rule_value-customers = customers
rule_value-public = the public
rule_value-staff = staff
rule_value-block = blocked
rule_value-warn = warned of

rule_field-policy-version = version
rule_field-policy-source = source
rule_field-policy-effective_from = effective from
rule_field-policy-decide_working_days = working days to decide
rule_field-policy-complaint = complaints
rule_field-policy-answer_days = working days to answer a complaint
rule_field-policy-conclude_days = working days to conclude a complaint
rule_field-policy-max_billed_parts = billed parts at most
rule_field-policy-count_retyped = count typed again
rule_field-policy-pledge = pledge
rule_field-policy-clauses = clauses
rule_field-policy-months = months
rule_field-policy-posts = posts that sign it
rule_field-policy-renew_days = days before its end from which it may be renewed
rule_field-policy-enrolment = enrolment
rule_field-policy-route = who signs in order
rule_field-policy-open_department = who signs for a new department
rule_field-policy-orders = personnel orders
rule_field-policy-deputised = posts with deputies
rule_field-policy-deputy_days = days of a deputy at most
rule_field-policy-proposal_hours = hours for the second signature
rule_field-policy-loss = losses
rule_field-policy-leak_hours = hours to tell the provider of a leak
rule_field-policy-hours = hours
rule_field-policy-certify_days = working days for the certificate
rule_field-policy-request_days = working days for the request
rule_field-policy-reissue_days = working days for the reissue
rule_field-policy-install_days = working days to install
rule_field-policy-resume_days = working days to resume
rule_field-policy-close_days = working days to close
rule_field-policy-category = category
rule_field-policy-clause = clause
rule_field-policy-audiences = audiences
rule_field-policy-least_approvers = least approvers
rule_field-policy-accept = General Department accepts
rule_field-policy-released_by = released by
rule_field-policy-paper = paper
rule_field-policy-opt_out = opt-out line
rule_field-policy-work = working days
rule_field-policy-off = days off
rule_field-policy-holiday = public holidays
rule_field-policy-monday = Mondays
rule_field-policy-tuesday = Tuesdays
rule_field-policy-wednesday = Wednesdays
rule_field-policy-thursday = Thursdays
rule_field-policy-friday = Fridays
rule_field-policy-saturday = Saturdays
rule_field-policy-sunday = Sundays
rule_field-policy-mandatory = mandatory on these bases
rule_field-policy-retention = retention (months)
rule_field-policy-counted_from = numbers are counted from
rule_field-policy-notices = notices
rule_field-policy-promotions = promotions
rule_field-policy-others = others
rule_field-policy-unused_list = unused lists
rule_field-policy-findings = findings
rule_field-policy-inbox = drop box files
rule_field-policy-extra = additional signatures
rule_field-policy-third_party = for a third party
rule_field-policy-downgrade = category lowered
rule_field-policy-limits = limits per number
rule_field-policy-day = messages a calendar day at most
rule_field-policy-days_30 = messages in 30 days at most
rule_field-policy-all = all categories together
rule_field-policy-same_text_days = days before the same text again
rule_field-policy-notice = notices
rule_field-policy-promotion = promotion
rule_field-policy-other = other
rule_field-screening-version = version
rule_field-screening-rule = rule
rule_field-gateway-id = id
rule_field-gateway-name = name
rule_field-gateway-protocol = protocol
rule_field-gateway-simulator = simulator
rule_field-gateway-host = host
rule_field-gateway-port = port
rule_field-gateway-tls = TLS
rule_field-gateway-tls_ca = CA file
rule_field-gateway-system_type = system type
rule_field-gateway-account = account
rule_field-gateway-source = sender code
rule_field-gateway-source_ton = sender TON
rule_field-gateway-source_npi = sender NPI
rule_field-gateway-destination_prefix = number prefix
rule_field-gateway-encoding = encoding
rule_field-gateway-billing = billing rule
rule_field-gateway-window = window
rule_field-gateway-rate = messages a second
rule_field-gateway-price_fen = price of a part (fen)
rule_field-gateway-response_timeout = response time (s)
rule_field-gateway-enquire_seconds = enquire interval (s)
rule_field-gateway-receipt_hours = hours for receipts
rule_field-gateway-opt_out = ways to refuse
rule_field-gateway-inbound = receives replies
rule_field-gateway-words = replies received
rule_field-gateway-other = other registered ways
rule_field-calendar-year = year
rule_field-calendar-source = source
rule_field-calendar-published = published
rule_field-calendar-holiday = holiday
rule_field-calendar-name = name
rule_field-calendar-first = first day
rule_field-calendar-last = last day
rule_field-calendar-work = worked instead

alert-file_not_at_sender = Dispatcher { $service } does not have the { $rule_file } in force, { $name } ({ $digest }).
    .why = { $clause }: it sends by its own copy of the file that the roster names, and without one not at all.
    .next = Have the system administrator write the same file with show --out into its folder policies, gateways or calendars; nothing needs a restart.

alert-calendar_missing = The public holidays of { $year } are not known.
    .why = { $clause }: a window that reaches into { $year } cannot be sent where the hours differ by working day and holiday, and deadlines in working days know weekends only.
    .next = Once they are published, write them like the year before (calendar year --out); a roster signer proposes the file on the page of rule files (calendar propose), another signs it, and the system administrator lays it into the dispatcher's folder calendars.
