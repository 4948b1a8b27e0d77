### Why a text may not be sent, by the reasons of the screening lists.

screening-classified = classified marking
screening-internal = internal matter
screening-absolute_claim = absolute claim
screening-card_number = looks like a card number
screening-identity_number = looks like an identity number
screening-one_time_code = one-time code
