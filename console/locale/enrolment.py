"""Words of applications (Attachment 3) and pledges (Attachment 2): kinds, states, decisions, duties, fields of the form."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "cli",
        {
            "no_applications": (
                "没有操作员申请。新建：sms-console application new --help",
                "No applications. Make one: sms-console application new --help",
            ),
            "form_complete": ("表填好了，可以签名。", "The form is complete and can be signed."),
            "no_rules": ("还没有", "none yet"),
            "no_pledges": ("没有要签保证书的人。", "Nobody needs a pledge."),
            "pledge_head": (
                "保证书 {version} 版，有效 {months} 个月",
                "The pledge, version {version}; it holds {months} months",
            ),
            "accept_clause": ("同意第 {n} 条？", "Do you accept clause {n}?"),
            "accept_needed": (
                "没有终端可问，须用 --accept 写明同意的条款，全部同意写 1-{n}",
                "there is no terminal to ask; name the clauses with --accept, all of them as 1-{n}",
            ),
            "accept_form": (
                "--accept {value} 看不懂，如 1-12，或 1,2,5-12",
                "cannot read --accept {value}; write 1-12, or 1,2,5-12",
            ),
        },
    ),
    **under(
        "cli.column",
        {"version": ("版本", "version"), "witness": ("见证人", "witness"), "rules": ("管理规定", "rules")},
    ),
    **under(
        "application_kind",
        {
            "open_department": ("新部门", "new department"),
            "add": ("新增", "add"),
            "change": ("变更", "change"),
            "revoke": ("注销", "revoke"),
            "deputy": ("临时代理", "temporary"),
        },
    ),
    **under(
        "state.application",
        {
            "submitted": ("待审批", "submitted"),
            "authorised": ("已授权", "authorised"),
            "approved": ("已批准", "approved"),
            "filed": ("已存档", "filed"),
            "active": ("已生效", "in force"),
            "suspended": ("停权", "suspended"),
            "ended": ("已终止", "ended"),
            "carried_out": ("已执行", "carried out"),
            "returned": ("已退回", "returned"),
            "rejected": ("已驳回", "rejected"),
            "withdrawn": ("已撤回", "withdrawn"),
        },
    ),
    **under(
        "decision",
        {
            "application": ("申请", "applied"),
            "authorise": ("授权", "authorise"),
            "approve": ("批准", "approve"),
            "file": ("存档", "file"),
            "return": ("退回", "return"),
            "reject": ("驳回", "reject"),
            "withdraw": ("撤回", "withdraw"),
        },
    ),
    **under(
        "post",
        {
            "file": ("综合部存档", "General Department files"),
            "roster": ("名册签署", "roster signers"),
        },
    ),
    **under(
        "duty",
        {
            "draft": ("起草", "drafting"),
            "contacts": ("通讯录", "contact lists"),
            "send": ("发送", "sending"),
            "statistics": ("统计", "statistics"),
            "maintenance": ("日常维护", "maintenance"),
        },
    ),
    **under(
        "pledge_state",
        {
            "valid": ("有效", "valid"),
            "expiring": ("快到期", "ends soon"),
            "expired": ("已过期", "expired"),
            "outdated": ("旧版待签", "outdated"),
            "missing": ("未签", "missing"),
        },
    ),
    **under(
        "todo",
        {
            "authorise_application": ("操作员申请等您授权", "authorise application"),
            "approve_application": ("操作员申请等您批准", "approve an application"),
            "file_application": ("操作员申请等您存档", "file an application"),
            "revise_application": ("操作员申请退回待改", "revise an application"),
            "carry_out": ("已存档，等新名册", "filed; next roster"),
            "pledge": ("保证书要签", "sign the pledge"),
        },
    ),
    **under(
        "next",
        {
            "authorise_application": (
                "下一步：看申请表，授权或退回。",
                "Next: read the application, authorise or return it.",
            ),
            "approve_application": (
                "下一步：看申请表，批准或退回。",
                "Next: read the application, approve or return it.",
            ),
            "file_application": (
                "下一步：收下纸质表，填档号存档。",
                "Next: take the paper in, type its number, file.",
            ),
            "revise_application": (
                "下一步：按退回的原因改好，再交。",
                "Next: change what the reason says, hand it in again.",
            ),
            "carry_out": ("下一步：做新一版名册。", "Next: make the next roster version."),
            "pledge": ("下一步：逐条看保证书，签名。", "Next: read the pledge clause by clause, sign."),
        },
    ),
    **under(
        "field",
        {
            "kind": ("申请事项", "what for"),
            "department_name": ("新部门名称", "its name"),
            "department_kind": ("新部门类别", "its kind"),
            "supervisor": ("主管经理", "in charge of it"),
            "person": ("人员编号", "person id"),
            "staff_no": ("工号", "staff number"),
            "title": ("职务", "title"),
            "email": ("邮箱", "e-mail"),
            "post": ("岗位", "post"),
            "standby": ("备岗", "standby"),
            "duties": ("职责", "duties"),
            "since": ("开始", "from"),
            "until": ("截止", "until"),
            "replaces": ("接替", "replaces"),
            "trained_on": ("培训日期", "trained on"),
            "key": ("公钥", "public key"),
            "reason": ("申请理由", "reason"),
            "paper": ("档号", "paper number"),
            "place": ("存放处", "kept at"),
            "rules": ("规定全文", "text of the rules"),
        },
    ),
    **under(
        "application.help",
        {
            "kind": (
                "R1：add 新增、change 变更、revoke 注销、deputy 临时代理、open_department 新部门",
                "R1: add, change, revoke, deputy or open_department",
            ),
            "department": ("R1：用平台的部门编号", "R1: id of the department that uses the platform"),
            "department_name": ("R1：只在新部门时填", "R1: for a new department alone"),
            "department_kind": ("R8：business 业务部、other 其他", "R8: business or other"),
            "supervisor": (
                "R1：将主管新部门的人，由他批准",
                "R1: who will be in charge of it, and approves",
            ),
            "person": (
                "R12：名册里的编号；新人用姓名拼音",
                "R12: id in the roster; a newcomer's name in pinyin",
            ),
            "name": ("R1：姓名", "R1: the person's name"),
            "staff_no": ("R1：工号", "R1: staff number"),
            "title": ("R1：现任职务", "R1: present title"),
            "telephone": (
                "R1：办公电话；不写手机号码",
                "R1: office telephone; never a mobile number",
            ),
            "email": ("R1：办公邮箱", "R1: office mail address"),
            "post": (
                "R8 R9：operator、drafter、department_manager",
                "R8 R9: operator, drafter or department_manager",
            ),
            "standby": (
                "R8：平时不用、由部门经理启用的第二名操作员",
                "R8: a dormant second operator, woken by the manager",
            ),
            "duties": (
                "R8：draft、contacts、send、statistics、maintenance",
                "R8: draft, contacts, send, statistics, maintenance",
            ),
            "since": ("R8：授权从何时起", "R8: from when the authority holds"),
            "until": ("R8：到何时止；空为不定", "R8: until when; empty for open-ended"),
            "replaces": ("R8：谁把岗位交给他；没有就空着", "R8: who gives the post up to him, or empty"),
            "trained_on": ("R8：操作员的培训日期", "R8: the day of an operator's training"),
            "key": (
                "R12：本人的 Ed25519 公钥一行；在册的人空着为不变",
                "R12: his own Ed25519 public key line; empty keeps the one on file",
            ),
            "reason": ("R1：为什么申请", "R1: why it is asked for"),
        },
    ),
}
"""Keys by prefix; `field.<name>` only for fields that Attachment 1 does not have."""
