"""Refusals about what is kept and what goes (R13), of the desk and of the dispatcher."""

from typing import Final

from console.locale.entry import Pair, three

MESSAGES: Final[dict[str, Pair]] = {
    **three(
        "refusal",
        {
            "erased": (
                ("申请 {number} 的号码已清除。", "The numbers of request {number} were erased."),
                (
                    "{clause}：清除以后不能再发、再保全；台账、人数和校验值仍在。",
                    "{clause}: what was erased is neither sent to nor held again; ledger, counts and digests stay.",
                ),
                ("需要再发的，另立申请、另建名单。", "To send again, make a new request with a new list."),
            ),
            "erase_nothing": (
                ("没有可以清除的号码。", "There is nothing to erase."),
                (
                    "{clause}：选中的都已清除，或者没有号码。",
                    "{clause}: what was chosen is erased already, or holds no numbers.",
                ),
                ("用 erasure preview 看到期的。", "See what is due with erasure preview."),
            ),
            "erase_too_many": (
                ("一次最多清除 {most} 项。", "At most {most} things are erased at once."),
                (
                    "{clause}：多了，签名的人看不过来。",
                    "{clause}: more than that nobody reads before he signs.",
                ),
                ("分几次提议。", "Propose it in several parts."),
            ),
            "erase_count_differs": (
                (
                    "您输入的是 {typed}，要清除的现有 {n} 条。",
                    "You typed {typed}; {n} rows would be erased now.",
                ),
                (
                    "{clause}：提议写明条数，与现有的一致才算数。",
                    "{clause}: a proposal names how many rows go, and counts only if that is so.",
                ),
                ("看过现在的条数再提议。", "Look at the present number and propose again."),
            ),
            "erase_proposed_already": (
                ("其中有的已经有人提议，还没办完。", "Something of it is proposed already."),
                ("{clause}：一次只办一个提议。", "{clause}: one proposal at a time."),
                (
                    "等它办完或过期；用 proposal list 看。",
                    "Wait for it; see it with proposal list.",
                ),
            ),
            "erase_stale": (
                (
                    "提议写的与现在的不一样了。",
                    "What the proposal says is not so any more.",
                ),
                (
                    "{clause}：清除哪些、多少条，签名以后不能变。",
                    "{clause}: what goes, and how much, does not change after the signature.",
                ),
                ("按现在的重新提议。", "Propose it again as it is now."),
            ),
            "erase_running": (
                ("申请 {number} 还没有发完。", "Request {number} is not over."),
                (
                    "{clause}：每个时段都结束、结果都到以后才清除。",
                    "{clause}: nothing goes before every slot has ended and every result is here.",
                ),
                ("等它办完。", "Wait until it is over."),
            ),
            "erase_unsettled": (
                (
                    "申请 {number} 还有 {n} 人结果不明。",
                    "{n} recipients of request {number} are still in doubt.",
                ),
                (
                    "{clause}：清除以后再也查不清，须先由两人认定。",
                    "{clause}: after erasure nobody could settle them, so two people settle them first.",
                ),
                ("先用 send settle 认定。", "Settle them first with send settle."),
            ),
            "erase_held": (
                ("有保全令（第 {hold} 号）：{reason}", "Legal hold {hold} keeps it: {reason}"),
                (
                    "{clause}：保全期间一条也不清除。",
                    "{clause}: nothing goes while a legal hold is in force.",
                ),
                (
                    "解除保全须备案员提议、总经理确认。",
                    "The registrar proposes to end the hold, the general manager confirms.",
                ),
            ),
            "erase_frozen": (
                ("这份申请已冻结。", "The request is frozen."),
                (
                    "{clause}：冻结的事还没有查清，号码要留着。",
                    "{clause}: what is frozen is not cleared up yet, so its numbers stay.",
                ),
                ("先解冻。", "Lift the freeze first."),
            ),
            "erase_early": (
                ("要保存到 {due}。", "It is kept until {due}."),
                (
                    "{clause}：保存期由制度包规定，发送记录依法至少六个月。",
                    "{clause}: the policy pack says how long; the law wants sends kept for six months at least.",
                ),
                ("到期再办。", "Wait until then."),
            ),
            "erase_by_itself": (
                ("到 {due} 自行清除，不用提议。", "It goes by itself on {due}; nobody proposes it."),
                (
                    "{clause}：结案的投诉与发过的申请无关，只有业务台有它的号码，到期即清。",
                    "{clause}: the closed complaint is about no request that was sent; the desk alone has its number.",
                ),
                (
                    "要留的，备案员或经理发保全令：erasure hold department。",
                    "To keep it, the registrar or a manager makes a legal hold: erasure hold department.",
                ),
            ),
            "erase_in_use": (
                ("名单还在申请 {number} 里用着。", "Request {number} still uses the list."),
                (
                    "{clause}：可能还要发的名单不清除。",
                    "{clause}: a list that may still be sent to stays.",
                ),
                ("先办完、退回或撤回那份申请。", "Finish, return or withdraw that request first."),
            ),
            "hold_not_yours": (
                ("{person} 不能发保全令。", "{person} may not make a legal hold."),
                (
                    "{clause}：由综合部备案员或任一经理发出。",
                    "{clause}: the registrar or any manager makes one.",
                ),
                ("请他们办理。", "Ask one of them."),
            ),
            "hold_scope": (
                ("没有“{scope}”这种保全范围。", "There is no hold on a {scope}."),
                (
                    "{clause}：保全一份申请，或一个部门的全部。",
                    "{clause}: a hold keeps one request, or everything of a department.",
                ),
                ("写 request 或 department。", "Say request or department."),
            ),
            "hold_subject": (
                ("没有“{subject}”。", "There is no {subject}."),
                (
                    "{clause}：写申请的序号或部门编号。",
                    "{clause}: name a request by its id, or a department.",
                ),
                ("用 request list 或 departments 查。", "See request list or departments."),
            ),
            "hold_stands": (
                ("已经有第 {hold} 号保全令。", "Legal hold {hold} keeps it already."),
                ("{clause}：一件事一道保全令。", "{clause}: one hold is enough."),
                ("不用再发。", "There is nothing to do."),
            ),
            "hold_over": (
                ("第 {hold} 号保全令已解除。", "Legal hold {hold} has ended."),
                ("{clause}：解除过的不再解除。", "{clause}: a hold ends once."),
                ("不用办理。", "There is nothing to do."),
            ),
            "optout_key_missing": (
                (
                    "这台业务台没有退订密钥 {path}（指纹 {key}）。",
                    "This desk lacks the key of hashed opt-outs, {path} (fingerprint {key}).",
                ),
                (
                    "{clause}：号码清除后的退订只存 HMAC，没有密钥就不知道谁拒收，所以不导入、不放行、不发。",
                    "{clause}: of erased numbers the refusal is kept as HMAC alone; without the key nobody knows who refused, so nothing is imported, released or sent.",
                ),
                (
                    "系统管理员从 {desk} 那台业务台，或从另存的一份，把它抄来，归业务台账号，0600。",
                    "The administrator copies it from the desk {desk}, or from the copy kept apart: the desk's account, 0600.",
                ),
            ),
            "optout_key_wrong": (
                (
                    "{path} 不是数据库认的退订密钥（应为指纹 {key}）。",
                    "{path} is not the key that the database knows (fingerprint {key}).",
                ),
                (
                    "{clause}：用别的密钥认不出谁拒收，所以不导入、不放行、不发。",
                    "{clause}: under another key nobody could say who refused, so nothing is imported, released or sent.",
                ),
                (
                    "系统管理员先移走这个文件，再从 {desk} 那台业务台，或从另存的一份，把真的抄来。",
                    "The administrator moves this file away and copies the right one from the desk {desk}, or from the copy kept apart.",
                ),
            ),
            "optout_key_loose": (
                (
                    "退订密钥 {path} 别的账号能读，或不归业务台账号。",
                    "The key of hashed opt-outs, {path}, can be read by others, or is not the desk's own file.",
                ),
                (
                    "{clause}：有了密钥，清除的号码猜得出来。",
                    "{clause}: who has the key can guess the erased numbers.",
                ),
                (
                    "系统管理员改成业务台账号所有、0600，再查谁读过。",
                    "The administrator makes it the desk account's own, 0600, and finds out who read it.",
                ),
            ),
            "optout_source_number": (
                ("来源里有手机号。", "The source holds a mobile number."),
                (
                    "{clause}：来源写进台账，台账里不放号码，也永不清除。",
                    "{clause}: the source is written into the ledger, which holds no number and is never erased.",
                ),
                (
                    "来源只写怎么得知的，如：来电、柜面。",
                    "Say only how it became known, such as: by telephone.",
                ),
            ),
        },
    ),
    **three(
        "problem",
        {
            "no_such_hold": (
                ("没有这道保全令。", "There is no such legal hold."),
                ("编号不对。", "The number is wrong."),
                ("用 erasure holds 查看。", "See erasure holds."),
            ),
            "no_such_erasure": (
                ("没有这次清除。", "There is no such erasure."),
                ("编号不对。", "The number is wrong."),
                ("用 erasure list 查看。", "See erasure list."),
            ),
        },
    ),
}
