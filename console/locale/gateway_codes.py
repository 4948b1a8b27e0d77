"""What a provider's codes mean: statuses of SMPP 3.4 (section 5.1.3), receipts' states (appendix B), and why nobody can say."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = under(
    "gateway_code",
    {
        "?": (
            "状态词没人认识，不算送达也不算未送达",
            "an unknown state word: counts as neither delivered nor undelivered",
        ),
        "timeout": ("服务商没有按时应答", "no answer in time"),
        "cut": ("应答前线路断了", "the line was cut before the answer"),
        "nack": ("服务商说读不懂", "the provider could not read it"),
        "malformed": ("服务商的应答读不懂", "the answer could not be read"),
        "partial": ("各段结果不一", "its parts fared differently"),
        "crash": ("发送台中途停过", "the dispatcher ended in between"),
        "0x00000001": ("短信长度不对", "message length"),
        "0x00000003": ("命令不对", "command"),
        "0x00000008": ("服务商系统出错", "the provider's system failed"),
        "0x0000000A": ("发送号码不对", "sender address"),
        "0x0000000B": ("收件号码不对", "recipient address"),
        "0x0000000D": ("登录失败", "bind failed"),
        "0x0000000E": ("口令不对", "password"),
        "0x0000000F": ("账号不对", "account"),
        "0x00000014": ("服务商队列已满", "the provider's queue is full"),
        "0x00000045": ("提交失败", "submission failed"),
        "0x00000058": ("超过约定速率", "over the agreed rate"),
        "0x00000061": ("定时不对", "scheduled time"),
        "0x00000062": ("有效期不对", "validity period"),
        "0x000000FF": ("服务商不明错误", "unknown error of the provider"),
        "DELIVRD": ("已送达", "delivered"),
        "UNDELIV": ("未送达", "not delivered"),
        "REJECTD": ("被拒收", "rejected"),
        "EXPIRED": ("过期未送达", "expired undelivered"),
        "DELETED": ("被删除", "deleted"),
        "UNKNOWN": ("状态不明", "state unknown"),
        "ACCEPTD": ("已受理", "accepted"),
    },
)
