"""Words of the archive book, of paper that is owed, of form numbers and of emergency sends entered afterwards (R1, R3)."""

from typing import Final

from console.locale.entry import Pair, under

_LABELS: Final[dict[str, Pair]] = {
    "number": ("档号", "archive no."),
    "kind": ("种类", "kind"),
    "title": ("名称", "title"),
    "where": ("存放", "kept at"),
    "pages": ("页数", "pages"),
    "state": ("状态", "state"),
    "request": ("编号", "number"),
    "who": ("谁办", "who"),
    "since": ("自", "since"),
    "until": ("期限", "until"),
    "late": ("迟", "late"),
    "serial": ("序号", "serial"),
    "void": ("作废", "void"),
    "sent_at": ("发送时间", "sent"),
    "category": ("类别", "category"),
    "recipients": ("人数", "recipients"),
    "lacking": ("纸上缺签", "not signed by"),
    "why": ("原因", "why"),
}
"""Labels that are columns, too."""

MESSAGES: Final[dict[str, Pair]] = {
    **under("archive", _LABELS),
    **under("cli.column", {f"archive_{name}": pair for name, pair in _LABELS.items()}),
    **under(
        "archive",
        {
            "department": ("部门", "department"),
            "box": ("盒号", "box"),
            "shelf": ("架号", "shelf"),
            "place": ("存放处", "place"),
            "received": ("收到", "received"),
            "brought_by": ("谁交来", "brought by"),
            "note": ("备注", "note"),
            "moves": ("经过", "What happened to it"),
            "no_moves": ("入档以后没有动过。", "It has not moved since it was entered."),
            "back_on": ("应于 {day} 归还", "back on {day}"),
            "is_overdue": ("逾期", "overdue"),
            "is_late": ("逾期", "late"),
            "is_void": ("作废", "void"),
            "missing": ("缺号", "missing"),
            "none": ("档案簿里没有这样的档案。", "No such document in the book."),
            "none_owed": ("没有欠交的纸质件。", "No paper is owed."),
            "no_numbers": ("这一年没有发出过编号。", "No number was given out that year."),
            "no_emergencies": ("没有补录。", "No emergency sends."),
            "no_such_number": ("档案簿里没有 {number}。", "The book has no {number}."),
            "no_such_emergency": ("没有补录 {number}。", "There is no emergency send {number}."),
            "approver_form": (
                "{value}：写成 岗位=姓名，如 department_manager=孙丽。",
                "{value}: write POST=NAME, as department_manager=孙丽.",
            ),
            "shelved": ("已入档", "entered"),
            "corrected": ("已改正", "corrected"),
            "done_lend": ("已借出", "lent"),
            "done_return": ("已归还", "taken back"),
            "done_hand_over": ("已移交", "handed over"),
            "done_destroy": ("已提议销毁，等另一人确认", "proposed to destroy; another confirms"),
            "done_confirm": ("已确认销毁", "destroyed"),
            "done_keep": ("继续保存", "kept after all"),
            "entered": ("已补录", "entered afterwards"),
            "acknowledged": ("已签名认领", "acknowledged"),
            "text": ("短信全文", "message"),
            "approvers": ("纸上的签字", "signed on paper by"),
            "nobody": ("没有人签", "nobody"),
            "channel": ("怎么发的", "by what means"),
            "by": ("补录人", "entered by"),
            "acknowledged_by": ("认领", "acknowledged by"),
            "opinion": ("意见", "words"),
            "exception": ("例外：事后补录", "exception: entered afterwards"),
        },
    ),
    **under(
        "paper_kind",
        {
            "request": ("群发申请表", "request form"),
            "receipt": ("签收单", "receipt"),
            "pledge": ("保证书", "pledge"),
            "application": ("操作员申请表", "operator application"),
            "loss": ("遗失证明", "loss certificate"),
            "custody": ("口令交接单", "custody hand-over"),
            "filing": ("季度备案", "quarterly filing"),
            "claim": ("密钥登记表", "key claim sheet"),
            "acknowledgement": ("制度确认书", "acknowledgement of rules"),
            "emergency": ("补录", "emergency send"),
        },
    ),
    **under(
        "paper_state",
        {
            "kept": ("在库", "kept"),
            "lent": ("借出", "lent"),
            "destroying": ("待销毁", "to destroy"),
            "handed_over": ("已移交", "handed over"),
            "destroyed": ("已销毁", "destroyed"),
        },
    ),
    **under(
        "paper_move",
        {
            "correct": ("改正", "corrected"),
            "lend": ("借出", "lent"),
            "return": ("归还", "came back"),
            "hand_over": ("移交", "handed over"),
            "destroy": ("提议销毁", "proposed to destroy"),
            "confirm": ("确认销毁", "destroyed"),
            "keep": ("继续保存", "kept after all"),
        },
    ),
    **under(
        "emergency_state",
        {"entered": ("待认领", "unacknowledged"), "acknowledged": ("已认领", "acknowledged")},
    ),
    **under("step", {"emergency_acknowledgement": ("认领补录", "acknowledgement of an emergency send")}),
    **under(
        "cli.act",
        {
            "emergency": ("补录摘要", "digest of the entry"),
            "code": ("核对码", "check code"),
        },
    ),
    **under(
        "todo",
        {
            "paper": ("欠交纸质申请表", "paper form owed"),
            "loan": ("档案借出逾期", "loan overdue"),
            "destroy_paper": ("等您确认销毁", "confirm a destruction"),
            "emergency": ("等您认领补录", "acknowledge a send"),
        },
    ),
    **under(
        "chase",
        {
            "paper": ("交纸质申请表", "paper form"),
            "loan": ("归还档案", "return of a document"),
            "destroy_paper": ("确认销毁", "confirm a destruction"),
            "emergency": ("认领补录", "acknowledge a send"),
        },
    ),
    **under(
        "next",
        {
            "paper": (
                "下一步：收齐签字盖章的申请表，输入核对码入档（archive add request）；不入档，季度交不了（R3）。",
                "Next: enter the signed form with its check code (archive add request); without it the quarter stays open (R3).",
            ),
            "loan": (
                "下一步：向借的人要回，再登记归还（archive return）。",
                "Next: ask the borrower for it and enter its return (archive return).",
            ),
            "destroy_paper": (
                "下一步：看过清单和原因，同意就 archive confirm，不同意就 archive keep。",
                "Next: read why; if you agree, archive confirm, else archive keep.",
            ),
            "emergency": (
                "下一步：看过纸质件，再输人数，签名认领（archive acknowledge）。",
                "Next: read the paper, type the count again, sign (archive acknowledge).",
            ),
        },
    ),
    **under(
        "ledger",
        {
            "archive.shelved": ("入档", "document entered"),
            "archive.correct": ("改正档案位置", "document's place corrected"),
            "archive.lend": ("档案借出", "document lent"),
            "archive.return": ("档案归还", "document returned"),
            "archive.hand_over": ("档案移交", "document handed over"),
            "archive.destroy": ("提议销毁档案", "destruction proposed"),
            "archive.confirm": ("档案销毁", "document destroyed"),
            "archive.keep": ("档案继续保存", "document kept after all"),
            "emergency.entered": ("补录应急发送", "emergency send entered"),
            "emergency.acknowledged": ("认领补录", "emergency send acknowledged"),
        },
    ),
    **under("act", {"check_code": ("纸上的核对码", "check code on the paper")}),
}
