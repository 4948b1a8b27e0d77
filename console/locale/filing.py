"""The quarter (R3): why it may not be compiled, signed or received, and the names of its states, gaps and acts."""

from typing import Final

from console.locale.entry import Pair, three, under

_REFUSALS: Final[dict[str, Pair]] = three(
    "refusal",
    {
        "filing_not_yours": (
            ("{department} 的季度材料不由您汇总。", "The quarter of {department} is not yours to compile."),
            (
                "{clause}：由本部门的操作员负责统计汇总。",
                "{clause}: the department's own operator keeps its statistics.",
            ),
            ("请该部门的操作员、起草人或经理汇总。", "Its operator, drafter or manager compiles it."),
        ),
        "filing_not_manager": (
            ("{department} 的季度材料不由您签。", "The quarter of {department} is not yours to sign."),
            (
                "{clause}：由本部门经理签字后交综合部。",
                "{clause}: the department's manager signs what is handed in.",
            ),
            ("请该部门经理签署。", "Its manager signs it."),
        ),
        "filing_own": (
            ("这份季度材料是您签交的，不能由您接收。", "You signed this quarter, so you do not receive it."),
            ("{clause}：交的人和收的人要分开。", "{clause}: one hands in, another receives."),
            ("请综合部的另一位接收。", "Another of the General Department receives it."),
        ),
        "filing_generals_own": (
            (
                "综合部自己的季度材料不由本部门接收。",
                "The General Department does not receive its own quarter.",
            ),
            ("{clause}：综合部的由其主管经理接收。", "{clause}: the manager in charge of it receives that."),
            (
                "请综合部的主管经理接收；没有别的主管经理时由总经理接收。",
                "Its supervising manager receives it; where there is none but the signer, the general manager.",
            ),
        ),
        "filing_not_general": (
            (
                "季度材料由综合部接收，您不在其列。",
                "The General Department receives quarters; you are none of it.",
            ),
            (
                "{clause}：按季汇总后交综合部保管备案。",
                "{clause}: each quarter goes to the General Department.",
            ),
            ("请综合部备案员或经理接收。", "Its registrar or manager receives it."),
        ),
        "filing_not_custodian": (
            ("季度材料不给口令保管人看。", "Quarters are not for the custodian to see."),
            (
                "{clause}：管口令的人不看内容和发送范围。",
                "{clause}: who keeps the passwords sees neither texts nor scopes.",
            ),
            ("需要查阅的，请综合部备案员提供。", "Ask the General Department's registrar."),
        ),
        "no_such_quarter": (
            ("没有这个季度：{quarter}。", "There is no such quarter: {quarter}."),
            (
                "{clause}：按自然季度汇总，从台账开始的那个季度算起。",
                "{clause}: calendar quarters are filed, from the one in which the ledger begins.",
            ),
            (
                "写成 2026Q4 这样，用 filing list 看有哪些。",
                "Write it as 2026Q4; filing list shows which there are.",
            ),
        ),
        "filing_no_department": (
            ("{quarter} 没有 {department} 这个部门。", "{department} was no department in {quarter}."),
            ("{clause}：每个部门交自己的季度材料。", "{clause}: each department files its own quarter."),
            ("用 filing list 看部门编号。", "See the departments with filing list."),
        ),
        "filing_not_over": (
            ("{quarter} 还没有结束。", "{quarter} is not over."),
            ("{clause}：一个季度结束后汇总。", "{clause}: a quarter is summarised when it has ended."),
            (
                "季度结束后再汇总；现在可先看缺什么（k 或 filing check）。",
                "Compile it after its end; what is missing can be seen now (k, or filing check).",
            ),
        ),
        "filing_is_signed": (
            ("{quarter} 已经签交，等综合部接收。", "{quarter} is signed and waits to be received."),
            ("{clause}：签交以后材料不再变动。", "{clause}: what was signed stays as it is."),
            (
                "要改的，请综合部先退回。",
                "To change something, have the General Department return it first.",
            ),
        ),
        "filing_nothing_new": (
            (
                "{quarter} 已经归档，之后没有变化。",
                "{quarter} is in the archive, and nothing has changed since.",
            ),
            (
                "{clause}：归档后有迟到的状态报告，才出更正单。",
                "{clause}: an amendment sheet is for receipts that came after it.",
            ),
            ("不用再汇总。", "Nothing is to be compiled."),
        ),
        "filing_begin_again": (
            ("汇总没有做完，或已经过时。", "The pack is not whole, or not the newest."),
            ("{clause}：归档的材料要完整。", "{clause}: what is filed is whole."),
            ("重新汇总一次。", "Compile it once more."),
        ),
        "filing_moved_on": (
            ("汇总以后情况有变。", "Something has changed since it was compiled."),
            ("{clause}：签的要和现在的记录一致。", "{clause}: what is signed is what the record holds."),
            ("重新汇总，看过再签。", "Compile it anew, look at it, then sign."),
        ),
        "filing_not_compiled": (
            ("这个季度没有等着签的材料。", "No pack of this quarter waits to be signed."),
            (
                "{clause}：先由操作员汇总，再由经理签交。",
                "{clause}: the operator compiles, then the manager signs.",
            ),
            ("先汇总（c 或 filing compile）。", "Compile it first (c, or filing compile)."),
        ),
        "filing_no_pack": (
            (
                "这个季度还没有汇总，没有可打印、可取的材料。",
                "This quarter is not compiled: there is nothing to print or fetch.",
            ),
            ("{clause}：材料由汇总而来。", "{clause}: the pack comes of compiling."),
            ("先汇总（c 或 filing compile）。", "Compile it first (c, or filing compile)."),
        ),
        "filing_not_signed": (
            ("这个季度没有等着接收的材料。", "Nothing of this quarter waits to be received."),
            (
                "{clause}：部门经理签交后才能接收或退回。",
                "{clause}: it is received or returned once it is signed.",
            ),
            ("请该部门经理先签交。", "Its department's manager signs it first."),
        ),
        "filing_gap": (
            ("{number}：{gap}，不能签交。", "{number}: {gap}. It cannot be signed."),
            (
                "{clause}：表、纸质件、结果、台账缺一不可。",
                "{clause}: forms, papers, results and ledger must all be there.",
            ),
            ("先补齐，再重新汇总。", "See to it, then compile anew."),
        ),
        "filing_unexplained": (
            ("{number}：{gap}，没有写明原因。", "{number}: {gap}, and no words for it."),
            ("{clause}：没办完的事要由经理写明。", "{clause}: the manager explains what is not at its end."),
            ("写明原因再签。", "Say why, then sign."),
        ),
        "filing_paper_taken": (
            (
                "档案号 {paper} 已用于 {department} {quarter}。",
                "Archive number {paper} is that of {department} {quarter}.",
            ),
            ("{clause}：一份材料一个档案号。", "{clause}: each paper has a number of its own."),
            ("换一个档案号。", "Give another number."),
        ),
        "filing_summary_all": (
            ("全单位的季度汇总不给单个部门打印。", "The unit's summary is not for one department to print."),
            (
                "{clause}：各部门交综合部，由综合部汇总。",
                "{clause}: departments hand in to the General Department, which sums up.",
            ),
            ("打印本部门的：form print filing。", "Print your own department's: form print filing."),
        ),
        "filing_too_long": (
            ("{field}太长，最多 {most} 个字。", "{field} is too long: at most {most} characters."),
            ("{clause}：要写得上表。", "{clause}: it must fit on the paper."),
            ("写短一些。", "Make it shorter."),
        ),
    },
)

