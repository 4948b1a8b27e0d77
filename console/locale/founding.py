"""Founding an organisation: personal keys and their claim sheet, the ceremony's commands, and what is said of a plan."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "key",
        {
            "made": (
                "密钥已写入 {file}（只有本账号能读）",
                "The key is in {file} (readable by this account alone)",
            ),
            "fingerprint": ("指纹 {fingerprint}", "Fingerprint {fingerprint}"),
            "keep": (
                "口令忘了没有办法找回，只能换密钥。把 .pub 交给名册签署人，登记表打印签字。",
                "A forgotten passphrase cannot be had again. Hand the .pub file in, print the sheet and sign it.",
            ),
            "changed": ("{file} 的口令已更换", "The passphrase of {file} is changed"),
            "rule": (
                "口令至少 12 个字符，或 4 个不同的词；不要用姓名。偷到文件的人会先试短的和常见的。",
                "At least 12 characters or 4 different words, and no name: a thief tries short and common ones first.",
            ),
            "new_prompt": ("新口令：", "New passphrase: "),
            "again_prompt": ("再输一遍：", "Once more: "),
            "sheet_written": ("登记表已写入 {file}", "The sheet is in {file}"),
        },
    ),
    **under(
        "key.sheet",
        {
            "title": (
                "签名密钥登记表（电子签名法第十三条）",
                "SIGNING KEY CLAIM SHEET (Electronic Signature Law, 13)",
            ),
            "organisation": ("机构", "organisation"),
            "name": ("姓名", "name"),
            "staff_no": ("工号", "staff number"),
            "department": ("部门", "department"),
            "post": ("岗位", "post"),
            "printed": ("打印日期", "printed on"),
            "fingerprint": ("密钥指纹（{kind}，逐组核对）", "Fingerprint ({kind}; compare group by group)"),
            "public": ("公钥", "Public key"),
            "claim1": (
                "一、上述密钥由本人生成，私钥和口令只由本人掌握。",
                "1. I made this key; its private part and passphrase are under my control alone.",
            ),
            "claim2": (
                "二、用它在短信台所作的签名，与本人亲笔签名同样有效。",
                "2. What it signs on the SMS console binds me as my handwritten signature does.",
            ),
            "claim3": (
                "三、不借给他人，不代他人保管，不放在共用的地方。",
                "3. I lend it to nobody, and keep it in no shared place.",
            ),
            "claim4": (
                "四、遗失或疑似泄露，立即报告综合部，由本部门出具证明后换发（R12）。",
                "4. If it is lost or may have leaked I tell the General Department at once (R12).",
            ),
            "holder": ("持有人签字", "holder"),
            "manager": ("部门经理签字", "department manager"),
            "witness": ("见证人签字", "witness"),
            "date": ("日期", "date"),
        },
    ),
    **under(
        "org",
        {
            "plan_written": (
                "计划样本已写入 {file}。照说明填好，再用 org draft",
                "The sample plan is in {file}. Fill it in as it says, then org draft",
            ),
            "drafted": ("待签的文件已写入 {folder}", "What is to be signed is in {folder}"),
            "roots": (
                "根密钥：{count} 把，须 {threshold} 把签",
                "Root keys: {count}, of which {threshold} sign",
            ),
            "signers": (
                "名册签署人任命，第 {version} 版：{count} 人，须 {threshold} 人签",
                "Roster signers, version {version}: {count}, of whom {threshold} sign",
            ),
            "roster": ("名册，第 {version} 版", "Roster, version {version}"),
            "code": ("{name} 的校验码 {code}", "Check code of {name}: {code}"),
            "next_sign": (
                "下一步：根密钥签 signers-1，名册签署人签 roster-1：sms-console org sign {folder} signers-1 --key FILE",
                "Next: roots sign signers-1, roster signers roster-1: sms-console org sign {folder} signers-1 --key FILE",
            ),
            "complete": ("{name}：签名已齐（须 {least} 个）", "{name}: signed ({least} needed)"),
            "incomplete": (
                "{name}：还缺 {missing} 个签名（须 {least} 个）",
                "{name}: signatures missing: {missing} ({least} needed)",
            ),
            "missing": (
                "{name} 还缺 {missing} 个签名（须 {least} 个）",
                "{name}: signatures missing: {missing} ({least} needed)",
            ),
            "root": ("根密钥 {number}", "root {number}"),
            "signed": ("已签", "signed"),
            "unsigned": ("未签", "-"),
            "standby": ("备岗", "standby"),
            "wrong": ("须改正：{what}", "Must be put right: {what}"),
            "weigh": ("请留意：{what}", "Please weigh: {what}"),
            "confirm": (
                "同意就输入校验码的前 {count} 位",
                "To sign, type the first {count} characters of the check code",
            ),
            "confirm_needed": (
                "没有终端可问，须用 --confirm 写明校验码的前 {count} 位",
                "there is no terminal to ask; give the check code's first {count} characters with --confirm",
            ),
            "added": ("已在 {name} 上加了一个签名", "One signature added to {name}"),
            "exported": ("确切的字节已写入 {file}", "The exact bytes are in {file}"),
            "not_founded": ("机构还没有成立：", "The organisation is not founded yet:"),
            "founded": (
                "机构已成立：{name}。把下面各行抄在纸上，由各人留存：",
                "The organisation is founded: {name}. Write the following down on paper, one copy each:",
            ),
            "valid": ("名册有效到 {expires}", "The roster is valid until {expires}"),
            "expired": ("名册已于 {expires} 过期", "The roster expired at {expires}"),
            "next_start": (
                "下一步：把发送程序的密钥放进 {folder}/keys，再请系统管理员安装（install script --org {folder}），或在试用时启动业务台：python -m console.desk --home {folder}",
                "Next: put the dispatcher's key into {folder}/keys, then install it (install script --org {folder}), or for a trial start the desk: python -m console.desk --home {folder}",
            ),
            "signers_drafted": (
                "{name} 待根密钥签名；签齐后自动生效，业务台下次启动时读入",
                "{name} waits for the roots; once signed it takes its place, and the desk reads it at its next start",
            ),
        },
    ),
    **under(
        "org.kind",
        {
            "organisation": ("机构", "organisation"),
            "department": ("部门", "department"),
            "person": ("人员", "person"),
        },
    ),
    **under(
        "org.column",
        {
            "signed": ("签名", "signed"),
            "key_of": ("密钥属于", "key of"),
            "key": ("密钥指纹", "fingerprint"),
            "organisation": ("机构", "organisation"),
            "separation": ("职责分离", "separation"),
            "at": ("作成时间", "made at"),
            "expires": ("有效到", "valid until"),
            "policy": ("规则", "policy"),
            "screening": ("敏感词表", "screening list"),
            "gateways": ("网关", "gateways"),
            "pledge": ("保证书版本", "pledge version"),
            "departments": ("部门", "departments"),
            "services": ("程序", "services"),
            "signers": ("任命文件", "signers statement"),
            "person": ("代号", "id"),
            "name": ("姓名", "name"),
            "staff_no": ("工号", "staff no."),
            "phone": ("办公电话", "telephone"),
            "uid": ("账号", "uid"),
            "post": ("岗位", "post"),
            "department": ("部门", "department"),
            "since": ("起", "since"),
            "until": ("止", "until"),
            "note": ("备注", "note"),
        },
    ),
    **under(
        "finding",
        {
            "id_form": (
                "机构代号“{id}”不合写法：小写英文字母开头，只用字母、数字、连字符，不超过 40 位",
                "the organisation's id “{id}” is malformed: a small letter, then small letters, digits, hyphens; 40 at most",
            ),
            "name_unfit": (
                "{of} {id} 没有名称，或名称里有看不见的字符",
                "{of} {id} has no name, or one with hidden characters",
            ),
            "staff_no_missing": ("{person} 没有工号", "{person} has no staff number"),
            "staff_no_twice": (
                "工号 {number} 属于几个人：{people}",
                "staff number {number} is that of several: {people}",
            ),
            "phone_missing": ("{person} 没有办公电话", "{person} has no office telephone"),
            "phone_mobile": (
                "{person} 填的是手机号：名册进台账，台账不记手机号，请填办公电话",
                "{person} has a mobile number: the roster stands in the ledger, which holds none; give the office's",
            ),
            "no_account": (
                "{person} 没有账号，只能在别处签名、由同事带进来",
                "{person} has no account: he can only sign elsewhere and have it carried in",
            ),
            "root_account": (
                "{person} 用的是超级用户账号，能读所有人的文件",
                "{person} works as root, who can read everybody's files",
            ),
            "no_post": ("{person} 没有岗位", "{person} has no post"),
            "post_over": ("{person} 的岗位“{post}”已经到期", "{person}, {post}: it is over already"),
            "general_department": (
                "综合部须有且只有一个，现有 {count} 个",
                "there must be one General Department; there are {count}",
            ),
            "business_department": ("没有业务部", "there is no Business Department"),
            "registrar_missing": ("{department} 没有备案员", "{department} has no registrar"),
            "auditor_missing": ("没有审计员", "there is no auditor"),
            "days_many": (
                "名册有效期 {days} 天；须在 1 至 {most} 天之间",
                "the roster lasts {days} days; it must be 1 to {most}",
            ),
            "days_few": (
                "名册只有效 {days} 天，到期前须再签一版",
                "the roster lasts {days} days; the next version must be signed before",
            ),
            "solo": (
                "未分离：一个账号扮演所有人，只能连本机的模拟器",
                "not separated: one account plays everyone, and only the simulator of this machine can be reached",
            ),
            "roots_threshold": (
                "根密钥只须 {threshold} 把签；至少 {least} 把，否则一个人能改掉整个机构",
                "{threshold} root key signs; at least {least} must, or one person can remake the organisation",
            ),
            "roots_few": (
                "根密钥只有 {count} 把不同的，却须 {threshold} 把签",
                "there are {count} different root keys, and {threshold} must sign",
            ),
            "roots_no_spare": (
                "{count} 把根密钥一把也不能丢；常例是 3 把中 2 把",
                "of {count} root keys none may be lost; 2 of 3 is the rule",
            ),
            "signers_threshold": (
                "名册只须 {threshold} 人签；至少 {least} 人",
                "{threshold} roster signer signs; at least {least} must",
            ),
            "signers_few": (
                "名册签署人只有 {count} 名，却须 {threshold} 人签",
                "there are {count} roster signers, and {threshold} must sign",
            ),
            "signer_post": (
                "任命的名册签署人 {person} 在名册里没有这个岗位",
                "{person} is named a roster signer and does not have that post in the roster",
            ),
            "key_bad": (
                "{owner} 的公钥不能用（读不到文件，或不是 Ed25519）：{key}",
                "the key of {owner} cannot be used (no such file, or not Ed25519): {key}",
            ),
            "root_key_used": (
                "根密钥 {number} 又是 {owner} 的密钥：一把根密钥只列一次，不作别用",
                "root key {number} is that of {owner} too: a root key stands once and does nothing else",
            ),
            "policy_differs": (
                "规则文件不是名册写明的第 {version} 版",
                "the policy file is not version {version} that the roster names",
            ),
            "screening_differs": (
                "敏感词表不是名册写明的第 {version} 版",
                "the screening list is not version {version} that the roster names",
            ),
            "gateway_missing": ("没有网关", "there is no gateway"),
            "gateway_unlisted": (
                "网关文件 {gateway} 不在名册里",
                "the gateway file {gateway} is not in the roster",
            ),
            "gateway_differs": (
                "网关 {gateway} 的文件不是名册写明的那一份",
                "the file of gateway {gateway} is not the one that the roster names",
            ),
            "gateway_solo": (
                "未分离的机构只能连本机的模拟器，网关 {gateway} 不是",
                "without separation only a simulator of this machine is allowed, which {gateway} is not",
            ),
            "gateway_simulator": (
                "网关 {gateway} 是模拟器，不会真的发出去",
                "gateway {gateway} is a simulator: nothing reaches a handset",
            ),
            "gateway_open": (
                "网关 {gateway} 不加密（tls = false），只可用于专线",
                "gateway {gateway} is not encrypted (tls = false): for a leased line only",
            ),
            "service_missing": ("没有发送程序的密钥", "there is no key of the dispatcher"),
            "service_name": (
                "发送程序的代号 {id} 须以 {beginning} 开头",
                "the dispatcher's id {id} must begin with {beginning}",
            ),
        },
    ),
    **three(
        "problem",
        {
            "passphrase_short": (
                (
                    "口令太短：至少 {characters} 个字符，或 {words} 个不同的词。",
                    "The passphrase is too short: at least {characters} characters, or {words} different words.",
                ),
                (
                    "偷到密钥文件的人可以不停地试，短的几天就试出来。",
                    "Who steals the file may try for ever; a short one falls within days.",
                ),
                ("换一句自己记得住的长话。", "Take a longer sentence that you remember."),
            ),
            "passphrase_plain": (
                (
                    "口令太单调：至少要有 {kinds} 种不同的字符，且是文字。",
                    "The passphrase is too plain: it must be text of at least {kinds} different characters.",
                ),
                ("重复的字符，程序最先试。", "Repeated characters are what programs try first."),
                ("换一句自己记得住的话。", "Take another sentence that you remember."),
            ),
            "passphrase_name": (
                ("口令主要由姓名或文件名组成。", "The passphrase is little more than a name."),
                ("知道是谁的密钥，就先试他的名字。", "Who knows whose key it is tries his name first."),
                ("换一句不含姓名的话。", "Take one without the name."),
            ),
            "passphrases_differ": (
                ("两次输入的口令不同。", "The two passphrases differ."),
                (
                    "没有写任何文件：打错的口令谁也打不开。",
                    "Nothing was written: nobody opens a mistyped one.",
                ),
                ("再来一次。", "Start again."),
            ),
            "passphrase_same": (
                ("新口令和旧口令一样。", "The new passphrase is the old one."),
                ("没有更换。", "Nothing was changed."),
                ("换一个不同的口令。", "Choose another one."),
            ),
            "plan_unreadable": (
                ("计划读不懂：{error}", "The plan cannot be understood: {error}"),
                ("有缺的、多的或写错的项目。", "Something in it is missing, unknown or malformed."),
                ("对照 org plan 写出的样本改正。", "Compare it with the sample that org plan writes."),
            ),
            "policy_unreadable": (
                ("规则文件读不懂：{error}", "The policy pack cannot be understood: {error}"),
                ("它不是本程序的规则文件。", "It is none that this program knows."),
                ("用随程序的规则，或以它为底改写。", "Use the shipped pack, or begin from it."),
            ),
            "screening_unreadable": (
                ("敏感词表读不懂：{error}", "The screening list cannot be understood: {error}"),
                ("它不是本程序的敏感词表。", "It is none that this program knows."),
                ("用随程序的一份，或以它为底改写。", "Use the shipped list, or begin from it."),
            ),
            "gateway_unreadable": (
                ("网关文件 {name} 不能用：{error}", "The gateway file {name} cannot be used: {error}"),
                ("项目不对，或代号用了两次。", "A field is wrong, or its id stands twice."),
                ("以随程序的 demo 网关文件为底改写。", "Begin from the shipped file of the gateway demo."),
            ),
            "not_shipped": (
                ("随程序没有叫 {name} 的文件。", "No file named {name} is shipped."),
                ("有的是：{names}", "There are: {names}"),
                ("换个名字，或用 file 写明自己的文件。", "Choose one of them, or name your own with file."),
            ),
            "founding_wrong": (
                ("有 {count} 处须改正（{codes}）。", "To be put right: {count} ({codes})."),
                (
                    "照这样成立，制度规定的事办不成，或谁也不该签。",
                    "Founded like this, the regulation could not be followed; nobody should sign it.",
                ),
                (
                    "照上面各行改计划，重新 org draft 到新目录。",
                    "Change the plan as the lines above say, and org draft into a new folder.",
                ),
            ),
            "statement_unsound": (
                ("{name} 不能用：{why}", "{name} cannot be used: {why}"),
                (
                    "文件损坏、被改过，或里面有一个不对的签名。",
                    "It is damaged, was changed, or holds a signature that is not good.",
                ),
                (
                    "不要签。从可靠的副本恢复，或重新 org draft。",
                    "Do not sign. Take a good copy, or org draft anew.",
                ),
            ),
            "no_statement": (
                ("这里没有 {name}。", "There is no {name} here."),
                ("有的是：{names}", "There are: {names}"),
                ("写明其中一个。", "Name one of them."),
            ),
            "signature_bad": (
                ("这个签名不是 {name} 的：{why}", "It is no good signature of {name}: {why}"),
                (
                    "签的是另一份内容、另一个用途，或文件损坏。",
                    "It is of other bytes or another purpose, or damaged.",
                ),
                (
                    "用 org export 写出的确切字节和命令再签。",
                    "Sign the bytes of org export again, with its command.",
                ),
            ),
            "key_not_named": (
                (
                    "{name} 上没有这把密钥的位置（{fingerprint}）。",
                    "{name} has no place for this key ({fingerprint}).",
                ),
                (
                    "signers 由根密钥签，roster 由名册签署人签。",
                    "Roots sign signers statements; roster signers sign rosters.",
                ),
                ("用 org show 看谁该签，换一把密钥。", "See org show for who signs, and take that key."),
            ),
            "signed_already": (
                ("{name} 上已有 {owner} 的签名。", "{name} has the signature of {owner} already."),
                ("一把密钥只算一次。", "One key counts once."),
                ("请另一位签。", "Have another one sign."),
            ),
            "not_confirmed": (
                (
                    "输入的“{typed}”不是 {name} 的校验码。",
                    "“{typed}” is not the check code of {name}.",
                ),
                (
                    "没有签名：要先确认签的就是看过的这一份。",
                    "Nothing was signed: what is signed must be what was read.",
                ),
                ("看过内容，再输一遍。", "Read it, and type the code again."),
            ),
        },
    ),
}
"""`key.*`, `org.*`, `finding.<code>` and the problems of both groups."""
