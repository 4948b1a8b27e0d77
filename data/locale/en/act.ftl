### What may be done, by name.

act-import_list = import a list
act-add_optout = record an opt-out
act-draft = draft
act-edit = edit
act-submit = submit
act-withdraw = withdraw
act-approve = approve
act-return = return
act-reject = reject
act-accept = accept
act-release = release
act-hold = hold
act-resume = resume
act-stop = stop
act-extend = extend
act-settle = propose to settle unknowns
act-trial = propose a trial
act-continue = propose to send again
act-confirm = confirm a proposal
act-appeal = propose, confirm or withdraw a release

refusal-field_unknown = The act has no field “{ $field }”.
    .why = { $clause }: what an act does not say would be lost.
    .next = Update the console or the desk: they are of different versions.

refusal-act_unknown = This desk does not know the act “{ $act }”.
    .why = { $clause }: only acts that both sides know are prepared.
    .next = Update the console or the desk: they are of different versions.
