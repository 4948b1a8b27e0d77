"""Refusals about applications (Attachment 3) and pledges (Attachment 2)."""

from typing import Final

from console.locale.entry import Pair, Three, three

_DECIDING: Final[dict[str, Three]] = {
    "not_an_applicant": (
        ("您不能替 {department} 提出申请。", "You cannot hand in an application for {department}."),
        (
            "{clause}：由用平台的部门自己填报操作员申请表。",
            "{clause}: the department that uses the platform fills in the Operator Application itself.",
        ),
        (
            "请该部门的起草人、操作员或经理填报，或由本人填报。",
            "Ask its drafter, operator or manager, or the person himself, to fill it in.",
        ),
    ),
    "not_opener": (
        ("新部门的申请不由您提出。", "It is not yours to apply for a new department."),
        (
            "{clause}：综合部管理平台，新部门由它的备案员或经理登记。",
            "{clause}: the General Department keeps the platform; its registrar or manager enters a new department.",
        ),
        ("请综合部的备案员或经理办理。", "Ask the General Department's registrar or manager."),
    ),
    "own_enrolment": (
        ("{person} 不能审批关于自己的申请。", "{person} cannot decide on an application about himself."),
        (
            "{clause}：操作员由部门经理授权，不由本人授权。",
            "{clause}: an operator is authorised by the department manager, never by himself.",
        ),
        ("请同一岗位的另一个人，或上一级办理。", "Ask another holder of the post, or the level above."),
    ),
    "application_signed_already": (
        ("{person} 已经在这份申请上签过名。", "{person} has signed this application already."),
        (
            "{clause}：申请、审批、存档各由不同的人签，一人一签。",
            "{clause}: applying, deciding and filing are different people's; one person, one signature.",
        ),
        ("由下一级的人签。", "The next level is somebody else's."),
    ),
    "application_signer_gone": (
        (
            "签过这份申请的 {person} 已经停用或离岗。",
            "{person}, who signed this application, is suspended or gone.",
        ),
        (
            "{clause}：停用的人签过的，未办完的不再往下走。",
            "{clause}: what somebody suspended has signed goes no further while it is pending.",
        ),
        ("退回，由部门重新填报。", "Return it; the department hands it in anew."),
    ),
    "application_not_waiting": (
        ("申请表现在是“{state}”，没有这一步可办。", "The application is {state}; this step is not open."),
        (
            "{clause}：先由部门经理授权、主管经理批准，再由综合部存档。",
            "{clause}: first it is authorised and approved, then filed by the General Department.",
        ),
        ("用 application show 看它等谁。", "See whom it waits for: application show."),
    ),
    "application_not_approved": (
        ("申请表还没有批准，现在是“{state}”。", "The application is not approved yet: {state}."),
        (
            "{clause}：批准签字后才交综合部留存。",
            "{clause}: the General Department keeps it once it is approved and signed.",
        ),
        ("等前面签完。", "Wait for the levels before."),
    ),
    "other_decision": (
        ("这一级是“{post}”，要签的不是这一种。", "This level is the {post}'s; it takes another decision."),
        (
            "{clause}：部门经理签授权，上面各级签批准。",
            "{clause}: the department manager authorises, the levels above approve.",
        ),
        (
            "部门经理用 authorise，其余各级用 approve。",
            "The department manager uses authorise, every other level approve.",
        ),
    ),
    "no_such_decision": (
        ("没有“{decision}”这种决定。", "There is no decision “{decision}”."),
        ("{clause}：每一步有自己的名字。", "{clause}: each step has its name."),
        (
            "可用：authorise、approve、file、return、reject、withdraw。",
            "Known: authorise, approve, file, return, reject, withdraw.",
        ),
    ),
    "not_filing": (
        ("存档不由您办。", "Filing is not yours."),
        ("{clause}：申请表交由综合部留存。", "{clause}: the General Department keeps the application."),
        (
            "请综合部没有签过这份申请的操作员、备案员或经理办理。",
            "Ask its operator, registrar or manager who has not signed this application.",
        ),
    ),
    "not_your_application": (
        ("这份申请不由您撤回。", "It is not yours to withdraw this application."),
        (
            "{clause}：由填报人、本人或部门经理撤回。",
            "{clause}: who handed it in, the person himself or the department manager withdraws it.",
        ),
        ("请他们办理；审批人可以退回或驳回。", "Ask one of them; who decides may return or reject it."),
    ),
    "paper_missing": (
        ("没有写纸质表的档号。", "The paper's archive number is missing."),
        (
            "{clause}：签过字的申请表由综合部留存。",
            "{clause}: the signed paper is kept by the General Department.",
        ),
        ("写上档号和存放处（--paper、--place）。", "Give its number and place (--paper, --place)."),
    ),
    "paper_only_filed": (
        ("只有存档时才写档号和存放处。", "Number and place are given with the filing alone."),
        ("{clause}：纸质表由综合部收下时编号。", "{clause}: the paper gets its number when it is taken in."),
        ("去掉这两项。", "Leave them out."),
    ),
    "application_not_returned": (
        ("申请表现在是“{state}”，不能改。", "The application is {state} and cannot be changed."),
        (
            "{clause}：退回的申请表改后再交，前面的签字作废。",
            "{clause}: a returned application is handed in anew, and the signatures on it are void.",
        ),
        ("请审批人先退回；或另交一份。", "Ask who decides to return it, or hand in another."),
    ),
    "application_fixed": (
        ("{number} 改后，部门或事项变了。", "Department or kind differ from those of {number}."),
        (
            "{clause}：同一编号的申请表是同一件事。",
            "{clause}: one number is one matter.",
        ),
        ("部门或事项不同，另交一份。", "For another department or kind, hand in another application."),
    ),
}

