### What an empty list says to each post: what will come here, and what to do first.

list-unfit = 没有符合筛选的。
    换一个条件；{ KEY("all.back") } 或 Ctrl+U 取消筛选的文字。
list-not_here = 打开的事项已不在此列表中，可能已办结。
list-unfit_pick = 没有符合筛选的；Ctrl+U 清空重打。

empty-todo-none = 没有等您办的事。
empty-todo-drafter = 起草专人：先按 { KEY("all.contacts") }、{ KEY("contacts.import") } 导入通讯录，再按 { KEY("all.requests") }、{ KEY("requests.new") } 起草申请；
    退回的申请、到期的保证书会出现在这里。
empty-todo-operator = 操作员：批完的申请在这里等您放行；正在发的按 { KEY("all.sends") } 看，
    退订按 { KEY("all.contacts") }、{ KEY("contacts.optouts") } 登记。
empty-todo-department_manager = 部门经理：提交的申请在这里等您审批。先办：本部门管理规定（R0），
    按 { KEY("all.people") }、{ KEY("people.department_rules") } 写好签署；缺人按 { KEY("all.people") }、{ KEY("people.applications") } 申请；外出按 { KEY("todo.delegate") } 找人代签。
empty-todo-supervising_manager = 主管经理：部门经理批过的推广、操作员申请在这里等您；
    下级到最后一天还没批的，您也看得到。
empty-todo-general_manager = 总经理：推广经主管经理批准后在这里等您；谁欠办什么按 { KEY("all.people") }、{ KEY("people.chase") } 看。
empty-todo-registrar = 备案员：批完的申请在这里等您收纸质件、接收，操作员申请等您存档；
    催办按 { KEY("all.people") }、{ KEY("people.chase") }；没有部门、没有人，先按 { KEY("all.people") }、{ KEY("people.applications") } 办操作员申请。
empty-todo-custodian = 口令保管人：网关口令、登录和遗失按 { KEY("all.credentials") } 看和办；
    您不起草、不审批、不放行（R12）。
empty-todo-roster_signer = 名册签署人：存档的操作员申请、另一位签过的名册在这里等您；
    按 { KEY("all.people") }、{ KEY("people.rosters") } 看名册到期日，{ KEY("rosters.new") } 提出新一版。
empty-todo-auditor = 审计员：只看不办。申请按 { KEY("all.requests") }，发送按 { KEY("all.sends") }，欠办按 { KEY("all.people") }、{ KEY("people.chase") }，
    台账按 { KEY("all.ledger") }（{ KEY("ledger.verify") } 从头核验）。
empty-todo-administrator = 系统管理员：没有业务事项；环境合不合用，用命令 sms-console doctor 看。
empty-requests-none = 还没有申请。
empty-requests-drafter = 按 { KEY("requests.new") } 新建；先按 { KEY("all.contacts") }、{ KEY("contacts.import") } 导入通讯录更顺手。
empty-requests-other = 起草专人提交后出现在这里；部门没有起草专人，按 { KEY("all.people") }、{ KEY("people.applications") } 办操作员申请。
empty-approvals-none = 没有等您审批的申请。
empty-approvals-department_manager = 提交的申请排在这里，期限近的在前；外出前按 { KEY("approvals.delegate") } 找人代签。
empty-approvals-supervising_manager = 部门经理批过的申请排在这里，期限近的在前；外出前按 { KEY("approvals.delegate") } 找人代签。
empty-approvals-general_manager = 主管经理批过的申请排在这里，期限近的在前；外出前按 { KEY("approvals.delegate") } 找人代签。
empty-approvals-registrar = 各级批完的申请在这里等纸质件；收到后核对编号，接收。
empty-approvals-other = 由各级经理审批；申请到了哪一步，按 { KEY("all.requests") } 看。
empty-contacts-none = 还没有通讯录。
empty-contacts-drafter = 按 { KEY("contacts.import") } 导入 TXT 或 Excel 文件，每行一个手机号（R10）。
empty-contacts-other = 由本部门的起草专人导入（R9、R10）。
empty-sends-none = 没有可发送的申请。
empty-sends-operator = 申请批准后出现在这里；看清人数和时段，由您放行。
empty-sends-other = 申请批准后出现在这里，由操作员放行。
