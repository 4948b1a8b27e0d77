### The quarter (R3): why it may not be compiled, signed or received, its states, gaps and acts, pages and commands.

refusal-filing_not_yours = { $department } 的季度材料不由您汇总。
    .why = { $clause }：由本部门的操作员负责统计汇总。
    .next = 请该部门的操作员、起草人或经理汇总。

refusal-filing_not_manager = { $department }的季度材料不由您签。
    .why = { $clause }：由本部门经理签字后交{ GENERAL() }。
    .next = 请该部门经理签署。

refusal-filing_own = 这份季度材料是您签交的，不能由您接收。
    .why = { $clause }：交的人和收的人要分开。
    .next = 请{ GENERAL() }的另一位接收。

refusal-filing_generals_own = { GENERAL() }自己的季度材料不由本部门接收。
    .why = { $clause }：{ GENERAL() }的由其主管经理接收。
    .next = 请{ GENERAL() }的主管经理接收；没有别的主管经理时由总经理接收。

refusal-filing_not_general = 季度材料由{ GENERAL() }接收，您不在其列。
    .why = { $clause }：按季汇总后交{ GENERAL() }保管备案。
    .next = 请{ GENERAL() }备案员或经理接收。

refusal-filing_not_custodian = 季度材料不给口令保管人看。
    .why = { $clause }：管口令的人不看内容和发送范围。
    .next = 需要查阅的，请{ GENERAL() }备案员提供。

refusal-no_such_quarter = 没有这个季度：{ $quarter }。
    .why = { $clause }：按自然季度汇总，从台账开始的那个季度算起。
    .next = 请在 { PAGE("all.filing") } 按 { KEY("filing.quarter") } 选择季度。
    .command = 写成 2026Q4 这样，用 filing list 看有哪些。

refusal-filing_no_department = { $quarter } 没有 { $department } 这个部门。
    .why = { $clause }：每个部门交自己的季度材料。
    .next = 请在 { PAGE("all.filing") } 查看该季度的部门。
    .command = 用 filing list 看部门编号。

refusal-filing_not_over = { $quarter } 还没有结束。
    .why = { $clause }：一个季度结束后汇总。
    .next = 请在季度结束后汇总；现在可按 { KEY("quarter.check") } 查看缺项。
    .command = 请在季度结束后汇总；现在可查看缺项（filing check）。

refusal-filing_is_signed = { $quarter } 已经签交，等{ GENERAL() }接收。
    .why = { $clause }：签交以后材料不再变动。
    .next = 要改的，请{ GENERAL() }先退回。

refusal-filing_nothing_new = { $quarter } 已经归档，之后没有变化。
    .why = { $clause }：归档后有迟到的状态报告，才出更正单。
    .next = 不用再汇总。

refusal-filing_begin_again = 汇总没有做完，或已经过时。
    .why = { $clause }：归档的材料要完整。
    .next = 重新汇总一次。

refusal-filing_moved_on = 汇总以后情况有变。
    .why = { $clause }：签的要和现在的记录一致。
    .next = 重新汇总，看过再签。

refusal-filing_not_compiled = 这个季度没有等着签的材料。
    .why = { $clause }：先由操作员汇总，再由经理签交。
    .next = 请先按 { KEY("quarter.compile") } 汇总。
    .command = 请先汇总（filing compile）。

refusal-filing_no_pack = 这个季度还没有汇总，没有可打印、可取的材料。
    .why = { $clause }：材料由汇总而来。
    .next = 请先按 { KEY("quarter.compile") } 汇总。
    .command = 请先汇总（filing compile）。

refusal-filing_not_signed = 这个季度没有等着接收的材料。
    .why = { $clause }：部门经理签交后才能接收或退回。
    .next = 请该部门经理先签交。

refusal-filing_gap = { $number }：{ $gap }，不能签交。
    .why = { $clause }：表、纸质件、结果、台账缺一不可。
    .next = 先补齐，再重新汇总。

