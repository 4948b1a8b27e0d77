### People: persons, orders, applications, the pledge, roster versions, the chase board, accounts that are locked.

standing-locked = 被锁

todo-unlock = 口令连错，等您恢复

chase-unlock = 口令连错待恢复

next-unlock = 问本人，是他打错就恢复（{ KEY("people.unlock") }）；不是就停用（{ KEY("people.suspend") }）。

people-locked_since = 口令连错五次，{ $since } 起不能签名
people-unlock_title = 恢复签名（R12）
people-unlock_about = 先问本人是不是他打错的；有人在猜就不要恢复，改为停用（{ KEY("people.suspend") }）。写下怎样核实的。
people-unlocked = 已恢复签名：{ $name }

alert-locked_out = { $person } 的口令连错五次，{ $since } 起不能签名。
    .why = { $clause }：账号和口令由本人保管，有人在试就要停。
    .next = 请部门经理或{ GENERAL() }核实本人后，在 { PAGE("all.people") } 按 { KEY("people.unlock") } 恢复；疑似他人试用口令的，按 { KEY("people.suspend") } 停用。
    .command = 请部门经理或{ GENERAL() }核实本人后恢复（order unlock { $person }）；疑似他人试用口令的，停用（order suspend）。

absence-decided = 决定
absence-said = 意见、原因

people-name = 姓名
people-staff_no = 工号
people-telephone = 电话
people-standing = 状态
people-pledge = 保证书
people-deputy_now = 代签人
people-key = 密钥
people-keys = 密钥指纹
people-account = 系统账号
people-no_account = 未绑定
people-in_roster = 名册
people-version = 第 { $n } 版
people-standby_mark = （备岗）
people-and = { " " }兼{ " " }
people-open_end = 不定期
people-no_post = 没有岗位
people-no_key = 没有有效密钥
people-key_since = 自 { $since } 起
people-key_revoked = 自 { $since } 起作废
people-pledge_not_asked = 岗位不要求
people-pledge_until = （{ $version }）到 { $until }
people-witness = 见证人

# The line of alerts.
people-no_alerts = 名册没有缺岗、冲突，也不快到期。
people-more_alerts = { KEY("people.alerts") } 看全部 { $n } 条
people-alerts_title = 名册的问题：{ $n } 条

# One person.
people-head-orders = 代签、备岗、停用
people-head-applications = 操作员申请（附件3）
people-head-behind = 离岗会留下什么
people-none-orders = 没有有效的人事指令。
people-none-applications = 没有您能看的申请。
people-behind-pending = 在办申请
people-behind-posts = 交出的岗位
people-behind-orders = 有效的代签备岗
people-behind-custody = 保管口令
people-behind-passwords = 口令
people-behind-envelopes = 信封
people-behind-lists = 导入的通讯录

# Orders.
people-order-deputation = { $person } 代 { $principal }（{ $post }）
people-order-activation = { $person } 顶岗：{ $post }
people-order-suspension = { $person } 停用
people-until_next_roster = 下一版名册
people-order_column = 指令
people-orders_of = 只看与 { $name } 有关的。
people-orders_every = 连已结束的一起看；{ KEY("orders.every") } 只看有效的。
people-orders_live = 只看有效的；{ KEY("orders.every") } 看全部。
people-principal = 被代人
people-deputy = 代签人
people-since = 开始
people-since_now = 开始（空为现在）
people-until = 截止
people-categories = 代签类别
people-all_categories = 全部类别
people-given_by = 办理人
people-digest = 指令摘要

# The form of a deputation.
people-whose = 代谁的岗
people-pick = 输入文字筛选，Enter 选定
people-pick_nothing = 没有可选的
people-pick_hint = （未选；Enter 选）
people-deputy_head = 时间按 { $zone }，如 2026-12-01 09:00；开始空着就是现在。
    类别都不勾就是全部。Enter 下一栏；空格打勾、开列表。
people-deputy_title = 指定代签人（R2 逐级审批）
people-deputised = 已指定代签人：{ $name }
people-ready = 已填齐，{ $key } 签名。
people-leave_title = 还没存

