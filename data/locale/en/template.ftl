### Templates of departments, and what a request has of the one that it names (R7, R9, R10).

state-template-offered = offered
state-template-blocked = blocked
state-template-withdrawn = withdrawn

template-template = Template
template-name = Name
template-category = Category
template-body = Text
template-state = State
template-version = Version
template-newest = Newest version
template-department = Department
template-uses = Used
template-used = Last used
template-by = Last handled by
template-reason = Withdrawn because
template-written_by = Version by
template-note = Note
template-blanks = Blanks to fill
template-screened = Screening
template-warned = Words to check
template-sha256 = Digest
template-everyone = { $department }, for all
template-everyone_field = For all
template-offer_all = All departments may use it
template-screened_words = "{ $words }" ({ $reason }): blocked by the screening list in force; no request can begin from it until it is changed
template-warned_word = Check "{ $words }" ({ $reason })
template-between = , { "" }
template-named = "{ $name }" v{ $version }
template-value = Filled in, { $name }: { $value }
template-as_it_is = The same as template { $template }
template-newer = Template { $template } has a newer version: v{ $newest }
template-changed = Not as in template { $template } ({ $field }): { $words }
template-gone = without "{ $words }"
template-came = with "{ $words }"
template-other_choice = { $before } became { $after }
template-blank_left = a blank is not filled as the template asks
template-based_on = Begun from template { $template }
template-put_back_about = What was changed becomes the template's words again; what its blanks were filled with stays. Go on?
template-signature_open = chosen in the request
template-put_back = The template's words are back.
template-let_go = Without the template
template-let_go_about = Template "{ $name }" is withdrawn. The message is submitted as it stands, as a text of your own that names no template. Go on?
template-let_go_done = This request names no template any more.
template-nothing_changed = Apart from its blanks nothing differs from the template.
template-none_named = This request was not begun from a template.
template-whole = The template's text
template-none_left = The department has every template that the program ships.
template-take_all = All { $n } that are not there yet
template-pick_shipped = Take which one
template-taken = { $n } templates taken.
template-taken_done = the templates were taken
template-withdraw_about = It is no longer offered to drafters, and drafts that name it can no longer be submitted with it. Its versions stay readable, and submitted requests stay good. Writing a new version offers it again.
template-withdrawn_done = the template was withdrawn
template-restore_about = Withdrawn because: { $reason }. Drafters can begin from it again, as its newest version has it. Go on?
template-restored_done = the template is offered again
template-pick_version = Read which version
template-fill_title = Begin from template "{ $name }" v{ $version }
template-fill_about = What you fill in is the same for every recipient. Leave a blank empty to fill it in the form.
template-head = A template of { $department }. Write what changes each time as a blank: { "{" }date{ "}" }, ___ or XX. Every recipient gets the same text: no names, no card numbers (R10).
template-ready = { KEY("template_form.save") } saves it as a new version.
template-blanks_are = Blanks to fill: { $blanks }
template-written = Template saved: { $name }
template-written_done = the template was saved
template-no_blank = The template has no such blank: { $given }. It has: { $blanks }
template-several = Several templates are called "{ $name }"; give the id: { $ids }

field-template = Template
field-template_name = Template name
field-template_body = Text
field-template_note = Note
request_row-held = Held
request_row-template = Template

help-templates-title = Templates
help-templates-body = Texts that the department sends month by month, written once. { KEY("templates.begin") } begins a request from one, { KEY("templates.take") } takes those that the program ships. Drafters, operator and manager keep their department's (R7, R9).
help-templates-columns = State: offered, blocked or withdrawn [R9]
    Name: what it is called [R9]
    Version: its version [R9]
    Category: notice, promotion or other [R4]
    Department: whose it is [R9]
    Used: requests begun from it [R9]
help-template-title = One template
help-template-body = { KEY("template.begin") } begins a request from it, { KEY("template.write") } writes the next version, { KEY("template.versions") } shows all versions, { KEY("template.withdraw") } withdraws it, { KEY("template.restore") } restores it. Each change is a new version; old ones stay readable.
help-template_form-title = Write a template
help-template_form-body = Write what changes each time as a blank, such as { "{" }due date{ "}" }: the drafter fills it once, the same for every recipient. What differs from one recipient to the next (a name, a card number) cannot be a blank: contact lists hold numbers only (R10).

list-templates-empty = No templates. Write one with { KEY("templates.new") }, or take those that the program ships with { KEY("templates.take") }.
list-templates-none = No templates. Drafters, operators and the department's manager write them.
filter-templates = Words of name or text, then Enter.
cli-no_templates = No templates.
command-template_list = Templates, newest first.
command-template_shipped = The templates that the program ships; template take takes them into a department.
option-template-state = offered, blocked, withdrawn
option-template-category = notice, promotion, other
option-template-text = words of name or text
option-template-department = which department; empty: your own

