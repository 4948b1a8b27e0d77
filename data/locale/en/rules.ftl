### The departments' own rules (R0).

rules-version = version
rules-none = none yet
rules-none_yet = This department has signed no rules yet (R0); its manager presses { KEY("department_rules.new") } to write the first version.
rules-title = title
rules-title_usual = Rules of { $department } for the SMS platform
rules-signed_by = signed by
rules-since = since
rules-digest = digest
rules-pick = Which version
rules-earlier = An earlier version: version { $n } is in force
rules-form_head = Rules of { $department } (R0), version { $n }; kept nowhere before you sign. { KEY("department_rules_form.read") } reads a file.
    Enter next, Shift+Tab back, Ctrl+J new line; no mobile numbers.
rules-ready = { $n } characters. { KEY("department_rules_form.sign") } shows it whole and signs.
rules-read_title = Read from a file
rules-read_about = Plain text in UTF-8; a relative path starts at { $folder }. It takes the place of what stands in the field.
rules-file = file path
rules-sign_title = The rules that you sign, to the letter
rules-signed = Version { $n } signed: { $title }

list-department_rules-empty = There is no department.

filter-department_rules = Part of a department's name or of a title, then Enter.

help-department_rules-title = Department rules
help-department_rules-body = Each department sets up its own rules (R0), signed by its manager, version after version; who has none is on the chase board. The text is for the department and the General Department.
help-department_rules-columns = department: whose rules [R0]
    version: the version in force [R0]
    signed by: who signed it [R0]
    since: when [R0]
    title: what they are called [R0]
help-department_rule-title = A department's rules
help-department_rule-body = What was signed, whole; arrows scroll. { KEY("department_rule.versions") } shows earlier versions; { KEY("department_rule.new") }, for its manager, writes the next one from this text.
help-department_rules_form-title = Write the next version
help-department_rules_form-body = Change title and text, or read a file with { KEY("department_rules_form.read") }; { KEY("department_rules_form.sign") } shows the whole text that you sign, then asks for the passphrase. Nothing is kept before that: leaving asks.

command-rules_list = Every department, and the rules that it has set up.
command-rules_versions = Every version of a department's rules, the newest first.

refusal-no_rules_yet = { $department } has signed no rules yet.
    .why = { $clause }: each department sets its own rules.
    .next = Its manager writes the first version.
