### Rosters: differences between versions, alerts, proposals, their grounds, and why a version is refused.

roster-hand_over = 办理口令保管移交 { $number }：{ $outgoing } 交给 { $incoming }，{ $time } 起

refusal-ground_not_carried_out = 这一版没有照申请表 { $number }（{ $person }）办。
    .why = { $clause }：名册以哪份申请表为依据，就要照它办。
    .next = 去掉与它相反的改动，或不以它为依据，重新提出。

refusal-ground_false = 申请表 { $number } 不能作依据：{ $refused }。
    .why = { $clause }：经理授权、主管经理批准、{ GENERAL() }存档，三者俱全才办进名册。
    .next = 不要签；请{ GENERAL() }出示纸质申请表，查业务台为何这样说。

refusal-roster_not_yours = 这一版是 { $person } 提出的。
    .why = { $clause }：提出的人自己撤下；别人不同意，不签就是。
    .next = 不签；它到期自然失效。

refusal-roster_proposals_many = 您提出的已有 { $n } 版在等第二个签名。
    .why = { $clause }：都接在现行版之后，只有一版能生效；第二个人要逐份看。
    .next = 请先在待签名册中按 { KEY("proposal.drop") } 撤下不需要的。
    .command = 先撤下不要的（roster drop）。

refusal-key_of_another = { $person } 已有自己的密钥，新密钥要本人申请。
    .why = { $clause }：密钥由本人生成、保管，别人不能替他登记。
    .next = 请本人提交变更申请。密钥遗失的，凭部门证明由名册签署人在 { PAGE("all.people") } 按 { KEY("people.rosters") }、{ KEY("rosters.new") } 登记。
    .command = 请本人提交变更申请。密钥遗失的，凭部门证明由名册签署人登记（roster propose --add-key）。

refusal-pledge_valid = 您的保证书到 { $until } 才到期。
    .why = { $clause }：每年签一次；到期前 { $days } 天内可以再签。
    .next = 不用再签。

problem-bundle_unreadable = 业务台给的证据包读不出：{ $refused }。
    .why = 证据包只有一种写法，改过的不算。
    .next = 请系统管理员查看业务台。

problem-bundle_too_large = 第 { $request } 号申请的证据包有 { $bytes } 字节，一次最多传 { $most }。
    .why = 它带着要一起核对的名册、人事指令和保证书。
    .next = 请{ GENERAL() }在 { PAGE("all.people") } 按 { KEY("people.orders") }，收回不再需要的指令；名册各版可分批取。
    .command = 请{ GENERAL() }看 order list，收回不用的指令；名册各版可分批取。

refusal-roster_unknown_person = 名册里没有 { $person }。
    .why = { $clause }：岗位和密钥只给名册里的人。
    .next = 请核对编号；新人先按附件3申请加入。
    .command = 核对编号；新人先加入（--add-person）。

refusal-roster_person_known = 名册里已经有 { $person }。
    .why = { $clause }：一个编号只属于一个人，离岗后也不另用。
    .next = 同一人请修改其岗位或密钥；不同的人请换一个编号。
    .command = 同一个人用 --edit-person、--add-key；另一个人换一个编号。

refusal-roster_bad_id = “{ $name }”不能作编号。
    .why = { $clause }：编号是小写英文字母开头的 2 至 32 个字母、数字、-、_。
    .next = 换一个编号；姓名另填。

refusal-roster_name_twice = “{ $name }”出现两次。
    .why = { $clause }：人、部门、网关各有各的编号。
    .next = 换一个编号，或修改已有的一项。

refusal-roster_key_malformed = 这一行不是 Ed25519 公钥。
    .why = { $clause }：每人一把自己的签名密钥；只登记公钥。
    .next = 给出 .pub 文件，内容以 ssh-ed25519 开头。

refusal-roster_key_taken = 这把密钥已登记在 { $person } 名下。
    .why = { $clause }：一把密钥只属于一个人，作废后也不再用。
    .next = 请本人另生成一把密钥。

refusal-roster_key_not_his = { $person } 名下没有这把有效的密钥。
    .why = { $clause }：作废的是登记在本人名下的密钥。
    .next = 请在 { PAGE("all.people") } 按 { KEY("people.rosters") } 打开名册，核对密钥指纹。
    .command = 用 roster show 核对密钥指纹。

