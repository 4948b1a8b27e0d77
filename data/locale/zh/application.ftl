### Applications (Attachment 3), pledges (Attachment 2), and what became of an application that was carried out.

afterwards-head = 批准之后
afterwards-now = 现状
afterwards-later = { $since } 起生效
afterwards-held = { $since } 起有效
afterwards-held_until = { $since } 起有效，{ $until } 止
afterwards-suspended = { $at } 起停权（{ $name }）
afterwards-suspended_plain = 停权
afterwards-suspended_version = { $at } 起停权（{ $name }，名册第 { $n } 版）
afterwards-over = { $until } 期满
afterwards-ended = { $until } 终止
afterwards-left = { $until } 离职，随之终止
afterwards-account = 账号
afterwards-bound = { $person }，系统账号 { $uid }
afterwards-unbound = { $person }，未绑定系统账号
afterwards-made = 建立
afterwards-ended_by = 注销
afterwards-signed = 名册第 { $n } 版，{ $first } 经办，{ $second } 复核，{ $at } 生效
afterwards-asked_for = 依据 { $numbers }
afterwards-keys = 停用密钥
afterwards-key_revoked = { $fingerprint } 自 { $at } 起停用
afterwards-key_left = { $fingerprint } 随离职于 { $at } 停用

cli-no_applications = 没有操作员申请。新建：sms-console application new --help
cli-form_complete = 表填好了，可以签名。
cli-no_rules = 还没有
cli-no_pledges = 没有要签保证书的人。
cli-pledge_head = 保证书 { $version } 版，有效 { $months } 个月
cli-accept_clause = 同意第 { $n } 条？
cli-accept_needed = 没有终端可问，须用 --accept 写明同意的条款，全部同意写 1-{ $n }
cli-bad_numbers = 序号 { $value } 看不懂；请写 1-12，或 1,2,5-12
cli-column-version = 版本
cli-column-witness = 见证人
cli-column-rules = 管理规定

application_kind-open_department = 新部门
application_kind-add = 新增
application_kind-change = 变更
application_kind-revoke = 注销
application_kind-deputy = 临时代理

state-application-submitted = 待审批
state-application-authorised = 已授权
state-application-approved = 已批准
state-application-filed = 已存档
state-application-active = 已生效
state-application-suspended = 停权
state-application-ended = 已终止
state-application-carried_out = 已执行
state-application-returned = 已退回
state-application-rejected = 已驳回
state-application-withdrawn = 已撤回

decision-application = 申请
decision-authorise = 授权
decision-approve = 批准
decision-file = 存档
decision-return = 退回
decision-reject = 驳回
decision-withdraw = 撤回

post-file = { GENERAL() }存档
post-roster = 名册签署

duty-draft = 起草
duty-contacts = 通讯录
duty-send = 发送
duty-statistics = 统计
duty-maintenance = 日常维护

pledge_state-valid = 有效
pledge_state-expiring = 快到期
pledge_state-expired = 已过期
pledge_state-outdated = 旧版待签
pledge_state-missing = 未签

todo-authorise_application = 操作员申请等您授权
todo-approve_application = 操作员申请等您批准
todo-file_application = 操作员申请等您存档
todo-revise_application = 操作员申请退回待改
todo-carry_out = 已存档，等新名册
todo-pledge = 保证书要签

next-authorise_application = 看申请表，授权或退回。
next-approve_application = 看申请表，批准或退回。
next-file_application = 收下纸质表，填档号存档。
next-revise_application = 按退回的原因改好，再交。
next-carry_out = 做新一版名册。
next-pledge = 逐条看保证书，签名。

field-kind = 申请事项
field-person = 人员编号
field-post = 岗位
field-since = 开始
field-until = 截止
field-reason = 申请理由
field-paper = 档号
field-place = 存放处
field-rules = 规定全文

