"""Refusals about submitting, approving, returning, withdrawing and accepting a request."""

from typing import Final

from console.locale.entry import Pair, three

MESSAGES: Final[dict[str, Pair]] = three(
    "refusal",
    {
        "stale": (
            ("您看过之后，这份申请又变了。", "The request has moved on since you looked."),
            (
                "{clause}：签的须是最新的内容和前面的全部签名。",
                "{clause}: a signature covers the newest text and every signature before it.",
            ),
            ("重新打开，看过再签。", "Open it again, read it, then sign."),
        ),
        "no_pledge": (
            ("{person} 没有有效的保证书。", "{person} has no valid pledge."),
            (
                "{clause}：起草人、操作员和部门经理每年签一次保证书，没有就不能提交、审批、放行。",
                "{clause}: drafters, operators and department managers sign it yearly; without it nothing is submitted, approved or released.",
            ),
            (
                "先签保证书（附件2），交综合部备案。",
                "Sign the pledge (Attachment 2) and file it with the General Department.",
            ),
        ),
        "no_operator": (
            (
                "{department} 没有操作员，不能自己发业务提示。",
                "{department} has no operator and cannot send notices itself.",
            ),
            (
                "{clause}：业务提示由本部门操作员发送。",
                "{clause}: notices are sent by the department's own operator.",
            ),
            (
                "改为“其他”类，由综合部发送；或按附件3申请操作员。",
                "Change the category to “other”, which the General Department sends, or apply for an operator (Attachment 3).",
            ),
        ),
        "no_releasing_operator": (
            (
                "{department} 现在没有操作员，没有人能放行。",
                "{department} has no operator now; nobody could release it.",
            ),
            (
                "{clause}：业务部、综合部各设一名操作员。",
                "{clause}: the Business and the General Department each have one operator.",
            ),
            (
                "请该部门经理授权操作员，或启用备岗。",
                "Ask that department's manager to authorise one, or to activate the standby.",
            ),
        ),
        "nobody_to_sign": (
            ("“{post}”这一级没有别人可以签。", "Nobody else could sign as {post}."),
            (
                "{clause}：经手的人不能审批自己的申请，每一级都要有人签。",
                "{clause}: who had a hand in a request does not approve it, and every level must be signed.",
            ),
            (
                "请名册签署人补上这一岗，或由别人起草、导入。",
                "Ask the roster signers to fill the post, or let somebody else draft and import.",
            ),
        ),
        "nothing_to_decide": (
            ("申请现在是“{state}”，没有要审批的。", "The request is {state}; there is nothing to decide."),
            (
                "{clause}：提交之后、批完之前才审批。",
                "{clause}: decisions fall between submission and the last signature.",
            ),
            ("用 request show 看它到了哪一步。", "See where it stands with request show."),
        ),
        "own_work": (
            (
                "{person} 经手过这份申请，不能审批。",
                "{person} had a hand in this request and cannot decide on it.",
            ),
            (
                "{clause}：起草、修改、导入、提交的人不审批。",
                "{clause}: whoever drafted, edited, imported or submitted does not approve.",
            ),
            ("请同一岗位的另一个人审批。", "Ask somebody else who holds the post."),
        ),
        "signed_already": (
            ("{person} 已经签过这份申请。", "{person} has signed this request already."),
            ("{clause}：逐级审批，一人一签。", "{clause}: level by level, one person one signature."),
            ("由下一级的人签。", "The next level is somebody else's."),
        ),
        "out_of_order": (
            ("还没轮到您，现在等“{post}”签。", "It is not your turn: {post} signs first."),
            ("{clause}：按顺序一级一级地签。", "{clause}: the levels sign in order."),
            ("等前面签完；您会在待办里看到它。", "Wait for the levels before; it will then be in your todo."),
        ),
        "wrong_post": (
            ("您不是这份申请要签的“{post}”。", "You do not hold the post that is due here: {post}."),
            (
                "{clause}：由这一级的有权人签，别的岗位不能代。",
                "{clause}: the person with that authority signs, and no other post.",
            ),
            ("请本部门的这一岗位审批。", "Ask that post's holder for this department."),
        ),
        "custodian_decides_nothing": (
            ("口令保管人不审批、不放行。", "The custodian neither approves nor releases."),
            (
                "{clause}：管口令的人与审批、发送的人分开。",
                "{clause}: who keeps the password is apart from who approves and sends.",
            ),
            ("请别的有权人办理。", "Ask another person with the authority."),
        ),
        "too_few_approvers": (
            ("至少要 {least} 个不同的人批准。", "At least {least} different people must approve."),
            (
                "{clause}：兼岗可以一次签，但推广至少两人批准。",
                "{clause}: adjacent posts may be signed at once, but promotion has two approvers at least.",
            ),
            ("请另一个人签其中一级。", "Have somebody else sign one of the levels."),
        ),
        "no_deputy": (
            ("这里还不能代签。", "Signing as a deputy is not possible here."),
            ("{clause}：由有权人本人签。", "{clause}: the person with authority signs himself."),
            (
                "请本人签；离开时可在别处签好后带进来。",
                "Ask him to sign; away, he can sign elsewhere and have it carried in.",
            ),
        ),
        "count_differs": (
            (
                "您输入的人数 {typed} 与批准的人数不符。",
                "You typed {typed}, which is not the number of recipients.",
            ),
            (
                "{clause}：签的人要清楚发给多少人，所以再输一遍。",
                "{clause}: who signs knows how many it goes to, so the count is typed again.",
            ),
            (
                "看清人数再输；人数不对就不要签。",
                "Read the count and type it; if it is not what you expect, do not sign.",
            ),
        ),
        "not_checked": (
            ("内容和通讯录没有都勾选“已审核”。", "Text and list are not both ticked as checked."),
            (
                "{clause}：部门经理负责审核本部门的内容和通讯录。",
                "{clause}: the department manager checks his department's text and list.",
            ),
            (
                "看过内容和名单后，勾选两项再签。",
                "Look through both, tick both (--content-checked --list-checked), then sign.",
            ),
        ),
        "reason_missing": (
            ("没有写原因。", "The reason is missing."),
            (
                "{clause}：退回、驳回、撤回、终止、代签、停用都要写明原因。",
                "{clause}: a return, rejection, withdrawal, stop, deputy or suspension says why.",
            ),
            ("写明原因（--reason）。", "Give the reason (--reason)."),
        ),
        "not_a_decision": (
            ("这不是对申请的审批动作。", "This is not a decision on a request."),
            (
                "{clause}：审批、接收、放行各有各的办法。",
                "{clause}: deciding, accepting and releasing each have their own way.",
            ),
            (
                "放行、恢复、终止用 send；导入用 contacts import。",
                "Release, resume and stop are under `send`, lists under `contacts import`.",
            ),
        ),
        "not_own_request": (
            (
                "这不是您或 {department} 您分管的申请。",
                "The request is neither yours nor, in {department}, yours to manage.",
            ),
            (
                "{clause}：由经手人或本部门经理撤回。",
                "{clause}: those who made it, or their department manager, withdraw it.",
            ),
            ("请起草人或部门经理撤回。", "Ask the drafter or the department manager."),
        ),
        "already_ended": (
            ("已经结束了：{state}。", "It has ended: {state}."),
            ("{clause}：结束的申请和时段不再变。", "{clause}: what has ended does not change any more."),
            ("需要再发，另建一份申请。", "To send again, make a new request."),
        ),
        "already_released": (
            ("已经有时段放行，不能撤回。", "A slot is released already, so it cannot be withdrawn."),
            (
                "{clause}：放行后只能暂停或终止。",
                "{clause}: after a release one can hold or stop.",
            ),
            ("用 send hold 或 send stop。", "Use send hold or send stop."),
        ),
        "no_acceptance_due": (
            ("这一类申请不经综合部接收。", "This category is not accepted by the General Department."),
            (
                "{clause}：业务提示由本部门自己发送。",
                "{clause}: notices are sent by the department itself.",
            ),
            ("批准后由本部门操作员放行。", "Once approved, the department's operator releases it."),
        ),
        "not_approved_yet": (
            ("申请现在是“{state}”，还不能接收。", "The request is {state} and cannot be accepted yet."),
            (
                "{clause}：批完各级之后，综合部才接收。",
                "{clause}: the General Department accepts after the last signature.",
            ),
            ("等审批完成。", "Wait until it is approved."),
        ),
        "not_general_department": (
            (
                "只有综合部的操作员、备案员或经理能接收。",
                "Only the General Department's operator, registrar or manager accepts.",
            ),
            (
                "{clause}：表格、内容、通讯录提交综合部，由综合部接收。",
                "{clause}: form, text and list go to the General Department, which accepts them.",
            ),
            ("把纸质表交综合部。", "Hand the paper form to the General Department."),
        ),
        "acceptance_incomplete": (
            ("表格、内容、通讯录没有收齐。", "Form, text and list are not all there."),
            (
                "{clause}：纸质表和内容、通讯录电子版都要收到。",
                "{clause}: the paper form and the electronic text and list must all have come.",
            ),
            (
                "催齐后再接收；缺纸质表是等待，不必退回。",
                "Get what is missing, then accept; missing paper means waiting, not a return.",
            ),
        ),
    },
)
"""Keys `refusal.<code>.what`, `.why` and `.next`; `{clause}` is the clause in words."""
