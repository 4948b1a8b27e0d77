### The ledger: its kinds, one entry, signed heads, verifying, and why something is refused.

ledger_view-verifying = 正在从头核验……
ledger_view-rate = 每秒 { $rate } 条，约剩 { $left } 秒
ledger_view-good = 核验通过：{ $n } 条，环环相扣，没有改动、删除或调换。
ledger_view-left = 停在第 { $n } 条以后；到这里都对。
ledger_view-head = 链头 { $head }
ledger_view-broken = 台账核验不通过
ledger_view-bad = 第 { $seq } 条不对：{ $why }
ledger_view-after_bad = 下一步：不要改动业务台，抄下上面的链头，告诉系统管理员和审计员；用最近的备份对照。
ledger_view-after_bad_typed = 下一步：先把上面打的凭证码与纸上逐位核对，错了一位按 { KEY("verifying.check") } 再打；都对，就不要改动业务台，告诉系统管理员和审计员。
ledger_view-against = 对照纸上凭证码 { $head }
ledger_view-paper = 业务台自己留存的凭证码都已对过。连它们一起删改的，只有纸上的能发现：按 { KEY("verifying.check") } 输入打印表格上的一个。
ledger_view-not_run = 没有核验成；按 { KEY("verifying.again") } 再来。
ledger_view-pick_kind = 只看哪一种
ledger_view-export_title = 导出台账
ledger_view-exported = 已导出 { $n } 条到 { $file }

entry-signature = 签名
entry-fingerprint = 密钥指纹
entry-namespace = 命名空间
ledger_entry-signers = 名册签署人
entry-hash = 校验值
entry-recomputed = 按原文重算
entry-fits = 与校验值一致
entry-differs = 不一致：{ $found }
entry-prev = 接着的校验值
entry-before = 前一条
entry-behind = 后一条
entry-head = 所到的签名链头
entry-no_head = 还没有签名的链头；发送程序每小时签一次。
entry-envelope = 条目原文
entry-statement = 签名的文本
entry-armour = 签名原样

entry_verdict-none = 无须签名
entry_verdict-good = 有效
entry_verdict-bad_signature = 签名不对
entry_verdict-not_the_signer = 不是本人密钥

ledger_head-service = 签链头的
head-title = 纸上的凭证码
head-about = 照打印表格上的凭证码输入：编号、冒号、64 位校验值；空格和大小写不论。
head-verify_about = 照打印表格输入凭证码。随后从头核验，整条链必须经过它。
head-field = 凭证码
head-stands = 第 { $seq } 条就是这个校验值，记于 { $at }；台账现有 { $newest } 条。整条链用 { KEY("ledger.verify") } 核验。
head-rewritten = 不符：第 { $seq } 条（{ $at }）现在是另一个校验值，它或它以前的条目被改写过。台账现有 { $newest } 条。
head-cut = 不符：台账只有 { $newest } 条，没有第 { $seq } 条；末尾被截去。{ $at }
head-missing = 不符：第 { $seq } 条不在了，台账却有 { $newest } 条。{ $at }

help-entry-title = 一条台账
help-entry-body = 条目原文、签名和校验值。{ KEY("entry.later") }、{ KEY("entry.earlier") } 沿着链走。签名可用 ssh-keygen 另行核对。
help-heads-title = 签过的链头
help-heads-body = 发送程序每小时、每次发送都核对台账并签一个链头；打印表格上印的就是它。{ KEY("heads.check") } 输入纸上的一个来核对。
help-heads-columns = 序号：签到第几条 [R7]
    时间：何时签 [R7]
    签名：签名是否有效 [R7]
    校验值：当时台账的校验值 [R7]
help-verifying-title = 核验台账
help-verifying-body = 从第一条起逐条重算。{ KEY("verifying.stop") } 停止，{ KEY("verifying.again") } 再来，{ KEY("verifying.check") } 加一个纸上的凭证码。

list-heads-empty = 还没有签过的链头；发送程序每小时签一次。

refusal-ledger_filter = “{ $word }”不是台账能筛选的。
    .why = { $clause }：台账按种类、人员、对象、编号和日期查。
    .next = 写 slot.hold、@孙丽、request:12、申请编号，或 2026-11-01..2026-11-30。

refusal-since_needs_head = 从第 { $seq } 条往后核对，要有这一条的凭证码。
    .why = { $clause }：没有留底的凭证码，这一条本身就无从相信。
    .next = 请从头核对，或输入纸上的凭证码。
    .command = 加 --head，照纸上抄；或不写 --since，从头核对。

refusal-ledger_not_yours = 整本台账不由您导出。
    .why = { $clause }：能看各部门的人才看得到全部条目。
    .next = 请审计员或{ GENERAL() }导出；您本人的条目在 { PAGE("all.ledger") } 查看。
    .command = 请审计员或{ GENERAL() }导出；自己的条目用 ledger list 看。

refusal-entry_edge = 这一头没有您能看的条目了。
    .why = { $clause }：台账到这里为止，或邻条是别人的。
    .next = 按 { KEY("all.back") } 回到列表。