application-help-kind = R1：add 新增、change 变更、revoke 注销、deputy 临时代理、open_department 新部门
application-help-department = R1：用平台的部门编号
application-help-department_name = R1：只在新部门时填
application-help-department_kind = R8：business 业务部、other 其他
application-help-supervisor = R1：将主管新部门的人，由他批准
application-help-person = R12：名册里的编号；新人用姓名拼音
application-help-name = R1：姓名
application-help-staff_no = R1：工号
application-help-title = R1：现任职务
application-help-telephone = R1：办公电话；不写手机号码
application-help-email = R1：办公邮箱
application-help-post = R8 R9：operator、drafter、department_manager
application-help-standby = R8：平时不用、由部门经理启用的第二名操作员
application-help-duties = R8：draft、contacts、send、statistics、maintenance
application-help-since = R8：授权起始时间
application-help-until = R8：到何时止；空为不定
application-help-replaces = R8：谁把岗位交给他；没有就空着
application-help-trained_on = R8：操作员的培训日期
application-help-key = R12：本人的 Ed25519 公钥一行；在册的人空着为不变
application-help-reason = R1：为什么申请

refusal-not_an_applicant = 您不能替 { $department } 提出申请。
    .why = { $clause }：由用平台的部门自己填报操作员申请表。
    .next = 请该部门的起草人、操作员或经理填报，或由本人填报。

refusal-not_opener = 新部门的申请不由您提出。
    .why = { $clause }：{ GENERAL() }管理平台，新部门由它的备案员或经理登记。
    .next = 请{ GENERAL() }的备案员或经理办理。

refusal-own_enrolment = { $person } 不能审批关于自己的申请。
    .why = { $clause }：操作员由部门经理授权，不由本人授权。
    .next = 请同一岗位的另一个人，或上一级办理。

refusal-application_signed_already = { $person } 已经在这份申请上签过名。
    .why = { $clause }：申请、审批、存档各由不同的人签，一人一签。
    .next = 由下一级的人签。

refusal-application_signer_gone = 签过这份申请的 { $person } 已经停用或离岗。
    .why = { $clause }：停用的人签过的，未办完的不再往下走。
    .next = 退回，由部门重新填报。

refusal-application_not_waiting = 申请表现在是“{ $state }”，没有这一步可办。
    .why = { $clause }：先由部门经理授权、主管经理批准，再由{ GENERAL() }存档。
    .next = 请在 { PAGE("all.people") } 按 { KEY("people.applications") } 打开该申请，查看当前待谁办理。
    .command = 用 application show 看它等谁。

refusal-application_not_approved = 申请表还没有批准，现在是“{ $state }”。
    .why = { $clause }：批准签字后才交{ GENERAL() }留存。
    .next = 等前面签完。

refusal-other_decision = 这一级是“{ $post }”，要签的不是这一种。
    .why = { $clause }：部门经理签授权，上面各级签批准。
    .next = 部门经理用 authorise，其余各级用 approve。


refusal-not_filing = 存档不由您办。
    .why = { $clause }：申请表交由{ GENERAL() }留存。
    .next = 请{ GENERAL() }没有签过这份申请的操作员、备案员或经理办理。

refusal-not_your_application = 这份申请不由您撤回。
    .why = { $clause }：由填报人、本人或部门经理撤回。
    .next = 请他们办理；审批人可以退回或驳回。

refusal-paper_missing = 没有写纸质表的档号。
    .why = { $clause }：签过字的申请表由{ GENERAL() }留存。
    .next = 请填写档号和存放处。
    .command = 写上档号和存放处（--paper、--place）。

refusal-paper_only_filed = 只有存档时才写档号和存放处。
    .why = { $clause }：纸质表由{ GENERAL() }收下时编号。
    .next = 去掉这两项。

refusal-application_not_returned = 申请表现在是“{ $state }”，不能改。
    .why = { $clause }：退回的申请表改后再交，前面的签字作废。
    .next = 请审批人先退回；或另交一份。

refusal-application_fixed = { $number } 改后，部门或事项变了。
    .why = { $clause }：同一编号的申请表是同一件事。
    .next = 部门或事项不同，另交一份。

refusal-application_mobile = “{ $field }”里有手机号码。
    .why = { $clause }：文字长期保存，台账和记录里不存手机号码。
    .next = 去掉手机号码，或写办公电话、邮箱。

refusal-telephone_form = “{ $value }”不是电话号码。
    .why = { $clause }：有疑问时要能打通电话找到人。
    .next = 写成 010-00000001、010-00000001 转 802 或 95599，几个号码之间用顿号。

