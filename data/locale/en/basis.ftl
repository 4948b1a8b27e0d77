### On what ground somebody is written to.

basis-contract = contract
basis-consent = consent
basis-duty = legal duty