refusal-roster_revoked_later = 作废时间 { $since } 还没有到。
    .why = { $clause }：密钥一作废就不再有效，不能预定。
    .next = 到时再办，或改为现在。

refusal-roster_unknown_department = 名册里没有部门“{ $department }”，或这个岗位要写明部门。
    .why = { $clause }：部门先按附件3开通。
    .next = 请核对部门编号，或先按附件3开通部门。
    .command = 核对部门编号，或先开通（--open-department）。

refusal-offices_together = { $person } 会同时担任“{ $post }”和“{ $second_post }”。
    .why = { $clause }：系统管理、名册签署、审计三员须由不同的人担任，互相监督。
    .next = 请把其中一个岗位改任他人；人手不足的单位，可在制度参数 [separation] 中写明期限。

refusal-roster_two_operators = { $department } 会同时有两名操作员：{ $people }。
    .why = { $clause }：一个部门只设一名操作员，另一名可作备岗。
    .next = 请先按 { KEY("roster_changes.end") } 结束前任的岗位，或把后任登记为备岗。
    .command = 先结束前任的岗位（--end），或登记为备岗（,standby）。

refusal-roster_post_not_held = { $person } 没有“{ $department }”的“{ $post }”岗位可以结束。
    .why = { $clause }：结束的是现在或以后担任的岗位。
    .next = 请在 { PAGE("all.people") } 按 { KEY("people.rosters") } 打开名册，核对岗位和部门。
    .command = 用 roster show 核对岗位和部门。

refusal-roster_post_held = { $person } 已经担任“{ $department }”的“{ $post }”。
    .why = { $clause }：同一岗位登记一次。
    .next = 改期的，请先按 { KEY("roster_changes.end") } 结束原来的一项。
    .command = 改期先结束原来的一项（--end）。

refusal-roster_post_dates = { $person } 的岗位到期日不晚于开始日，或已经过了。
    .why = { $clause }：岗位有先后两个日期。
    .next = 改正日期。

refusal-roster_no_standby = “{ $post }”没有备岗。
    .why = { $clause }：只有操作员和口令保管人设备岗。
    .next = 请去掉备岗；审批岗位请指定代签人（{ PAGE("all.people") }，{ KEY("person.deputise") }）。
    .command = 去掉 standby；审批岗位用代签（order deputy）。

refusal-roster_person_left = { $person } 已经离岗，不能有岗位。
    .why = { $clause }：岗位只给在岗的人。
    .next = 请另选一位，或先按 { KEY("roster_changes.lift") } 让其复岗。
    .command = 另选一位，或先让他复岗（--lift）。

refusal-roster_standing_same = { $person } 的状态已经是：{ $standing }。
    .why = { $clause }：每一项变动都要有内容。
    .next = 去掉这一项。

refusal-roster_no_gateway = 名册里没有网关“{ $gateway }”。
    .why = { $clause }：停用的是名册里的网关。
    .next = 核对编号。

refusal-application_not_filed = 申请表 { $number } 还没有归档，或已经办过。
    .why = { $clause }：主管经理批准、{ GENERAL() }留存后才列入名册。
    .next = 看它等谁办理。

refusal-not_a_roster_signer = { $person } 现在不是名册签署人。
    .why = { $clause }：名册由两位名册签署人签发。
    .next = 请名册签署人办理。

refusal-roster_key_unnamed = 签名的密钥不在根密钥认可的名册签署人之中。
    .why = { $clause }：谁签名册，由根密钥决定，名册自己不能改。
    .next = 用登记过的密钥签，或请根密钥保管人办理。

refusal-roster_same_signer = 第一个签名就是您的。
    .why = { $clause }：名册要两个人签，一个人签两次不算。
    .next = 请另一位名册签署人核对后签。

refusal-roster_not_open = 这份待签名册已不能签：{ $proposal }。
    .why = { $clause }：过期、撤下、被另一版取代的，不再生效。
    .next = 仍需要的，请在 { PAGE("all.people") } 按 { KEY("people.rosters") }、{ KEY("rosters.new") } 重新提出。
    .command = 需要时重新提出（roster propose）。

refusal-roster_not_next = 这是第 { $version } 版，接不上现行的第 { $newest } 版。
    .why = { $clause }：各版一环扣一环，发送程序不认断开的。
    .next = 在现行版上重新提出。

