"""Words of the pages of the archive book (R3): their fields, their help, what an empty list says."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "number_kind",
        {
            "request": ("群发申请", "requests"),
            "application": ("操作员申请", "applications"),
            "emergency": ("补录", "emergency sends"),
        },
    ),
    **under(
        "paper",
        {
            "to_whom": ("借给谁", "to whom"),
            "due": ("哪天还 年-月-日", "back on, Y-M-D"),
            "why_optional": ("事由（可空）", "why, optional"),
            "as_it_came": ("完好与否（可空）", "state, optional"),
            "taken_by": ("移交给谁", "taken over by"),
            "their_receipt": ("对方的收据号", "receipt's number"),
            "number_again": ("重打档号", "retype the number"),
            "number_wrong": (
                "与档号不符：看清上面的档号，再打一遍。",
                "Not its archive number: look at it above, type it again.",
            ),
        },
    ),
    **under(
        "paper_form",
        {
            "resumed": ("已恢复上次没填完的内容。", "What was typed before the line was cut is here again."),
            "head": (
                "入档：本台打印的文件要输入页脚的核对码。",
                "Enter a document; what the console printed needs the check code at its foot.",
            ),
            "ready": ("可以入档。", "It can be entered."),
            "kind": ("种类", "kind"),
            "of": ("编号或人员", "its id, or person"),
            "code": ("纸上的核对码", "check code"),
            "title": ("名称", "title"),
            "department": ("部门", "department"),
            "number": ("档号", "archive number"),
            "place": ("存放处", "place"),
            "shelf": ("架号", "shelf"),
            "box": ("盒号", "box"),
            "pages": ("页数", "pages"),
            "received": ("收到（空为今天）", "received (today)"),
            "brought_by": ("谁交来", "brought by"),
            "note": ("备注", "note"),
        },
    ),
    **under(
        "emergency_form",
        {
            "head": (
                "补录已经在纸上批准并发出的短信；只作记录，不会再发。时间为 {zone}。",
                "Enter a message that was approved and sent on paper; kept, never sent again. Times: {zone}.",
            ),
            "ready": ("可以补录。", "It can be entered."),
            "department_manager": ("部门经理", "dept. manager"),
            "supervising_manager": ("主管经理", "superv. manager"),
            "general_manager": ("总经理", "general manager"),
            "question": (
                "补录以后不能改，等部门经理认领；季度里单列为例外。现在补录？",
                "An entry is not changed; the manager acknowledges it, the quarter lists it as an exception. Enter it?",
            ),
            "department": ("部门", "department"),
            "category": ("类别", "category"),
            "sent_at": ("发送时间", "sent at"),
            "text": ("短信全文", "whole message"),
            "recipients": ("人数", "recipients"),
            "channel": ("怎么发的", "by what means"),
            "reason": ("为何走纸质", "why on paper"),
            "number": ("纸质件档号", "archive number"),
            "place": ("存放处", "place"),
            "shelf": ("架号", "shelf"),
            "box": ("盒号", "box"),
            "pages": ("页数", "pages"),
            "late": ("补录晚的原因", "why so late"),
        },
    ),
    **under(
        "list",
        {
            "archive.empty": (
                "档案簿还是空的。\n接收申请、存档操作员申请时自动入档；其他纸质件按 n 入档。",
                "The book is empty.\nAcceptances and filed applications come by themselves; n enters other paper.",
            ),
            "papers_owed.empty": (
                "没有欠交的纸质件。\n发送完了还没入档的申请表会出现在这里。",
                "No paper is owed.\nForms of ended sends that are not in the book appear here.",
            ),
            "form_numbers.empty": (
                "这一年没有发出过编号。\n首次提交时给号；按 s 换部门，y 换年。",
                "No number was given out that year.\nA first submission gives one; s and y choose department and year.",
            ),
            "emergencies.empty": (
                "没有补录。\n平台不能用、在纸上批准发出的短信，操作员按 n 补录。",
                "No emergency sends.\nWhat was approved and sent on paper is entered by the operator with n.",
            ),
        },
    ),
    **under(
        "filter",
        {
            "archive": (
                "档号、名称、存放处的一部分，Enter 筛选。",
                "Part of a number, title or place, then Enter.",
            ),
            "papers_owed": ("编号或事由的一部分，Enter 筛选。", "Part of a number or purpose, then Enter."),
            "form_numbers": (
                "编号、名称、档号的一部分，Enter 筛选。",
                "Part of a number or title, then Enter.",
            ),
            "emergencies": (
                "编号、短信内容的一部分，Enter 筛选。",
                "Part of a number or message, then Enter.",
            ),
        },
    ),
    **under(
        "help",
        {
            "archive.title": ("档案簿", "The archive book"),
            "archive.body": (
                "每份纸质件的档号、存放处、谁借着。接收和存档时自动入档，其他按 n。o 看欠交，b 看补录，v 看编号登记。",
                "Each paper document: number, place, who has it. Acceptances come by themselves, n enters others. o shows what is owed, b emergency sends, v the register of numbers.",
            ),
            "paper.title": ("一份档案", "A document"),
            "paper.body": (
                "借出、归还、改正位置由备案员办；移交以后归总档案室。销毁要两个人：备案员提议，综合部经理确认。",
                "The registrar lends, takes back and corrects; what is handed over is the central archive's. Two people destroy: the registrar proposes, the General Department's manager confirms.",
            ),
            "paper_form.title": ("入档", "Enter a document"),
            "paper_form.body": (
                "本台打印的表格页脚有核对码，输入它证明纸就是签过的那一版。其他文件写名称。一份一个档号。",
                "What the console printed bears a check code at its foot: typed, it proves that the paper is the version signed. Other documents have a title. One number each.",
            ),
            "papers_owed.title": ("欠交的纸质件", "Paper that is owed"),
            "papers_owed.body": (
                "发送完了、申请表还没入档的（R3）；不入档，季度交不了。Enter 入档。",
                "Sent, and the form not in the book (R3); the quarter stays open until it is. Enter enters it.",
            ),
            "form_numbers.title": ("编号登记", "The register of numbers"),
            "form_numbers.body": (
                "首次提交时给号，不重用。撤回、驳回、到期的为作废；没有对应申请的为缺号。",
                "A number is given at the first submission and never again. Withdrawn, rejected and expired ones are void; one that nothing has is missing.",
            ),
            "emergencies.title": ("补录", "Emergency sends"),
            "emergencies.body": (
                "平台不能用、在纸上批准发出的短信，操作员事后补录，档号必填；部门经理看过纸质件签名认领。只作记录，永不再发，统计和季度里单列。",
                "Messages approved and sent on paper: the operator enters them with the paper's number, the department's manager sees the paper and signs. Kept as exceptions, never sent again.",
            ),
            "emergency_form.title": ("补录一次发送", "Enter an emergency send"),
            "emergency_form.body": (
                "照纸质件写：何时、全文、人数、谁签了字。没签的岗位空着，会标出来。三个工作日内补录，晚了写原因。",
                "As it stands on the paper: when, the message, how many, who signed. Posts that did not sign stay empty and are named. Within three working days, else say why.",
            ),
        },
    ),
    **under(
        "field",
        {
            "of": ("编号或人员", "id"),
            "message": ("短信全文", "whole message"),
            "means": ("怎么发的", "by what means"),
            "why_paper": ("为何走纸质", "why on paper"),
            "archive_number": ("档号", "archive number"),
            "document_title": ("名称", "title"),
            "code": ("核对码", "check code"),
            "who": ("谁", "who"),
            "words": ("说明", "words"),
            "sent_at": ("发送时间", "sent at"),
            "recipients": ("人数", "recipients"),
            "late": ("晚补原因", "why so late"),
            "box": ("盒号", "box"),
            "shelf": ("架号", "shelf"),
        },
    ),
}