_FORM: Final[dict[str, Three]] = {
    "application_mobile": (
        ("“{field}”里有手机号码。", "“{field}” holds a mobile number."),
        (
            "{clause}：申请表永远留在台账里，台账不存手机号码。",
            "{clause}: the application stays in the ledger for ever, and the ledger holds no mobile number.",
        ),
        ("写办公电话或邮箱。", "Give an office telephone or mail address."),
    ),
    "email_form": (
        ("这不是一个邮箱。", "This is no mail address."),
        (
            "{clause}：申请表要有能收到信的办公邮箱。",
            "{clause}: the form names an office address that takes mail.",
        ),
        ("写成 heqing@bank.example。", "Write it as heqing@bank.example."),
    ),
    "too_long": (
        ("“{field}”超过 {most} 个字。", "“{field}” has more than {most} characters."),
        ("{clause}：申请表要能打印在一页上。", "{clause}: the form fits on its sheet."),
        ("写短一些。", "Make it shorter."),
    ),
    "department_unknown": (
        ("名册里没有 {department} 这个部门。", "The roster has no department {department}."),
        (
            "{clause}：部门先经批准使用平台，再申请操作员。",
            "{clause}: a department is admitted first, then it applies for its operator.",
        ),
        (
            "用部门编号；新部门请综合部办 open_department。",
            "Use its id; for a new department the General Department applies (open_department).",
        ),
    ),
    "department_exists": (
        ("{department} 已经有了，或已有人申请。", "{department} is there already, or applied for."),
        ("{clause}：一个部门只登记一次。", "{clause}: a department is entered once."),
        ("换一个编号和名称，或用已有的部门。", "Take another id and name, or the department that is there."),
    ),
    "one_general_department": (
        ("综合部只能有一个。", "There is one General Department."),
        ("{clause}：综合管理部负责平台的维护和保管。", "{clause}: it keeps and maintains the platform."),
        ("选 business 或 other。", "Choose business or other."),
    ),
    "not_in_charge": (
        ("{person} 现在不是主管经理。", "{person} is no supervising manager now."),
        (
            "{clause}：新部门要有在岗的主管经理批准。",
            "{clause}: a new department is approved by a manager who will be in charge of it.",
        ),
        ("写一位在岗的主管经理或总经理。", "Name somebody who is a supervising or the general manager."),
    ),
    "id_form": (
        ("编号“{id}”写得不对。", "The id “{id}” has the wrong form."),
        (
            "{clause}：编号是 2 到 32 个小写字母、数字、- 或 _，以字母开头。",
            "{clause}: an id is 2 to 32 small letters, digits, - or _, beginning with a letter.",
        ),
        ("例如姓名的拼音 heqing。", "For example the name in pinyin: heqing."),
    ),
    "person_unknown": (
        ("名册里没有 {person}。", "The roster has no {person}."),
        ("{clause}：变更和注销的是在册的人。", "{clause}: one changes or ends what the roster has."),
        ("核对人员编号（people）。", "Check the id (people)."),
    ),
    "person_is_another": (
        (
            "这个编号、姓名或工号是 {person} 的，对不上。",
            "Id, name or staff number are those of {person}, and do not fit together.",
        ),
        ("{clause}：一个人一个编号，一个工号。", "{clause}: one person has one id and one staff number."),
        (
            "在册的人照名册填；改名用 change；新来的人换一个编号。",
            "Fill in as the roster has it; a new name is a change; for a newcomer take another id.",
        ),
    ),
    "enrolled_not_active": (
        ("{person} 现在是“{standing}”。", "{person} is {standing}."),
        ("{clause}：岗位给在岗的人。", "{clause}: a post goes to somebody in good standing."),
        ("先请名册签署人恢复。", "Ask the roster signers to bring the person back first."),
    ),
    "custodian_takes_no_post": (
        ("{person} 是口令保管人，不能担任这个岗位。", "{person} is the custodian and cannot take this post."),
        (
            "{clause}：管口令的人与起草、审批、发送的人分开。",
            "{clause}: who keeps the password is apart from who drafts, approves and sends.",
        ),
        ("另选一个人。", "Choose somebody else."),
    ),
    "nothing_changes": (
        ("与名册相同，没有要变更的。", "Nothing differs from the roster."),
        ("{clause}：变更表写明变了什么。", "{clause}: a change says what is different."),
        ("填新的姓名、电话或公钥。", "Give the new name, telephone or public key."),
    ),
    "not_by_application": (
        ("“{post}”不用操作员申请表。", "The post of {post} is not given by this application."),
        (
            "{clause}：附件3 管起草人、操作员和部门经理。",
            "{clause}: Attachment 3 is for drafters, operators and department managers.",
        ),
        ("由两位名册签署人在新名册里任命。", "Two roster signers appoint it in the next version."),
    ),
    "manager_comes_first": (
        ("新部门先登记它的部门经理。", "A new department joins with its manager."),
        (
            "{clause}：部门经理授权以后的操作员和起草人。",
            "{clause}: its manager authorises operator and drafter afterwards.",
        ),
        ("岗位写 department_manager。", "Give the post department_manager."),
    ),
    "standby_is_operator": (
        ("备岗只用于操作员。", "A standby is for operators."),
        (
            "{clause}：每部门一名操作员，另可登记一名备岗。",
            "{clause}: a department has one operator and may file a dormant second.",
        ),
        ("去掉备岗，或岗位写 operator、事项写 add。", "Leave standby out, or apply for operator with add."),
    ),
    "deputy_is_operator": (
        ("临时代理只用于操作员。", "A temporary deputy is for operators."),
        (
            "{clause}：审批岗位离岗，由代签人代签。",
            "{clause}: for an approving post a deputy is named.",
        ),
        ("审批岗位用 order deputy。", "For an approving post use order deputy."),
    ),
    "replaces_nobody": (
        ("{person} 不在这个部门担任这个岗位。", "{person} does not hold this post there."),
        ("{clause}：接替的是现在在岗的人。", "{clause}: one takes over from who holds the post."),
        ("核对“接替”一栏，没有就空着。", "Check whom he replaces, or leave it empty."),
    ),
    "does_not_hold": (
        ("{person} 不在这个部门担任“{post}”。", "{person} is not {post} there."),
        ("{clause}：变更、注销的是现有的岗位。", "{clause}: one changes or ends a post that is held."),
        ("核对人员、岗位和部门。", "Check person, post and department."),
    ),
    "holds_already": (
        ("{person} 已经担任“{post}”。", "{person} is {post} already."),
        ("{clause}：同一岗位不重复申请。", "{clause}: a post is not applied for twice."),
        ("不用申请；要改资料用 change。", "Nothing is needed; for other details use change."),
    ),
    "one_operator": (
        ("这个部门已有操作员 {person}。", "The department has its operator: {person}."),
        ("{clause}：每部门一名操作员。", "{clause}: a department has one operator."),
        (
            "“接替”写上他；或申请备岗、临时代理。",
            "Say that he is replaced, or apply for a standby or a temporary deputy.",
        ),
    ),
    "one_standby": (
        ("这个部门已有备岗 {person}。", "The department has its standby: {person}."),
        ("{clause}：每部门一名备岗。", "{clause}: a department has one standby."),
        ("“接替”写上他。", "Say that he is replaced."),
    ),
    "application_dates": (
        (
            "起止日期不对：如 2026-12-01 09:00，截止在开始和今天之后。",
            "The dates are not in order; write 2026-12-01 09:00, the end after the beginning and today.",
        ),
        ("{clause}：授权有明确的起止。", "{clause}: an authority begins and ends on stated days."),
        (
            "截止在开始之后、今天之后；变更和注销不写截止。",
            "It ends after it begins and after today; a change or revocation has no end.",
        ),
    ),
    "deputy_operator_dates": (
        ("临时代理要写起止日期，最长 {days} 天。", "A temporary deputy has dates, {days} days at most."),
        ("{clause}：临时代理到期自动失效。", "{clause}: it ends by itself on its last day."),
        ("写上起止日期；更久的用 add 接替。", "Give both dates; for longer use add and replace."),
    ),
    "training_date": (
        (
            "没有培训日期，或日期不对：如 2026-11-20，不晚于今天。",
            "The training date is missing or no past day, such as 2026-11-20.",
        ),
        ("{clause}：操作员先培训，再授权。", "{clause}: an operator is trained, then authorised."),
        ("写成 2026-11-20，不晚于今天。", "Write 2026-11-20, today at the latest."),
    ),
    "key_of_new_person": (
        ("{person} 还没有公钥。", "{person} has no public key yet."),
        (
            "{clause}：每人用自己的密钥签名，密钥由本人生成、保管。",
            "{clause}: everyone signs with a key that he made and keeps himself.",
        ),
        (
            "请本人生成：sms-console key new FILE；交来 .pub 文件。",
            "Let him make one: sms-console key new FILE; he gives you the .pub file.",
        ),
    ),
    "key_not_here": (
        ("注销不写公钥。", "A revocation takes no public key."),
        ("{clause}：停用密钥由名册签署人办。", "{clause}: the roster signers end a key."),
        ("去掉这一栏。", "Leave it empty."),
    ),
    "key_line": (
        ("这不是一行 Ed25519 公钥。", "This is no Ed25519 public key line."),
        ("{clause}：签名密钥是 Ed25519。", "{clause}: signing keys are Ed25519."),
        (
            "用 .pub 文件里 ssh-ed25519 开头的一行；不要给私钥文件。",
            "Give the line that begins with ssh-ed25519 from the .pub file, never the private file.",
        ),
    ),
    "key_taken": (
        ("这把公钥已经登记给 {person}。", "This key is on file for {person}."),
        (
            "{clause}：密钥由专人保管，不共用、不复用。",
            "{clause}: a key has one keeper and is not used again.",
        ),
        ("请本人生成一把新的。", "Let the person make a new one."),
    ),
    "application_pending": (
        ("同样的申请 {number} 还没办完。", "The same is asked for in {number}, which is under way."),
        ("{clause}：一件事一份申请。", "{clause}: one matter, one application."),
        ("等它办完，或先撤回。", "Wait for it, or withdraw it first."),
    ),
    "nobody_to_decide": (
        ("没有人能签“{post}”这一级。", "Nobody is left to sign the level of {post}."),
        (
            "{clause}：本人和填报人不审批，一人一签。",
            "{clause}: neither the person nor the applicant decides, and nobody signs twice.",
        ),
        (
            "换一个人填报；岗位空缺请名册签署人任命。",
            "Let somebody else hand it in; an empty post is filled by the roster signers.",
        ),
    ),
}