refusal-filing_unexplained = { $number }：{ $gap }，没有写明原因。
    .why = { $clause }：没办完的事要由经理写明。
    .next = 写明原因再签。

refusal-filing_paper_taken = 档案号 { $paper } 已用于 { $department } { $quarter }。
    .why = { $clause }：一份材料一个档案号。
    .next = 换一个档案号。

refusal-filing_summary_all = 全单位的季度汇总不给单个部门打印。
    .why = { $clause }：各部门交{ GENERAL() }，由{ GENERAL() }汇总。
    .next = 请打开本部门的季度，按 { KEY("quarter.print") } 打印。
    .command = 打印本部门的：form print filing。

problem-no_such_filing = 没有这份季度材料：{ $filing }。
    .why = 编号不对，或已被新的汇总取代。
    .next = 请在 { PAGE("all.filing") } 查看。
    .command = 用 filing list 查看。

filing-state-running = 季度未完
filing-state-due = 待汇总
filing-state-compiled = 待签交
filing-state-signed = 待接收
filing-state-received = 已归档
filing-state-returned = 已退回

gap-form_missing = 有号无表
gap-form_unsigned = 没有办完的申请
gap-paper_missing = 纸质件未收
gap-unknown_open = 结果不明未核定
gap-send_open = 发送没有结束
gap-loss_open = 遗失单未结案
gap-emergency_open = 补录未确认
gap-complaint_open = 投诉未办结
gap-annex_missing = 名单在归档前已清除，附不上
gap-sample_missing = 没有抽查的月份
gap-upkeep_missing = 没有维护记录
gap-support_open = 支持单未答复
gap-ledger_broken = 台账缺条或对不上
gap-results_missing = 逐人结果不全

filed-sent = 已发送
filed-elsewhere = 其他季度发送
filed-void = 作废
filed-open = 办理中

filing_step-compile = 汇总
filing_step-sign = 签交
filing_step-receive = 接收
filing_step-amend = 出更正单

option-filing-explained = 缺项=说明，每项一次
command-filing = 部门经理签交季度材料。
command-filing_receipt = { GENERAL() }接收季度材料；{ GENERAL() }自己的由其主管经理接收。
command-filing_return = 退回季度材料，写明原因。

step-filing = 季度签交
step-sample_sheet = 抽查签名
step-filing_receipt = 季度接收
step-filing_return = 季度退回

ledger-filing-compiled = 季度材料汇总
ledger-filing-signed = 季度材料签交
ledger-filing-received = 季度材料接收
ledger-filing-returned = 季度材料退回

todo-filing_compile = 汇总季度材料
todo-filing_sign = 签交季度材料
todo-filing_receive = 接收季度材料
todo-filing_amend = 出季度更正单

next-filing_compile = 打开后按 { KEY("quarter.compile") } 汇总，看缺什么；再由部门经理签交{ GENERAL() }。
next-filing_sign = 打开看过缺项，按 { KEY("quarter.sign") } 签交；{ GENERAL() }接收后归档。
next-filing_receive = 收到纸质件后打开，按 { KEY("quarter.receive") } 写档案号和存放处接收，或按 { KEY("quarter.return") } 退回。
next-filing_amend = 归档后有迟到的状态报告；打开按 { KEY("quarter.compile") } 出更正单，再签交。

chase-filing = 季度材料

filing_again-blocked = 已汇总，但缺的那项说明也不行：补上后按 { KEY("quarter.compile") } 重新汇总
filing_again-outgrown = 汇总之后情况又变了（如迟到的状态报告）：按 { KEY("quarter.compile") } 重新汇总，部门经理才签得了

