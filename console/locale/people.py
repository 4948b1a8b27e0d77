"""Words of the pages on people: the list, one person, orders, applications, the pledge, roster versions, the chase board."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "people",
        {
            "name": ("姓名", "name"),
            "staff_no": ("工号", "staff number"),
            "telephone": ("电话", "telephone"),
            "standing": ("在岗", "standing"),
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
            "behind.orders": ("有效的代签备岗", "orders in force"),
            "behind.custody": ("保管口令", "keeps passwords"),
            "behind.lists": ("导入的通讯录", "lists brought in"),
            # Orders.
            "order.deputation": ("{person} 代 {principal}（{post}）", "{person} for {principal} ({post})"),
            "order.activation": ("{person} 顶岗：{post}", "{person} stands in: {post}"),
            "order.suspension": ("{person} 停用", "{person} is suspended"),
            "until_next_roster": ("下一版名册", "the next roster version"),
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
            "categories": ("只代这些类别", "these alone"),
            "all_categories": ("全部类别", "every category"),
            "given_by": ("办理人", "given by"),
            "digest": ("指令摘要", "digest"),
            # The form of a deputation.
            "whose": ("代谁的岗", "whose post"),
            "pick": ("打字筛选，Enter 取", "Type to filter, Enter takes"),
            "pick_nothing": ("没有可选的", "There is nothing to choose"),
            "pick_hint": ("（未选；Enter 选）", "(none; Enter)"),
            "deputy_head": (
                "指定代签人   时间按 {zone}，如 2026-12-01 09:00；开始空着就是现在；类别都不勾就是全部",
                "Name a deputy   times in {zone}, as 2026-12-01 09:00; empty start: now; no category: all",
            ),
            "deputy_title": ("指定代签人（R2 逐级审批）", "Name a deputy (R2)"),
            "deputised": ("已指定代签人：{name}", "Deputy named: {name}"),
            "ready": ("已填齐，Ctrl+S 签名。", "Complete: Ctrl+S signs."),
            "not_ready": ("还差 {n} 处。", "{n} still to fix."),
            "leave_title": ("还没签名", "Not signed yet"),
            "leave_question": (
                "这张表没有存；离开就要重填。确定离开？",
                "This form is kept nowhere; it will have to be filled in again. Leave?",
            ),
            # Dialogs.
            "retype_name": ("重打姓名", "retype the name"),
            "name_wrong": ("与姓名不符，请看清再打一遍。", "That is not the name: look at it and retype it."),
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
            "no_standby": (
                "您的部门没有登记备岗；先按 a 交操作员申请表，勾选备岗。",
                "No standby is on file in your department; a hands in an application with “standby” ticked.",
            ),
        },
    ),
    **under("field", {"deputy": ("代签人", "deputy"), "witness": ("见证人", "witness")}),
    **under(
        "list",
        {
            "people.empty": ("没有这样的人。", "Nobody fits."),
            "orders.empty": (
                "没有有效的代签、备岗、停用。\nn 指定代签人，b 启用备岗。",
                "No deputies, standbys or suspensions.\nn names a deputy, b wakes a standby.",
            ),
        },
    ),
    **under(
        "filter",
        {
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
            "deputy.title": ("指定代签人", "Name a deputy"),
            "deputy.body": (
                "代签人签字时写明代谁。经手那件申请的人、您的下属经手的，他不能代签。",
                "A deputy's signature says for whom. What he or people under him made he cannot sign for you.",
            ),
        },
    ),
    **three(
        "refusal",
        {
            "time_unreadable": (
                ("“{value}”不是一个时间。", "“{value}” is no time."),
                (
                    "{clause}：代签和备岗都有起止时间。",
                    "{clause}: deputies and standbys begin and end at a time.",
                ),
                ("写成 2026-12-01 18:00。", "Write it as 2026-12-01 18:00."),
            ),
        },
    ),
    **three(
        "problem",
        {
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
"""`people.*`, and what lists, filters and help say on these pages."""
