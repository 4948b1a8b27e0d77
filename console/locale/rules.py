"""Words of the pages on the departments' own rules (R0)."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "rules",
        {
            "version": ("版本", "version"),
            "none": ("没有", "none yet"),
            "none_yet": (
                "这个部门还没有签署管理规定（R0）；由部门经理按 n 写第一版。",
                "This department has signed no rules yet (R0); its manager presses n to write the first version.",
            ),
            "title": ("名称", "title"),
            "title_usual": ("{department}短信平台管理规定", "Rules of {department} for the SMS platform"),
            "text": ("规定全文", "text of the rules"),
            "signed_by": ("签署", "signed by"),
            "since": ("签署时间", "since"),
            "digest": ("校验值", "digest"),
            "pick": ("看哪一版", "Which version"),
            "earlier": (" 旧版：现行的是第 {n} 版 ", " An earlier version: version {n} is in force "),
            "form_head": (
                (
                    "{department}管理规定（R0）第 {n} 版。签名前不保存；F5 从文件读入全文。\n"
                    "Enter 下一栏，Shift+Tab 上一栏，Ctrl+J 换行；不写手机号码。"
                ),
                (
                    "Rules of {department} (R0), version {n}; kept nowhere before you sign. F5 reads a file.\n"
                    "Enter next, Shift+Tab back, Ctrl+J new line; no mobile numbers."
                ),
            ),
            "ready": ("共 {n} 字。Ctrl+S 看全文，签名。", "{n} characters. Ctrl+S shows it whole and signs."),
            "read_title": ("从文件读入", "Read from a file"),
            "read_about": (
                "纯文本，UTF-8。相对路径从 {folder} 起。会替换栏里现有的全文。",
                "Plain text in UTF-8; a relative path starts at {folder}. It takes the place of what stands in the field.",
            ),
            "file": ("文件路径", "file path"),
            "sign_title": ("您将签署的规定（逐字如此）", "The rules that you sign, to the letter"),
            "signed": ("已签署第 {n} 版：{title}", "Version {n} signed: {title}"),
        },
    ),
    **under(
        "list",
        {
            "department_rules.empty": ("没有部门。", "There is no department."),
        },
    ),
    **under(
        "filter",
        {
            "department_rules": (
                "部门或规定名称的一部分，Enter 筛选。",
                "Part of a department's name or of a title, then Enter.",
            ),
        },
    ),
    **under(
        "help",
        {
            "department_rules.title": ("部门规定", "Department rules"),
            "department_rules.body": (
                "各部门建立本部门的管理规定（R0），由部门经理签署，一版接一版；没有的部门在催办里。全文只给本部门和综合部看。",
                (
                    "Each department sets up its own rules (R0), signed by its manager, version after version; who has none "
                    "is on the chase board. The text is for the department and the General Department."
                ),
            ),
            "department_rule.title": ("一个部门的规定", "A department's rules"),
            "department_rule.body": (
                "签署的全文，上下键翻看；v 看旧版，n 由部门经理写新一版，从显示的这一版改起。",
                "What was signed, whole; arrows scroll. v shows earlier versions; n, for its manager, writes the next one from this text.",
            ),
            "department_rules_form.title": ("写新一版规定", "Write the next version"),
            "department_rules_form.body": (
                "改好名称和全文，或用 F5 从文件读入；Ctrl+S 先显示要签的全文，再问口令。签名前不保存，离开会先问。",
                "Change title and text, or read a file with F5; Ctrl+S shows the whole text that you sign, then asks for the passphrase. Nothing is kept before that: leaving asks.",
            ),
        },
    ),
}
"""`rules.*`, and list, filter and help of these pages."""
