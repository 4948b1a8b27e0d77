"""Words of the pages on people: persons, orders, applications, the pledge, roster versions, the chase board."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "absence",
        {
            "decided": ("决定", "decision"),
            "said": ("意见、原因", "opinion, reason"),
        },
    ),
    **under(
        "people",
        {
            "name": ("姓名", "name"),
            "staff_no": ("工号", "staff number"),
            "telephone": ("电话", "telephone"),
            "standing": ("状态", "standing"),
            "pledge": ("保证书", "pledge"),
            "deputy_now": ("代签人", "deputy"),
            "key": ("密钥", "key"),
            "keys": ("密钥指纹", "keys"),
            "account": ("系统账号", "account (uid)"),
            "no_account": ("未绑定", "none bound"),
            "in_roster": ("名册", "roster"),
            "version": ("第 {n} 版", "version {n}"),
            "standby_mark": ("（备岗）", " (standby)"),
            "and": (" 兼 ", " + "),
            "open_end": ("不定期", "open-ended"),
            "no_post": ("没有岗位", "no post"),
            "no_key": ("没有有效密钥", "no valid key"),
            "key_since": ("自 {since} 起", "since {since}"),
            "key_revoked": ("自 {since} 起作废", "revoked since {since}"),
            "pledge_not_asked": ("岗位不要求", "not asked of these posts"),
            "pledge_until": ("（{version}）到 {until}", "({version}) until {until}"),
            "witness": ("见证人", "witness"),
            # The line of alerts.
            "no_alerts": (
                "名册没有缺岗、冲突，也不快到期。",
                "The roster lacks nothing and nothing clashes.",
            ),
            "more_alerts": ("w 看全部 {n} 条", "w shows all {n}"),
            "alerts_title": ("名册的问题：{n} 条", "What the roster lacks: {n}"),
            # One person.
            "head.orders": (" 代签、备岗、停用 ", " Deputies, standbys, suspensions "),
            "head.applications": (" 操作员申请（附件3） ", " Applications (Attachment 3) "),
            "head.behind": (" 离岗会留下什么 ", " What would be left behind "),
            "none.orders": ("没有有效的人事指令。", "No order in force."),
            "none.applications": ("没有您能看的申请。", "No application that you may see."),
            "behind.pending": ("在办申请", "under way"),
            "behind.posts": ("交出的岗位", "posts given up"),
            "behind.orders": ("有效的代签备岗", "orders in force"),
            "behind.custody": ("保管口令", "keeps passwords"),
            "behind.passwords": ("口令", "passwords"),
            "behind.envelopes": ("信封", "envelopes"),
            "behind.lists": ("导入的通讯录", "lists brought in"),
            # Orders.
            "order.deputation": ("{person} 代 {principal}（{post}）", "{person} for {principal} ({post})"),
            "order.activation": ("{person} 顶岗：{post}", "{person} stands in: {post}"),
            "order.suspension": ("{person} 停用", "{person} is suspended"),
            "until_next_roster": ("下一版名册", "the next roster version"),
            "order_column": ("指令", "order"),
            "until_short": ("截止", "until"),
            "orders_of": ("只看与 {name} 有关的。", "Those that name {name}."),
            "orders_every": (
                "连已结束的一起看；s 只看有效的。",
                "Also those that are over; s shows those in force.",
            ),
            "orders_live": ("只看有效的；s 看全部。", "Those in force or to come; s shows all."),
            "principal": ("被代人", "in place of"),
            "deputy": ("代签人", "deputy"),
            "since": ("开始", "from"),
            "since_now": ("开始（空为现在）", "from (empty: now)"),
            "until": ("截止", "until"),
            "categories": ("代签类别", "categories"),
            "all_categories": ("全部类别", "every category"),
            "given_by": ("办理人", "given by"),
            "digest": ("指令摘要", "digest"),
            # The form of a deputation.
            "whose": ("代谁的岗", "whose post"),
            "pick": ("打字筛选，Enter 取", "Type to filter, Enter takes"),
            "pick_nothing": ("没有可选的", "There is nothing to choose"),
            "pick_hint": ("（未选；Enter 选）", "(none; Enter chooses)"),
            "deputy_head": (
                (
                    "时间按 {zone}，如 2026-12-01 09:00；开始空着就是现在。\n"
                    "类别都不勾就是全部。Enter 下一栏；空格打勾、开列表。"
                ),
                (
                    "Times in {zone}, as 2026-12-01 09:00; an empty start is now.\n"
                    "No category ticked is every one. Enter next; Space ticks, opens lists."
                ),
            ),
            "deputy_title": ("指定代签人（R2 逐级审批）", "Name a deputy (R2)"),
            "deputised": ("已指定代签人：{name}", "Deputy named: {name}"),
            "ready": ("已填齐，Ctrl+S 签名。", "Complete: Ctrl+S signs."),
            "leave_title": ("还没存", "Not kept yet"),
            "leave_question": (
                "这张表没有存；离开就要重填。确定离开？",
                "This form is kept nowhere; it will have to be filled in again. Leave?",
            ),
            # Applications.
            "for_what": ("事项", "what for"),
            "applicant": ("申请人", "applicant"),
            "queue_on": ("只看等您办的；m 看全部。", "Those that wait for you; m shows all."),
            "queue_off": ("看全部；m 只看等您办的。", "All of them; m shows those that wait for you."),
            "decided": ("已{what} {number}", "Done ({what}): {number}"),
            "head.form": (" 签名的申请表（附件3） ", " The application as it was signed (Attachment 3) "),
            "new_key": ("（新登记）", "(new)"),
            "same_key": ("（在册）", "(on file)"),
            "term": ("起止", "term"),
            "form_head": (
                (
                    "操作员申请表（附件3）  Enter 下一栏；空格打勾、开列表；左右键换选项。\n"
                    "F5 从名册里取人；F6 从文件读公钥；办公电话，不写手机号码。"
                ),
                (
                    "Attachment 3: Enter next; Space ticks, opens lists; arrows choose.\n"
                    "F5 person from the roster, F6 read a key; office telephones, no mobiles."
                ),
            ),
            "stands_in": ("代理谁", "stands in for"),
            "whom": ("人员", "person"),
            "returned_because": ("退回的原因：", "Returned because:"),
            "standby_words": (
                "备岗：平时不办，由部门经理启用",
                "dormant second operator, woken by the manager",
            ),
            "until_empty": ("截止（可空）", "until (optional)"),
            "department_id": ("新部门编号", "its id"),
            "nobody": ("（没有）", "(nobody)"),
            "key_path": ("公钥文件 .pub", "file ending .pub"),
            "key_about": (
                "是 .pub 结尾的公钥文件，不是私钥；私钥只在本人手里。",
                "The public file that ends in .pub, never the private key: that stays with its owner.",
            ),
            "key_title": ("读公钥", "Read a public key"),
            "form_title": ("您将签名的申请表", "The application that you sign"),
            "handed_in": ("已交上去：{number}", "Handed in: {number}"),
            # The pledge.
            "you_stand": ("您的保证书：{how}", "Your pledge: {how}"),
            "pledge_head": (
                (
                    "保证书 {version}，一次管 {months} 个月。逐条看过，最后选见证人，Ctrl+S 签名。\n"
                    "空格打勾，Enter 下一条，x 打勾并下一条。"
                ),
                (
                    "Pledge {version}, good for {months} months. Read each clause, then choose a witness.\n"
                    "Space accepts, Enter goes on, x accepts and goes on; Ctrl+S signs."
                ),
            ),
            "pledge_not_yours": ("您的岗位不要求签保证书。", "Your posts ask for no pledge."),
            "clauses_left": ("还有 {n} 条没打勾。", "{n} clauses are not ticked yet."),
            "witness_missing": ("还要选见证人。", "A witness is still to be chosen."),
            "accepted": ("接受", "accepted"),
            "all_clauses": ("全部 {n} 条", "all {n} clauses"),
            "holds_for": ("有效期", "holds for"),
            "months": ("{n} 个月", "{n} months"),
            "pledge_title": ("签署保证书（附件2）", "Sign the pledge (Attachment 2)"),
            "pledged": ("保证书已签（{version}）", "Pledge signed ({version})"),
            "lacking_on": (
                "只看没有、旧版、快到期的；s 看全部。",
                "Missing, old or ending ones; s shows all.",
            ),
            "lacking_off": ("看全部。", "All of them."),
            # The chase board.
            "owes": ("欠办", "owed"),
            "who": ("谁", "by whom"),
            "of_what": ("哪一件", "of what"),
            "waits_since": ("从何时起", "since"),
            "slot": ("时段", "slot"),
            # Roster versions.
            "count": ("人数", "people"),
            "signed_by": ("签署人", "signed by"),
            "head.people": (" 人员 ", " People "),
            "head.differences": (" 改了什么 ", " What differs "),
            "nothing_differs": ("没有不同。", "Nothing differs."),
            "first_version": (
                "这是第一版，前面没有别的版本。",
                "This is the first version; none is before it.",
            ),
            "compare_with": ("和哪一版比", "Against which version"),
            "compared": ("第 {new} 版比第 {old} 版：", "Version {new} against version {old}:"),
            "proved": (
                "前一版已从本机的根密钥核对；差异由本机算出。",
                "The version before is proved from this machine's root keys, which also worked out the difference.",
            ),
            "not_proved": (
                "未核对：本机没有根密钥，前一版只凭业务台一面之词。",
                "NOT PROVED: this machine has no root keys; the version before is the desk's word.",
            ),
            "proving": (
                "正在核对各版签名、算出差异……",
                "Proving every version and working out the difference ...",
            ),
            "first_signer": ("第一签署人", "first signer"),
            "proposed_at": ("提出", "proposed"),
            "waits_until": ("等到", "waits until"),
            "why_not": ("您不能签", "you may not"),
            "not_open": ("这一版{state}。", "That version is {state}."),
            "differences": ("共 {n} 处不同，上一页已列出。", "{n} differences, listed on the page before."),
            "sign_first": (
                "您签第一个名；另一位名册签署人签了才生效。",
                "You sign first; it is in force once another roster signer signs.",
            ),
            "sign_second": (
                "您签第二个名，立即生效。",
                "Yours is the second signature: it is in force at once.",
            ),
            "propose_title": ("提出新一版名册", "Propose the next roster version"),
            "confirm_title": ("签发新一版名册", "Publish the next roster version"),
            "proposed": (
                "第 {n} 版已提出，等另一位名册签署人。",
                "Version {n} is proposed and waits for another roster signer.",
            ),
            "published": ("第 {n} 版名册已生效。", "Roster version {n} is in force."),
            "drop_title": ("撤下这一版", "Drop this proposal"),
            "drop_question": ("撤下后要重新提出。确定？", "It would have to be proposed anew. Drop it?"),
            "dropped": ("已撤下。", "Dropped."),
            "next_version": ("第 {old} 版之后的第 {new} 版：", "Version {new}, after version {old}:"),
            "nothing_chosen": (
                "  还没有选改动；什么也不选就是续期。",
                "  Nothing chosen yet; with nothing chosen the version is only renewed.",
            ),
            "change_keys": (
                "a 任命  e 免去  m 调岗  l 离岗  u 恢复停用的人  k 作废密钥  x 去掉\nf 办理已存档的申请表  h 办理口令保管移交\nCtrl+S 算出差异，看过再签名。",
                (
                    "a appoint  e end a post  m move  l leave  u lift\nf applications  h hand-overs  k revoke a key  x take back\n"
                    "Ctrl+S works out the difference; read it, then sign."
                ),
            ),
            "filed_waiting": (
                "还有 {n} 份已存档的申请表等着办；f 选。",
                "{n} filed applications wait to be carried out; f chooses.",
            ),
            "handed_waiting": (
                "还有 {n} 份各方签好的口令保管移交等着办；h 选。",
                "{n} hand-overs of custody that everybody signed wait to be carried out; h chooses.",
            ),
            "carries_over": ("办理移交", "carries out hand-over"),
            "nothing_handed": (
                "没有各方签好、等着办的口令保管移交。",
                "No hand-over of custody that everybody signed waits.",
            ),
            "carries_out": ("办理", "carries out"),
            "chosen": ("已选 {n} 项，Ctrl+S 算出差异。", "{n} chosen; Ctrl+S works out the difference."),
            "change.leave": ("{person} 离岗，全部岗位结束", "{person} leaves; every post ends"),
            "change.lift": ("{person} 恢复", "{person} comes back"),
            "change.end": ("{person} 免去 {post}，自 {at}", "{person} gives up {post} at {at}"),
            "change.appoint": ("{person} 任 {post}，{term}", "{person} becomes {post}, {term}"),
            "which_post": ("{name}：哪个岗位", "{name}: which post"),
            "change.revoke": (
                "{person} 作废密钥 {key}，自 {at}",
                "key {key} of {person} is revoked since {at}",
            ),
            "spare_key": (
                "{person} 另有新密钥，旧的 {key} 仍有效；k 作废。",
                "{person} has a newer key; the older {key} goes on counting: k revokes it.",
            ),
            "key_spare": ("有更新的", "a newer one counts"),
            "which_key": ("作废哪把密钥", "Which key is revoked"),
            "revoked_empty": ("作废（空为现在）", "since, empty: now"),
            "revoke_about": (
                "在办的申请里用这把密钥签的，退回重办；本地时间，如 2026-12-01 09:00。只剩这一把时，先登记新的。",
                (
                    "Requests under way that were signed with this key go back. Local time, as 2026-12-01 09:00. If it is "
                    "the only one, a new key comes first."
                ),
            ),
            "since_empty": ("开始（空为现在）", "from (empty: now)"),
            "end_empty": ("结束（空为现在）", "ends (empty: now)"),
            "dates_about": (
                "按本地时间，如 2026-12-01 09:00；截止空着为不定期。",
                "Local time, as 2026-12-01 09:00; without an end it is open-ended.",
            ),
            "who_leaves": ("谁离岗", "Who leaves"),
            "who_comes_back": ("恢复谁", "Whose suspension ends"),
            "who_is_appointed": ("任命谁", "Who is appointed"),
            "which_ends": ("免去哪个岗位", "Which post ends"),
            "which_moves": ("从哪个岗位调走", "From which post"),
            "which_applications": ("Enter 选或不选，Esc 完成", "Enter takes or leaves out, Esc ends"),
            "nothing_filed": ("没有已存档、等着办的申请表。", "No filed application waits."),
            "take_back": ("去掉哪一项", "Which one goes"),
            "renew_title": ("只续期", "Only renew"),
            "renew_question": (
                "什么也没选：新一版与现行的一样，只是有效期从现在算起。继续？",
                "Nothing is chosen: the version will be as the one in force, valid anew from now. Go on?",
            ),
            # Dialogs.
            "retype_name": ("重打姓名", "retype the name"),
            "name_wrong": (
                "与姓名不符，打的姓名和口令都已清空：看清上面的姓名，再打一遍。",
                "Not the name; name and passphrase are emptied. Look at it above and type it again.",
            ),
            "suspend_title": ("停用（立即生效）", "Suspend (at once)"),
            "suspend_about": (
                "他的一切权限立即停止；在办的、有他签名的申请退回起草人。恢复要两位名册签署人出新一版名册。",
                (
                    "All his rights stop at once; requests under way that carry his name go back to their drafters. "
                    "It takes two roster signers and a new version to bring him back."
                ),
            ),
            "suspended": ("已停用：{name}", "Suspended: {name}"),
            "recall_title": ("提前收回", "Recall"),
            "recalled": ("已收回：{name}", "Recalled: {name}"),
            "wake_title": ("启用备岗（R8）", "Wake the standby (R8)"),
            "wake_about": (
                "这几天由备岗办理，原岗不能办；截止后自动换回。",
                "The standby acts on these days and the holder does not; afterwards it is as before.",
            ),
            "woken": ("已启用备岗：{name}", "Standby woken: {name}"),
            "pick_standby": ("启用哪一位", "Which standby"),
        },
    ),
    **under(
        "todo",
        {"confirm_roster": ("新名册等您签", "sign the roster")},
    ),
    **under(
        "next",
        {
            "confirm_roster": (
                "下一步：看改了什么，签第二个名。",
                "Next: read what differs, sign as the second.",
            ),
        },
    ),
    **under(
        "field",
        {"deputy": ("代签人", "deputy"), "witness": ("见证人", "witness"), "person_name": ("姓名", "name")},
    ),
    **three(
        "refusal",
        {
            "time_unreadable": (
                (
                    "“{value}”不是一个时间，写成 2026-12-01 18:00。",
                    "“{value}” is no time: write it as 2026-12-01 18:00.",
                ),
                ("{clause}：记的和签的都有时间。", "{clause}: what is recorded or signed has its time."),
                ("写成 2026-12-01 18:00。", "Write it as 2026-12-01 18:00."),
            ),
        },
    ),
    **three(
        "problem",
        {
            "public_key_unreadable": (
                ("{name} 读不出公钥。", "No public key can be read from {name}."),
                (
                    "文件打不开，或第一行不是 ssh- 开头。",
                    "It does not open, or its first line does not begin with ssh-.",
                ),
                ("选 .pub 结尾的公钥文件。", "Name the public file, which ends in .pub."),
            ),
            "not_a_time": (
                ("“{value}”不是一个时间。", "“{value}” is no time."),
                (
                    "时间按本地时钟写年月日时分。",
                    "A time is written by the local clock: date, hours, minutes.",
                ),
                ("写成 2026-12-01 18:00。", "Write it as 2026-12-01 18:00."),
            ),
        },
    ),
}
"""`people.*`, the kinds of todo rows and failures that these pages alone have; lists, filters and help are in `people_pages`."""
