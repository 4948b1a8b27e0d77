"""Refusals about releasing, holding, resuming and stopping, and about freezes."""

from typing import Final

from console.locale.entry import Pair, three

MESSAGES: Final[dict[str, Pair]] = three(
    "refusal",
    {
        "no_request": (
            ("没有说明是哪一份申请。", "It was not said which request."),
            (
                "{clause}：审批、接收、放行都针对一份申请。",
                "{clause}: decisions and releases are about one request.",
            ),
            ("先打开那份申请。", "Open the request first."),
        ),
        "no_such_slot": (
            ("没有第 {slot} 个时段。", "There is no slot {slot}."),
            ("{clause}：放行的是批准过的时段。", "{clause}: only approved slots are released."),
            ("用 request show 看有哪些时段。", "See the slots with request show."),
        ),
        "not_releasing_operator": (
            (
                "您不是 {department} 的操作员，不能放行。",
                "You are not {department}'s operator and cannot release this.",
            ),
            (
                "{clause}：由规定部门的操作员发送。",
                "{clause}: the operator of the department that the clause names sends.",
            ),
            ("请那位操作员放行。", "Ask that operator."),
        ),
        "approver_does_not_release": (
            (
                "{person} 批准了这份申请，不能再放行。",
                "{person} approved this request and does not release it.",
            ),
            ("{clause}：批准的人不放行。", "{clause}: who approves does not release."),
            ("请另一位操作员放行。", "Ask another operator."),
        ),
        "not_cleared": (
            ("申请现在是“{state}”，还不能放行。", "The request is {state} and cannot be released yet."),
            (
                "{clause}：逐级签完（推广和其他还要综合部接收）才能发送。",
                "{clause}: nothing is sent before every level signed (and the General Department accepted, where due).",
            ),
            ("用 request show 看现在等谁。", "See with request show whom it waits for."),
        ),
        "released_already": (
            ("这一时段现在是“{state}”，已经放行过。", "The slot is {state}; it was released already."),
            ("{clause}：一个时段只放行一次。", "{clause}: a slot is released once."),
            ("用 send show 看进展。", "Watch it with send show."),
        ),
        "gateway_not_approved": (
            ("网关 {gateway} 不在批准之列。", "Gateway {gateway} was not approved for this request."),
            (
                "{clause}：只能用申请写明的主网关或备用网关。",
                "{clause}: only the gateway or backup named in the request may be used.",
            ),
            ("改用申请里的网关，或提交新版本。", "Use one of those, or submit a new version."),
        ),
        "not_sending": (
            ("现在是“{state}”，没有可暂停的发送。", "It is {state}; there is nothing to hold."),
            (
                "{clause}：已放行或正在发送的时段才能暂停。",
                "{clause}: released and running slots can be held.",
            ),
            (
                "还没放行的，请勿放行，或请人撤回申请。",
                "If it is not released, leave it so, or have the request withdrawn.",
            ),
        ),
        "not_claimed": (
            ("发送台手里没有这个时段。", "The dispatcher has no such send in hand."),
            (
                "{clause}：发送台只暂停它领到的发送。",
                "{clause}: the dispatcher holds what it has taken up.",
            ),
            (
                "业务台若不可信，就冻结整件申请：freeze now request {request}。",
                "If the desk is not to be trusted, freeze the request: freeze now request {request}.",
            ),
        ),
        "not_held": (
            ("时段现在是“{state}”，没有暂停。", "The slot is {state}, not held."),
            ("{clause}：恢复的是暂停的发送。", "{clause}: what is resumed was held."),
            ("用 send show 看它的状态。", "See how it stands with send show."),
        ),
        "may_not_stop": (
            ("您不能终止这个时段。", "You cannot stop this slot."),
            (
                "{clause}：由批准过它的人或负责发送的操作员终止。",
                "{clause}: those who approved it, or the operator who sends it, may stop it.",
            ),
            (
                "先用 send hold 暂停（人人可用），再告诉他们。",
                "Hold it at once (send hold, open to everyone) and tell them.",
            ),
        ),
        "not_a_send_act": (
            ("这不是放行、恢复或终止。", "This is neither a release, nor a resume, nor a stop."),
            (
                "{clause}：发送只凭这三种签署动作改变。",
                "{clause}: sending changes by these three signed acts alone.",
            ),
            ("用 send release、resume 或 stop。", "Use send release, resume or stop."),
        ),
        "out_of_bounds": (
            (
                "“{field}”的值超出范围，没有办理。",
                "The value of “{field}” is out of bounds; nothing was done.",
            ),
            (
                "{clause}：大家用同一个接口，每个字段都有固定的范围。",
                "{clause}: everyone uses the same door, and each field has its bounds.",
            ),
            (
                "检查这个值后再试；如果不是您填的，请系统管理员核对两边的版本。",
                "Check the value and try again; if you did not enter it, ask the system administrator to compare the versions.",
            ),
        ),
        "not_understood": (
            ("发送程序看不懂这个请求。", "The dispatcher does not understand the question."),
            (
                "{clause}：大家用同一个接口，两边版本须一致。",
                "{clause}: everyone uses the same door, and both sides must be of one version.",
            ),
            (
                "请系统管理员核对版本。",
                "Ask the system administrator to compare the versions.",
            ),
        ),
        "freeze_scope": (
            (
                "没有“{scope}”这种冻结范围，或没有写明对象。",
                "There is no freeze of “{scope}”, or its subject is missing.",
            ),
            (
                "{clause}：冻结可以是全部，或一个网关、类别、申请、人员。",
                "{clause}: a freeze covers all, or one gateway, category, request or person.",
            ),
            ("写明范围和对象。", "Name the scope and the subject."),
        ),
        "unfreeze_needs_two": (
            ("解除冻结要两个人。", "Lifting a freeze takes two people."),
            (
                "{clause}：谁都可以冻结，解除须一位经理提出、另一部门的经理确认。",
                "{clause}: anyone may freeze; a manager proposes to lift it and a manager outside that department confirms.",
            ),
            ("请两位经理在业务台办理：freeze lift。", "Ask two managers at the desk: freeze lift."),
        ),
    },
)
"""Keys `refusal.<code>.what`, `.why` and `.next`; `{clause}` is the clause in words."""
