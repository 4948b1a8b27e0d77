### Why a text may not be sent, by the reasons of the screening lists.

screening-classified = classified marking
screening-internal = internal matter
screening-absolute_claim = absolute claim
screening-card_number = what looks like a card number
screening-identity_number = what looks like an identity number
screening-one_time_code = one-time code
screening-harmful = harmful
screening-fraud = words of fraud
screening-third_party = trade for others
screening-sms_business = SMS as a business for others
screening-return_promise = promise of return
screening-contact = bait to get in touch
screening-enticing = enticing wording
screening-advertising = enticing
screening-personal_data = a name with an amount
screening-link = unregistered link
screening-telephone = unregistered telephone
screening-account = WeChat or QQ number
screening-signature = unregistered signature
screening-misfiled = seems to promote, not filed so

screening_verdict-block = blocked
screening_verdict-warn = to be looked at
screening_verdict-pass = nothing found
