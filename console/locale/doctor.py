"""What doctor looks at, and what to do where it is not as it should be."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "doctor.verdict",
        {"good": ("好", "good"), "weigh": ("留意", "note"), "bad": ("不行", "BAD")},
    ),
    **under(
        "doctor.role",
        {
            "solo": ("未分离，一个账号", "not separated: one account"),
            "person": ("使用人的账号", "a person's account"),
            "desk": ("业务台的账号", "the desk's account"),
            "custody": ("口令保管的账号", "custody's account"),
            "root": ("root", "root"),
        },
    ),
    **under(
        "doctor.check",
        {
            "role": ("身份", "looked at as"),
            "python": ("Python", "Python"),
            "packages": ("软件包", "packages"),
            "sqlite": ("SQLite", "SQLite"),
            "charset": ("字符集", "characters"),
            "terminal": ("终端", "terminal"),
            "colours": ("颜色数", "colours"),
            "size": ("终端大小", "terminal size"),
            "ambiguous": ("不定宽字符的宽度", "width of ambiguous characters"),
            "timezone": ("时区", "time zone"),
            "calendar": ("节假日", "holidays"),
            "account": ("账号", "account"),
            "shell_files": ("登录时会运行的文件", "files that a login would run"),
            "home": ("账号目录", "home"),
            "shell": ("登录程序", "login shell"),
            "umask": ("新文件的权限", "umask"),
            "site": ("站点", "site"),
            "roots": ("根公钥", "root keys"),
            "state": ("本人目录", "own folder"),
            "key": ("签名密钥", "signing key"),
            "inbox": ("收件箱", "drop box"),
            "line": ("所属的组", "groups"),
            "folder": ("目录", "folder"),
            "above": ("上层目录", "folders above"),
            "rules": ("规则文件", "rules"),
            "run": ("连接口目录", "sockets' folder"),
            "database": ("数据库和日志", "database and log"),
            "service_key": ("发送程序的密钥", "dispatcher's key"),
            "keyring_file": ("口令库文件", "keyring file"),
            "group": ("能连业务台的组", "group that reaches the sockets"),
            "socket": ("连接口", "socket"),
            "socket_owner": ("连接口的主人", "socket's owner"),
            "sshd_file": ("SSH 配置文件", "SSH configuration"),
            "sshd": ("SSH 设置", "SSH setting"),
            "box": ("收件箱的 SSH 设置", "drop box over SSH"),
            "kernel": ("内核设置", "kernel setting"),
            "core": ("内存转储", "core files"),
            "swap": ("交换分区", "swap"),
            "disk": ("磁盘空间", "disk space"),
            "desk": ("业务台", "desk"),
            "clock": ("时钟", "clock"),
            "ledger_time": ("台账最后一条的时间", "ledger's last time"),
            "dispatcher": ("发送程序", "dispatcher"),
            "witness": ("见证文件", "witness"),
            "gateway": ("网关", "gateway"),
            "hold": ("暂停", "hold"),
            "vault": ("口令库", "vault"),
            "roster": ("名册", "roster"),
            "optout_key": ("退订密钥", "key of hashed opt-outs"),
        },
    ),
    **under(
        "doctor.remedy",
        {
            "python": ("安装 Python 3.11 至 3.14。", "Install Python 3.11 to 3.14."),
            "packages": (
                "缺 {names}：按锁定的版本重装本程序。",
                "{names} missing: install the program again from its lock.",
            ),
            "sqlite": (
                "系统的 SQLite 有 WAL 缺陷，已改用回滚日志，慢一些；装 pysqlite3 或升级 SQLite 到 3.51.3。",
                "This SQLite has the WAL-reset race, so a rollback journal is used, which is slower; install pysqlite3 or SQLite 3.51.3.",
            ),
            "charset": (
                "设 LANG=C.UTF-8（或 zh_CN.UTF-8），用 python -X utf8 启动。",
                "Set LANG=C.UTF-8 (or en_US.UTF-8) and start with python -X utf8.",
            ),
            "terminal": ("设 TERM，如 xterm-256color。", "Set TERM, for example xterm-256color."),
            "colours": (
                "只有少数颜色，界面改用简单配色；有条件用 256 色的终端。",
                "With few colours the screens use a plain theme; a terminal with 256 shows more.",
            ),
            "size": (
                "界面要 80 列 24 行以上，把窗口拉大。",
                "The screens want 80 columns and 24 lines; enlarge the window.",
            ),
            "ambiguous": (
                "终端把省略号一类字符画成两格，框线会错位；在终端设置里把“不定宽字符”改为窄。",
                "The terminal draws characters of ambiguous width two cells wide, which shifts columns; set it to narrow.",
            ),
            "account_unknown": (
                "这个账号没有名称，请系统管理员建账号。",
                "This account has no name; ask the administrator.",
            ),
            "shell_files": (
                "{home} 应当是空的、归 root：登录时别让它们运行，请系统管理员删除。",
                "{home} should be empty and root's, so that a login runs nothing of it; have the administrator remove them.",
            ),
            "home": (
                "{home} 应当归 root，账号不能写。",
                "{home} should be root's and not writable by the account.",
            ),
            "shell": (
                "{shell} 可能先读账号里的文件；把登录程序换成 dash。",
                "{shell} may read files of the account first; let the login shell be dash.",
            ),
            "umask": ("umask 077。", "umask 077."),
            "missing": (
                "没有 {path}：重新运行安装脚本（install script）。",
                "{path} is missing: run the install script again.",
            ),
            "no_home": (
                "这里没有短信台：先试用 sms-console demo，已有安装的用 --home 指明目录。",
                "There is no console here: sms-console demo to try it, or name the folder with --home.",
            ),
            "mode": (
                "{path} 的主人、类型或权限不对，权限应为 {wanted}；重新运行安装脚本，或 chmod、chown。",
                "{path} has the wrong owner, kind or mode ({wanted} is right): run the install script again, or chmod and chown.",
            ),
            "key_missing": (
                "还没有签名密钥：sms-console key new，把 .pub 交给名册签署人。",
                "There is no signing key yet: sms-console key new, and hand the .pub file in.",
            ),
            "line": (
                "账号不在组 {group} 里，连不上业务台；重新运行安装脚本，再登录一次。",
                "The account is not in {group} and reaches no socket: run the install script again and sign in anew.",
            ),
            "above": (
                "{path} 别人能改，下面的一切都不可靠：chmod go-w，归 root。",
                "{path} can be changed by others: chmod go-w, and root's.",
            ),
            "group": (
                "组 {group} 里有不该在的账号：gpasswd -d 账号 {group}。",
                "{group} has members that do not belong there: gpasswd -d ACCOUNT {group}.",
            ),
            "group_missing": (
                "没有组 {group}：重新运行安装脚本。",
                "There is no group {group}: run the install script again.",
            ),
            "socket": (
                "{path} 谁都能连，或不归守护程序：停止它，删除后重新启动服务。",
                "{path} is open to everybody or not a daemon's: stop the service, remove it, start again.",
            ),
            "sshd": (
                "{setting} 应为 {wanted}：重新运行安装脚本，再重启 SSH 服务；别处的 Match 段会改变它。",
                "{setting} should be {wanted}: run the install script again and restart the SSH server; Match blocks elsewhere change it.",
            ),
            "sshd_unseen": (
                "看不到 {path}：请 root 运行 sshd -T -f {path}，用 --sshd-output 交来。",
                "{path} cannot be seen: let root run sshd -T -f {path} and hand it in with --sshd-output.",
            ),
            "box": (
                "收件箱只能写入、关在本人目录里：重新运行安装脚本。",
                "The drop box must only take files, locked into the person's own folder: run the install script again.",
            ),
            "kernel": (
                "{setting} 的值太宽：/etc/sysctl.d/60-sms-console.conf，sysctl --system；没有这一项的内核，由账号分开保护。",
                "{setting} is too wide: /etc/sysctl.d/60-sms-console.conf, sysctl --system. Where a kernel lacks it, accounts alone protect.",
            ),
            "core": (
                "ulimit -c 0，并且不把转储交给别的程序。",
                "ulimit -c 0, and hand core files to no other program.",
            ),
            "swap": (
                "口令库的内存可能被换到磁盘：加密或关掉交换分区。",
                "The keyring's memory may be written to disk: encrypt swap or turn it off.",
            ),
            "disk": (
                "{path} 所在的磁盘快满了：清理，或扩大。",
                "The disk under {path} is nearly full: clear it or make it larger.",
            ),
            "desk": (
                "{path} 没有人应答：演示用 sms-console demo；正式环境请系统管理员启动业务台并看它的日志。",
                "Nobody answers at {path}: for a demo sms-console demo; elsewhere have the administrator start the desk and read its log.",
            ),
            "clock": (
                "与业务台的时钟不一致：启用时间同步。",
                "This clock and the desk's differ: keep time by NTP.",
            ),
            "ledger_time": (
                "台账最后一条记的是 {at}，比现在晚。现在的钟不对的，先校准再发送；现在的钟对的，是先前快过：台账不往回走，到 {at} 为止新记录都记这个时刻，签名仍记各自的时刻，什么也不耽误；发送程序若因此暂停，两人 freeze rearm。",
                "The ledger's last entry is of {at}, later than now. If this clock is wrong, set it right before anything is sent. If it is right, it was ahead before: the ledger never goes back, so entries carry that time until {at}, while signatures carry their own, and nothing waits for it; a dispatcher that holds for it is let go by two people (freeze rearm).",
            ),
            "dispatcher": (
                "{path} 没有人应答：没有它什么也发不出去；请系统管理员启动并看它的日志。",
                "Nobody answers at {path}, and without it nothing is sent; have the administrator start it and read its log.",
            ),
            "gateway": (
                "{gateway} 没有打开（{why}）：请口令保管人处理，见 custody status。",
                "{gateway} is closed ({why}): the custodian's affair, see custody status.",
            ),
            "hold": ("全部暂停，查明原因再恢复。", "Everything is held; find out why before it goes on."),
            "vault": (
                "口令保管人输入开锁短语：sms-console custody unlock。",
                "The custodian types the phrase: sms-console custody unlock.",
            ),
            "dispatch_optout_key": (
                "把保存的 dispatch/optouts.key 放回原处（归发送程序的账号，0600）；数据库认它的指纹，别的不行。",
                "Put the kept copy of dispatch/optouts.key back (the dispatcher's account, 0600); no other one is taken.",
            ),
            "witness_none": (
                "发送程序没有见证文件：它的目录和业务台一起丢失或退回时，它不知道自己忘了。见文档“备份与恢复”的“见证文件”。",
                "The dispatcher has no witness: if its folder and the desk are lost or wound back together, it cannot know. See “The witness” in Back up and restore.",
            ),
            "witness_same_disk": (
                "见证文件和发送程序的数据在同一块盘上，会一起丢失；换到另一块盘或另一台主机的共享目录。",
                "The witness lies on the same disk as what it is to outlive; put it on another disk, or on a share of another host.",
            ),
            "witness_unwritable": (
                "见证文件写不进去：看它的目录在不在、归不归发送程序的账号、单元里有没有 ReadWritePaths。",
                "The witness cannot be written: see that its folder is there, is the dispatcher's account's, and stands in the unit's ReadWritePaths.",
            ),
            "said": ("{text}", "{text}"),
        },
    ),
}