# Applications.
people-for_what = 事项
people-applicant = 申请人
people-queue_on = 只看等您办的；{ KEY("applications.queue") } 看全部。
people-queue_off = 看全部；{ KEY("applications.queue") } 只看等您办的。
people-decided = 已{ $what } { $number }
people-head-form = 签名的申请表（附件3）
people-new_key = （新登记）
people-same_key = （在册）
people-term = 起止
people-form_head = 操作员申请表（附件3）  Enter 下一栏；空格打勾、开列表；左右键换选项。
    { KEY("application_form.pick") } 从名册里取人；{ KEY("application_form.read_key") } 从文件读公钥；办公电话，不写手机号码。
people-stands_in = 代理谁
people-whom = 人员
people-returned_because = 退回的原因：
ask-application-standby = 备岗：平时不办，由部门经理启用
people-until_empty = 截止（可空）
people-department_id = 新部门编号
people-nobody = （没有）
people-key_path = 公钥文件 .pub
people-key_about = 是 .pub 结尾的公钥文件，不是私钥；私钥只在本人手里。
people-key_title = 读公钥
people-form_title = 您将签名的申请表
people-handed_in = 已交上去：{ $number }

# Orders at the command line.
command-deputation = 指定代签人；本人或上级办理。
command-activation = 部门经理启用备岗，期间原岗停用。
command-suspension = 立即停用一个人；恢复要两位名册签署人。
command-recall = 提前收回代签或备岗。
option-deputation-principal = 不写就是本人
option-deputation-department = 不写就是自己的部门
option-deputation-categories = 只代这些：notice, promotion, other
option-deputation-post = department_manager, supervising_manager, general_manager
option-activation-department = 不写就是自己的部门
option-activation-post = operator, custodian

# The pledge.
command-pledge = 逐条同意保证书，签名。
option-pledge-accepted = 不写就逐条问
option-pledge-department = 不写就是自己的部门
option-pledge-witness = 看着您签的人
people-you_stand = 您的保证书：{ $how }
people-pledge_head = 保证书 { $version }，一次管 { $months } 个月。逐条看过，最后选见证人，{ KEY("pledge.sign") } 签名。
    空格打勾，Enter 下一条，x 打勾并下一条。
people-pledge_not_yours = 您的岗位不要求签保证书。
people-clauses_left = 还有 { $n } 条没打勾。
people-pledge_title = 签署保证书（附件2）
people-pledged = 保证书已签（{ $version }）
people-lacking_on = 只看没有、旧版、快到期的；{ KEY("pledges.lacking") } 看全部。
people-lacking_off = 看全部。

# The chase board.
people-owes = 欠办
people-who = 谁
people-of_what = 哪一件
people-waits_since = 起始时间
people-slot = 时段

# Roster versions.
people-count = 人数
people-signed_by = 签署人
people-head-people = 人员
people-head-differences = 改了什么
people-nothing_differs = 没有不同。
people-first_version = 这是第一版，前面没有别的版本。
people-compare_with = 和哪一版比
people-compared = 第 { $new } 版比第 { $old } 版：
people-proved = 前一版已从本机的根密钥核对；差异由本机算出。
people-not_proved = 未核对：本机没有根密钥，前一版只凭业务台一面之词。
people-proving = 正在核对各版签名、算出差异……
people-first_signer = 第一签署人
people-proposed_at = 提出
people-waits_until = 等到
people-why_not = 您不能签
people-differences = 共 { $n } 处不同，上一页已列出。
people-sign_first = 您签第一个名；另一位名册签署人签了才生效。
people-sign_second = 您签第二个名，立即生效。
people-propose_title = 提出新一版名册
people-confirm_title = 签发新一版名册
people-proposed = 第 { $n } 版已提出，等另一位名册签署人。
people-published = 第 { $n } 版名册已生效。
people-drop_title = 撤下这一版
people-drop_question = 撤下后要重新提出。确定？
people-dropped = 已撤下。
people-next_version = 第 { $old } 版之后的第 { $new } 版：
people-nothing_chosen = { "  " }还没有选改动；什么也不选就是续期。
people-change_keys = { KEY("roster_changes.appoint") } 任命  { KEY("roster_changes.end") } 免去  { KEY("roster_changes.move") } 调岗  { KEY("roster_changes.leave") } 离岗  { KEY("roster_changes.lift") } 恢复停用的人  { KEY("roster_changes.revoke_key") } 作废密钥  { KEY("roster_changes.take_back") } 去掉
    { KEY("roster_changes.applications") } 办理已存档的申请表  { KEY("roster_changes.hand_overs") } 办理口令保管移交
    { KEY("roster_changes.draw_up") } 算出差异，看过再签名。
