"""What an empty list says to each post: what will come here, and what to do first."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    "list.unfit": (
        "没有符合筛选的。\n换一个条件；Esc 或 Ctrl+U 取消筛选的文字。",
        "Nothing fits.\nTry another filter; Esc or Ctrl+U takes the text away.",
    ),
    **under(
        "empty.todo",
        {
            "none": ("没有等您办的事。", "Nothing waits for you."),
            "drafter": (
                "起草专人：先按 4、i 导入通讯录，再按 2、n 起草申请；\n退回的申请、到期的保证书会出现在这里。",
                "Drafter: import a list first (4, i), then draft a request (2, n);\nwhat comes back, and a pledge that ends, appear here.",
            ),
            "operator": (
                "操作员：批完的申请在这里等您放行；正在发的按 5 看，\n退订按 4、o 登记。",
                "Operator: what is cleared waits here for your release;\n5 shows what runs, 4 and o record opt-outs.",
            ),
            "department_manager": (
                "部门经理：提交的申请在这里等您审批。先办：本部门管理规定（R0），\n按 8、m 写好签署；缺人按 8、a 申请；外出按 d 找人代签。",
                "Department manager: requests wait here for your decision. First sign\nyour department's rules (R0; 8, m), apply for people (8, a).",
            ),
            "supervising_manager": (
                "主管经理：部门经理批过的推广、操作员申请在这里等您；\n下级到最后一天还没批的，您也看得到。",
                "Supervising manager: promotions and applications come here after the\ndepartment manager; so does what is late below you.",
            ),
            "general_manager": (
                "总经理：推广经主管经理批准后在这里等您；谁欠办什么按 8、c 看。",
                "General manager: promotions come here after the supervising manager;\n8 and c show who owes what.",
            ),
            "registrar": (
                "备案员：批完的申请在这里等您收纸质件、接收，操作员申请等您存档；\n催办按 8、c；没有部门、没有人，先按 8、a 办操作员申请。",
                "Registrar: approved requests wait here for their paper, applications for\nfiling; 8 and c chase; without people, begin with applications (8, a).",
            ),
            "custodian": (
                "口令保管人：网关口令、登录和遗失按 6 看和办；\n您不起草、不审批、不放行（R12）。",
                "Custodian: passwords, logins and losses are on 6;\nyou neither draft nor approve nor release (R12).",
            ),
            "roster_signer": (
                "名册签署人：存档的操作员申请、另一位签过的名册在这里等您；\n按 8、r 看名册到期日，n 提出新一版。",
                "Roster signer: filed applications, and versions that the other signed,\nwait here; 8 and r show when the roster ends, n draws up a version.",
            ),
            "auditor": (
                "审计员：只看不办。申请按 2，发送按 5，欠办按 8、c，\n台账按 9（v 从头核验）。",
                "Auditor: reads all and does nothing. Requests 2, sends 5,\nwho owes what 8 and c, the ledger 9 (there v verifies it).",
            ),
            "administrator": (
                "系统管理员：没有业务事项；环境合不合用，用命令 sms-console doctor 看。",
                "Administrator: no business of yours; sms-console doctor says whether\nthis place is fit.",
            ),
        },
    ),
    **under(
        "empty.requests",
        {
            "none": ("还没有申请。", "No requests yet."),
            "drafter": (
                "按 n 新建；先按 4、i 导入通讯录更顺手。",
                "Press n; importing a list first (4, i) helps.",
            ),
            "other": (
                "起草专人提交后出现在这里；部门没有起草专人，按 8、a 办操作员申请。",
                "They appear once a drafter submits; without one, apply for one (8, a).",
            ),
        },
    ),
    **under(
        "empty.approvals",
        {
            "none": ("没有等您审批的申请。", "Nothing waits for your decision."),
            "department_manager": (
                "提交的申请排在这里，期限近的在前；外出前按 d 找人代签。",
                "Nearest deadline first; going away, name a deputy (d).",
            ),
            "supervising_manager": (
                "部门经理批过的申请排在这里，期限近的在前；外出前按 d 找人代签。",
                "They come after the department manager; going away, name a deputy (d).",
            ),
            "general_manager": (
                "主管经理批过的申请排在这里，期限近的在前；外出前按 d 找人代签。",
                "They come after the supervising manager; going away, name a deputy (d).",
            ),
            "registrar": (
                "各级批完的申请在这里等纸质件；收到后核对编号，接收。",
                "What every level approved waits here for its paper; check it and accept.",
            ),
            "other": (
                "由各级经理审批；申请到了哪一步，按 2 看。",
                "The managers decide; how far a request is, 2 shows.",
            ),
        },
    ),
    **under(
        "empty.contacts",
        {
            "none": ("还没有通讯录。", "No lists yet."),
            "drafter": (
                "按 i 导入 TXT 或 Excel 文件，每行一个手机号（R10）。",
                "Press i to import a TXT or Excel file, one mobile a line (R10).",
            ),
            "other": (
                "由本部门的起草专人导入（R9、R10）。",
                "A department's drafter imports them (R9, R10).",
            ),
        },
    ),
    **under(
        "empty.sends",
        {
            "none": ("没有可发送的申请。", "Nothing to send."),
            "operator": (
                "申请批准后出现在这里；看清人数和时段，由您放行。",
                "Cleared requests appear here: look at count and window, release.",
            ),
            "other": (
                "申请批准后出现在这里，由操作员放行。",
                "Cleared requests appear here; an operator releases.",
            ),
        },
    ),
}
"""Keys `empty.<page>.<post>`; `none` is the first line, `other` is for posts without words of their own."""
