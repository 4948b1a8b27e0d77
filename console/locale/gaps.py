"""Words of what somebody has to put right about the roster, in my turn and on the chase board."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "todo",
        {
            "lacking": ("缺岗或冲突", "post missing or a clash"),
            "renew_roster": ("名册要续期", "renew the roster"),
        },
    ),
    **under(
        "chase",
        {"lacking": ("缺岗或冲突", "post missing, clash"), "renew_roster": ("名册续期", "renew the roster")},
    ),
    # For a narrow column, beside the department.
    **under(
        "lacking_short",
        {
            "operator_missing": ("没有操作员", "no operator"),
            "operators_two": ("有两名操作员", "two operators"),
            "department_empty": ("没有人", "nobody there"),
            "drafter_missing": ("没有起草专人", "no drafter"),
            "approver_missing": ("缺一级审批人", "an approver less"),
            "approver_only_drafter": ("审批人就是起草人", "approver drafts"),
            "approvers_too_few": ("审批人不足", "few approvers"),
            "custodians_two": ("有两名口令保管人", "two custodians"),
            "custodian_acts": ("口令保管人有别的岗", "custodian acts"),
            "roster_signers_few": ("名册签署人不足", "too few signers"),
            "roster_expiring": ("名册快到期", "it ends soon"),
            "roster_over": ("名册已到期", "it is over"),
            "file_not_at_sender": ("发送端缺规则文件", "sender lacks it"),
        },
    ),
    **under(
        "lacking",
        {
            "wake": (
                "有备岗：Enter 到代签备岗页，b 启用。",
                "There is a standby: Enter, then b wakes the post.",
            ),
            "apply": (
                "Enter 到操作员申请，n 填附件3。",
                "Enter leads to the applications; n fills in Attachment 3.",
            ),
            "propose": (
                "Enter 到新一版名册：选改动，签名。",
                "Enter leads to the next roster version: choose, then sign.",
            ),
            "versions": (
                "Enter 看名册各版和待签的；由名册签署人改。",
                "Enter shows the versions and those that wait; the roster signers change it.",
            ),
            "files": (
                "Enter 看规则文件：哪一份，校验值。",
                "Enter shows the files in force, with their digests.",
            ),
        },
    ),
}
"""Words by key; what is lacking itself stands under `alert.*`."""
