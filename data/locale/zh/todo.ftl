### What waits on a person, and what somebody has to put right about the roster.

todo_row-next = 下一步
todo_row-sender = 来自

todo-lacking = 缺岗或冲突
todo-renew_roster = 名册要续期
todo-desk_clock_ahead = 核对业务台时钟
todo-file_not_at_sender = 补送规则文件
todo-calendar_missing = 导入放假安排
todo-newer_shipped = 对照新版规则文件

chase-lacking = 缺岗或冲突
chase-renew_roster = 名册续期

# For a narrow column, beside the department.
lacking_short-operator_missing = 没有操作员
lacking_short-operators_two = 有两名操作员
lacking_short-department_empty = 没有人
lacking_short-drafter_missing = 没有起草专人
lacking_short-approver_missing = 缺一级审批人
lacking_short-approver_only_drafter = 审批人就是起草人
lacking_short-approvers_too_few = 审批人不足
lacking_short-custodians_two = 有两名口令保管人
lacking_short-custodian_acts = 口令保管人有别的岗
lacking_short-roster_signers_few = 名册签署人不足
lacking_short-offices_together = 三员未分开
lacking_short-roster_expiring = 名册快到期
lacking_short-roster_over = 名册已到期
lacking_short-file_not_at_sender = 发送端缺规则文件
lacking_short-calendar_missing = 缺下一年放假安排
lacking_short-newer_shipped = 规则文件有新版
lacking_short-locked_out = 口令连错已锁定
lacking_short-desk_clock_ahead = 业务台时钟变快

lacking-wake = 有备岗：{ KEY("todo.open") } 到代签备岗页，{ KEY("orders.wake") } 启用。
lacking-apply = { KEY("todo.open") } 到操作员申请，{ KEY("applications.new") } 填附件3。
lacking-propose = { KEY("todo.open") } 到新一版名册：选改动，签名。
lacking-versions = { KEY("todo.open") } 看名册各版和待签的；由名册签署人改。
lacking-files = { KEY("todo.open") } 看规则文件：哪一份，校验值。
lacking-clock = { KEY("todo.open") } 到凭证页：业务台列在网关下面。

todo-decide = 等您审批
todo-accept = 等您接收
todo-release = 等您放行
todo-revise = 退回待改
todo-draft = 草稿，没提交
todo-untaken = 发送台收不进
todo-held = 暂停超过一小时
todo-unknown = 结果不明
todo-confirm = 等您确认核定
todo-confirm_resend = 等您确认补发
todo-confirm_remainder = 等您确认续发
todo-refused = 被拒发，可重新放行
blocked = { $why }；{ $what }
obstacle-gateway_lost = 网关已挂失
obstacle-frozen = 已冻结
obstacle-line_down = 网关连接断开
obstacle-vault_locked = 口令库锁着
obstacle-vault_missing = 口令库没有建
obstacle-policy_not_here = 发送程序缺制度包
obstacle-gateway_not_here = 发送程序缺网关文件
obstacle-nobody_to_sign = 后面一级没有人
obstacle-no_operator = 没有操作员
obstacle-no_releasing_operator = 没有操作员放行
obstacle-vault_unavailable = 钥匙环不能用
obstacle-tls_unreadable = 证书文件读不出
obstacle-other = 网关不能用
obstacle_whole-nobody_to_sign = 后面有一级审批没有人可以签，请名册签署人补上这一岗
obstacle_whole-no_operator = 本部门没有操作员，请部门经理授权操作员或启用备岗
obstacle_whole-no_releasing_operator = 放行的部门没有操作员，请该部门经理授权操作员或启用备岗
todo-held_back = 暂缓放行
todo-extend = 过期，等您延期
todo-late = 下级逾期
todo-rules = 部门管理规定要签

next-rules = 按 { KEY("todo.open") } 打开，写好本部门的管理规定，签署（R0）。
