### Acts that take two people, and the parts that people play in them.

settling-which = { $n } 人结果不明，怎样核定
settling-then = 签名后由本申请的第一位审批人确认；发送台核对两人签名后才改，不会补发。
settling-in_doubt = 结果不明（人）
settling-holds = 有效期
settling-until = 到 { $time } 为止
settling-line = 核定
settling-turn_settle = 结果不明 { $n } 人：按 { KEY("monitor.settle") } 提议核定
settling-turn_confirm = 等您确认：按 { KEY("monitor.confirm") } 看提议
settling-proposed = 已提议，等第一位审批人确认。
settling-confirmed = 已确认，等发送台核对两人签名。

next-confirm = 打开看提议（核定什么、几人、为何），属实就按 { KEY("monitor.confirm") } 签名确认；不属实不用理会，到期作废。

cli-no_proposals = 没有等着的提议
cli-proposal_which = 编号是“{ $proposal }”、或校验值以它开头的提议有 { $n } 个，须恰好一个；见 proposal list
cli-settle_slot = 第 { $slot } 个时段结果不明 { $n } 人，提议核定：{ $verdict }
cli-column-confirmed_by = 谁确认

refusal-not_your_part = { $person } 不是{ $part }。
    .why = { $clause }：这件事由规定的两个人办，一人提议，一人确认。
    .next = 请{ $part }办理。

refusal-same_person_twice = { $person } 已经签过，不能再签第二个名。
    .why = { $clause }：须由两个人办。
    .next = 请另一位确认。

refusal-confirmed_already = 这个提议已经确认过。
    .why = { $clause }：一个提议只确认一次。
    .next = 请打开该事项查看结果。
    .command = 用 proposal list --all 看它的结果。

refusal-not_a_pair_act = 这不是提议或确认。
    .why = { $clause }：签名只用于它写明的事。
    .next = 请在该事项的页面提议或确认。
    .command = 用 proposal 或 send settle 办理。

refusal-nothing_unknown = 这个时段没有结果不明的收件人。
    .why = { $clause }：只核定结果不明的人。
    .next = 不用办理。

refusal-still_sending = 还有 { $n } 人没有发完，结果不明的人数还会变。
    .why = { $clause }：发完或终止以后才核定，签的人数才不会变。
    .next = 等发完，或先终止。

refusal-unknown_count_differs = 您输入的是 { $typed }，结果不明的现有 { $n } 人。
    .why = { $clause }：提议写明人数，与现有的一致才算数。
    .next = 看过现在的数再提议。

refusal-proposed_already = 这个时段已经有人提议，还没办完。
    .why = { $clause }：一次只办一个提议。
    .next = 请待其办完或过期；现状见该次发送的页面。
    .command = 等它办完或过期；用 proposal list 看。

refusal-nothing_proposed = 这个时段没有等着确认的提议。
    .why = { $clause }：先有提议，才有确认。
    .next = 请发送部门的操作员先提议。

refusal-proposal_expired = 提议到 { $expires } 为止，已经过期。
    .why = { $clause }：到期没有第二个人签名，提议作废。
    .next = 须重新提议。

refusal-proposal_overtaken = 提议写的是 { $n } 人，现在的人数（或时段）已经不同。
    .why = { $clause }：后到的状态报告等改了人数，签的就不再属实。
    .next = 请操作员按现在的数重新提议。

problem-no_such_proposal = 没有这个提议。
    .why = 校验值不对。
    .next = 请返回列表重新打开。
    .command = 用 proposal list 查看。

part-releasing_operator = 发送部门的操作员（未批准过本申请）
part-first_approver = 本申请的第一位审批人
part-last_approver = 本申请的末级审批人（没有起草、导入或放行过它）
part-manager = 任一经理
part-manager_elsewhere = 操作部门以外的经理
part-custodian = 口令保管人
part-custodian_or_superior = 口令保管人或其部门经理
part-custodian_or_standby = 口令保管人或其B角
part-incoming_custodian = 接任的口令保管人
part-general_department_manager = { GENERAL() }经理
part-general_witness = { GENERAL() }见证人
part-registrar = { GENERAL() }备案员
part-general_manager = 总经理
part-general_supervisor = { GENERAL() }的主管经理
part-optout_keeper = 起草人、操作员或备案员

pair-settle = 核定不明结果
pair-resend = 补发失败的
pair-remainder = 续发余下的
pair-unfreeze = 解冻
pair-go_on_send = 停发后继续发送
pair-go_on_line = 停发后网关继续
pair-trial_line = 试发网关
pair-trial_text = 试发申请的短信
command-pair_proposal_list = 等第二个人签名的提议，新的在前。
option-pair_proposal-open = 含办完的
pair-resume_after_loss = 遗失后恢复网关
pair-rearm = 重新启用发送程序
pair-hand_over = 移交口令保管
pair-seal_envelope = 封存信封
pair-open_envelope = 拆开信封
pair-erase = 清除号码
pair-release_hold = 解除保全
pair-resubscribe = 重新订阅

settle_verdict-sent = 已发出
settle_verdict-not_sent = 未发出
settle_verdict-closed = 无法查清，不再等

# The same as a choice: what it rests on and what follows.
settle_means-sent = 已发出：服务商查到已收下；算发过，不再补发
settle_means-not_sent = 未发出：服务商查到没有收下；以后可以续发
settle_means-closed = 无法查清，不再等：仍算不明，不再补发

