"""Words of what became of an application that was carried out: its account, how its post stands, its end, its keys."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "afterwards",
        {
            "head": ("批准之后", "Afterwards"),
            "now": ("现状", "now"),
            "later": ("{since} 起生效", "holds from {since} on"),
            "held": ("{since} 起有效", "held since {since}"),
            "held_until": ("{since} 起有效，{until} 止", "held since {since}, until {until}"),
            "suspended": ("{at} 起停权（{name}）", "suspended since {at} ({name})"),
            "suspended_plain": ("停权", "suspended"),
            "suspended_version": (
                "{at} 起停权（{name}，名册第 {n} 版）",
                "suspended since {at} ({name}, roster version {n})",
            ),
            "over": ("{until} 期满", "ran out on {until}"),
            "ended": ("{until} 终止", "ended on {until}"),
            "left": ("{until} 离职，随之终止", "ended on {until}, when its holder left"),
            "account": ("账号", "account"),
            "bound": ("{person}，系统账号 {uid}", "{person}, account (uid) {uid}"),
            "unbound": ("{person}，未绑定系统账号", "{person}, no system account bound"),
            "made": ("建立", "created"),
            "ended_by": ("注销", "revoked"),
            "signed": (
                "名册第 {n} 版，{first} 经办，{second} 复核，{at} 生效",
                "roster version {n}: by {first}, checked by {second}, in force {at}",
            ),
            "asked_for": ("依据 {numbers}", "as asked for in {numbers}"),
            "keys": ("停用密钥", "keys disabled"),
            "key_revoked": ("{fingerprint} 自 {at} 起停用", "{fingerprint} disabled since {at}"),
            "key_left": (
                "{fingerprint} 随离职于 {at} 停用",
                "{fingerprint} disabled on {at} as its holder left",
            ),
        },
    ),
}
"""Keys `afterwards.<course>` for every course but suspended, which has three texts."""
