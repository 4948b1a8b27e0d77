### The posts.

post-drafter = 起草专人
post-operator = 操作员
post-department_manager = 部门经理
post-supervising_manager = 主管经理
post-general_manager = 总经理
post-registrar = { GENERAL() }备案员
post-custodian = 口令保管人
post-roster_signer = 名册签署人
post-auditor = 审计员
post-administrator = 系统管理员
post-accept = { GENERAL() }接收
post-release = 操作员放行
post-revise = 起草人修改
