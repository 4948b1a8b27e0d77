### Lengths of time.

length-day = { $n } d
length-hour = { $n } h
length-minute = { $n } min
length-second = { $n } s
