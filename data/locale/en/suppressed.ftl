### Why a recipient was suppressed: an opt-out, or the number got as much as the limits allow (R11, R13).

suppressed-opted_out = opted out
suppressed-reply_open = a reply or complaint waits for a decision
suppressed-same_text = same text as before
suppressed-cap_day = day limit, category
suppressed-cap_all_day = day limit, all
suppressed-cap_30_days = 30-day limit, category
suppressed-cap_all_30_days = 30-day limit, all
suppressed-unsaid = opted out, or no reason kept

suppressed_short-opted_out = opted out
suppressed_short-reply_open = reply open
suppressed_short-same_text = same text
suppressed_short-cap_day = day limit
suppressed_short-cap_all_day = day limit, all
suppressed_short-cap_30_days = 30-day limit
suppressed_short-cap_all_30_days = 30-day limit, all
suppressed_short-unsaid = no reason kept
