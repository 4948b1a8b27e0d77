"""Words of the erasure pages, the command group, the certificate and the entries of the ledger (R13)."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "erasure",
        {
            "gone": ("已清除", "erased"),
            "title": ("到期清除", "erasure of what is due"),
            "kind.request": ("申请", "request"),
            "kind.list": ("没用过的名单", "unused list"),
            "kind.findings": ("问题行", "findings"),
            "kind.complaint": ("投诉号码", "complaint"),
            "item.send": ("发送", "send"),
            "item.list": ("名单", "list"),
            "item.findings": ("问题行", "findings"),
            "scope.request": ("申请", "request"),
            "scope.department": ("部门", "department"),
            "due": ("到期", "due"),
            "what": ("什么", "what"),
            "name": ("编号或名称", "number or name"),
            "numbers": ("号码", "numbers"),
            "findings": ("问题行", "findings"),
            "rows": ("条数", "rows"),
            "lists": ("一并清除的名单", "lists that go with it"),
            "no_lists": ("无（名单别处还要用）", "none (other requests use them)"),
            "holds": ("保全令", "legal holds"),
            "blocked": ("不能清除", "kept because"),
            "free": ("可以清除", "may go"),
            "state": ("状况", "state"),
            "kept": ("留存", "kept"),
            "held": ("保全", "held"),
            "marked": (
                "已选 {n} 项，共 {rows} 条",
                "{n} marked, {rows} rows",
            ),
            "due_only": ("只看到期的", "What is due"),
            "everything": ("连未到期的", "Everything that is kept"),
            "ending": ("解除", "to end it"),
            "release_waits": (
                "已提议解除；总经理按 u 确认",
                "its end is proposed; the general manager confirms with u",
            ),
            "waits": (
                "有一个提议等确认：按 c 看",
                "a proposal waits for its second: read it with c",
            ),
            "propose_title": ("提议清除号码", "Propose to erase numbers"),
            "confirm_title": ("确认清除号码", "Confirm: erase numbers"),
            "release_title": ("提议解除保全", "Propose to end a legal hold"),
            "confirm_release_title": ("确认解除保全", "Confirm: end a legal hold"),
            "hold_title": ("发保全令", "Make a legal hold"),
            "hold_which": ("保全什么？", "What is to be held?"),
            "hold_request": ("这份申请 {name}", "this request, {name}"),
            "hold_department": ("{name}的全部", "everything of {name}"),
            "count": ("重打条数", "retype the rows"),
            "count_wrong": (
                "与要清除的条数不符，打的数和口令都已清空：看清上面的数，再打一遍。",
                "Not how many rows would go; count and passphrase are emptied. Look at it above, type it again.",
            ),
            "requests": ("申请（份）", "requests"),
            "recipients": ("发送记录（人）", "recipients of sends"),
            "what_goes": (
                "清除的是号码、盐值、原始回执和问题行，找不回来；签名、人数、校验值、台账都留着。",
                (
                    "Numbers, salts, raw receipts and findings go and cannot be had back; signatures, counts, digests and the "
                    "ledger stay."
                ),
            ),
            "then_erase": (
                "签名后由综合部的主管经理确认；发送台核对两人签名、保存期和保全令，清除以后业务台再清除。",
                (
                    "Then the General Department's supervising manager confirms. The dispatcher judges signatures, periods and "
                    "holds, erases, and the desk after it."
                ),
            ),
            "then_release": (
                "签名后由总经理确认。",
                "Then the general manager confirms.",
            ),
            "by": ("提议人", "proposed by"),
            "proposed": ("已提议，等第二个人确认。", "Proposed; the second person has to confirm."),
            "confirmed": (
                "已确认，等发送台办理。",
                "Confirmed; the dispatcher carries it out.",
            ),
            "hold_made": ("保全令已生效", "The legal hold is in force"),
            "nothing_waits": ("没有等着确认的提议。", "No proposal waits."),
            "hold": ("第 {id} 号", "hold {id}"),
            "made_by": ("发出人", "made by"),
            "made_at": ("发出时间", "made"),
            "released": ("解除时间", "ended"),
            "subject": ("保全", "held"),
            "nth": ("第 {id} 次清除", "erasure {id}"),
            "carried_out": ("清除时间", "erased"),
            "proposer": ("提议", "proposed by"),
            "confirmer": ("确认", "confirmed by"),
            "scrubbed": ("空闲页已抹净", "free pages written over"),
            "not_scrubbed": (
                "还没有（业务台每分钟再试）",
                "not yet (the desk tries again every minute)",
            ),
            "removed": ("业务台删去", "removed at the desk"),
            "told": (
                "{by}：发送 {sends} 次，收件人 {recipients}，删去 {rows} 条",
                "{by}: {sends} sends, {recipients} recipients, {rows} rows deleted",
            ),
            "files_none": (
                "收件箱里没有该清的文件。",
                "No file in the drop box has to go.",
            ),
            "files_left": (
                "{name}：名单“{list}”的文件，{due} 起不必再留；加 --remove 清掉",
                "{name}: the file of list {list}, not needed since {due}; --remove takes it away",
            ),
            "file_removed": ("{name} 已抹去", "{name} was written over and removed"),
            "file_kept": (
                "{name} 清不掉：文件已变，或没有写的权限",
                "{name} could not be removed: it changed, or may not be written to",
            ),
            "list_gone": ("号码已清除", "numbers erased"),
        },
    ),
    **under(
        "list",
        {
            "erasure.empty": (
                "没有到期的号码。按 s 看还在保存期里的。",
                "No numbers are due. Press s to see what is kept for now.",
            ),
            "legal_holds.empty": (
                "没有保全令。在清除页选一份申请，按 h 发出。",
                "No legal holds. Choose a request on the erasure page and press h.",
            ),
            "erasures.empty": (
                "还没有清除过。到期后由备案员提议。",
                "Nothing was erased yet. The registrar proposes what is due.",
            ),
        },
    ),
    **under(
        "erased_rows",
        {
            "list_number": ("名单号码", "numbers of lists"),
            "finding": ("问题行", "findings"),
            "salt": ("盐值", "salts"),
            "result": ("结果块的服务商编号", "provider's ids, by the thousand"),
            "complaint": ("投诉号码", "numbers of complaints"),
            "reply": ("回复", "replies"),
            "optout": ("退订号码（改存 HMAC）", "opt-outs, now as HMAC"),
        },
    ),
    **under("filter", {"erasure": ("编号、名称里的字", "words in number, name or purpose")}),
    **under("state", {"list.erased": ("号码已清除", "numbers erased")}),
    **under(
        "cli",
        {
            "nothing_due": ("没有到期的号码", "nothing is due"),
            "no_holds": ("没有保全令", "no legal holds"),
            "no_erasures": ("还没有清除过", "nothing was erased yet"),
        },
    ),
    **under(
        "act",
        {
            "erase": ("已提议清除", "erasure proposed"),
            "release_hold": ("已提议解除保全", "end of the hold proposed"),
            "legal_hold": ("保全令已生效", "legal hold in force"),
        },
    ),
    **under(
        "todo",
        {
            "erasure_due": ("号码到期待清除", "numbers due for erasure"),
            "erasure_again": ("恢复后待重新清除", "to be erased once more"),
            "confirm_erase": ("等您确认清除号码", "confirm an erasure"),
            "confirm_release_hold": ("等您确认解除保全", "confirm: end of a hold"),
        },
    ),
    **under(
        "next",
        {
            "confirm_erase": (
                "下一步：按 Enter 打开，按 c 看清除什么、多少条、为何，属实就重打条数、签名。",
                "Next: open it and read with c what goes, how much and why; if it is right, type the rows and sign.",
            ),
            "confirm_release_hold": (
                "下一步：按 Enter 打开，在那道保全令上按 u 看提议，同意就签名。",
                "Next: open it and read the proposal with u on the hold; if you agree, sign.",
            ),
            "erasure_again": (
                "这个发送程序重新启用过，它的库可能比清除旧：它自己会按原来的两人签名再清一次，回报后这一行就没有了。它拒绝的，看台账里的原因。",
                "This dispatcher was armed again, and its database may be older than the erasure: it erases once more by the two signatures of then, and the row goes with its report. If it refuses, the ledger says why.",
            ),
            "erasure_due": (
                "下一步：按 Enter 看到期的，选好按 p 提议清除（erasure propose）。",
                "Next: see what is due, mark it and propose its erasure with p (erasure propose).",
            ),
        },
    ),
    **under(
        "ledger",
        {
            "erasure.hold_made": ("发保全令", "legal hold made"),
            "erasure.hold_released": ("发送台解除保全", "dispatcher ended a legal hold"),
            "erasure.erased": ("发送台清除号码", "dispatcher erased numbers"),
            "erasure.erase_refused": ("发送台拒绝清除", "dispatcher refused an erasure"),
            "erasure.done": ("业务台清除号码", "desk erased numbers"),
            "erasure.scrubbed": ("空闲页已抹净", "free pages written over"),
            "complaint.forgotten": ("投诉号码到期清除", "number of a complaint erased"),
        },
    ),
    **under(
        "paper",
        {
            "erasure_form": ("号码清除证明", "Certificate of Erasure"),
            "erasure_what": ("清除内容", "what was erased"),
            "erasure_item": ("编号或名称", "number or name"),
            "erasure_kind": ("种类", "kind"),
            "erasure_rows": ("条数", "rows"),
            "erasure_digest": ("校验值", "digest"),
            "erasure_reason": ("理由", "reason"),
            "erased_at": ("清除时间", "erased at"),
            "erasure_entry": ("台账序号", "ledger entry"),
            "erasure_total": ("合计条数", "rows in all"),
            "erasure_desk": ("业务台删去", "removed at the desk"),
            "erasure_scrubbed": ("空闲页抹净时间", "free pages written over at"),
            "erasure_reports": ("发送台报告", "dispatchers' reports"),
            "erasure_report": (
                "{by}，{at}：发送 {sends} 次、收件人 {recipients}、删去 {rows} 条；不在此台的 {elsewhere} 次；报告校验值 {digest}",
                (
                    "{by}, {at}: {sends} sends, {recipients} recipients, {rows} rows deleted; {elsewhere} sends not there; "
                    "digest of the report {digest}"
                ),
            ),
            "erasure_words": (
                "兹证明：上列号码及其盐值、原始回执、问题行已从业务台和发送台清除。签名、人数、校验值和台账照旧保存；退订登记仍在，用以拒发。备份里的副本到备份期满为止。",
                (
                    "The numbers named above, their salts, raw receipts and findings were erased from desk and dispatcher. "
                    "Signatures, counts, digests and the ledger stay; opt-outs stay, so that they go on being respected. Copies "
                    "in backups end with the backup's term."
                ),
            ),
            "ink_registrar": ("备案员（签名、日期）", "registrar (signature, date)"),
            "ink_supervisor": ("综合部主管经理（签名、日期）", "supervising manager (signature, date)"),
        },
    ),
    **under(
        "step",
        {
            "erasure_proposed": ("提议清除", "proposed erasure"),
            "erasure_confirmed": ("确认清除", "confirmed erasure"),
        },
    ),
    **under(
        "help",
        {
            "erasure.title": ("到期清除", "Erasure of what is due"),
            "erasure.body": (
                "号码按制度包的保存期到期；空格选中，备案员按 p 提议，综合部主管经理按 c 确认，两人都重打条数。发送台核对以后先清除，业务台随后。任一经理可按 h 保全，一人即可；解除要两人。",
                "Numbers become due as the policy pack says. Mark with Space; the registrar proposes with p, the General Department's supervising manager confirms with c, and both retype the rows. The dispatcher judges and erases first, the desk after it. Any manager holds with h, alone; two people end a hold.",
            ),
            "legal_holds.title": ("保全令", "Legal holds"),
            "legal_holds.body": (
                "保全期间一条也不清除，发送台也记着。u：备案员提议解除，总经理确认。",
                "Nothing of what is held is erased, and the dispatcher knows it, too. u: the registrar proposes to end one, the general manager confirms.",
            ),
            "erasures.title": ("清除记录", "What was erased"),
            "erasures.body": (
                "谁、何时、清除了什么，空闲页是否抹净；x 打印证明。签名、人数、校验值、台账都还在。",
                "Who erased what and when, and whether free pages were written over; x prints the certificate. Signatures, counts, digests and the ledger are still there.",
            ),
        },
    ),
}
