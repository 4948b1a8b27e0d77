"""The quarter at the screens and at the command line (R3)."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "filing",
        {
            "quarter": ("季度", "quarter"),
            "forms": ("表数", "forms"),
            "gaps": ("缺项", "gaps"),
            "when": ("期限或日期", "due, or done"),
            "due": ("应交日期", "due"),
            "counts": ("合计", "in all"),
            "signed": ("签交", "signed"),
            "received": ("接收", "received"),
            "paper": ("档案号", "archive number"),
            "place": ("存放处", "kept at"),
            "remarks": ("备注", "remarks"),
            "words": ("其他说明", "anything else"),
            "late": ("迟 {n} 天", "{n} d late"),
            "nil": ("零报告", "nil return"),
            "amends": ("待更正", "to amend"),
            "on_paper": ("纸质应急发送", "sent on paper"),
            "on_paper_of": ("{sends} 次，{n} 人", "sends: {sends}, recipients: {n}"),
            "amended_now": ("更正", "amended"),
            "counted": ("{forms} 张表，{n} 人", "{forms} forms, {n} recipients"),
            "received_on": ("{paper} {at} 归档", "{paper} {at}"),
            "signed_on": ("{at} 签交，{by} 前收", "signed {at}, take by {by}"),
            "receive_by": ("接收期限", "to be received by"),
            "receive_line": ("接收期限 {due}", "to be received by {due}"),
            "unreceived": ("接收迟 {n} 天", "not received for {n} d"),
            "due_on": ("{at} 前交", "by {at}"),
            "due_line": ("应交日期 {due}", "due {due}"),
            "reason_line": ("退回原因：{reason}", "returned because: {reason}"),
            "totals": (
                "{quarter}　{due} 前交　已归档 {done}/{of}　迟 {late}　已汇总 {n} 人",
                "{quarter}, due {due}: {done} of {of} in the archive, {late} late, {n} recipients compiled",
            ),
            "totals_running": (
                "{quarter} 还没有结束　{due} 前交　{of} 个部门",
                "{quarter} is not over; due {due}; departments: {of}",
            ),
            "which": ("看哪个季度", "Which quarter"),
            "which_form": ("打开哪张申请表", "Which form"),
            "gap_head": (
                "缺项（! 必须补齐，? 可写明原因）",
                "What is missing (! must be there, ? may be explained)",
            ),
            "no_gaps": ("没有缺项。", "Nothing is missing."),
            "forms_head": ("申请表", "Forms"),
            "no_forms": ("本季度没有申请表。", "No form was filled in."),
            "emergencies": ("补录（纸质应急发送）", "Emergency sends on paper"),
            "recipients": ("{n} 人", "{n} recipients"),
            "lacking": ("纸上缺签：{posts}", "not signed on the paper by: {posts}"),
            "complaints": ("投诉", "Complaints"),
            "others": ("其他表", "Other papers"),
            "editions": ("汇总、签交、接收", "Compiled, signed, received"),
            "not_compiled": ("还没有汇总。按 c 汇总。", "Not compiled yet: c compiles it."),
            "amended": ("归档后变化的结果", "Results that changed after it was filed"),
            "moved": ("注意", "note"),
            "moved_words": (
                "汇总以后情况有变，按 c 重新汇总。",
                "Something has changed since; press c to compile anew.",
            ),
            "kept": ("纸质 {paper}", "paper {paper}"),
            "no_paper": ("纸质未收", "paper not received"),
            "cost": ("{yuan} 元", "CNY {yuan}"),
            "did.sign": ("签交", "signed"),
            "did.received": ("接收", "received"),
            "did.returned": ("退回", "returned"),
            "manifest": ("材料摘要", "the pack's digest"),
            "checking": ("正在查缺项、核验台账……", "Looking for gaps, proving the ledger ..."),
            "checked": ("缺项 {n} 项", "missing: {n}"),
            "proved": ("台账核验过 {n} 条，链头 {head}", "The ledger: {n} entries proved, head {head}"),
            "compiling": ("正在汇总；Esc 停下。", "Compiling; Esc stops it."),
            "compiled": (
                "已汇总；没有标 ! 的缺项，部门经理就可签交。",
                "Compiled. With nothing missing that is marked !, the department's manager signs next.",
            ),
            "explain_head": ("逐项写明原因（R3）：", "Say why, for each (R3):"),
            "sign_title": ("签交季度材料", "Hand the quarter in"),
            "signed_now": ("已签交，等综合部接收。", "Signed; the General Department receives it next."),
            "receive_title": ("接收季度材料", "Receive the quarter"),
            "received_now": ("已接收归档。", "Received into the archive."),
            "return_title": ("退回季度材料", "Return the quarter"),
            "returned_now": ("已退回。", "Returned."),
            "pack_title": ("取材料包", "Get the pack"),
            "packed": ("已写到 {file}，另有同名 zip", "written to {file}, and a zip of that name"),
            "written": ("已写到 {path}", "written to {path}"),
            "nobody": ("没有符合的部门。", "No department fits."),
            "not_there": ("{quarter} 还没有汇总。", "{quarter} is not compiled yet."),
            "explain_how": (
                "--explain 写成 “缺项=说明”，缺项照 filing check 方括号里的写：{given}",
                "--explain is GAP=WORDS, the gap as filing check has it in brackets: {given}",
            ),
        },
    ),
    **under(
        "cli.column",
        {
            "revision": ("第几版", "revision"),
            "requests": ("表数", "forms"),
            "on_paper": ("纸质应急", "on paper"),
            "gaps": ("缺项", "gaps"),
            "signed": ("签交", "signed"),
            "received": ("接收", "received"),
            "paper": ("档案号", "archive number"),
        },
    ),
    **under(
        "list",
        {
            "filing.empty": (
                "这个季度没有您能看的部门。\n按 t 换季度；名册里还没有部门时，先办开设部门的申请（8、a）。",
                "No department of this quarter is yours to see.\nt changes the quarter; without departments, apply for one first (8, a).",
            ),
        },
    ),
    **under("field", {"explained": ("缺项说明", "words for a gap")}),
    **under("filter", {"filing": ("部门名或状态：", "department or state:")}),
    **under(
        "help",
        {
            "filing.title": ("归档", "Filing"),
            "quarter.title": ("一个部门的季度材料", "A department's quarter"),
            "quarter_form.title": ("签交季度材料", "Hand the quarter in"),
            "filing.body": (
                (
                    "归档（R3）：每个部门每季度把申请表、内容、范围、结果汇总，经理签交，综合部接收。\n"
                    "期限是季度结束后第 10 个工作日，迟了看得见。没有发送也要交零报告。t 换季度，Enter 打开一个部门，p 打印全单位汇总。"
                ),
                (
                    "Filing (R3): each quarter a department's forms, texts, scopes and results are compiled, signed by its manager,"
                    " and received by the General Department.\nDue on the 10th working day after the quarter; lateness shows."
                    " Nothing sent is a nil return. t changes the quarter, Enter opens a department, p prints the unit's summary."
                ),
            ),
            "quarter.body": (
                (
                    "一个部门的季度：缺项逐条写明是哪张表；! 必须补齐，? 由经理写明原因。\n"
                    "c 汇总，k 连同台账再查，s 经理签交，a 综合部接收（写档案号、存放处），r 退回。\n"
                    "归档后有迟到的状态报告，c 出更正单。w 取材料包，里面的 README 写明怎样用系统工具核对。"
                ),
                (
                    "A department's quarter: each gap names its form; ! must be there, ? is explained by the manager.\n"
                    "c compiles, k looks again and proves the ledger, s signs, a receives under an archive number, r returns.\n"
                    "Receipts that come after it was filed: c makes an amendment sheet. w gets the pack; its README tells how"
                    " stock tools check it."
                ),
            ),
            "quarter_form.body": (
                "经理签交：每一项没办完的写明原因，Ctrl+S 看过要签的内容再签。签的是材料包的摘要、张数、人数和这些说明。",
                (
                    "The manager hands the quarter in: say why for each thing that is left open; Ctrl+S shows what is signed."
                    " The statement has the pack's digest, its counts, and these words."
                ),
            ),
        },
    ),
    **three(
        "problem",
        {
            "filing_stopped": (
                ("汇总停下了。", "Compiling was stopped."),
                ("您按了 Esc，什么也没有保存。", "You pressed Esc; nothing was kept."),
                ("要汇总时再按 c。", "Press c to compile it."),
            ),
            "pack_damaged": (
                ("材料包不完整，没有写。", "The pack is damaged, and was not written."),
                ("它的文件名或内容不是材料包的样子。", "Its names or its content are not those of a pack."),
                (
                    "再取一次；还不行，请系统管理员看业务台。",
                    "Get it again; else have the administrator look at the desk.",
                ),
            ),
            "pack_changed": (
                ("取的时候材料包变了。", "The pack changed while it was fetched."),
                ("有人同时重新汇总了。", "Somebody compiled it anew meanwhile."),
                ("再取一次。", "Get it again."),
            ),
        },
    ),
}
