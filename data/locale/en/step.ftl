### Signed steps.

step-list = list manifest
step-request = request
step-approval = approval
step-return = return
step-rejection = rejection
step-withdrawal = withdrawal
step-acceptance = acceptance
step-emergency_acknowledgement = acknowledgement of an emergency send
step-release = release
step-resume = resume
step-stop = stop
step-extension = extension
step-pledge = pledge
step-deputation = deputation
step-recall = recall
step-suspension = suspension
step-activation = activation of a standby
step-proposal = proposal
step-confirmation = confirmation
step-application = operator application
step-application_step = decision on an application
step-department_rules = department rules

command-approval = Approve: read, type the count again, sign.
command-return = Send it back for change; signed, with the reason.
command-rejection = Refuse it for good; signed, with the reason.
command-withdrawal = Take a request back; signed, with the reason.
command-acceptance = Accept form, text and list, the paper's check code typed; signed.
command-extension = The last approver gives a slot that passed a new window; signed.
command-release = Release a slot: read, type the count again, sign.
command-resume = Let a held slot go on: type the count again, sign.
command-stop = End a slot for good: type the count again, sign; the rest is not sent.
option-acceptance-code = at the foot of the paper form
option-release-gateway = default: the request's
step-appeal_withdrawal = withdrawal of a release
