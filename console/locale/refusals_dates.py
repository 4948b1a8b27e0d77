"""Refusals about the date of a signed act: too old, before what it follows, or before what it would undo."""

from typing import Final

from console.locale.entry import Pair, three

_AGAIN: Final[Pair] = (
    "重新准备，看过以后再签一次。",
    "Have it prepared anew, read it, and sign again.",
)

MESSAGES: Final[dict[str, Pair]] = three(
    "refusal",
    {
        "signed_long_ago": (
            (
                "这份签名的时间是 {at}，已超过 {minutes} 分钟。",
                "This was signed at {at}, more than {minutes} minutes ago.",
            ),
            (
                "{clause}：签名须在签署时就生效；日期提前，会改变已经办过的事。",
                "{clause}: a signature counts when it is given; dated back, it would change what was done since.",
            ),
            (
                "重新准备再签；在别处签好的，用 statement carry 带进来。",
                "Have it prepared anew and sign again; what was signed elsewhere comes in by statement carry.",
            ),
        ),
        "carried_too_late": (
            (
                "这份签名的时间是 {at}，已超过 {days} 天。",
                "This was signed at {at}, more than {days} days ago.",
            ),
            (
                "{clause}：在别处签好的，须在 {days} 天内带进来。",
                "{clause}: what was signed elsewhere is brought in within {days} days.",
            ),
            (
                "请签署人看过现状，重新准备并签署。",
                "Ask its signer to look at how things stand, and to sign anew.",
            ),
        ),
        "older_than_before": (
            (
                "签署时间 {at} 早于它所接的那一步（{last}）。",
                "It is dated {at}, before the step that it follows ({last}).",
            ),
            (
                "{clause}：逐级审批，后一步不能早于前一步。",
                "{clause}: approval goes level by level; no step is older than the one before it.",
            ),
            (
                "校准签署所用机器的时钟，重新准备并签署。",
                "Set the clock of the machine that signed, then prepare and sign again.",
            ),
        ),
        "order_undoes": (
            (
                "这道指令的时间是 {at}，而对方在 {used} 还凭它所改的职权签过名。",
                "This order is dated {at}, and at {used} a signature was given on the right that it changes.",
            ),
            (
                "{clause}：指令从签署时起生效，不能收回此前已经签下的名。",
                "{clause}: an order counts from when it is given; it takes back no signature given before.",
            ),
            _AGAIN,
        ),
    },
)
"""Keys `refusal.<code>.what`, `.why` and `.next`; `{clause}` is the clause in words."""
