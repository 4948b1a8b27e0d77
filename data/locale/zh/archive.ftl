### The archive book, paper that is owed, form numbers, emergency sends entered afterwards (R1 to R3, R6).

archive-number = 档号
archive-kind = 种类
archive-title = 名称
archive-where = 存放
archive-pages = 页数
archive-state = 状态
archive-request = 编号
archive-who = 谁办
archive-since = 自
archive-until = 期限
archive-late = 迟
archive-serial = 序号
archive-void = 作废
archive-sent_at = 发送时间
archive-category = 类别
archive-recipients = 人数
archive-lacking = 纸上缺签
archive-why = 原因


archive-department = 部门
archive-box = 盒号
archive-shelf = 架号
archive-place = 存放处
archive-received = 收到
archive-brought_by = 谁交来
archive-note = 备注
archive-moves = 经过
archive-no_moves = 入档以后没有动过。
archive-back_on = 应于 { $day } 归还
archive-is_overdue = 逾期
archive-is_late = 逾期
archive-is_void = 作废
archive-missing = 缺号
archive-none = 档案簿里没有这样的档案。
archive-none_owed = 没有欠交的纸质件。
archive-no_numbers = 这一年没有发出过编号。
archive-no_emergencies = 没有补录。
archive-no_such_number = 档案簿里没有 { $number }。
archive-no_such_emergency = 没有补录 { $number }。
archive-approver_form = { $value }：写成 岗位=姓名，如 department_manager=孙丽。
archive-shelved = 已入档
archive-corrected = 已改正
archive-done_lend = 已借出
archive-done_return = 已归还
archive-done_hand_over = 已移交
archive-done_destroy = 已提议销毁，等另一人确认
archive-done_confirm = 已确认销毁
archive-done_keep = 继续保存
archive-entered = 已补录
archive-acknowledged = 已签名认领
archive-text = 短信全文
archive-approvers = 纸上的签字
archive-nobody = 没有人签
archive-channel = 怎么发的
archive-by = 补录人
archive-acknowledged_by = 认领
archive-opinion = 意见
archive-exception = 例外：事后补录

command-emergency_acknowledgement = 部门经理看过纸质件，签名认领。

emergency_state-entered = 待认领
emergency_state-acknowledged = 已认领

todo-paper = 欠交纸质申请表
todo-loan = 档案借出逾期
todo-destroy_paper = 等您确认销毁
todo-emergency = 等您认领补录

chase-paper = 交纸质申请表
chase-loan = 归还档案
chase-destroy_paper = 确认销毁
chase-emergency = 认领补录

next-paper = 收齐签字盖章的申请表，按 { KEY("todo.open") } 输入纸上的核对码入档；不入档，季度交不了（R3）。
next-loan = 请向借阅人收回，打开该纸质件按 { KEY("paper.return") } 登记归还。
    .command = 向借的人要回，再登记归还（archive return）。
next-destroy_paper = 请核对清单和原因，同意按 { KEY("paper.confirm") }，不同意按 { KEY("paper.keep") }。
    .command = 看过清单和原因，同意就 archive confirm，不同意就 archive keep。
next-emergency = 请核对纸质件，再次输入人数，按 { KEY("emergencies.acknowledge") } 签名认领。
    .command = 看过纸质件，再输人数，签名认领（archive acknowledge）。

ledger-archive-shelved = 入档
ledger-archive-correct = 改正档案位置
ledger-archive-lend = 档案借出
ledger-archive-return = 档案归还
ledger-archive-hand_over = 档案移交
ledger-archive-destroy = 提议销毁档案
ledger-archive-confirm = 档案销毁
ledger-archive-keep = 档案继续保存
ledger-emergency-entered = 补录应急发送
ledger-emergency-acknowledged = 认领补录


number_kind-request = 群发申请
number_kind-application = 操作员申请
number_kind-emergency = 补录

paper-to_whom = 借给谁
paper-due = 哪天还 年-月-日
paper-why_optional = 事由（可空）
paper-as_it_came = 完好与否（可空）
paper-taken_by = 移交给谁
paper-their_receipt = 对方的收据号
paper-number_again = 重打档号
paper-number_wrong = 与档号不符：看清上面的档号，再打一遍。

