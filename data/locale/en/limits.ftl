### What the limits per number leave of a list (R11): an estimate of the desk; the dispatcher decides again at each submit.

limits-slot = Slot { $n }:
limits-none = { $nth }no number has reached a limit (R11)
limits-some = { $nth }about { $over } of { $all } numbers will have reached a limit and get nothing (R11): { $said }. Decided again at each submit
limits-most = { $nth }almost nothing would go out: about { $over } of { $all } numbers will have reached a limit (R11; { $left } left): { $said }. Take another window, list or text; decided again at each submit
limits-sum = { $all } approved{ $said } = about { $left } will be sent
limits-minus_opted = { " " }− { $n } opted out
limits-minus_open = { " " }− { $n } reply open
limits-minus_over = { " " }− { $n } at a limit
limits-sum_title = will be sent
limits-everybody = everybody approved
limits-title = Limits per number
limits-exempt = mandatory: it counts, but no limit keeps it back (R11)
