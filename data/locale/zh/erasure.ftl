### What is kept and what is erased (R13): pages, commands, the certificate, refusals.

erasure-gone = 已清除
erasure-kind-request = 申请
erasure-kind-list = 没用过的名单
erasure-kind-findings = 问题行
erasure-kind-complaint = 投诉号码
erasure-item-send = 发送
erasure-item-list = 名单
erasure-item-findings = 问题行
erasure-scope-request = 申请
erasure-scope-department = 部门
erasure-due = 到期
erasure-what = 什么
erasure-name = 编号或名称
erasure-numbers = 号码
erasure-findings = 问题行
erasure-rows = 条数
erasure-lists = 一并清除的名单
erasure-no_lists = 无（名单别处还要用）
erasure-holds = 保全令
erasure-free = 可以清除
erasure-state = 状况
erasure-kept = 留存
erasure-held = 保全
erasure-marked = 已选 { $n } 项，共 { $rows } 条
erasure-due_only = 只看到期的
erasure-everything = 连未到期的
erasure-ending = 解除
erasure-release_waits = 已提议解除；总经理按 { KEY("legal_holds.release") } 确认
erasure-waits = 有一个提议等确认：按 { KEY("erasure.confirm") } 看
erasure-propose_title = 提议清除号码
erasure-confirm_title = 确认清除号码
erasure-release_title = 提议解除保全
erasure-confirm_release_title = 确认解除保全
erasure-hold_title = 发保全令
erasure-hold_which = 保全什么？
erasure-hold_request = 这份申请 { $name }
erasure-hold_department = { $name }的全部
erasure-requests = 申请（份）
erasure-what_goes = 清除的是号码（连同核对用的随机数）、原始回执和问题行，找不回来；签名、人数、校验值、台账都留着。
erasure-then_erase = 签名后由{ GENERAL() }的主管经理确认；发送台核对两人签名、保存期和保全令，清除以后业务台再清除。
erasure-then_release = 签名后由总经理确认。
erasure-proposed = 已提议，等第二个人确认。
erasure-confirmed = 已确认，等发送台办理。
erasure-hold_made = 保全令已生效；等确认的清除提议含有它的，随之作废
erasure-hold = 第 { $id } 号
erasure-made_by = 发出人
erasure-made_at = 发出时间
erasure-released = 解除时间
erasure-subject = 保全
erasure-nth = 第 { $id } 次清除
erasure-carried_out = 清除时间
erasure-proposer = 提议
erasure-confirmer = 确认
erasure-scrubbed = 空闲页已抹净
erasure-not_scrubbed = 还没有（业务台每分钟再试）
erasure-removed = 业务台删去
erasure-told = { $by }：发送 { $sends } 次，收件人 { $recipients }，删去 { $rows } 条
erasure-files_none = 收件箱里没有该清的文件。
erasure-files_left = { $name }：名单“{ $list }”的文件，{ $due } 起不必再留；加 --remove 清掉
erasure-file_removed = { $name } 已抹去
erasure-file_kept = { $name } 清不掉：文件已变，或没有写的权限

list-erasure-empty = 没有到期的号码。按 { KEY("erasure.every") } 看还在保存期里的。
list-legal_holds-empty = 没有保全令。在清除页选一份申请，按 { KEY("erasure.hold") } 发出。
list-erasures-empty = 还没有清除过。到期后由备案员提议。

erased_rows-list_number = 名单号码
erased_rows-finding = 问题行
erased_rows-salt = 核对用的随机数
erased_rows-result = 结果块的服务商编号
erased_rows-complaint = 投诉号码
erased_rows-reply = 回复
erased_rows-optout = 退订号码（改存 HMAC）

filter-erasure = 编号、名称里的字

state-list-erased = 号码已清除

cli-nothing_due = 没有到期的号码
cli-no_holds = 没有保全令
cli-no_erasures = 还没有清除过

act-erase = 已提议清除
act-release_hold = 已提议解除保全
act-legal_hold = 保全令已生效

todo-erasure_due = 号码到期待清除
todo-erasure_again = 恢复后待重新清除
todo-confirm_erase = 等您确认清除号码
todo-confirm_release_hold = 等您确认解除保全

chase-erasure_due = 号码到期待清除
chase-erasure_again = 恢复后待重新清除

next-confirm_erase = 按 { KEY("todo.open") } 打开，按 { KEY("erasure.confirm") } 看清除什么、多少条、为何，属实就重打条数、签名。
next-confirm_release_hold = 按 { KEY("todo.open") } 打开，在那道保全令上按 { KEY("legal_holds.release") } 看提议，同意就签名。
next-erasure_again = 这个发送程序重新启用过，它的库可能比清除旧：它自己会按原来的两人签名再清一次，回报后这一行就没有了。它拒绝的，看台账里的原因。
next-erasure_due = 按 { KEY("todo.open") } 查看到期的，选好按 { KEY("erasure.propose") } 提议清除。
    .command = 查看到期的（erasure preview），再提议清除（erasure propose）。