emergency_form-head = 补录已经在纸上批准并发出的短信；只作记录，不会再发。时间为 { $zone }。
emergency_form-ready = 可以补录。
emergency_form-department_manager = 部门经理
emergency_form-supervising_manager = 主管经理
emergency_form-general_manager = 总经理
emergency_form-question = 补录以后不能改，等部门经理认领；季度里单列为例外。现在补录？
emergency_form-department = 部门
emergency_form-category = 类别
emergency_form-sent_at = 发送时间
emergency_form-text = 短信全文
emergency_form-recipients = 人数
emergency_form-channel = 怎么发的
emergency_form-reason = 为何走纸质
emergency_form-number = 纸质件档号
emergency_form-place = 存放处
emergency_form-shelf = 架号
emergency_form-box = 盒号
emergency_form-pages = 页数
emergency_form-late = 补录晚的原因

list-archive-empty = 档案簿还是空的。
    接收申请、存档操作员申请时自动入档；其他纸质件按 { KEY("archive.new") } 入档。
list-archive-none = 档案簿还是空的。接收申请、存档操作员申请时自动入档。
list-papers_owed-empty = 没有欠交的纸质件。
    发送完了还没入档的申请表会出现在这里。
list-form_numbers-empty = 这一年没有发出过编号。
    首次提交时给号；按 { KEY("form_numbers.department") } 换部门，{ KEY("form_numbers.year") } 换年。
list-emergencies-empty = 没有补录。
    平台不能用、在纸上批准发出的短信，操作员按 { KEY("emergencies.new") } 补录。

filter-archive = 档号、名称、存放处的一部分，Enter 筛选。
filter-papers_owed = 编号或事由的一部分，Enter 筛选。
filter-form_numbers = 编号、名称、档号的一部分，Enter 筛选。
filter-emergencies = 编号、短信内容的一部分，Enter 筛选。

help-archive-title = 档案簿
help-archive-body = 每份纸质件的档号、存放处、谁借着。接收和存档时自动入档，其他按 { KEY("archive.new") }。{ KEY("archive.owed") } 看欠交，{ KEY("archive.emergencies") } 看补录，{ KEY("archive.numbers") } 看编号登记。
help-archive-columns = 档号：入档时登记的编号 [R3]
    种类：是哪一种纸质件 [R3]
    状态：在库、借出、待销毁等 [R3]
    名称：纸质件的名称 [R3]
    存放：放在哪一盒、哪一架 [R3]
help-paper-title = 一份档案
help-paper-body = 借出、归还、改正位置由备案员办；移交以后归总档案室。销毁要两个人：备案员提议，{ GENERAL() }经理确认。
help-paper_form-title = 入档
help-paper_form-body = 本台打印的表格页脚有核对码，输入它证明纸就是签过的那一版。其他文件写名称。一份一个档号。
help-papers_owed-title = 欠交的纸质件
help-papers_owed-body = 发送完了、申请表还没入档的（R3）；不入档，季度交不了。{ KEY("papers_owed.open") } 入档。
help-papers_owed-columns = 逾期：过了期限未交的 [R3]
    编号：欠交纸质件的申请编号 [R3]
    期限：最迟何时交 [R3]
    谁办：谁可以交 [R3]
    用途：该申请的用途 [R3]
help-form_numbers-title = 编号登记
help-form_numbers-body = 首次提交时给号，不重用。撤回、驳回、到期的为作废；没有对应申请的为缺号。
help-form_numbers-columns = 序号：当年的第几号 [R3]
    编号：整个编号 [R3]
    状态：该申请现在的状态 [R3]
    作废：编号作废的注明 [R3]
    名称：申请的用途，或申请人 [R3]
    档号：纸质件入档后的档号 [R3]
help-emergencies-title = 补录
help-emergencies-body = 平台不能用、在纸上批准发出的短信，操作员事后补录，档号必填；部门经理看过纸质件签名认领。只作记录，永不再发，统计和季度里单列。
help-emergencies-columns = 发送时间：在纸上批准后何时发出 [R2]
    编号：补录的编号 [R2]
    类别：业务提示、宣传推广或其他 [R4]
    人数：发给几人 [R2]
    状态：部门经理是否已签认 [R7]
    原因：为何没有在平台上办 [R2]