people-filed_waiting = 还有 { $n } 份已存档的申请表等着办；{ KEY("roster_changes.applications") } 选。
people-handed_waiting = 还有 { $n } 份各方签好的口令保管移交等着办；{ KEY("roster_changes.hand_overs") } 选。
people-carries_over = 办理移交
people-carries_out = 办理
people-chosen = 已选 { $n } 项，{ KEY("roster_changes.draw_up") } 算出差异。
people-change-leave = { $person } 离岗，全部岗位结束
people-change-lift = { $person } 恢复
people-change-end = { $person } 免去 { $post }，自 { $at }
people-change-appoint = { $person } 任 { $post }，{ $term }
people-which_post = { $name }：哪个岗位
people-change-revoke = { $person } 作废密钥 { $key }，自 { $at }
people-spare_key = { $person } 另有新密钥，旧的 { $key } 仍有效；{ KEY("roster_changes.revoke_key") } 作废。
people-key_spare = 有更新的
people-which_key = 作废哪把密钥
people-revoked_empty = 作废（空为现在）
people-revoke_about = 在办的申请里用这把密钥签的，退回重办；本地时间，如 2026-12-01 09:00。只剩这一把时，先登记新的。
people-since_empty = 开始（空为现在）
people-end_empty = 结束（空为现在）
people-dates_about = 按本地时间，如 2026-12-01 09:00；截止空着为不定期。
people-who_leaves = 谁离岗
people-who_comes_back = 恢复谁
people-who_is_appointed = 任命谁
people-which_ends = 免去哪个岗位
people-which_moves = 从哪个岗位调走
people-which_applications = Enter 选或不选，Esc 完成
people-take_back = 去掉哪一项
people-renew_title = 只续期
people-renew_question = 什么也没选：新一版与现行的一样，只是有效期从现在算起。继续？

# Dialogs.
people-retype_name = 重打姓名
people-name_wrong = 与姓名不符，打的姓名已清空：看清上面的姓名，再打一遍。
people-suspend_title = 停用（立即生效）
people-suspend_about = 他的一切权限立即停止；在办的、有他签名的申请退回起草人。恢复要两位名册签署人出新一版名册。
people-suspended = 已停用：{ $name }
people-recall_title = 提前收回
people-recalled = 已收回：{ $name }
people-wake_title = 启用备岗（R8）
people-wake_about = 这几天由备岗办理，原岗不能办；截止后自动换回。
people-woken = 已启用备岗：{ $name }
people-pick_standby = 启用哪一位

todo-confirm_roster = 新名册等您签

next-confirm_roster = 看改了什么，签第二个名。

field-deputy = 代签人
field-witness = 见证人

refusal-time_unreadable = “{ $value }”不是一个时间，写成 2026-12-01 18:00。
    .why = { $clause }：记的和签的都有时间。
    .next = 写成 2026-12-01 18:00。

problem-public_key_unreadable = { $name } 读不出公钥。
    .why = 文件打不开，或第一行不是 ssh- 开头。
    .next = 选 .pub 结尾的公钥文件。

problem-not_a_time = “{ $value }”不是一个时间。
    .why = 时间按本地时钟写年月日时分。
    .next = 写成 2026-12-01 18:00。

list-people-empty = 没有这样的人。
list-applications-empty = 没有操作员申请。
    { KEY("applications.new") } 填一份（附件3）；{ KEY("applications.queue") } 换成全部或等您办的。
list-rosters-empty = 还没有名册。
list-rule_files-empty = 名册没有写明任何文件。
list-proposals-empty = 没有待签的名册。
    名册签署人在名册页按 { KEY("rosters.new") } 提出新一版。
