"""What empty lists, filters and help say on the pages on people."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "list",
        {
            "people.empty": ("没有这样的人。", "Nobody fits."),
            "applications.empty": (
                "没有操作员申请。\nn 填一份（附件3）；m 换成全部或等您办的。",
                "No applications.\nn fills one in (Attachment 3); m switches between all and your turn.",
            ),
            "rosters.empty": ("还没有名册。", "No roster version yet."),
            "rule_files.empty": ("名册没有写明任何文件。", "The roster names no file."),
            "proposals.empty": (
                "没有待签的名册。\n名册签署人在名册页按 n 提出新一版。",
                "No version waits.\nA roster signer presses n on the page of versions.",
            ),
            "pledges.empty": ("没有这样的人。", "Nobody of that kind."),
            "chase.empty": ("没有人欠办。", "Nobody owes anything."),
            "absence.empty": (
                "没有人替您办过事。\n指定代签人之后，他办的都列在这里。",
                "Nobody has decided anything in your place.\nWhat a deputy of yours decides is listed here.",
            ),
            "orders.empty": (
                "没有有效的代签、备岗、停用。\nn 指定代签人，b 启用备岗。",
                "No deputies, standbys or suspensions.\nn names a deputy, b wakes a standby.",
            ),
        },
    ),
    **under(
        "filter",
        {
            "pledges": (
                "姓名、编号、部门的一部分，Enter 筛选。",
                "Part of a name, id or department, then Enter.",
            ),
            "chase": (
                "编号、事由、姓名、部门的一部分，Enter 筛选。",
                "Part of a number, purpose, name or department, then Enter.",
            ),
            "applications": ("编号或姓名的一部分，Enter 筛选。", "Part of a number or name, then Enter."),
            "people": (
                "姓名、编号、岗位、部门、状态的一部分，Enter 筛选。",
                "Part of a name, id, post, department or state, then Enter.",
            ),
        },
    ),
    **under(
        "help",
        {
            "people.title": ("人员", "People"),
            "people.body": (
                "名册里的每一个人：岗位、保证书、代签人、密钥。上面一行是名册缺什么、什么冲突。",
                "Everyone in the roster: posts, pledge, deputy, key. The line above says what the roster lacks.",
            ),
            "person.title": ("一个人", "One person"),
            "person.body": (
                "岗位和起止、密钥、保证书、与他有关的代签和申请，离岗会留下什么。",
                "Posts with dates, keys, pledge, orders and applications that name him, what he would leave behind.",
            ),
            "orders.title": ("代签、备岗、停用", "Deputies, standbys, suspensions"),
            "orders.body": (
                "代签人由本人或上级指定；备岗由部门经理启用；停用由名册签署人解除。都写明起止，到期自动结束。",
                (
                    "A deputy is named by the person or his superior, a standby woken by the manager; "
                    "a suspension is lifted by the roster signers. Each has its days and ends by itself."
                ),
            ),
            "applications.title": ("操作员申请", "Operator Applications"),
            "applications.body": (
                "附件3：部门经理授权（R8），主管经理批准（R1），综合部存档，再由名册签署人办进名册。",
                (
                    "Attachment 3: the department manager authorises (R8), the supervising manager approves (R1), "
                    "the General Department files, and the roster signers carry it out."
                ),
            ),
            "application.title": ("一份操作员申请", "One application"),
            "application.body": (
                "签名的内容、等谁、每一步的签名。退回后由申请人改好再交，编号不变。",
                "What was signed, whom it waits for, each signature. A returned one is changed and handed in under its number.",
            ),
            "application_form.title": ("操作员申请表（附件3）", "The application form (Attachment 3)"),
            "application_form.body": (
                "各栏由业务台检查，问题写在栏下，带条款。这张表签名前不保存，离开会先问。",
                "The desk judges each field; what is wrong stands beneath it with its clause. Nothing is kept before you sign: leaving asks.",
            ),
            "pledge.title": ("保证书（附件2）", "The pledge (Attachment 2)"),
            "pledge.body": (
                "起草、审批、发送的人每年签一次；没有有效的保证书，不能提交、审批、放行。改了版本要重签。",
                (
                    "Who drafts, approves or sends signs it each year; without a valid one nobody submits, approves or releases. "
                    "A new version is signed anew."
                ),
            ),
            "pledges.title": ("各人的保证书", "Everyone's pledge"),
            "pledges.body": ("该签保证书的人，签了没有，到何时。", "Who must pledge, and how each stands."),
            "absence.title": ("替我办的", "In my absence"),
            "absence.body": (
                "代签人在您的岗位上批准、退回、驳回、延期、确认了什么，申请现在怎样。",
                "What deputies approved, returned, rejected, extended or confirmed in your place, and how each request stands.",
            ),
            "chase.title": ("催办", "The chase board"),
            "chase.body": (
                "谁欠办什么、从何时起、到何时止，晚了的在前。综合部看全部，经理看本部门。",
                "Who owes what, since when, until when; late things first. The General Department sees all, a manager his own.",
            ),
            "rule_files.title": ("规则文件", "Files in force"),
            "rule_files.body": (
                "名册写明的制度包、敏感词表、网关文件：现行的在前，曾用的在后；何时生效、谁签的、改了什么。名册签署人在这里提出新文件，另一位在名册页的“待签的”里核对后签。",
                "Policy pack, screening list and gateway files that the roster names: those in force first. Since when, who signed, what changed. A roster signer proposes another file here; the other one reads and signs it under rosters, those that wait.",
            ),
            "rule_file.title": ("一份规则文件", "One file"),
            "rule_file.body": (
                "先是各项规定，后是原文；c 换成与前一份的差异。内容在本机按名册写明的校验值核对过。",
                "First what it says, then its text; c turns to what differs from the one before. Its bytes were checked here by the digest that the roster names.",
            ),
            "rosters.title": ("名册各版", "Roster versions"),
            "rosters.body": (
                "名册说谁能做什么；每一版由两位名册签署人签，到期前要续。",
                "The roster says who may do what; two roster signers sign each version, and it is renewed before it ends.",
            ),
            "roster.title": ("一版名册", "One version"),
            "roster.body": (
                "签过的全文；c 看它比前一版改了什么。",
                "What was signed, whole; c shows what it changed.",
            ),
            "proposals.title": ("待签的名册", "Versions that wait"),
            "proposals.body": (
                "提出的人签了第一个名；另一位签署人看过差异，签第二个名，立即生效。",
                "Who proposed signed first; another signer reads the difference and signs: then it is in force.",
            ),
            "proposal.title": ("看差异，签名", "Read the difference, sign"),
            "proposal.body": (
                "各版签名从本机的根密钥核对，差异由本机算出，不凭业务台说。",
                "Versions are proved from this machine's root keys and the difference is worked out here, not by the desk.",
            ),
            "roster_changes.title": ("新一版名册改什么", "What the next version changes"),
            "roster_changes.body": (
                "选好改动，Ctrl+S 算出差异，看过再签。新人、换密钥、开通部门请走附件3，旧密钥用 k 作废；其余改动用 roster propose。",
                (
                    "Choose the changes; Ctrl+S works out the difference, read it before you sign. New people, keys and departments "
                    "come by Attachment 3, k revokes an older key; for the rest use roster propose."
                ),
            ),
            "deputy.title": ("指定代签人", "Name a deputy"),
            "deputy.body": (
                "代签人签字时写明代谁。经手那件申请的人、您的下属经手的，他不能代签。",
                "A deputy's signature says for whom. What he or people under him made he cannot sign for you.",
            ),
        },
    ),
}
"""`list.<page>.empty`, `filter.<page>`, `help.<page>.title` and `.body`."""
