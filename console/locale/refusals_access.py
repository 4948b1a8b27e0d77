"""Refusals about who is on the line, and about statements and connections as such."""

from typing import Final

from console.locale.entry import Pair, three

MESSAGES: Final[dict[str, Pair]] = three(
    "refusal",
    {
        "account_unknown": (
            (
                "名册里没有这个系统账号（uid {uid}）。",
                "The roster knows no person with this account (uid {uid}).",
            ),
            (
                "{clause}：使用平台的人须经申请、授权并列入名册，账号与人一一对应。",
                "{clause}: who uses the platform has applied, was authorised and stands in the roster, one account a person.",
            ),
            (
                "请部门经理按附件3办理申请；新名册签署后再登录。",
                "Ask your department manager for the Operator Application (Attachment 3); come back once a new roster is signed.",
            ),
        ),
        "account_shared": (
            (
                "名册里有几个人用同一个账号（uid {uid}）。",
                "The roster gives this account (uid {uid}) to several people.",
            ),
            (
                "{clause}：账号由专人保管，不得共用。",
                "{clause}: an account has one keeper and is never shared.",
            ),
            (
                "请名册签署人更正，每人一个账号。",
                "Ask the roster signers to correct it: one account a person.",
            ),
        ),
        "account_full": (
            ("本账号已有 {limit} 个连接。", "This account has {limit} connections already."),
            (
                "{clause}：业务台的连接由大家分用，一个账号不能占满。",
                "{clause}: everybody shares the desk's connections; one account must not take them all.",
            ),
            ("关掉本账号的其他窗口再试。", "Close other windows of this account and try again."),
        ),
        "desk_full": (
            ("业务台的 {limit} 个连接都在用。", "All {limit} connections of the desk are in use."),
            (
                "{clause}：所有操作都经同一个业务台，它的连接数有限。",
                "{clause}: everything goes through one desk, and it takes a limited number of connections.",
            ),
            (
                "请等别人退出，或请系统管理员查看谁占着连接。",
                "Wait until others leave, or ask the system administrator who holds the connections.",
            ),
        ),
        "identity_not_chosen": (
            ("正式名册下不能用 --as 选身份。", "Under a real roster nobody chooses who he is (--as)."),
            (
                "{clause}：是谁由系统账号决定，只有演示名册可以选。",
                "{clause}: the account says who calls; only a demo roster lets one choose.",
            ),
            ("去掉 --as，用您自己的账号登录。", "Leave --as out and log in with your own account."),
        ),
        "nobody_named": (
            ("没有说明您是谁。", "Nobody was named."),
            (
                "{clause}：每个动作都记在一个列入名册的人名下；演示名册由您自己选。",
                "{clause}: every act is some rostered person's; under a demo roster you say whose.",
            ),
            (
                "加上 --as 人员编号；编号见 sms-console people，或演示开头的名单。",
                "Add --as PERSON; ids stand in the demo's list of people, or in `sms-console people`.",
            ),
        ),
        "not_own_account": (
            ("这个账号不能以 {person} 的名义操作。", "This account cannot act as {person}."),
            (
                "{clause}：账号由本人使用，不得代用。",
                "{clause}: an account serves its own person and nobody else.",
            ),
            ("用本人的账号登录，并去掉 --as。", "Log in with your own account and leave --as out."),
        ),
        "not_in_roster": (
            (
                "名册里没有 {person}，或此人现在没有任何岗位。",
                "{person} is not in the roster, or holds no post at this moment.",
            ),
            (
                "{clause}：只有经授权、在有效期内的人能操作。",
                "{clause}: only people with an authority in force may act.",
            ),
            (
                "请部门经理核对任命和有效期，由名册签署人签发新名册。",
                "Ask the department manager to check the appointment and its dates; the roster signers then issue a new version.",
            ),
        ),
        "person_not_active": (
            ("{person} 在名册中的状态是：{standing}。", "{person} stands in the roster as: {standing}."),
            (
                "{clause}：授权停用后即不能再操作。",
                "{clause}: once the authority is suspended, nothing more is done under it.",
            ),
            (
                "请部门经理说明原因；恢复须签发新名册。",
                "Ask the department manager for the reason; only a new roster version restores it.",
            ),
        ),
        "service_unknown": (
            ("名册里没有服务 {service}。", "The roster has no service {service}."),
            (
                "{clause}：发送程序的密钥也要列入名册、由专人管理。",
                "{clause}: the dispatcher's key stands in the roster and has a keeper, too.",
            ),
            (
                "请系统管理员核对服务编号，或由名册签署人把它列入。",
                "Ask the system administrator to check the service's id, or the roster signers to list it.",
            ),
        ),
        "service_has_no_post": (
            ("服务程序不能替人做这件事。", "A service cannot do this in a person's place."),
            (
                "{clause}：起草、审批、放行都由任命的人做。",
                "{clause}: drafting, approving and releasing are done by appointed people.",
            ),
            ("由有岗位的人本人登录后办理。", "Have the person with the post log in and do it."),
        ),
        "not_a_service": (
            ("这个调用只供发送程序使用。", "Only the dispatcher makes this call."),
            (
                "{clause}：完整号码只交给发送程序，不交给任何人。",
                "{clause}: whole numbers go to the dispatcher alone, to no person.",
            ),
            (
                "看掩码后的名单：sms-console send recipients。",
                "Look at the masked list: sms-console send recipients.",
            ),
        ),
        "wire_version": (
            (
                "控制台（{console}）与业务台（{desk}）的版本不同。",
                "Console ({console}) and desk ({desk}) speak different versions.",
            ),
            (
                "{clause}：所有人用同一套规则，两边版本必须一致。",
                "{clause}: everybody meets the same rules, so both sides must be of one version.",
            ),
            (
                "请系统管理员把控制台和业务台更新到同一版本。",
                "Ask the system administrator to bring both to the same release.",
            ),
        ),
        "roster_expired": (
            ("名册已于 {expires} 到期。", "The roster expired at {expires}."),
            (
                "{clause}：有权人以有效的名册为准，名册到期后什么也不批、不发。",
                "{clause}: the roster in force says who has authority; after it expires nothing is approved or sent.",
            ),
            (
                "请两位名册签署人签发新一版名册。",
                "Ask two roster signers to sign the next version.",
            ),
        ),
        "not_your_department": (
            ("{department} 的内容您无权查看。", "What belongs to {department} is not open to you."),
            (
                "{clause}：各部门负责本部门的内容和通讯录。",
                "{clause}: each department answers for its own texts and lists.",
            ),
            (
                "请该部门的起草人或经理查看，或请综合部协助。",
                "Ask that department's drafter or manager, or the General Department.",
            ),
        ),
        "not_your_entry": (
            ("这条台账的全文您无权查看。", "The whole of this entry is not open to you."),
            (
                "{clause}：各部门看本部门的内容；全文给本人、总经理、审计员和综合部看。",
                "{clause}: departments see their own; whole entries are open to their actor, the general manager, the auditor and the General Department.",
            ),
            ("请审计员或综合部查看。", "Ask the auditor or the General Department."),
        ),
        "not_canonical": (
            (
                "这份文件的字节不是规定的写法：{detail}",
                "The bytes are not the one allowed spelling: {detail}",
            ),
            (
                "{clause}：签的是确切的字节，换一种写法就不是同一份。",
                "{clause}: exact bytes are signed; another spelling is another document.",
            ),
            (
                "不要用编辑器改动或另存；重新用 statement prepare 生成再签。",
                "Do not edit or re-save the file; prepare it again (statement prepare) and sign that.",
            ),
        ),
        "not_a_personal_act": (
            ("这不是可以在此提交的个人签署文件。", "This is not a personal act that can be handed in here."),
            (
                "{clause}：名册等文件由名册签署人另行签发。",
                "{clause}: rosters and the like are issued by the roster signers in their own way.",
            ),
            (
                "核对文件；个人签署用 statement prepare 生成。",
                "Check the file; personal acts are made by statement prepare.",
            ),
        ),
        "foreign_organisation": (
            ("文件属于另一个机构。", "The statement belongs to another organisation."),
            (
                "{clause}：签名只在签署时写明的机构有效。",
                "{clause}: a signature counts only in the organisation that it names.",
            ),
            (
                "核对 --home 是不是您的机构，再重新生成、签署。",
                "Check that --home is your own organisation's; then prepare and sign again.",
            ),
        ),
        "bad_signature": (
            ("签名与文件不符：{detail}", "The signature does not fit the bytes: {detail}"),
            (
                "{clause}：须有权人本人签名，签的就是这份文件。",
                "{clause}: the person with authority signs, and signs exactly this document.",
            ),
            (
                "确认文件没有改动、-n 用途无误，再签一次。",
                "Make sure the file is unchanged and the purpose (-n) is right, then sign it again.",
            ),
        ),
        "not_the_signer": (
            (
                "签名的密钥不是 {person} 名下有效的密钥。",
                "The signing key is no key in force of {person}.",
            ),
            (
                "{clause}：必须由署名的人用自己的密钥签名。",
                "{clause}: the person named signs with a key of his own.",
            ),
            (
                "换用自己的密钥文件（--key）；密钥已换或遗失的，先更新名册。",
                "Use your own key file (--key); if the key was replaced or lost, the roster must say so first.",
            ),
        ),
        "other_roster": (
            (
                "文件依据的是第 {version} 版名册，现行的不是这一版。",
                "The statement rests on roster version {version}, which is not the one in force.",
            ),
            (
                "{clause}：权限以签署时现行的名册为准。",
                "{clause}: authority is judged by the roster in force.",
            ),
            ("重新生成文件并签署。", "Prepare the statement again and sign it."),
        ),
        "signed_before": (
            ("同一份签署已经收到过。", "This very signed act was taken before."),
            (
                "{clause}：一份签署只生效一次。",
                "{clause}: one signed act takes effect once.",
            ),
            (
                "用 request show 查看现状；要再做一次，重新生成并签署。",
                "See how things stand with request show; to act again, prepare and sign anew.",
            ),
        ),
        "signed_in_future": (
            (
                "签署时间 {at} 在业务台的时钟（{now}）之后。",
                "It is dated {at}, ahead of the desk's clock ({now}).",
            ),
            (
                "{clause}：签署的先后以时间为凭，时钟必须准确。",
                "{clause}: the order of signatures rests on time, so clocks must be right.",
            ),
            (
                "校准签署所用机器的时钟，重新生成并签署。",
                "Set the clock of the machine that signed, then prepare and sign again.",
            ),
        ),
    },
)
"""Keys `refusal.<code>.what`, `.why` and `.next`; `{clause}` is the clause in words."""