ledger-erasure-hold_made = 发保全令
ledger-erasure-hold_released = 发送台解除保全
ledger-erasure-erased = 发送台清除号码
ledger-erasure-erase_refused = 发送台拒绝清除
ledger-erasure-done = 业务台清除号码
ledger-erasure-scrubbed = 空闲页已抹净
ledger-complaint-forgotten = 投诉号码到期清除

paper-erasure_form = 号码清除证明
paper-erasure_what = 清除内容
paper-erasure_item = 编号或名称
paper-erasure_kind = 种类
paper-erasure_rows = 条数
paper-erasure_digest = 校验值
paper-erasure_reason = 理由
paper-erased_at = 清除时间
paper-erasure_entry = 台账序号
paper-erasure_total = 合计条数
paper-erasure_desk = 业务台删去
paper-erasure_scrubbed = 空闲页抹净时间
paper-erasure_reports = 发送台报告
paper-erasure_report = { $by }，{ $at }：发送 { $sends } 次、收件人 { $recipients }、删去 { $rows } 条；不在此台的 { $elsewhere } 次；报告校验值 { $digest }
paper-erasure_words = 兹证明：上列号码及其核对用的随机数、原始回执、问题行已从业务台和发送台清除。签名、人数、校验值和台账照旧保存；退订登记仍在，用以拒发。备份里的副本到备份期满为止。
paper-ink_registrar = 备案员（签名、日期）
paper-ink_supervisor = { GENERAL() }主管经理（签名、日期）

step-erasure_proposed = 提议清除
step-erasure_confirmed = 确认清除

help-erasure-title = 到期清除
help-erasure-body = 号码按制度包的保存期到期；{ KEY("erasure.mark") }选中，备案员按 { KEY("erasure.propose") } 提议，{ GENERAL() }主管经理按 { KEY("erasure.confirm") } 确认，两人都重打条数。发送台核对以后先清除，业务台随后。任一经理可按 { KEY("erasure.hold") } 保全，一人即可；解除要两人。
help-erasure-columns = 到期：何时保存期满 [R13]
    什么：申请、通讯录或问题行 [R13]
    条数：一并清除几条 [R13]
    状况：可清除，或为何保留 [R13]
    编号或名称：申请编号或通讯录名称 [R13]
    用途：申请的用途，或来源文件 [R13]
help-legal_holds-title = 保全令
help-legal_holds-body = 保全期间一条也不清除，发送台也记着。{ KEY("legal_holds.release") }：备案员提议解除，总经理确认。
help-legal_holds-columns = 什么：一份申请或整个部门 [R13]
    编号或名称：申请编号或部门名称 [R13]
    发出人：谁发出保全令 [R13]
    发出时间：何时发出 [R13]
    解除时间：何时解除；未解除的为空 [R13]
    原因：为何保全 [R13]
help-erasures-title = 清除记录
help-erasures-body = 谁、何时、清除了什么，空闲页是否抹净；{ KEY("erasures.print") } 打印证明。签名、人数、校验值、台账都还在。
help-erasures-columns = 清除时间：何时清除 [R13]
    申请（份）：清除了几份申请 [R13]
    条数：清除了几条 [R13]
    提议：谁提议 [R13]
    确认：谁确认 [R13]
    原因：为何清除 [R13]

refusal-erased = 申请 { $number } 的号码已清除。
    .why = { $clause }：清除以后不能再发、再保全；台账、人数和校验值仍在。
    .next = 需要再发的，另立申请、另建名单。

refusal-erase_nothing = 没有可以清除的号码。
    .why = { $clause }：选中的都已清除，或者没有号码。
    .next = 请在 { PAGE("all.filing") } 按 { KEY("filing.erasure") } 查看到期的。
    .command = 用 erasure preview 看到期的。

refusal-erase_too_many = 一次最多清除 { $most } 项。
    .why = { $clause }：多了，签名的人看不过来。
    .next = 分几次提议。


refusal-erase_proposed_already = 其中有的已经有人提议，还没办完。
    .why = { $clause }：一次只办一个提议。
    .next = 请待其办完或过期；现状见 { PAGE("all.filing") } 的 { KEY("filing.erasure") }。
    .command = 等它办完或过期；用 proposal list 看。

refusal-erase_stale = 提议写的与现在的不一样了。
    .why = { $clause }：清除哪些、多少条，签名以后不能变。
    .next = 按现在的重新提议。

