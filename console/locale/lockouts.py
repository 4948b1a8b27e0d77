"""Words about those whom wrong passphrases locked: what is lacking, who sees to it, and the act that ends it."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under("standing", {"locked": ("被锁", "locked")}),
    **under("todo", {"unlock": ("口令连错，等您恢复", "locked: let him sign")}),
    **under("chase", {"unlock": ("口令连错待恢复", "locked, to be let on")}),
    **under(
        "next",
        {
            "unlock": (
                "下一步：问本人，是他打错就恢复（l）；不是就停用（u）。",
                "Next: ask him. If he mistyped, l lets him sign again; if not, u suspends him.",
            ),
        },
    ),
    **under(
        "people",
        {
            "locked_since": (
                "口令连错五次，{since} 起不能签名",
                "five wrong passphrases; no signature since {since}",
            ),
            "unlock_title": ("恢复签名（R12）", "Let him sign again (R12)"),
            "unlock_about": (
                "先问本人是不是他打错的；有人在猜就不要恢复，改为停用（u）。写下怎样核实的。",
                "Ask him first whether it was he. If somebody guessed, suspend him (u) instead. Say how you made sure.",
            ),
            "unlocked": ("已恢复签名：{name}", "May sign again: {name}"),
        },
    ),
    **three(
        "alert",
        {
            "locked_out": (
                (
                    "{person} 的口令连错五次，{since} 起不能签名。",
                    "{person}'s passphrase was wrong five times; nothing he signs is taken since {since}.",
                ),
                (
                    "{clause}：账号和口令由本人保管，有人在试就要停。",
                    "{clause}: a key has one holder; when somebody guesses, it stops.",
                ),
                (
                    "部门经理或综合部问过本人，在人员页按 l 恢复，或 order unlock {person}；有人在猜就停用。",
                    "His manager or the General Department asks him, then l on the page People, or order unlock {person}; suspend him if somebody guessed.",
                ),
            ),
        },
    ),
}
"""Words by key; `alert.locked_out` stands with what a roster lacks."""