refusal-email_form = 这不是一个邮箱。
    .why = { $clause }：申请表要有能收到信的办公邮箱。
    .next = 写成 heqing@bank.example。

refusal-too_long = “{ $field }”超过 { $most } 个字。
    .why = { $clause }：写要点，原件另存。
    .next = 写短一些。

refusal-department_unknown = 名册里没有 { $department } 这个部门。
    .why = { $clause }：部门先经批准使用平台，再申请操作员。
    .next = 用部门编号；新部门请{ GENERAL() }办 open_department。

refusal-department_exists = { $department } 已经有了，或已有人申请。
    .why = { $clause }：一个部门只登记一次。
    .next = 换一个编号和名称，或用已有的部门。

refusal-one_general_department = { GENERAL() }只能有一个。
    .why = { $clause }：{ GENERAL() }负责平台的维护和保管。
    .next = 选 business 或 other。

refusal-not_in_charge = { $person } 现在不是主管经理。
    .why = { $clause }：新部门要有在岗的主管经理批准。
    .next = 写一位在岗的主管经理或总经理。

refusal-id_form = 编号“{ $id }”写得不对。
    .why = { $clause }：编号是 2 到 32 个小写字母、数字、- 或 _，以字母开头。
    .next = 例如姓名的拼音 heqing。

refusal-person_unknown = 名册里没有 { $person }。
    .why = { $clause }：变更和注销的是在册的人。
    .next = 请在 { PAGE("all.people") } 核对人员编号。
    .command = 核对人员编号（people）。

refusal-person_is_another = 这个编号、姓名或工号是 { $person } 的，对不上。
    .why = { $clause }：一个人一个编号，一个工号。
    .next = 在册的人照名册填；改名用 change；新来的人换一个编号。

refusal-enrolled_not_active = { $person } 现在是“{ $standing }”。
    .why = { $clause }：岗位给在岗的人。
    .next = 先请名册签署人恢复。

refusal-custodian_takes_no_post = { $person } 是口令保管人，不能担任这个岗位。
    .why = { $clause }：管口令的人与起草、审批、发送的人分开。
    .next = 另选一个人。

refusal-nothing_changes = 与名册相同，没有要变更的。
    .why = { $clause }：变更表写明变了什么。
    .next = 填新的姓名、电话或公钥。

refusal-not_by_application = “{ $post }”不用操作员申请表。
    .why = { $clause }：附件3 管起草人、操作员和部门经理。
    .next = 由两位名册签署人在新名册里任命。

refusal-manager_comes_first = 新部门先登记它的部门经理。
    .why = { $clause }：部门经理授权以后的操作员和起草人。
    .next = 岗位写 department_manager。

refusal-standby_is_operator = 备岗只用于操作员。
    .why = { $clause }：每部门一名操作员，另可登记一名备岗。
    .next = 去掉备岗，或岗位写 operator、事项写 add。

refusal-deputy_is_operator = 临时代理只用于操作员。
    .why = { $clause }：审批岗位离岗，由代签人代签。
    .next = 审批岗位请在 { PAGE("all.people") } 选定本人，按 { KEY("person.deputise") } 指定代签人。
    .command = 审批岗位用 order deputy。

refusal-replaces_nobody = { $person } 不在这个部门担任这个岗位。
    .why = { $clause }：接替的是现在在岗的人。
    .next = 核对“接替”一栏，没有就空着。

refusal-does_not_hold = { $person } 不在这个部门担任“{ $post }”。
    .why = { $clause }：变更、注销的是现有的岗位。
    .next = 核对人员、岗位和部门。

refusal-holds_already = { $person } 已经担任“{ $post }”。
    .why = { $clause }：同一岗位不重复申请。
    .next = 不用申请；要改资料用 change。

refusal-one_operator = 这个部门已有操作员 { $person }。
    .why = { $clause }：每部门一名操作员。
    .next = “接替”写上他；或申请备岗、临时代理。

refusal-one_standby = 这个部门已有备岗 { $person }。
    .why = { $clause }：每部门一名备岗。
    .next = “接替”写上他。

