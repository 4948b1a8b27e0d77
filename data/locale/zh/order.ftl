### Personnel orders: deputies, standbys, suspensions, recalls.

refusal-not_deputised = “{ $post }”不能由别人代签。
    .why = { $clause }：制度包只许审批岗位有代签人。
    .next = 操作员空缺的，请部门经理在 { PAGE("all.people") } 按 { KEY("people.wake") } 启用备岗。
    .command = 操作员缺岗，请部门经理启用备岗（order standby）。

refusal-principal_without_post = { $person } 现在不担任“{ $post }”。
    .why = { $clause }：只有在岗的人才能有代签人。
    .next = 核对岗位和部门；岗位空缺须由名册签署人任命。

refusal-not_yours_to_deputise = 您不能为 { $person } 指定代签人。
    .why = { $clause }：代签人由本人授权，或由他的上级指定。
    .next = 请本人或他的上级办理。

refusal-own_deputy = { $person } 不能代自己签。
    .why = { $clause }：代签人是另一个人。
    .next = 另选一位。

refusal-no_such_deputy = { $person } 现在没有任何岗位，不能代签。
    .why = { $clause }：代签人须是名册里在岗的人。
    .next = 另选一位在岗的人。

refusal-deputy_without_business = { $person } 是系统管理员或审计员，不能代签。
    .why = { $clause }：管系统的、查账的不办业务，代别人办也不行。
    .next = 另选一位办业务的人。

refusal-order_over = 这道指令已经收回或到期。
    .why = { $clause }：一道指令只收回一次。
    .next = 不用再办。

refusal-order_dates = 起止时间不对，或超过 { $days } 天。
    .why = { $clause }：代签和备岗都有起止日。
    .next = 改短一些；到期可以再办。

refusal-not_woken = “{ $post }”没有备岗。
    .why = { $clause }：只有操作员和口令保管人设备岗。
    .next = 审批岗位请在 { PAGE("all.people") } 选定本人，按 { KEY("person.deputise") } 指定代签人。
    .command = 审批岗位请指定代签人（order deputy）。

refusal-not_the_manager = 您不是 { $department } 的部门经理。
    .why = { $clause }：操作员由本部门经理授权，备岗也由他启用。
    .next = 请该部门经理办理。

refusal-no_standby = { $person } 不是这个岗位登记在册的备岗。
    .why = { $clause }：备岗要先按附件3登记。
    .next = 先提交操作员申请表，勾选备岗。

refusal-standby_not_active = 备岗 { $person } 已经停用或离岗，唤醒了也不能办事。
    .why = { $clause }：备岗只能唤醒现在有权的人。
    .next = 请名册签署人在下一版名册里恢复他，或另报备岗（附件3）。

refusal-not_active = { $person } 不在名册里，或已经停用、离岗。
    .why = { $clause }：停用的是现在有权的人。
    .next = 不用再办。

refusal-may_not_suspend = 您不能停用 { $person }。
    .why = { $clause }：本人、他的部门经理或{ GENERAL() }可以停用。
    .next = 马上告诉他的部门经理或{ GENERAL() }。

refusal-suspends_no_superior = { $person } 的岗位不在您之下，您不能停用。
    .why = { $clause }：部门经理停用本部门的起草专人、操作员等人员；平级、上级和审计员由{ GENERAL() }停用。
    .next = 马上告诉{ GENERAL() }；他本人也可以停用自己。

refusal-wakes_nobody = 没有您能启用的备岗。
    .why = { $clause }：操作员由本部门经理授权，登记在册的备岗也由他启用。
    .next = 您是部门经理的，先按附件3登记备岗；不是的，请该部门经理办理。

refusal-no_such_order = 没有这一道代签或备岗指令。
    .why = { $clause }：收回的是已经给出的。
    .next = 请在 { PAGE("all.people") } 按 { KEY("people.orders") } 查找；停用由名册签署人解除。
    .command = 用 order list 查编号；停用由名册签署人解除。

refusal-not_yours_to_recall = 您不能收回这道指令。
    .why = { $clause }：由给出的人、被代的本人或上级收回。
    .next = 请他们办理。

refusal-too_many_orders = 您给出的代签和备岗，未到期的和一天之内的已有 { $n } 道。
    .why = { $clause }：每一道都随每份申请核对，要少而清楚。
    .next = 等到期；停用和收回不受此限。

refusal-order_older = 另一道人事指令在 { $at } 已经生效。
    .why = { $clause }：指令按时间先后核对。
    .next = 重新准备，再签一次。

refusal-not_an_order = 这不是一道人事指令。
    .why = { $clause }：每种签名有自己的办法。
    .next = 用对应的命令。

refusal-deputy_of_author = { $person } 经手了这份申请，他的代签人也不能批。
    .why = { $clause }：经手的人不审批，由别人代也一样。
    .next = 请他的上级另指定代签人。

refusal-deputy_own_people = 这份申请由您的下属起草、导入或放行，您不能代签。
    .why = { $clause }：代签人要与经手的人没有上下级关系。
    .next = 请另一个部门的人代签。

refusal-deputy_releases = 您是放行这份申请的操作员，不能代签。
    .why = { $clause }：审批和放行是两个人。
    .next = 请另一个人代签。

refusal-locked_out = { $person } 的口令连错五次，{ $since } 起不能签名。
    .why = { $clause }：账号和口令由本人保管，有人在试就要停。
    .next = 请部门经理或{ GENERAL() }在 { PAGE("all.people") } 按 { KEY("people.unlock") } 恢复；口令可能泄露的，按 { KEY("people.suspend") } 停用。
    .command = 请部门经理或{ GENERAL() }恢复（order unlock）；口令可能泄露的，停用（order suspend）。

refusal-not_locked = { $person } 没有被锁。
    .why = { $clause }：只恢复被锁的人。
    .next = 不用再办。

refusal-own_lock = 不能自己恢复自己。
    .why = { $clause }：要另一个人看过才恢复。
    .next = 请部门经理或{ GENERAL() }办理。

refusal-nothing_to_extend = 这个时段现在不能延期。
    .why = { $clause }：只有批准了、还没放行的时段可以延期。
    .next = 看它的状态。

refusal-not_last_approver = 延期要由最后一级审批人（{ $post }）签。
    .why = { $clause }：批准的时段由批准的人延长。
    .next = 请他办理，或撤回后重新申请。

order_state-coming = 未开始
order_state-live = 有效
order_state-over = 已结束
order_state-recalled = 已收回
