### 试发：放行以前，先把短信发到本单位自己的几部测试手机上。

todo-confirm_trial_line = 等您确认试发网关
todo-confirm_trial_text = 等您确认试发短信
next-confirm_trial_line = 请移到该次试发，核对网关、短信和测试手机；同意的，按 { KEY("trials.sign") } 签名，随即发出；不同意的无需处理，到期作废。
    .command = 请核对网关、短信和测试手机（proposal show）；同意的，签名（proposal confirm），随即发出；不同意的无需处理，到期作废。
next-confirm_trial_text = 请移到该次试发，核对短信全文和测试手机；同意的，按 { KEY("trials.sign") } 签名，随即发出；不同意的无需处理，到期作废。
    .command = 请核对短信全文和测试手机（proposal show）；同意的，签名（proposal confirm），随即发出；不同意的无需处理，到期作废。
command-trial = 提议试发到网关文件里的测试手机，最多五部，须{ GENERAL() }经理确认。
command-trial_trials = 90 天内的试发：每部测试手机的结果、用时、应答和状态报告的编号。

leaf-trial-number = 试发编号
leaf-trial-gateway = 网关
leaf-trial-file = 网关文件校验值
leaf-trial-request = 申请校验值
leaf-trial-text = 试发短信
leaf-trial-to = 测试手机

trial-none = 90 天内没有试发。
trial-number = 试发编号
trial-label = 测试手机
trial-state = 结果
trial-code = 代码
trial-msgid = 应答编号
trial-receipt = 状态报告编号
trial-learned = 网关文件应写
trial-seconds = 回执秒数
trial-at = 提议时间
trial-by = 提议人
trial-text = 短信
trial-handsets = 可选的手机
trial-which = 试发哪个网关
trial-propose_title = 提议试发
trial-second = 由{ GENERAL() }经理确认，半小时内发出，每部手机一条
trial-proposed = 已提议试发，等{ GENERAL() }经理确认。
trial-confirm_title = 确认试发
trial-confirmed = 已确认，随即发到测试手机；结果在试发列表里。

refusal-trial_proposed_already = 该网关已有一次试发等第二人签名。
    .why = { $clause }：一个网关一次只试发一回，结果才分得清。
    .next = 请先把那一次办完，或等它到期作废。
refusal-trial_not_approved = 申请还没有批准完，或已换了新版，不能试发它的短信。
    .why = { $clause }：试发的是已经批准的短信，一字不差。
    .next = 批准完以后再试发；只试网关的，在试发列表提议。
refusal-trial_other_file = 网关文件已换，与提议的不同。
    .why = { $clause }：签的是当时那份网关文件和它的测试手机。
    .next = 请按现行的网关文件重新提议。
refusal-trial_other_text = 短信与已批准的（或网关文件里的）不同。
    .why = { $clause }：试发的短信须与签名时一字不差。
    .next = 请重新提议。
refusal-trial_handsets = 测试手机须一到 { $most } 部，用顿号隔开。
    .why = { $clause }：试发只给本单位自己的几部手机。
    .next = 请改测试手机的名称。
refusal-trial_no_handset = 有的测试手机不在网关文件里。
    .why = { $clause }：只能发到两人签过的网关文件所列的手机。
    .next = 请照网关文件填名称；要加手机的，先换网关文件（handsets）。
refusal-trial_many = 一天内已试发 { $most } 次。
    .why = { $clause }：试发不代替正式发送。
    .next = 请过 24 小时再试。
refusal-trial_unprepared = 网关 { $gateway } 的文件里没有测试手机，或没有测试短信。
    .why = { $clause }：试发只用两人签过的网关文件所列的手机和短信。
    .next = 请名册签署人在网关文件里写上 handsets 和 test_text，重新提议，两人签发后再试。
    .command = 请名册签署人在网关文件里写上 handsets 和 test_text，重新提议（gateway propose），两人签发后再试。
refusal-trial_signature = 试发短信的签名 { $signature } 没有登记为本机构的。
    .why = { $clause }：短信一律以本机构登记的签名发出，试发也不例外（内容审核清单 { $version }）。
    .next = 请改网关文件的 test_text，两人签发后再试；确是本机构的，先登记到内容审核清单。

ledger-trial-started = 试发开始
ledger-trial-done = 试发结束
ledger-trial-refused = 试发被拒
ledger-trial-changed = 试发有变化

filter-trials = 编号、网关、测试手机的一部分，Enter 筛选。
list-trials-empty = 90 天内没有试发。
    网关文件写了测试手机的，按 { KEY("trials.new") } 提议；申请的短信在发送监视里试发。
help-trials-title = 试发
help-trials-body = 新网关、新短信先发到本单位自己的测试手机（网关文件 handsets），看签名、长度、状态报告对不对。保管人试网关，操作员试已批准的短信，{ GENERAL() }经理确认，半小时内发出；不计入统计、频次和季度报备。
help-trials-columns = 试发编号：年份和顺序 [R2]
    测试手机：网关文件里的名称 [R2]
    网关：经过哪个网关 [R2]
    手机号：中间四位隐去 [R10]
    结果：送达、未送达或不明 [R2]
    回执秒数：发出到状态报告几秒 [R2]

trial_receipt-unlike = 不是这条短信的编号，请问运营商
trial_receipt-other_number = 编号相符，手机号不符，请问运营商
