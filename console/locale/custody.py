"""Custody of the gateways' passwords (R12): refusals, failures, states and the words of the command line."""

from typing import Final

from console.locale.entry import Pair, three, under

_REFUSALS: Final = three(
    "refusal",
    {
        "not_custodian": (
            (
                "这件事只由口令保管人办理；现在是：{holder}。",
                "Only the custodian does this; at present: {holder}.",
            ),
            (
                "{clause}：发送用的账号口令由专人保管，别人不能开、换、试。",
                "{clause}: one designated person keeps the passwords used for sending; nobody else opens, changes or tries them.",
            ),
            (
                "请保管人办理；他不在时由部门经理启用备岗（order standby）。",
                "Ask the custodian; while he is away the department manager wakes the standby (order standby).",
            ),
        ),
        "phrase_too_soon": (
            (
                "刚才连续输错，还要等 {seconds} 秒才能再试。",
                "Wrong phrases came in a row; the next is taken in {seconds} s.",
            ),
            (
                "{clause}：错三次起每次等待加倍，防止有人试猜。",
                "{clause}: from the third wrong one on each wait is twice the one before, so that nobody guesses.",
            ),
            ("等够时间，对照保存的开锁短语再输。", "Wait, then read the phrase from where you keep it."),
        ),
        "phrase_unfit": (
            ("这不是本系统生成的开锁短语。", "This is no phrase that the machine made."),
            (
                "{clause}：钥匙环文件只靠短语保护，人想的短语容易被猜中，所以只认机器生成的。",
                "{clause}: the phrase alone guards the keyring's file, and what people think up is guessed; only made ones count.",
            ),
            (
                "检查有没有抄错；它是五组、每组四个字符，没有 i、l、o、0、1。",
                "Look for a slip: five groups of four, without i, l, o, 0 and 1.",
            ),
        ),
        "secret_in_force": (
            ("网关 {gateway} 已有生效的口令。", "Gateway {gateway} has a password in force."),
            (
                "{clause}：换口令要先证明新的能用，旧的才退出，所以用轮换。",
                "{clause}: the old one leaves only after the new one is proved, so this is a rotation.",
            ),
            ("用 custody rotate 更换。", "Use custody rotate."),
        ),
        "nothing_to_rotate": (
            (
                "网关 {gateway} 没有生效的口令可以更换。",
                "Gateway {gateway} has no password in force to rotate.",
            ),
            (
                "{clause}：从没装过、已作废，或钥匙环里的与记录不符。",
                "{clause}: none was ever installed, it is retired, or what the keyring holds is not what the records say.",
            ),
            (
                "在 6 凭证 按 i（或 custody install）装入服务商给的口令。",
                "Press i on 6 Keys (or custody install) with the password that the provider gave.",
            ),
        ),
        "secret_unfit": (
            (
                "这个口令网关 {gateway} 的协议写不下。",
                "The protocol of gateway {gateway} cannot carry this password.",
            ),
            (
                "{clause}：SMPP 口令最多 8 个字符，不含空白开头结尾和控制字符；装进去也连不上。",
                "{clause}: an SMPP password has 8 characters at most, no blank ends and no control characters.",
            ),
            ("与服务商核对口令。", "Check the password with the provider."),
        ),
        "secret_retired": (
            (
                "这个口令（指纹 {fingerprint}）已在 {retired} 作废，不能再用。",
                "This password (fingerprint {fingerprint}) was retired at {retired} and is never taken again.",
            ),
            (
                "{clause}：换下来的、遗失过的口令永远不再启用。",
                "{clause}: what was replaced or lost is never put in force again.",
            ),
            ("请服务商给一个新口令。", "Ask the provider for a new one."),
        ),
        "secret_same": (
            (
                "网关 {gateway} 现在用的就是这个口令。",
                "This is the password that gateway {gateway} has in force.",
            ),
            ("{clause}：轮换是换成另一个。", "{clause}: a rotation puts another in its place."),
            ("请服务商给一个新口令。", "Ask the provider for a new one."),
        ),
    },
)
"""Keys `refusal.<code>.what`, `.why` and `.next`; `{clause}` is the clause in words."""

