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
            "confirm": ("第二人签名", "second signature"),
            "authorise_application": ("操作员申请：授权", "application: authorise"),
            "approve_application": ("操作员申请：批准", "application: approve"),
            "file_application": ("操作员申请：存档", "application: file"),
            "revise_application": ("操作员申请：修改", "application: revise"),
            "carry_out": ("操作员申请：入名册", "application: carry out"),
            "confirm_roster": ("名册待第二人签", "roster: second signer"),
            "pledge": ("保证书", "pledge"),
            "rules": ("本部门管理规定", "department rules"),
            "late": ("已晚", "late"),
            "nobody": ("没有人欠办。", "Nobody owes anything."),
            "version": ("第 {n} 版", "version {n}"),
            "in_place": ("{deputy}（代 {person}）", "{deputy} for {person}"),
            "deputy": ("{deputy}(代)", "{deputy} dep."),
            "no_one": ("无人", "nobody"),
            "what_helps": ("怎么办", "what helps"),
        },
    ),
    **under(
        "remedy",
        {
            "standby": (
                "办的人不在岗；备岗 {about} 可以顶上，由 {helpers} 启用（人员页 b）。",
                "Whoever does it is not at work; {about} stands by, {helpers} can wake the post (People, b).",
            ),
            "deputy": (
                "{about} 没有办；不在就由 {helpers} 指定代签人（人员页 d）。",
                "{about} did not do it; {helpers} can name a deputy (People, d).",
            ),
            "lift": (
                "{about} 已停用；由名册签署人（{helpers}）签新版名册恢复他，或换人。",
                "{about} is suspended; the roster signers ({helpers}) lift it in a new version, or appoint another.",
            ),
            "appoint": (
                "没有人担任；办操作员申请，或由名册签署人（{helpers}）在新版名册里任命。",
                "Nobody holds the post; apply for it, or have the roster signers ({helpers}) appoint somebody.",
            ),
            "hands": (
                "能办的人（{about}）都经手过这件事，不能再办；撤回后由别人起草，或在名册里（{helpers}）再任命一位。",
                "Whoever could ({about}) had a hand in it; withdraw it and let another draft, or have {helpers} appoint one more.",
            ),
            "anew": (
                "{about} 签过，但已不在岗，这份申请走不下去；退回或撤回，重新申请。",
                "{about} signed and is no longer here, so it leads nowhere; return or withdraw it and apply anew.",
            ),
            "alone": (
                "{about} 提的，只有原审批人能确认，而他现在不能；到期后重新提议，或等状态报告。",
                "Proposed by {about}; only the approver may confirm, and he cannot now. Propose anew later, or wait for receipts.",
            ),
        },
    ),
    **under(
        "cli.column",
        {
            "owes": ("欠办", "what is owed"),
            "who": ("谁", "by whom"),
            "late": ("迟", "late"),
            "remedy": ("怎么办", "what helps"),
            "decide_by": ("决定期限", "decide by"),
            "days_left": ("余工作日", "working days left"),
        },
    ),
    **under(
        "extension",
        {
            "opens": ("开始（空为现在）", "from (empty: now)"),
            "closes": ("结束", "until"),
            "times": ("时间按 {zone}，如 2026-12-01 09:00", "times in {zone}, such as 2026-12-01 09:00"),
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
        "ends",
        {
            "days": ("{day} 剩{n}工作日", "{day}, {n} workdays"),
            "days_one": ("{day} 剩1工作日", "{day}, 1 workday"),
            "today": ("今天 {time}", "today {time}"),
            "tomorrow": ("明天({name}) {time}", "tomorrow {name} {time}"),
            "just_late": ("刚刚逾期", "just overdue"),
            "late_hours": ("逾期 {n} 小时", "{n} hours overdue"),
            "late_hours_one": ("逾期 1 小时", "1 hour overdue"),
            "late_days": ("逾期 {n} 天", "{n} days overdue"),
            "late_days_one": ("逾期 1 天", "1 day overdue"),
            "comma": ("，", ", "),
            "day_today": ("今天（{name}）", "today ({name})"),
            "day_tomorrow": ("明天（{name}）", "tomorrow ({name})"),
            "left": ("剩 {n} 个工作日", "{n} working days left"),
            "left_one": ("剩 1 个工作日", "1 working day left"),
            "ends_today": ("今天到期", "it ends today"),
            "none_between": ("到期前不再有工作日", "no working day left before it ends"),
            "proposed_by": ("{person} 提出", "proposed by {person}"),
            "goes_to": ("交给 {person}", "goes to {person}"),
            "decide_by": ("决定期限", "decide by"),
            "people": ("人数", "people"),
            "level": ("级别", "level"),
        },
    ),
    **under(
        "day",
        {
            "1": ("周一", "Monday"),
            "2": ("周二", "Tuesday"),
            "3": ("周三", "Wednesday"),
            "4": ("周四", "Thursday"),
            "5": ("周五", "Friday"),
            "6": ("周六", "Saturday"),
            "7": ("周日", "Sunday"),
        },
    ),
    **under(
        "day_short",
        {
            "1": ("周一", "Mon"),
            "2": ("周二", "Tue"),
            "3": ("周三", "Wed"),
            "4": ("周四", "Thu"),
            "5": ("周五", "Fri"),
            "6": ("周六", "Sat"),
            "7": ("周日", "Sun"),
        },
    ),
    **under(
        "post_short",
        {
            "department_manager": ("经理", "dept mgr"),
            "supervising_manager": ("主管经理", "sup. mgr"),
            "general_manager": ("总经理", "gen. mgr"),
            "accept": ("接收", "accept"),
        },
    ),
    **under(
        "late",
        {
            "waits": ("等 {who}，自 {since}", "waits for {who} since {since}"),
            "told": ("快到期了，上级也看得到", "due soon; your superior sees it too"),
        },
    ),
}
"""Keys `chase.*`, `remedy.*`, `ends.*`, `day.*`, `day_short.*`, `extension.*`, `calendar.*`, `late.*`, and column heads."""
