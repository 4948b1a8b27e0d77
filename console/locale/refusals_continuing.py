"""Refusals about sending again to those whom a send did not reach, and about lifting holds."""

from typing import Final

from console.locale.entry import Pair, three

MESSAGES: Final[dict[str, Pair]] = three(
    "refusal",
    {
        "not_ended": (
            ("这个时段现在是“{state}”，还没有结束。", "The slot is {state}; it has not ended."),
            (
                "{clause}：发完或终止以后，才知道谁没有发到。",
                "{clause}: whom it did not reach is known once it is done or stopped.",
            ),
            ("等它结束，或先终止。", "Wait until it ends, or stop it."),
        ),
        "never_taken": (
            (
                "这个时段在发送台领走之前就终止了，没有可接着发的。",
                "The slot was stopped before the dispatcher had taken it; there is nothing to continue.",
            ),
            (
                "{clause}：再发只按发送台自己的记录。",
                "{clause}: sending again goes by the dispatcher's own records.",
            ),
            (
                "要发就另提一份申请；它接着别的时段的，在那个时段重新提议。",
                "Make a new request; or, where it continued another slot, propose again at that one.",
            ),
        ),
        "nobody_failed": (
            (
                "没有可补发的人：没有拒收或未送达的，或已经补发过。",
                "There is nobody to resend to: nobody was refused or undelivered, or they were taken up already.",
            ),
            ("{clause}：一个人在一次发送里只补发一回。", "{clause}: each of them is taken up once."),
            (
                "补发以后又没有送达的，在那个新时段里再提议。",
                "Who fails again is proposed for at the new slot.",
            ),
        ),
        "nobody_left": (
            (
                "没有可续发的人：没有未发的，或已经续发过。",
                "There is nobody left to send to: nobody was left out, or they were taken up already.",
            ),
            ("{clause}：一个人在一次发送里只续发一回。", "{clause}: each of them is taken up once."),
            ("结果不明的，先由两人认定。", "Who is in doubt is settled by two people first."),
        ),
        "no_such_continuation": (
            ("没有“{which}”这种再发。", "Nothing is called {which} here."),
            (
                "{clause}：只能再发给拒收和未送达的，或没有发的。",
                "{clause}: sent again is to those who failed, or to the remainder.",
            ),
            ("写 failed 或 remainder。", "Say failed or remainder."),
        ),
        "continue_count_differs": (
            (
                "您输入的是 {typed}，可再发的现有 {n} 人。",
                "You typed {typed}; {n} can be sent to again now.",
            ),
            (
                "{clause}：提议写明人数，与现有的一致才算数。",
                "{clause}: a proposal names the number, and counts only if it is the present one.",
            ),
            ("看过现在的数再提议。", "Look at the present number and propose again."),
        ),
        "continuation_is_not_released": (
            (
                "第 {slot} 个时段接着第 {continues} 个时段，不单独放行。",
                "Slot {slot} continues slot {continues} and is not released by itself.",
            ),
            (
                "{clause}：再发由两人签名放行，一次一个提议。",
                "{clause}: sending again is let go by two signatures, one proposal at a time.",
            ),
            ("在第 {continues} 个时段重新提议。", "Propose it again at slot {continues}."),
        ),
        "no_slot_left": (
            ("这份申请的时段编号已用到 {n}。", "The request has used its slot numbers up to {n}."),
            (
                "{clause}：每次再发占一个编号，不重用。",
                "{clause}: each sending takes a number, and none is used twice.",
            ),
            ("为还没有发到的人另提一份申请。", "Make a new request for those who are left."),
        ),
        "approved_under_other_rules": (
            (
                "这份申请按 {old} 版规则批准，现在用的是 {version} 版。",
                "The request was approved under policy {old}; {version} is in force now.",
            ),
            (
                "{clause}：换了规则，按旧规则签的不再发出。",
                "{clause}: under other rules nothing is sent that was signed under the old ones.",
            ),
            ("为还没有发到的人另提一份申请。", "Make a new request for those who are left."),
        ),
        "another_hold": (
            (
                "签的是恢复第 {hold} 次暂停，现在是第 {newest} 次。",
                "What was signed lifts hold {hold}; the newest one is {newest}.",
            ),
            (
                "{clause}：恢复只对看到的那次暂停有效，不能预签。",
                "{clause}: a resume lifts the hold that its signer saw, and none that may still come.",
            ),
            ("看过现在为何暂停，再签一次恢复。", "Look at why it is held now, then resume again."),
        ),
        "holds_by_itself": (
            ("没有人暂停它，是发送台自己停下的。", "Nobody holds it; the dispatcher holds by itself."),
            (
                "{clause}：恢复解除的是人的暂停。",
                "{clause}: a resume lifts what a person ordered.",
            ),
            (
                "看监视页上停下的原因；原因消除后自动继续。",
                "See on the monitor why it holds; it goes on once that is over.",
            ),
        ),
    },
)
"""Keys `refusal.<code>.what`, `.why` and `.next`; `{clause}` is the clause in words."""
