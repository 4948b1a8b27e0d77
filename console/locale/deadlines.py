"""Words of the chase board, of an extension, and of the calendar."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "chase",
        {
            "decide": ("审批", "decision"),
            "accept": ("交纸质表，接收", "paper form, acceptance"),
            "revise": ("退回、逾期待改", "to be revised"),
            "release": ("放行", "release"),
            "extend": ("延期", "extension"),
            "unknown": ("不明待认定", "unknowns to settle"),
            "pledge": ("保证书", "pledge"),
            "late": ("已晚", "late"),
            "nobody": ("没有人欠办。", "Nobody owes anything."),
        },
    ),
    **under(
        "cli.column",
        {
            "owes": ("欠办", "what is owed"),
            "who": ("谁", "by whom"),
            "late": ("迟", "late"),
        },
    ),
    **under(
        "extension",
        {
            "opens": ("开始，本地时间（空为现在）", "opens, local time (empty: now)"),
            "closes": ("结束，本地时间", "closes, local time"),
            "slot": ("第 {slot} 个时段，{n} 人", "Slot {slot}, {n} recipients"),
            "was": ("原时段", "window that passed"),
            "pick": ("给哪个时段延期", "Which slot gets a new window"),
            "none": ("没有过期未放行的时段。", "No slot has passed unreleased."),
            "done": ("已延期：{number}", "Extended: {number}"),
        },
    ),
    **under(
        "next",
        {
            "late": (
                "下一步：催办；他不在就指定代签人（order deputy），您不能替他签。",
                "Next: remind them, or name a deputy (order deputy); you cannot sign in their place.",
            ),
            "extend": (
                "下一步：给新的时段并签名，或由本部门撤回。",
                "Next: give it a new window and sign, or let the department withdraw it.",
            ),
        },
    ),
    **under(
        "calendar",
        {
            "known": ("有 {years} 年的节假日", "holidays of {years}"),
            "missing": (
                "没有 {year} 年的节假日表，{year} 年只认周末；国务院办公厅公布后请更新程序",
                "the calendar of {year} is missing: in {year} only weekends are off; update once it is published",
            ),
        },
    ),
    **under(
        "late",
        {
            "waits": ("等 {who}，自 {since}", "waits for {who} since {since}"),
            "told": ("今天到期，上级也看得到", "last day; your superior sees it too"),
        },
    ),
}
"""Keys `chase.*`, `extension.*`, `calendar.*`, `late.*`, and column heads."""
