"""Refusals about acts that take two people, and the parts that people play in them."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **three(
        "refusal",
        {
            "not_your_part": (
                ("{person} 不是{part}。", "{person} is not {part}."),
                (
                    "{clause}：这件事由规定的两个人办，一人提议，一人确认。",
                    "{clause}: two named people do this: one proposes, the other confirms.",
                ),
                ("请{part}办理。", "Ask for {part}."),
            ),
            "same_person_twice": (
                ("{person} 已经签过，不能再签第二个名。", "{person} has signed this already."),
                ("{clause}：须由两个人办。", "{clause}: it takes two people."),
                ("请另一位确认。", "Ask the other person to confirm."),
            ),
            "confirmed_already": (
                ("这个提议已经确认过。", "This proposal has been confirmed already."),
                ("{clause}：一个提议只确认一次。", "{clause}: a proposal is confirmed once."),
                ("用 proposal list --all 看它的结果。", "See what became of it with proposal list --all."),
            ),
            "not_a_pair_act": (
                ("这不是提议或确认。", "This is no proposal and no confirmation."),
                ("{clause}：签名只用于它写明的事。", "{clause}: a signature counts for what it says alone."),
                ("用 proposal 或 send settle 办理。", "Use proposal or send settle."),
            ),
            "no_such_verdict": (
                ("没有“{verdict}”这种认定。", "There is no verdict {verdict}."),
                (
                    "{clause}：结果不明的只能认定为已发出、未发出、无法查清。",
                    "{clause}: who is in doubt is settled as sent, not sent, or closed.",
                ),
                ("写 sent、not_sent 或 closed。", "Say sent, not_sent or closed."),
            ),
            "nothing_unknown": (
                ("这个时段没有结果不明的收件人。", "Nobody in this slot is in doubt."),
                ("{clause}：只认定结果不明的人。", "{clause}: only unknown results are settled."),
                ("不用办理。", "There is nothing to do."),
            ),
            "still_sending": (
                (
                    "还有 {n} 人没有发完，结果不明的人数还会变。",
                    "{n} recipients are still to be sent to; the number of unknowns may change.",
                ),
                (
                    "{clause}：发完或终止以后才认定，签的人数才不会变。",
                    "{clause}: unknowns are settled once nothing is left to send, so that the count signed stays true.",
                ),
                ("等发完，或先终止。", "Wait until it is done, or stop it."),
            ),
            "unknown_count_differs": (
                (
                    "您输入的是 {typed}，结果不明的现有 {n} 人。",
                    "You typed {typed}; {n} recipients are in doubt now.",
                ),
                (
                    "{clause}：提议写明人数，与现有的一致才算数。",
                    "{clause}: a proposal names the number, and counts only if it is the present one.",
                ),
                ("看过现在的数再提议。", "Look at the present number and propose again."),
            ),
            "proposed_already": (
                ("这个时段已经有人提议，还没办完。", "Something is proposed about this slot already."),
                ("{clause}：一次只办一个提议。", "{clause}: one proposal at a time."),
                ("等它办完或过期；用 proposal list 看。", "Wait for it; see it with proposal list."),
            ),
            "nothing_proposed": (
                ("这个时段没有等着确认的提议。", "Nothing about this slot waits to be confirmed."),
                ("{clause}：先有提议，才有确认。", "{clause}: first one proposes, then another confirms."),
                ("请发送部门的操作员先提议。", "The releasing operator proposes first."),
            ),
            "proposal_expired": (
                ("提议到 {expires} 为止，已经过期。", "The proposal was good until {expires}."),
                (
                    "{clause}：到期没有第二个人签名，提议作废。",
                    "{clause}: without its second signature in time a proposal is nothing.",
                ),
                ("须重新提议。", "It must be proposed again."),
            ),
            "proposal_overtaken": (
                (
                    "提议写的是 {n} 人，现在的人数（或时段）已经不同。",
                    "The proposal speaks of {n} recipients; the number is another by now, or its window has passed.",
                ),
                (
                    "{clause}：后到的状态报告等改了人数，签的就不再属实。",
                    "{clause}: late receipts and the like changed it, so what was signed is no longer so.",
                ),
                ("请操作员按现在的数重新提议。", "The operator proposes again with the present number."),
            ),
        },
    ),
    **three(
        "problem",
        {
            "no_such_proposal": (
                ("没有这个提议。", "There is no such proposal."),
                ("校验值不对。", "The digest is wrong."),
                ("用 proposal list 查看。", "See proposal list."),
            ),
        },
    ),
    **under(
        "part",
        {
            "roster_signer": ("名册签署人", "a roster signer"),
            "releasing_operator": (
                "发送部门的操作员（未批准过本申请）",
                "the releasing department's operator (who did not approve the request)",
            ),
            "first_approver": ("本申请的第一位审批人", "the request's first approver"),
            "last_approver": (
                "本申请的末级审批人（没有起草、导入或放行过它）",
                "the request's last approver (who neither drafted, imported nor released it)",
            ),
            "manager": ("任一经理", "a manager"),
            "manager_elsewhere": ("操作部门以外的经理", "a manager outside the operating department"),
            "custodian": ("口令保管人", "the custodian"),
            "custodian_or_superior": ("口令保管人或其部门经理", "the custodian or his superior"),
            "custodian_or_standby": ("口令保管人或其B角", "the custodian or his standby (B角)"),
            "incoming_custodian": ("接任的口令保管人", "the incoming custodian"),
            "general_department_manager": ("综合部经理", "the General Department's manager"),
            "general_witness": ("综合部见证人", "a witness of the General Department"),
            "registrar": ("综合部备案员", "the registrar"),
            "general_manager": ("总经理", "the general manager"),
            "general_supervisor": (
                "综合部的主管经理",
                "the General Department's supervising manager",
            ),
        },
    ),
    **under(
        "pair",
        {
            "policy": ("规则", "policy"),
            "gateway": ("网关文件", "gateway file"),
            "screening": ("筛查词表", "screening list"),
            "roster": ("名册", "roster"),
            "settle": ("认定不明结果", "settle unknown results"),
            "resend": ("补发失败的", "resend failed"),
            "remainder": ("续发余下的", "send to the remainder"),
            "unfreeze": ("解冻", "unfreeze"),
            "resume_after_loss": ("遗失后恢复网关", "resume a gateway after loss"),
            "rearm": ("重新启用发送程序", "re-arm a dispatcher"),
            "hand_over": ("移交口令保管", "hand over custody"),
            "seal_envelope": ("封存信封", "seal an envelope"),
            "open_envelope": ("拆开信封", "open an envelope"),
            "erase": ("清除号码", "erase numbers"),
            "release_hold": ("解除保全", "end a legal hold"),
        },
    ),
    **under(
        "settle_verdict",
        {
            "sent": ("已发出", "sent"),
            "not_sent": ("未发出", "not sent"),
            "closed": ("无法查清，不再等", "closed: nobody can tell"),
        },
    ),
    **under(
        "proposal_state",
        {
            "open": ("等确认", "waits for its second"),
            "confirmed": ("已确认，等发送台办理", "confirmed; the dispatcher has still to take it"),
            "applied": ("已办理", "carried out"),
            "refused": ("发送台不接受", "refused by the dispatcher"),
            "expired": ("已过期", "expired"),
            "overtaken": ("情况已变，作废", "overtaken: it is not so any more"),
        },
    ),
}
