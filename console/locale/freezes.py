"""Freezes, resuming after a loss and arming again (R12): their words, and why something is refused."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "freeze_scope",
        {
            "all": ("全部", "everything"),
            "gateway": ("网关", "gateway"),
            "category": ("类别", "category"),
            "request": ("申请", "request"),
            "person": ("人员所签的", "whatever is signed by"),
        },
    ),
    **under(
        "road",
        {
            "both": (
                "发送台已当即停下，业务台也已记下。",
                "The dispatcher has stopped, and the desk has it on record.",
            ),
            "desk_only": (
                "由业务台转告发送台；发送台自己没有收到：{why}",
                "The desk tells it to the dispatcher, which did not take it itself: {why}",
            ),
            "dispatcher_only": (
                "发送台已停，由它转告业务台；业务台没有收到：{why}",
                "The dispatcher has stopped and tells the desk, which did not take it: {why}",
            ),
        },
    ),
    **under(
        "freeze",
        {
            "which": (
                "范围写 all、gateway、category、request 或 person",
                "freeze all, gateway, category, request or person",
            ),
            "done": ("已冻结：{what}", "frozen: {what}"),
            "reason_owed": (
                "请在一小时内补写原因：freeze reason",
                "Say why within the hour: freeze reason",
            ),
            "reason_given": ("已记下冻结原因", "the reason is on record"),
            "of_loss": ("遗失单 {number}", "loss {number}"),
            "no_reason": ("（原因待补）", "(reason owed)"),
            "effective": ("已生效", "in force"),
            "on_its_way": ("正转告发送台", "on its way to the dispatcher"),
            "none": ("没有冻结", "nothing is frozen"),
            "no_such": ("没有第 {number} 号冻结，见 freeze list", "no freeze {number}; see freeze list"),
            "not_asked": (
                "发送程序 {dispatcher} 没有要求重新启用",
                "dispatcher {dispatcher} does not ask to be armed again",
            ),
            "proposed": ("已提议，等第二人确认", "proposed; the second person has to confirm"),
        },
    ),
    **under(
        "ledger",
        {
            "freeze.made": ("冻结", "frozen"),
            "freeze.reason": ("补写冻结原因", "reason of a freeze"),
            "freeze.frozen": ("发送台已冻结", "frozen at the dispatcher"),
            "freeze.lifted": ("发送台已解冻", "freeze lifted"),
            "freeze.rearmed": ("发送程序重新启用", "dispatcher armed again"),
            "freeze.lift_refused": ("解冻或启用未被接受", "unfreezing or arming refused"),
        },
    ),
    **under(
        "cli.column",
        {
            "lifted": ("解除", "lifted"),
            "dispatcher": ("发送程序", "dispatcher"),
            "heard": ("最近消息", "last heard"),
            "rearm": ("为何要重新启用", "why it must be armed again"),
        },
    ),
    **under("chase", {"freeze_reason": ("补冻结原因", "reason of a freeze")}),
    **under(
        "todo",
        {
            "freeze_reason": ("补写冻结原因", "say why you froze"),
            "confirm_unfreeze": ("等您确认解冻", "confirm unfreezing"),
            "confirm_resume_after_loss": ("等您确认恢复网关", "confirm: resume gateway"),
            "confirm_rearm": ("等您确认重新启用", "confirm arming again"),
        },
    ),
    **under(
        "next",
        {
            "freeze_reason": (
                "下一步：写明为何冻结，一小时内：freeze reason 编号 --words。",
                "Next: say why, within the hour: freeze reason NUMBER --words.",
            ),
            "confirm_unfreeze": (
                "下一步：移到那条冻结，Enter 看为何，同意就按 l 签名（命令 proposal confirm）；不同意不用理会，到期作废。",
                "Next: on that freeze Enter says why; if you agree, sign with l (or proposal confirm); else it runs out.",
            ),
            "confirm_resume_after_loss": (
                "下一步：打开遗失单，按 n 核对新口令指纹和暴露期；属实就签名（命令 proposal confirm）。",
                "Next: in the case press n, compare the fingerprint and the exposed window, and sign (or proposal confirm).",
            ),
            "confirm_rearm": (
                "下一步：先看它为何要求（freeze dispatchers）：数据库的，查明没有别的机器在用这个账号发送；时钟的，对一下现在几点。属实就用 proposal confirm 签名。",
                "Next: see why it asks (freeze dispatchers): for a database make sure that no other machine sends from this account, for a clock compare the time; then sign with proposal confirm.",
            ),
        },
    ),
    **three(
        "refusal",
        {
            "freeze_subject": (
                ("没有“{subject}”这个对象可以冻结。", "There is no “{subject}” to freeze."),
                (
                    "{clause}：冻结写明存在的网关、类别、申请或人员。",
                    "{clause}: a freeze names a gateway, category, request or person that there is.",
                ),
                (
                    "核对编号；拿不准就先冻结全部（freeze now all）。",
                    "Check the id; if in doubt freeze everything (freeze now all).",
                ),
            ),
            "freeze_many": (
                ("您做的冻结里已有 {most} 个未解除。", "You have {most} freezes of this kind in force."),
                (
                    "{clause}：一人不得冻住全行；未解除的冻结有上限。",
                    "{clause}: one person does not silence the house, so open freezes are bounded.",
                ),
                (
                    "紧急时冻结全部（freeze now all），或请别人冻结。",
                    "In an emergency freeze everything (freeze now all), or let another freeze it.",
                ),
            ),
            "asker_lost": (
                ("{person} 的密钥或登录已挂失。", "The key or login of {person} is reported lost."),
                (
                    "{clause}：挂失后此人名下什么都不受理。",
                    "{clause}: after the report nothing is taken in that name.",
                ),
                (
                    "由代理保管人办理；本人待新名册恢复后再来。",
                    "Let the standby custodian act; the next roster version brings the person back.",
                ),
            ),
            "freeze_not_yours": (
                ("这次冻结是 {person} 做的。", "{person} made this freeze."),
                ("{clause}：原因由冻结的人写。", "{clause}: who froze says why."),
                ("请他补写。", "Ask them to say why."),
            ),
            "freeze_reason_there": (
                ("原因已经写过。", "The reason is there already."),
                ("{clause}：原因只写一次，不改。", "{clause}: the reason is given once and not changed."),
                ("用 freeze list 查看。", "See freeze list."),
            ),
            "freeze_over": (
                ("这次冻结已经解除。", "This freeze has been lifted."),
                ("{clause}：一次冻结只解除一次。", "{clause}: a freeze is lifted once."),
                ("用 freeze list 看现在冻结了什么。", "See what is frozen now with freeze list."),
            ),
            "freeze_of_loss": (
                ("这次冻结属于遗失单 {number}。", "This freeze belongs to loss case {number}."),
                (
                    "{clause}：口令遗失的网关，办完补办、装入新口令后由两人恢复，不能直接解冻。",
                    "{clause}: after a loss it goes on only with the new password or key, by the two people of the case.",
                ),
                (
                    "接着办遗失单：loss show {number}。",
                    "Go on with the case: loss show {number}.",
                ),
            ),
            "freeze_not_told": (
                ("发送台还没有报告这次冻结。", "The dispatcher has not told of this freeze yet."),
                (
                    "{clause}：解冻写明发送台的冻结号，才不会解错。",
                    "{clause}: an unfreezing names the dispatcher's number, so that no other freeze is meant.",
                ),
                (
                    "等一会儿再试；发送台没开就先开。",
                    "Try again in a moment; start the dispatcher if it is down.",
                ),
            ),
            "lift_proposed_already": (
                ("这件事已经有人提议，还没办完。", "Somebody has proposed this already."),
                ("{clause}：一次只办一个提议。", "{clause}: one proposal at a time."),
                ("等它办完或过期；用 proposal list 看。", "Wait for it; see it with proposal list."),
            ),
            "about_himself": (
                ("{person} 是被冻结的人。", "{person} is the one who is frozen."),
                (
                    "{clause}：本人不参与解冻自己。",
                    "{clause}: nobody has a part in lifting the freeze of himself.",
                ),
                ("请另外两位经理办理。", "Ask two other managers."),
            ),
            "loss_by_roster": (
                (
                    "遗失单 {number} 是人员的密钥或登录账号。",
                    "Loss case {number} is about a person's key or login.",
                ),
                (
                    "{clause}：人员由两位名册签署人签发新一版名册恢复。",
                    "{clause}: a person is back with the roster version that two roster signers sign.",
                ),
                ("请名册签署人办理（roster）。", "Ask the roster signers (roster)."),
            ),
            "loss_key_there": (
                (
                    "新名册里 {person} 仍用遗失前的密钥（遗失单 {number}）。",
                    "The roster still gives {person} a key from before loss {number}.",
                ),
                (
                    "{clause}：遗失过的密钥，找回也不再用。",
                    "{clause}: a key that was lost signs nothing any more, found again or not.",
                ),
                ("换上新密钥，旧的注销，再签发。", "Put in the new key and revoke the old one."),
            ),
            "other_password": (
                (
                    "网关 {gateway} 现在的口令，不是遗失单里签认的那个。",
                    "The password of gateway {gateway} is not the one that the case proved.",
                ),
                (
                    "{clause}：恢复只认保管人装入并试过的新口令（看指纹）。",
                    "{clause}: it goes on with the new password alone that the custodian installed and proved.",
                ),
                (
                    "请保管人核对指纹（custody list）；又换过的，用 loss installed 重新签认。",
                    "The custodian compares fingerprints (custody list); one changed since is signed anew with loss installed.",
                ),
            ),
            "rearm_not_asked": (
                (
                    "发送程序 {dispatcher} 没有要求重新启用，或已换了标记。",
                    "Dispatcher {dispatcher} does not ask to be armed again, or asks under another mark.",
                ),
                (
                    "{clause}：数据库恢复、复制、丢失过，或时钟倒退的，才要两人启用，一次一签。",
                    "{clause}: two people arm again what was restored, copied or lost, or whose clock went back, and each time anew.",
                ),
                ("看 doctor，或启动发送程序后再试。", "See doctor, or start the dispatcher and try again."),
            ),
            "gateway_lost": (
                (
                    "网关 {gateway} 的口令已挂失（{number}）。",
                    "The password of gateway {gateway} is lost ({number}).",
                ),
                (
                    "{clause}：挂失以后到两人恢复以前，不经它放行、恢复或再发。",
                    "{clause}: until two people resume it nothing is released, resumed or sent again through it.",
                ),
                ("先办完遗失单：loss show {number}。", "Go through the case first: loss show {number}."),
            ),
        },
    ),
    **three(
        "problem",
        {
            "no_such_freeze": (
                ("没有这次冻结。", "There is no such freeze."),
                ("编号不对，或它不在这里。", "The number is wrong, or it is not known here."),
                ("用 freeze list 查看。", "See freeze list."),
            ),
        },
    ),
}
