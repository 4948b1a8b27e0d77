### The evidence of one request: taking it out, checking it, and every fault by name (R3).

evidence-title = 取出全部证据
evidence-about = 写一个新文件夹到 { $folder }：签名、名册、规则、表格、结果、台账和核对办法；没有手机号码。取出记入台账。
evidence-folder = 文件夹名
evidence-gathering = 正在收集……
evidence-stopping = 正在停止……
evidence-nothing_written = 没有写出任何文件。
evidence-so_far = 已收集 { $done }/{ $total }
evidence-written = { $number } 的证据：{ $n } 个文件，在 { $folder }
evidence-sealed = 清单的 SHA-256 记入台账 { $seq }：{ $digest }
evidence-verify_next = 核对：sms-console verify { $folder } --roots roots.json，或在文件夹里运行 sh verify.sh
evidence-good = { $number } 的证据成立（取出于 { $at }）
evidence-counts = { $files } 个文件，{ $signatures } 个签名，{ $entries } 条台账，都相符
evidence-bundle = { $file }：时段 { $slot }，{ $n } 人
evidence-hold_against = 请与台账对照：{ $seq } 之后的 evidence.sealed 条目应为 { $digest }
evidence-not_looked_up = 清单的摘要没有查过：没有给台账。表格和结果只靠它作证；用 --ledger 台账导出（最好加纸上的 --head），或用 --desk 问业务台。
evidence-sealed_in_ledger = 清单的摘要与台账第 { $seq } 条相符（{ $at }，{ $by }）
evidence-sealed_in_desk = 业务台说：清单的摘要与台账第 { $seq } 条相符（{ $at }，{ $by }）
evidence-folder_alone = --ledger、--head 和 --desk 只用于证据文件夹。
evidence-one_place = --ledger 和 --desk 只写一个。
evidence-head_needs_ledger = --head 要和 --ledger 一起用。
evidence-bad = 证据不成立：{ $n } 处

evidence_fault-sealed_other = 台账第 { $detail } 条封存的是另一份清单：取出之后改过
evidence_fault-not_sealed = 台账第 { $detail } 条之后没有封存过这份清单
evidence_fault-other_ledger = 它接的不是这本台账：第 { $detail } 条的链头不同
evidence_fault-missing = 文件不在了{ $detail }
evidence_fault-changed = 内容改过，与清单不符{ $detail }
evidence_fault-unlisted = 清单里没有这个文件{ $detail }
evidence_fault-unreadable = 读不懂（{ $detail }）
evidence_fault-not_a_file = 不是普通文件{ $detail }
evidence_fault-too_large = 文件太大{ $detail }
evidence_fault-foreign = 是另一个机构的：{ $detail }
evidence_fault-other_roots = 根密钥不是您给的那几把{ $detail }
evidence_fault-stranger = 名册里没有 { $detail } 的这把密钥
evidence_fault-names_missing = 对照表提到的文件不在：{ $detail }
evidence_fault-not_named = 没有一份签名的申请写明它{ $detail }
evidence_fault-not_in_index = 对照表里没有它{ $detail }
evidence_fault-bad_signature = 不是 { $detail } 的有效签名
evidence_fault-not_the_signer = 签名人不是 { $detail }
evidence_fault-refused = 证据包不成立：{ $why }
evidence_fault-other_request = 与证据包的申请 { $detail } 不是同一份
evidence_fault-other_than_bundle = 与 { $detail } 里的不同
evidence_fault-broken = 第 { $detail } 条的环断了
evidence_fault-ends_at_no_head = 到第 { $detail } 条为止，没有链头可对
evidence_fault-not_signed = 第 { $detail } 条的链头没有签名
evidence_fault-ledger_cut = 取出时台账末尾已被截掉：发送程序签过的这个凭证码在它之后（{ $detail }）
evidence_fault-ledger_rewritten = 取出时台账已被改写：第 { $detail } 条与发送程序签过的这个凭证码不同
evidence_fault-not_in_chain = 第 { $detail } 条不在链上
evidence_fault-other_statement = 第 { $detail } 条的签名文本换过
evidence_fault-other_counts = 逐个结果与合计不符{ $detail }
evidence_fault-other_reasons = 逐个原因与合计不符{ $detail }
evidence_fault-unsigned = 应有签名而没有{ $detail }
evidence_fault-not_of_a_service = 应由发送程序签名，不是 { $detail }
evidence_fault-other_namespace = 签名用途 { $detail } 不是这种文本的
evidence_fault-no_bundle = 时段 { $detail } 已经发出，却没有证明放行的证据包
evidence_fault-not_reported = 没有发送程序签名的结束报告可对{ $detail }
evidence_fault-other_than_reported = 与发送程序最后签名的结果不符{ $detail }

ledger-evidence-made = 取出证据
ledger-evidence-sealed = 证据清单入账

help-gathering-title = 取出证据
help-gathering-body = 收齐以后才写文件夹。{ KEY("gathering.stop") } 停止，什么也不写。

refusal-evidence_of_nothing = 这份申请还没有提交，没有签名可证明。
    .why = { $clause }：留存的是提交过的申请。
    .next = 提交以后再取证据。

refusal-evidence_reason = 没有写理由，或超过 { $most } 字。
    .why = { $clause }：取出证据要写明为什么，记入台账。
    .next = 写一句话，如“审计抽查”。

refusal-evidence_not_made = 台账 { $seq } 不是您为这份申请取证的条目。
    .why = { $clause }：先记入台账，再取出。
    .next = 请在申请页按 { KEY("request.evidence") } 重新取证。
    .command = 用 evidence 命令从头来。

refusal-evidence_digest = 这不是 SHA-256 校验值。
    .why = { $clause }：入账的是清单的校验值。
    .next = 请在申请页按 { KEY("request.evidence") } 重新取证。
    .command = 用 evidence 命令从头来。

refusal-gathering_failed = 取证已经结束，没有成功。
    .why = { $clause }：收齐了才写文件夹，什么也没有写出。
    .next = 按 { KEY("all.back") } 返回，再取一次。

refusal-gathering_over = 已经收齐了。
    .why = { $clause }：文件夹已写好。
    .next = 按 { KEY("all.back") } 返回。

problem-evidence_ledger_bad = 这份台账导出核对不上：第 { $seq } 条{ $why }。
    .why = 它要从根密钥起一条不缺，并与给出的凭证码相符。
    .next = 请审计员或{ GENERAL() }在 { PAGE("all.ledger") } 按 { KEY("ledger.export") } 重新导出，再核对。
    .command = 用 ledger export 重新导出一份，再核对。

problem-evidence_ledger_short = 这份台账导出只到第 { $entries } 条，证据是第 { $seq } 条之后封存的，查不到。
    .why = 导出早于取证，或缺了后面的条目。
    .next = 请换用取证之后导出的台账。
    .command = 换一份取证之后的导出，或用 --desk。

problem-evidence_stopped = 取证已停止，没有写文件。
    .why = 您按了停止。台账里有开始取出的一条。
    .next = 要取时再来。

problem-folder_name = 业务台给的文件名 { $name } 不能用。
    .why = 证据只写在自己的文件夹里。
    .next = 请系统管理员查业务台。