refusal-application_dates = 起止日期不对：如 2026-12-01 09:00，截止在开始和今天之后。
    .why = { $clause }：授权有明确的起止。
    .next = 截止在开始之后、今天之后；变更和注销不写截止。

refusal-deputy_operator_dates = 临时代理要写起止日期，最长 { $days } 天。
    .why = { $clause }：临时代理到期自动失效。
    .next = 写上起止日期；更久的用 add 接替。

refusal-training_date = 没有培训日期，或日期不对：如 2026-11-20，不晚于今天。
    .why = { $clause }：操作员先培训，再授权。
    .next = 写成 2026-11-20，不晚于今天。

refusal-key_of_new_person = { $person } 还没有公钥。
    .why = { $clause }：每人用自己的密钥签名，密钥由本人生成、保管。
    .next = 请本人生成密钥，交来 .pub 文件，在申请表中按 { KEY("application_form.read_key") } 读入。
    .command = 请本人生成：sms-console key new FILE；交来 .pub 文件。

refusal-key_not_here = 注销不写公钥。
    .why = { $clause }：停用密钥由名册签署人办。
    .next = 去掉这一栏。

refusal-key_line = 这不是一行 Ed25519 公钥。
    .why = { $clause }：签名密钥是 Ed25519。
    .next = 用 .pub 文件里 ssh-ed25519 开头的一行；不要给私钥文件。

refusal-key_taken = 这把公钥已经登记给 { $person }。
    .why = { $clause }：密钥由专人保管，不共用、不复用。
    .next = 请本人生成一把新的。

refusal-application_pending = 同样的申请 { $number } 还没办完。
    .why = { $clause }：一件事一份申请。
    .next = 等它办完，或先撤回。

refusal-nobody_to_decide = 没有人能签“{ $post }”这一级。
    .why = { $clause }：本人和填报人不审批，一人一签。
    .next = 换一个人填报；岗位空缺请名册签署人任命。

refusal-rules_not_yours = 您不是 { $department } 的部门经理。
    .why = { $clause }：各部门建立本部门的管理规定，由部门经理签署。
    .next = 请该部门经理签署。

refusal-rules_moved_on = 现行的已经是第 { $version } 版。
    .why = { $clause }：新一版接在现行一版之后。
    .next = 看过现行的，再签新的。

refusal-no_pledge_due = 您在“{ $department }”没有要签保证书的岗位。
    .why = { $clause }：起草人、操作员和部门经理签保证书。
    .next = 核对部门；不在这些岗位就不用签。

refusal-pledge_outdated = 现行的保证书是 { $version } 版。
    .why = { $clause }：条款修改后重新签署。
    .next = 重新看一遍现行的条款，再签。

refusal-clauses_missing = 还有条款没有逐条同意：{ $clauses }。
    .why = { $clause }：保证书逐条承诺，缺一条也不成立。
    .next = 从第 1 条起依次同意；有异议先问部门经理。

refusal-pledge_dates = 保证书的有效期不对，最长 { $months } 个月。
    .why = { $clause }：保证书按年签署。
    .next = 重新准备，再签一次。

refusal-not_a_witness = { $person } 不能做见证人。
    .why = { $clause }：由另一位部门经理或{ GENERAL() }的人见证。
    .next = 换一位见证人。

problem-no_such_application = 没有编号为 { $application } 的操作员申请。
    .why = 编号写错了，或不在这个业务台。
    .next = 请在 { PAGE("all.people") } 按 { KEY("people.applications") } 查找。
    .command = 用 application list 查编号。

problem-no_such_rules = { $department } 没有这一版管理规定。
    .why = 部门经理还没有签署，或版本写错了。
    .next = 请在 { PAGE("all.people") } 按 { KEY("people.department_rules") } 查看各版。
    .command = 用 department list 查看。

problem-no_pledge_text = 没有 { $version } 版保证书的文本。
    .why = 制度包写的版本，本程序没有附带。
    .next = 请系统管理员装上带这一版的程序。

problem-pledge_text_differs = { $version } 版保证书的文本对不上。
    .why = 业务台给的条款与本程序附带的不同，或条数与制度包不符。
    .next = 不要签；请系统管理员核对版本。
