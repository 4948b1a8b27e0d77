### Sending hours: on which days, from when until when.

sending_hours-of = { $day } { $hours }
sending_hours-between = { ", " }
sending_hours-none = never
sending_day-every = every day
sending_day-work = on working days
sending_day-off = on days off
sending_day-holiday = on public holidays
sending_day-monday = on Mondays
sending_day-tuesday = on Tuesdays
sending_day-wednesday = on Wednesdays
sending_day-thursday = on Thursdays
sending_day-friday = on Fridays
sending_day-saturday = on Saturdays
sending_day-sunday = on Sundays
sending_hours-whole = { $nth }the whole window is within the hours
sending_hours-part = { $nth }only { $open } of { $total } are within the hours: { $hours }
sending_hours-short = { $nth }the list takes about { $need } and only { $open } can be sent, the rest will not go out; { $opens } to { $closes } would do
sending_hours-too_short = { $nth }the list takes about { $need } and only { $open } can be sent, the rest will not go out
sending_hours-shut = { $nth }nothing of the window is left within the hours ({ $hours }): approved now it could not be sent
sending_hours-taken = The window is now { $opens } to { $closes }
sending_hours-nothing_to_take = Every window can be sent as it is
sending_hours-no_offer = No window can be sent in the next two months; change the time
sending_hours-slot = slot { $n }:{ " " }
sending_hours-unknown = { $nth }the public holidays of { $year } are not known, so nobody can tell whether it can be sent
sending_hours-key = { $key } takes it
sending_hours-enough = ; the list takes about { $need }, which is enough
