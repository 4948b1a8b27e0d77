"""Refusals about roster versions: changes that make no sense, first and second signatures, and hand-overs."""

from typing import Final

from console.locale.entry import Pair, Three, three

_CHANGES: Final[dict[str, Three]] = {
    "roster_unknown_person": (
        ("名册里没有 {person}。", "The roster has no person {person}."),
        ("{clause}：岗位和密钥只给名册里的人。", "{clause}: posts and keys belong to people of the roster."),
        ("核对编号；新人先加入（--add-person）。", "Check the id; add a new person first (--add-person)."),
    ),
    "roster_person_known": (
        ("名册里已经有 {person}。", "The roster has a person {person} already."),
        (
            "{clause}：一个编号只属于一个人，离岗后也不另用。",
            "{clause}: an id is one person's, also after he left.",
        ),
        (
            "同一个人用 --edit-person、--add-key；另一个人换一个编号。",
            "For the same person use --edit-person or --add-key; give another person another id.",
        ),
    ),
    "roster_bad_id": (
        ("“{name}”不能作编号。", "“{name}” cannot be an id."),
        (
            "{clause}：编号是小写英文字母开头的 2 至 32 个字母、数字、-、_。",
            "{clause}: an id has 2 to 32 lower-case letters, digits, - and _, and begins with a letter.",
        ),
        ("换一个编号；姓名另填。", "Choose another id; the name is a field of its own."),
    ),
    "roster_name_twice": (
        ("“{name}”出现两次。", "“{name}” stands there twice."),
        (
            "{clause}：人、部门、网关各有各的编号。",
            "{clause}: people, departments and gateways have ids of their own.",
        ),
        ("换一个编号，或修改已有的一项。", "Choose another id, or change the entry that is there."),
    ),
    "roster_key_malformed": (
        ("这一行不是 Ed25519 公钥。", "This line is no Ed25519 public key."),
        (
            "{clause}：每人一把自己的签名密钥；只登记公钥。",
            "{clause}: everybody has a signing key of his own; its public half alone is recorded.",
        ),
        (
            "给出 .pub 文件，内容以 ssh-ed25519 开头。",
            "Give the .pub file; its line begins with ssh-ed25519.",
        ),
    ),
    "roster_key_taken": (
        ("这把密钥已登记在 {person} 名下。", "This key is {person}'s already."),
        (
            "{clause}：一把密钥只属于一个人，作废后也不再用。",
            "{clause}: a key is one person's, also after it was revoked.",
        ),
        ("请本人另生成一把密钥。", "Have the person make another key."),
    ),
    "roster_key_not_his": (
        ("{person} 名下没有这把有效的密钥。", "{person} has no such key in force."),
        (
            "{clause}：作废的是登记在本人名下的密钥。",
            "{clause}: one revokes a key that is recorded as the person's.",
        ),
        ("用 roster show 核对密钥指纹。", "Check the fingerprints with roster show."),
    ),
    "roster_revoked_later": (
        ("作废时间 {since} 还没有到。", "The key would be revoked at {since}, which is still to come."),
        (
            "{clause}：密钥一作废就不再有效，不能预定。",
            "{clause}: a revoked key is worth nothing at once; that is not for a later day.",
        ),
        ("到时再办，或改为现在。", "Do it on that day, or from now."),
    ),
    "roster_unknown_department": (
        (
            "名册里没有部门“{department}”，或这个岗位要写明部门。",
            "The roster has no department “{department}”, or the post needs one.",
        ),
        ("{clause}：部门先按附件3开通。", "{clause}: a department is opened by Attachment 3 first."),
        (
            "核对部门编号，或先开通（--open-department）。",
            "Check the department's id, or open it (--open-department).",
        ),
    ),
    "roster_two_operators": (
        (
            "{department} 会同时有两名操作员：{people}。",
            "{department} would have two operators at the same time: {people}.",
        ),
        (
            "{clause}：一个部门只设一名操作员，另一名可作备岗。",
            "{clause}: a department has one operator; a second may be its standby.",
        ),
        (
            "先结束前任的岗位（--end），或登记为备岗（,standby）。",
            "End the predecessor's post (--end), or file the second as standby (,standby).",
        ),
    ),
    "roster_post_not_held": (
        (
            "{person} 没有“{department}”的“{post}”岗位可以结束。",
            "{person} holds no post of {post} in “{department}” that could end.",
        ),
        ("{clause}：结束的是现在或以后担任的岗位。", "{clause}: a post ends that is held, or would be."),
        ("用 roster show 核对岗位和部门。", "Check post and department with roster show."),
    ),
    "roster_post_held": (
        (
            "{person} 已经担任“{department}”的“{post}”。",
            "{person} holds the post of {post} in “{department}” already.",
        ),
        ("{clause}：同一岗位登记一次。", "{clause}: one post is recorded once."),
        ("改期先结束原来的一项（--end）。", "For other dates, end the one that is there first (--end)."),
    ),
    "roster_post_dates": (
        (
            "{person} 的岗位到期日不晚于开始日，或已经过了。",
            "{person}'s post would end before it begins, or has ended by now.",
        ),
        ("{clause}：岗位有先后两个日期。", "{clause}: a post has a first and a later last moment."),
        ("改正日期。", "Correct the dates."),
    ),
    "roster_no_standby": (
        ("“{post}”没有备岗。", "A {post} has no standby."),
        ("{clause}：只有操作员和口令保管人设备岗。", "{clause}: operators and custodians alone have one."),
        (
            "去掉 standby；审批岗位用代签（order deputy）。",
            "Leave standby out; approving posts have deputies (order deputy).",
        ),
    ),
    "roster_person_left": (
        ("{person} 已经离岗，不能有岗位。", "{person} has left and can hold no post."),
        ("{clause}：岗位只给在岗的人。", "{clause}: posts are held by people who are here."),
        ("另选一位，或先让他复岗（--lift）。", "Choose somebody else, or bring him back first (--lift)."),
    ),
    "roster_standing_same": (
        ("{person} 的状态已经是：{standing}。", "{person} stands in the roster as {standing} already."),
        ("{clause}：每一项变动都要有内容。", "{clause}: every change changes something."),
        ("去掉这一项。", "Leave this change out."),
    ),
    "roster_no_gateway": (
        ("名册里没有网关“{gateway}”。", "The roster has no gateway “{gateway}”."),
        ("{clause}：停用的是名册里的网关。", "{clause}: one takes a gateway out that is in the roster."),
        ("核对编号。", "Check its id."),
    ),
    "application_not_filed": (
        (
            "申请表 {number} 还没有归档，或已经办过。",
            "Application {number} is not filed yet, or was carried out already.",
        ),
        (
            "{clause}：主管经理批准、综合部留存后才列入名册。",
            "{clause}: it enters the roster once it is approved and the General Department keeps it.",
        ),
        ("看它等谁办理。", "See for whom it waits."),
    ),
}

