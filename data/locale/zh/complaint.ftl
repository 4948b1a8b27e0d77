### Complaints, and why a step is refused (R7, R13).

state-complaint-received = 待答复
state-complaint-answered = 已答复
state-complaint-closed = 已结案

complaint_source-12321 = 12321
complaint_source-direct = 直接投诉
complaint_source-other = 其他
complaint_source-reply = 短信回复

complaint_outcome-justified = 属实
complaint_outcome-unjustified = 不属实

complaint-number = 投诉编号
complaint-state = 状态
complaint-source = 来源
complaint-reference = 来文号
complaint-form = 申请
complaint-department = 部门
complaint-mobile = 投诉人号码
complaint-at = 收到
complaint-text = 投诉内容
complaint-entered_by = 登记人
complaint-opted = 同时退订
complaint-answer = 答复
complaint-answered_by = 答复人
complaint-outcome = 认定
complaint-conclusion = 结论
complaint-closed_by = 结案人
complaint-due = 期限
complaint-who = 由谁办
complaint-commitment = 号码的承诺值
command-complaint_list = 投诉，新的在前。
command-complaint_show = 一件投诉：内容、答复、结论、下一步由谁办。
option-complaint-state = received, answered, closed
option-complaint-text = 编号、来文号、申请编号、用途
complaint-late = 逾期
complaint-until = 期限 { $due }
complaint-head = 投诉内容不写号码，号码写在自己的栏里：台账只留它的承诺值。时间按 { $zone }，空为现在。
ask-complaint-form = 申请编号，可空
ask-complaint-opted = 不退订
complaint-ready = { KEY("complaint_form.save") } 登记。
complaint-entered = 投诉已登记
complaint-entered_as = 投诉已登记：{ $number }
complaint-answered_done = 答复已记下
complaint-closed_done = 投诉已结案
complaint-which_outcome = 投诉是否属实

todo-complaint = 答复投诉
todo-complaint_close = 投诉结案
todo-complaint_signed = 您批的申请被投诉

chase-complaint = 答复投诉
chase-complaint_close = 投诉结案

next-complaint = 打开投诉，按 { KEY("complaint.answer") } 记下答复。
    .command = 打开投诉，记下答复（complaint answer）。
next-complaint_close = 核对答复，按 { KEY("complaint.close") } 结案。
    .command = 核对答复后结案（complaint close）。
next-complaint_signed = 您签过这份申请；投诉由本部门答复，结案后从这里消失。

ledger-complaint-received = 收到投诉
ledger-complaint-answered = 答复投诉
ledger-complaint-closed = 投诉结案

help-complaints-title = 投诉
help-complaints-body = 12321 转来的和客户直接提的。{ KEY("complaints.new") } 登记，{ KEY("complaints.open") } 打开。发送的部门答复，{ GENERAL() }结案，都有工作日期限。
help-complaints-columns = 投诉编号：投诉的编号 [R7]
    状态：待答复、待办结或已办结 [R7]
    来源：本人、监管或运营商转来 [R7]
    期限：最迟何时答复、办结 [R7]
    申请：被投诉的申请 [R7]
    用途：该申请的用途 [R7]
help-complaint-title = 一件投诉
help-complaint-body = { KEY("complaint.answer") } 记下答复，{ KEY("complaint.close") } 结案（答复的人不能结案），{ KEY("complaint.unmask") } 写明理由看号码，{ KEY("complaint.request") } 打开申请。
help-complaint_form-title = 登记投诉
help-complaint_form-body = 号码写在自己的栏里，内容里不写。可同时退订。

list-complaints-empty = 没有投诉。按 { KEY("complaints.new") } 登记一件。
list-complaints-none = 没有投诉。

filter-complaints = 打投诉编号、来文号、申请编号或用途里的字，Enter 筛选。

refusal-complaint_not_yours_to_enter = 投诉不由您登记。
    .why = { $clause }：由{ GENERAL() }备案员，或本部门操作员、经理登记。
    .next = 把投诉转给他们。

refusal-complaint_other_department = 这是 { $department } 的投诉。
    .why = { $clause }：各部门登记本部门的。
    .next = 请备案员或那个部门登记。

refusal-complaint_not_yours_to_answer = 这件投诉由 { $department } 答复。
    .why = { $clause }：使用部门对本部门的短信和通讯录负责。
    .next = 请那个部门的操作员或经理答复。

refusal-complaint_not_yours_to_close = 投诉不由您结案。
    .why = { $clause }：由{ GENERAL() }备案员、经理或主管经理结案。
    .next = 请他们结案。

refusal-complaint_own_answer = 您答复的投诉不能由您结案。
    .why = { $clause }：答复和结案由两个人办。
    .next = 请{ GENERAL() }的另一位结案。

refusal-complaint_unanswered = 还没有答复，不能结案。
    .why = { $clause }：投诉要先答复投诉人。
    .next = 请先按 { KEY("complaint.answer") } 记下答复。
    .command = 先记下答复（complaint answer）。

refusal-complaint_closed = 这件投诉已经结案。
    .why = { $clause }：结案以后不再改动。
    .next = 又来投诉的，另登记一件。

refusal-complaint_no_department = 名册里没有部门“{ $department }”。
    .why = { $clause }：由名册里的部门答复。
    .next = 从名册里的部门中选一个，或留空。
    .command = 用 people 看部门编号，或留空。

refusal-complaint_no_request = 没有申请 { $number }。
    .why = { $clause }：投诉按表格编号对应申请。
    .next = 核对编号；不知道就留空。

refusal-complaint_no_link = 这件投诉没有对应的申请。
    .why = { $clause }：登记时没有写明申请编号。
    .next = 按号码查（发送页 { KEY("sends.number") }）可找到相关的发送。

refusal-complaint_in_future = { $at } 还没有到。
    .why = { $clause }：登记的是已经收到的投诉。
    .next = 改成收到的时间。

refusal-complaint_opt_out_whom = 要退订，先写投诉人的号码。
    .why = { $clause }：退订按号码生效。
    .next = 写上号码，或不选退订。

refusal-complaint_number_gone = 投诉 { $number } 没有保存号码。
    .why = { $clause }：没有登记号码，或保存期已满。
    .next = 凭来文号向 12321 查询。

problem-no_such_complaint = 没有这件投诉。
    .why = 编号不对。
    .next = 请在 { PAGE("all.sends") } 按 { KEY("sends.complaints") } 查找。
    .command = 用 complaint list 查看。

cli-no_complaints = 没有投诉。

field-reference = 来文号
