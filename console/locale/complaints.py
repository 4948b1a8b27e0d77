"""Complaints: their words, and why a step is refused (R7, R13)."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "initials",
        {
            "sends.complaints": ("ts", "ts"),
            "request.complaints": ("ts", "ts"),
            "complaints.open": ("dk", "dk"),
            "complaints.new": ("djts", "djts"),
            "complaints.state": ("zt", "zt"),
            "complaints.filter": ("sx", "sx"),
            "complaints.again": ("scsx", "scsx"),
            "complaint.answer": ("df", "df"),
            "complaint.close": ("ja", "ja"),
            "complaint.unmask": ("khm", "khm"),
            "complaint.request": ("dksq", "dksq"),
            "complaint_form.save": ("dj", "dj"),
        },
    ),
    **under(
        "action",
        {
            "sends.complaints": ("投诉", "complaints"),
            "request.complaints": ("投诉", "complaints"),
            "complaints.open": ("打开", "open"),
            "complaints.new": ("登记投诉", "new complaint"),
            "complaints.state": ("状态", "state"),
            "complaints.filter": ("筛选", "filter"),
            "complaints.again": ("上次筛选", "last filter"),
            "complaint.answer": ("答复", "answer"),
            "complaint.close": ("结案", "close"),
            "complaint.unmask": ("看号码", "unmask"),
            "complaint.request": ("打开申请", "open request"),
            "complaint_form.save": ("登记", "enter"),
        },
    ),
    **under(
        "state.complaint",
        {
            "received": ("待答复", "received"),
            "answered": ("已答复", "answered"),
            "closed": ("已结案", "closed"),
        },
    ),
    **under(
        "complaint_source",
        {"12321": ("12321", "12321"), "direct": ("直接投诉", "direct"), "other": ("其他", "other")},
    ),
    **under(
        "complaint_outcome", {"justified": ("属实", "justified"), "unjustified": ("不属实", "not justified")}
    ),
    **under(
        "complaint",
        {
            "number": ("投诉编号", "complaint"),
            "state": ("状态", "state"),
            "source": ("来源", "from"),
            "reference": ("来文号", "reference"),
            "form": ("申请", "request"),
            "department": ("部门", "department"),
            "mobile": ("投诉人号码", "number"),
            "at": ("收到", "came in"),
            "text": ("投诉内容", "complaint text"),
            "entered_by": ("登记人", "entered by"),
            "opted": ("同时退订", "opted out"),
            "answer": ("答复", "answer"),
            "answered_by": ("答复人", "answered by"),
            "outcome": ("认定", "outcome"),
            "conclusion": ("结论", "conclusion"),
            "closed_by": ("结案人", "closed by"),
            "due": ("期限", "due"),
            "who": ("由谁办", "whose turn"),
            "commitment": ("号码的承诺值", "commitment"),
            "late": ("逾期", "late"),
            "until": ("期限 {due}", "due {due}"),
            "head": (
                "投诉内容不写号码，号码写在自己的栏里：台账只留它的承诺值。时间按 {zone}，空为现在。",
                "No number in the text: it has its own field, and the ledger keeps a commitment of it alone. Times by {zone}; empty is now.",
            ),
            "at_field": ("何时收到", "came in when"),
            "form_field": ("申请编号，可空", "request, optional"),
            "mobile_field": ("投诉人号码，可空", "mobile, optional"),
            "no_opt_out": ("不退订", "no opt-out"),
            "ready": ("Ctrl+S 登记。", "Ctrl+S enters it."),
            "entered": ("投诉已登记", "complaint entered"),
            "entered_as": ("投诉已登记：{number}", "entered as {number}"),
            "answered_done": ("答复已记下", "answer noted"),
            "closed_done": ("投诉已结案", "complaint closed"),
            "which_outcome": ("投诉是否属实", "Was it justified"),
        },
    ),
    **under("request", {"complaints": ("投诉", "Complaints")}),
    **under(
        "todo",
        {
            "complaint": ("答复投诉", "answer a complaint"),
            "complaint_close": ("投诉结案", "close a complaint"),
            "complaint_signed": ("您批的申请被投诉", "complaint: own approval"),
        },
    ),
    **under(
        "next",
        {
            "complaint": (
                "下一步：打开投诉，按 a 记下答复（complaint answer）。",
                "Next: open the complaint and note the answer with a (complaint answer).",
            ),
            "complaint_close": (
                "下一步：看过答复，按 x 结案（complaint close）。",
                "Next: read the answer and close it with x (complaint close).",
            ),
            "complaint_signed": (
                "您签过这份申请；投诉由本部门答复，结案后从这里消失。",
                "You signed this request; the department answers, and the row goes once it is closed.",
            ),
        },
    ),
    **under(
        "ledger",
        {
            "complaint.received": ("收到投诉", "complaint received"),
            "complaint.answered": ("答复投诉", "complaint answered"),
            "complaint.closed": ("投诉结案", "complaint closed"),
        },
    ),
    **under(
        "help",
        {
            "complaints.title": ("投诉", "Complaints"),
            "complaints.body": (
                "12321 转来的和客户直接提的。n 登记，Enter 打开。发送的部门答复，综合部结案，都有工作日期限。",
                "From 12321 and direct. n writes one down, Enter opens one. The department that sent answers, the General Department closes, each within working days.",
            ),
            "complaint.title": ("一件投诉", "One complaint"),
            "complaint.body": (
                "a 记下答复，x 结案（答复的人不能结案），u 写明理由看号码，Enter 打开申请。",
                "a notes the answer, x closes it (not by who answered), u shows the number with a reason, Enter opens the request.",
            ),
            "complaint_form.title": ("登记投诉", "Write a complaint down"),
            "complaint_form.body": (
                "号码写在自己的栏里，内容里不写。可同时退订。",
                "The number goes into its own field and not into the text. It can be opted out at once.",
            ),
        },
    ),
    **under(
        "list", {"complaints.empty": ("没有投诉。按 n 登记一件。", "No complaint. Write one down with n.")}
    ),
    **under(
        "filter",
        {
            "complaints": (
                "打投诉编号、来文号、申请编号或用途里的字，Enter 筛选。",
                "Words of number, reference, form number or purpose, then Enter.",
            )
        },
    ),
    **three(
        "refusal",
        {
            "complaint_not_yours_to_enter": (
                ("投诉不由您登记。", "Complaints are not yours to enter."),
                (
                    "{clause}：由综合部备案员，或本部门操作员、经理登记。",
                    "{clause}: the registrar enters them, or a department's operator or manager those about it.",
                ),
                ("把投诉转给他们。", "Pass the complaint on to one of them."),
            ),
            "complaint_other_department": (
                ("这是 {department} 的投诉。", "The complaint is about {department}."),
                ("{clause}：各部门登记本部门的。", "{clause}: each department enters those about itself."),
                ("请备案员或那个部门登记。", "Ask the registrar or that department."),
            ),
            "complaint_not_yours_to_answer": (
                ("这件投诉由 {department} 答复。", "{department} answers this complaint."),
                (
                    "{clause}：使用部门对本部门的短信和通讯录负责。",
                    "{clause}: each using department answers for its own texts and lists.",
                ),
                ("请那个部门的操作员或经理答复。", "Ask that department's operator or manager."),
            ),
            "complaint_not_yours_to_close": (
                ("投诉不由您结案。", "The complaint is not yours to close."),
                (
                    "{clause}：由综合部备案员、经理或主管经理结案。",
                    "{clause}: registrar, manager or supervising manager of the General Department close it.",
                ),
                ("请他们结案。", "Ask one of them."),
            ),
            "complaint_own_answer": (
                ("您答复的投诉不能由您结案。", "You answered this complaint, so you do not close it."),
                ("{clause}：答复和结案由两个人办。", "{clause}: one answers, another closes."),
                ("请综合部的另一位结案。", "Another of the General Department closes it."),
            ),
            "complaint_unanswered": (
                ("还没有答复，不能结案。", "It was not answered yet, so it cannot be closed."),
                ("{clause}：投诉要先答复投诉人。", "{clause}: who complains is answered first."),
                ("先记下答复（complaint answer）。", "Note the answer first (complaint answer)."),
            ),
            "complaint_closed": (
                ("这件投诉已经结案。", "This complaint is closed."),
                ("{clause}：结案以后不再改动。", "{clause}: a closed complaint stays as it is."),
                ("又来投诉的，另登记一件。", "Enter another complaint as another."),
            ),
            "complaint_no_source": (
                ("没有“{source}”这种来源。", "There is no source “{source}”."),
                (
                    "{clause}：来源分 12321、直接、其他。",
                    "{clause}: complaints come from 12321, direct, or other.",
                ),
                ("写 12321、direct 或 other。", "Write 12321, direct or other."),
            ),
            "complaint_no_outcome": (
                ("没有“{outcome}”这种认定。", "There is no outcome “{outcome}”."),
                ("{clause}：结案写明属实或不属实。", "{clause}: closing says whether it was justified."),
                ("写 justified 或 unjustified。", "Write justified or unjustified."),
            ),
            "complaint_no_department": (
                ("名册里没有部门“{department}”。", "The roster has no department “{department}”."),
                ("{clause}：由名册里的部门答复。", "{clause}: a department of the roster answers."),
                ("用 people 看部门编号，或留空。", "See people for the ids, or leave it empty."),
            ),
            "complaint_no_request": (
                ("没有申请 {number}。", "There is no request {number}."),
                (
                    "{clause}：投诉按表格编号对应申请。",
                    "{clause}: a complaint names the request by its form number.",
                ),
                ("核对编号；不知道就留空。", "Check the number, or leave it empty."),
            ),
            "complaint_no_link": (
                ("这件投诉没有对应的申请。", "This complaint is about no known request."),
                ("{clause}：登记时没有写明申请编号。", "{clause}: none was named when it was entered."),
                (
                    "按号码查（发送页 n）可找到相关的发送。",
                    "Search by number (n on the sends page) finds the sends.",
                ),
            ),
            "complaint_in_future": (
                ("{at} 还没有到。", "{at} is not yet."),
                ("{clause}：登记的是已经收到的投诉。", "{clause}: it is entered once it came in."),
                ("改成收到的时间。", "Give the time at which it came in."),
            ),
            "complaint_opt_out_whom": (
                ("要退订，先写投诉人的号码。", "To opt out, the complainer's number is needed."),
                ("{clause}：退订按号码生效。", "{clause}: an opt-out is a number's."),
                ("写上号码，或不选退订。", "Give the number, or choose no opt-out."),
            ),
            "complaint_names_number": (
                ("“{field}”里写了手机号码。", "“{field}” holds a mobile number."),
                (
                    "{clause}：文字和台账里没有手机号码。",
                    "{clause}: no mobile number stands in texts and ledger.",
                ),
                ("号码写在号码栏里。", "Put it into the number's own field."),
            ),
            "complaint_too_long": (
                ("内容超过 {most} 字。", "The text is longer than {most} characters."),
                (
                    "{clause}：写要点，原件另存。",
                    "{clause}: the gist is entered; the original is kept elsewhere.",
                ),
                ("写短些。", "Make it shorter."),
            ),
            "complaint_number_gone": (
                ("投诉 {number} 没有保存号码。", "Complaint {number} keeps no number."),
                (
                    "{clause}：没有登记号码，或保存期已满。",
                    "{clause}: none was entered, or its retention ended.",
                ),
                ("凭来文号向 12321 查询。", "Ask 12321 by the reference."),
            ),
        },
    ),
    **three(
        "problem",
        {
            "no_such_complaint": (
                ("没有这件投诉。", "There is no such complaint."),
                ("编号不对。", "The id is wrong."),
                ("用 complaint list 查看。", "See complaint list."),
            ),
        },
    ),
    **under(
        "cli",
        {
            "no_complaints": ("没有投诉。", "No complaint."),
        },
    ),
    **under(
        "field",
        {
            "answer": ("答复", "answer"),
            "conclusion": ("结论", "conclusion"),
            "reference": ("来文号", "reference"),
        },
    ),
    **under("field", {"complaint_text": ("投诉内容", "complaint")}),
}
