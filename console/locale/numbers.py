"""One number across requests, and unmasking: their words, and why they are refused (R7)."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "initials",
        {
            "sends.number": ("ahmc", "ahmc"),
            "timeline.open": ("dk", "dk"),
            "timeline.number": ("lcyg", "lcyg"),
            "recipients.unmask": ("khm", "khm"),
        },
    ),
    **under(
        "action",
        {
            "sends.number": ("按号码查", "one number"),
            "timeline.open": ("打开", "open"),
            "timeline.number": ("另查一个", "another number"),
            "recipients.unmask": ("看号码", "unmask"),
        },
    ),
    **under(
        "search",
        {
            "title": ("按号码查", "One number"),
            "about": (
                "查一个号码在各次发送里的经过。号码只在这里输入，不进台账；理由记入台账，不写号码。",
                "What became of one number in every send. The number is typed here and stays out of the ledger; the reason goes into it, without a number.",
            ),
            "number": ("手机号码", "mobile number"),
            "reason": ("理由", "reason"),
            "found": (
                "{masked}：{n} 次发送，{lists} 份通讯录（台账 {seq}）",
                "{masked}: {n} sends, {lists} lists (entry {seq})",
            ),
            "opted": ("退订：{scope}，{at}，{source}", "opted out: {scope}, {at}, {source}"),
            "complained": (
                "投诉 {number}：{source}，{state}，{at}",
                "complaint {number}: {source}, {state}, {at}",
            ),
            "replied": ("回复 {at}：{text}（{state}，{form}）", "reply {at}: {text} ({state}, {form})"),
            "list": ("通讯录", "list"),
            "position": ("{name}，第 {n} 个", "{name}, number {n}"),
            "released": ("放行", "released"),
            "started": ("开始发送", "send began"),
            "ended": ("发送结束", "send ended"),
            "slot": ("时段状态", "slot"),
            "unmask_title": ("看号码", "Show the number"),
            "unmask_about": (
                "号码显示一次，连同理由记入台账；台账里没有号码，理由里也不写。",
                "The number is shown once. The showing is a ledger entry with the reason and without the number.",
            ),
            "unmasked": ("{number}（已记入台账 {seq}）", "{number} (ledger entry {seq})"),
        },
    ),
    **under("state.recipient", {"none": ("还没有结果", "no result yet")}),
    **under(
        "help",
        {
            "timeline.title": ("一个号码的经过", "One number's timeline"),
            "timeline.body": (
                "每行一次发送：何时开始、什么结果。时间是这次发送的起止，业务台不存单条短信的时间。Enter 打开那次发送。",
                "A row a send: when it began and what came of it. Times are those of the send; the desk keeps none of single messages. Enter opens the send.",
            ),
            "recipients.title": ("收件人", "Recipients"),
            "recipients.body": (
                "号码掩码显示。u 写明理由看一个号码，记入台账。",
                "Numbers are masked. u shows one, with a reason, as a ledger entry.",
            ),
        },
    ),
    **under("list", {"timeline.empty": ("没有一次发送用到这个号码。", "No send has this number.")}),
    **under(
        "ledger",
        {
            "number.searched": ("按号码查询", "searched by number"),
            "recipients.read": ("翻看收件人", "recipients read"),
            "number.unmasked": ("查看号码", "number unmasked"),
        },
    ),
    **three(
        "refusal",
        {
            "number_not_yours": (
                ("号码不由您查看。", "Numbers are not yours to look up."),
                (
                    "{clause}：由备案员、审计员和本部门操作员查，凭理由，逐次记账。",
                    "{clause}: registrar, auditor and the department's operator do, with a reason, each time an entry.",
                ),
                (
                    "请本部门操作员或综合部备案员查。",
                    "Ask your department's operator or the General Department's registrar.",
                ),
            ),
            "custodian_sees_no_number": (
                ("口令保管人不看收件人。", "The custodian sees no recipients."),
                (
                    "{clause}：保管口令的人不接触名单和号码。",
                    "{clause}: who holds the password has no part in lists and numbers.",
                ),
                ("请综合部备案员办。", "Ask the General Department's registrar."),
            ),
            "search_reason_missing": (
                ("没有写理由。", "There is no reason."),
                (
                    "{clause}：查号码、看号码都要写明为什么。",
                    "{clause}: why a number is looked up or shown is written down.",
                ),
                ("写上理由，如“客户来电投诉”。", "Say why, such as “the customer called to complain”."),
            ),
            "search_reason_long": (
                ("理由超过 {most} 字。", "The reason is longer than {most} characters."),
                ("{clause}：理由写一句话。", "{clause}: a reason is a sentence."),
                ("写短些。", "Make it shorter."),
            ),
            "search_reason_number": (
                ("理由里写了号码。", "The reason holds a number."),
                ("{clause}：台账里没有手机号码。", "{clause}: no mobile number stands in the ledger."),
                ("去掉号码再办。", "Take the number out and try again."),
            ),
            "recipients_read_on": (
                ("再往下翻，要先记入台账。", "Reading on is written into the ledger first."),
                (
                    "{clause}：前 {free} 行以外的收件人，谁翻看就记谁，每天一笔，不记号码。",
                    "{clause}: who reads recipients beyond the first {free} rows stands in the ledger, once a day, without numbers.",
                ),
                (
                    "本程序的列表和 send recipients 会自动记；自己写的程序先调用 ReadRecipients。",
                    "The screens and send recipients write it by themselves; a program of your own calls ReadRecipients first.",
                ),
            ),
            "recipients_too_many": (
                ("收件人只显示 {most} 行。", "No more than {most} recipients are shown."),
                (
                    "{clause}：号码不成批翻看；这些行是随机取出的。",
                    "{clause}: numbers are not read in bulk; these rows are drawn at random.",
                ),
                (
                    "按状态筛选，用 search number 按号码查，或看统计。",
                    "Filter by state, look a number up with search number, or read the statistics.",
                ),
            ),
            "no_such_recipient": (
                ("时段 {slot} 没有第 {position} 个收件人。", "Slot {slot} has no recipient {position}."),
                ("{clause}：只能看这次发送的收件人。", "{clause}: only a recipient of this send is shown."),
                ("用 send recipients 看位置。", "See positions with send recipients."),
            ),
        },
    ),
    **under(
        "cli",
        {
            "not_digits": ("号码只写数字。", "A number is digits alone."),
            "column.position": ("位置", "position"),
        },
    ),
}
