"""Words of rosters: differences between versions, alerts, proposals, and why requests were sent back."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "roster.difference",
        {
            "person_added": ("新增人员", "person added"),
            "person_changed": ("人员变更", "person changed"),
            "person_removed": ("删除人员", "person removed"),
            "key_added": ("新增密钥", "key added"),
            "key_changed": ("密钥变更", "key changed"),
            "key_removed": ("删除密钥", "key removed"),
            "post_added": ("任命", "appointed"),
            "post_changed": ("岗位变更", "post changed"),
            "post_removed": ("免去", "post ended"),
            "department_added": ("新增部门", "department added"),
            "department_changed": ("部门变更", "department changed"),
            "department_removed": ("删除部门", "department removed"),
            "gateway_added": ("新增网关", "gateway added"),
            "gateway_changed": ("网关文件变更", "gateway file changed"),
            "gateway_removed": ("停用网关", "gateway removed"),
            "service_added": ("新增服务", "service added"),
            "service_changed": ("服务变更", "service changed"),
            "service_removed": ("删除服务", "service removed"),
            "policy_changed": ("制度包变更", "policy pack changed"),
            "screening_changed": ("敏感词表变更", "screening list changed"),
            "field_changed": ("名册项目", "of the roster"),
            "grounds_changed": ("所依据的申请表、移交", "applications and hand-overs carried out"),
            "order_changed": ("排列次序变更", "order changed"),
        },
    ),
    **under(
        "roster",
        {
            "no_proposals": ("没有待签的名册。", "No roster version waits for a signature."),
            "no_alerts": ("没有冲突，也没有空缺。", "Nothing clashes and nothing is lacking."),
            "proposed": ("提出名册", "roster proposed"),
            "published": ("发布名册", "roster published"),
            "dropped": ("撤下待签名册", "proposal dropped"),
            "confirm_with": (
                "请另一位名册签署人核对：sms-console roster confirm {digest}",
                "Another roster signer reads and signs it: sms-console roster confirm {digest}",
            ),
            "next": (
                "第 {version} 版（接第 {old} 版），有效至 {expires}",
                "Version {version} (after version {old}), valid until {expires}",
            ),
            "proved": (
                "现行版已从根密钥核对；差异由本机算出：",
                "The version before is proved from the root keys; this machine worked out what differs:",
            ),
            "not_proved": (
                "未核对 NOT PROVED：本机没有根密钥（{file}），现行版只凭业务台一面之词。差异：",
                "NOT PROVED: this machine has no root keys ({file}); the version before is the desk's word. What differs:",
            ),
            "first": ("第一个签名：{person}", "First signature: {person}"),
            "lifts": (
                "! 恢复 {person}：停用的指令随这一版失效（据业务台）",
                "! Lifts the suspension of {person}: the order ends with this version (as the desk says)",
            ),
            "ground": (
                "依据 {number}（{kind}，{person} {post}）：本机逐个核对了签名",
                "Ground {number} ({kind}, {person} {post}): this machine verified each signature",
            ),
            "ground_false": (
                "! 依据不成立 {number}：{why}",
                "! The ground {number} does not hold: {why}",
            ),
            "ground_gone": (
                "    ! {person} 签过这份申请，现已停用或离岗",
                "    ! {person} signed this application and is suspended or gone now",
            ),
            "without_ground": (
                "! 以下 {n} 处没有申请表（附件3）作依据：",
                "! {n} of the changes have no application (Attachment 3) as their ground:",
            ),
            "agree": ("差异看过，签字", "I read what differs, and sign"),
            "yes_needed": (
                "这里没有人可问；看过差异后加 --yes",
                "nobody can be asked here; read what differs, then add --yes",
            ),
            "key_kept": (
                "! {person} 的旧密钥 {key} 仍然有效；不用了就在这一版里一并作废。",
                "! The older key {key} of {person} goes on counting; if it is used no more, revoke it with this version.",
            ),
            "leaves_behind": ("{person} 要交接的：", "What {person} leaves behind:"),
            "pending": ("在办申请", "requests under way"),
            "orders": ("代签、备岗", "deputies and standbys"),
            "order_for": ("{person} 代 {principal}", "{person} for {principal}"),
            "custody": ("口令保管", "custody"),
            "passwords": ("要交接的口令", "passwords to hand over"),
            "envelopes": ("要交接的信封", "envelopes to hand over"),
            "lists": ("导入的通讯录", "lists imported"),
            "policy": ("制度包", "policy pack"),
            "screening": ("敏感词表", "screening list"),
            "gateways": ("网关", "gateways"),
            "departments": ("部门", "departments"),
        },
    ),
    **under(
        "cli.column",
        {
            "expires": ("有效至", "until"),
            "people": ("人数", "people"),
            "signed_by": ("签署人", "signed by"),
        },
    ),
    **under(
        "roster.field",
        {
            "id": ("编号", "id"),
            "name": ("名称", "name"),
            "staff_no": ("工号", "staff number"),
            "phone": ("电话", "telephone"),
            "uid": ("系统账号", "account (uid)"),
            "standing": ("状态", "standing"),
            "public": ("公钥", "public key"),
            "fingerprint": ("指纹", "fingerprint"),
            "since": ("自", "from"),
            "held_since": ("任职自", "held since"),
            "until": ("至", "until"),
            "revoked": ("作废时间", "revoked since"),
            "person": ("人员", "person"),
            "post": ("岗位", "post"),
            "department": ("部门", "department"),
            "standby": ("备岗", "standby"),
            "kind": ("类别", "kind"),
            "digest": ("摘要", "digest"),
            "version": ("版本", "version"),
            "org": ("机构编号", "organisation id"),
            "org_name": ("机构名称", "organisation"),
            "previous": ("上一版摘要", "digest of the version before"),
            "signers": ("签署人名单摘要", "digest of the signers statement"),
            "at": ("制作时间", "made at"),
            "expires": ("有效至", "valid until"),
            "solo": ("演示", "solo"),
            "pledge": ("保证书版本", "pledge version"),
            "grounds": ("依据的摘要", "their digests"),
            "order": ("次序", "order"),
        },
    ),
    **under(
        "roster.proposal",
        {
            "open": ("待签", "open"),
            "published": ("已发布", "published"),
            "dropped": ("已撤下", "dropped"),
            "expired": ("已过期", "expired"),
            "overtaken": ("已被另一版取代", "overtaken"),
        },
    ),
    **under(
        "stopped",
        {
            "left": (
                "{person} 已离岗，经手的签名不再有效，请重新申请",
                "{person} has left, so what carries that name counts no longer; ask anew",
            ),
            "suspended": (
                "{person} 已停用，经手的签名不再有效，请重新申请",
                "{person} is suspended, so what carries that name counts no longer; ask anew",
            ),
            "key_revoked": (
                "{person} 的密钥已作废，用它签的不再有效，请重新申请",
                "{person}'s key is revoked, so what it signed counts no longer; ask anew",
            ),
            "policy": (
                "制度包换成了 {person}，原来的签名按旧制度，请重新申请",
                "the policy pack is {person} now, and the signatures were under the one before; ask anew",
            ),
            "gateway": (
                "网关 {person} 的文件换了，原来签的费用或发送号码不再对，请重新申请",
                "the file of gateway {person} is another, and the signed cost or sender code is no longer so; ask anew",
            ),
            "gateway_gone": (
                "网关 {person} 已停用，请另选网关重新申请",
                "gateway {person} went out of use; choose another and ask anew",
            ),
            "moved": (
                "{person} 签署时已按新名册免去该岗位，请重新申请",
                "{person} no longer held the post by the new roster when signing; ask anew",
            ),
        },
    ),
    **three(
        "alert",
        {
            "operator_missing": (
                ("{department} 没有操作员。", "{department} has no operator."),
                (
                    "{clause}：业务部、综合部各设一名操作员。",
                    "{clause}: the Business and the General Department each have one.",
                ),
                ("按附件3申请，由名册签署人任命。", "File Attachment 3; the roster signers appoint one."),
            ),
            "operators_two": (
                ("{department} 有两名操作员：{people}。", "{department} has two operators: {people}."),
                ("{clause}：一个部门只设一名。", "{clause}: a department has one."),
                ("下一版名册里结束其中一个岗位。", "End one of the posts in the next version."),
            ),
            "no_account": (
                (
                    "{person} 在名册里没有系统账号，登录不了，只能在别处签名、由同事带进来。",
                    "{person} has no system account in the roster: he cannot sign in, only sign elsewhere and have it carried in.",
                ),
                (
                    "{clause}：每人用自己的账号，业务台凭账号认人。",
                    "{clause}: everybody has an account of his own, and the desk knows people by it.",
                ),
                (
                    "系统管理员开好账号（id -u 账号名 看编号），名册签署人写进下一版：roster propose --edit-person {person},uid=编号。",
                    "Once the administrator has made it (id -u NAME tells its number), put it into the next version: roster propose --edit-person {person},uid=NUMBER.",
                ),
            ),
            "department_empty": (
                ("{department} 没有一个人担任岗位。", "Nobody holds a post in {department}."),
                (
                    "{clause}：开通的部门要有经理和起草专人。",
                    "{clause}: a department on the platform has a manager and a drafter.",
                ),
                ("任命，或暂不使用。", "Appoint people, or leave it unused."),
            ),
            "drafter_missing": (
                ("{department} 没有起草专人。", "{department} has no drafter."),
                ("{clause}：使用部门指定专人起草。", "{clause}: each using department names one."),
                ("按附件3申请。", "File Attachment 3."),
            ),
            "approver_missing": (
                ("{department} 没有“{post}”。", "{department} has no {post}."),
                (
                    "{clause}：少一级，申请就批不下去。",
                    "{clause}: without that level nothing can be approved.",
                ),
                ("由名册签署人任命。", "The roster signers appoint one."),
            ),
            "approver_only_drafter": (
                (
                    "{department} 的“{post}”{person} 又是唯一的起草人。",
                    "{person}, {post} of {department}, is its only drafter too.",
                ),
                (
                    "{clause}：自己起草的自己不能批，申请会卡住。",
                    "{clause}: nobody approves his own work, so requests get stuck.",
                ),
                ("另任命一名起草人。", "Appoint another drafter."),
            ),
            "supervisor_is_general_manager": (
                (
                    "{department} 的主管经理和总经理是同一人（兼）：{person}。",
                    "{person} is both supervising manager of {department} and general manager (兼).",
                ),
                (
                    "{clause}：签一次算两级，但推广仍须两个人批。",
                    "{clause}: one signature counts for both, but promotion still needs two people.",
                ),
                ("部门经理须是另一个人。", "The department manager must be somebody else."),
            ),
            "approvers_too_few": (
                (
                    "{department} 的“{category}”不足 {least} 个人审批。",
                    "{department} has fewer than {least} people to approve {category}.",
                ),
                (
                    "{clause}：兼岗也要够人数。",
                    "{clause}: also where posts are held together, enough people must sign.",
                ),
                ("把其中一级任命给另一个人。", "Give one of the levels to another person."),
            ),
            "custodian_missing": (
                ("没有口令保管人。", "There is no custodian."),
                (
                    "{clause}：系统账号和口令由专人保管。",
                    "{clause}: one person keeps accounts and passwords.",
                ),
                ("由名册签署人任命。", "The roster signers appoint one."),
            ),
            "custodians_two": (
                ("有两名口令保管人：{people}。", "There are two custodians: {people}."),
                (
                    "{clause}：专人保管，另一名作备岗。",
                    "{clause}: one person keeps them; a second is the standby.",
                ),
                ("结束其中一个岗位。", "End one of the posts."),
            ),
            "custodian_acts": (
                ("口令保管人 {person} 又担任“{post}”。", "The custodian {person} is {post} too."),
                (
                    "{clause}：保管口令的人不起草、不审批、不放行。",
                    "{clause}: who keeps the passwords neither drafts, approves nor releases.",
                ),
                ("把其中一个岗位任命给另一个人。", "Give one of the posts to another person."),
            ),
            "roster_signers_few": (
                ("在岗的名册签署人不足两人。", "Fewer than two roster signers are here."),
                ("{clause}：下一版名册要两个人签。", "{clause}: the next version needs two."),
                ("请根密钥保管人签发新的签署人名单。", "Have the holders of the root keys name new ones."),
            ),
            "roster_over": (
                ("名册已于 {expires} 到期。", "The roster expired at {expires}."),
                ("{clause}：到期后什么也不批、不发。", "{clause}: nothing is approved or sent after that."),
                (
                    "两位名册签署人签发新一版（roster propose）。",
                    "Two roster signers sign the next version (roster propose).",
                ),
            ),
            "roster_expiring": (
                ("名册还有 {days} 天到期（{expires}）。", "The roster expires in {days} days ({expires})."),
                ("{clause}：到期后什么也不批、不发。", "{clause}: nothing is approved or sent after that."),
                ("提前续签（roster propose）。", "Renew it in time (roster propose)."),
            ),
            "pledge_missing": (
                ("{person} 没有有效的保证书。", "{person} has no valid pledge."),
                (
                    "{clause}：没有保证书不能提交、审批、放行。",
                    "{clause}: without one nobody submits, approves or releases.",
                ),
                ("请本人签署。", "Have the person sign it."),
            ),
        },
    ),
}
"""`roster.difference.<code>`, `roster.field.<field>`, `roster.proposal.<state>`, `stopped.<why>`, and `alert.<code>` with its three texts."""