list-pledges-empty = 没有这样的人。
list-chase-empty = 没有人欠办。
list-absence-empty = 没有人替您办过事。
    指定代签人之后，他办的都列在这里。
list-orders-empty = 没有有效的代签、备岗、停用。
    { KEY("orders.new") } 指定代签人，{ KEY("orders.wake") } 启用备岗。

filter-pledges = 姓名、编号、部门的一部分，Enter 筛选。
filter-chase = 编号、事由、姓名、部门的一部分，Enter 筛选。
filter-applications = 编号或姓名的一部分，Enter 筛选。
filter-people = 姓名、编号、岗位、部门、状态的一部分，Enter 筛选。

help-people-title = 人员
help-people-body = 名册里的每一个人：岗位、保证书、代签人、密钥。上面一行是名册缺什么、什么冲突。
help-people-columns = 姓名：名册里的人 [R8]
    岗位：在哪个部门担任什么 [R8]
    状态：在岗、备岗、停用、被锁 [R12]
    保证书：信息发布安全保证书是否有效；空着的岗位不用签 [附件2]
    代签人：谁在代签，到何时 [R2]
help-person-title = 一个人
help-person-body = 岗位和起止、密钥、保证书、与他有关的代签和申请，离岗会留下什么。
help-orders-title = 代签、备岗、停用
help-orders-body = 代签人由本人或上级指定；备岗由部门经理启用；停用由名册签署人解除。都写明起止，到期自动结束。
help-orders-columns = 状态：有效、将生效或已结束 [R2]
    截止：到何时为止 [R2]
    指令：谁代谁签、哪个备岗启用，或谁停用 [R2]
help-applications-title = 操作员申请
help-applications-body = 附件3：部门经理授权（R8），主管经理批准（R1），{ GENERAL() }存档，再由名册签署人办进名册。
help-applications-columns = 状态：申请办到哪一步 [R1]
    编号：申请编号 [R1]
    事项：开通、变更或注销 [R1]
    姓名：为谁申请 [R1]
    岗位：申请的岗位 [R1]
help-application-title = 一份操作员申请
help-application-body = 签名的内容、等谁、每一步的签名。退回后由申请人改好再交，编号不变。
help-application_form-title = 操作员申请表（附件3）
help-application_form-body = 各栏由业务台检查，问题写在栏下，带条款。这张表签名前不保存，离开会先问。
help-pledge-title = 保证书（附件2）
help-pledge-body = 起草、审批、发送的人每年签一次；没有有效的保证书，不能提交、审批、放行。改了版本要重签。
help-pledges-title = 各人的保证书
help-pledges-body = 该签保证书的人，签了没有，到何时。
help-pledges-columns = 姓名：谁的保证书 [A2]
    状态：有效、快到期、缺或过期 [A2]
    截止：有效到何时 [A2]
    部门：所在部门 [A2]
    见证人：签署时的见证人 [A2]
help-absence-title = 替我办的
help-absence-body = 代签人在您的岗位上批准、退回、驳回、延期、确认了什么，申请现在怎样。
help-absence-columns = 决定：代签人批准、退回还是驳回 [R2]
    代签人：由谁代签 [R2]
    时间：何时签署 [R2]
    状态：申请现在办到哪一步 [R2]
    哪一件：申请编号和用途 [R2]
help-chase-title = 催办
help-chase-body = 未办事项的办理人、起始时间和截止时间，逾期的在前。{ GENERAL() }可查看全部，经理可查看本部门。
help-chase-columns = 已晚：过了期限的注明 [R7]
    欠办：该办的事 [R7]
    谁：由谁办理，代签人加注 [R7]
    期限：最迟何时办理 [R2]
    哪一件：编号和用途，或缺的岗位 [R7]
help-rule_files-title = 规则文件
help-rule_files-body = 名册写明的制度包、敏感词表、网关文件、放假安排：现行的在前，曾用的在后；何时生效、谁签的、改了什么。名册签署人在这里提出新文件，另一位在名册页的“待签的”里核对后签。
help-rule_files-columns = 种类：制度包、敏感词表、网关文件、放假安排 [R2]
    版本或编号：文件写的版本或编号 [R2]
    生效：何时生效 [R2]
    停用：何时停用；现行的为空 [R2]
    签署人：签署该版名册的两位 [R2]