todo-template = template blocked
chase-template = template blocked
next-template = { KEY("todo.open") } opens the template; { KEY("template.write") } changes what is blocked, { KEY("template.withdraw") } withdraws it.
    .command = See the template (template show), change what is blocked (template write), or withdraw it (template withdraw).

ledger-template-written = template written
ledger-template-withdrawn = template withdrawn
ledger-template-restored = template restored
ledger-template-screened = template screened

refusal-template_not_yours = You do not keep the templates of { $department }.
    .why = { $clause }: each department drafts and reviews its own texts; its drafters, its operator and its manager keep its templates (R7, R8).
    .next = Ask one of them, or use your own department's.

refusal-template_for_all = A template of { $department } cannot be offered to all departments.
    .why = { $clause }: each department reviews its own texts; only the General Department, which supports everybody, offers templates for all.
    .next = Take the tick away, or ask the General Department to write it.

refusal-template_mobile = A template's name and a reason cannot contain a mobile number.
    .why = { $clause }: they are kept in the ledger and on paper longer than any number.
    .next = Leave the number out.

refusal-template_name_taken = The department already has a template called "{ $name }".
    .why = { $clause }: requests and approval cards call templates by their names.
    .next = Choose another name, or write that one's next version.

refusal-template_personal = "{ $blank }" differs from one recipient to the next, so it cannot be a blank.
    .why = { $clause }: contact lists hold mobile numbers only; names and card numbers do not enter the system, and every recipient gets the same text.
    .next = Write what is the same for all, such as "Dear customer".

refusal-template_brace = A brace stands alone: { $braces }.
    .why = { $clause }: a pair of braces is a blank; one alone would be sent as it is.
    .next = Make it a pair, such as { "{" }date{ "}" }, or delete it.

refusal-template_name_signs = A name cannot have quotation marks, brackets or semicolons.
    .why = { $clause }: on the approval card it stands among quotation marks, beside what was found, and must not be taken for that.
    .next = Leave those signs out.

refusal-template_blanks = Too many blanks; { $most } at most.
    .why = { $clause }: with so much to fill in it is no template.
    .next = Make several templates of it.

refusal-template_withdrawn = Template "{ $name }" is withdrawn.
    .why = { $clause }: a withdrawn template is no longer offered to drafters; its versions stay readable.
    .next = Use another one, or ask those who keep it for a new version.

refusal-template_withdrawn_since = Template "{ $name }", which this draft names, is withdrawn.
    .why = { $clause }: a withdrawn template is no longer offered to drafters, nor is a draft submitted with it.
    .next = Press { KEY("form.template") } to keep the message as a text of your own, or begin again from another template.
    .command = Keep the message as a text of your own (request edit --drop-template), or begin again from another template (request new --template).

refusal-template_not_withdrawn = Template "{ $name }" is not withdrawn.
    .why = { $clause }: only a withdrawn template is offered again.
    .next = Nothing needs to be done; drafters can begin from it unless screening blocks it.

refusal-template_moved_on = "{ $name }" has version { $version } by now.
    .why = { $clause }: somebody wrote a version since you opened it, and a version follows the newest.
    .next = Read the newest version, then change it.

refusal-template_unchanged = Nothing of "{ $name }" was changed.
    .why = { $clause }: every version says who changed it and when.
    .next = Change it before you save, or leave with { KEY("all.back") }.
    .command = Change it before you write it.

refusal-templates_all_taken = The department has every template that the program ships.
    .why = { $clause }: none is taken twice under the same name.
    .next = Use what is there; to change one, write its next version.

refusal-template_unknown = This draft cannot use template { $template }.
    .why = { $clause }: there is no such template or version, or it belongs to another department and is not offered to all.
    .next = See the templates on { PAGE("all.requests") }, { KEY("requests.templates") }, and begin again from one of those.
    .command = See template list, and begin again from one of those.

refusal-blank_unfilled = Blanks are still to be filled in: { $blanks }.
    .why = { $clause }: the drafter fills them in before submission; every recipient gets the same text, and the program fills in nothing.
    .next = Write what it is this time, or delete the blank.

problem-no_such_template = There is no template { $template }.
    .why = Its name or id is wrong, or that version was not written yet.
    .next = See { PAGE("all.requests") }, { KEY("requests.templates") }.
    .command = See template list.

problem-template_differs = Template "{ $template }" is not the one that the request was signed with.
    .why = What the desk shows does not have the template's digest: it was replaced, or the data is damaged.
    .next = Do not sign; tell the General Department.

problem-template_unreadable = The template cannot be read: { $error }.
    .why = A field's name or form is wrong.
    .next = Look at one with template show --json, and write it like that.
