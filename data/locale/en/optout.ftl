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
