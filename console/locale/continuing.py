"""Texts of the command line and the screens about sending again to those whom a send did not reach."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "continuation",
        {
            "failed": ("网关拒收和未送达的（补发）", "refused or not delivered (resend)"),
            "remainder": ("没有发的（续发）", "never sent to (continue)"),
        },
    ),
    **under(
        "continuing",
        {
            "which": ("再发给谁", "Whom to send to again"),
            "whom": ("再发给", "to whom"),
            "as_slot": ("新时段", "new slot"),
            "then_failed": (
                "签名后由本申请的第一位审批人确认；文字、名单、网关不变。发送台按自己的记录核对人数，一人不发两遍。",
                (
                    "Then the request's first approver confirms; text, list and gateway stay. The dispatcher counts from its own "
                    "records, and nobody is sent to twice."
                ),
            ),
            "then_remainder": (
                "签名后由本申请的末级审批人确认；文字、名单、网关不变。发送台按自己的记录核对人数，一人不发两遍。",
                (
                    "Then the request's last approver confirms; text, list and gateway stay. The dispatcher counts from its own "
                    "records, and nobody is sent to twice."
                ),
            ),
            "count": ("重打再发人数", "retype the number"),
            "count_wrong": (
                "与可再发的人数不符，打的数和口令都已清空：看清上面的数，再打一遍。",
                "Not how many can be sent to again; count and passphrase are emptied. Look at it above, type it again.",
            ),
            "to_slot": ("第 {slot} 时段", "as slot {slot}"),
            "of_slot": ("接着第 {slot} 时段", "continues slot {slot}"),
            "continues": (
                "接着第 {slot} 个时段，只发给它没有发到的人",
                "continues slot {slot}, for those it did not reach",
            ),
            "turn": (
                "可再发：拒收和未送达 {failed} 人，没有发的 {remainder} 人；按 p 提议",
                "can be sent to again: {failed} refused or not delivered, {remainder} never sent to; propose it with p",
            ),
            "proposed": ("已提议，等审批人确认。", "Proposed; an approver has to confirm."),
        },
    ),
    **under(
        "next",
        {
            "confirm_resend": (
                "下一步：打开看提议（再发给谁、几人、何时、为何），同意就按 c 签名；不同意不用理会，到期作废。",
                (
                    "Next: open it and read to whom is sent again, how many, when and why; if you agree, sign with c. If not, "
                    "leave it: it ends by itself."
                ),
            ),
            "confirm_remainder": (
                "下一步：打开看提议（余下几人、新时段、为何），同意就按 c 签名；不同意不用理会，到期作废。",
                (
                    "Next: open it and read how many are left, in which window they would be sent to, and why; if you agree, sign "
                    "with c. If not, leave it: it ends by itself."
                ),
            ),
        },
    ),
    **under(
        "cli",
        {
            "continue_slot": (
                "第 {slot} 个时段，再发给{whom}：{n} 人，{window}",
                "slot {slot}, to be sent to again: {whom}, {n}, {window}",
            ),
        },
    ),
    **under(
        "cli.column",
        {
            "as_slot": ("新时段", "as slot"),
            "continues": ("接着时段", "continues slot"),
            "can_be_sent_again": ("可再发", "can be sent again"),
        },
    ),
}
