"""Refusals about the grounds of a roster version, proposals that wait, keys asked for, pledges signed too early; large bundles."""

from typing import Final

from console.locale.entry import Pair, three

MESSAGES: Final[dict[str, Pair]] = {
    **three(
        "refusal",
        {
            "ground_not_carried_out": (
                (
                    "这一版没有照申请表 {number}（{person}）办。",
                    "This version does not do what the application {number} ({person}) asks for.",
                ),
                (
                    "{clause}：名册以哪份申请表为依据，就要照它办。",
                    "{clause}: a version that names an application as its ground carries it out.",
                ),
                (
                    "去掉与它相反的改动，或不以它为依据，重新提出。",
                    "Take out the changes that contradict it, or leave it out, and propose anew.",
                ),
            ),
            "ground_false": (
                (
                    "申请表 {number} 不能作依据：{refused}。",
                    "The application {number} is no ground: {refused}.",
                ),
                (
                    "{clause}：经理授权、主管经理批准、综合部存档，三者俱全才办进名册。",
                    "{clause}: a version carries out what is authorised, approved and filed.",
                ),
                (
                    "不要签；请综合部出示纸质申请表，查业务台为何这样说。",
                    "Do not sign; ask the General Department for the paper, and find out why the desk says so.",
                ),
            ),
            "roster_not_yours": (
                ("这一版是 {person} 提出的。", "{person} proposed this version."),
                (
                    "{clause}：提出的人自己撤下；别人不同意，不签就是。",
                    "{clause}: who proposed it takes it back; who disagrees does not sign it.",
                ),
                ("不签；它到期自然失效。", "Leave it unsigned; it lapses by itself."),
            ),
            "roster_proposals_many": (
                (
                    "您提出的已有 {n} 版在等第二个签名。",
                    "{n} versions that you proposed wait for their second signature.",
                ),
                (
                    "{clause}：都接在现行版之后，只有一版能生效；第二个人要逐份看。",
                    "{clause}: each is the next version, so one at most takes effect; a second person reads every one.",
                ),
                (
                    "先撤下不要的（roster drop）。",
                    "Take back those that are not wanted (roster drop).",
                ),
            ),
            "key_of_another": (
                (
                    "{person} 已有自己的密钥，新密钥要本人申请。",
                    "{person} has a key; another one he asks for himself.",
                ),
                (
                    "{clause}：密钥由本人生成、保管，别人不能替他登记。",
                    "{clause}: a key is made and kept by one person; nobody records another in his name.",
                ),
                (
                    "请本人提交变更申请。密钥遗失的，凭部门证明由名册签署人登记（roster propose --add-key）。",
                    (
                        "Let him hand in a change. Where his key is lost, the roster signers record the new one "
                        "on his department's certificate (roster propose --add-key)."
                    ),
                ),
            ),
            "pledge_valid": (
                ("您的保证书到 {until} 才到期。", "Your pledge is valid until {until}."),
                (
                    "{clause}：每年签一次；到期前 {days} 天内可以再签。",
                    "{clause}: it is signed yearly, and again within {days} days of its end.",
                ),
                ("不用再签。", "Nothing is left to sign."),
            ),
        },
    ),
    **three(
        "problem",
        {
            "bundle_unreadable": (
                ("业务台给的证据包读不出：{refused}。", "The desk's bundle cannot be read: {refused}."),
                ("证据包只有一种写法，改过的不算。", "A bundle has one spelling; another is none."),
                ("请系统管理员查看业务台。", "Ask the system administrator to look at the desk."),
            ),
            "bundle_too_large": (
                (
                    "第 {request} 号申请的证据包有 {bytes} 字节，一次最多传 {most}。",
                    "The bundle of request {request} has {bytes} bytes; one answer holds {most}.",
                ),
                (
                    "它带着要一起核对的名册、人事指令和保证书。",
                    "With it go the rosters, personnel orders and pledges that it is judged by.",
                ),
                (
                    "请综合部看 order list，收回不用的指令；名册各版可分批取。",
                    "Have orders that are not needed recalled (order list); roster versions can be fetched in parts.",
                ),
            ),
        },
    ),
}
"""Refusals and one problem."""
