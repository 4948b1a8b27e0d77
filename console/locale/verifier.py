"""What the verifiers say: of a bundle (one sentence a name), of the ledger, and of a single signature."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "refused",
        {
            "not_canonical": (
                "字节不是规定的写法，可能被改动或重新保存过",
                "the bytes are not the one allowed spelling: changed or saved anew",
            ),
            "bundle_malformed": (
                "证据包缺项或放错了文件",
                "a part of the bundle is missing or of another kind",
            ),
            "foreign_organisation": ("属于另一个机构", "it belongs to another organisation"),
            "signers_not_by_roots": (
                "名册签署人的任命没有足够的根密钥签名",
                "too few root keys signed who the roster signers are",
            ),
            "roster_not_by_signers": (
                "名册没有足够的名册签署人签名",
                "too few roster signers signed the roster",
            ),
            "roster_chain_broken": ("名册各版之间断了链", "the chain of roster versions is broken"),
            "order_signature": (
                "一道人事指令（代签、备岗、停用、收回）的签名不对",
                "the signature of a personnel order (deputy, standby, suspension, recall) is wrong",
            ),
            "order_not_allowed": (
                "给出人事指令的人当时无权给出",
                "a personnel order came from somebody who could not give it",
            ),
            "step_deputy": (
                "签名写的代签关系与指令不符",
                "a signature claims a deputation that no order gives",
            ),
            "extension_window": (
                "延期后的时段不比原来的晚，或签署时已过",
                "an extension's window is not later, or had passed when it was signed",
            ),
            "pair_signature": (
                "两人办理的一个签名不对，或不是名册里那个人的",
                "one of the two signatures is wrong, or not that person's by the roster",
            ),
            "pair_differs": (
                "两个签名说的不是同一件事，或不是这一次发送",
                "the two signatures do not speak of the same thing, or not of this send",
            ),
            "pair_order": (
                "两个签名的先后不对，或早于放行",
                "the two signatures are not in order, or older than the release",
            ),
            "pair_expired": ("提议已经过期，须重新提议", "the proposal has expired; propose it again"),
            "pair_not_allowed": (
                "签名的人无权提议或确认",
                "somebody signed who may not propose or confirm this",
            ),
            "settle_count": (
                "写明的人数与发送台现有的结果不明人数不同，须看过再提议",
                "the count that was signed is not how many unknown recipients the dispatcher has; look again and propose anew",
            ),
            "continue_count": (
                "写明的人数与发送台现有的可再发人数不同，须看过再提议",
                "the count that was signed is not how many the dispatcher can send to again; look again and propose anew",
            ),
            "continue_window": (
                "再发的时段不对：次序颠倒、超过三十一天，或签名时已过",
                "the window is out of order, longer than thirty-one days, or was over when it was signed",
            ),
            "signer_frozen": ("签名的人已被冻结", "one of those who signed is frozen"),
            "erase_count": (
                "条数与所列的不符",
                "the number of rows is not what the parts add up to",
            ),
            "erase_twice": ("同一项列了两遍", "a part is named twice"),
            "erase_differs": (
                "所列的与发送台的不符，或漏了同一申请的发送",
                "what is named is not what is here, or a send of the same request is left out",
            ),
            "erase_running": ("还没有发完", "it is not over"),
            "erase_unsettled": ("还有结果不明的收件人", "recipients are still in doubt"),
            "erase_early": (
                "按发送台自己的制度包还没有到期",
                "it is not due by the dispatcher's own policy pack",
            ),
            "erase_held": ("有保全令，或已冻结", "a legal hold or a freeze keeps it"),
            "hold_unknown": (
                "发送台没有这道保全令",
                "the dispatcher does not know this legal hold",
            ),
            "freeze_unknown": (
                "发送台没有所说的那次冻结，或它已解除",
                "the dispatcher has no such freeze, or it is lifted already",
            ),
            "freeze_of_loss": (
                "这次冻结属于在办的遗失单，须按遗失单恢复",
                "the freeze belongs to an open loss case, which alone ends it",
            ),
            "other_password": (
                "发送台现有的口令不是所签的那个，或没有试过",
                "the password in force at the dispatcher is not the one that was signed, or is not proved",
            ),
            "rearm_not_asked": (
                "发送程序没有以这个标记要求重新启用",
                "the dispatcher does not ask to be armed again under this mark",
            ),
            "continue_source": (
                "发送台没有所说的那次发送，或它还没有结束",
                "the dispatcher has no such send, or it has not ended",
            ),
            "settle_early": (
                "还有未发完的收件人，结果不明的人数还会变",
                "some recipients are still to be sent to, so the number of unknowns may still change",
            ),
            "hidden_characters": ("内容里有看不见的字符", "it holds characters that a reader does not see"),
            "roster_older": ("名册比已经认过的更旧", "the roster is older than one already accepted"),
            "roster_forked": ("同一版名册有两份不同的", "there are two different rosters of one version"),
            "roster_expired": ("名册已过期", "the roster has expired"),
            "roster_in_future": (
                "最新一版名册的制作时间还没有到",
                "the newest roster is dated in the future",
            ),
            "ground_signature": (
                "操作员申请表上的一个签名不对，或不是名册里那个人的",
                "a signature on the application is wrong, or not that person's by the roster",
            ),
            "ground_chain": (
                "不是那份申请表，或它的各步之间断了链",
                "it is not that application, or the chain of its steps is broken",
            ),
            "ground_decision": (
                "申请、授权、批准或存档的人当时无权签，或与路线不符",
                "somebody applied, authorised, approved or filed who could not, or not on its route",
            ),
            "ground_not_filed": (
                "申请表没有按授权、批准、存档走完",
                "the application is not authorised, approved and filed to the end",
            ),
            "ground_used": (
                "申请表已由先前的一版名册办过",
                "an earlier roster version carried the application out",
            ),
            "roster_too_long": ("名册有效期超过一百天", "the roster is valid for more than a hundred days"),
            "roster_ambiguous": (
                "名册中同一把密钥属于两个人",
                "one key stands under two names in the roster",
            ),
            "roster_not_in_force": (
                "签署时所依据的名册当时并不生效",
                "the roster that the act rests on was not in force then",
            ),
            "policy_differs": ("规则文件与名册写明的不同", "the policy file is not the one in the roster"),
            "policy_other_version": (
                "申请依据的是另一版规则",
                "the request rests on another version of the policy",
            ),
            "gateway_differs": ("网关文件与名册写明的不同", "the gateway file is not the one in the roster"),
            "gateway_not_approved": ("所用网关不在批准之列", "that gateway was not approved"),
            "gateway_not_for_solo": (
                "演示名册只能连本机模拟器，不能连真网关",
                "a demo roster reaches nothing but a simulator on this machine",
            ),
            "request_signature": ("申请的签名不对", "the signature on the request is not good"),
            "request_not_by_drafter": (
                "申请不是由本部门起草专人签的",
                "the request was not signed by the department's drafter",
            ),
            "request_text": ("短信文字不合规定", "the message text is not allowed"),
            "request_route": ("审批路线与规则不符", "the route is not the one that the policy asks for"),
            "request_version": (
                "申请的版本和前一版对不上",
                "the request's version and its predecessor do not fit",
            ),
            "request_sender": ("发送号码不是网关文件中的", "the sender code is not that of the gateway file"),
            "request_pledge": (
                "申请写明的保证书（附件2）不是现行版本",
                "the request names another version of the pledge (Attachment 2) than the one in force",
            ),
            "request_cost": ("条数或费用算得不对", "parts or cost do not add up"),
            "list_missing": ("缺少通讯录清单", "a list manifest is missing"),
            "list_signature": ("通讯录清单的签名不对", "the signature on a list manifest is not good"),
            "list_not_by_drafter": (
                "通讯录清单不是由起草专人签的",
                "a list manifest was not signed by a drafter",
            ),
            "list_other_department": ("通讯录属于另一个部门", "a list belongs to another department"),
            "list_count": ("号码个数与清单不符", "the count of numbers is not that of the manifest"),
            "list_root": (
                "号码与清单的校验值不符，名单被换过",
                "the numbers do not give the signed root: the list was changed",
            ),
            "pledge_signature": ("保证书的签名不对", "the signature on a pledge is not good"),
            "step_signature": ("一个步骤的签名不对", "the signature on a step is not good"),
            "step_not_by_signer": (
                "一个步骤不是由署名的人签的",
                "a step was not signed by the person that it names",
            ),
            "step_other_request": ("一个步骤属于另一份申请", "a step belongs to another request"),
            "step_order": ("步骤的次序不对", "the steps are out of order"),
            "step_not_allowed": ("签的人当时无权签", "the signer had no authority for the step"),
            "step_ended": ("申请已被退回、驳回或撤回", "the request was returned, rejected or withdrawn"),
            "step_count": ("审批时输入的人数不符", "the count typed at an approval is another"),
            "step_unchecked": (
                "部门经理没有确认审核过内容和通讯录",
                "the department manager did not confirm text and list",
            ),
            "route_incomplete": ("审批没有走完", "the route is not complete"),
            "acceptance_incomplete": ("综合部没有收齐", "the General Department did not have everything"),
            "release_missing": ("没有放行", "there is no release"),
            "release_slot": ("放行的时段不存在或重复", "the released slot does not exist, or stands twice"),
            "release_count": ("放行时输入的人数不符", "the count typed at the release is another"),
            "release_not_allowed": ("放行的人当时无权放行", "the releaser had no authority for it"),
            "resume_not_allowed": ("恢复的人当时无权恢复", "the resume was not by one who may"),
            "signed_in_future": ("签署时间在将来", "something was signed in the future"),
            "signer_not_active": ("签的人已停用或离开", "a signer was suspended or has left"),
            "key_revoked": ("签的密钥已被注销", "a signing key was revoked"),
            "window_passed": ("发送时段已过", "the window has passed"),
            "released_already": ("这一时段已经放行并领走过", "this slot was released and taken before"),
            "bundle_too_large": (
                "证据包太大，一次传不完；请综合部收回多余的人事指令",
                "the bundle does not go into one frame; have personnel orders that are not needed recalled",
            ),
            "released_before_rearm": (
                "放行在重新启用之前，须再放行一次",
                "it was released before the installation was re-armed; release it again",
            ),
            "release_differs": ("证据包不是这次放行的", "the bundle is not that of this release"),
            "release_unreadable": (
                "业务台给出的放行数据超出范围",
                "what the desk offers of the release is out of bounds",
            ),
            "parts_differ": ("实际条数多于批准的条数", "it would take more parts than were approved"),
            "text_unsendable": ("网关的编码写不出这段文字", "the gateway's encoding cannot hold the text"),
            "gateway_not_here": (
                "发送程序没有名册写明的这份网关文件",
                "the dispatcher does not have that gateway's file of the roster",
            ),
            "gateway_changing": (
                "网关换了文件，发送程序正按新文件重新连接",
                "the gateway's file is another, and the dispatcher is connecting anew by it",
            ),
            "policy_not_here": (
                "发送程序没有名册写明的这一版制度包",
                "the dispatcher does not have the policy pack of the roster",
            ),
        },
    ),
    **under(
        "chain",
        {
            "missing": ("缺了一条", "an entry is missing"),
            "forked": ("同一编号有两条", "a number stands twice"),
            "moved": ("条目换了编号", "an entry was written under another number"),
            "unreadable": ("条目内容读不懂", "the envelope is none that this program writes"),
            "edited": ("条目被改过", "the entry was edited"),
            "unlinked": ("与前一条接不上", "it does not follow from the entry before it"),
            "columns": ("列表所用的栏与条目内容不符", "the columns differ from the envelope"),
            "statement": ("所附签署文件被换过", "the stored statement is another"),
            "time": ("时间早于前一条", "it is earlier than the entry before it"),
            "rewritten": (
                "与留底的凭证码不符，此前的内容被整段重写",
                "it differs from a head kept elsewhere: rewritten with all links after it",
            ),
            "cut": ("比留底的凭证码短，末尾被截掉", "it ends before a head kept elsewhere: its tail was cut"),
        },
    ),
    **under(
        "verdict",
        {
            "good": ("签名有效", "good"),
            "bad_signature": ("签名无效", "bad signature"),
            "not_the_signer": ("不是本人密钥", "not the signer's key"),
        },
    ),
}
"""`refused.<name>`, `chain.<reason>` and `verdict.<name>`: half sentences that follow a colon."""
