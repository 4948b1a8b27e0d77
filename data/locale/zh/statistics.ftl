### The figures (R8): what is counted, by what, the workbook, and why a call is refused.

statistics_by-department = 部门
statistics_by-category = 类别
statistics_by-month = 月份
statistics_by-quarter = 季度

figure-submitted = 提交
figure-approved = 批准
figure-returned = 退回
figure-rejected = 驳回
figure-withdrawn = 撤回
figure-expired = 逾期未批
figure-lapsed = 过期未发
figure-median = 审批中位（小时）
figure-p90 = 审批 P90（小时）
figure-sends = 发送批次
figure-recipients = 人数
figure-suppressed = 剔除
figure-opted_out = 其中已退订
figure-reply_open = 其中回复待处理
figure-same_text = 其中相同内容
figure-over_day = 其中超当日上限
figure-over_30_days = 其中超 30 天上限
figure-unsaid = 其中未记原因
figure-delivered = 送达
figure-undelivered = 未送达
figure-refused = 被拒
figure-no_receipt = 无回执
figure-unknown = 结果不明
figure-not_sent = 未发
figure-running = 在途
figure-settled = 两人核定
figure-parts = 计费条数
figure-fen = 费用（元）
figure-optouts = 新增退订（全行）
figure-complaints = 投诉
figure-emergencies = 补录
figure-reply_refuse = 回复退订
figure-reply_human = 回复转人工
figure-reply_ignore = 回复无需处理

statistics-title = 使用统计
statistics-total = 合计
statistics-house = 全行
statistics-and = 、
statistics-about = { $period }  { $of }  制表 { $by } { $at }
statistics-head = { $period }  按{ $by }  { $of }
statistics-note = 发送归入第一条短信发出的月份；计费只算服务商收下且结果无疑的；审批用时按自然时间算，含夜间和节假日。
statistics-sheet-charts = 图
statistics-sheet-crossed = 类别按月
statistics-sheet-reasons = 退回原因
statistics-chart-crossed = 各类别人数（按月）
statistics-chart-delivery = 发送结果（按月）
statistics-chart-cost = 费用（元，按月）
statistics-reason = 原因
statistics-times = 次数
statistics-reasons = 退回原因
statistics-codes = 没有送到的原因（代码）
statistics-code = 代码
statistics-no_code = 无代码
statistics-none = 这段时间没有申请，也没有发送。
    按 { KEY("statistics.period") } 换时间，{ KEY("statistics.dimension") } 换分组；申请在 { PAGE("all.requests") } 里起草。
statistics-written = 已写出 { $path }
statistics-saved = 已写到 { $folder }/{ $name }
statistics-export_about = 把 { $period } 的统计写成带图表的 XLSX，放到 { $folder }。文件里没有收信人的号码。
statistics-until = 截至 { $time }
statistics-by = 按{ $by }  { $figure }
statistics-grouped = { $key } 换成按{ $by }
statistics-goes_on = 下面还有 { $n } 行
statistics-goes_on_tab = Tab { $mark } 下面还有 { $n } 行
statistics-period = 选时间
statistics-dimension = 按什么分组
statistics-measure = 画哪个数
statistics-year = { $name } 全年
statistics-share = 送达率
statistics-behind = { $period } { $of }的申请

filter-statistics = 输入文字筛选各行的名称，Enter 确定
filter-statistics_requests = 打编号或用途的一部分，Enter 确定

list-statistics_requests-empty = 这一行没有申请。
    { KEY("all.back") } 回到统计，换时间或分组。

help-statistics-title = 使用统计（R8）
help-statistics-body = 一个时间段里申请、审批、发送、费用的数。{ KEY("statistics.earlier") }、{ KEY("statistics.later") } 换到前后一段，{ KEY("statistics.period") } 选时间，{ KEY("statistics.dimension") } 换分组，{ KEY("statistics.measure") } 换画的数，{ KEY("statistics.department") } 只看一个部门，{ KEY("statistics.kind") } 只看一类。{ KEY("statistics.open") } 看这一行是哪些申请；{ KEY("statistics.look") } 看这一行全部的数、退回原因、没送到的代码；{ KEY("statistics.write") } 写成带图表的 XLSX。
    { "" }
    发送归入第一条短信发出的月份，后来的回执也算回那个月。继续发送是另一批，人数另算。人数＝剔除＋送达＋未送达＋被拒＋无回执＋结果不明＋未发＋在途。计费条数和费用只算服务商收下且结果无疑的，以服务商账单为准。审批用时从提交到最后一级签字，按自然时间算；中位和 P90 取最近的一个实际值。退订不分部门，只按时间列出。您看到的是自己部门的；{ GENERAL() }、总经理、审计看全部。
help-statistics-columns = 部门：这一行的部门；按 { KEY("statistics.dimension") } 换了分组，是类别、月份或季度 [R8]
    提交：提交的申请数 [R8]
    人数：画成横条的数；按 { KEY("statistics.measure") } 换 [R8]
    计费条数：服务商收下且结果无疑的条数 [R8]
    送达率：已送达占批准人数的比率 [R8]
help-statistics_requests-title = 统计里的申请
help-statistics_requests-body = 这一行统计的申请：这段时间里有过提交、审批、退回等，或有发送开始的。{ KEY("statistics_requests.open") } 打开。
help-statistics_requests-columns = 状态：申请办到哪一步 [R7]
    编号：申请编号 [R3]
    类别：业务提示、宣传推广或其他 [R4]
    收件人：发给几人 [R10]
    用途：申请的用途 [R7]

refusal-statistics_period = “{ $period }”不是可统计的时间。
    .why = { $clause }：按月、按季、按年统计。
    .next = 写成 2026-11、2026Q4 或 2026。

refusal-statistics_dimension = 不能按“{ $dimension }”分组。
    .why = { $clause }：按部门、类别、月、季统计。
    .next = 写 department、category、month 或 quarter。

refusal-statistics_category = 没有“{ $category }”这个类别。
    .why = { $clause }：按制度的三个类别统计。
    .next = 写 notice、promotion 或 other。
