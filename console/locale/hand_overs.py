"""Words of custody that changes hands: hand-overs, sealed envelopes, secrets that are to be changed (R12)."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "hand_over",
        {
            "none": ("没有移交记录", "no hand-overs"),
            "no_such": (
                "没有编号 {number} 的移交，见 custody hand-over list",
                "there is no hand-over {number}",
            ),
            "nobody": ("（空缺）", "(nobody)"),
            "envelopes": ("随交的信封", "envelopes"),
            "rotate_by": ("口令换好期限", "change them by"),
            "proposed": ("提议", "proposed"),
            "signed": ("签名", "signed"),
            "outgoing": ("移交人", "from"),
            "incoming": ("接任人", "to"),
            "effective": ("起始时间", "from when"),
            "who": ("由谁交给谁", "from > to"),
            "waits_for": ("等谁签名", "waits for"),
            "until": ("截止", "until"),
            "roster": ("生效名册", "roster version"),
            "title_of": ("口令保管移交 {number}", "Hand-over {number}"),
            "form_head": (
                "口令指纹、信封由业务台填写。先由您签，再由接任人、综合部见证人签；名册签署人办理后生效。",
                "Fingerprints and envelopes are filled in by the desk. You sign, then who takes it over, then a witness; a roster version carries it out.",
            ),
            "propose_title": ("提议移交口令保管", "Propose to hand custody over"),
            "sign_title": ("看清后签名", "Read it and sign"),
            "signed_one": ("已签名", "signed"),
            "proposed_one": ("已提议；等接任人签名", "proposed; who takes it over signs next"),
        },
    ),
    **under(
        "hand_over_state",
        {
            "open": ("等签名", "to be signed"),
            "confirmed": ("签齐，等名册", "signed by all"),
            "applied": ("已移交", "carried out"),
            "expired": ("已过期", "expired"),
            "overtaken": ("情况已变，作废", "overtaken"),
        },
    ),
    **under(
        "envelope",
        {
            "none": (
                "没有信封；保管人把口令或短语封好后用 custody envelope seal 登记",
                "no envelopes; the custodian seals one and enters it with custody envelope seal",
            ),
            "no_such": (
                "没有编号 {number} 的信封，见 custody envelope list",
                "there is no envelope {number}, see custody envelope list",
            ),
            "holds": ("内装", "holds"),
            "seal": ("封条编号", "seal"),
            "seal_typed": ("封条上的编号", "number on seal"),
            "place": ("存放地点", "place"),
            "sealed": ("封存", "sealed"),
            "check": ("下次检查", "next check"),
            "check_day": ("下次检查 年-月-日", "next look, Y-M-D"),
            "checked": ("上次检查", "last check"),
            "ended": ("拆封、作废", "ended"),
            "day": ("日期", "day"),
            "due": ("须更换", "to be changed"),
            "done": ("已更换", "changed"),
            "waits": ("等确认拆封", "opening waits"),
            "reason": ("说明", "words"),
            "what_was_seen": ("看到了什么", "what was seen"),
            "title_of": ("信封 {number}", "Envelope {number}"),
            "every": ("含拆开、作废、已更换的", "those that are over, too"),
            "open_only": ("只看封着的、须更换的", "sealed ones and what is due alone"),
            "nothing_waits": (
                "没有等您签名的封存或拆封。",
                "No sealing and no opening waits for a signature.",
            ),
            "seal_title": ("登记封好的信封", "Enter a sealed envelope"),
            "open_title": ("提议拆开信封", "Propose to open an envelope"),
            "open_about": (
                "综合部经理确认后才可拆。拆开后，里面的口令或短语必须在一个工作日内换掉。",
                "It is opened once the General Department's manager confirms. What it holds must then be changed within a working day.",
            ),
            "check_title": ("封条完整", "The seal is whole"),
            "broken_title": ("封条不完整", "The seal is not whole"),
            "form_head": (
                "先封好，再登记：里面装什么、封条编号、放在哪里。综合部见证人随后签名。口令本身不写在这里。",
                "Seal it first, then enter it: what is inside, the seal, the place. A witness signs after you. The secret itself never stands here.",
            ),
            "sealed_one": (
                "已登记；等综合部见证人签名",
                "entered; a witness of the General Department signs next",
            ),
            "opening": (
                "已提议拆封；等综合部经理确认",
                "proposed; the General Department's manager confirms",
            ),
            "checked_one": ("检查已登记", "check entered"),
            "broken_one": (
                "已登记；里面的口令或短语须马上更换",
                "entered; what it held is to be changed at once",
            ),
            "to_change": (
                "须更换：{what}，因{cause} {number}，{time} 之前",
                "to be changed: {what}, because of {cause} {number}, by {time}",
            ),
            "changed": (
                "已更换：{what}，因{cause} {number}，{time}",
                "changed: {what}, because of {cause} {number}, {time}",
            ),
        },
    ),
    **under(
        "envelope_state",
        {
            "sealed": ("封着", "sealed"),
            "opened": ("已拆开", "opened"),
            "broken": ("封条不完整", "seal broken"),
            "replaced": ("已由新的代替", "replaced"),
            "stale": ("内容已作废", "content void"),
        },
    ),
    **under("envelope_holds", {"phrase": ("开锁短语", "unlock phrase"), "password": ("口令", "password")}),
    **under(
        "change_cause",
        {
            "hand_over": ("保管移交", "hand-over"),
            "opened": ("拆开信封", "opened envelope"),
            "broken": ("封条不完整", "broken seal"),
        },
    ),
    **under("custody.done", {"rephrase": ("开锁短语已换", "The phrase is another now.")}),
    **under("custody", {"change_by": ("别人知道，{time} 前须换", "known to another; change it by {time}")}),
    **under("credentials", {"to_change": ("须更换", "to change")}),
    **under(
        "printing",
        {
            "done": (
                "已打印：{file}（核对码 {code}），在 {folder}",
                "printed: {file} (check code {code}) in {folder}",
            ),
            "no_request": ("这一行没有可打印的申请表。", "There is no request form to print for this row."),
        },
    ),
    **under(
        "cli.column",
        {
            "outgoing": ("移交人", "from"),
            "incoming": ("接任人", "to"),
            "effective": ("起始", "from when"),
            "seal": ("封条", "seal"),
            "place": ("地点", "place"),
            "sealed": ("封存时间", "sealed"),
            "check_day": ("检查日", "check"),
            "ended_by": ("拆封人", "ended by"),
        },
    ),
    **under(
        "roster",
        {
            "hand_over": (
                "办理口令保管移交 {number}：{outgoing} 交给 {incoming}，{time} 起",
                "carries out hand-over {number}: custody from {outgoing} to {incoming}, from {time}",
            ),
        },
    ),
    **under(
        "todo",
        {
            "confirm_hand_over": ("移交，等您签名", "hand-over to sign"),
            "confirm_seal_envelope": ("封存，等您见证", "sealing to witness"),
            "confirm_open_envelope": ("拆封，等您确认", "opening to confirm"),
            "carry_out_hand_over": ("移交，等名册", "hand-over to carry out"),
            "secret_change": ("口令须更换", "secret to be changed"),
            "secret_change_late": ("逾期未换口令", "secret not changed"),
            "envelope_check": ("信封该检查了", "envelope to look at"),
            "envelope_stale": ("信封内容作废", "envelope void"),
        },
    ),
    **under(
        "next",
        {
            "confirm_hand_over": (
                "下一步：核对口令指纹和信封，属实就签名（a）；命令 custody hand-over confirm。",
                "Next: compare fingerprints and envelopes, and sign (a); or custody hand-over confirm.",
            ),
            "confirm_seal_envelope": (
                "下一步：看过信封和封条编号，属实就签名（a）；命令 proposal confirm。",
                "Next: look at envelope and seal, and sign (a); or proposal confirm.",
            ),
            "confirm_open_envelope": (
                "下一步：理由成立就签名（a），命令 proposal confirm；拆开后里面的口令必须换。",
                "Next: if the reason holds, sign (a) or proposal confirm; what is inside must be changed then.",
            ),
            "carry_out_hand_over": (
                "下一步：名册签署人办理（c），命令 roster propose --hand-over；另一位签署后生效。",
                "Next: a roster signer carries it out (c), or roster propose --hand-over; another signs after him.",
            ),
            "secret_change": (
                "下一步：口令在 6 凭证 按 r 更换（custody rotate），短语用 custody rephrase；换好自动销号。",
                "Next: change a password with r on 6 Keys (custody rotate), the phrase with custody rephrase.",
            ),
            "secret_change_late": (
                "下一步：催 {who} 换掉；怀疑有人用过就冻结网关、报告遗失。",
                "Next: ask {who} to change it; if somebody may have used it, freeze the gateway and report a loss.",
            ),
            "envelope_check": (
                "下一步：去看封条，完整按 c，不完整按 b；命令 custody envelope check。",
                "Next: look at its seal: whole is c, not whole is b; or custody envelope check.",
            ),
            "envelope_stale": (
                "下一步：把现用的口令或短语重新封一个（n），旧的销毁。",
                "Next: seal what is in force now (n), and destroy the old one.",
            ),
        },
    ),
    **under(
        "chase",
        {
            "secret_change": ("须更换的口令", "secret to be changed"),
            "hand_over": ("移交等名册", "hand-over to carry out"),
        },
    ),
    **under(
        "ledger",
        {
            "custody.handed_over": ("口令保管移交", "custody handed over"),
            "custody.rephrased": ("开锁短语更换", "unlock phrase changed"),
            "envelope.sealed": ("信封封存", "envelope sealed"),
            "envelope.opened": ("信封拆开", "envelope opened"),
            "envelope.checked": ("信封检查", "envelope looked at"),
            "envelope.broken": ("信封封条不完整", "envelope's seal not whole"),
        },
    ),
    **under(
        "field",
        {
            "incoming": ("接任人", "to"),
            "why": ("原因", "reason"),
            "effective": ("起始时间", "from when"),
            "seal": ("封条编号", "seal"),
            "check": ("下次检查日", "next check day"),
            "holds": ("内装", "holds"),
        },
    ),
    **under(
        "filter",
        {
            "hand_overs": (
                "编号、姓名、状态、原因的一部分，Enter 筛选。",
                "Part of a number, name, state or reason, then Enter.",
            ),
            "envelopes": (
                "编号、内装、状态、地点的一部分，Enter 筛选。",
                "Part of a number, content, state or place, then Enter.",
            ),
        },
    ),
    **under(
        "list",
        {
            "hand_overs.empty": (
                "没有移交记录。\n保管人（或其部门经理）按 n 提议，接任人、见证人签名。",
                "No hand-overs. The custodian or his manager proposes one (n);\nwho takes it over and a witness sign after him.",
            ),
            "envelopes.empty": (
                "没有封着的信封，也没有须更换的。\n先办：保管人把开锁短语、口令封好，按 n 登记。",
                "Nothing is sealed and nothing is to be changed. First: the custodian\nseals phrase and passwords and enters the envelopes (n).",
            ),
        },
    ),
    **under(
        "help",
        {
            "hand_overs.title": ("口令保管移交", "Handing custody over"),
            "hand_overs.body": (
                "保管人（或其部门经理）提议，接任人签名，综合部见证人签名；三人签齐后由名册签署人办成新一版名册才算数。之后两个工作日内口令全部换掉，原保管人知道的就作废。",
                "The custodian or his manager proposes, who takes it over signs, a witness of the General Department signs; a roster version then carries it out. Within two working days every password is changed, so that what the old one knows is void.",
            ),
            "hand_over_form.title": ("提议移交", "Propose a hand-over"),
            "hand_over_form.body": (
                "接任人不能是起草、审批、放行、备案、审计的人。起始时间留空就是现在。",
                "Who takes it over neither drafts, approves, releases, files nor audits. An empty time is now.",
            ),
            "envelopes.title": ("密封信封和须更换的口令", "Sealed envelopes, and secrets to be changed"),
            "envelopes.body": (
                "B角（或保管人）提议拆封，综合部经理确认；拆开后一个工作日内换掉里面的口令或短语。每季看一次封条，不完整等同拆开。",
                "The standby (or the custodian) proposes an opening, the General Department's manager confirms; what it held is then changed within a working day. Each quarter somebody looks at the seal; one that is not whole counts as opened.",
            ),
            "seal_form.title": ("登记封好的信封", "Enter a sealed envelope"),
            "seal_form.body": (
                "保管人当着见证人的面封好再登记。只写封条编号和地点，不写口令。检查日在一个季度之内。",
                "The custodian seals it before the witness and enters it then: seal and place, never the secret. It is looked at again within a quarter.",
            ),
        },
    ),
    **under(
        "paper",
        {
            "hand_over_form": ("口令保管移交单", "Hand-over of Custody"),
            "outgoing": ("移交人", "from"),
            "incoming": ("接任人", "to"),
            "effective": ("起始时间", "from when"),
            "rotate_by": ("口令换好期限", "change them by"),
            "passwords": ("移交的口令（只写指纹）", "Passwords (by fingerprint)"),
            "installed": ("装入时间", "installed"),
            "envelopes": ("随交的密封信封", "Sealed envelopes"),
            "no_envelopes": ("没有密封信封。", "No sealed envelopes."),
            "holds": ("内装", "holds"),
            "seal": ("封条编号", "seal"),
            "hand_over_words": (
                "移交人确认没有留存任何口令、短语的副本；接任人在期限内更换全部口令和开锁短语（R12）。",
                "Who hands over keeps no copy of any password or phrase; who takes over changes all of them by the day above (R12).",
            ),
            "ink_outgoing": ("移交人（手写签名、日期）", "from (ink signature, date)"),
            "ink_incoming": ("接任人（手写签名、日期）", "to (ink signature, date)"),
            "seal_using": ("保管人所在部门盖章", "seal of the custodian's department"),
        },
    ),
    **three(
        "problem",
        {
            "no_such_envelope": (
                ("没有这个信封。", "There is no such envelope."),
                ("编号 {number} 不在登记簿里。", "{number} does not stand in the register."),
                ("用 custody envelope list 查看。", "See custody envelope list."),
            ),
        },
    ),
}
