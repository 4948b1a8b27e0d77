"""Replies of subscribers: their words, and why a decision is refused (R7, R11, R13)."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "initials",
        {
            "sends.replies": ("hf", "hf"),
            "request.replies": ("hf", "hf"),
            "replies.open": ("dk", "dk"),
            "replies.state": ("zt", "zt"),
            "replies.filter": ("sx", "sx"),
            "replies.again": ("scsx", "scsx"),
            "reply.refuses": ("td", "td"),
            "reply.complaint": ("djts", "djts"),
            "reply.nothing": ("wxcl", "wxcl"),
            "reply.unmask": ("khm", "khm"),
            "reply.request": ("dksq", "dksq"),
        },
    ),
    **under(
        "action",
        {
            "sends.replies": ("回复", "replies"),
            "request.replies": ("回复", "replies"),
            "replies.open": ("打开", "open"),
            "replies.state": ("状态", "state"),
            "replies.filter": ("筛选", "filter"),
            "replies.again": ("上次筛选", "last filter"),
            "reply.refuses": ("退订", "opt out"),
            "reply.complaint": ("登记投诉", "complaint"),
            "reply.nothing": ("无需处理", "nothing to do"),
            "reply.unmask": ("看号码", "unmask"),
            "reply.request": ("打开申请", "open request"),
        },
    ),
    **under(
        "state.reply",
        {
            "open": ("待处理", "open"),
            "acted": ("已退订", "opted out"),
            "noted": ("无需处理", "no action"),
            "decided": ("已处理", "decided"),
        },
    ),
    **under(
        "reply_verdict",
        {
            "refuse": ("退订", "refuses"),
            "human": ("转人工", "for a person"),
            "ignore": ("无需处理", "no action"),
        },
    ),
    **under(
        "reply_decision",
        {
            "refuses": ("退订", "opted out"),
            "complaint": ("登记投诉", "complaint opened"),
            "nothing": ("无需处理", "nothing to do"),
        },
    ),
    **under(
        "reply_reason",
        {
            "word": ("退订词", "word of refusal"),
            "sentence": ("明确拒收", "clear refusal"),
            "back": ("要恢复或撤回退订", "wants messages again"),
            "question": ("提问", "question"),
            "condition": ("有条件", "conditional"),
            "negation": ("说不退订", "refusal denied"),
            "other_matter": ("要取消别的业务", "other matter"),
            "loss": ("挂失或异常", "loss"),
            "fraud": ("疑似诈骗", "fraud"),
            "complaint": ("投诉", "complaint"),
            "wrong_person": ("不是本人", "wrong person"),
            "mention": ("提到退订", "mentions refusing"),
            "unclear": ("意思不明", "unclear"),
            "unreadable": ("乱码", "unreadable"),
            "long": ("内容较长", "long text"),
            "quote": ("只有原短信", "quotes our message"),
            "flood": ("同日过多，未留内容", "too many in a day"),
            "thanks": ("致谢或知悉", "thanks"),
            "automatic": ("自动回复", "automatic answer"),
            "empty": ("空白", "empty"),
        },
    ),
    **under(
        "reply",
        {
            "text": ("回复内容", "reply"),
            "state": ("状态", "state"),
            "reason": ("判断", "judged as"),
            "scope": ("退订范围", "opted out of"),
            "sender": ("回复人", "sender"),
            "at": ("收到", "came in"),
            "last": ("最近一次", "last"),
            "times": ("次数", "times"),
            "chars": ("原文字数", "characters"),
            "form": ("回复的发送", "answers"),
            "answers_nothing": ("不知是哪次发送", "no send that is known"),
            "department": ("部门", "department"),
            "due": ("期限", "due"),
            "who": ("由谁处理", "who decides"),
            "gateway": ("网关", "gateway"),
            "to": ("发到", "sent to"),
            "decision": ("处理结果", "decision"),
            "decided_by": ("处理人", "decided by"),
            "note": ("说明，不写号码", "note, no number"),
            "complaint": ("投诉编号", "complaint"),
            "no_text": ("（未留内容）", "(text not kept)"),
            "erased": ("（已清除）", "(erased)"),
            "which_scope": ("退订什么", "Opt out of what"),
            "decided_done": ("回复已处理", "reply decided"),
            "complaint_opened": ("已登记投诉：{number}", "complaint opened: {number}"),
            "waiting": ("{n} 条回复待处理", "{n} replies wait"),
        },
    ),
    **under("todo", {"replies": ("处理短信回复", "decide on replies")}),
    **under(
        "next",
        {
            "replies": (
                "下一步：打开回复，判断是退订、投诉，还是无需处理（replies decide）。",
                "Next: open the replies and say whether they refuse, complain, or neither (replies decide).",
            )
        },
    ),
    **under(
        "ledger",
        {
            "reply.decided": ("处理短信回复", "reply decided"),
            "reply.forgotten": ("短信回复到期清除", "replies erased"),
        },
    ),
    **under(
        "help",
        {
            "replies.title": ("短信回复", "Replies"),
            "replies.body": (
                "客户发回的短信。退订词自动退订，不等人处理；看不准的待人处理：先由发送的部门，过期后综合部也可以。",
                "What subscribers sent back. Clear refusals opt out by themselves; what is not clear waits for the department that sent; once late, the General Department may decide too.",
            ),
            "reply.title": ("一条回复", "One reply"),
            "reply.body": (
                "r 退订，k 登记投诉（可同时退订），x 无需处理，u 写明理由看号码，Enter 打开申请。",
                "r opts its sender out, k opens a complaint (and may opt out), x needs nothing, u shows the number with a reason, Enter opens the request.",
            ),
        },
    ),
    **under("list", {"replies.empty": ("还没有短信回复。", "No reply yet.")}),
    **under(
        "filter",
        {
            "replies": (
                "打回复、申请编号或用途里的字，Enter 筛选。",
                "Words of reply, form number or purpose, then Enter.",
            )
        },
    ),
    **three(
        "refusal",
        {
            "reply_decided": (
                ("这条回复已经处理过了。", "This reply has been decided already."),
                ("{clause}：拒收已经生效，不再改动。", "{clause}: a refusal in force stays."),
                ("客户要恢复接收的，另行取得其同意。", "To write to them again, get their consent anew."),
            ),
            "reply_not_yours": (
                ("这条回复由 {department} 处理。", "{department} decides on this reply."),
                (
                    "{clause}：使用部门对本部门的短信负责；过期后综合部也可以处理。",
                    "{clause}: the department that sent answers for its texts; once late, the General Department may decide too.",
                ),
                ("请那个部门的起草人、操作员或经理处理。", "Ask its drafter, operator or manager."),
            ),
            "reply_no_decision": (
                ("没有“{decision}”这种处理。", "There is no decision “{decision}”."),
                (
                    "{clause}：回复是退订、投诉，或无需处理。",
                    "{clause}: a reply refuses, complains, or is neither.",
                ),
                ("写 refuses、complaint 或 nothing。", "Write refuses, complaint or nothing."),
            ),
            "reply_no_number": (
                ("这条回复没有手机号码。", "This reply has no mobile number."),
                (
                    "{clause}：退订按手机号码生效；发来的不是手机号码，或号码已清除。",
                    "{clause}: an opt-out is of a mobile number; the sender was none, or it was erased.",
                ),
                (
                    "查明号码后在退订页登记，或按无需处理办理。",
                    "Find out the number and add the opt-out by hand, or decide nothing.",
                ),
            ),
            "reply_no_link": (
                ("这条回复没有对应的申请。", "This reply answers no known request."),
                ("{clause}：没有给这个号码发过短信。", "{clause}: nothing was sent to this number."),
                ("按号码查（发送页 n）可找到相关的发送。", "Search by number (n on the sends page)."),
            ),
            "reply_note_long": (
                ("说明超过 {most} 字。", "The note is longer than {most} characters."),
                (
                    "{clause}：说明记入台账，写要点。",
                    "{clause}: the note goes into the ledger; keep to the gist.",
                ),
                ("写短些。", "Make it shorter."),
            ),
            "reply_note_number": (
                ("说明里写了手机号码。", "The note holds a mobile number."),
                ("{clause}：台账里没有手机号码。", "{clause}: no mobile number stands in the ledger."),
                ("去掉号码。", "Leave the number out."),
            ),
        },
    ),
    **three(
        "problem",
        {
            "no_such_reply": (
                ("没有这条回复。", "There is no such reply."),
                ("编号不对。", "The id is wrong."),
                ("用 replies list 查看。", "See replies list."),
            ),
            "no_reply_words": (
                ("{path} 里没有回复词表。", "{path} holds no words for replies."),
                ("词表是 replies 文件夹里的 TOML 文件。", "They are TOML files in a folder named replies."),
                ("核对文件夹，或不写 --files。", "Check the folder, or leave --files out."),
            ),
        },
    ),
    **under("cli", {"no_replies": ("没有回复。", "No reply.")}),
    **under("cli.column", {"text": ("内容", "text")}),
}
"""Keys of replies."""
