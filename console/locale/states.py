"""Where things stand: states, holds, events, links, and what waits on a person."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "state.request",
        {
            "draft": ("草稿", "draft"),
            "emergency": ("补录", "on paper"),
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
            # What an amendment sheet has beside recipients.
            "emergency": ("补录", "sent on paper"),
            "complaint": ("投诉", "complaint"),
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
                "主机时钟比见过的时间倒退了一分钟以上，校正后自动继续；现在的时钟才对的，由保管人提议、综合部经理确认（freeze rearm）",
                "the host's clock is over a minute behind what it has shown; goes on once it is right, or once custodian and General Department manager accept it as it is (freeze rearm)",
            ),
            "quiet_hours": (
                "不在本类允许发送的时段，到时自动继续",
                "outside this category's hours; goes on by itself",
            ),
            "ledger_forked": (
                "业务台的台账与留底不符，须由人查清",
                "the desk's ledger does not follow from the head kept here; people must look",
            ),
            "optout_key": (
                "没有退订密钥（dispatch/optouts.key）：认不出已清除号码的退订，不发",
                "the key of hashed opt-outs (dispatch/optouts.key) is missing, loose or another one: nothing is sent",
            ),
            "desk_optout_key": (
                "业务台说不出名单里谁已退订（缺 desk/optouts.key），不发",
                "the desk cannot say who of the list refused (its key desk/optouts.key is missing): it waits",
            ),
            "not_armed": (
                "数据库与安装标志不符、可能是副本，或忘了发过什么，须两人重新启用",
                "the database may be a copy, or has forgotten what was sent; two people must arm it again",
            ),
            "forgot_desk": (
                "业务台知道的发送比本机数据库记得的多：数据库丢失或被退回过，须两人重新启用",
                "the desk knows more of what was sent than this database, which was lost or wound back; two people must arm it again",
            ),
            "forgot_witness": (
                "见证文件知道的发送比本机数据库记得的多：数据库（也许连业务台）丢失或被退回过，须两人重新启用",
                "the witness knows more of what was sent than this database, which was lost or wound back, perhaps with the desk; two people must arm it again",
            ),
            "forgot_other": (
                "另一个发送程序用同一网关发送过，本机数据库没有它的记录，须两人重新启用",
                "another dispatcher sent through the same gateway, and this database knows nothing of it; two people must arm it",
            ),
            "forgot_foreign": (
                "以本程序名义留下的记录签名不对或读不出，须查清后两人重新启用",
                "what is kept in this dispatcher's name cannot be read, or is signed by nobody; find out why, then two people arm it again",
            ),
            "forgotten": (
                "发送程序忘了这次发送：没有报告过的号码都算结果不明，不再发",
                "the dispatcher forgot this send: whoever it had not reported is unknown, and nobody is sent to",
            ),
            "frozen": ("已冻结，须两人解除", "frozen; two people must lift it"),
            "armed_again": (
                "重新启用后停在这里，操作员查清已发的再恢复",
                "held since it was armed again; its operator sees what is out and resumes",
            ),
            "vault_locked": (
                "口令库锁着，保管人开锁后继续",
                "the vault is locked; goes on when the custodian opens it",
            ),
            "vault_missing": (
                "口令库还没有建，或不见了，请保管人处理",
                "there is no vault; the custodian must see to it",
            ),
            "vault_unavailable": (
                "系统钥匙环不能用，请保管人处理",
                "the keyring cannot be used; the custodian must see to it",
            ),
            "secret_missing": ("网关口令还没有装", "the gateway's password is not installed"),
            "secret_gone": (
                "记录里有网关口令，口令库里却没有，请保管人查清",
                "the vault lacks a password that the records have; the custodian must look",
            ),
            "secret_foreign": (
                "口令库里的网关口令不是在这里装入的，请保管人查清",
                "the vault holds a password that nobody installed here; the custodian must look",
            ),
            "secret_retired": (
                "网关口令已作废，等装入新口令",
                "the gateway's password is retired; a new one must be installed",
            ),
            "bind_refused": (
                "服务商不认网关账号或口令，请保管人处理",
                "the provider refuses account or password; the custodian must see to it",
            ),
            "port_unknown": (
                "还不知道模拟网关的端口，稍后自动再试",
                "the simulator has not told its port; tried again by itself",
            ),
            "rotating": ("正在更换网关口令，随即继续", "the gateway's password is being changed"),
            "gateway_changing": (
                "网关换了文件，发送程序正按新文件重新连接",
                "the gateway's file is another, and the dispatcher is connecting anew by it",
            ),
            "line_down": (
                "与服务商的线路断了，正在重连",
                "the line to the provider is down; connecting again",
            ),
            "window_ahead": (
                "发送时段还没到，到时自动开始",
                "its window has not opened yet; starts by itself",
            ),
            "dispatcher_gone": (
                "发送台没有消息，数字停在它最后一次报告的时候",
                "the dispatcher is silent; the figures are the last that it reported",
            ),
            "disk_full": (
                "发送台的磁盘满了，已停；请系统管理员腾出空间再启动",
                "the dispatcher's disk is full and it has stopped; the administrator must make room and start it",
            ),
            "dispatcher_failed": (
                "发送台出错停了，请系统管理员看它的日志再启动",
                "the dispatcher has stopped on a fault; the administrator must read its log and start it",
            ),
            "stop": ("按指令终止", "stopped by order"),
            "stopped_early": (
                "按指令终止，当时发送台还没有领走",
                "stopped by order before the dispatcher had taken it",
            ),
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
            "proposed_resend": ("提议补发", "proposed to resend"),
            "confirmed_resend": ("确认补发", "resending confirmed"),
            "proposed_remainder": ("提议续发", "proposed to send to the remainder"),
            "confirmed_remainder": ("确认续发", "sending to the remainder confirmed"),
            "continues": ("接着时段", "continues slot"),
            "settle_refused": ("认定未被接受", "the settlement is refused"),
            "contradicted": (
                "有状态报告与“未发出”的认定不符，请向运营商查证",
                "a receipt contradicts the verdict 'not sent'; ask the provider",
            ),
        },
    ),
    **under(
        "gateway",
        {
            "up": ("正常", "up"),
            "down": ("断开", "down"),
            "unknown": ("不明", "unknown"),
            "vault_locked": ("口令库锁着", "vault locked"),
            "vault_missing": ("没有口令库", "no vault"),
            "vault_unavailable": ("钥匙环不能用", "no keyring"),
            "secret_missing": ("没有口令", "no password"),
            "secret_gone": ("口令不见了", "password gone"),
            "secret_foreign": ("口令来历不明", "foreign password"),
            "secret_retired": ("口令已作废", "password retired"),
            "bind_refused": ("口令被拒", "bind refused"),
            "port_unknown": ("端口不明", "port unknown"),
            "rotating": ("正在换口令", "rotating"),
            "gateway_changing": ("正在换文件", "new file"),
            "lost": ("已挂失", "lost"),
            "frozen": ("已冻结", "frozen"),
        },
    ),
    **under(
        "todo",
        {
            "decide": ("等您审批", "decide"),
            "accept": ("等您接收", "accept"),
            "release": ("等您放行", "release"),
            "revise": ("退回待改", "revise"),
            "draft": ("草稿，没提交", "unfinished draft"),
            "unknown": ("结果不明", "unknown results"),
            "confirm": ("等您确认认定", "confirm a settlement"),
            "confirm_resend": ("等您确认补发", "confirm resending"),
            "confirm_remainder": ("等您确认续发", "confirm the remainder"),
            "refused": ("被拒发，可重新放行", "refused; release again"),
            "extend": ("过期，等您延期", "extend its window"),
            "late": ("下级逾期", "late below you"),
        },
    ),
}