proposal_state-open = 等确认
proposal_state-confirmed = 已确认，等发送台办理
proposal_state-applied = 已办理
proposal_state-refused = 发送台不接受
proposal_state-expired = 已过期
proposal_state-overtaken = 情况已变，作废

ask-settle-count = 重打不明人数
ask-settle-count_wrong = 与结果不明的人数不符，打的数和口令都已清空：看清上面的数，再打一遍。
command-settle = 结果不明的由两人核定：操作员再输人数，签名提议。

pair-appeal = 放行被拦短信
part-supervisor = 本部门的主管经理
proposal_state-withdrawn = 已撤回
appeal-withdrawn = 已撤回放行
command-release_text = 主管经理提议放行一条被敏感词表拦下的短信；备案员用 proposal confirm 复核。
todo-confirm_appeal = 待您复核放行短信
next-confirm_appeal = 打开申请，按 { KEY("request.appeal") }，核对短信全文和原因，同意就签名。
    .command = 用 proposal confirm 核对短信全文和原因，同意就签名。
appeal-holds = 已放行
appeal-title = 敏感词放行
appeal-confirm = 复核并签名
appeal-withdraw = 撤回放行
appeal-about = 敏感词表拦下了这条短信。您提议放行，备案员复核后，起草人才能提交。只放行这一份草稿的这段文字，只对它的收件人和时间有效；改动即作废。涉密内容一律不放行。
appeal-proposed = 已提议放行，等备案员复核。
appeal-confirm_title = 复核放行
appeal-confirmed = 已放行，起草人可以提交。
appeal-then = 签名后，这段文字可以照常提交、审批、发送。
withdrawal_road-both = 发送台和业务台均已收到。
withdrawal_road-both_promised = 业务台已收到；发送台的数据库连不上，撤回已记在发送程序的内存里，数据库恢复后先执行再发送。
withdrawal_road-promised = 发送台的数据库连不上，撤回已记在发送程序的内存里，数据库恢复后先执行再发送；业务台没有收到，恢复后请再撤回一次：{ $why }
withdrawal_road-desk_only = 由业务台转告发送台；发送台自己没有收到：{ $why }
withdrawal_road-dispatcher_only = 发送台已作废这项放行；业务台没有收到，恢复后请再撤回一次：{ $why }
command-appeal_withdrawal = 撤回对一条短信的放行。
leaf-appeal_withdrawal-proposal = 放行的校验值
refusal-withdrawal_not_good = 发送台不收这份撤回：{ $detail }
    .why = { $clause }：撤回须由在岗人员用本人密钥签名，才会作废放行。
    .next = 请按 { KEY("request.appeal") } 重新撤回并签名。
    .command = 请用 proposal withdraw 重新撤回并签名。
appeal-withdraw_about = 撤回后，这段文字重新被拦下；已经开始的发送不会停，要停请暂缓发送。
appeal-released = 敏感词表拦下“{ $classes }”，由 { $by } 提议、{ $second } 复核放行：{ $reason }
ledger-appeal-withdrawn = 撤回放行

refusal-appeal_nothing = 这份草稿没有被敏感词表拦下的内容。
    .why = { $clause }：只有被拦下的短信才需要放行。
    .next = 请起草人直接提交。

refusal-appeal_own = { $person } 经手过这份申请（起草、修改、提交，或导入通讯录），不能放行其内容。
    .why = { $clause }：被拦的短信由两个没有经手的人放行。
    .next = 请担任同一职务的另一人放行；没有的，请另一位起草人重新起草并提交，选用他人导入的通讯录。

refusal-text_release_withdrawn = { $person } 已于 { $at } 撤回对这条短信内容的放行。
    .why = { $clause }：内容被拦，放行撤回后，暂停的不再恢复。
    .next = 请停止这次发送；其余收件人修改内容或重新放行后，另行申请。

refusal-appeal_never = “{ $reason }”类内容不能放行。
    .why = { $clause }：敏感词表 { $version } 未允许放行这一类；涉密内容一律不放行。
    .next = 请修改短信内容。

refusal-appeal_unfinished = 草稿的通讯录或起止时间未填写完整。
    .why = { $clause }：放行只对这些收件人和这些时间有效。
    .next = 请起草人填写完整后再提议。

refusal-appeal_stale = 草稿已改动，或敏感词表已不允许放行。
    .why = { $clause }：放行的是看过的那一份。
    .next = 请重新看过草稿，再提议。

refusal-appeal_proposed_already = 这份草稿已有一项放行。
    .why = { $clause }：一份草稿同时只有一项放行。
    .next = 在申请页按 { KEY("request.appeal") } 复核或撤回已有的一项。
    .command = 用 proposal confirm 复核，或用 proposal withdraw 撤回。

refusal-appeal_gone = 这项放行已经作废或撤回。
    .why = { $clause }：只能撤回待复核或有效的放行。
    .next = 申请页上写有各项放行的状态。
    .command = 用 proposal list 看各项的状态。

refusal-appeal_withdrawn = { $person } 已于 { $at } 撤回这项放行。
    .why = { $clause }：撤回的放行不再有效，也不能再复核。
    .next = 修改内容，或在申请页按 { KEY("request.appeal") } 重新提议放行。
    .command = 修改内容，或用 request appeal 重新提议放行。

refusal-nothing_waits = 没有等着确认的提议。
    .why = { $clause }：一人提议，另一人确认。
    .next = 请先提议。
