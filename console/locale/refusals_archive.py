"""Why the archive refuses something: check codes, numbers, moves of documents, emergency sends (R1 to R3, R6)."""

from typing import Final

from console.locale.entry import Pair, three

MESSAGES: Final[dict[str, Pair]] = {
    **three(
        "refusal",
        {
            "check_code_missing": (
                ("没有输入纸质表上的核对码。", "The check code of the paper was not typed."),
                (
                    "{clause}：核对码证明手里的纸质表就是签过的那一版。",
                    "{clause}: the code proves that the paper at hand is the version that was signed.",
                ),
                (
                    "看纸质表页脚的十二位核对码，输入再办；纸还没到就等着，不用退回。",
                    "Read the twelve characters at the foot of the paper. If the paper has not come it waits; do not return it.",
                ),
            ),
            "check_code_differs": (
                (
                    "核对码不对：这张纸不是签过的那一版。",
                    "Wrong check code: this paper is not what was signed.",
                ),
                (
                    "{clause}：留存的纸质件必须与签署的内容一致。",
                    "{clause}: the paper that is kept must be what was signed.",
                ),
                (
                    "再看一遍页脚的核对码；若确实不同，请部门重新打印、签字后交来。",
                    "Read the foot once more; if it differs indeed, ask the department for the right print, signed.",
                ),
            ),
            "check_code_older": (
                (
                    "这张纸是第 {version} 版；签署的是第 {newest} 版。",
                    "This paper is version {version}; version {newest} was signed.",
                ),
                (
                    "{clause}：改过的申请是新的一版，旧版的纸不算。",
                    "{clause}: a changed request is a new version, and the old paper counts no more.",
                ),
                (
                    "请部门打印第 {newest} 版，签字后交来。",
                    "Ask the department for version {newest}, signed.",
                ),
            ),
            "archive_held": (
                (
                    "有诉讼保留（{hold}）：{reason}",
                    "A legal hold keeps it ({hold}): {reason}",
                ),
                (
                    "{clause}：保留期间，纸质件和电子件都不销毁。",
                    "{clause}: while it is held, paper is kept as the data are.",
                ),
                (
                    "等两人解除保留以后再办。",
                    "Wait until two people have ended the hold.",
                ),
            ),
            "archive_unfiled": (
                (
                    "{number} 所属的季度还没有归档。",
                    "The quarter to which {number} belongs has not been received.",
                ),
                (
                    "{clause}：发送的内容和范围须留存纸质件，按季度交综合部备案。",
                    "{clause}: content and scope of what was sent are kept on paper and handed over each quarter.",
                ),
                (
                    "季度归档以后再销毁；号码作废的，也随季度归档。",
                    "Destroy it once the quarter was received; a void number is filed with its quarter, too.",
                ),
            ),
            "archive_not_keeper": (
                ("档案簿不由您登记。", "The archive book is not yours to keep."),
                (
                    "{clause}：由综合部备案员保管；本部门的申请表，部门自己也可登记。",
                    "{clause}: the General Department's registrar keeps it; a department enters its own request forms.",
                ),
                ("请备案员办理。", "Ask the registrar."),
            ),
            "archive_no_kind": (
                ("没有“{kind}”这种档案。", "There is no document of the kind {kind}."),
                (
                    "{clause}：种类是定好的，便于查找。",
                    "{clause}: the kinds are fixed, so that things are found.",
                ),
                ("用 archive add --help 看有哪些。", "See archive add --help."),
            ),
            "archive_by_itself": (
                (
                    "补录的纸质件随补录入档，不单独登记。",
                    "An emergency send's paper comes in with its entry.",
                ),
                ("{clause}：每次应急发送都要有补录。", "{clause}: every emergency send is entered as one."),
                ("用 archive emergency 补录。", "Use archive emergency."),
            ),
            "archive_no_record": (
                ("没有可入档的{paper_kind}：{of}。", "There is no such {paper_kind} to enter: {of}."),
                (
                    "{clause}：入档的是已提交、已签署的文件。",
                    "{clause}: what is entered was submitted or signed before.",
                ),
                ("核对编号；草稿还不能入档。", "Check the id; a draft is not entered yet."),
            ),
            "archive_no_department": (
                ("没有“{department}”这个部门。", "There is no department {department}."),
                ("{clause}：每份档案归一个部门。", "{clause}: every document is a department's."),
                ("写部门编号。", "Write a department's id."),
            ),
            "archive_known": (
                ("{title} 已经入档，档号 {number}。", "{title} is in the book already, as {number}."),
                ("{clause}：一份文件一个档号。", "{clause}: one document, one archive number."),
                ("要改存放处，用改正。", "To change its place, correct it."),
            ),
            "archive_number_missing": (
                ("没有写档号。", "The archive number is missing."),
                ("{clause}：纸质件凭档号查找。", "{clause}: paper is found by its number."),
                ("写上纸质件的档号。", "Write the number of the paper."),
            ),
            "archive_number_long": (
                ("档号太长，最多 {most} 个字符。", "The archive number is longer than {most} characters."),
                ("{clause}：档号要写得下、查得到。", "{clause}: a number must fit and be found."),
                ("写短一些。", "Write a shorter one."),
            ),
            "archive_number_taken": (
                ("档号 {number} 已经给了 {title}。", "Number {number} is already that of {title}."),
                ("{clause}：一个档号只对应一份文件。", "{clause}: a number belongs to one document."),
                ("换一个没用过的档号。", "Take a number that nothing has."),
            ),
            "archive_pages": (
                ("页数不对：0 到 {most}。", "Pages are a number from 0 to {most}."),
                ("{clause}：页数用来核对有没有缺页。", "{clause}: pages tell whether one is missing."),
                ("数一遍再写；没有数就写 0。", "Count them; 0 says that nobody did."),
            ),
            "archive_no_day": (
                ("“{day}”不是日期。", "{day} is no day."),
                ("{clause}：收到、归还都写日期。", "{clause}: receipt and return are days."),
                ("写成 2026-12-01 这样。", "Write it as 2026-12-01."),
            ),
            "archive_day_future": (
                ("收到日期 {day} 还没到。", "{day} has not come yet."),
                ("{clause}：收到才能入档。", "{clause}: a document is entered once it is here."),
                ("写实际收到的日期。", "Write the day on which it came."),
            ),
            "archive_due_past": (
                ("归还日期 {day} 已经过了。", "{day} is over already."),
                ("{clause}：借出要约定归还的日子。", "{clause}: a loan has a day of return to come."),
                ("写今天或以后的日期。", "Write today or a later day."),
            ),
            "archive_no_move": (
                ("没有“{move}”这种办法。", "There is no move {move}."),
                (
                    "{clause}：档案只能借还、移交、销毁、改正。",
                    "{clause}: documents are lent, handed over, destroyed.",
                ),
                ("用 archive --help 看有哪些。", "See archive --help."),
            ),
            "archive_not_so": (
                (
                    "这份档案现在是“{paper_state}”，不能{paper_move}。",
                    "The document is {paper_state} now; it cannot be: {paper_move}.",
                ),
                (
                    "{clause}：在库的才能借出、移交、提议销毁；移交和销毁以后不再变动。",
                    "{clause}: what is kept is lent, handed over or proposed; what is gone stays so.",
                ),
                ("先看它的状态和经过。", "Look at its state and what happened to it."),
            ),
            "archive_own_destruction": (
                ("是您提议销毁的，要另一人确认。", "You proposed it; another confirms."),
                ("{clause}：销毁要两个人。", "{clause}: two people destroy a document."),
                ("请综合部经理确认。", "Ask the General Department's manager."),
            ),
            "archive_not_confirmer": (
                ("销毁不由您确认。", "This destruction is not yours to confirm."),
                ("{clause}：由综合部经理确认。", "{clause}: the General Department's manager confirms it."),
                ("请综合部经理办理。", "Ask the manager."),
            ),
            "archive_no_series": (
                ("没有“{kind}”这种编号。", "There are no numbers of the kind {kind}."),
                (
                    "{clause}：申请、操作员申请、补录各自编号。",
                    "{clause}: request, application and emergency are numbered.",
                ),
                ("写 request、application 或 emergency。", "Write request, application or emergency."),
            ),
            "emergency_custodian": (
                ("口令保管人不办补录。", "The custodian enters no sends."),
                (
                    "{clause}：保管口令的人不接触短信内容和收件人。",
                    "{clause}: who keeps the password handles neither content nor recipients.",
                ),
                ("请该部门的操作员补录。", "The department's operator enters it."),
            ),
            "emergency_not_yours": (
                ("{department} 的补录不由您办。", "Emergency sends of {department} are not yours to enter."),
                (
                    "{clause}：由本部门操作员补录；综合部的操作员、备案员也可以。",
                    "{clause}: the department's operator enters them, or the General Department's operator or registrar.",
                ),
                ("请他们补录。", "Ask one of them."),
            ),
            "emergency_no_category": (
                ("没有“{category}”这种类别。", "There is no category {category}."),
                ("{clause}：业务提示、宣传推广、其他。", "{clause}: notice, promotion, other."),
                ("写 notice、promotion 或 other。", "Write notice, promotion or other."),
            ),
            "emergency_in_future": (
                ("发送时间还没到。", "That time has not come yet."),
                (
                    "{clause}：补录的是已经发出的；没发的走正常申请。",
                    "{clause}: only what was sent is entered; what is to be sent is requested.",
                ),
                ("写实际发出的时间。", "Write when it was sent."),
            ),
            "emergency_late": (
                (
                    "发出已超过 {days} 个工作日，没有写晚补的原因。",
                    "It was sent more than {days} working days ago.",
                ),
                (
                    "{clause}：应急发送要及时补录，晚了要说明。",
                    "{clause}: it is entered soon, or says why not.",
                ),
                ("写明为何现在才补录。", "Say why it is entered so late."),
            ),
            "emergency_text_long": (
                ("短信全文超过 {most} 个字符。", "The message is longer than {most} characters."),
                ("{clause}：补录实际发出的那一条。", "{clause}: the one message that went out is entered."),
                ("只写发出的短信全文。", "Write the message alone, as it was sent."),
            ),
            "emergency_count": (
                ("人数不对。", "That is no number of recipients."),
                (
                    "{clause}：范围要留存，人数至少 1。",
                    "{clause}: the scope is kept; at least one recipient.",
                ),
                ("数纸质名单上的人数。", "Count the list on paper."),
            ),
            "emergency_approvers": (
                ("纸上签字的写法不对。", "The signatures on the paper are not well told."),
                (
                    "{clause}：每个岗位一个签字，写岗位和姓名；没有签的不写。",
                    "{clause}: one signature a post, with post and name; who did not sign is left out.",
                ),
                ("照纸质件改正。", "Write them as they stand on the paper."),
            ),
            "emergency_own": (
                ("补录是您录入的，不能由您认领。", "You entered it, so you do not acknowledge it."),
                ("{clause}：录入和认领要分开。", "{clause}: one enters, another stands to it."),
                ("请部门经理或其上级认领。", "Another manager acknowledges it."),
            ),
            "emergency_not_manager": (
                (
                    "{department} 的补录不由您认领。",
                    "Emergency sends of {department} are not yours to acknowledge.",
                ),
                (
                    "{clause}：由本部门经理看过纸质件后认领。",
                    "{clause}: the department's manager does, who saw the paper.",
                ),
                ("请该部门经理认领。", "Ask the department's manager."),
            ),
            "emergency_acknowledged": (
                ("{number} 已经认领。", "{number} is acknowledged already."),
                ("{clause}：认领一次就够。", "{clause}: once is enough."),
                ("不用再办。", "There is nothing to do."),
            ),
        },
    ),
    **three(
        "problem",
        {
            "no_such_paper": (
                ("没有这份档案。", "There is no such document."),
                ("编号 {paper} 不在档案簿里。", "The book has no entry {paper}."),
                ("回到档案簿再选。", "Go back to the book and choose again."),
            ),
            "no_such_emergency": (
                ("没有这条补录。", "There is no such entry."),
                ("补录里没有它。", "It is none of the emergency sends."),
                ("回到补录列表再选。", "Go back to the list and choose again."),
            ),
        },
    ),
}