refusal-roster_not_now = 名册写的制作时间是 { $at }，早于上一版或还没有到。
    .why = { $clause }：先后以时间为凭。
    .next = 校准时钟，重新提出。

refusal-roster_before_order = { $at } 有一道人事指令，这一版不晚于它。
    .why = { $clause }：停用、代签、备岗之后的名册才说得清此后的权限。
    .next = 重新提出，再由两人签。

refusal-roster_too_long = 有效期超过 { $days } 天。
    .why = { $clause }：名册最长 { $days } 天，到期须重新核对。
    .next = 缩短有效期。

refusal-roster_other_signers = 名册依据的不是最新的签署人名单。
    .why = { $clause }：谁签名册，以根密钥最近一次的决定为准。
    .next = 重新提出。

refusal-roster_solo_changed = 演示名册不能变成正式名册，反过来也不行。
    .why = { $clause }：账号是否分离，在安装时决定。
    .next = 另建一个安装目录。

refusal-roster_other_file = 业务台没有名册所指的这份{ $rule_file }：{ $name }（{ $digest }）。
    .why = { $clause }：规则文件按内容登记，名册写的就是那一份。
    .next = 请在 { PAGE("all.people") } 按 { KEY("people.rules") }、{ KEY("rule_files.propose") }，连同文件一起提出。
    .command = 连同文件一起提出（policy propose、screening propose、gateway propose、calendar propose、numbers propose）。

refusal-roster_unprovable = 发送程序不会认这一版：{ $refused }。
    .why = { $clause }：发布的每一版都要能从根密钥一路证明。
    .next = 按所说的改正，重新提出。

refusal-not_a_roster = 这不是名册。
    .why = { $clause }：名册和个人签署各有各的办法。
    .next = 个人签署文件请在相应的页面办理。
    .command = 个人签署用 statement carry。

refusal-list_without_importer = 通讯录的导入人 { $person } 已不是本部门的起草专人，或签它的密钥已作废。
    .why = { $clause }：通讯录由现任起草专人导入并担保。
    .next = 请现任起草专人重新导入。

refusal-not_your_person = { $person } 的交接情况您无权查看。
    .why = { $clause }：本人、上级、{ GENERAL() }和名册签署人可以查看。
    .next = 请他的部门经理查看。

problem-no_such_roster = 没有第 { $version } 版名册。
    .why = 编号不对，或还没有发布。
    .next = 请在 { PAGE("all.people") } 按 { KEY("people.rosters") } 查看。
    .command = 用 roster list 查看。

problem-no_such_roster_proposal = 没有待签名册 { $digest }。
    .why = 校验值不对或不足 8 位，或属于另一个安装。
    .next = 请在 { PAGE("all.people") } 按 { KEY("people.rosters") }、{ KEY("rosters.proposals") } 查看。
    .command = 用 roster proposals 查看。

problem-no_such_person = 没有 { $person } 这个人。
    .why = 编号不在名册里。
    .next = 请在 { PAGE("all.people") } 查看人员编号。
    .command = 用 people 查看。

problem-roster_unproven = 业务台给的名册证明不了：{ $detail }。什么也没有签。
    .why = 本机按钉住的根密钥核对了各版名册，核对不成立。
    .next = 不要签；请系统管理员和审计员查业务台。

problem-roster_differs = 业务台拟的名册不是您要的：{ $detail }。什么也没有签。
    .why = 本机自己算了一遍，结果不同。
    .next = 再试一次；仍不同，请系统管理员查业务台。

problem-changes_unreadable = 变动看不懂：{ $what }
    .why = 写法不对，或少了一项。
    .next = 请在 { PAGE("all.people") } 按 { KEY("people.rosters") }、{ KEY("rosters.new") }，从所列变动中选择。
    .command = 看 roster propose --help 里的写法。

