"""The words of the pages on which something is done: form, request, card, lists, import, monitor."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "next",
        {
            "decide": ("下一步：看审批单，批准或退回。", "Next: read the card, approve or return."),
            "accept": ("下一步：核对纸质件，填编号接收。", "Next: check the paper, type its number, accept."),
            "release": ("下一步：看清人数和时段，放行。", "Next: look at count and window, release."),
            "revise": (
                "下一步：按原因修改，再提交新版本。",
                "Next: change what was asked, submit a new version.",
            ),
            "draft": (
                "下一步：Enter 接着填；没有提交，谁也还看不到。",
                "Next: Enter goes on filling it in; nothing is submitted yet.",
            ),
            "unknown": (
                "下一步：等状态报告，或两人核定。",
                "Next: wait for receipts, or settle them by two.",
            ),
            "refused": (
                "下一步：看拒发原因，改好后重新放行。",
                "Next: see why it was refused, release again.",
            ),
        },
    ),
    **under(
        "requests",
        {"unnumbered": ("（未编号）", "(no number)"), "unnamed": ("（未填用途）", "(no purpose yet)")},
    ),
    **under(
        "tick",
        {
            "harmless": ("已自查：无不良、垃圾内容", "checked: neither harmful nor junk"),
            "unclassified": ("已自查：不涉密", "checked: nothing classified"),
            "third_party": ("替他人发布（要另批并加签）", "for others (needs approval, adds a signature)"),
        },
    ),
    **under(
        "form",
        {
            "head": (
                (
                    "短信群发申请表（附件1）  {department}\n"
                    "Enter 下一栏，Shift+Tab 上一栏；空格打勾、开列表；左右键换选项；Ctrl+J 换行"
                ),
                (
                    "Batch SMS Request (Attachment 1)  {department}\n"
                    "Enter next; Space ticks, opens lists; arrows choose; Ctrl+J new line"
                ),
            ),
            "slots": (
                "{n} 个，时间按 {zone}，如 2026-12-01 09:00",
                "{n}; times in {zone}, such as 2026-12-01 09:00",
            ),
            "opens": ("开始", "opens"),
            "closes": ("结束", "closes"),
            "no_list": ("（未选；Enter 或 F5 选）", "(none; Enter or F5)"),
            "no_backup": ("无", "none"),
            "came_back": ("退回原因", "why it came back"),
            "kept": ("草稿已保存 {time}", "Draft saved {time}"),
            "not_kept": ("草稿没存上：{why}", "The draft is not saved: {why}"),
            "preview": (
                "{chars} 字 {billed} 段 x {n} 人 = {total} 段，{yuan} 元",
                "{chars} chars, {billed} parts x {n} = {total} parts, {yuan} yuan",
            ),
            "faults": ("还差 {n} 处：{names}", "{n} still to fix: {names}"),
            "between": ("、", ", "),
            "ready": ("已填齐，Ctrl+S 签名提交。", "Complete: Ctrl+S signs and submits."),
            "warned": (
                "已填齐，Ctrl+S 签名提交。提醒（敏感词表 {version}）：{hits}",
                "Complete: Ctrl+S signs and submits. Mind (screening list {version}): {hits}",
            ),
            "pick_list": ("选通讯录", "Choose a list"),
            "paper_path": ("文件路径", "file path"),
            "paper_about": (
                "申请书里只记文件名和 SHA-256，文件不上传。",
                "The request carries its name and SHA-256; the file stays here.",
            ),
            "discard_title": ("丢弃草稿", "Discard the draft"),
            "discard_question": ("丢弃后找不回来。确定？", "It cannot be brought back. Discard?"),
            "sign_title": ("您将签名的申请（逐字如此）", "The request that you sign, to the letter"),
            "submitted": ("已提交 {number}", "Submitted: {number}"),
        },
    ),
    **under(
        "request",
        {
            "withdrawn": ("已撤回 {number}", "Withdrawn: {number}"),
            "no_slots": ("还没有发送时段。", "No slots yet."),
            "pick_slot": ("选时段", "Choose a slot"),
            "pick_version": ("选版本", "Choose a version"),
            "one_version": ("只有一个版本。", "There is only one version."),
            "same": ("没有不同。", "Nothing differs."),
            "slots": (" 发送时段 ", " Slots "),
            "draft_only": ("还是草稿，未签名；按 e 修改。", "A draft, not signed yet; e edits it."),
        },
    ),
    **under(
        "statement",
        {
            "applied": ("申请日期", "applied on"),
            "text": ("短信全文", "whole text"),
            "cost": ("费用上限", "cost at most"),
            "route": ("审批流程", "route"),
            "in_place": ("（代 {name}）", " (in place of {name})"),
        },
    ),
    **under("route", {"nobody": ("（无人）", "(nobody)")}),
    **under(
        "signed",
        {
            "good": ("签名有效", "signature good"),
            "bad": ("签名无效！", "SIGNATURE BAD:"),
            "none": ("还没有签名。", "No signatures yet."),
            "carried": ("代为提交", "carried in by"),
        },
    ),
    **under(
        "card",
        {
            "signed": (" 一、申请内容（签名的原文） ", " 1. The request, as it is signed "),
            "computed": (
                " 二、系统核对结果（不属于签名内容） ",
                " 2. What the desk found (no part of what is signed) ",
            ),
            "chain": (" 审批链 ", " Signatures so far "),
            "changed": ("与上一版不同", "changed"),
            "first": ("第一版", "first version"),
            "unchanged": ("无", "nothing"),
            "hits": ("敏感词（{version}）", "screening ({version})"),
            "lists": ("通讯录", "lists"),
            "carriers": ("号段运营商", "carriers"),
            "classes": ("号码种类", "classes"),
            "overlap": ("{days} 天内发过", "sent in {days} days"),
            "opted_out": ("其中已退订", "opted out"),
            "samples": ("抽样", "samples"),
            "signed_today": ("您今天已批", "you signed today"),
            "signs_as": ("您签为", "you sign as"),
            "resubmitted": (" 退回后重报：改了哪里 ", " Submitted again: what changed "),
            "from": ("来自", "from"),
            "content_checked": ("内容已审（R7）", "content checked (R7)"),
            "list_checked": ("名单已审（R7）", "list checked (R7)"),
            "code_hint": (
                "印在附件1上；还没有纸质件，先 Esc，再按 p 打印",
                "on Attachment 1; without the paper: Esc, then p prints it",
            ),
            "approved": ("已批准 {number}", "Approved: {number}"),
            "accepted": ("已接收 {number}", "Accepted: {number}"),
            "returned": ("已退回 {number}", "Returned: {number}"),
            "rejected": ("已驳回 {number}", "Rejected: {number}"),
            "only": ("没有别的了。", "Nothing else waits."),
        },
    ),
    **under(
        "lists",
        {
            "rows": ("文件行数", "rows in file"),
            "n": ("合格号码", "good numbers"),
            "left_out": ("未收录", "left out"),
            "left_out_why": ("未收录原因", "left out because"),
            "repaired": ("自动修正后收录", "corrected, kept"),
            "remarked": ("收录提示", "remarks"),
            "root": ("名单校验码", "list checksum"),
            "importer": ("导入人", "importer"),
            "used": ("用于申请", "used by"),
            "digest": ("清单摘要", "digest"),
        },
    ),
    **under(
        "findings",
        {
            "of": (
                "{name}：文件 {rows} 行，号码 {n} 个，未收录 {left_out} 行；一行可有几种原因。",
                "{name}: {rows} rows, {n} numbers, {left_out} left out; a row may have several reasons.",
            ),
        },
    ),
    **under(
        "finding",
        {
            "repaired": ("自动修正后收录", "corrected, included"),
            "kept": ("已收录", "included"),
            "duplicate": ("未收录，同第 {row} 行", "left out, as row {row}"),
            "left_out": ("未收录", "left out"),
        },
    ),
    **under(
        "export",
        {
            "name": ("文件名", "file name"),
            "about": (
                "写到 {folder}，只有您能读；同名的不覆盖。",
                "Written to {folder}, readable by you alone; nothing is replaced.",
            ),
            "done": ("已写 {n} 行 {name}", "{n} rows written {name}"),
        },
    ),
    **under(
        "optouts",
        {
            "numbers": ("手机号", "numbers"),
            "source": ("来源", "source"),
            "all": ("一律不收打 x", "x: nothing at all"),
            "about": (
                "每行一个 11 位手机号。登记后每次发送都剔除，不能取消（R13）。",
                "One 11-digit mobile a line. Removed from every send from now on; it cannot be undone (R13).",
            ),
            "added": ("已登记 {n} 个", "{n} recorded"),
        },
    ),
    **under(
        "import_step",
        {
            "resumed": ("已恢复上次没做完的导入。", "This is where the last import was cut off."),
            "path": ("打文件路径，Enter 预览。", "Type the file's path, Enter previews it."),
            "preview": (
                "看前几行对不对；F5 换表 F6 换编码；Enter 或 Ctrl+S 读全部。",
                "Are the first rows right? F5 sheet, F6 encoding; Enter or Ctrl+S reads all.",
            ),
            "result": (
                "F7 看问题行 F8 导出；可自动修正的打勾才收录；填名称后 Ctrl+S 签名导入。",
                "F7 findings, F8 export; tick repairs to take; name it, then Ctrl+S signs.",
            ),
        },
    ),
    **under(
        "import_view",
        {
            "path": ("文件路径", "file path"),
            "file": ("文件", "file"),
            "encoding": ("编码", "encoding"),
            "sheets": ("工作表", "sheets"),
            "notes": ("注意", "notes"),
            "head": ("前几行", "first rows"),
            "repair": ("自动修正后收录", "correct, include"),
            "rows": ("{n} 行", "rows: {n}"),
            "kept": ("已收录 {n} 行", "included: {n}"),
            "name": ("名称", "name"),
            "guess": ("自动判断", "guess"),
            "no_sheets": ("不是工作簿，没有别的表。", "It is no workbook."),
            "no_encoding": ("不是文本文件，没有编码可换。", "It is no text file."),
            "not_read": ("先读完文件。", "Read the file first."),
            "progress": (
                "{done}/{total}  {rate}/秒  还要 {left} 秒  Esc 停",
                "{done}/{total}  {rate}/s  {left} s left  Esc stops",
            ),
            "sign_title": (
                "签名并导入：您为这份通讯录负责（R9、R10）",
                "Sign: you vouch for this list (R9, R10)",
            ),
            "finished": ("已导入：{name}", "Imported: {name}"),
            "wait": (
                "正在计算，算完才能签名或再改；Esc 停。",
                "Still working: sign or change it once it is done. Esc stops.",
            ),
            "more": (
                "只列前 {shown} 行，共 {n} 行；F8 导出全部。",
                "The first {shown} of {n} rows; F8 exports all.",
            ),
            "stopping": ("正在停下……", "Stopping …"),
            "leave_title": ("还没有导入", "Not imported yet"),
            "leave": (
                "这次导入还没有签名，离开就要重新读文件。确定离开？",
                "This import is not signed; the file will have to be read again. Leave?",
            ),
            "not_signed": (
                "未签名，业务台上的号码已删除；Ctrl+S 可重来",
                "Not signed: the rows at the desk are gone. Ctrl+S sends them again",
            ),
        },
    ),
    **under(
        "monitor",
        {
            "rate": ("{rate} 条/秒", "{rate} msg/s"),
            "sent": ("{share}  已发 {n} / 批准 {of}", "{share}  sent {n} / approved {of}"),
            "eta": ("还要 {seconds} 秒", "{seconds} s left"),
            "flight": ("在途 {n}/{window}", "in flight {n}/{window}"),
            "lag": ("报告延迟 p50 {p50} p95 {p95} 毫秒", "receipt lag p50 {p50}, p95 {p95} ms"),
            "oldest": ("最早的不明 {time}", "oldest unknown {time}"),
            "errors": ("错误码", "error codes"),
            "unbalanced": ("! 各状态之和不等于批准数", "! the states do not add up to the approved count"),
            "released": ("已放行，由发送程序接手。", "Released; the dispatcher takes it from here."),
            "resumed": (
                "已签恢复，发送程序接到后继续。",
                "Resume signed; the dispatcher goes on when it has it.",
            ),
            "stopped": ("已签终止，不再发出。", "Stop signed; nothing more leaves."),
            "held": ("已叫停；一个窗口之内停下。", "Hold asked for; it takes effect within one window."),
            "hold_title": ("暂停发送", "Hold"),
            "hold_question": (
                "立刻暂停？已发出的收不回来；原因可在一小时内补。",
                "Hold now? What left cannot be called back; the reason may follow.",
            ),
        },
    ),
}