_VAULT: Final = three(
    "problem",
    {
        "vault_locked": (
            ("口令库锁着。", "The vault is locked."),
            (
                "每次重启后都锁着，要保管人输入开锁短语。",
                "It is after every restart, until the custodian types the phrase.",
            ),
            ("保管人：custody unlock。", "The custodian: custody unlock."),
        ),
        "vault_missing": (
            ("口令库还没有建，或者不见了。", "The vault was not made yet, or it is gone."),
            (
                "钥匙环里没有 sms-console 这个集合。",
                "The keyring has no collection of the name sms-console.",
            ),
            (
                "第一次使用：custody create。用过又不见了，先查清原因，再新建并装入新口令。",
                "The first time: custody create. If it was there before, find out why, then make one and install new passwords.",
            ),
        ),
        "vault_there": (
            ("口令库已经有了。", "There is a vault already."),
            ("一个安装只有一个，不能覆盖。", "An installation has one, and it is not written over."),
            ("用 custody unlock 打开它。", "Open it with custody unlock."),
        ),
        "phrase_wrong": (
            ("开锁短语不对，口令库仍锁着。", "The phrase is wrong; the vault stays locked."),
            ("钥匙环不认它。", "The keyring does not take it."),
            (
                "对照保存的短语再输；短语丢了，按遗失办理：custody create 之前请服务商换口令。",
                "Read it again from where you keep it. If it is lost, treat the passwords as lost: have the provider change them.",
            ),
        ),
        "secret_missing": (
            (
                "口令库里没有网关 {gateway} 的口令。",
                "The vault holds no password for gateway {gateway}.",
            ),
            (
                "还没有装，或已作废取出。",
                "None was installed yet, or it was retired and taken out.",
            ),
            (
                "保管人：6 凭证 的 i，或 custody install。",
                "The custodian: i on 6 Keys, or custody install.",
            ),
        ),
        "keyring_slow": (
            (
                "系统钥匙环 {seconds} 秒没有回答。",
                "The system's keyring gave no answer in {seconds} s.",
            ),
            (
                "它挂住了，或在等一个没有人看见的窗口。",
                "It hangs, or it waits for a window that nobody sees.",
            ),
            (
                "请系统管理员重启保管服务，再开锁。",
                "Ask the system administrator to restart the custody service, then unlock.",
            ),
        ),
        "keyring_no_service": (
            (
                "这里没有可用的系统钥匙环（{error}）。",
                "There is no keyring here to be asked ({error}).",
            ),
            (
                "保管服务要在自己的 D-Bus 会话里运行，并装有 gnome-keyring。",
                "The custody service runs under a D-Bus session of its own, with gnome-keyring installed.",
            ),
            (
                "请系统管理员用 dbus-run-session 启动它（doctor 会检查）。",
                "Ask the system administrator to start it under dbus-run-session.",
            ),
        ),
        "keyring_failed": (
            ("系统钥匙环出错（{error}）。", "The system's keyring failed ({error})."),
            ("它拒绝了这次操作，没有说明原因。", "It turned the act away and gave no reason."),
            (
                "看 custody status；不行请系统管理员查钥匙环。",
                "Look at custody status; if it stays, have the keyring looked at.",
            ),
        ),
        "keyring_ambiguous": (
            (
                "钥匙环里有不止一个名为 {label} 的集合。",
                "The keyring has more than one collection called {label}.",
            ),
            ("不能猜用哪一个。", "Nobody may guess which one counts."),
            ("请系统管理员查清，移走多余的。", "Have the one that does not belong there removed."),
        ),
        "keyring_no_phrases": (
            (
                "这个钥匙环不能在没有桌面的主机上开锁。",
                "This keyring cannot be opened on a host without a desktop.",
            ),
            (
                "它没有 gnome-keyring 的短语接口。",
                "It lacks the methods of gnome-keyring that take a phrase.",
            ),
            (
                "请系统管理员换回受支持的 gnome-keyring。",
                "Have a gnome-keyring installed that has them.",
            ),
        ),
        "keyring_forbidden": (
            ("不许用这种钥匙环：{name}。", "This keyring must not be used: {name}."),
            (
                "它可能明文存放，或悄悄丢掉口令；只认列明的几种。",
                "It could keep passwords as plain text or drop them; only the listed ones count.",
            ),
            (
                "请系统管理员只装 SecretStorage 和 gnome-keyring。",
                "Have SecretStorage and gnome-keyring installed, and nothing in their place.",
            ),
        ),
        "keyring_overridden": (
            ("有人指定了另一种钥匙环（{what}）。", "Somebody chose another keyring ({what})."),
            (
                "环境变量和 keyringrc.cfg 能让口令存到别处，所以一概不用。",
                "The environment or a keyringrc.cfg could lead the password elsewhere; with them, none is used.",
            ),
            (
                "请系统管理员把它从保管账户里去掉。",
                "Have it removed from the custody account.",
            ),
        ),
        "keyring_unknown": (
            ("这种系统（{platform}）没有受支持的钥匙环。", "No keyring is supported on {platform}."),
            ("只认 Linux、macOS、Windows 的。", "Only those of Linux, macOS and Windows count."),
            ("换一台主机。", "Use another host."),
        ),
        "keyring_forgets": (
            (
                "钥匙环没有记住刚写进去的内容。",
                "The keyring did not keep what was written.",
            ),
            ("写入、读回不一致，不能信它。", "What was read back is not what was written."),
            (
                "请系统管理员查磁盘和钥匙环；在此之前不发送。",
                "Have disk and keyring looked at; until then nothing is sent.",
            ),
        ),
    },
)

