### Replies of subscribers, and why a decision is refused (R7, R11, R13).

state-reply-open = 待处理
state-reply-acted = 已退订
state-reply-noted = 无需处理
state-reply-decided = 已处理

reply_verdict-refuse = 退订
reply_verdict-human = 转人工
reply_verdict-ignore = 无需处理

reply_decision-refuses = 退订
reply_decision-complaint = 登记投诉
reply_decision-nothing = 无需处理

reply_reason-word = 退订词
reply_reason-sentence = 明确拒收
reply_reason-back = 要恢复或撤回退订
reply_reason-question = 提问
reply_reason-condition = 有条件
reply_reason-negation = 说不退订
reply_reason-other_matter = 要取消别的业务
reply_reason-loss = 挂失或异常
reply_reason-fraud = 疑似诈骗
reply_reason-complaint = 投诉
reply_reason-wrong_person = 不是本人
reply_reason-mention = 提到退订
reply_reason-unclear = 意思不明
reply_reason-unreadable = 乱码
reply_reason-long = 内容较长
reply_reason-quote = 只有原短信
reply_reason-flood = 同日过多，未留内容
reply_reason-thanks = 致谢或知悉
reply_reason-automatic = 自动回复
reply_reason-empty = 空白

reply-text = 回复内容
reply-state = 状态
reply-reason = 判断
reply-scope = 退订范围
reply-sender = 回复人
reply-at = 收到
reply-last = 最近一次
reply-times = 次数
reply-chars = 原文字数
reply-form = 回复的发送
reply-answers_nothing = 不知是哪次发送
reply-department = 部门
reply-due = 期限
reply-who = 由谁处理
reply-gateway = 网关
reply-to = 发到
reply-decision = 处理结果
reply-decided_by = 处理人
reply-note = 说明，不写号码
reply-complaint = 投诉编号
reply-no_text = （未留内容）
reply-erased = （已清除）
reply-which_scope = 退订什么
reply-decided_done = 回复已处理
reply-complaint_opened = 已登记投诉：{ $number }
reply-waiting = { $n } 条回复待处理

todo-replies = 处理短信回复

chase-replies = 处理短信回复

next-replies = 打开回复，判断是退订、投诉，还是无需处理。投诉已自动登记的，核对是否同时退订。
    .command = 打开回复，判断是退订、投诉，还是无需处理（replies decide）。投诉已自动登记的，看是否同时退订。

ledger-reply-decided = 处理短信回复
ledger-reply-reopened = 相同回复再来，待处理
ledger-reply-forgotten = 短信回复到期清除

help-replies-title = 短信回复
help-replies-body = 客户发回的短信。退订词自动退订，不等人处理；看不准的待人处理：先由发送的部门，过期后{ GENERAL() }也可以。
help-replies-columns = 状态：待判断或已判断，及结果 [R11]
    收到：何时收到 [R11]
    回复的发送：回复的是哪一次发送 [R11]
    回复内容：回复的文字，号码已脱敏 [R13]
help-reply-title = 一条回复
help-reply-body = { KEY("reply.refuses") } 退订，{ KEY("reply.complaint") } 登记投诉（可同时退订；判断为投诉的已自动登记，不再另立），{ KEY("reply.nothing") } 无需处理，{ KEY("reply.resubscribe") } 凭这条回复重新订阅，{ KEY("reply.unmask") } 写明理由看号码，{ KEY("reply.request") } 打开申请。

list-replies-empty = 还没有短信回复。

filter-replies = 打回复、申请编号或用途里的字，Enter 筛选。

refusal-reply_decided = 这条回复已经处理过了。
    .why = { $clause }：拒收已经生效，不再改动。
    .next = 客户要恢复接收的，另行取得其同意。

refusal-reply_not_yours = 这条回复由 { $department } 处理。
    .why = { $clause }：使用部门对本部门的短信负责；过期后{ GENERAL() }也可以处理。
    .next = 请那个部门的起草人、操作员或经理处理。

refusal-reply_no_number = 这条回复没有手机号码。
    .why = { $clause }：退订按手机号码生效；发来的不是手机号码，或号码已清除。
    .next = 查明号码后在退订页登记，或按无需处理办理。

refusal-reply_no_link = 这条回复没有对应的申请。
    .why = { $clause }：没有给这个号码发过短信。
    .next = 按号码查（发送页 { KEY("sends.number") }）可找到相关的发送。

problem-no_such_reply = 没有这条回复。
    .why = 编号不对。
    .next = 请在 { PAGE("all.sends") } 按 { KEY("sends.replies") } 查找。
    .command = 用 replies list 查看。

cli-no_replies = 没有回复。
cli-column-text = 内容

command-reply_list = 回复，新的在前；号码掩码。
command-reply_show = 一条回复：说了什么、回复哪次发送、由谁处理。
option-reply-state = open, acted, noted, decided
option-reply-text = 回复、申请编号、用途里的字
option-reply-reason = 按判断筛选，如 complaint、loss、question
