"""The ledger's pages: one entry, signed heads, verifying, and why something is refused."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "initials",
        {
            "ledger.heads": ("lt", "lt"),
            "ledger.check": ("hdzspzm", "hdzspzm"),
            "ledger.kind": ("zl", "zl"),
            "ledger.export": ("dc", "dc"),
            "entry.later": ("hyt", "hyt"),
            "entry.earlier": ("qyt", "qyt"),
            "heads.open": ("dk", "dk"),
            "heads.check": ("hdzspzm", "hdzspzm"),
            "verifying.stop": ("tz", "tz"),
            "verifying.again": ("zhy", "zhy"),
            "verifying.check": ("jzspzm", "jzspzm"),
        },
    ),
    **under(
        "action",
        {
            "ledger.heads": ("链头", "heads"),
            "ledger.check": ("核对纸上凭证码", "check a printed head"),
            "ledger.kind": ("种类", "kind"),
            "ledger.export": ("导出", "export"),
            "entry.later": ("后一条", "next"),
            "entry.earlier": ("前一条", "previous"),
            "heads.open": ("打开", "open"),
            "heads.check": ("核对纸上凭证码", "check a printed head"),
            "verifying.stop": ("停止", "stop"),
            "verifying.again": ("再核验", "verify again"),
            "verifying.check": ("加纸上凭证码", "add a printed head"),
        },
    ),
    **under(
        "ledger_view",
        {
            "verifying": ("正在从头核验……", "Verifying from the first entry ..."),
            "rate": ("每秒 {rate} 条，约剩 {left} 秒", "{rate} entries/s, about {left} s left"),
            "good": (
                "核验通过：{n} 条，环环相扣，没有改动、删除或调换。",
                "Good: {n} entries, each bound to the one before; nothing edited, removed or moved.",
            ),
            "left": (
                "停在第 {n} 条以后；到这里都对。",
                "Stopped after {n} entries; all was well up to there.",
            ),
            "head": ("链头 {head}", "head {head}"),
            "broken": ("台账核验不通过", "The ledger does not verify"),
            "bad": ("第 {seq} 条不对：{why}", "Entry {seq} is wrong: {why}"),
            "after_bad": (
                "下一步：不要改动业务台，抄下上面的链头，告诉系统管理员和审计员；用最近的备份对照。",
                "Next: change nothing at the desk, copy the head above, tell administrator and auditor; hold it against the newest backup.",
            ),
            "after_bad_typed": (
                "下一步：先把上面打的凭证码与纸上逐位核对，错了一位按 c 再打；都对，就不要改动业务台，告诉系统管理员和审计员。",
                "Next: hold the printed head as it stands above against the paper, digit by digit; if one is wrong, press c and type it again. If none is, change nothing at the desk, and tell administrator and auditor.",
            ),
            "against": ("对照纸上凭证码 {head}", "held against the printed head {head}"),
            "paper": (
                "整本重写或截去末尾，只有别处留底的凭证码能发现：按 c 输入打印表格上的一个。",
                "Only a head kept elsewhere finds a ledger rewritten whole or cut at its end: press c and type one from a printed form.",
            ),
            "not_run": ("没有核验成；按 v 再来。", "It was not verified; press v to try again."),
            "pick_kind": ("只看哪一种", "Which kind alone"),
            "export_title": ("导出台账", "Export the ledger"),
            "exported": ("已导出 {n} 条到 {file}", "{n} entries exported to {file}"),
        },
    ),
    **under(
        "entry",
        {
            "signature": ("签名", "signature"),
            "fingerprint": ("密钥指纹", "key"),
            "namespace": ("命名空间", "namespace"),
            "hash": ("校验值", "hash"),
            "recomputed": ("按原文重算", "recomputed"),
            "fits": ("与校验值一致", "gives the hash"),
            "differs": ("不一致：{found}", "differs: {found}"),
            "prev": ("接着的校验值", "follows"),
            "before": ("前一条", "entry before"),
            "behind": ("后一条", "entry after"),
            "head": ("所到的签名链头", "signed head after it"),
            "no_head": (
                "还没有签名的链头；发送程序每小时签一次。",
                "None yet; the dispatcher signs one every hour.",
            ),
            "envelope": ("条目原文", "The entry as stored"),
            "statement": ("签名的文本", "The signed text"),
            "armour": ("签名原样", "The signature as it came"),
        },
    ),
    **under(
        "entry_verdict",
        {
            "none": ("无须签名", "none needed"),
            "good": ("有效", "good"),
            "bad_signature": ("签名不对", "bad signature"),
            "not_the_signer": ("不是本人密钥", "another's key"),
        },
    ),
    **under(
        "head",
        {
            "title": ("纸上的凭证码", "A head from paper"),
            "about": (
                "照打印表格上的凭证码输入：编号、冒号、64 位校验值；空格和大小写不论。",
                "Type the head as it stands on the printed form: number, colon, 64 digits; blanks and capitals do not matter.",
            ),
            "verify_about": (
                "照打印表格输入凭证码。随后从头核验，整条链必须经过它。",
                "Type the head from the printed form. Then the chain is verified from its beginning, and must lead through it.",
            ),
            "field": ("凭证码", "head"),
            "stands": (
                "第 {seq} 条就是这个校验值，记于 {at}；台账现有 {newest} 条。整条链用 v 核验。",
                "Entry {seq} has this hash, written {at}; the ledger has {newest} entries now. Verify the whole chain with v.",
            ),
            "rewritten": (
                "不符：第 {seq} 条（{at}）现在是另一个校验值，它或它以前的条目被改写过。台账现有 {newest} 条。",
                "It does not fit: entry {seq} ({at}) has another hash now; it or one before it was rewritten. The ledger has {newest} entries.",
            ),
            "cut": (
                "不符：台账只有 {newest} 条，没有第 {seq} 条；末尾被截去。{at}",
                "It does not fit: the ledger has {newest} entries and no entry {seq}; its end was cut off. {at}",
            ),
            "missing": (
                "不符：第 {seq} 条不在了，台账却有 {newest} 条。{at}",
                "It does not fit: entry {seq} is gone, though the ledger has {newest} entries. {at}",
            ),
        },
    ),
    **under(
        "help",
        {
            "entry.title": ("一条台账", "One entry"),
            "entry.body": (
                "条目原文、签名和校验值。n、p 沿着链走。签名可用 ssh-keygen 另行核对。",
                "The entry's bytes, signature and hash. n and p walk along the chain. ssh-keygen checks the signature elsewhere.",
            ),
            "heads.title": ("签过的链头", "Signed heads"),
            "heads.body": (
                "发送程序每小时、每次发送都核对台账并签一个链头；打印表格上印的就是它。c 输入纸上的一个来核对。",
                "The dispatcher follows the ledger and signs a head every hour and for each send; printed forms carry it. c checks one from paper.",
            ),
            "verifying.title": ("核验台账", "Verifying the ledger"),
            "verifying.body": (
                "从第一条起逐条重算。x 停止，v 再来，c 加一个纸上的凭证码。",
                "Every entry is hashed again from the first on. x stops, v begins anew, c adds a head from paper.",
            ),
        },
    ),
    **under(
        "list",
        {
            "heads.empty": (
                "还没有签过的链头；发送程序每小时签一次。",
                "No signed head yet; the dispatcher signs one every hour.",
            )
        },
    ),
    **three(
        "refusal",
        {
            "ledger_filter": (
                ("“{word}”不是台账能筛选的。", "“{word}” is nothing to filter the ledger by."),
                (
                    "{clause}：台账按种类、人员、对象、编号和日期查。",
                    "{clause}: the ledger is looked through by kind, person, subject, number and day.",
                ),
                (
                    "写 slot.hold、@孙丽、request:12、申请编号，或 2026-11-01..2026-11-30。",
                    "Write slot.hold, @sunli, request:12, a form number, or 2026-11-01..2026-11-30.",
                ),
            ),
            "since_needs_head": (
                (
                    "从第 {seq} 条往后核对，要有这一条的凭证码。",
                    "To verify from entry {seq} on, its head is needed.",
                ),
                (
                    "{clause}：没有留底的凭证码，这一条本身就无从相信。",
                    "{clause}: without a head kept elsewhere that entry itself cannot be trusted.",
                ),
                (
                    "加 --head，照纸上抄；或不写 --since，从头核对。",
                    "Add --head from paper, or leave --since out and verify all.",
                ),
            ),
            "ledger_not_yours": (
                ("整本台账不由您导出。", "The whole ledger is not yours to export."),
                (
                    "{clause}：能看各部门的人才看得到全部条目。",
                    "{clause}: all entries are read by who may read every department.",
                ),
                (
                    "请审计员或综合部导出；自己的条目用 ledger list 看。",
                    "Ask an auditor or the General Department; see your own with ledger list.",
                ),
            ),
            "entry_edge": (
                ("这一头没有您能看的条目了。", "There is no further entry for you on this side."),
                (
                    "{clause}：台账到这里为止，或邻条是别人的。",
                    "{clause}: the ledger ends here, or the neighbour is another's.",
                ),
                ("按 Esc 回到列表。", "Go back to the list with Esc."),
            ),
            "verifying_over": (
                ("没有正在进行的核验。", "Nothing is being verified."),
                ("{clause}：核验已有结果。", "{clause}: the outcome is there."),
                ("按 v 再核验一次。", "Verify again with v."),
            ),
            "verifying_runs": (
                ("核验正在进行。", "The chain is being verified."),
                ("{clause}：一次走完整条链。", "{clause}: one pass goes along the whole chain."),
                ("等它结束，或按 x 停止。", "Wait for its end, or stop it with x."),
            ),
        },
    ),
    **under(
        "cli",
        {
            "no_heads": ("还没有签过的链头。", "No signed head yet."),
            "no_such_day": ("“{day}”不是日期，写成 2026-11-24。", "{day} is no day; write 2026-11-24."),
            "chain_so_far": ("已核对 {entries} 条……", "{entries} entries so far ..."),
            "file_needs_roots": ("--file 要和 --roots 一起用。", "--file needs --roots."),
        },
    ),
}