MESSAGES: Final[dict[str, Pair]] = {
    **_REFUSALS,
    **three(
        "problem",
        {
            "no_such_filing": (
                ("没有这份季度材料：{filing}。", "There is no such filing: {filing}."),
                ("编号不对，或已被新的汇总取代。", "The id is wrong, or a newer one took its place."),
                ("用 filing list 查看。", "See filing list."),
            ),
        },
    ),
    **under(
        "filing.state",
        {
            "running": ("季度未完", "running"),
            "due": ("待汇总", "to compile"),
            "compiled": ("待签交", "to sign"),
            "signed": ("待接收", "to receive"),
            "received": ("已归档", "archived"),
            "returned": ("已退回", "returned"),
        },
    ),
    **under(
        "gap",
        {
            "form_missing": ("有号无表", "number without its form"),
            "form_unsigned": ("没有办完的申请", "request still under way"),
            "paper_missing": ("纸质件未收", "paper not received"),
            "unknown_open": ("结果不明未认定", "unknown recipients not settled"),
            "send_open": ("发送没有结束", "send not ended"),
            "loss_open": ("遗失单未结案", "loss case not closed"),
            "emergency_open": ("补录未确认", "paper send not acknowledged"),
            "complaint_open": ("投诉未办结", "complaint not closed"),
            "ledger_broken": ("台账缺条或对不上", "ledger entry missing or wrong"),
            "results_missing": ("逐人结果不全", "results do not add up"),
        },
    ),
    **under(
        "filed",
        {
            "sent": ("已发送", "sent"),
            "elsewhere": ("其他季度发送", "sent in another quarter"),
            "void": ("作废", "void"),
            "open": ("办理中", "under way"),
        },
    ),
    **under(
        "filing_step",
        {
            "compile": ("汇总", "compile"),
            "sign": ("签交", "sign"),
            "receive": ("接收", "receive"),
            "amend": ("出更正单", "amend"),
        },
    ),
    **under(
        "step",
        {
            "filing": ("季度签交", "quarter handed in"),
            "filing_receipt": ("季度接收", "quarter received"),
            "filing_return": ("季度退回", "quarter returned"),
        },
    ),
    **under(
        "ledger",
        {
            "filing.compiled": ("季度材料汇总", "quarter compiled"),
            "filing.signed": ("季度材料签交", "quarter signed"),
            "filing.received": ("季度材料接收", "quarter received"),
            "filing.returned": ("季度材料退回", "quarter returned"),
        },
    ),
    **under(
        "todo",
        {
            "filing_compile": ("汇总季度材料", "compile the quarter"),
            "filing_sign": ("签交季度材料", "sign the quarter"),
            "filing_receive": ("接收季度材料", "receive the quarter"),
            "filing_amend": ("出季度更正单", "amend the quarter"),
        },
    ),
    **under(
        "next",
        {
            "filing_compile": (
                "下一步：打开后按 c 汇总，看缺什么；再由部门经理签交综合部。",
                "Next: open it and press c; what is missing is named. Then the department's manager signs.",
            ),
            "filing_sign": (
                "下一步：打开看过缺项，按 s 签交；综合部接收后归档。",
                "Next: open it, look at what is missing, and press s; the General Department receives it.",
            ),
            "filing_receive": (
                "下一步：收到纸质件后打开，按 a 写档案号和存放处接收，或按 r 退回。",
                "Next: with the paper at hand open it: a receives under an archive number, r returns.",
            ),
            "filing_amend": (
                "下一步：归档后有迟到的状态报告；打开按 c 出更正单，再签交。",
                "Next: receipts came after it was filed; open it, c makes the amendment sheet, then it is signed.",
            ),
        },
    ),
    **under("chase", {"filing": ("季度材料", "the quarter")}),
    **under(
        "filing_again",
        {
            "blocked": (
                "已汇总，但缺的那项说明也不行：补上后按 c 重新汇总",
                "compiled, but something is missing that no words help: put it right, compile it anew",
            ),
            "outgrown": (
                "汇总之后情况又变了（如迟到的状态报告）：按 c 重新汇总，部门经理才签得了",
                "something changed since it was compiled, such as a receipt: compile it anew, then it can be signed",
            ),
        },
    ),
    **under(
        "paper",
        {
            "filing_form": ("季度汇总备案表", "Quarterly filing"),
            "filing_pack": ("季度备案材料", "the quarter's pack"),
            "filing_line": (
                "{department}　{quarter}　{state}",
                "{department}, {quarter}, {state}",
            ),
            "summary_form": ("季度汇总（全单位）", "The quarter of the whole unit"),
            "late_ones": ("迟交部门数", "departments late"),
            "paper_sends": ("应急次数", "on paper"),
            "paper_count": ("应急人数", "recipients on paper"),
            "signed_on": ("签交", "signed"),
            "received_on": ("接收", "received"),
            "quarter": ("季度", "quarter"),
            "revision": ("第几版", "revision"),
            "filing_due": ("应交日期", "due"),
            "compiled_by": ("汇总人", "compiled by"),
            "nil": ("零报告", "nil return"),
            "totals": ("分类合计", "Totals by category"),
            "requests": ("表数", "forms"),
            "all": ("合计", "all"),
            "forms": ("各申请表", "The forms"),
            "no_forms": (
                "本季度没有申请表。",
                "No form was filled in in this quarter.",
            ),
            "standing": ("情况", "standing"),
            "delivered": ("送达", "delivered"),
            "failed": ("未达", "failed"),
            "scope": ("发送范围", "scope"),
            "approvers": ("审批人", "approved by"),
            "slot_of": ("时段 {slot}", "slot {slot}"),
            "why_void": ("作废原因", "why void"),
            "why_open": ("办到", "stands at"),
            "taken_back": ("撤回", "taken back"),
            "amended": ("更正", "Amended since it was filed"),
            "before": ("原", "before"),
            "after": ("现", "now"),
            "exceptions": ("缺项与说明", "What is missing, and why"),
            "no_exceptions": ("没有缺项。", "Nothing is missing."),
            "other_papers": ("本季度其他表", "Other papers of the quarter"),
            "loss_line": ("遗失单　{number}　{name}　{state}", "Loss case {number}, {name}, {state}"),
            "emergency_line": (
                "补录　{what}　{n} 人　原因：{reason}　部门经理确认：{by}",
                "Paper send, {what}, {n} recipients, because: {reason}; acknowledged: {by}",
            ),
            "emergency_lacking": ("　　纸上缺签：{posts}", "    not signed on the paper by: {posts}"),
            "emergency_late": ("　　补录晚了，因为：{why}", "    entered late, because: {why}"),
            "complaint_line": (
                "投诉　{number}　{source}　{form}　{state}",
                "Complaint {number}, {source}, {form}, {state}",
            ),
            "closed_on": ("{at} 结案", "closed {at}"),
            "still_open": ("未结案", "open"),
            "manifest": ("材料清单摘要", "digest of the pack"),
            "filing_paper": ("档案号", "archive number"),
            "ink_compiler": ("汇总人（手写签名、日期）", "compiled by (ink signature, date)"),
        },
    ),
}
