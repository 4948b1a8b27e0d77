### Releasing, holding, resuming and stopping, and freezes.

refusal-no_request = 没有说明是哪一份申请。
    .why = { $clause }：审批、接收、放行都针对一份申请。
    .next = 先打开那份申请。

refusal-no_such_slot = 没有第 { $slot } 个时段。
    .why = { $clause }：放行的是批准过的时段。
    .next = 请打开该申请查看各时段。
    .command = 用 request show 看有哪些时段。

refusal-not_releasing_operator = 您不是 { $department } 的操作员，不能放行。
    .why = { $clause }：由规定部门的操作员发送。
    .next = 请那位操作员放行。

refusal-approver_does_not_release = { $person } 批准了这份申请，不能再放行。
    .why = { $clause }：批准的人不放行。
    .next = 请另一位操作员放行。

refusal-not_cleared = 申请现在是“{ $state }”，不能放行。
    .why = { $clause }：逐级签完（推广和其他还要{ GENERAL() }接收）才能发送。
    .next = 请在 { PAGE("all.requests") } 打开该申请，查看当前待谁办理。
    .command = 用 request show 看现在等谁。

refusal-released_already = 这一时段现在是“{ $state }”，已经放行过。
    .why = { $clause }：一个时段只放行一次。
    .next = 请在 { PAGE("all.sends") } 打开，查看进展。
    .command = 用 send show 看进展。

refusal-gateway_not_approved = 网关 { $gateway } 不在批准之列。
    .why = { $clause }：只能用申请写明的主网关或备用网关。
    .next = 改用申请里的网关，或提交新版本。

refusal-not_sending = 现在是“{ $state }”，没有可暂停的发送。
    .why = { $clause }：已放行或正在发送的时段才能暂停。
    .next = 还没放行的，请勿放行，或请人撤回申请。

refusal-not_claimed = 发送台手里没有这个时段。
    .why = { $clause }：发送台只暂停它领到的发送。
    .next = 业务台不可信的，请在 { PAGE("all.credentials") } 按 { KEY("credentials.freeze") } 冻结第 { $request } 号申请。
    .command = 业务台若不可信，就冻结整件申请：freeze now request { $request }。

refusal-not_held = 时段现在是“{ $state }”，没有暂停。
    .why = { $clause }：恢复的是暂停的发送。
    .next = 请在 { PAGE("all.sends") } 打开，查看其状态。
    .command = 用 send show 看它的状态。

refusal-may_not_stop = 您不能终止这个时段。
    .why = { $clause }：由批准过它的人或负责发送的操作员终止。
    .next = 请先按 { KEY("monitor.hold") } 暂停（人人可用），再告知其办理人。
    .command = 先用 send hold 暂停（人人可用），再告诉他们。

refusal-not_a_send_act = 这不是放行、恢复或终止。
    .why = { $clause }：发送只凭这三种签署动作改变。
    .next = 请在 { PAGE("all.sends") } 打开该次发送办理。
    .command = 用 send release、resume 或 stop。

refusal-out_of_bounds = “{ $field }”的值超出范围，没有办理。
    .why = { $clause }：大家用同一个接口，每个字段都有固定的范围。
    .next = 检查这个值后再试；如果不是您填的，请系统管理员核对两边的版本。

refusal-not_understood = 发送程序看不懂这个请求。
    .why = { $clause }：大家用同一个接口，两边版本须一致。
    .next = 请系统管理员核对版本。

refusal-freeze_scope = 没有“{ $scope }”这种冻结范围，或没有写明对象。
    .why = { $clause }：冻结可以是全部，或一个网关、类别、申请、人员。
    .next = 写明范围和对象。

refusal-unfreeze_needs_two = 解除冻结要两个人。
    .why = { $clause }：谁都可以冻结，解除须一位经理提出、另一部门的经理确认。
    .next = 请两位经理在 { PAGE("all.credentials") } 按 { KEY("credentials.lift") } 办理。
    .command = 请两位经理在业务台办理：freeze lift。

# Of a send that waits for its release and whose text is stopped now: why, and what to do.
send-would_wait = 现在放行，要等：{ $why }
send-waits_for = 放行后要等
send-held_back = { $why }；请起草专人撤回，改好重新报批；若是词表误判，请名册签署人修订敏感词表。

command-send_list = 可放行、发送中、已结束的时段：可放行的在前，先开始的先列；其余新的在前。
option-send-state = cleared, sending, held, …
option-send-text = 编号或用途里的文字