_LINES: Final = three(
    "problem",
    {
        "bind_refused": (
            (
                "服务商不认网关 {gateway} 的账号或口令（{status}）。",
                "The provider does not take account or password of gateway {gateway} ({status}).",
            ),
            ("登录被拒绝；再试只会锁住账号。", "The bind was refused; trying again could lock the account."),
            ("与服务商核对口令。", "Check the password with the provider."),
        ),
        "bind_already": (
            (
                "网关 {gateway} 的账号已连着，服务商只许一条连接。",
                "The account of gateway {gateway} is bound already, and the provider allows one line.",
            ),
            (
                "现有连接占着名额，不能另开一条试登。",
                "The line that there is takes the place of the test.",
            ),
            (
                "要换口令用 custody rotate，它会先让出连接。",
                "To change the password use custody rotate, which makes room first.",
            ),
        ),
        "bind_failed": (
            (
                "网关 {gateway} 登录没有成功（{status}）。",
                "The bind at gateway {gateway} failed ({status}).",
            ),
            ("服务商给了别的答复。", "The provider answered something else."),
            ("稍后再试，或问服务商。", "Try later, or ask the provider."),
        ),
        "gateway_unreachable": (
            ("连不上网关 {gateway}（{error}）。", "Gateway {gateway} cannot be reached ({error})."),
            ("网络不通、证书不符，或地址不对。", "The network, the certificate or the address is not right."),
            (
                "请系统管理员查线路；口令没有改动。",
                "Have the line looked at; nothing was changed.",
            ),
        ),
        "no_gateway_here": (
            ("这里没有网关 {gateway}。", "There is no gateway {gateway} here."),
            ("发送服务只有自己目录里的网关。", "The dispatcher has the gateways of its own folder."),
            ("custody status 列出全部。", "custody status lists them."),
        ),
        "rotate_failed": (
            (
                "网关 {gateway} 的口令没有换成：{custody_fault}。旧口令仍然有效。",
                "The password of gateway {gateway} was not changed: {custody_fault}. The old one stays in force.",
            ),
            (
                "新口令没有得到证明，或没有存进口令库。",
                "The new one was not proved, or could not be kept.",
            ),
            (
                "与服务商核对新口令，再轮换一次。",
                "Check the new one with the provider, then rotate again.",
            ),
        ),
        "custody_unexpected": (
            (
                "保管服务出错（{error}），报告号 {report}。",
                "The custody service failed ({error}), report {report}.",
            ),
            ("这是程序的错误。", "It is the program's fault."),
            (
                "先看 custody status，再把报告号告诉系统管理员。",
                "Look at custody status, and give the report's number to the system administrator.",
            ),
        ),
        "dispatcher_gone": (
            ("连不上发送服务。", "The dispatcher cannot be reached."),
            (
                "它没有运行，或 --home 指的不是它的目录。",
                "It is not running, or --home is not its folder.",
            ),
            (
                "请系统管理员启动它，再试一次。",
                "Ask the system administrator to start it, then try again.",
            ),
        ),
        "dispatcher_lost": (
            (
                "请求发给了发送服务，没有收到答复（{verb}）。",
                "The dispatcher was asked and gave no answer ({verb}).",
            ),
            (
                "连接在答复之前断了，可能已经生效，也可能没有。",
                "The line broke before the answer: it may have taken effect, or not.",
            ),
            (
                "先看 custody status，再决定要不要再做。",
                "Look at custody status before you do it again.",
            ),
        ),
        "phrase_mistyped": (
            ("这个开锁短语抄错了。", "There is a slip in this phrase."),
            (
                "最后一个字符是校验用的，与前面的对不上；没有发送，不算一次输错。",
                "Its last symbol does not fit the others. It was not sent, and counts as no attempt.",
            ),
            (
                "五组、每组四个字符，没有 i、l、o、0、1；再输一次。",
                "Five groups of four, without i, l, o, 0 and 1; type it again.",
            ),
        ),
        "secrets_differ": (
            ("两次输入的口令不一样。", "The two passwords differ."),
            ("口令看不见，所以输两次。", "It is not shown, so it is typed twice."),
            ("再来一次；没有改动。", "Do it again; nothing was changed."),
        ),
        "secret_needed": (
            ("没有人可以问，也没有给口令。", "Nobody can be asked, and no password was given."),
            (
                "口令不能写在命令行里，别人看得见。",
                "It never stands on the command line, where others see it.",
            ),
            (
                "在终端里办，或用 --secret-fd 从描述符读。",
                "Use a terminal, or --secret-fd to read it from a descriptor.",
            ),
        ),
    },
)