_RULES: Final[dict[str, Three]] = {
    "rules_not_yours": (
        ("您不是 {department} 的部门经理。", "You are not the manager of {department}."),
        (
            "{clause}：各部门建立本部门的管理规定，由部门经理签署。",
            "{clause}: each department sets up its own rules, and its manager acknowledges them.",
        ),
        ("请该部门经理签署。", "Ask that department's manager."),
    ),
    "rules_moved_on": (
        ("现行的已经是第 {version} 版。", "Version {version} is in force by now."),
        ("{clause}：新一版接在现行一版之后。", "{clause}: a version follows the one in force."),
        ("看过现行的，再签新的。", "Read the one in force, then sign anew."),
    ),
}

_PLEDGES: Final[dict[str, Three]] = {
    "no_pledge_due": (
        ("您在“{department}”没有要签保证书的岗位。", "No post of yours in “{department}” asks for a pledge."),
        (
            "{clause}：起草人、操作员和部门经理签保证书。",
            "{clause}: drafters, operators and department managers sign it.",
        ),
        ("核对部门；不在这些岗位就不用签。", "Check the department; other posts need none."),
    ),
    "pledge_outdated": (
        ("现行的保证书是 {version} 版。", "The pledge in force is version {version}."),
        ("{clause}：条款修改后重新签署。", "{clause}: when its text changes it is signed anew."),
        ("重新看一遍现行的条款，再签。", "Read the clauses in force and sign those."),
    ),
    "clauses_missing": (
        ("还有条款没有逐条同意：{clauses}。", "Clauses not accepted one by one: {clauses}."),
        (
            "{clause}：保证书逐条承诺，缺一条也不成立。",
            "{clause}: every clause is accepted, or there is no pledge.",
        ),
        (
            "从第 1 条起依次同意；有异议先问部门经理。",
            "Accept them in order from 1; if you object, ask your manager first.",
        ),
    ),
    "pledge_dates": (
        (
            "保证书的有效期不对，最长 {months} 个月。",
            "The pledge's dates are wrong; it holds {months} months at most.",
        ),
        ("{clause}：保证书按年签署。", "{clause}: it is signed yearly."),
        ("重新准备，再签一次。", "Prepare it anew and sign again."),
    ),
    "not_a_witness": (
        ("{person} 不能做见证人。", "{person} cannot be the witness."),
        (
            "{clause}：由另一位部门经理或综合部的人见证。",
            "{clause}: another person who is a department manager or of the General Department witnesses it.",
        ),
        ("换一位见证人。", "Choose another witness."),
    ),
}

