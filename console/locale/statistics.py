"""Words of the figures (R8): what is counted, by what, the workbook, and why a call is refused."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "statistics_by",
        {
            "department": ("部门", "department"),
            "category": ("类别", "category"),
            "month": ("月份", "month"),
            "quarter": ("季度", "quarter"),
        },
    ),
    **under(
        "figure",
        {
            "submitted": ("提交", "handed in"),
            "approved": ("批准", "approved"),
            "returned": ("退回", "returned"),
            "rejected": ("驳回", "rejected"),
            "withdrawn": ("撤回", "withdrawn"),
            "expired": ("逾期未批", "expired"),
            "lapsed": ("过期未发", "lapsed"),
            "median": ("审批中位（小时）", "median approval h"),
            "p90": ("审批 P90（小时）", "p90 approval h"),
            "sends": ("发送批次", "sends"),
            "recipients": ("人数", "recipients"),
            "suppressed": ("退订不发", "suppressed"),
            "delivered": ("送达", "delivered"),
            "undelivered": ("未送达", "undelivered"),
            "refused": ("被拒", "refused"),
            "no_receipt": ("无回执", "no receipt"),
            "unknown": ("结果不明", "unknown"),
            "not_sent": ("未发", "not sent"),
            "running": ("在途", "under way"),
            "settled": ("两人认定", "settled by two"),
            "parts": ("计费条数", "billed parts"),
            "fen": ("费用（元）", "cost (yuan)"),
            "optouts": ("新增退订（全行）", "opt-outs (all)"),
            "complaints": ("投诉", "complaints"),
            "emergencies": ("补录", "paper sends"),
        },
    ),
    **under(
        "statistics",
        {
            "title": ("使用统计", "Figures of use"),
            "total": ("合计", "total"),
            "house": ("全行", "the whole house"),
            "and": ("、", ", "),
            "about": ("{period}  {of}  制表 {by} {at}", "{period}  {of}  made by {by} {at}"),
            "head": ("{period}  按{by}  {of}", "{period}  by {by}  {of}"),
            "note": (
                "发送归入第一条短信发出的月份；计费只算服务商收下且结果无疑的；审批用时按自然时间算，含夜间和节假日。",
                "A send counts in the month of its first message; billed is what the provider took beyond doubt; approval time runs by the clock, nights and holidays included.",
            ),
            "sheet.charts": ("图", "charts"),
            "sheet.crossed": ("类别按月", "category by month"),
            "sheet.reasons": ("退回原因", "returns by reason"),
            "chart.crossed": ("各类别人数（按月）", "Recipients by category per month"),
            "chart.delivery": ("发送结果（按月）", "Delivery per month"),
            "chart.cost": ("费用（元，按月）", "Cost per month (yuan)"),
            "reason": ("原因", "reason"),
            "times": ("次数", "times"),
            "reasons": ("退回原因", "Returned because"),
            "codes": ("没有送到的原因（代码）", "Why not reached (codes)"),
            "code": ("代码", "code"),
            "no_code": ("无代码", "no code"),
            "none": (
                "这段时间没有申请，也没有发送。\n按 p 换时间，d 换分组；申请在 2 申请 里起草。",
                "Nothing was asked for or sent in this time.\np takes another, d groups otherwise; requests are drafted under 2.",
            ),
            "written": ("已写出 {path}", "written: {path}"),
            "saved": ("已写到 {folder}/{name}", "written to {folder}/{name}"),
            "export_about": (
                "把 {period} 的统计写成带图表的 XLSX，放到 {folder}。文件里没有收信人的号码。",
                "Writes the figures of {period} as an XLSX with charts into {folder}. It holds no number of a recipient.",
            ),
            "file": ("文件名", "file name"),
            "period": ("选时间", "Which time"),
            "dimension": ("按什么分组", "Group by"),
            "measure": ("画哪个数", "Draw which figure"),
            "year": ("{name} 全年", "{name}, whole year"),
            "share": ("送达率", "reached"),
            "hours": ("{h} 小时", "{h} h"),
            "behind": ("{period} {of}的申请", "Requests of {period} {of}"),
        },
    ),
    **under(
        "filter",
        {
            "statistics": ("打字筛选各行的名称，Enter 确定", "Type part of a row's name, Enter"),
            "statistics_requests": (
                "打编号或用途的一部分，Enter 确定",
                "Type part of number or purpose, Enter",
            ),
        },
    ),
    **under(
        "list",
        {
            "statistics_requests.empty": (
                "这一行没有申请。\nEsc 回到统计，换时间或分组。",
                "This row counts no request.\nEsc goes back; take another time or grouping.",
            ),
        },
    ),
    **under(
        "help",
        {
            "statistics.title": ("使用统计（R8）", "Figures of use (R8)"),
            "statistics.body": (
                (
                    "一个时间段里申请、审批、发送、费用的数。b、n 换到前后一段，p 选时间，d 换分组，m 换画的数，s 只看一个部门，"
                    "t 只看一类。Enter 看这一行是哪些申请；v 看这一行全部的数、退回原因、没送到的代码；w 写成带图表的 XLSX。\n\n"
                    "发送归入第一条短信发出的月份，后来的回执也算回那个月。继续发送是另一批，人数另算。"
                    "人数＝退订不发＋送达＋未送达＋被拒＋无回执＋结果不明＋未发＋在途。计费条数和费用只算服务商收下且结果无疑的，"
                    "以服务商账单为准。审批用时从提交到最后一级签字，按自然时间算；中位和 P90 取最近的一个实际值。"
                    "退订不分部门，只按时间列出。您看到的是自己部门的；综合部、总经理、审计看全部。"
                ),
                (
                    "What was asked for, decided, sent and paid in a time. b and n go to the time before and after, p picks one, "
                    "d groups otherwise, m draws another figure, s and t show one department or category alone. Enter opens the "
                    "requests behind a row; v shows all figures of it, why requests were returned and the codes of what was not "
                    "reached; w writes an XLSX with charts.\n\n"
                    "A send counts in the month of its first message, with receipts that came later. One that goes on for some is a "
                    "send of its own. Recipients = suppressed + delivered + undelivered + refused + no receipt + unknown + not sent "
                    "+ under way. Billed parts and cost are of what the provider took beyond doubt; his bill decides. Approval time "
                    "runs by the clock from handing in to the last signature; median and p90 are values that occurred. Opt-outs have no "
                    "department. You see your own departments; the General Department, the general manager and auditors see all."
                ),
            ),
            "statistics_requests.title": ("统计里的申请", "Requests behind a row"),
            "statistics_requests.body": (
                "这一行统计的申请：这段时间里有过提交、审批、退回等，或有发送开始的。Enter 打开。",
                "What the row counts: requests to which something happened in this time, or of which a send began. Enter opens one.",
            ),
        },
    ),
    **three(
        "refusal",
        {
            "statistics_period": (
                ("“{period}”不是可统计的时间。", "{period} is no time to count."),
                (
                    "{clause}：按月、按季、按年统计。",
                    "{clause}: figures are kept by month, quarter and year.",
                ),
                ("写成 2026-11、2026Q4 或 2026。", "Write 2026-11, 2026Q4 or 2026."),
            ),
            "statistics_dimension": (
                ("不能按“{dimension}”分组。", "Figures are not grouped by {dimension}."),
                (
                    "{clause}：按部门、类别、月、季统计。",
                    "{clause}: by department, category, month or quarter.",
                ),
                (
                    "写 department、category、month 或 quarter。",
                    "Write department, category, month or quarter.",
                ),
            ),
            "statistics_category": (
                ("没有“{category}”这个类别。", "There is no category {category}."),
                ("{clause}：按制度的三个类别统计。", "{clause}: the regulation has three categories."),
                ("写 notice、promotion 或 other。", "Write notice, promotion or other."),
            ),
        },
    ),
}
