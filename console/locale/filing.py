"""The quarter (R3): why somebody may not compile, sign or receive it."""

from typing import Final

from console.locale.entry import Pair, three

MESSAGES: Final[dict[str, Pair]] = three(
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
            ("请综合部的主管经理接收。", "Its supervising manager receives it."),
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
    },
)
