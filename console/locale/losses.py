"""Loss cases (R12): their words, and why a step is refused."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "loss_subject",
        {
            "gateway": ("网关口令", "gateway password"),
            "key": ("签名密钥", "signing key"),
            "login": ("登录账号", "login"),
        },
    ),
    **under(
        "loss_step",
        {
            "told": ("电话通知服务商", "provider told by telephone"),
            "acknowledged": ("综合部确认", "General Department knows"),
            "certified": ("部门出具证明", "department's certificate"),
            "requested": ("申请补办", "reissue asked for"),
            "reissued": ("服务商补办", "reissued"),
            "installed": ("装入新口令", "new password installed"),
            "resumed": ("两人恢复", "resumed by two"),
            "closed": ("结案", "closed"),
            "found": ("找回", "found again"),
        },
    ),
    **under(
        "todo",
        {
            "loss_told": ("遗失：打电话", "loss: call the provider"),
            "loss_acknowledged": ("遗失：确认知悉", "loss: acknowledge"),
            "loss_certified": ("遗失：出具证明", "loss: certify"),
            "loss_requested": ("遗失：申请补办", "loss: ask for reissue"),
            "loss_reissued": ("遗失：记下补办", "loss: note the reissue"),
            "loss_installed": ("遗失：装入签认", "loss: install and sign"),
            "loss_resumed": ("遗失：提议恢复", "loss: propose resuming"),
            "loss_closed": ("遗失：结案", "loss: close the case"),
            "loss_late": ("遗失单逾期", "loss step overdue"),
        },
    ),
    **under(
        "next",
        {
            "loss": (
                "下一步：打开这张遗失单，按 n 办这一步（凭证页，或 loss 命令）。",
                "Next: open the case and take the step with n (Credentials, or the loss commands).",
            ),
            "loss_late": (
                "下一步：催办的人：{who}。逾期越久，报到越高一级。",
                "Next: remind them: {who}. The longer it is overdue, the higher up it is told.",
            ),
        },
    ),
    **three(
        "refusal",
        {
            "loss_unknown_kind": (
                ("没有这种遗失事项或办理步骤。", "There is no such loss or step."),
                (
                    "{clause}：遗失分网关口令、签名密钥、登录账号三种。",
                    "{clause}: what is lost is a gateway password, a signing key or a login.",
                ),
                ("用 loss --help 看写法。", "See loss --help."),
            ),
            "loss_known": (
                ("{name} 的遗失已经报告过，还没有恢复。", "The loss of {name} is on record and not over."),
                ("{clause}：一件遗失办一张单。", "{clause}: one loss, one case."),
                ("用 loss list 打开它，接着办。", "Open it with loss list and go on with it."),
            ),
            "loss_too_many": (
                (
                    "您报告的他人遗失已有 {most} 件没有办完。",
                    "{most} losses of others that you reported are still open.",
                ),
                (
                    "{clause}：报告即停用，一个人不能停用太多人。",
                    "{clause}: a report takes rights at once, so one person reports only so many.",
                ),
                (
                    "请另一位同事报告，或先办完已报的。",
                    "Let a colleague report it, or see the open ones to their end.",
                ),
            ),
            "loss_in_future": (
                ("{at} 还没有到。", "{at} is not yet."),
                ("{clause}：写的是已经发生的事。", "{clause}: it tells what has happened."),
                ("改成发现的时间。", "Give the time at which it was noticed."),
            ),
            "loss_seen_later": (
                ("最后安全的时间晚于发现的时间。", "It cannot have been safe after the loss was noticed."),
                (
                    "{clause}：这段时间里的发送要逐一查对。",
                    "{clause}: what was sent in between is looked at again.",
                ),
                (
                    "改成较早的时间，不知道就留空。",
                    "Give an earlier time, or leave it empty where nobody knows.",
                ),
            ),
            "loss_moved_on": (
                ("遗失单 {number} 又有了新的一步。", "Case {number} has moved on meanwhile."),
                ("{clause}：每一步写明它接着哪一步。", "{clause}: each step names the one that it follows."),
                ("重新打开这张单再办。", "Open the case again, then go on."),
            ),
            "loss_closed": (
                ("遗失单 {number} 已经结案。", "Case {number} is closed."),
                ("{clause}：结案以后不再改动。", "{clause}: a closed case stays as it is."),
                ("又遗失的，另报一张单。", "For another loss report another case."),
            ),
            "loss_step_not_here": (
                ("这种遗失没有“{step}”这一步。", "A case of this kind has no step “{step}”."),
                (
                    "{clause}：个人的密钥和账号由名册补办，不找服务商。",
                    "{clause}: a person's key or login is replaced by the roster, not by the provider.",
                ),
                ("用 loss show 看下一步。", "See the next step with loss show."),
            ),
            "loss_step_taken": (
                ("“{step}”已经办过。", "“{step}” has been done."),
                ("{clause}：每一步办一次。", "{clause}: each step is taken once."),
                ("用 loss show 看下一步。", "See the next step with loss show."),
            ),
            "loss_step_early": (
                ("“{step}”还不能办：先要“{missing}”。", "“{step}” is too early: “{missing}” comes first."),
                (
                    "{clause}：先报告、出证明，再补办、装入、由两人恢复，最后结案。",
                    "{clause}: report and certificate first, then reissue and installation, two people resume, and the case closes.",
                ),
                ("请办“{missing}”的人先办。", "Whoever does “{missing}” goes first."),
            ),
            "loss_not_your_step": (
                ("“{step}”不由您办。", "“{step}” is not yours to do."),
                (
                    "{clause}：证明由保管人所在部门经理出具，联系服务商由综合部办，口令由保管人装入。",
                    "{clause}: the holder's manager certifies, the General Department calls the provider, the custodian installs.",
                ),
                ("用 loss show 看由谁办。", "See with loss show who does it."),
            ),
            "loss_reporter_closes": (
                ("这件遗失是您报告的，不能由您结案。", "You reported this loss, so you do not close it."),
                ("{clause}：报告和结案由两个人办。", "{clause}: one reports, another closes."),
                (
                    "请综合部备案员或经理中的另一位结案。",
                    "Another of the General Department's registrar and manager closes it.",
                ),
            ),
            "loss_kind_differs": (
                (
                    "证明写的情形与报告的不同。",
                    "The certificate speaks of another kind of loss than the report.",
                ),
                ("{clause}：证明的是报告的那一件。", "{clause}: it certifies what was reported."),
                ("按报告的情形重新出具。", "Issue it again for what was reported."),
            ),
            "loss_takes_two": (
                ("恢复要两个人，不能一个人签。", "To resume takes two people, not one signature."),
                (
                    "{clause}：网关由保管人提议、综合部经理确认；个人由两位名册签署人发布新名册。",
                    "{clause}: custodian and General Department's manager resume a gateway, two roster signers a person.",
                ),
                (
                    "请保管人用 loss resume 提议，或请名册签署人提出名册。",
                    "The custodian proposes with loss resume, or a roster signer proposes a version.",
                ),
            ),
            "loss_not_installed": (
                (
                    "补办之后还没有装入新口令并连通过。",
                    "No new password was installed and proved since the reissue.",
                ),
                (
                    "{clause}：连通过的口令才算装好。",
                    "{clause}: only a password that a bind has proved is in place.",
                ),
                (
                    "请保管人在 6 凭证 按 i（或 custody install）装入，再签这一步。",
                    "The custodian puts it in with i on 6 Keys (or custody install), then signs.",
                ),
            ),
            "loss_other_holder": (
                ("证明写的部门或保管人与报告的不同。", "The certificate names another department or holder."),
                (
                    "{clause}：由保管人 {person} 所在的部门出具。",
                    "{clause}: the department of {person}, the holder, issues it.",
                ),
                ("按报告重新出具。", "Issue it again as reported."),
            ),
            "loss_other_certificate": (
                ("补办申请所附的不是这张单的证明。", "The request for reissue cites another certificate."),
                (
                    "{clause}：凭本部门证明补办。",
                    "{clause}: the reissue is asked for with the department's certificate.",
                ),
                ("重新打开这张单再办。", "Open the case again, then go on."),
            ),
            "loss_when": (
                ("{at} 不在发现遗失之后、现在以前。", "{at} does not lie between the discovery and now."),
                (
                    "{clause}：通话和补办都在遗失之后。",
                    "{clause}: the call and the reissue come after the loss.",
                ),
                ("改成实际的时间。", "Give the time at which it happened."),
            ),
            "loss_old_not_void": (
                ("旧口令没有作废，不算补办。", "The old one is still good, so nothing was reissued."),
                (
                    "{clause}：旧的能用，遗失就没有了结。",
                    "{clause}: while the old one works the loss is not over.",
                ),
                ("请服务商停用旧的，再签这一步。", "Have the provider make it void, then sign."),
            ),
            "loss_window_moved": (
                (
                    "暴露期内的发送现在是 {n} 笔，与结案报告不符。",
                    "{n} sends lie in the exposed window now, which the closing report does not say.",
                ),
                ("{clause}：结案报告要与实际一致。", "{clause}: the closing report says what is so."),
                ("重新打开这张单再结案。", "Open the case again and close it anew."),
            ),
            "no_such_gateway": (
                ("名册里没有网关 {gateway}。", "The roster has no gateway {gateway}."),
                ("{clause}：遗失的是名册里的账号。", "{clause}: what is lost is an account of the roster."),
                ("用 custody status 看网关编号。", "See the gateways' ids with custody status."),
            ),
            "no_such_signer": (
                ("名册里没有 {person}。", "The roster has no {person}."),
                (
                    "{clause}：遗失的是名册里的人的密钥或账号。",
                    "{clause}: what is lost belongs to a person of the roster.",
                ),
                ("用 people 看人员编号。", "See people for the ids."),
            ),
        },
    ),
    **under(
        "cli",
        {
            "loss_reported": ("遗失已报告，即刻生效", "Reported; it counts from now on"),
            "no_losses": ("没有未结的遗失单。", "No open case."),
            "overdue": ("（逾期）", " (overdue)"),
            "exposed": (
                "暴露期自 {since} 起：{n} 项，其中结果不明 {unknown} 人",
                "exposed since {since}: {n} in all, {unknown} recipients unknown",
            ),
        },
    ),
    **under(
        "cli.column",
        {
            "resumed": ("恢复", "resumed"),
            "closed": ("结案", "closed"),
        },
    ),
    **under(
        "step",
        {
            "loss_told": ("电话通知服务商", "provider told"),
            "loss_acknowledged": ("综合部确认遗失", "loss acknowledged"),
            "loss_certificate": ("遗失证明", "certificate of loss"),
            "loss_requested": ("申请补办", "reissue asked for"),
            "loss_reissued": ("已补办", "reissued"),
            "loss_installed": ("新口令已装入", "new password installed"),
            "loss_closed": ("遗失结案", "loss case closed"),
            "loss_found": ("遗失物找回", "found again"),
        },
    ),
    **under(
        "ledger",
        {
            "loss.reported": ("遗失报告", "loss reported"),
            "loss.told": ("遗失：已通知服务商", "loss: provider told"),
            "loss.acknowledged": ("遗失：综合部确认", "loss: acknowledged"),
            "loss.certified": ("遗失：部门证明", "loss: certified"),
            "loss.requested": ("遗失：申请补办", "loss: reissue asked for"),
            "loss.reissued": ("遗失：已补办", "loss: reissued"),
            "loss.installed": ("遗失：新口令装入", "loss: new password installed"),
            "loss.closed": ("遗失：结案", "loss: closed"),
            "loss.found": ("遗失：找回", "loss: found again"),
        },
    ),
    **three(
        "problem",
        {
            "no_such_loss": (
                ("没有这张遗失单。", "There is no such case."),
                ("编号不对。", "The id is wrong."),
                ("用 loss list 查看。", "See loss list."),
            ),
        },
    ),
}
