### Where an opt-out came from, and what it covers.

optout-promotion = 不收推广
optout-all = 一律不收
optout-reply = 短信回复
optout-complaint = 投诉
