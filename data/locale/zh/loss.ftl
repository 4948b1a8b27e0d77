### Loss cases (R12), and why a step is refused.

loss-subject = 遗失什么
loss-kind = 情形
loss-step = 这一步
loss-case = 遗失单
loss-waits_for = 等办
loss-holder = 保管人
loss-by = 报告
loss-noticed = 发现时间
loss-seen = 最后安全
loss-nobody_knows = 不知道
loss-where = 哪里、怎样
loss-impact = 可能的影响
loss-measures = 已采取措施
loss-yours = 由您办
loss-is_back = 已恢复
loss-left = 剩 { $length }
loss-over = 超时 { $length }
loss-hours = { $n } 小时
loss-workdays = { $n } 个工作日
loss-took = { $name }，用时 { $length }，时限 { $limit }
loss-until = 时限 { $limit }（{ $clause }），{ $time } 前
loss-limit = 时限 { $limit }（{ $clause }）
loss-by_whom = 由 { $names } 办
loss-whose = { $until }；{ $whose }
loss-reported = 报失
loss-report_title = 报告
loss-affected_title = 牵连
loss-exposed_title = 暴露期
loss-spent = 已用 { $passed }，共 { $whole }
loss-title = { $number }  { $what }  已办 { $done } 步，共 { $all } 步
loss-since = 报失后 { $length }
loss-stopped = 停着的发送
loss-stopped_none = 没有
loss-stopped_more = 另有 { $n } 个时段，别的部门的或更早的
loss-stopped_one = { $number }，{ $state }，{ $n } 人未发
loss-then = 接着
loss-afterwards = 恢复以后
loss-operators_resume = 停着的发送由操作员逐个继续，重输人数。
loss-roster_restores = 新一版名册生效，本人才能再登录、再签名。
loss-exposed = 暴露期自 { $since } 起：{ $n } 项，结果不明 { $unknown } 人
loss-exposed_short = 暴露期内
loss-exposed_count = { $n } 项，结果不明 { $unknown } 人
loss-send = 发送
loss-of_them_unknown = 不明 { $n }
loss-more = 还有 { $n } 项，见 loss show
loss-which = 办哪一步
loss-taken = 已签，记入台账。

loss_form-head = 时间按 { $zone }，如 2026-12-01 09:00。不要写口令。
loss_form-moved_on = 又办了：{ $steps }。您这一步接着它，填的都还在。
loss_form-follows = 接着

ask-loss_acknowledged-exposed = 客户号码可能外泄（个保法第57条）
ask-loss_reissued-old_void = 服务商说旧的已经停用

command-loss_told = 记下已电话通知服务商。
command-loss_acknowledged = { GENERAL() }确认知悉。
command-loss_certificate = 保管人所在部门的经理签出遗失证明。
command-loss_requested = 凭证明申请补办。
command-loss_reissued = 服务商已补办，旧的已停用。
command-loss_installed = 保管人签认新口令已装入并连通。
command-loss_closed = 结案，写明暴露期内的情况。
command-loss_found = 又找到了；仍须更换。

loss_report-head = 报告不用签名，即刻生效：网关冻结，个人停用。时间按 { $zone }；不知道的先空着。
loss-what = 哪一个
loss_report-forgotten = 遗忘
loss_report-medium_lost = 载体遗失
loss_report-leak = 疑似泄露
loss_report-left_office = 保管人离岗
loss_report-ready = { KEY("loss_report.send") } 报告；发现时间留空的，按当前时间记。
loss_report-title = 报告遗失
loss_report-question = { $what }：现在报告，即刻停用，恢复要办完补办、由两个人恢复。报告吗？
loss_report-done = 遗失单 { $number } 已立

loss_kind-forgotten = 遗忘
loss_kind-medium_lost = 载体遗失
loss_kind-leak = 疑似泄露
loss_kind-left_office = 保管人离岗

loss_brief-gateway = 网关口令
loss_brief-key = 密钥
loss_brief-login = 账号
loss_subject-gateway = 网关口令
loss_subject-key = 签名密钥
loss_subject-login = 登录账号