_SIGNATURES: Final[dict[str, Three]] = {
    "not_a_roster_signer": (
        ("{person} 现在不是名册签署人。", "{person} is no roster signer now."),
        ("{clause}：名册由两位名册签署人签发。", "{clause}: two roster signers sign each roster version."),
        ("请名册签署人办理。", "Ask the roster signers."),
    ),
    "roster_key_unnamed": (
        (
            "签名的密钥不在根密钥认可的名册签署人之中。",
            "The signing key is none of those that the root keys named as roster signers'.",
        ),
        (
            "{clause}：谁签名册，由根密钥决定，名册自己不能改。",
            "{clause}: the root keys say who signs rosters; no roster can change that.",
        ),
        (
            "用登记过的密钥签，或请根密钥保管人办理。",
            "Sign with the named key, or ask the holders of the root keys.",
        ),
    ),
    "roster_same_signer": (
        ("第一个签名就是您的。", "The first signature is yours."),
        (
            "{clause}：名册要两个人签，一个人签两次不算。",
            "{clause}: two people sign a roster; one person twice is not two.",
        ),
        ("请另一位名册签署人核对后签。", "Let another roster signer read and sign it."),
    ),
    "roster_not_open": (
        ("这份待签名册已不能签：{proposal}。", "This proposal can no longer be signed: {proposal}."),
        (
            "{clause}：过期、撤下、被另一版取代的，不再生效。",
            "{clause}: what expired, was dropped or overtaken takes no effect.",
        ),
        ("需要时重新提出（roster propose）。", "Propose it again if it is still wanted (roster propose)."),
    ),
    "roster_not_next": (
        (
            "这是第 {version} 版，接不上现行的第 {newest} 版。",
            "This is version {version}; it does not follow version {newest}, the newest.",
        ),
        (
            "{clause}：各版一环扣一环，发送程序不认断开的。",
            "{clause}: versions form a chain, and the dispatcher takes no other.",
        ),
        ("在现行版上重新提出。", "Propose it again on the newest version."),
    ),
    "roster_not_now": (
        (
            "名册写的制作时间是 {at}，早于上一版或还没有到。",
            "It says that it was made at {at}: before the version before it, or later than now.",
        ),
        ("{clause}：先后以时间为凭。", "{clause}: order rests on time."),
        ("校准时钟，重新提出。", "Set the clock right and propose it again."),
    ),
    "roster_before_order": (
        (
            "{at} 有一道人事指令，这一版不晚于它。",
            "A personnel order was given at {at}; this version is not younger.",
        ),
        (
            "{clause}：停用、代签、备岗之后的名册才说得清此后的权限。",
            "{clause}: only a version made after every suspension, deputation and standby order says what holds afterwards.",
        ),
        ("重新提出，再由两人签。", "Propose it again; both sign anew."),
    ),
    "roster_too_long": (
        ("有效期超过 {days} 天。", "It would last more than {days} days."),
        (
            "{clause}：名册最长 {days} 天，到期须重新核对。",
            "{clause}: a roster lasts {days} days at most, then everybody is looked at again.",
        ),
        ("缩短有效期。", "Make it shorter."),
    ),
    "roster_other_signers": (
        (
            "名册依据的不是最新的签署人名单。",
            "It does not rest on the newest statement of who signs rosters.",
        ),
        (
            "{clause}：谁签名册，以根密钥最近一次的决定为准。",
            "{clause}: the root keys' latest word says who signs rosters.",
        ),
        ("重新提出。", "Propose it again."),
    ),
    "roster_solo_changed": (
        (
            "演示名册不能变成正式名册，反过来也不行。",
            "A demo roster cannot become a real one, nor the other way round.",
        ),
        (
            "{clause}：账号是否分离，在安装时决定。",
            "{clause}: whether accounts are separated is decided at installation.",
        ),
        ("另建一个安装目录。", "Make another installation."),
    ),
    "roster_other_file": (
        (
            "业务台没有名册所指的这份{rule_file}：{name}（{digest}）。",
            "The desk does not have the {rule_file} that the roster names: {name} ({digest}).",
        ),
        (
            "{clause}：规则文件按内容登记，名册写的就是那一份。",
            "{clause}: such files are recorded by content, and a roster names that very one.",
        ),
        (
            "连同文件一起提出（policy propose、screening propose、gateway propose）。",
            "Propose it with its file (policy propose, screening propose, gateway propose).",
        ),
    ),
    "roster_unprovable": (
        ("发送程序不会认这一版：{refused}。", "The dispatcher would not take this version: {refused}."),
        (
            "{clause}：发布的每一版都要能从根密钥一路证明。",
            "{clause}: every version is proved from the root keys on.",
        ),
        ("按所说的改正，重新提出。", "Correct what it says, and propose it again."),
    ),
    "not_a_roster": (
        ("这不是名册。", "This is no roster."),
        (
            "{clause}：名册和个人签署各有各的办法。",
            "{clause}: rosters and personal acts have their own ways in.",
        ),
        ("个人签署用 statement carry。", "Personal acts are brought in by statement carry."),
    ),
    "list_without_importer": (
        (
            "通讯录的导入人 {person} 已不是本部门的起草专人，或签它的密钥已作废。",
            "{person}, who imported the list, is no drafter of the department any more, or the key that signed it is revoked.",
        ),
        (
            "{clause}：通讯录由现任起草专人导入并担保。",
            "{clause}: a drafter in office imports a list and vouches for it.",
        ),
        ("请现任起草专人重新导入。", "Have a drafter in office import it again."),
    ),
    "not_your_person": (
        ("{person} 的交接情况您无权查看。", "What {person} leaves behind is not open to you."),
        (
            "{clause}：本人、上级、综合部和名册签署人可以查看。",
            "{clause}: the person, those above him, the General Department and the roster signers may look.",
        ),
        ("请他的部门经理查看。", "Ask his department manager."),
    ),
}

