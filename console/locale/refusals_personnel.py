"""Refusals about personnel orders: deputies, standbys, suspensions, recalls."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **three(
        "refusal",
        {
            "not_deputised": (
                ("“{post}”不能由别人代签。", "Nobody signs in the place of a {post}."),
                (
                    "{clause}：制度包只许审批岗位有代签人。",
                    "{clause}: the policy lets deputies sign for approving posts alone.",
                ),
                (
                    "操作员缺岗，请部门经理启用备岗（order standby）。",
                    "For an operator, the department manager wakes the standby (order standby).",
                ),
            ),
            "principal_without_post": (
                ("{person} 现在不担任“{post}”。", "{person} does not hold the post of {post} now."),
                (
                    "{clause}：只有在岗的人才能有代签人。",
                    "{clause}: only who holds a post can have a deputy in it.",
                ),
                (
                    "核对岗位和部门；岗位空缺须由名册签署人任命。",
                    "Check post and department; an empty post is filled by the roster signers.",
                ),
            ),
            "not_yours_to_deputise": (
                ("您不能为 {person} 指定代签人。", "You cannot name a deputy for {person}."),
                (
                    "{clause}：代签人由本人授权，或由他的上级指定。",
                    "{clause}: a deputy is named by the person himself or by his superior.",
                ),
                ("请本人或他的上级办理。", "Ask him or his superior to do it."),
            ),
            "own_deputy": (
                ("{person} 不能代自己签。", "{person} cannot be his own deputy."),
                ("{clause}：代签人是另一个人。", "{clause}: a deputy is another person."),
                ("另选一位。", "Choose somebody else."),
            ),
            "no_such_deputy": (
                (
                    "{person} 现在没有任何岗位，不能代签。",
                    "{person} holds no post now and cannot sign for anybody.",
                ),
                (
                    "{clause}：代签人须是名册里在岗的人。",
                    "{clause}: a deputy is somebody whom the roster names.",
                ),
                ("另选一位在岗的人。", "Choose somebody who holds a post."),
            ),
            "deputy_without_business": (
                (
                    "{person} 是系统管理员或审计员，不能代签。",
                    "{person} is a system administrator or auditor and cannot sign for anybody.",
                ),
                (
                    "{clause}：管系统的、查账的不办业务，代别人办也不行。",
                    "{clause}: who keeps the system or audits decides on no business, nor in another's place.",
                ),
                ("另选一位办业务的人。", "Choose somebody who has a part in the business."),
            ),
            "order_over": (
                ("这道指令已经收回或到期。", "This order has been recalled, or is over."),
                (
                    "{clause}：一道指令只收回一次。",
                    "{clause}: an order is recalled once, while it runs.",
                ),
                ("不用再办。", "Nothing is left to do."),
            ),
            "order_dates": (
                (
                    "起止时间不对，或超过 {days} 天。",
                    "The dates are not in order, or span more than {days} days.",
                ),
                (
                    "{clause}：代签和备岗都有起止日。",
                    "{clause}: deputies and standbys have their first and last day.",
                ),
                ("改短一些；到期可以再办。", "Make it shorter; it can be given again."),
            ),
            "not_woken": (
                ("“{post}”没有备岗。", "There is no standby for a {post}."),
                (
                    "{clause}：只有操作员和口令保管人设备岗。",
                    "{clause}: operators and custodians alone have a standby.",
                ),
                (
                    "审批岗位请指定代签人（order deputy）。",
                    "For an approving post name a deputy (order deputy).",
                ),
            ),
            "not_the_manager": (
                ("您不是 {department} 的部门经理。", "You are not the manager of {department}."),
                (
                    "{clause}：操作员由本部门经理授权，备岗也由他启用。",
                    "{clause}: the department manager authorises its operator, and wakes the standby.",
                ),
                ("请该部门经理办理。", "Ask that department's manager."),
            ),
            "no_standby": (
                (
                    "{person} 不是这个岗位登记在册的备岗。",
                    "{person} is not the standby on file for that post.",
                ),
                (
                    "{clause}：备岗要先按附件3登记。",
                    "{clause}: a standby is filed beforehand (Attachment 3).",
                ),
                ("先提交操作员申请表，勾选备岗。", "Apply for one first, with “standby” ticked."),
            ),
            "standby_not_active": (
                (
                    "备岗 {person} 已经停用或离岗，唤醒了也不能办事。",
                    "The standby {person} is suspended or gone: awake he could do nothing.",
                ),
                (
                    "{clause}：备岗只能唤醒现在有权的人。",
                    "{clause}: only somebody who has rights now is woken.",
                ),
                (
                    "请名册签署人在下一版名册里恢复他，或另报备岗（附件3）。",
                    "Have the roster's signers bring him back in the next version, or apply for another standby (Attachment 3).",
                ),
            ),
            "not_active": (
                (
                    "{person} 不在名册里，或已经停用、离岗。",
                    "{person} is not in the roster, or already suspended or gone.",
                ),
                ("{clause}：停用的是现在有权的人。", "{clause}: one suspends somebody who has rights now."),
                ("不用再办。", "Nothing is left to do."),
            ),
            "may_not_suspend": (
                ("您不能停用 {person}。", "You cannot suspend {person}."),
                (
                    "{clause}：本人、他的部门经理或综合部可以停用。",
                    "{clause}: the person himself, his department manager or the General Department may.",
                ),
                (
                    "马上告诉他的部门经理或综合部。",
                    "Tell his department manager or the General Department at once.",
                ),
            ),
            "suspends_no_superior": (
                (
                    "{person} 的岗位不在您之下，您不能停用。",
                    "{person} holds a post that is not below yours; you cannot suspend him.",
                ),
                (
                    "{clause}：部门经理停用本部门的起草专人、操作员等人员；平级、上级和审计员由综合部停用。",
                    "{clause}: a department manager suspends those of his department; the General Department suspends managers beside or above him, and the auditor.",
                ),
                (
                    "马上告诉综合部；他本人也可以停用自己。",
                    "Tell the General Department at once; he may also suspend himself.",
                ),
            ),
            "wakes_nobody": (
                ("没有您能启用的备岗。", "There is no standby that you could wake."),
                (
                    "{clause}：操作员由本部门经理授权，登记在册的备岗也由他启用。",
                    "{clause}: the department manager authorises its operator and wakes the standby on file.",
                ),
                (
                    "您是部门经理的，先按附件3登记备岗；不是的，请该部门经理办理。",
                    "If you manage the department, file a standby first (Attachment 3); if not, ask its manager.",
                ),
            ),
            "no_such_order": (
                ("没有这一道代签或备岗指令。", "There is no such deputation or standby order."),
                ("{clause}：收回的是已经给出的。", "{clause}: one recalls what was given."),
                (
                    "用 order list 查编号；停用由名册签署人解除。",
                    "See order list; a suspension is lifted by the roster signers.",
                ),
            ),
            "not_yours_to_recall": (
                ("您不能收回这道指令。", "You cannot recall this order."),
                (
                    "{clause}：由给出的人、被代的本人或上级收回。",
                    "{clause}: who gave it, the principal or his superior recalls it.",
                ),
                ("请他们办理。", "Ask one of them."),
            ),
            "too_many_orders": (
                (
                    "您给出的代签和备岗，未到期的和一天之内的已有 {n} 道。",
                    "Of your deputations and standbys {n} are under way or given within a day already.",
                ),
                (
                    "{clause}：每一道都随每份申请核对，要少而清楚。",
                    "{clause}: each is judged with every request; they are to be few and clear.",
                ),
                (
                    "等到期；停用和收回不受此限。",
                    "Wait until some are over; suspending and recalling are always possible.",
                ),
            ),
            "order_older": (
                ("另一道人事指令在 {at} 已经生效。", "Another personnel order took effect at {at}."),
                ("{clause}：指令按时间先后核对。", "{clause}: orders are judged one after the other."),
                ("重新准备，再签一次。", "Prepare it anew and sign again."),
            ),
            "not_an_order": (
                ("这不是一道人事指令。", "This is no personnel order."),
                ("{clause}：每种签名有自己的办法。", "{clause}: each kind of signed act has its own way in."),
                ("用对应的命令。", "Use the command of its kind."),
            ),
            "deputy_of_author": (
                (
                    "{person} 经手了这份申请，他的代签人也不能批。",
                    "{person} made this request, so his deputy cannot decide it either.",
                ),
                (
                    "{clause}：经手的人不审批，由别人代也一样。",
                    "{clause}: who made a request does not decide it, nor does anybody in his place.",
                ),
                ("请他的上级另指定代签人。", "Ask his superior to name another deputy."),
            ),
            "deputy_own_people": (
                (
                    "这份申请由您的下属起草、导入或放行，您不能代签。",
                    "People under you drafted, imported or release this request; you cannot sign it for another.",
                ),
                (
                    "{clause}：代签人要与经手的人没有上下级关系。",
                    "{clause}: a deputy is not over those who made the request or send it.",
                ),
                ("请另一个部门的人代签。", "Let somebody of another department stand in."),
            ),
            "deputy_releases": (
                (
                    "您是放行这份申请的操作员，不能代签。",
                    "You would release this request; you cannot sign it for another.",
                ),
                ("{clause}：审批和放行是两个人。", "{clause}: who approves does not release."),
                ("请另一个人代签。", "Let somebody else stand in."),
            ),
            "locked_out": (
                (
                    "{person} 的口令连错五次，{since} 起不能签名。",
                    "{person}'s passphrase was wrong five times; nothing he signs is taken since {since}.",
                ),
                (
                    "{clause}：账号和口令由本人保管，有人在试就要停。",
                    "{clause}: a key has one holder; when somebody guesses, it stops.",
                ),
                (
                    "请部门经理或综合部恢复（人员页 l，或 order unlock）；口令可能泄露就停用（order suspend）。",
                    "Ask the department manager or the General Department (People, l, or order unlock); if it may have leaked, order suspend.",
                ),
            ),
            "not_locked": (
                ("{person} 没有被锁。", "{person} is not locked."),
                ("{clause}：只恢复被锁的人。", "{clause}: one unlocks who is locked."),
                ("不用再办。", "Nothing is left to do."),
            ),
            "own_lock": (
                ("不能自己恢复自己。", "Nobody unlocks himself."),
                ("{clause}：要另一个人看过才恢复。", "{clause}: somebody else looks into it first."),
                ("请部门经理或综合部办理。", "Ask the department manager or the General Department."),
            ),
            "nothing_to_extend": (
                ("这个时段现在不能延期。", "This slot cannot be extended now."),
                (
                    "{clause}：只有批准了、还没放行的时段可以延期。",
                    "{clause}: only an approved slot that nobody released can be.",
                ),
                ("看它的状态。", "Look at its state."),
            ),
            "not_last_approver": (
                ("延期要由最后一级审批人（{post}）签。", "Only the last approver ({post}) extends it."),
                (
                    "{clause}：批准的时段由批准的人延长。",
                    "{clause}: who approved the window gives the new one.",
                ),
                ("请他办理，或撤回后重新申请。", "Ask him, or withdraw and ask anew."),
            ),
        },
    ),
    **three(
        "problem",
        {
            "unknown_order": (
                ("没有“{kind}”这种人事指令。", "There is no personnel order of kind “{kind}”."),
                ("命令写错了，或版本不同。", "It is misspelt, or the versions differ."),
                (
                    "可用：deputation、activation、suspension、recall。",
                    "Known: deputation, activation, suspension, recall.",
                ),
            ),
        },
    ),
    **under(
        "order_state",
        {
            "coming": ("未开始", "coming"),
            "live": ("有效", "in force"),
            "over": ("已结束", "over"),
            "recalled": ("已收回", "recalled"),
        },
    ),
}
"""Refusals, and the states of an order."""
