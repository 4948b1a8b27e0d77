"""Where things stand: states, holds, events, links, and what waits on a person."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "state.request",
        {
            "draft": ("草稿", "draft"),
            "submitted": ("审批中", "submitted"),
            "approved": ("已批准", "approved"),
            "cleared": ("可放行", "cleared"),
            "returned": ("已退回", "returned"),
            "rejected": ("已驳回", "rejected"),
            "withdrawn": ("已撤回", "withdrawn"),
            "expired": ("逾期未批", "expired"),
            "lapsed": ("过期未发", "lapsed"),
            "done": ("已完成", "done"),
        },
    ),
    **under(
        "state.slot",
        {
            "waiting": ("待审批", "waiting"),
            "cleared": ("可放行", "cleared"),
            "lapsed": ("时段已过", "lapsed"),
            "released": ("已放行", "released"),
            "sending": ("发送中", "sending"),
            "held": ("已暂停", "held"),
            "refused": ("被拒发", "refused"),
            "done": ("已完成", "done"),
            "stopped": ("已终止", "stopped"),
        },
    ),
    **under(
        "state.recipient",
        {
            "approved": ("批准", "approved"),
            "queued": ("排队", "queued"),
            "in_flight": ("在途", "in flight"),
            "accepted": ("网关已收", "accepted"),
            "delivered": ("已送达", "delivered"),
            "undelivered": ("未送达", "undelivered"),
            "refused": ("网关拒收", "refused"),
            "no_receipt": ("无状态报告", "no receipt"),
            "unknown": ("不明", "unknown"),
            "suppressed": ("退订剔除", "suppressed"),
            "not_sent": ("未发", "not sent"),
        },
    ),
    **under(
        "standing",
        {
            "active": ("在岗", "active"),
            "suspended": ("停用", "suspended"),
            "left": ("已离开", "left"),
        },
    ),
    **under(
        "hold",
        {
            "held": ("有人暂停", "held by a person"),
            "desk_silent": (
                "业务台十秒没有消息，恢复后自动继续",
                "the desk has been silent for 10 s; goes on by itself",
            ),
            "clock_behind": (
                "主机时钟倒退超过一分钟，校正后自动继续",
                "the host's clock went back by over a minute; goes on once it is right",
            ),
            "quiet_hours": (
                "不在本类允许发送的时段，到时自动继续",
                "outside this category's hours; goes on by itself",
            ),
            "ledger_forked": (
                "业务台的台账与留底不符，须由人查清",
                "the desk's ledger does not follow from the head kept here; people must look",
            ),
            "not_armed": (
                "数据库与安装标志不符，可能是副本，须重新启用",
                "the database may be a copy; it must be re-armed",
            ),
            "frozen": ("已冻结，须两人解除", "frozen; two people must lift it"),
            "stop": ("按指令终止", "stopped by order"),
            "window_passed": ("发送时段已过", "its window has passed"),
            "receipts": ("后到的状态报告", "late receipts"),
            "settled_sent": ("两人认定已发出", "two people say: sent"),
            "settled_not_sent": ("两人认定未发出", "two people say: not sent"),
            "settled_closed": ("两人认定无法查清，不再等", "two people say: nobody can tell; closed"),
            "settled_before": ("两人的认定早已办过", "what two people said was carried out before"),
        },
    ),
    **under(
        "event",
        {
            "release": ("放行", "release"),
            "hold": ("暂停", "hold"),
            "resume": ("恢复", "resume"),
            "stop": ("终止", "stop"),
            "refused": ("拒发", "refused"),
            "started": ("开始", "started"),
            "held": ("停下", "held"),
            "resumed": ("继续", "resumed"),
            "stopped": ("已终止", "stopped"),
            "done": ("完成", "done"),
            "corrected": ("更正", "corrected"),
            "lapsed": ("时段过期未放行", "lapsed unreleased"),
            "extension": ("延期", "extension"),
            "proposed": ("提议认定不明结果", "proposed to settle the unknowns"),
            "confirmed": ("确认认定", "confirmed"),
            "settle_refused": ("认定未被接受", "the settlement is refused"),
            "contradicted": (
                "有状态报告与“未发出”的认定不符，请向运营商查证",
                "a receipt contradicts the verdict 'not sent'; ask the provider",
            ),
        },
    ),
    **under(
        "gateway",
        {"up": ("正常", "up"), "down": ("断开", "down"), "unknown": ("不明", "unknown")},
    ),
    **under(
        "todo",
        {
            "decide": ("等您审批", "decide"),
            "accept": ("等您接收", "accept"),
            "release": ("等您放行", "release"),
            "revise": ("退回待改", "revise"),
            "unknown": ("结果不明", "unknown results"),
            "confirm": ("等您确认认定", "confirm a settlement"),
            "refused": ("被拒发，可重新放行", "refused; may be released again"),
            "extend": ("过期，等您延期", "extend its window"),
            "late": ("下级逾期", "late below you"),
        },
    ),
}