paper-filing_form = 季度汇总备案表
paper-filing_pack = 季度备案材料
paper-filing_line = { $department }　{ $quarter }　{ $state }
paper-summary_form = 季度汇总（全单位）
paper-late_ones = 迟交部门数
paper-paper_sends = 应急次数
paper-paper_count = 应急人数
paper-signed_on = 签交
paper-received_on = 接收
paper-quarter = 季度
paper-revision = 第几版
paper-filing_due = 应交日期
paper-compiled_by = 汇总人
paper-nil = 零报告
paper-totals = 分类合计
paper-requests = 表数
paper-all = 合计
paper-forms = 各申请表
paper-no_forms = 本季度没有申请表。
paper-standing = 情况
paper-delivered = 送达
paper-failed = 未达
paper-scope = 发送范围
paper-approvers = 审批人
paper-slot_of = 时段 { $slot }
paper-why_void = 作废原因
paper-why_open = 办到
paper-taken_back = 撤回
paper-amended = 更正
paper-before = 原
paper-after = 现
paper-exceptions = 缺项与说明
paper-no_exceptions = 没有缺项。
paper-other_papers = 本季度其他表
paper-loss_line = 遗失单　{ $number }　{ $name }　{ $state }
paper-emergency_line = 补录　{ $what }　{ $n } 人　原因：{ $reason }　部门经理确认：{ $by }
paper-emergency_lacking = 　　纸上缺签：{ $posts }
paper-emergency_late = 　　补录晚了，因为：{ $why }
paper-complaint_line = 投诉　{ $number }　{ $source }　{ $form }　{ $state }
paper-upkeep_line = { $kind }　{ $number }　{ $topic }　{ $about }　{ $state }
paper-replies_line = 收件人回复　{ $said }
paper-closed_on = { $at } 结案
paper-still_open = 未结案
paper-manifest = 材料清单摘要
paper-filing_paper = 档案号
paper-ink_compiler = 汇总人（手写签名、日期）

filing-quarter = 季度
filing-forms = 表数
filing-gaps = 缺项
filing-when = 期限或日期
filing-due = 应交日期
filing-counts = 合计
filing-signed = 签交
filing-received = 接收
filing-paper = 档案号
filing-late = 迟 { $n } 天
filing-nil = 零报告
filing-amends = 待更正
filing-on_paper = 纸质应急发送
filing-on_paper_of = { $sends } 次，{ $n } 人
filing-amended_now = 更正
filing-counted = { $forms } 张表，{ $n } 人
filing-received_on = { $at } 归档
filing-signed_on = { $by } 前接收
filing-receive_by = 接收期限
filing-receive_line = 接收期限 { $due }
filing-unreceived = 接收迟 { $n } 天
filing-due_on = { $at } 前交
filing-due_line = 应交日期 { $due }
filing-reason_line = 退回原因：{ $reason }
filing-totals = { $quarter }　{ $due } 前交　已归档 { $done }/{ $of }　迟 { $late }　已汇总 { $n } 人
filing-totals_running = { $quarter } 还没有结束　{ $due } 前交　{ $of } 个部门
filing-which = 看哪个季度
filing-which_form = 打开哪张申请表
filing-gap_head = 缺项（! 必须补齐，? 可写明原因）
filing-no_gaps = 没有缺项。
filing-forms_head = 申请表
filing-no_forms = 本季度没有申请表。
filing-emergencies = 补录（纸质应急发送）
filing-recipients = { $n } 人
filing-lacking = 纸上缺签：{ $posts }
filing-complaints = 投诉
filing-others = 其他表
filing-editions = 汇总、签交、接收
filing-not_compiled = 还没有汇总。按 { KEY("quarter.compile") } 汇总。
filing-amended = 归档后变化的结果
filing-moved = 注意
filing-moved_words = 汇总以后情况有变，按 { KEY("quarter.compile") } 重新汇总。
filing-kept = 纸质 { $paper }
filing-no_paper = 纸质未收
filing-cost = { $yuan } 元
filing-did-sign = 签交
filing-did-received = 接收
filing-did-returned = 退回
filing-manifest = 材料摘要
filing-checking = 正在查缺项、核验台账……
filing-checked = 缺项 { $n } 项
filing-proved = 台账核验过 { $n } 条，链头 { $head }
filing-compiling = 正在汇总；{ KEY("all.back") } 停下。
filing-compiled = 已汇总；没有标 ! 的缺项，部门经理就可签交。
filing-explain_head = 逐项写明原因（R3）：
filing-sign_title = 签交季度材料
filing-signed_now = 已签交，等{ GENERAL() }接收。
filing-receive_title = 接收季度材料
filing-received_now = 已接收归档。
filing-return_title = 退回季度材料
filing-returned_now = 已退回；部门重新汇总、签交后再到您的待办。
filing-pack_title = 取材料包
filing-packed = 已写到 { $file }，另有同名 zip
filing-packed_out = 已写到取件箱里的 { $file }
filing-written = 已写到 { $path }
filing-nobody = 没有符合的部门。
filing-not_there = { $quarter } 还没有汇总。
filing-explain_how = --explain 写成 “缺项=说明”，缺项照 filing check 方括号里的写：{ $given }