roster-difference-person_added = 新增人员
roster-difference-person_changed = 人员变更
roster-difference-person_removed = 删除人员
roster-difference-key_added = 新增密钥
roster-difference-key_changed = 密钥变更
roster-difference-key_removed = 删除密钥
roster-difference-post_added = 任命
roster-difference-post_changed = 岗位变更
roster-difference-post_removed = 免去
roster-difference-department_added = 新增部门
roster-difference-department_changed = 部门变更
roster-difference-department_removed = 删除部门
roster-difference-gateway_added = 新增网关
roster-difference-gateway_changed = 网关文件变更
roster-difference-gateway_removed = 停用网关
roster-difference-service_added = 新增服务
roster-difference-service_changed = 服务变更
roster-difference-service_removed = 删除服务
roster-difference-policy_changed = 制度包变更
roster-difference-screening_changed = 敏感词表变更
roster-difference-calendar_added = 新增放假安排
roster-difference-calendar_changed = 放假安排变更
roster-difference-calendar_removed = 去掉放假安排
roster-difference-plan_added = 新增号段表
roster-difference-plan_changed = 号段表变更
roster-difference-plan_removed = 去掉号段表
roster-difference-field_changed = 名册项目
roster-difference-grounds_changed = 所依据的申请表、移交
roster-difference-order_changed = 排列次序变更
roster-no_proposals = 没有待签的名册。
roster-no_alerts = 没有冲突，也没有空缺。
roster-proposed = 提出名册
roster-published = 发布名册
roster-dropped = 撤下待签名册
roster-confirm_with = 请另一位名册签署人核对：sms-console roster confirm { $digest }
roster-next = 第 { $version } 版（接第 { $old } 版），有效至 { $expires }
roster-proved = 现行版已从根密钥核对；差异由本机算出：
roster-not_proved = 未核对 NOT PROVED：本机没有根密钥（{ $file }），现行版只凭业务台一面之词。差异：
roster-first = 第一个签名：{ $person }
roster-lifts = ! 恢复 { $person }：停用的指令随这一版失效（据业务台）
roster-ground = 依据 { $number }（{ $kind }，{ $person } { $post }）：本机逐个核对了签名
roster-ground_false = ! 依据不成立 { $number }：{ $why }
roster-ground_gone = { "    " }! { $person } 签过这份申请，现已停用或离岗
roster-without_ground = ! 以下 { $n } 处没有申请表（附件3）作依据：
roster-agree = 差异看过，签字
roster-yes_needed = 这里没有人可问；看过差异后加 --yes
roster-key_kept = ! { $person } 的旧密钥 { $key } 仍然有效；不用了就在这一版里一并作废。
roster-leaves_behind = { $person } 要交接的：
roster-pending = 在办申请
roster-orders = 代签、备岗
roster-order_for = { $person } 代 { $principal }
roster-custody = 口令保管
roster-passwords = 要交接的口令
roster-envelopes = 要交接的信封
roster-lists = 导入的通讯录
roster-policy = 制度包
roster-screening = 敏感词表
roster-gateways = 网关
roster-calendars = 放假安排
roster-plans = 号段表
roster-departments = 部门
roster-services = 发送台的公钥

cli-column-expires = 有效至
cli-column-people = 人数

roster-field-id = 编号
roster-field-year = 年份
roster-field-name = 名称
roster-field-staff_no = 工号
roster-field-phone = 电话
roster-field-uid = 系统账号
roster-field-standing = 状态
roster-field-public = 公钥
roster-field-fingerprint = 指纹
roster-field-since = 自
roster-field-held_since = 任职自
roster-field-until = 至
roster-field-revoked = 作废时间
roster-field-person = 人员
roster-field-post = 岗位
roster-field-department = 部门
roster-field-standby = 备岗
roster-field-kind = 类别
roster-field-digest = 摘要
roster-field-version = 版本
roster-field-org = 机构编号
roster-field-org_name = 机构名称
roster-field-previous = 上一版摘要
roster-field-signers = 签署人名单摘要
roster-field-at = 制作时间
roster-field-expires = 有效至
roster-field-solo = 演示
roster-field-pledge = 保证书版本
roster-field-grounds = 依据的摘要
roster-field-order = 次序
roster-proposal-open = 待签
roster-proposal-published = 已发布
roster-proposal-dropped = 已撤下
roster-proposal-expired = 已过期
roster-proposal-overtaken = 已被另一版取代