refusal-verifying_over = 没有正在进行的核验。
    .why = { $clause }：核验已有结果。
    .next = 按 { KEY("verifying.again") } 再核验一次。

refusal-verifying_runs = 核验正在进行。
    .why = { $clause }：一次走完整条链。
    .next = 等它结束，或按 { KEY("verifying.stop") } 停止。

cli-no_heads = 还没有签过的链头。
cli-no_such_day = “{ $day }”不是日期，写成 2026-11-24。
cli-chain_so_far = 已核对 { $entries } 条……
cli-file_needs_roots = --file 要和 --roots 一起用。

ledger-roster-published = 名册发布
ledger-roster-proposed = 名册提出
ledger-file-brought = 规则文件带入
ledger-session-opened = 会话开始
ledger-session-refused = 会话被拒绝
ledger-session-closed = 会话结束
ledger-outbox-put = 文件放入取件箱
ledger-roster-dropped = 待签名册撤下
ledger-pledge-signed = 保证书签署
ledger-department-rules = 本部门管理规定签署
ledger-application-submitted = 操作员申请提交
ledger-application-authorise = 操作员申请授权
ledger-application-approve = 操作员申请批准
ledger-application-file = 操作员申请存档
ledger-application-return = 操作员申请退回
ledger-application-reject = 操作员申请驳回
ledger-application-withdraw = 操作员申请撤回
ledger-proposal-made = 两人办理：提议
ledger-proposal-confirmed = 两人办理：确认
ledger-custody-created = 口令库新建
ledger-custody-unlocked = 口令库开锁
ledger-custody-locked = 口令库上锁
ledger-custody-installed = 网关口令装入
ledger-custody-rotated = 网关口令更换
ledger-custody-rotate_failed = 网关口令没有换成
ledger-custody-bind_tested = 网关登录试过
ledger-custody-retired = 网关口令作废
ledger-custody-incident = 口令保管异常
ledger-order-deputation = 指定代签
ledger-order-activation = 启用备岗
ledger-order-suspension = 停用
ledger-person-locked = 口令连错，停止签名
ledger-person-unlocked = 恢复签名
ledger-order-recall = 收回代签或备岗
ledger-request-stopped = 申请因人员变动退回
ledger-request-screened = 敏感词表更新后被禁止
ledger-list-finished = 通讯录导入
ledger-list-replaces = 通讯录新版本
ledger-list-deleted = 通讯录删除
ledger-optout-added = 退订登记
ledger-optout-by_code = 网关代码退订
ledger-optout-flood = 网关拒收代码过多
ledger-optout-list_begun = 退订名单开始登记
ledger-optout-list_taken = 退订名单登记完毕
ledger-optout-exported = 导出退订号码
ledger-optout-received = 回复退订
ledger-optout-returned = 发送台交回的退订
ledger-request-submitted = 申请提交
ledger-request-approval = 批准
ledger-request-return = 退回
ledger-request-rejection = 驳回
ledger-request-withdrawal = 撤回
ledger-request-acceptance = { GENERAL() }接收
ledger-request-extension = 延期
ledger-request-expired = 逾期未批
ledger-request-lapsed = 过期未批
ledger-slot-lapsed = 时段过期未放行
ledger-slot-release = 放行
ledger-slot-hold = 暂停
ledger-slot-resume = 恢复
ledger-slot-stop = 终止
ledger-send-refused = 发送程序拒发
ledger-send-started = 开始发送
ledger-send-held = 发送停下
ledger-send-resumed = 发送继续
ledger-send-stopped = 发送终止
ledger-send-done = 发送完成
ledger-send-corrected = 结果更正
ledger-send-contradicted = 状态报告与核定不符
ledger-send-settle_refused = 核定未被发送程序接受

ledger_subject-request = 申请
ledger_subject-application = 操作员申请
ledger_subject-complaint = 投诉
ledger_subject-loss = 遗失单
ledger_subject-list = 通讯录
ledger_subject-person = 人员
ledger_subject-account = 主机账号
ledger_subject-department = 部门
ledger_subject-gateway = 网关
ledger_subject-reply = 回复
ledger_subject-paper = 纸质件
ledger_subject-emergency = 补录
ledger_subject-envelope = 信封
ledger_subject-erasure = 清除
ledger_subject-hand_over = 移交
ledger_subject-optout = 退订
ledger_subject-template = 模板
ledger_subject-roster = 名册
ledger_subject-service = 发送程序
ledger_subject-dispatcher = 发送程序
ledger_subject-freeze = 冻结
ledger_subject-hold = 保全令
ledger_subject-filing = 季度归档
ledger_subject-optouts = 退订名单
ledger_subject-opening = 拆封
ledger_subject-sealing = 封存
ledger_subject-file = 规则文件
ledger_subject-appeal = 放行短信的申请
ledger_subject-trial = 试发
ledger_subject-category = 类别
ledger_subject-all = 全部发送