_PROBLEMS: Final[dict[str, Three]] = {
    "no_such_roster": (
        ("没有第 {version} 版名册。", "There is no roster version {version}."),
        ("编号不对，或还没有发布。", "The number is wrong, or it is not published yet."),
        ("用 roster list 查看。", "See roster list."),
    ),
    "no_such_roster_proposal": (
        ("没有待签名册 {digest}。", "There is no roster proposal {digest}."),
        (
            "校验值不对或不足 8 位，或属于另一个安装。",
            "The digest is wrong or shorter than 8 digits, or belongs to another installation.",
        ),
        ("用 roster proposals 查看。", "See roster proposals."),
    ),
    "no_such_person": (
        ("没有 {person} 这个人。", "There is no person {person}."),
        ("编号不在名册里。", "The roster does not have this id."),
        ("用 people 查看。", "See people."),
    ),
    "roster_unproven": (
        (
            "业务台给的名册证明不了：{detail}。什么也没有签。",
            "The roster that the desk gave is not proved: {detail}. Nothing was signed.",
        ),
        (
            "本机按钉住的根密钥核对了各版名册，核对不成立。",
            "This machine judged the versions by the pinned root keys, and they do not hold.",
        ),
        (
            "不要签；请系统管理员和审计员查业务台。",
            "Do not sign; have the system administrator and the auditor look at the desk.",
        ),
    ),
    "roster_differs": (
        (
            "业务台拟的名册不是您要的：{detail}。什么也没有签。",
            "The roster that the desk drew up is not what you asked for: {detail}. Nothing was signed.",
        ),
        ("本机自己算了一遍，结果不同。", "This machine worked it out itself, with another result."),
        (
            "再试一次；仍不同，请系统管理员查业务台。",
            "Try again; if it still differs, have the desk looked at.",
        ),
    ),
    "changes_unreadable": (
        ("变动看不懂：{what}", "A change cannot be understood: {what}"),
        ("写法不对，或少了一项。", "It is misspelt, or something is missing."),
        ("看 roster propose --help 里的写法。", "See roster propose --help for how it is written."),
    ),
}

MESSAGES: Final[dict[str, Pair]] = {
    **three("refusal", _CHANGES),
    **three("refusal", _SIGNATURES),
    **three("problem", _PROBLEMS),
}
"""Keys `refusal.<code>` and `problem.<code>` with `.what`, `.why` and `.next`."""
