### Submitting, approving, returning, withdrawing and accepting a request.

refusal-stale = 您看过之后，这份申请又变了。
    .why = { $clause }：签的须是最新的内容和前面的全部签名。
    .next = 重新打开，看过再签。

refusal-no_pledge = { $person } 没有有效的保证书。
    .why = { $clause }：起草人、操作员和部门经理每年签一次保证书，没有就不能提交、审批、放行。
    .next = 先签保证书（附件2），交{ GENERAL() }备案。

refusal-no_operator = { $department } 没有操作员，不能自己发业务提示。
    .why = { $clause }：业务提示由本部门操作员发送。
    .next = 改为“其他”类，由{ GENERAL() }发送；或按附件3申请操作员。

refusal-no_releasing_operator = { $department } 现在没有操作员，没有人能放行。
    .why = { $clause }：业务部、{ GENERAL() }各设一名操作员。
    .next = 请该部门经理授权操作员，或启用备岗。

refusal-nobody_to_sign = “{ $post }”这一级没有别人可以签。
    .why = { $clause }：经手的人不能审批自己的申请，每一级都要有人签。
    .next = 请名册签署人补上这一岗，或由别人起草、导入。

refusal-nothing_to_decide = 申请现在是“{ $state }”，没有要审批的。
    .why = { $clause }：提交之后、批完之前才审批。
    .next = 请在 { PAGE("all.requests") } 打开该申请，查看已到哪一步。
    .command = 用 request show 看它到了哪一步。

refusal-own_work = { $person } 经手过这份申请，不能审批。
    .why = { $clause }：起草、修改、导入、提交的人不审批。
    .next = 请同一岗位的另一个人审批。

refusal-signed_already = { $person } 已经签过这份申请。
    .why = { $clause }：逐级审批，一人一签。
    .next = 由下一级的人签。

refusal-out_of_order = 还没轮到您，现在等“{ $post }”签。
    .why = { $clause }：按顺序一级一级地签。
    .next = 等前面签完；您会在待办里看到它。

refusal-wrong_post = 您不是这份申请要签的“{ $post }”。
    .why = { $clause }：由这一级的有权人签，别的岗位不能代。
    .next = 请本部门的这一岗位审批。

refusal-custodian_decides_nothing = 口令保管人不审批、不放行。
    .why = { $clause }：管口令的人与审批、发送的人分开。
    .next = 请别的有权人办理。

refusal-too_few_approvers = 至少要 { $least } 个不同的人批准。
    .why = { $clause }：兼岗可以一次签，但推广至少两人批准。
    .next = 请另一个人签其中一级。

refusal-no_deputy = 这里还不能代签。
    .why = { $clause }：由有权人本人签。
    .next = 请本人签；离开时可在别处签好后带进来。

refusal-count_differs = 您输入的人数 { $typed } 与批准的人数不符。
    .why = { $clause }：签的人要清楚发给多少人，所以再输一遍。
    .next = 看清人数再输；人数不对就不要签。

refusal-not_checked = 内容和通讯录没有都勾选“已审核”。
    .why = { $clause }：部门经理负责审核本部门的内容和通讯录。
    .next = 看过内容和名单后，勾选两项再签。
    .command = 看过内容和名单后，加上 --content-checked --list-checked 再签。

refusal-reason_missing = 没有写原因。
    .why = { $clause }：退回、驳回、撤回、终止、代签、停用都要写明原因。
    .next = 请填写原因。
    .command = 写明原因（--reason）。

refusal-not_a_decision = 这不是对申请的审批动作。
    .why = { $clause }：审批、接收、放行各有各的办法。
    .next = 放行、恢复、终止请在 { PAGE("all.sends") } 办理；导入请在 { PAGE("all.contacts") } 办理。
    .command = 放行、恢复、终止用 send；导入用 contacts import。

refusal-not_own_request = 这不是您或 { $department } 您分管的申请。
    .why = { $clause }：由经手人或本部门经理撤回。
    .next = 请起草人或部门经理撤回。

refusal-already_ended = 已经结束了：{ $state }。
    .why = { $clause }：结束的申请和时段不再变。
    .next = 需要再发，另建一份申请。

refusal-already_released = 已经有时段放行，不能撤回。
    .why = { $clause }：放行后只能暂停或终止。
    .next = 请在 { PAGE("all.sends") } 打开该次发送，按 { KEY("monitor.hold") } 暂停或 { KEY("monitor.stop") } 终止。
    .command = 用 send hold 或 send stop。

refusal-no_acceptance_due = 这一类申请不经{ GENERAL() }接收。
    .why = { $clause }：业务提示由本部门自己发送。
    .next = 批准后由本部门操作员放行。

refusal-not_approved_yet = 申请现在是“{ $state }”，还不能接收。
    .why = { $clause }：批完各级之后，{ GENERAL() }才接收。
    .next = 等审批完成。

refusal-downgrade_reason = 没有写明为什么不按宣传推广发送。
    .why = { $clause }：内容像宣传推广，或原按宣传推广申请；不按它发送，主管经理要在意见里写明理由，随签名留存。
    .next = 在“意见”里写明理由再签；拿不准的，退回改按宣传推广申请。

refusal-not_general_department = 只有{ GENERAL() }的操作员、备案员或经理能接收。
    .why = { $clause }：表格、内容、通讯录提交{ GENERAL() }，由{ GENERAL() }接收。
    .next = 把纸质表交{ GENERAL() }。

refusal-acceptance_incomplete = 表格、内容、通讯录没有收齐。
    .why = { $clause }：纸质表和内容、通讯录电子版都要收到。
    .next = 催齐后再接收；缺纸质表是等待，不必退回。