loss_step-told = 电话通知服务商
loss_step-acknowledged = { GENERAL() }确认
loss_step-certified = 部门出具证明
loss_step-requested = 申请补办
loss_step-reissued = 服务商补办
loss_step-installed = 装入新口令
loss_step-resumed = 两人恢复
loss_step-closed = 结案
loss_step-found = 找回

todo-loss_told = 遗失：打电话
todo-loss_acknowledged = 遗失：确认知悉
todo-loss_certified = 遗失：出具证明
todo-loss_requested = 遗失：申请补办
todo-loss_reissued = 遗失：记下补办
todo-loss_installed = 遗失：装入签认
todo-loss_resumed = 遗失：提议恢复
todo-loss_closed = 遗失：结案
todo-loss_late = 遗失单逾期

next-loss = 打开这张遗失单，按 { KEY("loss.next") } 办理这一步。
    .command = 用这一步的命令办理（loss --help）。
next-loss_late = 催办的人：{ $who }。逾期越久，报到越高一级。

refusal-loss_nothing_yours = 遗失单 { $number } 现在没有由您办的步骤；该谁办，见上面各步。
    .why = { $clause }：每一步由规定的岗位办。
    .next = 请该办这一步的人办。

refusal-loss_known = { $name } 的遗失已经报告过，还没有恢复。
    .why = { $clause }：一件遗失办一张单。
    .next = 请在 { PAGE("all.credentials") } 打开该遗失单继续办理。
    .command = 用 loss list 打开它，接着办。

refusal-loss_too_many = 您报告的他人遗失已有 { $most } 件没有办完。
    .why = { $clause }：报告即停用，一个人不能停用太多人。
    .next = 请另一位同事报告，或先办完已报的。

refusal-loss_in_future = { $at } 还没有到。
    .why = { $clause }：写的是已经发生的事。
    .next = 改成发现的时间。

refusal-loss_seen_later = 最后安全的时间晚于发现的时间。
    .why = { $clause }：这段时间里的发送要逐一查对。
    .next = 改成较早的时间，不知道就留空。

refusal-loss_moved_on = 遗失单 { $number } 又有了新的一步。
    .why = { $clause }：每一步写明它接着哪一步。
    .next = 重新打开这张单再办。

refusal-loss_closed = 遗失单 { $number } 已经结案。
    .why = { $clause }：结案以后不再改动。
    .next = 又遗失的，另报一张单。

refusal-loss_step_not_here = 这种遗失没有“{ $step }”这一步。
    .why = { $clause }：个人的密钥和账号由名册补办，不找服务商。
    .next = 请按 { KEY("loss.next") } 查看下一步。
    .command = 用 loss show 看下一步。

refusal-loss_step_taken = “{ $step }”已经办过。
    .why = { $clause }：每一步办一次。
    .next = 请按 { KEY("loss.next") } 查看下一步。
    .command = 用 loss show 看下一步。

refusal-loss_step_early = “{ $step }”还不能办：先要“{ $missing }”。
    .why = { $clause }：先报告、出证明，再补办、装入、由两人恢复，最后结案。
    .next = 请办“{ $missing }”的人先办。

refusal-loss_not_your_step = “{ $step }”不由您办。
    .why = { $clause }：证明由保管人所在部门经理出具，联系服务商由{ GENERAL() }办，口令由保管人装入。
    .next = 遗失单上写有每一步的办理人，请其办理。
    .command = 用 loss show 看由谁办。

refusal-loss_reporter_closes = 这件遗失是您报告的，不能由您结案。
    .why = { $clause }：报告和结案由两个人办。
    .next = 请{ GENERAL() }备案员或经理中的另一位结案。

refusal-loss_resume_signed = 恢复 { $number } 已由两人签完，在等发送程序执行。
    .why = { $clause }：两人所签由发送程序核对后执行；它停着时，签署仍然有效，它一起来就会取到。
    .next = 查看发送程序是否在运行；过了提议的有效期仍未执行，再提议一次。

