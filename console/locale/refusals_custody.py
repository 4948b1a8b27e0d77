"""Refusals about handing custody over and about sealed envelopes (R12)."""

from typing import Final

from console.locale.entry import Pair, three

MESSAGES: Final[dict[str, Pair]] = {
    **three(
        "refusal",
        {
            "hand_over_unknown": (
                ("{person} 不在名册里，或者已经停用、离岗。", "{person} is not active in the roster."),
                (
                    "{clause}：口令由名册里的专人保管。",
                    "{clause}: the passwords are kept by one named person.",
                ),
                ("先请名册签署人把他列入名册。", "Have the roster signers name that person first."),
            ),
            "hand_over_no_key": (
                ("{person} 没有有效的签名密钥。", "{person} has no good signing key."),
                ("{clause}：接任人要亲自签名。", "{clause}: who takes custody over signs for it himself."),
                (
                    "先登记他的密钥（roster propose --add-key）。",
                    "Register a key first (roster propose --add-key).",
                ),
            ),
            "hand_over_same": (
                ("{person} 现在就是口令保管人。", "{person} is the custodian already."),
                ("{clause}：移交是交给另一个人。", "{clause}: a hand-over goes to somebody else."),
                ("另选接任人。", "Choose somebody else."),
            ),
            "hand_over_clash": (
                (
                    "{person} 还有“{post}”这个岗位，不能兼管口令。",
                    "{person} is {post} too and cannot keep the passwords.",
                ),
                (
                    "{clause}：专人保管；保管人不起草、不审批、不放行、不备案、不审计。",
                    "{clause}: who keeps the passwords neither drafts, approves, releases, files nor audits.",
                ),
                ("另选一人，或先免去那个岗位。", "Choose somebody else, or end that post first."),
            ),
            "hand_over_moved_on": (
                ("口令、信封或期限与现在的不一致。", "Passwords, envelopes or dates are others by now."),
                (
                    "{clause}：移交单写明正在用的口令指纹；换过口令，签的就不再属实。",
                    "{clause}: a hand-over names the passwords in force; once one was changed it is not so any more.",
                ),
                ("重新提议。", "Propose it again."),
            ),
            "hand_over_day": (
                (
                    "起始时间不对：须是现在到 {days} 天之内。",
                    "It begins between now and {days} days from now.",
                ),
                (
                    "{clause}：移交不追溯，也不长期预签。",
                    "{clause}: custody is handed over neither backwards nor far ahead.",
                ),
                ("改起始时间。", "Choose another time."),
            ),
            "hand_over_not_his": (
                ("口令现在不归 {person} 保管。", "Custody does not lie with {person} now."),
                (
                    "{clause}：移交人须是现行名册里的保管人；空缺时由综合部经理提议。",
                    "{clause}: it goes from whom the roster names; where it names nobody, the General Department's manager proposes.",
                ),
                (
                    "看 custody hand-over list，按现在的保管人重新提议。",
                    "See custody hand-over list, and propose it anew.",
                ),
            ),
            "hand_over_not_signed": (
                (
                    "移交 {number} 还没有签齐，或者已经办过、过期、作废。",
                    "Hand-over {number} is not signed by all, or is over.",
                ),
                (
                    "{clause}：移交人、接任人、见证人三人签齐，名册才能照办。",
                    "{clause}: a roster version carries it out once all three have signed.",
                ),
                ("用 custody hand-over show 看还差谁。", "See who is missing with custody hand-over show."),
            ),
            "hand_over_not_carried_out": (
                (
                    "这版名册没有照移交 {number} 把保管交给 {person}。",
                    "This version does not do what hand-over {number} says: custody to {person}.",
                ),
                (
                    "{clause}：写明依据的，必须照办。",
                    "{clause}: what a version claims as its ground it does, all of it.",
                ),
                ("重新拟一版。", "Draw the version up anew."),
            ),
            "custody_not_handed_over": (
                (
                    "{person} 没有接过保管，不能直接任命为口令保管人。",
                    "{person} took custody over from nobody.",
                ),
                (
                    "{clause}：换保管人须先移交，三人签名；原保管人不在时由其部门经理提议。",
                    "{clause}: the custodian changes by a hand-over that three people sign; his manager proposes where he is gone.",
                ),
                (
                    "先办 custody hand-over propose，签齐后 roster propose --hand-over。",
                    "First custody hand-over propose; once it is signed, roster propose --hand-over.",
                ),
            ),
            "custody_proposed_already": (
                ("已经有一份在等签名。", "Something of this kind waits for its signatures already."),
                ("{clause}：一次只办一份。", "{clause}: one at a time."),
                ("等它签齐或过期；用 proposal list 看。", "Wait for it; see it with proposal list."),
            ),
            "phrase_same": (
                ("新短语和旧的一样。", "The new phrase is the old one."),
                (
                    "{clause}：换短语是为了让知道旧短语的人打不开。",
                    "{clause}: it is changed so that who knows the old one knows nothing.",
                ),
                (
                    "用机器新生成的短语（custody rephrase）。",
                    "Take the one that the machine makes (custody rephrase).",
                ),
            ),
            "envelope_holds": (
                ("信封里装的写得不对。", "What the envelope holds does not fit."),
                (
                    "{clause}：装的是开锁短语（不写网关），或某个网关的口令（写明网关）。",
                    "{clause}: it holds the unlock phrase, without a gateway, or the password of a named gateway.",
                ),
                ("写 phrase，或 password 加 --gateway。", "Say phrase, or password with --gateway."),
            ),
            "envelope_other_password": (
                (
                    "网关 {gateway} 没有口令在用，或在用的已经是另一个。",
                    "Gateway {gateway} has no password in force, or another one.",
                ),
                (
                    "{clause}：封存的须是正在用的口令，否则用时打不开。",
                    "{clause}: what is sealed is what is in force.",
                ),
                ("把现在用的口令重新封好再登记。", "Seal the present password and enter it again."),
            ),
            "envelope_there": (
                ("编号 {number} 已经用过。", "The number {number} is another by now."),
                ("{clause}：每个信封一个编号。", "{clause}: every envelope has its own number."),
                ("重新登记。", "Enter it again."),
            ),
            "envelope_check_day": (
                (
                    "检查日须在明天到 {days} 天之内。",
                    "The next check is between tomorrow and {days} days from now.",
                ),
                ("{clause}：封条每季看一次。", "{clause}: somebody looks at the seal every quarter."),
                ("改检查日。", "Choose another day."),
            ),
            "envelope_not_sealed": (
                ("{number} 不是封着的信封。", "{number} is not sealed."),
                (
                    "{clause}：只有封着的才能检查、拆封。",
                    "{clause}: a sealed envelope alone is looked at or opened.",
                ),
                ("用 custody envelope list 看封着的。", "See custody envelope list."),
            ),
            "envelope_other_seal": (
                ("封条编号与登记的不符。", "The number on the seal is not the one in the register."),
                (
                    "{clause}：编号不符，可能被换过：按封条不完整处理。",
                    "{clause}: another seal may mean that somebody opened it before.",
                ),
                (
                    "再看一遍；确实不符就登记封条不完整（custody envelope check --broken）。",
                    "Look again; if it is another, enter that it is not whole (custody envelope check --broken).",
                ),
            ),
        },
    ),
}
