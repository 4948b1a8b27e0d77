"""The words of signing several requests at once, and of two versions side by side."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "batch",
        {
            "marked": (
                "选中了 {n} 件；在 3 审批 按 a 一起批准。",
                "{n} marked; a in 3 Queue approves them together.",
            ),
            "unmarked": ("不选这件了，还选着 {n} 件。", "No longer marked; {n} still are."),
            "leave_question": (
                "勾和人数还没签；离开就要重填，选中的仍选着。确定离开？",
                "Ticks and counts are not signed yet and will be lost; what is marked stays so. Leave?",
            ),
            "is_marked": (
                "这件已选中（共 {n} 件）；空格取消。",
                "This one is marked ({n} in all); Space takes it out.",
            ),
            "nothing": ("没有选中的。按空格选中，再按 a。", "Nothing is marked. Space marks, then a."),
            "too_many": (
                "一次最多 {most} 件，现在选了 {n} 件；先取消几件。",
                "At most {most} at once and {n} are marked; take some out.",
            ),
            "head": (
                "批准 {n} 件：逐件核对、重打人数，口令打一次，每件各签一个名",
                "Approve {n}: check each, retype its count; one passphrase, one signature each",
            ),
            "item": ("{nth}/{n}  {number} v{version}", "{nth}/{n}  {number} v{version}"),
            "seen": ("已看", "read"),
            "unseen": ("未看", "NOT OPENED"),
            "moved": ("看后有变", "CHANGED SINCE YOU READ IT"),
            "computed": ("系统核对结果：", "computed by the desk:"),
            "left_out": ("不在这一批里：", "Not in this batch:"),
            "nobody": ("没有能签的了。Esc 返回。", "Nothing is left to sign. Esc goes back."),
            "end": (
                "人数都打完后，打一次签名口令，Enter 全部签名。",
                "When every count is typed: the passphrase once, then Enter signs all.",
            ),
            "keys": (
                "空格打勾，x 打勾并下一项，Enter 或 Tab 下一项；PgUp PgDn 翻看",
                "Space ticks, x ticks and goes on, Enter or Tab next; PgUp PgDn scroll",
            ),
            "result": (
                "已签 {signed} 件，没有签成 {failed} 件",
                "{signed} signed, {failed} not signed",
            ),
            "signed": (
                "[签] {number}  已批准，台账第 {seq} 条",
                "[ok] {number}  approved, ledger entry {seq}",
            ),
            "failed": ("[--] {number}  没有签成，还选着", "[--] {number}  not signed, still marked"),
            "column.outcome": ("结果", "outcome"),
            "outcome.signed": ("已批准", "approved"),
            "outcome.failed": ("没有签成：", "not signed:"),
            "usage": (
                "写成 申请编号:人数，例如 12:20 13:350；每件一次，最多 {most} 件",
                "write REQUEST:COUNT, such as 12:20 13:350; each once, at most {most}",
            ),
        },
    ),
    **under(
        "difference",
        {
            "title": (" {number}：v{a} 与 v{b} ", " {number}: v{a} and v{b} "),
            "returned": (
                "v{version} 于 {when} 被{name}退回，原因：{reason}",
                "v{version} was returned on {when} by {name} because: {reason}",
            ),
            "stayed": ("没有改：{names}", "unchanged: {names}"),
            "between": ("、", ", "),
            "two": ("只有两个版本。", "There are only two versions."),
        },
    ),
    **under(
        "help",
        {
            "batch.title": ("一起批准", "Approve together"),
            "batch.body": (
                (
                    "选中的每一件都列在这里：编号、类别、您签为什么岗位、用途、全文、人数。部门经理逐件核内容和名单（R7），"
                    "每件的人数重打一遍，口令打一次。标“未看”的是这次没有打开过审批单的，系统核对的结果也列出来。"
                    "一件没有签成不碍别的，它仍选着。"
                ),
                (
                    "Every marked request in full: number, category, the posts that you sign for, purpose, text, recipients. "
                    "A department manager ticks content and list of each (R7); each count is retyped, the passphrase typed once. "
                    "What you did not open in this sitting is marked so, with what the desk computed. "
                    "One that fails holds up none of the others and stays marked."
                ),
            ),
            "outcomes.title": ("批准的结果", "What became of each"),
            "outcomes.body": (
                "每件签成没有、台账第几条；没有签成的说明原因，仍选着，可以再签。",
                "Whether each was signed, and its ledger entry; one that was not says why and stays marked for another try.",
            ),
            "difference.title": ("两版对照", "Two versions"),
            "difference.body": (
                "从两份签过名的原文算出，不是业务台说的。[-去掉的-] {{+加上的+}}；没有改的折起，f 展开。",
                (
                    "Computed here from the two signed texts, not told by the desk. [-gone-] {{+new+}}; "
                    "what stayed is folded, f unfolds it."
                ),
            ),
        },
    ),
    **three(
        "problem",
        {
            "batch_not_tried": (
                ("这一件没有轮到。", "This one was not tried."),
                ("前一件签名时与业务台断了线。", "The line to the desk was lost over the one before it."),
                ("连上后再签；它还选着。", "Sign it when the desk answers again; it is still marked."),
            ),
        },
    ),
}
