### Sending again to those whom a send did not reach, and lifting holds.

continuation-failed = 网关拒收和未送达的（补发）
continuation-remainder = 没有发的（续发）

continuing-which = 再发给谁
continuing-whom = 再发给
continuing-then_failed = 签名后由本申请的第一位审批人确认；文字、名单不变。发送台按自己的记录核对人数，一人不发两遍。
continuing-then_remainder = 签名后由本申请的末级审批人确认；文字、名单不变。发送台按自己的记录核对人数，一人不发两遍。
continuing-to_slot = 第 { $slot } 时段
continuing-of_slot = 接着第 { $slot } 时段
continuing-continues = 接着第 { $slot } 个时段，只发给它没有发到的人
continuing-turn = 可再发：拒收和未送达 { $failed } 人，没有发的 { $remainder } 人；按 { KEY("monitor.continue") } 提议
ways-which = 经哪个网关发
continuing-proposed = 已提议，等审批人确认。

next-confirm_resend = 打开看提议（再发给谁、几人、何时、经哪个网关、为何），同意就按 { KEY("monitor.confirm") } 签名；不同意不用理会，到期作废。
next-confirm_remainder = 打开看提议（余下几人、新时段、经哪个网关、为何），同意就按 { KEY("monitor.confirm") } 签名；不同意不用理会，到期作废。

cli-continue_slot = 第 { $slot } 个时段，再发给{ $whom }：{ $n } 人，{ $window }，经网关 { $gateway }
cli-column-as_slot = 新时段
cli-column-continues = 接着时段
cli-column-can_be_sent_again = 可再发

refusal-not_ended = 这个时段现在是“{ $state }”，还没有结束。
    .why = { $clause }：发完或终止以后，才知道谁没有发到。
    .next = 等它结束，或先终止。

refusal-never_taken = 这个时段在发送台领走之前就终止了，没有可接着发的。
    .why = { $clause }：再发只按发送台自己的记录。
    .next = 要发就另提一份申请；它接着别的时段的，在那个时段重新提议。

refusal-receipts_awaited = 失败的人还不能补发：最近一条未送达报告到 { $until } 才满 { $minutes } 分钟。
    .why = { $clause }：服务商先报未送达的，后来也可能送达；补发早了，同一人会收到两条。
    .next = { $until } 后再提议。

refusal-nobody_failed = 没有可补发的人：没有拒收或未送达的，或已经补发过。
    .why = { $clause }：一个人在一次发送里只补发一回。
    .next = 补发以后又没有送达的，在那个新时段里再提议。

refusal-nobody_left = 没有可续发的人：没有未发的，或已经续发过。
    .why = { $clause }：一个人在一次发送里只续发一回。
    .next = 结果不明的，先由两人核定。

refusal-continue_count_differs = 您输入的是 { $typed }，可再发的现有 { $n } 人。
    .why = { $clause }：提议写明人数，与现有的一致才算数。
    .next = 看过现在的数再提议。

refusal-continuation_is_not_released = 第 { $slot } 个时段接着第 { $continues } 个时段，不单独放行。
    .why = { $clause }：再发由两人签名放行，一次一个提议。
    .next = 在第 { $continues } 个时段重新提议。

refusal-no_slot_left = 这份申请的时段编号已用到 { $n }。
    .why = { $clause }：每次再发占一个编号，不重用。
    .next = 为还没有发到的人另提一份申请。

refusal-approved_under_other_rules = 这份申请按 { $old } 版规则批准，现在用的是 { $version } 版。
    .why = { $clause }：换了规则，按旧规则签的不再发出。
    .next = 为还没有发到的人另提一份申请。

refusal-another_hold = 签的是恢复第 { $hold } 次暂停，现在是第 { $newest } 次。
    .why = { $clause }：恢复只对看到的那次暂停有效，不能预签。
    .next = 看过现在为何暂停，再签一次恢复。

refusal-holds_by_itself = 没有人暂停它，是发送台自己停下的。
    .why = { $clause }：恢复解除的是人的暂停。
    .next = 看监视页上停下的原因；原因消除后自动继续。

ask-continue-count = 重打再发人数
ask-continue-count_wrong = 与可再发的人数不符，打的数和口令都已清空：看清上面的数，再打一遍。
command-continue = 拒收、未送达的补发，没有发的续发：再输人数，签名提议。
