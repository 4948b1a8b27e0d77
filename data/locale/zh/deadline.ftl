### Deadlines: the chase board, extensions, the calendar, and what is late.

chase-decide = 审批
chase-accept = 交纸质表，接收
chase-revise = 退回、逾期待改
chase-release = 放行
chase-extend = 延期
chase-untaken = 发送台收不进
chase-held = 恢复或终止
chase-unknown = 不明待核定
chase-confirm = 第二人签名
chase-authorise_application = 操作员申请：授权
chase-approve_application = 操作员申请：批准
chase-file_application = 操作员申请：存档
chase-revise_application = 操作员申请：修改
chase-carry_out = 操作员申请：入名册
chase-confirm_roster = 名册待第二人签
chase-pledge = 保证书
chase-rules = 本部门管理规定
chase-late = 已晚
chase-nobody = 没有人欠办。
chase-version = 第 { $n } 版
chase-in_place = { $deputy }（代 { $person }）
chase-deputy = { $deputy }(代)
chase-no_one = 无人
chase-does = { $who } 的下一步：{ $next }
chase-opens_it = 在待办里打开它，那里写着办什么。
chase-what_helps = 怎么办

remedy-standby = 办的人不在岗；备岗 { $about } 可以顶上，由 { $helpers } 启用（人员页 { KEY("people.wake") }）。
remedy-deputy = { $about } 没有办；不在就由 { $helpers } 指定代签人（人员页 { KEY("people.orders") }）。
remedy-lift = { $about } 已停用；由名册签署人（{ $helpers }）签新版名册恢复他，或换人。
remedy-appoint = 没有人担任；办操作员申请，或由名册签署人（{ $helpers }）在新版名册里任命。
remedy-hands = 能办的人（{ $about }）都经手过这件事，不能再办；撤回后由别人起草，或在名册里（{ $helpers }）再任命一位。
remedy-anew = { $about } 签过，但已不在岗，这份申请走不下去；退回或撤回，重新申请。
remedy-alone = { $about } 提的，只有原审批人能确认，而他现在不能；到期后重新提议，或等状态报告。
remedy-gone = { $about } 已不在岗，理由没人能补；由两人解除这次停用，解除时写明原因。

option-chase_row-text = 编号、事由、姓名、部门的一部分
cli-column-late = 迟
cli-column-days_left = 余工作日

extension-times = 时间按 { $zone }，如 2026-12-01 09:00
extension-was = 原时段
extension-pick = 给哪个时段延期
extension-done = 已延期：{ $number }

next-late = 请催办；该人员不在的，在 { PAGE("all.people") } 选定本人按 { KEY("person.deputise") } 指定代签人，您不能替其签名。
    .command = 催办；他不在就指定代签人（order deputy），您不能替他签。
next-extend = 给新的时段并签名，或由本部门撤回。

calendar-known = 有 { $years } 年的节假日
calendar-missing = 没有 { $year } 年的放假安排：{ $year } 年只认周末，按节假日区分时间的类别跨入该年就发不了
calendar-year = 年份
calendar-origin = 来自
calendar-off = 放假天数
calendar-worked = 上班的周末
calendar-source = 依据
calendar-shipped = 随程序
calendar-brought = 名册第 { $version } 版
calendar-lacks = 缺 { $year } 年的放假安排：公布后由名册签署人提出（calendar propose）

ends-days = { $day } 剩{ $n }工作日
ends-days_one = { $day } 剩1工作日
ends-today = 今天 { $time }
ends-just_late = 刚刚逾期
ends-late_hours = 逾期 { $n } 小时
ends-late_hours_one = 逾期 1 小时
ends-late_days = 逾期 { $n } 天
ends-late_days_one = 逾期 1 天
ends-comma = ，
ends-day_today = 今天（{ $name }）
ends-day_tomorrow = 明天（{ $name }）
ends-left = 剩 { $n } 个工作日
ends-left_one = 剩 1 个工作日
ends-ends_today = 今天到期
ends-none_between = 到期前不再有工作日
ends-unsure = { $year } 年放假安排未导入，该年只按周末推算
ends-proposed_by = { $person } 提出
ends-goes_to = 交给 { $person }
ends-decide_by = 决定期限
ends-people = 人数
ends-level = 级别

day-1 = 周一
day-2 = 周二
day-3 = 周三
day-4 = 周四
day-5 = 周五
day-6 = 周六
day-7 = 周日

day_short-1 = 周一
day_short-2 = 周二
day_short-3 = 周三
day_short-4 = 周四
day_short-5 = 周五
day_short-6 = 周六
day_short-7 = 周日

post_short-department_manager = 经理
post_short-supervising_manager = 主管经理
post_short-general_manager = 总经理
post_short-accept = 接收

late-waits = 等 { $who }，自 { $since }
late-told = 快到期了，上级也看得到
late-told_over = 已经逾期，上级也看得到

refusal-decision_expired = 审批期限 { $until } 已过，不能再决定。
    .why = { $clause }：到期不等于同意，没有批的申请作废。
    .next = 起草人改好再提交，成为新的一版，重新审批。

refusal-window_still_open = 这个时段到 { $closes } 才结束，不用延期。
    .why = { $clause }：批准的时段内由操作员放行，过了才延期。
    .next = 请操作员在时段内放行。

refusal-chases_nobody = 您没有要催办的人。
    .why = { $clause }：{ GENERAL() }、审计员、总经理看全部，经理看自己管的部门。
    .next = 您自己的事在待办里。

refusal-no_such_debt = 没有“{ $kind }”这种欠办的事。
    .why = { $clause }：催办台只有规定里的那几种。
    .next = 请按 { KEY("chase.kind") } 选择种类。
    .command = 看 chase --help 里的种类。

# Where there is little room.
day_tomorrow-1 = 明天(周一)
day_tomorrow-2 = 明天(周二)
day_tomorrow-3 = 明天(周三)
day_tomorrow-4 = 明天(周四)
day_tomorrow-5 = 明天(周五)
day_tomorrow-6 = 明天(周六)
day_tomorrow-7 = 明天(周日)
