"""Refusals about the entry form (Attachment 1), contact lists and opt-outs."""

from typing import Final

from console.locale.entry import Pair, three

MESSAGES: Final[dict[str, Pair]] = three(
    "refusal",
    {
        "field_missing": (
            ("“{field}”没有填，或填得不对。", "“{field}” is empty, or not one of its values."),
            ("{clause}：申请表须认真、完整填写。", "{clause}: the form is filled in with care and in full."),
            ("补上这一项再提交。", "Fill it in, then submit again."),
        ),
        "list_name_mobile": (
            ("名单的名称里有手机号码。", "The list's name holds a mobile number."),
            (
                "{clause}：名称留在台账和清单里，号码清除之后也在；那里不存手机号码。",
                "{clause}: a name stays in ledger and manifest after the numbers are erased; no mobile number stands there.",
            ),
            ("换一个说明内容的名称，如“12月到期客户”。", "Name it by what it is, as 'due in December'."),
        ),
        "consent_missing": (
            ("没有写明收件人同意接收的凭据。", "There is no evidence of the recipients' consent."),
            (
                "{clause}：宣传推广和以“同意”为依据的发送，须留有同意的证据。",
                "{clause}: promotion, and whatever rests on consent, needs evidence of it.",
            ),
            (
                "在“同意凭据”里写明协议条款、登记表或其编号。",
                "In “consent”, name the contract clause, form or record number.",
            ),
        ),
        "self_check_missing": (
            ("内容自查没有勾选。", "The self-check of the content is not ticked."),
            (
                "{clause}：不得发送涉密、不良和垃圾信息，由起草人先自查。",
                "{clause}: nothing classified, harmful or junk is sent; the drafter checks first.",
            ),
            (
                "通读正文，确认后勾选“无不良内容”和“不涉密”。",
                "Read the text through, then tick “harmless” and “unclassified”.",
            ),
        ),
        "third_party_approval_missing": (
            (
                "为他人发布，但没有行内批准文件。",
                "It is for a third party, and the bank's approval is not named.",
            ),
            (
                "{clause}：未经行内批准，不得为他人做短信经营或广告。",
                "{clause}: no advertising for others without the bank's own approval.",
            ),
            (
                "先取得批准，在“批准文件”里写明文号。",
                "Obtain the approval first and name its number in “approval paper”.",
            ),
        ),
        "text_signature": (
            ("短信签名写法不对。", "The message signature is malformed."),
            (
                "{clause}：收件人要能认出是谁发的，签名须为【名称】，不含空格。",
                "{clause}: recipients must see who writes; the signature is 【name】 without spaces.",
            ),
            ("写成例如【云岭示范银行】。", "Write it like 【云岭示范银行】."),
        ),
        "text_brackets": (
            ("正文或退订语里有【】。", "The body or the opt-out line holds 【 or 】."),
            (
                "{clause}：【】只用于签名，别处出现会被当成冒名。",
                "{clause}: 【】 marks the signature; elsewhere it passes for a false sender.",
            ),
            ("正文改用其他括号。", "Use other brackets in the body."),
        ),
        "text_nfc": (
            ("文字里有拆开的组合字符。", "The text holds decomposed characters."),
            (
                "{clause}：看到的须与签的一致，文字须为 NFC 形式。",
                "{clause}: what is seen must be what is signed, so texts are in NFC.",
            ),
            (
                "删去后重新输入，不要从别处粘贴。",
                "Delete the characters and type them again rather than paste them.",
            ),
        ),
        "text_hidden": (
            ("文字里有看不见的字符。", "The text holds invisible characters."),
            (
                "{clause}：审批人须看得到全部内容，不许夹带看不见的字符。",
                "{clause}: approvers must see all of it; nothing invisible is carried along.",
            ),
            (
                "删去标出的字符（预览里显示为 <200B> 之类）。",
                "Delete the characters that the preview shows as <200B> and the like.",
            ),
        ),
        "text_opt_out": (
            ("没有退订语。", "The opt-out line is missing."),
            (
                "{clause}：推广短信须写明怎样拒收。",
                "{clause}: promotion says how to refuse it.",
            ),
            ("填写退订语，例如“拒收请回复R”。", "Fill the opt-out line in, for example 拒收请回复R."),
        ),
        "text_body": (
            ("正文是空的。", "The body is empty."),
            ("{clause}：没有内容的短信是垃圾信息。", "{clause}: a message without content is junk."),
            ("填写正文。", "Write the body."),
        ),
        "text_screened": (
            (
                "正文含有禁止的内容（{reason}，敏感词表 {version}）：{words}",
                "The text holds what may not be sent ({reason}, screening list {version}): {words}",
            ),
            (
                "{clause}：不得发送涉密、内部等信息。",
                "{clause}: classified and internal matter is never sent.",
            ),
            (
                "删去这些内容；如属误判，请名册签署人修订敏感词表。",
                "Take it out; if the list is wrong, ask the roster signers to bring a corrected one.",
            ),
        ),
        "text_encoding": (
            ("所选网关的编码写不出这段文字。", "The chosen gateway's encoding cannot hold this text."),
            (
                "{clause}：批准的文字必须能原样发出。",
                "{clause}: the approved text must go out as it stands.",
            ),
            (
                "换掉特殊字符，或选用 UCS-2 编码的网关。",
                "Replace the special characters, or choose a gateway with UCS-2.",
            ),
        ),
        "too_many_parts": (
            (
                "正文要拆成 {parts} 条计费，最多 {most} 条。",
                "The text is billed as {parts} parts; the most is {most}.",
            ),
            (
                "{clause}：现行规则限定了一条短信的长度。",
                "{clause}: the policy in force limits how long one message may be.",
            ),
            ("缩短正文。", "Shorten the body."),
        ),
        "hidden_characters": (
            ("这里有看不见的字符。", "There are characters here that a reader does not see."),
            (
                "{clause}：签字的人看到的，必须就是他签的。",
                "{clause}: what people sign must be what they see.",
            ),
            ("删去重打，或从纯文本复制。", "Type it again, or copy it as plain text."),
        ),
        "sender_code_differs": (
            ("发送号码不是该网关的号码。", "The sender code is not the gateway's."),
            (
                "{clause}：收件人看到的号码由网关合同定，签的就是实际发出的。",
                "{clause}: the code that recipients see is set by the gateway's contract; what is signed is what is sent.",
            ),
            ("留空，或填 {source}。", "Leave it empty, or write {source}."),
        ),
        "gateway_unknown": (
            ("没有可用的网关 {gateway}。", "There is no gateway {gateway} to choose."),
            (
                "{clause}：只能用名册列明的网关，备用网关须与主网关不同。",
                "{clause}: only gateways of the roster may be used; the backup is another than the first.",
            ),
            ("另选一个网关。", "Choose another gateway."),
        ),
        "window_unreadable": (
            ("发送时段写得不对。", "The sending window cannot be read."),
            ("{clause}：审批的是确定的时段。", "{clause}: a definite window is approved."),
            (
                "写成 2026-12-01 09:00 这样的时间。",
                "Write instants like 2026-12-01 09:00.",
            ),
        ),
        "window_order": (
            (
                "发送时段的结束不在开始之后，或超过 31 天。",
                "The window ends before it opens, or is longer than 31 days.",
            ),
            ("{clause}：审批的是确定、有限的时段。", "{clause}: a definite and limited window is approved."),
            ("改正开始和结束时间。", "Correct when it opens and closes."),
        ),
        "window_passed": (
            ("发送时段已于 {closes} 结束。", "The window closed at {closes}."),
            (
                "{clause}：批准只在写明的时段内有效。",
                "{clause}: an approval holds for the window that it names.",
            ),
            (
                "把时段改到以后，作为新版本重新审批。",
                "Move the window and have the new version approved.",
            ),
        ),
        "list_missing": (
            ("这一时段没有本部门已导入的通讯录。", "This slot has no finished list of your department."),
            (
                "{clause}：使用部门自建通讯录，随申请一起审批。",
                "{clause}: the department makes its own list, and it is approved with the request.",
            ),
            (
                "先用 contacts import 导入，再选中它。",
                "Import one (contacts import), then choose it.",
            ),
        ),
        "list_empty": (
            ("通讯录里一个号码也没有。", "The list holds no number at all."),
            (
                "{clause}：每行一个手机号，只录手机号。",
                "{clause}: one mobile number a line, and mobile numbers only.",
            ),
            (
                "按提示改正文件；可自动修正的打勾（命令用 --accept）后收录。",
                "Correct the file by its findings; repairable ones may be accepted (--accept).",
            ),
        ),
        "list_closed": (
            ("这份通讯录已经导入，或不是您在导入。", "The list is finished, or somebody else imports it."),
            (
                "{clause}：导入后的通讯录不再改动，导入由一个人完成。",
                "{clause}: a finished list never changes, and one person imports it.",
            ),
            ("重新导入为一份新的通讯录。", "Import the file again as a new list."),
        ),
        "manifest_differs": (
            ("清单与业务台收到的通讯录不一致。", "The manifest is not that of the list at the desk."),
            (
                "{clause}：导入人签名担保的，须就是这份名单。",
                "{clause}: what the importer vouches for must be this very list.",
            ),
            ("重新导入。", "Import the list again."),
        ),
        "manifest_root_differs": (
            ("号码与清单上的校验值不符。", "The numbers do not give the manifest's root."),
            (
                "{clause}：签名的名单与导入的名单须逐个号码相同。",
                "{clause}: the list that was signed and the list that was stored are the same, number by number.",
            ),
            (
                "重新导入；再次出现请报告系统管理员。",
                "Import again; if it happens twice, tell the system administrator.",
            ),
        ),
        "not_ascending": (
            ("号码没有从小到大、各不相同地送来。", "The numbers did not arrive ascending and distinct."),
            (
                "{clause}：一个号码只录一次。",
                "{clause}: a number stands in a list once.",
            ),
            ("用本程序的 contacts import 导入。", "Import with this program (contacts import)."),
        ),
        "not_mobile": (
            ("有的号码不是内地手机号。", "Not every number is a mainland mobile number."),
            (
                "{clause}：只录入手机号码，英文状态的数字。",
                "{clause}: mobile numbers only, in ASCII digits.",
            ),
            ("改成 11 位手机号再试。", "Give 11-digit mobile numbers."),
        ),
        "not_drafter": (
            ("您不是 {department} 指定的起草专人。", "You are not the drafter whom {department} named."),
            (
                "{clause}：由部门指定的专人起草、定范围、填表。",
                "{clause}: one named person drafts the text, fixes the scope and fills in the form.",
            ),
            (
                "请本部门起草人办理，或请部门经理指定您。",
                "Ask your department's drafter, or have the manager name you.",
            ),
        ),
        "not_editable": (
            ("申请现在是“{state}”，不能修改。", "The request is {state} and cannot be edited."),
            (
                "{clause}：审批中的内容不变，签的就是看到的。",
                "{clause}: what is under decision does not change; what is signed is what was read.",
            ),
            (
                "先撤回，或请审批人退回，再改成新版本。",
                "Withdraw it, or ask the approver to return it, and make a new version.",
            ),
        ),
        "ended_not_editable": (
            ("申请已是“{state}”，不能再修改。", "The request is {state} and cannot be edited any more."),
            (
                "{clause}：办结的申请照原样留存，审批不能重来。",
                "{clause}: what has ended stays as it was signed; its approvals cannot be had again.",
            ),
            (
                "要再发，在申请页按 n 以此新建（命令：request new --from 编号），重新审批。",
                "To send the like, press n on its page (request new --from NUMBER): a new request with the same fields.",
            ),
        ),
        "nothing_to_print": (
            (
                "草稿还没有提交，没有可打印的申请表。",
                "This draft is not submitted; there is no form to print yet.",
            ),
            (
                "{clause}：留存的纸质件须与签名提交的内容一致。",
                "{clause}: the paper that is kept says what was signed.",
            ),
            ("先填齐并签名提交，再打印。", "Complete it, sign and submit it, then print."),
        ),
        "identical_drafts": (
            (
                "有几份草稿与它一字不差（{drafts}），分不清签的是哪一份。",
                "Several drafts say exactly the same ({drafts}); nobody can tell which one was signed.",
            ),
            (
                "{clause}：一份申请一次签名；认错一份，同样的短信会发两遍。",
                "{clause}: one request, one signature; taken for another, the same text would be sent twice.",
            ),
            (
                "打开要交的那一份再交；在别处签好的，用 statement carry --draft 指明；多余的删掉。",
                "Submit it from its own page; for one signed elsewhere, name it by statement carry --draft; delete the other.",
            ),
        ),
        "department_fixed": (
            ("已建的申请不能改部门。", "A saved request keeps its department."),
            (
                "{clause}：申请由本部门的专人填报。",
                "{clause}: a request is filled in by its own department's person.",
            ),
            ("由那个部门另建一份申请。", "Have the other department make a request of its own."),
        ),
        "has_number": (
            ("申请已有编号 {number}，不能删除。", "The request has number {number} and cannot be dropped."),
            (
                "{clause}：编了号的表要留存，作废的也归档。",
                "{clause}: numbered forms are kept, void ones too.",
            ),
            ("改用撤回：request withdraw。", "Withdraw it instead: request withdraw."),
        ),
        "not_optout_keeper": (
            ("您的岗位不登记退订。", "Your post does not record opt-outs."),
            (
                "{clause}：退订由操作员、起草人或备案员登记。",
                "{clause}: operators, drafters and the registrar record them.",
            ),
            ("交给本部门的操作员或起草人。", "Pass it to your department's operator or drafter."),
        ),
        "unknown_scope": (
            ("没有“{scope}”这种退订范围。", "There is no opt-out scope “{scope}”."),
            (
                "{clause}：退订分“不收推广”和“一律不收”。",
                "{clause}: people refuse promotion, or everything.",
            ),
            ("写 promotion 或 all。", "Say promotion or all."),
        ),
        "four_digits": (
            ("退订名单按后四位查。", "Opt-outs are looked up by their last four digits."),
            (
                "{clause}：查名单时不显示完整号码。",
                "{clause}: looking people up never shows a whole number.",
            ),
            ("输入四位数字。", "Give four digits."),
        ),
    },
)
"""Keys `refusal.<code>.what`, `.why` and `.next`; `{clause}` is the clause in words."""