refusal-loss_resume_waits = 恢复 { $number } 您已经提议过，在等另一个人确认。
    .why = { $clause }：提议和确认由两个人办。
    .next = 请{ GENERAL() }经理在待办里打开它，核对后确认；过了有效期再提议。

refusal-loss_kind_differs = 证明写的情形与报告的不同。
    .why = { $clause }：证明的是报告的那一件。
    .next = 按报告的情形重新出具。

refusal-loss_takes_two = 恢复要两个人，不能一个人签。
    .why = { $clause }：网关由保管人提议、{ GENERAL() }经理确认；个人由两位名册签署人发布新名册。
    .next = 请保管人在遗失单上按 { KEY("loss.resumed") } 提议，或请名册签署人提出名册。
    .command = 请保管人用 loss resume 提议，或请名册签署人提出名册。

refusal-loss_not_installed = 补办之后还没有装入新口令并连通过。
    .why = { $clause }：连通过的口令才算装好。
    .next = 请保管人在 { PAGE("all.credentials") } 按 { KEY("credentials.install") } 装入，再签这一步。
    .command = 请保管人装入（custody install），再签这一步。

refusal-loss_other_holder = 证明写的部门或保管人与报告的不同。
    .why = { $clause }：由保管人 { $person } 所在的部门出具。
    .next = 按报告重新出具。

refusal-loss_other_certificate = 补办申请所附的不是这张单的证明。
    .why = { $clause }：凭本部门证明补办。
    .next = 重新打开这张单再办。

refusal-loss_when = { $at } 不在发现遗失之后、现在以前。
    .why = { $clause }：通话和补办都在遗失之后。
    .next = 改成实际的时间。

refusal-loss_old_not_void = 旧口令没有作废，不算补办。
    .why = { $clause }：旧的能用，遗失就没有了结。
    .next = 请服务商停用旧的，再签这一步。

refusal-loss_window_moved = 暴露期内的发送现在是 { $n } 笔，与结案报告不符。
    .why = { $clause }：结案报告要与实际一致。
    .next = 重新打开这张单再结案。

refusal-no_such_gateway = 名册里没有网关 { $gateway }。
    .why = { $clause }：遗失的是名册里的账号。
    .next = 请在 { PAGE("all.credentials") } 查看网关编号。
    .command = 用 custody status 看网关编号。

refusal-no_such_signer = 名册里没有 { $person }。
    .why = { $clause }：遗失的是名册里的人的密钥或账号。
    .next = 请在 { PAGE("all.people") } 核对人员编号。
    .command = 用 people 看人员编号。

cli-loss_reported = 遗失已报告，即刻生效
cli-no_losses = 没有未结的遗失单。
cli-overdue = （逾期）
cli-exposed = 暴露期自 { $since } 起：{ $n } 项，其中结果不明 { $unknown } 人
cli-column-resumed = 恢复
cli-column-closed = 结案

step-loss_told = 电话通知服务商
step-loss_acknowledged = { GENERAL() }确认遗失
step-loss_certificate = 遗失证明
step-loss_requested = 申请补办
step-loss_reissued = 已补办
step-loss_installed = 新口令已装入
step-loss_closed = 遗失结案
step-loss_found = 遗失物找回

ledger-loss-reported = 遗失报告
ledger-loss-told = 遗失：已通知服务商
ledger-loss-acknowledged = 遗失：{ GENERAL() }确认
ledger-loss-certified = 遗失：部门证明
ledger-loss-requested = 遗失：申请补办
ledger-loss-reissued = 遗失：已补办
ledger-loss-installed = 遗失：新口令装入
ledger-loss-closed = 遗失：结案
ledger-loss-found = 遗失：找回

problem-no_such_loss = 没有这张遗失单。
    .why = 编号不对。
    .next = 请在 { PAGE("all.credentials") } 查看。
    .command = 用 loss list 查看。
