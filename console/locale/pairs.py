"""Texts of the command line and the screens about acts that take two people."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "settling",
        {
            "which": ("{n} 人结果不明，怎样认定", "{n} in doubt: what became of them"),
            "unknown": ("结果不明 {n} 人", "{n} in doubt"),
            "then": (
                "签名后由本申请的第一位审批人确认；发送台核对两人签名后才改，不会补发。",
                (
                    "Then the request's first approver confirms. The dispatcher judges both signatures before it changes "
                    "anything; nothing is sent again."
                ),
            ),
            "count": ("重打不明人数", "retype the number"),
            "count_wrong": (
                "与结果不明的人数不符，打的数和口令都已清空：看清上面的数，再打一遍。",
                "Not how many are in doubt; count and passphrase are emptied. Look at it above, type it again.",
            ),
            "in_doubt": ("结果不明（人）", "in doubt"),
            "by": ("提议人", "proposed by"),
            "holds": ("有效期", "holds"),
            "until": ("到 {time} 为止", "until {time}"),
            "line": ("认定", "settlement"),
            "turn_settle": (
                "结果不明 {n} 人：按 s 提议认定",
                "{n} in doubt: propose what became of them with s",
            ),
            "turn_confirm": ("等您确认：按 c 看提议", "your turn: read what is proposed with c"),
            "proposed": ("已提议，等第一位审批人确认。", "Proposed; the first approver has to confirm."),
            "confirmed": (
                "已确认，等发送台核对两人签名。",
                "Confirmed; the dispatcher judges both signatures.",
            ),
        },
    ),
    **under(
        "next",
        {
            "confirm": (
                "下一步：打开看提议（认定什么、几人、为何），属实就按 c 签名确认；不属实不用理会，到期作废。",
                (
                    "Next: open it and read what is proposed, for how many and why; if it is so, sign with c. If not, leave "
                    "it: it ends by itself."
                ),
            ),
        },
    ),
    **under(
        "cli",
        {
            "no_proposals": ("没有等着的提议", "no proposals"),
            "proposal_which": (
                "以“{proposal}”开头的提议有 {n} 个，须恰好一个；见 proposal list",
                "{n} proposals begin with {proposal}; it must be exactly one, see proposal list",
            ),
            "settle_slot": (
                "第 {slot} 个时段结果不明 {n} 人，提议认定：{verdict}",
                "slot {slot}: {n} in doubt, proposed: {verdict}",
            ),
        },
    ),
    **under(
        "cli.column",
        {
            "confirmed_by": ("谁确认", "confirmed by"),
        },
    ),
}
