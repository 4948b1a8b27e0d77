### One number across requests, and unmasking, and why they are refused (R7).

search-title = 按号码查
search-about = 查一个号码在各次发送里的经过。号码只在这里输入，不进台账；理由记入台账，不写号码。
search-number = 手机号码
search-reason = 理由
search-found = { $masked }：{ $n } 次发送，{ $lists } 份通讯录（台账 { $seq }）
search-opted = 退订：{ $scope }，{ $at }，{ $source }
search-complained = 投诉 { $number }：{ $source }，{ $state }，{ $at }
search-replied = 回复 { $at }：{ $text }（{ $state }，{ $form }）
search-list = 通讯录
search-position = { $name }，发送顺序第 { $n } 位
search-released = 放行
search-started = 开始发送
search-ended = 发送结束
search-slot = 时段状态
search-unmask_title = 看号码
search-unmask_about = 号码显示一次，连同理由记入台账；台账里没有号码，理由里也不写。
search-unmasked = { $number }（已记入台账 { $seq }）

state-recipient-none = 还没有结果

help-timeline-title = 一个号码的经过
help-timeline-body = 每行一次发送：何时开始、什么结果。时间是这次发送的起止，业务台不存单条短信的时间。{ KEY("timeline.open") } 打开那次发送。
help-timeline-columns = 状态：该号码在这次发送里的结果 [R13]
    时间：何时有此结果 [R13]
    编号：申请编号 [R3]
    结果码：网关返回的代码 [R13]
    用途：申请的用途 [R13]
help-recipients-title = 收件人
help-recipients-body = 号码掩码显示。{ KEY("recipients.unmask") } 写明理由看一个号码，记入台账。
help-recipients-columns = 手机号：已脱敏的号码 [R13]
    状态：发送到哪一步 [R13]
    结果码：网关返回的代码 [R13]

list-timeline-empty = 没有一次发送用到这个号码。

ledger-number-searched = 按号码查询
ledger-recipients-read = 翻看收件人
ledger-number-unmasked = 查看号码

refusal-number_not_yours = 号码不由您查看。
    .why = { $clause }：由备案员、审计员和本部门操作员查，凭理由，逐次记账。
    .next = 请本部门操作员或{ GENERAL() }备案员查。

refusal-custodian_sees_no_number = 口令保管人不看收件人。
    .why = { $clause }：保管口令的人不接触名单和号码。
    .next = 请{ GENERAL() }备案员办。

refusal-search_reason_missing = 没有写理由。
    .why = { $clause }：查号码、看号码都要写明为什么。
    .next = 写上理由，如“客户来电投诉”。

refusal-search_reason_long = 理由超过 { $most } 字。
    .why = { $clause }：理由写一句话。
    .next = 写短些。

refusal-search_reason_number = 理由里写了号码。
    .why = { $clause }：台账里没有手机号码。
    .next = 去掉号码再办。

refusal-recipients_read_on = 再往下翻，要先记入台账。
    .why = { $clause }：前 { $free } 行以外的收件人，谁翻看就记谁，每天一笔，不记号码。
    .next = 请在名单页翻页，会自动记入台账。
    .command = 本程序的列表和 send recipients 会自动记；自己写的程序先调用 ReadRecipients。

refusal-recipients_too_many = 收件人只显示 { $most } 行。
    .why = { $clause }：号码不成批翻看；这些行是随机取出的。
    .next = 请按状态筛选，或在 { PAGE("all.sends") } 按 { KEY("sends.number") } 按号码查询，或查看统计。
    .command = 按状态筛选，用 search number 按号码查，或看统计。

refusal-no_such_recipient = 时段 { $slot } 没有第 { $position } 个收件人。
    .why = { $clause }：只能看这次发送的收件人。
    .next = 请在名单页查看位置。
    .command = 用 send recipients 看位置。

cli-not_digits = 号码只写数字。
cli-column-position = 位置
