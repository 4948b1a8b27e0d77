### 维护与支持：维护记录和支持单（R7、R8）。

upkeep_kind-maintenance = 维护记录
upkeep_kind-support = 支持单

upkeep_state-open = 待答复
upkeep_state-done = 已办

upkeep_topic-inspection = 日常检查
upkeep_topic-upgrade = 升级
upkeep_topic-backup = 备份恢复
upkeep_topic-gateway = 网关
upkeep_topic-credential = 口令证书
upkeep_topic-host = 主机系统
upkeep_topic-network = 网络
upkeep_topic-fault = 故障
upkeep_topic-use = 使用方法
upkeep_topic-other = 其他

upkeep-number = 编号
upkeep-kind = 种类
upkeep-topic = 事项
upkeep-about = 对象
upkeep-by = 登记人
upkeep-at = 登记时间
upkeep-began = 开始
upkeep-ended = 办结
upkeep-stopped = 影响发送
upkeep-who = 办理人
upkeep-text = 内容
upkeep-result = 结果
upkeep-done = 做了什么
upkeep-question = 要解决什么
upkeep-answer = 答复
upkeep-urgent = 急办
ask-upkeep-urgent = 发送等着：一个工作日内答复
ask-upkeep-stopped = 维护时发送停了
upkeep-head = 维护完再登记，内容不写手机号码。时间按 { $zone }，办结时间空为现在。
upkeep-ready = { KEY("upkeep_form.save") } 登记。
upkeep-entered = 维护已登记
upkeep-entered_as = 维护已登记：{ $number }
upkeep-ask_head = 交给{ GENERAL() }办，内容不写手机号码和口令。
upkeep-ask_ready = { KEY("support_form.save") } 提交。
upkeep-asked = 支持单已提交
upkeep-asked_as = 支持单已提交：{ $number }
upkeep-answered = 已答复 { $number }
upkeep-answered_done = 已答复
upkeep-nothing = 没有记录。

command-upkeep_list = 维护记录和支持单，新的在前。
command-upkeep_show = 一条记录的全部内容。
option-upkeep-kind = maintenance, support
option-upkeep-state = open, done
option-upkeep-text = 编号、对象、内容、结果

todo-support = 答复支持单
chase-support = 答复支持单
next-support = 打开看内容，办完按 { KEY("upkeep.answer") } 写答复。
    .command = 办完后写答复（upkeep answer）。

ledger-upkeep-entered = 登记维护
ledger-support-asked = 提交支持单
ledger-support-answered = 答复支持单
ledger_subject-upkeep = 维护与支持

help-upkeep-title = 维护与支持
help-upkeep-body = 技术支持和日常维护由{ GENERAL() }负责（R7），操作员维护（R8），做了什么在这里留记录。
    { KEY("upkeep.ask") } 谁都可以提支持单，{ GENERAL() }的操作员、经理或系统管理员按 { KEY("upkeep.answer") } 答复。
    { KEY("upkeep.enter") } 操作员、保管人、系统管理员登记维护。{ KEY("upkeep.open") } 看全部内容。季度材料里都有。
help-upkeep-columns = 编号：M 是维护记录，S 是支持单 [R7]
    种类：维护记录或支持单 [R7]
    状态：待答复或已办，晚了的注明 [R7]
    事项：哪一类 [R7]
    对象：哪个系统、网关、页面或申请
help-upkeep_form-title = 登记维护
help-upkeep_form-body = 一次维护登记一条。登记后不改；写错的，再登记一条，写明更正哪条。
help-support_form-title = 提支持单
help-support_form-body = 写明在哪一页、做什么、看到什么。急的一个工作日内答复，其他的与审批同限。还有疑问，另提一单，写明前一单的编号。

list-upkeep-empty = 还没有记录。
    { KEY("upkeep.ask") } 提支持单，{ KEY("upkeep.enter") } 登记维护。
filter-upkeep = 打编号、对象、内容或结果里的字，Enter 筛选。

refusal-upkeep_not_yours = 维护不由您登记。
    .why = { $clause }：由操作员、保管人、系统管理员或{ GENERAL() }经理登记。
    .next = 要人来办的，提支持单。
refusal-upkeep_no_question = 这是维护记录，不用答复。
    .why = { $clause }：只有支持单要答复。
    .next = 选一张支持单。
refusal-support_answered = 这张支持单已经答复。
    .why = { $clause }：一张只答复一次。
    .next = 还有疑问的，另提一单。
refusal-support_not_yours = 这张支持单由{ $department }答复。
    .why = { $clause }：技术支持由{ GENERAL() }负责。
    .next = 请{ GENERAL() }的操作员、经理或系统管理员答复。
refusal-support_not_custodian = 口令保管人只看自己提的支持单。
    .why = { $clause }：管口令的人不看短信内容和发送范围，支持单里可能有。
    .next = 维护记录都能看；这张由{ GENERAL() }办。
refusal-upkeep_order = 办结早于开始。
    .why = { $clause }：维护先开始，后办结。
    .next = 核对两个时间。
refusal-upkeep_in_future = { $at } 还没有到。
    .why = { $clause }：维护完再登记。
    .next = 改成办结的时间，或等办完。
problem-no_such_upkeep = 没有这条记录。
    .why = 编号不对。
    .next = 请在 { PAGE("all.filing") } 按 { KEY("filing.upkeep") } 查找（口令保管人在 { PAGE("all.credentials") }，{ KEY("credentials.upkeep") }）。
    .command = 用 upkeep list 查看。
