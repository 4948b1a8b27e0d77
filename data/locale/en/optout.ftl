### Where an opt-out came from, and what it covers.

optout-department = no promotion of this department
optout-promotion = no promotion
optout-optional = only what must be sent
optout-all = nothing at all
optout-reply = reply by SMS
optout-complaint = complaint
optouts-of_department = no promotion of { $department }
optouts-whose = Whose promotion

refusal-optout_whose = It is not said which department's promotion is refused.
    .why = { $clause }: an opt-out of one department's promotion concerns that department alone.
    .next = Name the department; if it is not clear which one is meant, record "no promotion".

refusal-optout_no_department = An opt-out cannot be recorded for the department “{ $department }”.
    .why = { $clause }: only an opt-out of one department's promotion has a department, and it must be in the roster.
    .next = Use an id from the list of departments, or choose another scope.

optouts-left_out = left out: { $scopes }
optouts-everybody = every recipient has opted out: nothing of this would be sent
optouts-mandatory = mandatory (contract or law): only those who refuse everything are left out
optouts-mandatory_by = mandatory ({ $basis }: { $ground }): only refusals of everything count
optouts-despite = { $n } take only what must be sent, and get this
optouts-unnamed = not treated as mandatory: { $n } who take only what must be sent are left out; if it must be sent, name the clause of the contract or law in "evidence"
optouts-list_none = none of { $n } numbers has opted out
optouts-list_some = of { $n } numbers { $out } have opted out ({ $scopes }), { $left } have not
optouts-list_everybody = all { $n } numbers have opted out ({ $scopes })

duty-mandatory = mandatory
duty-promotion = no: promotion
duty-basis = no: it rests on consent
duty-unnamed = no: no clause of contract or law is named
duty-third_party = no: for a third party
