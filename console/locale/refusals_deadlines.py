"""Refusals about what is late: decisions after their deadline, windows that are still open, and asking others for what they owe."""

from typing import Final

from console.locale.entry import Pair, three

MESSAGES: Final[dict[str, Pair]] = three(
    "refusal",
    {
        "decision_expired": (
            ("审批期限 {until} 已过，不能再决定。", "The time to decide ended at {until}."),
            (
                "{clause}：到期不等于同意，没有批的申请作废。",
                "{clause}: silence is no approval; what was not decided in time expires.",
            ),
            (
                "起草人改好再提交，成为新的一版，重新审批。",
                "The drafter submits it again as a new version, and every level decides anew.",
            ),
        ),
        "window_still_open": (
            (
                "这个时段到 {closes} 才结束，不用延期。",
                "The window is open until {closes}; it needs no extension.",
            ),
            (
                "{clause}：批准的时段内由操作员放行，过了才延期。",
                "{clause}: within the approved window the operator releases; only after it is a new one given.",
            ),
            ("请操作员在时段内放行。", "Ask the operator to release it in its window."),
        ),
        "chases_nobody": (
            ("您没有要催办的人。", "There is nobody for you to ask."),
            (
                "{clause}：综合部、审计员、总经理看全部，经理看自己管的部门。",
                "{clause}: the General Department, the auditor and the general manager see all, managers their departments.",
            ),
            ("您自己的事在待办里。", "What waits on you is in your todo."),
        ),
        "no_such_debt": (
            ("没有“{kind}”这种欠办的事。", 'Nobody owes "{kind}": there is no such kind.'),
            (
                "{clause}：催办台只有规定里的那几种。",
                "{clause}: the board knows the kinds of the regulation alone.",
            ),
            ("看 chase --help 里的种类。", "See the kinds in chase --help."),
        ),
    },
)
"""Keys `refusal.<code>.what`, `.why` and `.next`; `{clause}` is the clause in words."""