refusal-erase_running = 申请 { $number } 还没有发完。
    .why = { $clause }：每个时段都结束、结果都到以后才清除。
    .next = 等它办完。

refusal-erase_unsettled = 申请 { $number } 还有 { $n } 人结果不明。
    .why = { $clause }：清除以后再也查不清，须先由两人核定。
    .next = 请先在 { PAGE("all.sends") } 打开该次发送，按 { KEY("monitor.settle") } 核定。
    .command = 先用 send settle 核定。

refusal-erase_held = 有保全令（第 { $hold } 号）：{ $reason }
    .why = { $clause }：保全期间一条也不清除。
    .next = 解除保全须备案员提议、总经理确认。

refusal-erase_frozen = 这份申请已冻结。
    .why = { $clause }：冻结的事还没有查清，号码要留着。
    .next = 先解冻。

refusal-erase_early = 要保存到 { $due }。
    .why = { $clause }：保存期由制度包规定，发送记录依法至少六个月。
    .next = 到期再办。

refusal-erase_by_itself = 到 { $due } 自行清除，不用提议。
    .why = { $clause }：结案的投诉与发过的申请无关，只有业务台有它的号码，到期即清。
    .next = 须保留的，由备案员或经理在 { PAGE("all.filing") } 按 { KEY("filing.erasure") }、{ KEY("erasure.hold") } 下达保全令。
    .command = 要留的，备案员或经理发保全令：erasure hold department。

refusal-erase_in_use = 名单还在申请 { $number } 里用着。
    .why = { $clause }：可能还要发的名单不清除。
    .next = 先办完、退回或撤回那份申请。

refusal-hold_not_yours = { $person } 不能发保全令。
    .why = { $clause }：由{ GENERAL() }备案员或任一经理发出。
    .next = 请他们办理。

refusal-hold_subject = 没有“{ $subject }”。
    .why = { $clause }：写申请的序号或部门编号。
    .next = 请在 { PAGE("all.requests") } 核对申请编号，或核对部门编号。
    .command = 用 request list 或 departments 查。

refusal-hold_stands = 已经有第 { $hold } 号保全令。
    .why = { $clause }：一件事一道保全令。
    .next = 不用再发。

refusal-hold_over = 第 { $hold } 号保全令已解除。
    .why = { $clause }：解除过的不再解除。
    .next = 不用办理。

refusal-optout_key_missing = 这台业务台没有退订密钥 { $path }（指纹 { $key }）。
    .why = { $clause }：号码清除后的退订只存 HMAC，没有密钥就不知道谁拒收，所以不导入、不放行、不发。
    .next = 系统管理员从 { $desk } 那台业务台，或从另存的一份，把它抄来，归业务台账号，0600。

refusal-optout_key_wrong = { $path } 不是数据库认的退订密钥（应为指纹 { $key }）。
    .why = { $clause }：用别的密钥认不出谁拒收，所以不导入、不放行、不发。
    .next = 系统管理员先移走这个文件，再从 { $desk } 那台业务台，或从另存的一份，把真的抄来。

refusal-optout_key_loose = 退订密钥 { $path } 别的账号能读，或不归业务台账号。
    .why = { $clause }：有了密钥，清除的号码猜得出来。
    .next = 系统管理员改成业务台账号所有、0600，再查谁读过。

refusal-optout_source_number = 来源里有手机号。
    .why = { $clause }：来源写进台账，台账里不放号码，也永不清除。
    .next = 来源只写怎么得知的，如：来电、柜面。

problem-no_such_hold = 没有这道保全令。
    .why = 编号不对。
    .next = 请在 { PAGE("all.filing") } 按 { KEY("filing.erasure") }、{ KEY("erasure.holds") } 查看。
    .command = 用 erasure holds 查看。

problem-no_such_erasure = 没有这次清除。
    .why = 编号不对。
    .next = 请在 { PAGE("all.filing") } 按 { KEY("filing.erasure") }、{ KEY("erasure.certificates") } 查看。
    .command = 用 erasure list 查看。

command-erasure_preview = 到期可清除的号码：哪份申请、多少人、何时到期、有无保全。
command-erasure_holds = 保全令，新的在前。
command-erasure_list = 清除过的，新的在前。
option-erasure-open = 含已解除的
ask-erase-count = 重打清除行数合计
ask-erase-count_wrong = 与要清除的条数不符，打的数和口令都已清空：看清上面的数，再打一遍。
command-erase = 备案员提议清除；{ GENERAL() }主管经理用 proposal confirm 确认。
command-release_hold = 备案员提议解除保全；总经理用 proposal confirm 确认。

refusal-erasure_ended = 没有等着确认的清除；{ $by } { $at } 的提议已作废。
    .why = { $clause }：要清除的内容变了，或提议过期，就不再有效。
    .next = 请重新提议。