help-gateway_form-title = 填写网关文件
help-gateway_form-body = 按合同和开通资料逐项填写，每项的意思和允许值在下方；光标在网关文件上打开的，先填好该文件的内容，改几项即可。写出的文件存在自己的目录，由名册签署人提出，另一位复核签名后生效。口令不在这里填写。
help-rule_file-title = 一份规则文件
help-rule_file-body = 先是各项规定，后是原文；{ KEY("rule_file.compare") } 换成与前一份的差异。内容在本机按名册写明的校验值核对过。
help-rosters-title = 名册各版
help-rosters-body = 名册说谁能做什么；每一版由两位名册签署人签，到期前要续。
help-rosters-columns = 版本：名册第几版 [R8]
    制作时间：何时制作 [R8]
    有效至：有效到何时 [R8]
    人数：名册里的人数 [R8]
    签署人：哪两位签署 [R8]
help-roster-title = 一版名册
help-roster-body = 签过的全文；{ KEY("roster.compare") } 看它比前一版改了什么。
help-proposals-title = 待签的名册
help-proposals-body = 提出的人签了第一个名；另一位签署人看过差异，签第二个名，立即生效。
help-proposals-columns = 版本：待签的是第几版 [R2]
    状态：待签、已发布、撤销或过期 [R2]
    第一签署人：第一位签署人 [R2]
    提出：何时提出 [R2]
    等到：到何时无人签就作废 [R2]
help-proposal-title = 看差异，签名
help-proposal-body = 各版签名从本机的根密钥核对，差异由本机算出，不凭业务台说。
help-roster_changes-title = 新一版名册改什么
help-roster_changes-body = 选好改动，{ KEY("roster_changes.draw_up") } 算出差异，看过再签。新人、换密钥、开通部门请走附件3，旧密钥用 { KEY("roster_changes.revoke_key") } 作废；其余改动用 roster propose。
help-deputy-title = 指定代签人
help-deputy-body = 代签人签字时写明代谁。经手那件申请的人、您的下属经手的，他不能代签。

command-pledge_list = 要签保证书的人，各自签了没有。
command-order_list = 有效的人事指令，新的在前。
option-order-person = 与此人有关
option-order-kind = deputation, activation, suspension
option-order-live = 含已结束的
command-application_list = 申请一览，新的在前。
command-application = 填表、签名、交上去。
option-application-state = submitted, filed, active, ended, …
option-application-text = 编号或姓名里的文字
option-application-queue = 只看等我办的
option-application-telephone = 不写手机号
option-application-duties = draft, contacts, send, statistics, maintenance
option-application-trained_on = 如 2026-11-20
option-application-post = operator, drafter, department_manager
option-application-new_department-kind = business, other

refusal-roster_lacks_nothing = 名册没有缺岗、冲突，也不快到期。
    .why = { $clause }：有缺岗、冲突或快到期时才列出。
    .next = 不用办理。

refusal-roster_proposal_over = 这一版不再等人签署。
    .why = { $clause }：已发布、已撤回、过期或已被替代的提议不再签署。
    .next = 请在名册版本里查看。

refusal-nothing_filed = 没有已存档、等着办的申请表。
    .why = { $clause }：申请表批完并存档以后才办。
    .next = 请在 { PAGE("all.people") } 按 { KEY("people.applications") } 查看申请表。

refusal-nothing_handed = 没有各方签好、等着办的口令保管移交。
    .why = { $clause }：移交由各方签好以后才办。
    .next = 请在 { PAGE("all.credentials") } 按 { KEY("credentials.hand_overs") } 查看移交。

refusal-nobody_suspended = 没有人被停用。
    .why = { $clause }：被停用的人才需要恢复。
    .next = 请在 { PAGE("all.people") } 查看人员的状态。

refusal-nothing_chosen = 还没有选定改动。
    .why = { $clause }：选定的改动才能拿掉。
    .next = 请先选定改动。
