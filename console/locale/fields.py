"""The fields of Attachment 1 by the names of a draft, each with its clause: labels, and help for `?` and for templates."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "field",
        {
            "department": ("申请部门", "department"),
            "category": ("类别", "category"),
            "subtype": ("具体事项", "kind of message"),
            "purpose": ("用途", "purpose"),
            "telephone": ("联系电话", "telephone"),
            "basis": ("发送依据", "legal basis"),
            "consent": ("同意凭据", "consent"),
            "audience": ("发送对象", "audience"),
            "selection": ("筛选办法", "selection"),
            "list_source": ("名单来源", "list comes from"),
            "harmless": ("无不良内容", "harmless"),
            "unclassified": ("不涉密", "unclassified"),
            "third_party": ("为他人发布", "for a third party"),
            "third_party_approval": ("批准文件", "approval paper"),
            "quoted": ("引用的链接或电话", "links, telephones"),
            "signature": ("短信签名", "message signature"),
            "body": ("短信正文", "body"),
            "opt_out": ("退订语", "opt-out line"),
            "slots": ("发送时段", "slots"),
            "list": ("通讯录", "contact list"),
            "window": ("起止时间", "window"),
            "name": ("名称", "name"),
            "rate": ("每秒条数", "messages a second"),
            "gateway": ("网关", "gateway"),
            "backup_gateway": ("备用网关", "backup gateway"),
            "sender_code": ("发送号码", "sender code"),
            "attachments": ("附件", "attachments"),
            "remarks": ("备注", "remarks"),
        },
    ),
    **under(
        "field.help",
        {
            "department": ("R9：填报的部门编号", "R9: id of the department that asks"),
            "category": (
                "R4 R5 R6：notice 业务提示、promotion 宣传推广、other 其他；决定谁签、谁发",
                "R4 R5 R6: notice, promotion or other; decides who signs and who sends",
            ),
            "subtype": ("R2：例如到期提醒、会议通知", "R2: for example maturity reminder, meeting notice"),
            "purpose": ("R2：为什么发", "R2: why it is sent"),
            "telephone": ("R9：起草人的电话", "R9: the drafter's telephone"),
            "basis": (
                "R13：contract 合同、consent 同意、duty 法定义务",
                "R13: contract, consent or duty",
            ),
            "consent": (
                "R13：同意的凭据；推广必填",
                "R13: evidence of consent; promotion needs it",
            ),
            "audience": ("R9：发给哪些人", "R9: who receives it"),
            "selection": ("R9：怎样选出来的", "R9: how they were chosen"),
            "list_source": ("R10：号码从哪里来", "R10: where the numbers come from"),
            "harmless": ("R11：自查无不良、垃圾内容", "R11: checked, neither harmful nor junk"),
            "unclassified": ("R11：自查不涉密", "R11: checked, nothing classified"),
            "third_party": (
                "R11：为他人做广告或经营；须加主管经理签字",
                "R11: for others; adds the supervising manager's signature",
            ),
            "third_party_approval": ("R11：行内批准的文号", "R11: number of the bank's own approval"),
            "quoted": (
                "R11：正文里的链接、电话，是否本行登记",
                "R11: links and telephones in the text, and whether the bank registered them",
            ),
            "signature": ("R13：【名称】", "R13: 【name】"),
            "body": ("R2 R11：收件人看到的内容", "R2 R11: what the recipients read"),
            "opt_out": ("R13：推广必填，例如拒收请回复R", "R13: promotion needs it, for example 拒收请回复R"),
            "slots": (
                "R2：通讯录编号和起止时间，1 至 31 个",
                "R2: list number and window, 1 to 31 of them",
            ),
            "rate": ("R2：0 为网关的合同速度", "R2: 0 is the gateway's contracted rate"),
            "gateway": ("R2：网关编号", "R2: gateway id"),
            "backup_gateway": ("R2：备用网关编号，可空", "R2: id of the backup gateway, may be empty"),
            "sender_code": ("R2：空为网关的号码", "R2: empty for the gateway's own"),
            "attachments": ("R6：文件名和 SHA-256", "R6: file name and SHA-256"),
            "remarks": ("R2：可空", "R2: may be empty"),
        },
    ),
}
"""`field.<name>` is the label, `field.help.<name>` its clause and what belongs there."""