cli-column-revision = 第几版
cli-column-requests = 表数
cli-column-signed = 签交
cli-column-paper = 档案号

list-filing-empty = 这个季度没有您能看的部门。
    按 { KEY("filing.quarter") } 换季度；名册里还没有部门时，先办开设部门的申请（{ KEY("all.people") }、{ KEY("people.applications") }）。

field-explained = 缺项说明

filter-filing = 部门名或状态：

help-filing-title = 归档
help-quarter-title = 一个部门的季度材料
help-quarter_form-title = 签交季度材料
help-filing-body = 归档（R3）：每个部门每季度把申请表、内容、范围、结果汇总，经理签交，{ GENERAL() }接收。
    期限是季度结束后第 10 个工作日，迟了看得见。没有发送也要交零报告。{ KEY("filing.quarter") } 换季度，{ KEY("filing.open") } 打开一个部门，{ KEY("filing.print") } 打印全单位汇总。
help-filing-columns = 部门：哪个部门的季度材料 [R3]
    状态：待汇总、待签交、待接收、已归档，迟了多少天 [R3]
    表数：这个季度的申请表份数 [R3]
    收件人：这些申请一共发给多少人
    缺项：归档以前还缺几项 [R3]
    期限或日期：何时以前交；归档后是接收的日子 [R3]
help-quarter-body = 一个部门的季度：缺项逐条写明是哪张表；! 必须补齐，? 由经理写明原因。
    { KEY("quarter.compile") } 汇总，{ KEY("quarter.check") } 连同台账再查，{ KEY("quarter.sign") } 经理签交，{ KEY("quarter.receive") } { GENERAL() }接收（写档案号、存放处），{ KEY("quarter.return") } 退回。
    归档后有迟到的状态报告，{ KEY("quarter.compile") } 出更正单。{ KEY("quarter.pack") } 取材料包，里面的 README 写明怎样用系统工具核对。
help-quarter_form-body = 经理签交：每一项没办完的写明原因，{ KEY("quarter_form.sign") } 看过要签的内容再签。签的是材料包的摘要、张数、人数和这些说明。

problem-filing_stopped = 汇总停下了。
    .why = 您按了 { KEY("all.back") }，什么也没有保存。
    .next = 要汇总时再按 { KEY("quarter.compile") }。

problem-pack_damaged = 材料包不完整，没有写。
    .why = 它的文件名或内容不是材料包的样子。
    .next = 再取一次；还不行，请系统管理员看业务台。

problem-pack_changed = 取的时候材料包变了。
    .why = 有人同时重新汇总了。
    .next = 再取一次。

command-filing_list = 一个季度各部门交了没有、迟了没有，合计多少。
option-filing-quarter = 季度，空为最近结束的
option-filing-text = 部门名或状态的一部分

refusal-filing_no_forms = 本季度没有申请表。
    .why = { $clause }：有申请表时才能打开。
    .next = 没有申请表的季度照样签署上交。