help-emergency_form-title = 补录一次发送
help-emergency_form-body = 照纸质件写：何时、全文、人数、谁签了字。没签的岗位空着，会标出来。三个工作日内补录，晚了写原因。

field-of = 编号或人员
field-message = 短信全文
field-means = 怎么发的
field-why_paper = 为何走纸质
field-archive_number = 档号
field-code = 核对码
field-who = 谁
field-words = 说明
field-sent_at = 发送时间
field-recipients = 人数
field-late = 晚补原因
field-box = 盒号
field-shelf = 架号

refusal-check_code_missing = 没有输入纸质表上的核对码。
    .why = { $clause }：核对码证明手里的纸质表就是签过的那一版。
    .next = 看纸质表页脚的十二位核对码，输入再办；纸还没到就等着，不用退回。

refusal-check_code_differs = 核对码不对：这张纸不是签过的那一版。
    .why = { $clause }：留存的纸质件必须与签署的内容一致。
    .next = 再看一遍页脚的核对码；若确实不同，请部门重新打印、签字后交来。

refusal-check_code_other = 这是 { $number } 的核对码：两张纸拿混了。
    .why = { $clause }：一张纸入一件申请的档。
    .next = 换上这件申请的纸，输入它的核对码；手里这张到 { $number } 入档。

refusal-check_code_older = 这张纸是第 { $version } 版；签署的是第 { $newest } 版。
    .why = { $clause }：改过的申请是新的一版，旧版的纸不算。
    .next = 请部门打印第 { $newest } 版，签字后交来。

refusal-archive_held = 有诉讼保留（{ $hold }）：{ $reason }
    .why = { $clause }：保留期间，纸质件和电子件都不销毁。
    .next = 等两人解除保留以后再办。

refusal-archive_unfiled = { $number } 所属的季度还没有归档。
    .why = { $clause }：发送的内容和范围须留存纸质件，按季度交{ GENERAL() }备案。
    .next = 季度归档以后再销毁；号码作废的，也随季度归档。

refusal-archive_not_keeper = 档案簿不由您登记。
    .why = { $clause }：由{ GENERAL() }备案员保管；本部门的申请表，部门自己也可登记。
    .next = 请备案员办理。

refusal-archive_by_itself = 补录的纸质件随补录入档，不单独登记。
    .why = { $clause }：每次应急发送都要有补录。
    .next = 请在 { PAGE("all.filing") } 按 { KEY("filing.archive") }、{ KEY("archive.emergencies") }，再按 { KEY("emergencies.new") } 补录。
    .command = 用 archive emergency 补录。

refusal-archive_no_record = 没有可入档的{ $paper_kind }：{ $of }。
    .why = { $clause }：入档的是已提交、已签署的文件。
    .next = 核对编号；草稿还不能入档。

refusal-archive_no_department = 没有“{ $department }”这个部门。
    .why = { $clause }：每份档案归一个部门。
    .next = 写部门编号。

refusal-archive_known = { $title } 已经入档，档号 { $number }。
    .why = { $clause }：一份文件一个档号。
    .next = 要改存放处，用改正。

refusal-archive_number_missing = 没有写档号。
    .why = { $clause }：纸质件凭档号查找。
    .next = 写上纸质件的档号。

refusal-archive_number_long = 档号太长，最多 { $most } 个字符。
    .why = { $clause }：档号要写得下、查得到。
    .next = 写短一些。

refusal-archive_number_taken = 档号 { $number } 已经给了 { $title }。
    .why = { $clause }：一个档号只对应一份文件。
    .next = 换一个没用过的档号。

refusal-archive_pages = 页数不对：0 到 { $most }。
    .why = { $clause }：页数用来核对有没有缺页。
    .next = 数一遍再写；没有数就写 0。

refusal-archive_no_day = “{ $day }”不是日期。
    .why = { $clause }：收到、归还都写日期。
    .next = 写成 2026-12-01 这样。

