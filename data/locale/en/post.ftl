### The posts.

post-drafter = drafter
post-operator = operator
post-department_manager = department manager
post-supervising_manager = supervising manager
post-general_manager = general manager
post-registrar = registrar
post-custodian = custodian
post-roster_signer = roster signer
post-auditor = auditor
post-administrator = system administrator
post-accept = General Department accepts
post-release = operator releases
post-revise = drafter revises
