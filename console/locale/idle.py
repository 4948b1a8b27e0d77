"""Words of an idle console: what it says while its keys are locked, and when it has left."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "idle",
        {
            "title": ("{name}：久未按键，已锁", "{name}: no key for a while, locked"),
            "about": (
                "输入本人密钥的口令继续；Ctrl+Q 退出。草稿已保存，发送照常进行。",
                "Type the passphrase of your own key to go on; Ctrl+Q leaves. Drafts are kept, sends go on.",
            ),
            "running": ("正在发送：", "Sending:"),
            "send": (
                "{number}  批准 {n}  已发 {sent}  送达 {delivered}  不明 {unknown}",
                "{number}  of {n}: {sent} sent, {delivered} delivered, {unknown} unknown",
            ),
            "left": (
                "久未按键，控制台已退出。草稿已保存，发送不受影响。",
                "Without a key for so long the console has left. Drafts are kept and sends go on.",
            ),
            "over": ("您的使用已终止：{why}", "Your session has ended: {why}"),
        },
    ),
}
