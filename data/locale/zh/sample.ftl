### 监督抽查：每月抽看的发送（R7）。

sample-month = 月份
sample-of = 发送数
sample-n = 应抽查
sample-by = 签署人
sample-at = 签署时间
sample-words = 抽查情况
sample-faults = 发现的问题
sample-send = 发送
sample-started = 开始发送
sample-digest = 申请的校验值
sample-which = 哪个月份
sample-drawn = { $department } { $month }：共发送 { $of } 次，抽查 { $n } 次。
sample-drawn_by = 共发送 { $of } 次；按发送程序对台账第 { $seq } 条链头 { $head } 的签名抽取。
sample-nothing = 没有抽到的发送。

sample-state-running = 本月未完
sample-state-none = 没有发送
sample-state-undrawn = 待抽取
sample-state-due = 待抽查
sample-state-signed = 已抽查
sample-state-faulty = 发现问题

todo-sample = 抽查上月发送
next-sample = 打开后逐条看内容、名单和审批，按 { KEY("sample.sign") } 写明情况并签名。
chase-sample = 监督抽查

list-samples-empty = 这个月没有您能看的部门。
    按 { KEY("samples.month") } 换月份。
list-sample-empty = 没有抽到的发送。
    本月未完、没有发送，或月末后发送程序还没有签过台账链头时，都没有。
filter-samples = 部门名：
filter-sample = 发送、事由或内容：

help-samples-title = 监督抽查
help-sample-title = 一个部门一个月的抽查
help-samples-body = 使用部门监督自己的发送（R7）：每月抽 5 次，不足 5 次的全看，经理签名。
    抽哪几次，由发送程序对月末后第一个台账链头的签名决定，谁也不能挑选。{ KEY("samples.month") } 换月份，{ KEY("samples.open") } 打开一个部门。
help-samples-columns = 部门：哪个部门的发送 [R7]
    状态：本月未完、待抽查、已抽查、发现问题，是否已晚 [R7]
    发送数：这个月开始的发送
    应抽查：其中要看的 [R7]
    期限：何时以前签 [R7]
help-sample-body = 抽到的发送。{ KEY("sample.open") } 看申请的内容、名单、审批和结果，{ KEY("sample.sign") } 写明看了什么、有无问题，再签名。
    签名以前，您自己的程序按这个签名重新抽一次，与业务台所示不符就不签。签过的可以再签，以最新的为准，先前的留在台账。
help-sample-columns = 发送：申请表编号和批次 [R7]
    类别：业务提示、宣传推广或其他
    用途：申请表写的
    收件人：名单人数

command-sample_sheet = 部门经理签署一个月的监督抽查。
command-sample_samples = 一个月各部门的监督抽查：应看几次，签了没有。
option-sample-month = 月份，空为最近结束的
option-sample-text = 部门名的一部分
usage-filing-sample = 一个部门一个月抽到的发送，以及签署的情况。
usage_of-filing-month = 月份，例如 2026-11
leaf-sample_sheet-month = 月份
leaf-sample_sheet-seq = 台账第几条
leaf-sample_sheet-head = 链头
leaf-sample_sheet-lot = 链头签名的校验值
leaf-sample_sheet-of = 发送数
leaf-sample_sheet-sends = 抽查的发送
leaf-sample_sheet-faults = 发现的问题
leaf-sample_sheet-words = 抽查情况
leaf-sample_sheet-sends-name = 发送
leaf-sample_sheet-sends-request = 申请的校验值
leaf-sample_sheet-sends-n = 收件人
ledger-sample-signed = 监督抽查签名
ledger_subject-sample = 监督抽查

refusal-sample_not_manager = { $department }的抽查不由您签。
    .why = { $clause }：使用部门自己监督，由本部门经理签字。
    .next = 请该部门经理签署。
refusal-sample_running = { $month } 还没有结束。
    .why = { $clause }：月末以后才抽取，发送以前谁也不知道会抽到哪几次。
    .next = 下月初再签。
refusal-sample_none = { $month } 没有发送。
    .why = { $clause }：没有发送，无可抽查。
    .next = 不用签。
refusal-sample_undrawn = { $month } 还没有抽取。
    .why = { $clause }：抽哪几次由月末后发送程序签名的第一个台账链头决定，这个链头还没有。
    .next = 发送程序运行后会自动签；很久没有的，请系统管理员查看发送程序。
refusal-sample_moved_on = { $month } 的抽查有变化，没有签。
    .why = { $clause }：签的内容与现在抽到的不同，例如迟到的报告补上了一次发送。
    .next = 重新打开看过再签。
refusal-no_such_month = 没有月份“{ $month }”。
    .why = { $clause }：月份写作 2026-11，从台账开始的季度到本月，最多 24 个月。
    .next = 换一个月份。
