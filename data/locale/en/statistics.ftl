### The figures (R8): what is counted, by what, the workbook, and why a call is refused.

statistics_by-department = department
statistics_by-category = category
statistics_by-month = month
statistics_by-quarter = quarter

figure-submitted = handed in
figure-approved = approved
figure-returned = returned
figure-rejected = rejected
figure-withdrawn = withdrawn
figure-expired = expired
figure-lapsed = lapsed
figure-median = median approval h
figure-p90 = p90 approval h
figure-sends = sends
figure-recipients = recipients
figure-suppressed = suppressed
figure-opted_out = opted out
figure-reply_open = reply open
figure-same_text = same text
figure-over_day = over a day limit
figure-over_30_days = over a 30-day limit
figure-unsaid = no reason kept
figure-delivered = delivered
figure-undelivered = undelivered
figure-refused = refused
figure-no_receipt = no receipt
figure-unknown = unknown
figure-not_sent = not sent
figure-running = under way
figure-settled = settled by two
figure-parts = billed parts
figure-fen = cost (yuan)
figure-optouts = opt-outs (all)
figure-complaints = complaints
figure-emergencies = paper sends
figure-reply_refuse = replies that refuse
figure-reply_human = replies to people
figure-reply_ignore = replies to note

statistics-title = Figures of use
statistics-total = total
statistics-house = the whole house
statistics-and = ,{ " " }
statistics-about = { $period }  { $of }  made by { $by } { $at }
statistics-head = { $period }  by { $by }  { $of }
statistics-note = A send counts in the month of its first message; billed is what the provider took beyond doubt; approval time runs by the clock, nights and holidays included.
statistics-sheet-charts = charts
statistics-sheet-crossed = category by month
statistics-sheet-reasons = returns by reason
statistics-chart-crossed = Recipients by category per month
statistics-chart-delivery = Delivery per month
statistics-chart-cost = Cost per month (yuan)
statistics-reason = reason
statistics-times = times
statistics-reasons = Returned because
statistics-codes = Why not reached (codes)
statistics-code = code
statistics-no_code = no code
statistics-none = Nothing was asked for or sent in this time.
    { KEY("statistics.period") } takes another, { KEY("statistics.dimension") } groups otherwise; requests are drafted under { PAGE("all.requests") }.
statistics-written = written: { $path }
statistics-saved = written to { $folder }/{ $name }
statistics-export_about = Writes the figures of { $period } as an XLSX with charts into { $folder }. It holds no number of a recipient.
statistics-until = as of { $time }
statistics-by = By { $by }: { $figure }
statistics-grouped = { $key } by { $by }
statistics-goes_on = { $n } more below
statistics-goes_on_tab = Tab { $mark } { $n } more below
statistics-period = Which time
statistics-dimension = Group by
statistics-measure = Draw which figure
statistics-year = { $name }, whole year
statistics-share = reached
statistics-behind = Requests of { $period } { $of }

filter-statistics = Type part of a row's name, Enter
filter-statistics_requests = Type part of number or purpose, Enter

list-statistics_requests-empty = This row counts no request.
    { KEY("all.back") } goes back; take another time or grouping.

help-statistics-title = Figures of use (R8)
help-statistics-body = What was asked for, decided, sent and paid in a time. { KEY("statistics.earlier") } and { KEY("statistics.later") } go to the time before and after, { KEY("statistics.period") } picks one, { KEY("statistics.dimension") } groups otherwise, { KEY("statistics.measure") } draws another figure, { KEY("statistics.department") } and { KEY("statistics.kind") } show one department or category alone. { KEY("statistics.open") } opens the requests behind a row; { KEY("statistics.look") } shows all figures of it, why requests were returned and the codes of what was not reached; { KEY("statistics.write") } writes an XLSX with charts.
    { "" }
    A send counts in the month of its first message, with receipts that came later. One that goes on for some is a send of its own. Recipients = suppressed + delivered + undelivered + refused + no receipt + unknown + not sent + under way. Billed parts and cost are of what the provider took beyond doubt; their bill decides. Approval time runs by the clock from handing in to the last signature; median and p90 are values that occurred. Opt-outs have no department. You see your own departments; the General Department, the general manager and auditors see all.
help-statistics-columns = department: that of the row; category, month or quarter once { KEY("statistics.dimension") } groups so [R8]
    handed in: requests that were handed in [R8]
    recipients: the figure that is drawn as a bar; { KEY("statistics.measure") } draws another [R8]
    billed parts: what the provider took, without those in doubt [R8]
    reached: the share of approved recipients who got the message [R8]
help-statistics_requests-title = Requests behind a row
help-statistics_requests-body = What the row counts: requests to which something happened in this time, or of which a send began. { KEY("statistics_requests.open") } opens one.
help-statistics_requests-columns = state: how far the request is [R7]
    number: its number [R3]
    category: notice, promotion or other [R4]
    recipients: how many people [R10]
    purpose: what it is for [R7]

refusal-statistics_period = { $period } is no time to count.
    .why = { $clause }: figures are kept by month, quarter and year.
    .next = Write 2026-11, 2026Q4 or 2026.

refusal-statistics_dimension = Figures are not grouped by { $dimension }.
    .why = { $clause }: by department, category, month or quarter.
    .next = Write department, category, month or quarter.

refusal-statistics_category = There is no category { $category }.
    .why = { $clause }: the regulation has three categories.
    .next = Write notice, promotion or other.