stopped-left = { $person } 已离岗，经手的签名不再有效，请重新申请
stopped-suspended = { $person } 已停用，经手的签名不再有效，请重新申请
stopped-key_revoked = { $person } 的密钥已作废，用它签的不再有效，请重新申请
stopped-policy = 制度包换成了 { $person }，原来的签名按旧制度，请重新申请
stopped-gateway = 网关 { $person } 的文件换了，原来签的费用或发送号码不再对，请重新申请
stopped-gateway_gone = 网关 { $person } 已停用，请另选网关重新申请
stopped-moved = { $person } 签署时已按新名册免去该岗位，请重新申请

alert-operator_missing = { $department } 没有操作员。
    .why = { $clause }：业务部、{ GENERAL() }各设一名操作员。
    .next = 按附件3申请，由名册签署人任命。

alert-operators_two = { $department } 有两名操作员：{ $people }。
    .why = { $clause }：一个部门只设一名。
    .next = 下一版名册里结束其中一个岗位。

alert-no_account = { $person } 在名册里没有系统账号，登录不了，只能在别处签名、由同事带进来。
    .why = { $clause }：每人用自己的账号，业务台凭账号认人。
    .next = 请系统管理员开立账号，由名册签署人写入下一版名册（{ PAGE("all.people") }，{ KEY("people.rosters") }）。
    .command = 系统管理员开好账号（id -u 账号名 看编号），名册签署人写进下一版：roster propose --edit-person { $person },uid=编号。

alert-department_empty = { $department } 没有一个人担任岗位。
    .why = { $clause }：开通的部门要有经理和起草专人。
    .next = 任命，或暂不使用。

alert-drafter_missing = { $department } 没有起草专人。
    .why = { $clause }：使用部门指定专人起草。
    .next = 按附件3申请。

alert-approver_missing = { $department } 没有“{ $post }”。
    .why = { $clause }：少一级，申请就批不下去。
    .next = 由名册签署人任命。

alert-approver_only_drafter = { $department } 的“{ $post }”{ $person } 又是唯一的起草人。
    .why = { $clause }：自己起草的自己不能批，申请会卡住。
    .next = 另任命一名起草人。

alert-supervisor_is_general_manager = { $department } 的主管经理和总经理是同一人（兼）：{ $person }。
    .why = { $clause }：签一次算两级，但推广仍须两个人批。
    .next = 部门经理须是另一个人。

alert-approvers_too_few = { $department } 的“{ $category }”不足 { $least } 个人审批。
    .why = { $clause }：兼岗也要够人数。
    .next = 把其中一级任命给另一个人。

alert-custodian_missing = 没有口令保管人。
    .why = { $clause }：系统账号和口令由专人保管。
    .next = 由名册签署人任命。

alert-custodians_two = 有两名口令保管人：{ $people }。
    .why = { $clause }：专人保管，另一名作备岗。
    .next = 结束其中一个岗位。

alert-custodian_acts = 口令保管人 { $person } 又担任“{ $post }”。
    .why = { $clause }：保管口令的人不起草、不审批、不放行。
    .next = 把其中一个岗位任命给另一个人。

alert-offices_together = { $person } 同时担任“{ $post }”和“{ $second_post }”。
    .why = { $clause }：系统管理、名册签署、审计三员须由不同的人担任，互相监督。
    .next = 现行名册到期前仍有效；请在下一版名册中把其中一个岗位改任他人。

alert-roster_signers_few = 在岗的名册签署人不足两人。
    .why = { $clause }：下一版名册要两个人签。
    .next = 请根密钥保管人签发新的签署人名单。

alert-roster_over = 名册已于 { $expires } 到期。
    .why = { $clause }：到期后什么也不批、不发。
    .next = 请两位名册签署人签发新一版（{ PAGE("all.people") }，{ KEY("people.rosters") }、{ KEY("rosters.new") }）。
    .command = 两位名册签署人签发新一版（roster propose）。

alert-roster_expiring = 名册还有 { $days } 天到期（{ $expires }）。
    .why = { $clause }：到期后什么也不批、不发。
    .next = 请提前续签（{ PAGE("all.people") }，{ KEY("people.rosters") }、{ KEY("rosters.new") }）。
    .command = 提前续签（roster propose）。

alert-pledge_missing = { $person } 没有有效的保证书。
    .why = { $clause }：没有保证书不能提交、审批、放行。
    .next = 请本人签署。

command-roster_version_list = 各版名册，新的在前。

command-roster_proposal_proposals = 等第二个签名的名册，和近来的结果。
option-roster_proposal-digest = 校验值的开头
