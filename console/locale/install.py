"""Separated accounts: the steps of an installation in words, what may come in over SSH, and where the site is not believed."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "install.part",
        {
            "program": ("程序", "The program"),
            "accounts": ("一、组和账号", "A. Groups and accounts"),
            "folders": ("二、目录", "B. Folders"),
            "files": ("三、文件", "C. Files"),
            "login": ("四、登录公钥", "D. Login keys"),
            "organisation": (
                "五、成立好的机构（只放一次，不覆盖）",
                "E. The founded organisation (once, never overwritten)",
            ),
            "services": ("六、服务", "F. Services"),
        },
    ),
    **under(
        "install.step",
        {
            "program": (
                "{python} 里已装好本程序（先装好，脚本只核对）",
                "the program is installed in {python} (before; the script only looks)",
            ),
            "group": ("组 {name}", "group {name}"),
            "account": (
                "账号 {name}，号码 {uid}，没有密码，目录 {home}，登录程序 {login}，属于 {groups}",
                "account {name}, number {uid}, no password, home {home}, shell {login}, in {groups}",
            ),
            "folder": ("目录 {path}，{owner}:{group}，{mode}", "folder {path}, {owner}:{group}, {mode}"),
            "file": (
                "文件 {path}，{owner}:{group}，{mode}：{what}",
                "file {path}, {owner}:{group}, {mode}: {what}",
            ),
            "copy": (
                "从 {source} 抄到 {path}，{owner}:{group}，{mode}",
                "copy {source} to {path}, {owner}:{group}, {mode}",
            ),
            "hostkey": (
                "SSH 服务器自己的密钥 {path}，就地生成",
                "the SSH server's own key {path}, made there",
            ),
            "only": (
                "{folder} 里只留这些账号的公钥：{accounts}；{group} 里其他账号停用，会话结束",
                "in {folder} only keys of {accounts}; other accounts of {group} are shut and their sessions ended",
            ),
            "services": ("系统服务 {units}：登记并启动", "services {units}: known to systemd, and started"),
        },
    ),
    **under(
        "install.file",
        {
            "site": ("各处在哪里，控制台先读它", "where things are; every console reads it first"),
            "enter": ("登录后唯一会启动的程序", "the one program that a login starts"),
            "sshd": ("本平台自己的 SSH 服务器", "the site's own SSH server"),
            "revoked": ("作废的登录公钥，先是空的", "login keys that open nothing any more; empty at first"),
            "tmpfiles": ("开机时建连接口的目录", "the sockets' folders, made at each boot"),
            "sysctl": ("内核：不许互相窥视进程", "the kernel: no process looks into another"),
            "unit": ("系统服务", "a service"),
            "login": ("登录公钥，归 root，本人改不了", "login key, root's: the account cannot change it"),
        },
    ),
    **under(
        "install",
        {
            "any_number": ("由系统定", "as the system chooses"),
            "then": (
                "这只是计划，什么都没有改。脚本：install script --out FILE；读过之后由 root 运行。",
                "This is a plan; nothing was changed. The script: install script --out FILE; read it, then run it as root.",
            ),
            "written": (
                "脚本写在 {file}：读过之后由 root 运行 sh {file}",
                "The script is {file}: read it, then as root: sh {file}",
            ),
            "no_login_key": (
                "{person} 没有登录公钥（--login-keys 目录里没有 {person}.pub），账号 {account} 还不能登录",
                "{person} has no login key ({person}.pub in --login-keys), so {account} cannot sign in yet",
            ),
            "not_root": (
                "不是 root，有些看不到，会报成不符。",
                "Not root: some of it cannot be seen and counts as different.",
            ),
            "fault.missing": ("没有", "missing"),
            "fault.differs": ("内容不同", "its bytes differ"),
            "fault.differs_line": (
                "第 {line} 行不同，现在是 ≠ 应该是：{unlike}",
                "line {line} differs, here ≠ as planned: {unlike}",
            ),
            "right": ("{steps} 步都相符。", "All {steps} steps are as planned."),
            "wrong": ("{steps} 步里有 {n} 步不符。", "{n} of {steps} steps differ."),
        },
    ),
    **three(
        "refusal",
        {
            "entry_command": (
                ("不能运行：{command}", "This cannot be run: {command}"),
                (
                    "{clause}：账号只能用来办短信平台的事；登录后只有本控制台的命令，没有别的程序。",
                    "{clause}: the account serves the SMS platform alone; a session has the console's own commands and no other program.",
                ),
                (
                    "不带命令登录会打开界面；命令见 sms-console --help。",
                    "Without a command the screens open; for the commands see sms-console --help.",
                ),
            ),
            "entry_option": (
                ("登录后不能用 {option}。", "{option} is not for a session over SSH."),
                (
                    "{clause}：是谁由账号决定，业务台在哪里由系统管理员决定；口令只从标准输入读（--passphrase-fd 0）。",
                    "{clause}: the account says who calls and the administrator where the desk is; a passphrase comes by standard input (--passphrase-fd 0).",
                ),
                ("去掉这个选项。", "Leave the option out."),
            ),
        },
    ),
    **three(
        "problem",
        {
            "install_unsigned": (
                ("{folder} 里的机构还没有成立：{why}", "The organisation in {folder} is not founded: {why}"),
                (
                    "业务台只信签全了的名册；没签全就装上，它启动不了，也不会再被覆盖。",
                    "The desk believes a roster that is signed in full; installed before, it would not start, and is not overwritten later.",
                ),
                (
                    "先 org sign 签全，org check 通过，再来安装；只建账号用 --roster。",
                    "Have it signed (org sign) until org check says so, then install; for accounts alone use --roster.",
                ),
            ),
            "install_fence": (
                (
                    "读不到网关文件：{folder}（{error}）",
                    "The gateway files cannot be read: {folder} ({error})",
                ),
                (
                    "口令库的程序只许连这些网关；不知道是哪些，就会把限制去掉。",
                    "Custody's program may reach these gateways alone; without them the limit would be dropped.",
                ),
                ("以 root 运行，或加上 --org。", "Run it as root, or add --org."),
            ),
            "bad_site": (
                ("站点文件不可信：{path}（{what}）", "The site file cannot be believed: {path} ({what})"),
                (
                    "它决定连哪个业务台、密钥放哪里，所以它和上面的目录只能由 root 改。",
                    "It says which desk is asked and where keys are, so root alone may be able to change it or a folder above it.",
                ),
                (
                    "请系统管理员运行 sms-console install check，按结果改正。",
                    "Ask the system administrator to run sms-console install check and correct what it finds.",
                ),
            ),
            "loose_file": (
                (
                    "文件 {path} 的权限或主人不对（{mode}）。",
                    "File {path} has the wrong mode or owner ({mode}).",
                ),
                (
                    "别人能读到号码，或能换掉规则。",
                    "Others could read numbers, or put other rules in its place.",
                ),
                (
                    "归还给应有的账号，去掉组和其他人的权限；见 install check。",
                    "Give it back to its account and take away the rights of group and others; see install check.",
                ),
            ),
            "loose_parent": (
                (
                    "{path} 上面的目录 {parent} 别人能改。",
                    "Folder {parent} above {path} can be changed by others.",
                ),
                (
                    "能改上层目录的人，能把下面的一切换成自己的。",
                    "Who can change a folder can put another thing in place of everything below it.",
                ),
                ("chmod go-w，归 root 所有。", "chmod go-w it, and let root own it."),
            ),
            "install_name": (
                ("这个名称或路径不能用：{name}", "This name or path cannot be used: {name}"),
                (
                    "账号名限小写字母、数字、_ 和 -（32 个以内）；路径限字母、数字和 . _ - /。",
                    "Account names are small letters, digits, _ and - (at most 32); paths letters, digits and . _ - /.",
                ),
                ("换一个名称、前缀或目录。", "Choose another name, prefix or folder."),
            ),
            "install_solo": (
                ("这份名册是演示用的（solo），不分账号。", "This roster is a solo one; it separates nobody."),
                (
                    "一个账号扮演所有人，没有可分离的。",
                    "One account plays everyone, so there is nothing to separate.",
                ),
                ("用 solo = false 的计划成立机构。", "Found the organisation from a plan with solo = false."),
            ),
        },
    ),
}
