### Where an opt-out came from, and what it covers.

optout-promotion = no promotion
optout-all = nothing at all
optout-reply = reply by SMS
optout-complaint = complaint