MESSAGES: Final[dict[str, Pair]] = {
    **three("refusal", _DECIDING | _FORM | _RULES | _PLEDGES),
    **three(
        "problem",
        {
            "no_such_application": (
                ("没有编号为 {application} 的操作员申请。", "There is no application {application}."),
                ("编号写错了，或不在这个业务台。", "The number is wrong, or of another desk."),
                ("用 application list 查编号。", "See application list."),
            ),
            "no_such_rules": (
                ("{department} 没有这一版管理规定。", "{department} has no such version of rules."),
                (
                    "部门经理还没有签署，或版本写错了。",
                    "Its manager has not signed any yet, or the version is wrong.",
                ),
                ("用 department list 查看。", "See department list."),
            ),
            "no_pledge_text": (
                ("没有 {version} 版保证书的文本。", "There is no text of pledge version {version}."),
                (
                    "制度包写的版本，本程序没有附带。",
                    "The policy pack names a version that this program lacks.",
                ),
                ("请系统管理员装上带这一版的程序。", "Ask the administrator for a program that has it."),
            ),
            "pledge_text_differs": (
                ("{version} 版保证书的文本对不上。", "The text of pledge version {version} differs."),
                (
                    "业务台给的条款与本程序附带的不同，或条数与制度包不符。",
                    "The desk's clauses are not those of this program, or not as many as the policy says.",
                ),
                ("不要签；请系统管理员核对版本。", "Do not sign; ask the administrator to compare versions."),
            ),
        },
    ),
}
"""Refusals, and problems of the pledge's text."""
