"""The evidence of one request: taking it out, checking it, and every fault by name (R3)."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "initials",
        {
            "request.evidence": ("zj", "zj"),
            "gathering.stop": ("tz", "tz"),
        },
    ),
    **under("action", {"request.evidence": ("证据", "evidence"), "gathering.stop": ("停止", "stop")}),
    **under(
        "evidence",
        {
            "title": ("取出全部证据", "Take out the evidence"),
            "about": (
                "写一个新文件夹到 {folder}：签名、名册、规则、表格、结果、台账和核对办法；没有手机号码。取出记入台账。",
                "A new folder below {folder}: signatures, rosters, rules, forms, results, ledger, and how to check them; no mobile number. Taking it out is a ledger entry.",
            ),
            "folder": ("文件夹名", "folder's name"),
            "gathering": ("正在收集……", "Gathering ..."),
            "stopping": ("正在停止……", "Stopping ..."),
            "nothing_written": ("没有写出任何文件。", "Nothing was written."),
            "so_far": ("已收集 {done}/{total}", "{done}/{total} gathered"),
            "written": (
                "{number} 的证据：{n} 个文件，在 {folder}",
                "Evidence of {number}: {n} files in {folder}",
            ),
            "sealed": (
                "清单的 SHA-256 记入台账 {seq}：{digest}",
                "The manifest's SHA-256 is in ledger entry {seq}: {digest}",
            ),
            "verify_next": (
                "核对：sms-console verify {folder} --roots roots.json，或在文件夹里运行 sh verify.sh",
                "Check it: sms-console verify {folder} --roots roots.json, or sh verify.sh inside the folder",
            ),
            "good": ("{number} 的证据成立（取出于 {at}）", "The evidence of {number} holds (taken out {at})"),
            "counts": (
                "{files} 个文件，{signatures} 个签名，{entries} 条台账，都相符",
                "{files} files, {signatures} signatures, {entries} ledger entries, all fit",
            ),
            "bundle": ("{file}：时段 {slot}，{n} 人", "{file}: slot {slot}, {n} recipients"),
            "hold_against": (
                "请与台账对照：{seq} 之后的 evidence.sealed 条目应为 {digest}",
                "Hold against the ledger: the evidence.sealed entry after {seq} must hold {digest}",
            ),
            "not_looked_up": (
                "清单的摘要没有查过：没有给台账。表格和结果只靠它作证；用 --ledger 台账导出（最好加纸上的 --head），或用 --desk 问业务台。",
                "The manifest's digest was not looked up: no ledger was given. Forms and results rest on it alone; give an export with --ledger (best with a --head from paper), or ask the desk with --desk.",
            ),
            "sealed_in_ledger": (
                "清单的摘要与台账第 {seq} 条相符（{at}，{by}）",
                "The manifest's digest is the one of ledger entry {seq} ({at}, {by})",
            ),
            "sealed_in_desk": (
                "业务台说：清单的摘要与台账第 {seq} 条相符（{at}，{by}）",
                "The desk says that the manifest's digest is the one of ledger entry {seq} ({at}, {by})",
            ),
            "folder_alone": (
                "--ledger、--head 和 --desk 只用于证据文件夹。",
                "--ledger, --head and --desk are for an evidence folder alone.",
            ),
            "one_place": (
                "--ledger 和 --desk 只写一个。",
                "Give --ledger or --desk, not both.",
            ),
            "head_needs_ledger": (
                "--head 要和 --ledger 一起用。",
                "--head goes with --ledger.",
            ),
            "bad": ("证据不成立：{n} 处", "The evidence does not hold: {n} faults"),
        },
    ),
    **under(
        "evidence_fault",
        {
            "sealed_other": (
                "台账第 {detail} 条封存的是另一份清单：取出之后改过",
                "ledger entry {detail} sealed another manifest: the folder was changed after it was taken out",
            ),
            "not_sealed": (
                "台账第 {detail} 条之后没有封存过这份清单",
                "the ledger never sealed this manifest after entry {detail}",
            ),
            "other_ledger": (
                "它接的不是这本台账：第 {detail} 条的链头不同",
                "it is not of this ledger: entry {detail} has another head there",
            ),
            "missing": ("文件不在了{detail}", "the file is missing{detail}"),
            "changed": (
                "内容改过，与清单不符{detail}",
                "was changed: it is not the file of the manifest{detail}",
            ),
            "unlisted": ("清单里没有这个文件{detail}", "is not in the manifest{detail}"),
            "unreadable": ("读不懂（{detail}）", "cannot be read ({detail})"),
            "not_a_file": ("不是普通文件{detail}", "is no plain file{detail}"),
            "too_large": ("文件太大{detail}", "is too large{detail}"),
            "foreign": ("是另一个机构的：{detail}", "is of another organisation: {detail}"),
            "other_roots": (
                "根密钥不是您给的那几把{detail}",
                "the root keys are not the ones that you brought{detail}",
            ),
            "stranger": ("名册里没有 {detail} 的这把密钥", "no roster has this key of {detail}"),
            "names_missing": ("对照表提到的文件不在：{detail}", "names a file that is missing: {detail}"),
            "not_in_index": ("对照表里没有它{detail}", "is not in the index{detail}"),
            "bad_signature": ("不是 {detail} 的有效签名", "is no good signature of {detail}"),
            "not_the_signer": ("签名人不是 {detail}", "was not signed by {detail}"),
            "refused": ("证据包不成立：{why}", "the bundle does not hold: {why}"),
            "other_request": (
                "与证据包的申请 {detail} 不是同一份",
                "is about another request than the bundle, {detail}",
            ),
            "other_than_bundle": ("与 {detail} 里的不同", "differs from the one in {detail}"),
            "broken": ("第 {detail} 条的环断了", "the link of entry {detail} is broken"),
            "ends_at_no_head": (
                "到第 {detail} 条为止，没有链头可对",
                "ends at entry {detail}, where there is no head",
            ),
            "not_signed": ("第 {detail} 条的链头没有签名", "the head at entry {detail} is signed by nobody"),
            "not_in_chain": ("第 {detail} 条不在链上", "entry {detail} is not the one in the chain"),
            "other_statement": ("第 {detail} 条的签名文本换过", "the statement of entry {detail} is another"),
            "other_counts": ("逐个结果与合计不符{detail}", "the letters do not give the counts{detail}"),
            "unsigned": ("应有签名而没有{detail}", "must be signed, and is not{detail}"),
            "not_of_a_service": (
                "应由发送程序签名，不是 {detail}",
                "must be signed by a dispatcher of the rosters, not by {detail}",
            ),
            "other_namespace": (
                "签名用途 {detail} 不是这种文本的",
                "is signed for {detail}, which is not what it is",
            ),
            "no_bundle": (
                "时段 {detail} 已经发出，却没有证明放行的证据包",
                "tells that slot {detail} was sent, for which no bundle here proves a release",
            ),
            "not_reported": (
                "没有发送程序签名的结束报告可对{detail}",
                "no report of the dispatcher about their end is here{detail}",
            ),
            "other_than_reported": (
                "与发送程序最后签名的结果不符{detail}",
                "are not the results that the dispatcher signed last{detail}",
            ),
        },
    ),
    **under(
        "ledger",
        {
            "evidence.made": ("取出证据", "evidence taken out"),
            "evidence.sealed": ("证据清单入账", "evidence sealed"),
        },
    ),
    **under(
        "help",
        {
            "gathering.title": ("取出证据", "Taking out evidence"),
            "gathering.body": (
                "收齐以后才写文件夹。x 停止，什么也不写。",
                "The folder is written once everything is there. x stops, and nothing is written.",
            ),
        },
    ),
    **three(
        "refusal",
        {
            "evidence_of_nothing": (
                (
                    "这份申请还没有提交，没有签名可证明。",
                    "This request was never submitted; there is nothing signed to prove.",
                ),
                ("{clause}：留存的是提交过的申请。", "{clause}: what was submitted is kept."),
                ("提交以后再取证据。", "Take the evidence out once it was submitted."),
            ),
            "evidence_reason": (
                (
                    "没有写理由，或超过 {most} 字。",
                    "There is no reason, or it is longer than {most} characters.",
                ),
                (
                    "{clause}：取出证据要写明为什么，记入台账。",
                    "{clause}: why evidence is taken out goes into the ledger.",
                ),
                ("写一句话，如“审计抽查”。", "Write a sentence, such as “audit sample”."),
            ),
            "evidence_not_made": (
                (
                    "台账 {seq} 不是您为这份申请取证的条目。",
                    "Entry {seq} is not yours for taking out this request's evidence.",
                ),
                ("{clause}：先记入台账，再取出。", "{clause}: it is entered first, then taken out."),
                ("用 evidence 命令从头来。", "Begin anew with the evidence command."),
            ),
            "evidence_digest": (
                ("这不是 SHA-256 校验值。", "That is no SHA-256 digest."),
                ("{clause}：入账的是清单的校验值。", "{clause}: the manifest's digest is entered."),
                ("用 evidence 命令从头来。", "Begin anew with the evidence command."),
            ),
            "gathering_over": (
                ("已经收齐了。", "Everything is gathered."),
                ("{clause}：文件夹已写好。", "{clause}: the folder is written."),
                ("按 Esc 返回。", "Go back with Esc."),
            ),
        },
    ),
    **three(
        "problem",
        {
            "evidence_ledger_bad": (
                (
                    "这份台账导出核对不上：第 {seq} 条{why}。",
                    "The export of the ledger does not hold: entry {seq}, {why}.",
                ),
                (
                    "它要从根密钥起一条不缺，并与给出的凭证码相符。",
                    "It must lead from the root keys without a gap, and meet every head that was given.",
                ),
                (
                    "用 ledger export 重新导出一份，再核对。",
                    "Have it exported anew (ledger export), and check again.",
                ),
            ),
            "evidence_ledger_short": (
                (
                    "这份台账导出只到第 {entries} 条，证据是第 {seq} 条之后封存的，查不到。",
                    "This export ends at entry {entries}, and the evidence was sealed after entry {seq}: nothing can be looked up.",
                ),
                (
                    "导出早于取证，或缺了后面的条目。",
                    "It is older than the evidence, or its end is missing.",
                ),
                (
                    "换一份取证之后的导出，或用 --desk。",
                    "Take an export from after it, or ask with --desk.",
                ),
            ),
            "evidence_stopped": (
                ("取证已停止，没有写文件。", "Stopped; nothing was written."),
                (
                    "您按了停止。台账里有开始取出的一条。",
                    "You stopped it. The ledger has the entry of its beginning.",
                ),
                ("要取时再来。", "Begin again when you want it."),
            ),
            "folder_name": (
                ("业务台给的文件名 {name} 不能用。", "The desk named a file {name}, which is not used."),
                ("证据只写在自己的文件夹里。", "Evidence is written into its own folder alone."),
                ("请系统管理员查业务台。", "Ask the system administrator to look at the desk."),
            ),
        },
    ),
}
