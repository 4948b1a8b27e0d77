"""Refusals about the files that rosters name: what is wrong with one that a person brings, and what can't be in force."""

from typing import Final

from console.locale.entry import Pair, Three, three

_FILES: Final[dict[str, Three]] = {
    "file_unfit_at": (
        (
            "{rule_file}第 {line} 行：{item} {file_fault} {detail}",
            "{rule_file}, line {line}: {item} {file_fault} {detail}",
        ),
        (
            "{clause}：读不懂的文件谁也不能照着执行。",
            "{clause}: nobody can act by a file that cannot be read.",
        ),
        ("改正这一行，再带进来。", "Correct the line and bring the file again."),
    ),
    "file_unfit": (
        ("{rule_file}：{item} {file_fault} {detail}", "{rule_file}: {item} {file_fault} {detail}"),
        (
            "{clause}：读不懂的文件谁也不能照着执行。",
            "{clause}: nobody can act by a file that cannot be read.",
        ),
        ("以现行的一份为底改写（show --out）。", "Begin from the one in force (show --out)."),
    ),
    "file_named_otherwise": (
        (
            "名册写的{rule_file} {name} 不是这份文件。",
            "The roster names another {rule_file} than this file, {name}.",
        ),
        (
            "{clause}：名册按内容登记文件，版本和编号以文件里写的为准。",
            "{clause}: files are recorded by content, and version and id are what the file says.",
        ),
        ("重新提出。", "Propose it again."),
    ),
    "file_other_pledge": (
        (
            "制度包要求第 {pledge} 版保证书，名册写的不是这一版。",
            "The policy pack asks for pledge {pledge}, and the roster names another.",
        ),
        ("{clause}：两处必须一致。", "{clause}: both must name the same."),
        ("重新提出。", "Propose it again."),
    ),
    "file_pledge_unknown": (
        (
            "制度包要求第 {pledge} 版保证书，本程序没有它的文本。",
            "The policy pack asks for pledge {pledge}, whose text this program does not have.",
        ),
        (
            "{clause}：读不到、签不了保证书，谁也不能提交和审批。",
            "{clause}: without a pledge that can be read and signed nobody submits or approves.",
        ),
        (
            "写现有的版本；新的保证书随程序更新。",
            "Name a version that is there; new pledges come with the program.",
        ),
    ),
    "file_pledge_clauses": (
        (
            "第 {pledge} 版保证书有 {clauses} 条，制度包写的条数不同。",
            "Pledge {pledge} has {clauses} clauses, and the policy pack says another number.",
        ),
        ("{clause}：保证书逐条确认，条数不能错。", "{clause}: a pledge is accepted clause by clause."),
        ("改正 pledge 一节的 clauses。", "Correct `clauses` under [pledge]."),
    ),
    "file_version_taken": (
        (
            "{rule_file} {name} 已经有过一份，内容不同。",
            "There was another {rule_file} of version {name} already.",
        ),
        (
            "{clause}：签名和表单上写的是版本，一个版本只能是一份文件。",
            "{clause}: signatures and forms name the version, so a version is one file for ever.",
        ),
        ("换一个版本号（文件开头的 version）。", "Give it another version (`version` at its top)."),
    ),
    "gateway_not_for_solo": (
        (
            "网关“{gateway}”不是本机的模拟网关。",
            "Gateway “{gateway}” is no simulator on this machine.",
        ),
        (
            "{clause}：账号没有分离的安装不接触真实网关。",
            "{clause}: an installation without separated accounts reaches no real gateway.",
        ),
        (
            '真实网关在正式安装里提出；这里用 simulator = true、host = "127.0.0.1"。',
            'Propose a real gateway in a real installation; here it is simulator = true, host = "127.0.0.1".',
        ),
    ),
}

_PROBLEMS: Final[dict[str, Three]] = {
    "no_such_rule_file": (
        ("业务台没有这份文件：{digest}", "The desk has no such file: {digest}"),
        ("校验值不对，或文件从没带进来过。", "The digest is wrong, or the file was never brought."),
        (
            "用 policy list、screening list、gateway list 查看。",
            "See policy list, screening list, gateway list.",
        ),
    ),
    "file_in_force": (
        ("这份{rule_file}（{name}）就是现行的。", "This {rule_file} ({name}) is the one in force."),
        ("内容一个字节也没有变。", "Not a byte of it differs."),
        ("改动后换一个版本号再提出。", "Change it, give it another version, and propose that."),
    ),
    "unknown_rule_file": (
        ("没有“{kind}”这种文件。", "There is no kind of file called “{kind}”."),
        ("只有制度包、敏感词表、网关文件。", "There are policy packs, screening lists and gateway files."),
        ("写 policy、screening 或 gateway。", "Say policy, screening or gateway."),
    ),
    "rule_file_differs": (
        (
            "业务台给的不是名册写明的那份{rule_file} {name}。什么也没有签。",
            "What the desk gave is not the {rule_file} {name} that the roster names. Nothing was signed.",
        ),
        (
            "本机核对了文件内容的校验值和写法，不符。",
            "This machine judged the file's bytes by their digest and read them, and they do not fit.",
        ),
        (
            "不要签；请系统管理员和审计员查业务台。",
            "Do not sign; have the system administrator and the auditor look at the desk.",
        ),
    ),
}

MESSAGES: Final[dict[str, Pair]] = {**three("refusal", _FILES), **three("problem", _PROBLEMS)}
"""Keys `refusal.<code>` and `problem.<code>` with `.what`, `.why` and `.next`."""
