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