refusal-archive_day_future = 收到日期 { $day } 还没到。
    .why = { $clause }：收到才能入档。
    .next = 写实际收到的日期。

refusal-archive_due_past = 归还日期 { $day } 已经过了。
    .why = { $clause }：借出要约定归还的日子。
    .next = 写今天或以后的日期。

refusal-archive_no_move = 没有“{ $move }”这种办法。
    .why = { $clause }：档案只能借还、移交、销毁、改正。
    .next = 请打开该纸质件，按页底所列的键办理。
    .command = 用 archive --help 看有哪些。

refusal-archive_not_so = 这份档案现在是“{ $paper_state }”，不能{ $paper_move }。
    .why = { $clause }：在库的才能借出、移交、提议销毁；移交和销毁以后不再变动。
    .next = 先看它的状态和经过。

refusal-archive_own_destruction = 是您提议销毁的，要另一人确认。
    .why = { $clause }：销毁要两个人。
    .next = 请{ GENERAL() }经理确认。

refusal-archive_not_confirmer = 销毁不由您确认。
    .why = { $clause }：由{ GENERAL() }经理确认。
    .next = 请{ GENERAL() }经理办理。

refusal-archive_no_series = 没有“{ $kind }”这种编号。
    .why = { $clause }：申请、操作员申请、补录各自编号。
    .next = 写 request、application 或 emergency。

refusal-emergency_custodian = 口令保管人不办补录。
    .why = { $clause }：保管口令的人不接触短信内容和收件人。
    .next = 请该部门的操作员补录。

refusal-emergency_not_yours = { $department } 的补录不由您办。
    .why = { $clause }：由本部门操作员补录；{ GENERAL() }的操作员、备案员也可以。
    .next = 请他们补录。

refusal-emergency_no_category = 没有“{ $category }”这种类别。
    .why = { $clause }：业务提示、宣传推广、其他。
    .next = 写 notice、promotion 或 other。

refusal-emergency_in_future = 发送时间还没到。
    .why = { $clause }：补录的是已经发出的；没发的走正常申请。
    .next = 写实际发出的时间。

refusal-emergency_late = 发出已超过 { $days } 个工作日，没有写晚补的原因。
    .why = { $clause }：应急发送要及时补录，晚了要说明。
    .next = 写明为何现在才补录。

refusal-emergency_text_long = 短信全文超过 { $most } 个字符。
    .why = { $clause }：补录实际发出的那一条。
    .next = 只写发出的短信全文。

refusal-emergency_count = 人数不对。
    .why = { $clause }：范围要留存，人数至少 1。
    .next = 数纸质名单上的人数。

refusal-emergency_approvers = 纸上签字的写法不对。
    .why = { $clause }：每个岗位一个签字，写岗位和姓名；没有签的不写。
    .next = 照纸质件改正。

refusal-emergency_own = 补录是您录入的，不能由您认领。
    .why = { $clause }：录入和认领要分开。
    .next = 请部门经理或其上级认领。

refusal-emergency_not_manager = { $department } 的补录不由您认领。
    .why = { $clause }：由本部门经理看过纸质件后认领。
    .next = 请该部门经理认领。

refusal-emergency_acknowledged = { $number } 已经认领。
    .why = { $clause }：认领一次就够。
    .next = 不用再办。

problem-no_such_paper = 没有这份档案。
    .why = 编号 { $paper } 不在档案簿里。
    .next = 回到档案簿再选。

problem-no_such_emergency = 没有这条补录。
    .why = 补录里没有它。
    .next = 回到补录列表再选。

command-archive_list = 档案簿，新的在前。
command-archive_owed = 发送完了还没入档的申请表（R3）。
command-form_number_numbers = 编号登记：发出的每个号、作废的、缺的。
command-emergency_emergencies = 补录的发送，新的在前。
option-archive-state = kept, lent, destroying, handed_over, destroyed
option-archive-text = 只看含这些字的
option-archive-overdue = 借出到期未还
option-form_number-year = 哪一年，0 为今年
option-form_number-kind = request, application, emergency
option-form_number-void = 只看作废的
option-emergency-state = entered, acknowledged
