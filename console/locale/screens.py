"""The words of the frame, the lists, the dialogs and the pages that only show."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "none": ("无", "none"),
    "registered": ("本行登记", "registered by the bank"),
    "fatal": (
        "程序出错，已经退出；草稿已保存，发送不受影响。报告编号 {report}，请告诉系统管理员。",
        "The console failed and has ended; drafts are kept and sends go on. Report {report}: tell the administrator.",
    ),
    **under(
        "frame",
        {
            "product": ("短信台", "SMS console"),
            "todo": ("待办 {n}", "todo {n}"),
            "gateway": ("网关", "gateway"),
            "solo": ("未分离", "NOT SEPARATED"),
            "chord": (
                "g 之后：t 待办 r 申请 a 审批 c 通讯录 s 发送 k 凭证 f 归档 p 人员 l 台账",
                "after g: t todo, r requests, a approvals, c contacts, s sends, k keys, f filing, p people, l ledger",
            ),
            "not_utf8": (
                "终端编码不是 UTF-8：刚才的按键没有收下，请把终端改成 UTF-8。",
                "The terminal is not set to UTF-8: that key was not taken. Set it to UTF-8.",
            ),
            "no_desk": (
                "业务台没有应答，稍后自动再问。",
                "The desk does not answer; it is asked again soon.",
            ),
        },
    ),
    **under(
        "tab",
        {
            "todo": ("待办", "Todo"),
            "requests": ("申请", "Requests"),
            "approvals": ("审批", "Queue"),
            "contacts": ("通讯录", "Contacts"),
            "sends": ("发送", "Sends"),
            "credentials": ("凭证", "Keys"),
            "filing": ("归档", "Filing"),
            "people": ("人员", "People"),
            "ledger": ("台账", "Ledger"),
        },
    ),
    **under(
        "keys",
        {
            "close": ("Enter 知道了", "Enter close"),
            "read": ("上下键翻看，Esc 关闭", "arrows scroll, Esc closes"),
            "confirm": ("y 是   n 或 Esc 否", "y yes   n or Esc no"),
            "pick": (
                "打字筛选，上下键选，Enter 取，Esc 不取",
                "type to filter, arrows, Enter takes, Esc leaves",
            ),
            "pick_list": (
                "输入文字筛选，上下键选，Enter 选定，Esc 取消",
                "type to filter, arrows, Enter takes, Esc leaves",
            ),
            "act.ticks": ("空格打勾  x 打勾并下一项", "Space ticks  x ticks and goes on"),
            "act.next": ("Enter 或 Tab 下一项", "Enter or Tab next"),
            "act.break": ("Ctrl+J 换行", "Ctrl+J new line"),
            "act.sign": ("末项 Enter 或 Ctrl+S 签名办理", "Enter on the last line or Ctrl+S signs"),
            "pick_nothing": (
                "没有符合的，删掉几个字再试。",
                "Nothing fits; take letters away with Backspace.",
            ),
            "act.sign_one": ("Enter 或 Ctrl+S 签名办理", "Enter or Ctrl+S signs"),
            "act.do_one": ("Enter 或 Ctrl+S 办理", "Enter or Ctrl+S acts"),
            "act.do": ("末项 Enter 或 Ctrl+S 办理", "Enter on the last line or Ctrl+S acts"),
            "act.look": ("上文没显示完：PgUp PgDn 翻看", "Not all of it is shown: PgUp PgDn scroll"),
            "act.leave": ("Esc 不办", "Esc leaves"),
        },
    ),
    **under("trouble", {"why": ("原因：", "Why:"), "next": ("怎么办：", "What next:")}),
    **under(
        "act",
        {
            "busy": ("正在办理……", "Working ..."),
            "missing": ("还要填", "Still to do"),
            "passphrase": ("签名口令", "passphrase"),
            "count": ("重打收件人数", "retype the count"),
            "count_wrong": (
                "与收件人数不符，打的数和口令都已清空：看清上面的收件人数，再打一遍。",
                "Not the number of recipients; count and passphrase are emptied. Look at it above, type it again.",
            ),
            "reason": ("原因", "reason"),
            "opinion": ("意见（可空）", "opinion, optional"),
            "paper": ("纸质件编号", "paper number"),
            "place": ("存放处（可空）", "kept at, optional"),
        },
    ),
    **under(
        "leave",
        {
            "title": ("退出短信台", "Leave the console"),
            "question": ("确定退出？发送不受影响。", "Leave? Sends go on."),
        },
    ),
    **under(
        "palette",
        {"title": ("命令（中文、英文、拼音首字母均可）", "Commands (Chinese, English or pinyin initials)")},
    ),
    **under(
        "list",
        {
            "waiting": ("正在读……", "reading ..."),
            "contacts.empty": (
                "还没有通讯录。\n起草专人按 i 导入 TXT 或 Excel 文件。",
                "No lists yet.\nA drafter presses i to import a TXT or Excel file.",
            ),
            "findings.empty": ("没有问题行。", "No findings."),
            "optouts.empty": ("没有退订。\n按 a 登记。", "No opt-outs.\nPress a to record one."),
            "recipients.empty": ("没有这种状态的号码。", "No recipient in this state."),
            "ledger.empty": ("没有这样的记录。", "No such entries."),
        },
    ),
    **under(
        "filter",
        {
            "every": ("全部", "all"),
            "pick": ("只看", "Show only"),
            "on": (
                "只看含“{text}”的；Esc 或 Ctrl+U 取消。",
                'Only those with "{text}"; Esc or Ctrl+U takes it away.',
            ),
            "off": ("已取消筛选。", "No filter."),
            "state": ("只看：{state}", "Only: {state}"),
            "todo": ("待办不筛选。", "No filter here."),
            "requests": ("打事由或编号的一部分，Enter 筛选。", "Part of a purpose or number, then Enter."),
            "approvals": ("打事由或编号的一部分，Enter 筛选。", "Part of a purpose or number, then Enter."),
            "contacts": ("打通讯录名称的一部分，Enter 筛选。", "Part of a list's name, then Enter."),
            "findings": ("按原因筛选。", "By reason."),
            "optouts": ("打手机号的后四位，Enter 筛选。", "The last four digits, then Enter."),
            "sends": ("打事由或编号的一部分，Enter 筛选。", "Part of a purpose or number, then Enter."),
            "recipients": ("按状态看。", "By state."),
            "ledger": (
                "种类、@人员、request:12、申请编号、日期 2026-11-01..2026-11-30，可几样并用，Enter。",
                "Kind, @person, request:12, form number, 2026-11-01..2026-11-30; or several.",
            ),
        },
    ),
    **under(
        "column",
        {
            "what": ("要办的事", "what"),
            "due": ("期限", "due"),
            "number": ("编号", "number"),
            "purpose": ("用途", "purpose"),
            "state": ("状态", "state"),
            "category": ("类别", "category"),
            "recipients": ("收件人", "recipients"),
            "waits": ("等待", "waits for"),
            "opens": ("开始", "opens"),
            "updated": ("最近变动", "updated"),
            "name": ("名称", "name"),
            "posts": ("岗位", "posts"),
            "passphrase": ("演示口令", "demo passphrase"),
            "department": ("部门", "department"),
            "any_department": ("任何部门", "any department"),
            "at": ("时间", "time"),
            "row": ("行", "row"),
            "reason": ("原因", "reason"),
            "raw": ("原文", "raw text"),
            "list_id": ("号", "no."),
            "file": ("文件", "file"),
            "outcome": ("处理", "what was done"),
            "mobile": ("手机号", "mobile"),
            "scope": ("范围", "scope"),
            "source": ("来源", "source"),
            "progress": ("已发/批准", "sent/approved"),
            "count": ("数量", "count"),
            "code": ("结果码", "code"),
            "message_id": ("网关编号", "gateway's id"),
            "seq": ("序号", "entry"),
            "kind": ("种类", "kind"),
            "actor": ("谁", "who"),
            "subject": ("对象", "subject"),
        },
    ),
    **under(
        "choose",
        {
            "solo": (
                " 一台机器、一个账号，谁都可以扮演。上下键选，Enter 进入，F9 换人，Ctrl+Q 退出。",
                " One machine, one account: play anyone. Enter chooses, F9 changes, Ctrl+Q ends.",
            ),
            "filter": (
                " 打字筛选（姓名、编号、岗位、部门）：",
                " Type to filter (name, id, post, department): ",
            ),
            "everywhere": ("全行", "everywhere"),
            "expires": (
                " 名册 {when} 到期，过后不能审批、放行。由名册签署人续签；\n 示范可退出后用 demo --reset 重做。",
                " The roster ends {when}: then nothing is approved or sent.\n The roster signers renew it; for a new demo, leave and run demo --reset.",
            ),
            "expired": (
                " 名册 {when} 已到期，现在只能看。由名册签署人续签；\n 示范可退出后用 demo --reset 重做。",
                " The roster ended {when}: now one can only look.\n The roster signers renew it; for a new demo, leave and run demo --reset.",
            ),
            "wait": (" 正在连业务台……", " Connecting to the desk ..."),
            "nobody": ("没有这样的人；Esc 取消筛选。", "Nobody fits; Esc takes the filter away."),
            "connecting": ("正在以 {name} 的身份连业务台……", "Connecting as {name} ..."),
        },
    ),
    **under(
        "demo",
        {
            "unstarted": (
                (
                    "示范银行启动不了，多半是另一个版本的程序做的。\n"
                    "可以重做一家新的，原来的申请、签名、台账都会清除。\n重做打 r 再按 Enter；不重做，直接按 Enter 看原因："
                ),
                (
                    "The example bank does not start; most likely another release made it.\n"
                    "A new bank can be made; the work in this one is lost then.\n"
                    "Type r and Enter to make it anew, Enter alone to see why: "
                ),
            ),
            "ends": (
                (
                    "示范银行的名册 {when} 到期，还有 {days} 天；\n到期后只能看，不能审批、放行。\n"
                    "可以重做一家新的，原来的申请、签名、台账都会清除。\n重做打 r 再按 Enter；照旧打开，直接按 Enter："
                ),
                (
                    "The example bank's roster ends {when}, in {days} days;\nafter that nothing is approved or sent.\n"
                    "A new bank can be made; the work in this one is lost then.\n"
                    "Type r and Enter to make it anew, Enter alone to open it as it is: "
                ),
            ),
            "ended": (
                (
                    "示范银行的名册 {when} 已到期；现在只能看，不能审批、放行。\n"
                    "可以重做一家新的，原来的申请、签名、台账都会清除；\n也可以照旧打开，由韩雪、杨帆签新版名册续期。\n"
                    "重做打 r 再按 Enter；照旧打开，直接按 Enter："
                ),
                (
                    "The example bank's roster ended {when};\none can look, and nothing is approved or sent.\n"
                    "A new bank can be made; the work in this one is lost then.\n"
                    "Or open it as it is: Han Xue and Yang Fan can still sign a new version.\n"
                    "Type r and Enter to make it anew, Enter alone to open it as it is: "
                ),
            ),
        },
    ),
    **under(
        "help",
        {
            "keys": ("本页按键", "Keys of this page"),
            "everywhere": ("各页通用", "Everywhere"),
            "fields": ("各栏", "Fields"),
            "dialog.title": ("对话框里的按键", "Keys in a dialog"),
            "dialog.confirm": (
                "y 是，n 或 Esc 否：回答的键和打开的键不同，免得误按。F2 换语言。",
                "y is yes, n or Esc no: never the key that led here, so that nothing is answered by accident. F2 changes the language.",
            ),
            "dialog.pick": (
                "打几个字就只剩含这些字的；上下键选，Enter 取，Esc 不取。F2 换语言。",
                "Type a few letters to see only what holds them; arrows move, Enter takes, Esc leaves. F2 changes the language.",
            ),
            "dialog.act": (
                (
                    "上面是要办的事，长了用 PgUp PgDn 翻看。空格打勾，x 打勾并到下一项，Enter 或 Tab 下一项，Shift+Tab 上一项。"
                    "要重打的人数或姓名就在上面：重打是为了看清再签。打错了，它和口令都会清空。\n\n"
                    "末项按 Enter，或随时按 Ctrl+S 办理；没填的会说明。口令打错要重打，连错几次会停签（R12）。"
                    "Esc 不办，什么也不留下。"
                ),
                (
                    "Above stands what is about to be done; PgUp and PgDn scroll it where it is long. Space ticks a box, x ticks it "
                    "and goes on, Enter or Tab goes to the next field, Shift+Tab back. A count or name that is to be retyped stands "
                    "above: it is typed again so that it is read. Typed wrongly, it is emptied, and the passphrase with it.\n\n"
                    "Enter on the last field, or Ctrl+S anywhere, acts; what is missing is told. A wrong passphrase is typed "
                    "again; several in a row lock your signature (R12). Esc leaves, and nothing is done."
                ),
            ),
            "lists": (
                "列表：上下键或 j k，PgUp PgDn，Home End，空格选中，Ctrl+U 取消筛选；g 加字母跳页。",
                "Lists: arrows or j k, PgUp PgDn, Home End, Space marks, Ctrl+U clears the filter; g and a letter jumps.",
            ),
            "todo.title": ("待办", "Todo"),
            "todo.body": (
                "等您办的事，期限近的在前；Enter 打开就能办。",
                "What waits for you, nearest deadline first; Enter opens it.",
            ),
            "requests.title": ("申请", "Requests"),
            "requests.body": (
                "本部门的短信群发申请（附件1）。",
                "Your departments' batch SMS requests (Attachment 1).",
            ),
            "form.title": ("申请表", "The entry form"),
            "form.body": (
                "边打边存，Esc 离开什么也不丢。离开一栏就检查这一栏，问题写在栏下。",
                "Saved as you type; Esc loses nothing. A field is checked when you leave it, in words beneath it.",
            ),
            "request.title": ("一件申请", "One request"),
            "request.body": (
                "签的内容、审批链、各时段的发送。",
                "What was signed, its chain, and its slots.",
            ),
            "approvals.title": ("审批", "Approval queue"),
            "approvals.body": ("等您审批或接收的申请。", "Requests that wait for your decision."),
            "card.title": ("审批单", "Approval card"),
            "card.body": (
                "先是申请内容，再是系统核对结果，最后是各级签名。部门经理要核内容和名单（R7），人数要重打一遍。",
                (
                    "First the request as it is signed, then what the desk found, then the signatures. "
                    "A department manager ticks content and list (R7); the count is retyped."
                ),
            ),
            "contacts.title": ("通讯录", "Contacts"),
            "contacts.body": (
                "各部门自己的通讯录（R10）；问题行可逐条看。",
                "The departments' own lists (R10) and their findings.",
            ),
            "findings.title": ("问题行", "Findings"),
            "findings.body": (
                "文件里不是普通手机号的行，按文件的行号排。",
                "Rows that are no plain mobile number, by file row.",
            ),
            "optouts.title": ("退订", "Opt-outs"),
            "optouts.body": (
                "不愿收的人，发送时一律剔除，永不取消（R13）。",
                "Who refused; removed at every send, for ever (R13).",
            ),
            "import.title": ("导入", "Import"),
            "import.body": (
                "TXT 或 Excel，每行一个手机号（R10）。不合格的行一律列出；全角等可自动修正的，由您确认后才收录。",
                "TXT or Excel, one mobile a line (R10). Every other row is listed; repairable ones are taken only if you say so.",
            ),
            "sends.title": ("发送", "Sends"),
            "sends.body": ("可放行、发送中、暂停、已结束的时段。", "Slots cleared, running, held or ended."),
            "monitor.title": ("发送监视", "Monitor"),
            "monitor.body": (
                (
                    "每半秒读一次。暂停只要一键加确认；放行、恢复、终止要重打人数并签名。离开不影响发送。\n"
                    "发完后仍不明的由两人认定：操作员提议，第一位审批人确认，发送台核对两人签名后才改。\n"
                    "拒收、未送达的可补发，没有发的可续发：操作员提议，补发由第一位、续发由末级审批人确认。"
                ),
                (
                    "Read twice a second. Hold is a key and a yes; release, resume and stop need the count and a signature. "
                    "Leaving changes nothing.\nWho is still unknown at the end is settled by two: the operator proposes, the "
                    "first approver confirms, and the dispatcher judges both signatures before it changes anything.\nWho was "
                    "refused or not delivered, or never sent to, can be sent to again: the operator proposes; the first approver "
                    "confirms for the former, the last approver for the latter."
                ),
            ),
            "ledger.title": ("台账", "Ledger"),
            "ledger.body": (
                "每个动作一条，环环相扣，只增不改。Enter 看一条全文，v 从头核验，h 看签过的链头，c 输入纸上的凭证码，w 导出。",
                "One entry an act, chained, append-only. Enter shows one whole, v verifies all, h lists signed heads, c takes a head from paper, w exports.",
            ),
            "choose.title": ("选择操作人", "Choose who you are"),
            "choose.body": (
                "演示环境里选一个人；正式环境由账号决定。",
                "Choose a person in a demonstration; elsewhere the account says.",
            ),
        },
    ),
}