MESSAGES: Final[dict[str, Pair]] = {
    **_REFUSALS,
    **_VAULT,
    **_LINES,
    **under(
        "custody_fault",
        {
            "bind_refused": ("服务商不认新口令", "the provider does not take the new one"),
            "bind_already": ("服务商说账号已连着", "the provider says that the account is bound already"),
            "bind_failed": ("登录没有成功", "the bind failed"),
            "gateway_unreachable": ("连不上网关", "the gateway cannot be reached"),
            "vault_locked": ("口令库锁着", "the vault is locked"),
            "vault_missing": ("口令库不见了", "the vault is gone"),
            "keyring_slow": ("钥匙环没有回答", "the keyring does not answer"),
            "keyring_no_service": ("没有可用的钥匙环", "there is no keyring here"),
            "keyring_failed": ("钥匙环出错", "the keyring failed"),
            "keyring_forgets": ("钥匙环没有记住", "the keyring did not keep it"),
            "keyring_forbidden": ("不许用的钥匙环", "a keyring that must not be used"),
            "keyring_overridden": ("有人指定了另一种钥匙环", "somebody chose another keyring"),
            "keyring_ambiguous": ("钥匙环里有重名的集合", "two collections of one name"),
            "keyring_no_phrases": ("钥匙环不能用短语开锁", "the keyring takes no phrase"),
            "keyring_unknown": ("这种系统没有受支持的钥匙环", "no keyring is supported on this system"),
            "interrupted": ("中途断了，没有换成", "it was cut short and did not come to be"),
            "handed": ("启动时交来，仅限演练", "handed over at the start; training alone"),
            "phrase_wrong": ("开锁短语连续输错", "wrong phrases in a row"),
            "vault_gone": (
                "口令库不见了，记录里却有口令",
                "the vault is gone although the records say that it held passwords",
            ),
            "vault_locked_itself": (
                "没有人上锁，口令库自己锁了（钥匙环可能重启过）",
                "the vault locked itself; the keyring may have been restarted",
            ),
            "fingerprints_anew": (
                "口令库是新建的，以前作废的口令对不出来了",
                "the vault is a new one; passwords retired before cannot be told any more",
            ),
        },
    ),
    **under(
        "custody_state",
        {
            "in_force": ("生效", "in force"),
            "locked": ("锁着", "locked"),
            "unlocked": ("已开", "unlocked"),
            "missing": ("还没有建", "missing"),
            "unavailable": ("不能用", "unavailable"),
            "none": ("没有装", "none"),
            "retired": ("已作废", "retired"),
            "incident": ("异常", "incident"),
            "unknown": ("不明", "unknown"),
        },
    ),
    **under(
        "custody",
        {
            "vault": ("口令库：{state}（{backend}）", "Vault: {state} ({backend})"),
            "wait": ("还要等 {seconds} 秒才能再输短语", "The next phrase is taken in {seconds} s"),
            "training": (
                "这是演练用的口令库，短语人人可见：{phrase}",
                "This is a training vault; everybody may know its phrase: {phrase}",
            ),
            "nobody": ("没有网关。", "There are no gateways."),
            "column.gateway": ("网关", "gateway"),
            "column.line": ("连接", "line"),
            "column.state": ("状态", "state"),
            "column.fingerprint": ("口令指纹", "fingerprint"),
            "column.installed": ("装入", "installed"),
            "column.by": ("装入人", "by"),
            "column.last_bind": ("最近登录", "last bind"),
            "column.age": ("天数", "days"),
            "column.holder": ("保管人", "holder"),
            "column.standby": ("备岗", "standby"),
            "column.why": ("说明", "why"),
            "due": ("已满 90 天，应更换", "90 days old; to be changed"),
            "phrase_prompt": ("开锁短语：", "Phrase: "),
            "phrase_made": (
                "这是口令库的开锁短语，只显示这一次：",
                "This is the vault's phrase. It is shown this once:",
            ),
            "phrase_keep": (
                "抄在纸上，装入信封封存；丢了就要请服务商更换全部口令。",
                "Write it on paper and keep it in a sealed envelope; if it is lost, every password must be changed.",
            ),
            "phrase_again": ("抄好了，照着纸输一遍：", "Written down? Type it from the paper: "),
            "secret_prompt": ("网关口令（看不见）：", "Gateway password (not shown): "),
            "secret_again": ("再输一遍：", "Once more: "),
            "done.create": ("口令库建好了。", "The vault is made."),
            "done.unlock": ("口令库已打开。", "The vault is open."),
            "done.lock": (
                "口令库已上锁，连接已关闭；在途的按规则了结。",
                "The vault is locked and the lines are closed; what was out ended as the rules say.",
            ),
            "done.install": ("口令已装入，登录试过。", "The password is installed, and proved by a bind."),
            "done.rotate": (
                "口令已更换，新的登录试过，旧的作废。",
                "The password is changed: the new one is proved, the old one retired.",
            ),
            "done.bind_test": ("登录试过，可用。", "The bind succeeded."),
        },
    ),
}
