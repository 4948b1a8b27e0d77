"""What can fail through no rule: connections, files, keys, installations."""

from typing import Final

from console.locale.entry import Pair, three

MESSAGES: Final[dict[str, Pair]] = three(
    "problem",
    {
        "desk_gone": (
            ("连不上业务台。", "The desk cannot be reached."),
            (
                "业务台没有运行，或 --home 指的不是它的目录。",
                "It is not running, or --home is not its folder.",
            ),
            (
                "演示用 sms-console demo；正式环境请系统管理员启动业务台，再试一次。",
                "For a demo: sms-console demo; elsewhere ask the system administrator to start the desk, then try again.",
            ),
        ),
        "no_installation": (
            ("{home} 里没有短信台。", "There is no SMS console in {home}."),
            (
                "--home、SMS_CONSOLE_HOME 都没有指到安装目录。",
                "Neither --home nor SMS_CONSOLE_HOME names an installation.",
            ),
            (
                "先试用：sms-console demo；已有安装的，用 --home 指明目录。",
                "To try it: sms-console demo. To open one that is there, name its folder with --home.",
            ),
        ),
        "answer_lost": (
            ("请求发出去了，没有收到答复（{call}）。", "The act was sent and no answer came ({call})."),
            (
                "连接在答复之前断了，可能已经生效，也可能没有。",
                "The line broke before the answer: it may have taken effect, or not.",
            ),
            (
                "先查看现状（request show、send show），确认没有生效再做一次。",
                "Look first (request show, send show); repeat it only if it did not take effect.",
            ),
        ),
        "desk_slow": (
            ("业务台没有在限定时间内答复（{call}）。", "The desk did not answer in time ({call})."),
            ("它正忙，或主机太慢。", "It is busy, or its host is slow."),
            ("稍后再试。", "Try again in a moment."),
        ),
        "bad_answer": (
            ("业务台的答复看不懂（{call}）。", "The desk's answer is not of the expected kind ({call})."),
            ("控制台与业务台的版本不一致。", "Console and desk are of different releases."),
            ("请系统管理员更新到同一版本。", "Ask the system administrator to bring them to one release."),
        ),
        "wire_version": (
            (
                "控制台（{console}）与业务台（{desk}）的版本不同。",
                "Console ({console}) and desk ({desk}) speak different versions.",
            ),
            ("两边的接口不是同一版。", "Their interfaces are of different versions."),
            ("请系统管理员更新到同一版本。", "Ask the system administrator to bring them to one release."),
        ),
        "too_large": (
            ("一次传送的内容太大（{call}）。", "It is too large for one frame ({call})."),
            ("一次往来最多 1 MiB。", "One exchange is 1 MiB at most."),
            ("缩小页面（--limit）或内容再试。", "Ask for less at a time (--limit), or shorten the content."),
        ),
        "not_supported": (
            ("业务台还不会做这件事（{call}）。", "The desk cannot do this ({call})."),
            ("它的版本比控制台旧。", "It is older than this console."),
            ("请系统管理员更新业务台。", "Ask the system administrator to update the desk."),
        ),
        "unexpected": (
            ("业务台出错了，报告号 {report}。", "The desk failed unexpectedly; report {report}."),
            (
                "这是程序的错误，这次操作没有生效。",
                "It is the program's fault; nothing of the act took effect.",
            ),
            (
                "把报告号告诉系统管理员，详情在业务台的日志里。",
                "Give the report's number to the system administrator; the desk's log has the rest.",
            ),
        ),
        "internal": (
            ("控制台出错了（{error}），报告号 {report}。", "The console failed ({error}); report {report}."),
            ("这是程序的错误。", "It is the program's fault."),
            (
                "详情在 {file}；先查看现状，再决定是否重做。",
                "Details are in {file}; look how things stand before doing it again.",
            ),
        ),
        "bad_chunk": (
            ("号码的一段不合格式。", "A chunk of numbers or findings is malformed."),
            (
                "传送中出了差错，或不是本程序送来的。",
                "It was damaged on the way, or this program did not send it.",
            ),
            ("重新导入。", "Import the list again."),
        ),
        "bad_head": (
            ("凭证码与台账不符。", "The head is not one of this ledger."),
            ("写错了，签名不对，或属于另一本台账。", "It is mistyped, badly signed, or of another ledger."),
            ("核对纸上的凭证码再输。", "Compare it with the printed one and type it again."),
        ),
        "bad_report": (
            ("发送程序的报告不可信。", "The dispatcher's report cannot be trusted."),
            ("签名不对，或说的不是这次放行。", "Its signature is not good, or it is about another release."),
            (
                "请保管人和系统管理员查看发送程序。",
                "Ask the custodian and the administrator to look at the dispatcher.",
            ),
        ),
        "bad_installation": (
            ("安装目录读不出来：{what}", "The installation cannot be read: {what}"),
            ("缺文件，或文件损坏。", "A file is missing or damaged."),
            ("核对 --home；必要时从备份恢复。", "Check --home; restore the file from a backup if need be."),
        ),
        "bad_settings": (
            ("设置读不出来：{what}", "The settings cannot be read: {what}"),
            ("设置文件或选项里有不认识的内容。", "The file or an option holds something unknown."),
            ("改正后再试；可设的项目见文档。", "Correct it; the reference page lists what may be set."),
        ),
        "unknown_theme": (
            ("没有叫 {theme} 的配色。", "There is no theme called {theme}."),
            ("可选：{known}。", "Known: {known}."),
            (
                "从中选一个；不写 --theme 就由终端决定。",
                "Choose one of them, or leave --theme out and let the terminal decide.",
            ),
        ),
        "loose_folder": (
            ("目录 {path} 对别人开放（{mode}）。", "Folder {path} is open to others ({mode})."),
            ("别人能在里面放假的连接口。", "Others could put a false socket in it."),
            ("chmod 700，并确认它属于本账号。", "chmod 700 it, and make sure this account owns it."),
        ),
        "socket_path": (
            (
                "连接口的路径太长（{bytes} 字节）：{path}",
                "The socket's path is too long ({bytes} bytes): {path}",
            ),
            ("系统限制为 107 字节。", "The system allows 107 bytes."),
            ("用较短的 --home。", "Use a shorter --home."),
        ),
        "launch_busy": (
            (
                "另一个控制台正在启动或停止这些程序。",
                "Another console is starting or stopping the processes.",
            ),
            ("同一时间只能有一个。", "Only one does so at a time."),
            ("稍后再试。", "Try again in a moment."),
        ),
        "process_failed": (
            ("{process} 没有启动（{why}）：{tail}", "{process} did not come up ({why}): {tail}"),
            ("它自己退出了，或没有按时答复。", "It ended by itself, or did not answer in time."),
            ("看 log 目录里它的日志。", "Read its log in the log folder."),
        ),
        "no_roster": (
            ("业务台里没有名册。", "The desk has no roster."),
            ("安装没有完成。", "The installation is not complete."),
            ("请系统管理员放入名册文件。", "Ask the system administrator to bring in the roster files."),
        ),
        "rule_file_missing": (
            (
                "业务台没有名册写明的这份文件：{rule_file} {name}（{digest}）。",
                "The desk does not have the file that the roster names: {rule_file} {name} ({digest}).",
            ),
            (
                "规则按名册写明的那一份执行，少了它什么也判断不了。",
                "Everything is judged by the very file that the roster names.",
            ),
            (
                "请系统管理员把这份文件放进安装目录（policy.toml、screening.toml、policies/、gateways/），再启动业务台。",
                "Ask the system administrator to put it into the installation (policy.toml, screening.toml, policies/, gateways/) and start the desk again.",
            ),
        ),
        "no_gateway_file": (
            ("没有网关 {gateway} 的文件。", "The file of gateway {gateway} is not here."),
            ("申请用的网关已被移走。", "The request's gateway was taken away."),
            ("请系统管理员放回网关文件。", "Ask the system administrator to put its file back."),
        ),
        "no_such_request": (
            ("没有申请 {request}。", "There is no request {request}."),
            ("编号不对，或草稿已经删除。", "The number is wrong, or the draft was dropped."),
            ("用 request list 查看。", "See request list."),
        ),
        "no_such_number": (
            ("没有编号 {number}。", "Nothing has the number {number}."),
            (
                "申请、操作员申请、遗失单、投诉里都没有它；作废的草稿没有编号。",
                "No request, application, loss case or complaint has it; a draft has none until it is submitted.",
            ),
            (
                "照表上或列表里写，如 2026-业务部-0001、2026-L001；用 request list 查看。",
                "Write it as on the form or in the list, such as 2026-业务部-0001 or 2026-L001; see request list.",
            ),
        ),
        "number_of_another": (
            (
                "{number} 是{what}的编号，这里要的是{wanted}。",
                "{number} is {what}, and this is about {wanted}.",
            ),
            ("每种表格的编号是分开的。", "Each kind of form has numbers of its own."),
            ("写成 {example} 这样的编号。", "Write a number such as {example}."),
        ),
        "no_such_slot": (
            ("没有第 {slot} 个时段。", "There is no slot {slot}."),
            ("申请里没有这个时段。", "The request does not have it."),
            ("用 request show 查看。", "See request show."),
        ),
        "no_such_list": (
            ("没有通讯录 {list}。", "There is no list {list}."),
            ("编号不对，或导入没有完成。", "The number is wrong, or its import never finished."),
            ("用 contacts list 查看。", "See contacts list."),
        ),
        "no_such_entry": (
            ("台账没有第 {seq} 条。", "The ledger has no entry {seq}."),
            ("编号超出了台账。", "The number is beyond its end."),
            ("用 ledger list 查看。", "See ledger list."),
        ),
        "not_submitted": (
            ("申请 {request} 还没有提交。", "Request {request} was not submitted yet."),
            ("没有签名，就没有证据可取。", "Without signatures there is no evidence."),
            ("提交后再取。", "Submit it first."),
        ),
        "not_released": (
            ("第 {slot} 个时段还没有放行。", "Slot {slot} is not released."),
            ("没有放行，就没有放行的证据。", "Without a release there is no evidence of one."),
            ("去掉 --slot，只取审批的证据。", "Leave --slot out to get the evidence of the approvals."),
        ),
        "unknown_step": (
            ("没有“{kind}”这种步骤。", "There is no step of kind “{kind}”."),
            ("控制台与业务台的版本可能不同。", "Console and desk may be of different releases."),
            (
                "核对写法；可用的见 statement prepare --help。",
                "Check the spelling; see statement prepare --help.",
            ),
        ),
        "clocks_differ": (
            (
                "这份文件的时间是 {at}，本机的时钟是 {here}，相差 {apart}。",
                "The act is dated {at}, and this machine's clock says {here}: {apart} apart.",
            ),
            (
                "没有签名。签名的日期须是现在，由本机的时钟来定，不由业务台定。",
                "Nothing was signed. A signature is dated now, and this machine's clock says when that is, not the desk's.",
            ),
            (
                "校准慢了或快了的那台机器的时钟，再签；两台都准还这样，请停手，报告系统管理员和审计员。",
                "Set whichever clock is wrong, then sign again; if both are right, stop and tell the administrator and the auditor.",
            ),
        ),
        "prepared_too_long_ago": (
            (
                "这份文件是 {at} 准备的，已超过 {days} 天（本机的时钟：{here}）。",
                "This was prepared at {at}, more than {days} days ago (this machine's clock: {here}).",
            ),
            (
                "没有签名。在别处签好的，须在 {days} 天内带进来。",
                "Nothing was signed. What is signed elsewhere must be brought in within {days} days.",
            ),
            (
                "请同事重新准备（statement prepare），看过再签。",
                "Ask for it to be prepared anew (statement prepare), read it, and sign that.",
            ),
        ),
        "roster_not_seen": (
            (
                "这份文件按第 {version} 版名册准备，您看到的是第 {seen} 版。",
                "The act was prepared under roster version {version}; the one that you were shown is {seen}.",
            ),
            (
                "没有签名。名册换了，谁有什么职权也可能变了；比您看到的更旧的一版，不签。",
                "Nothing was signed. With another roster people may have other rights; and none older than yours is signed.",
            ),
            (
                "重新打开，看过现状再签；又是更旧的一版，请停手，报告系统管理员和审计员。",
                "Open it again and look before you sign; if it is an older one again, stop and tell the administrator and the auditor.",
            ),
        ),
        "prepared_differs": (
            (
                "业务台备的文件与您要签的不同（{fields}）。",
                "The desk prepared something other than what you decided ({fields}).",
            ),
            (
                "没有签名。可能是业务台有误，也可能被人动过。",
                "Nothing was signed. The desk is wrong, or somebody has tampered with it.",
            ),
            (
                "重新打开再试；再次出现请停手，报告系统管理员和审计员。",
                "Open it again; if it happens twice, stop and tell the administrator and the auditor.",
            ),
        ),
        "prepared_unreadable": (
            ("要签的文件读不懂。", "What would be signed cannot be read."),
            ("没有签名：看不懂的不能签。", "Nothing was signed: nobody signs what cannot be read."),
            ("请系统管理员核对两边的版本。", "Ask the system administrator to compare the versions."),
        ),
        "import_cancelled": (
            ("导入已取消。", "The import was cancelled."),
            ("您停下了它；业务台没有留下任何号码。", "You stopped it; the desk kept no number."),
            ("需要时重新导入。", "Import again when you want to."),
        ),
        "key_missing": (
            ("找不到密钥文件 {path}。", "There is no key file {path}."),
            ("文件不在，或是一个链接。", "It is not there, or it is a link."),
            ("用 --key 写明您的密钥文件。", "Name your key file with --key."),
        ),
        "key_loose_mode": (
            ("密钥文件 {path} 对别人开放。", "Key file {path} is open to others."),
            ("别人能读的密钥不能用来签名。", "A key that others can read must not sign."),
            (
                "chmod 600；怀疑泄露的，报告遗失并更换。",
                "chmod 600 it; if it may have leaked, report it lost and replace it.",
            ),
        ),
        "key_not_a_key": (
            ("{path} 不是可用的 OpenSSH Ed25519 私钥。", "{path} is no OpenSSH private key of Ed25519."),
            ("格式不对，或没有设口令。", "Its format is another, or it has no passphrase."),
            (
                "用 ssh-keygen -t ed25519 -a 64 生成，并列入名册。",
                "Make one with ssh-keygen -t ed25519 -a 64 and have it listed in the roster.",
            ),
        ),
        "key_weak_kdf": (
            ("密钥文件 {path} 的口令保护太弱。", "Key file {path} is protected too weakly."),
            (
                "轮数少于 64，偷到文件的人容易试出口令。",
                "Under 64 rounds, a thief guesses the passphrase cheaply.",
            ),
            ("ssh-keygen -p -a 64 -f 密钥文件。", "ssh-keygen -p -a 64 -f KEYFILE."),
        ),
        "key_wrong_passphrase": (
            ("口令不对（{path}）。", "The passphrase is wrong ({path})."),
            ("密钥没有打开，没有签名。", "The key did not open; nothing was signed."),
            ("再试一次；忘记了只能换密钥。", "Try again; a forgotten passphrase means a new key."),
        ),
        "key_wrong_passphrase_left": (
            (
                "口令不对（{path}）；还能试 {left} 次。",
                "The passphrase is wrong ({path}). Tries left: {left}.",
            ),
            (
                "密钥没有打开，没有签名；连错五次就停止签名（R12）。",
                "The key did not open; nothing was signed. After five wrong ones in a row nothing you sign is taken (R12).",
            ),
            (
                "看清再试；忘记了就换密钥，不要猜。",
                "Look and try again; do not guess: a forgotten passphrase means a new key.",
            ),
        ),
        "key_wrong_passphrase_locked": (
            (
                "口令不对（{path}）；已连错五次，您现在不能签名。",
                "The passphrase is wrong ({path}), five times in a row: nothing you sign is taken now.",
            ),
            (
                "R12：账号和口令由本人保管，有人在试就要停。",
                "R12: a key has one holder; when somebody guesses, it stops.",
            ),
            (
                "请部门经理或综合部恢复：人员（8），光标到您，l；或 order unlock。",
                "Ask your department manager or the General Department: People (8), your line, l; or order unlock.",
            ),
        ),
        "key_unnamed": (
            ("没有写明用哪个密钥签名。", "No key to sign with was named."),
            ("正式环境里，密钥由各人自己保管。", "Outside a demo everyone keeps his own key."),
            ("加上 --key 文件，或设 SMS_CONSOLE_KEY。", "Add --key FILE, or set SMS_CONSOLE_KEY."),
        ),
        "not_a_demo": (
            ("{home} 里有别的东西，不是示范的目录。", "{home} holds something else: no demo made it."),
            (
                "示范重做时会清空自己的目录；别人的目录不动。",
                "A demo empties its own folder when it is made anew, and nobody else's.",
            ),
            (
                "用 --home 写一个还没有的目录；要打开这里的机构，用 open。",
                "Name a folder that is not there yet with --home; to open what is there, use open.",
            ),
        ),
        "key_nobodys": (
            ("密钥 {path} 不是名册里任何人的。", "Key {path} belongs to nobody in the roster."),
            (
                "名册写明每个人的公钥；新人的密钥，要等带它的那一版名册发布。",
                "The roster names everyone's public key; a newcomer's counts once a version with it is published.",
            ),
            (
                "核对 --key 和 SMS_CONSOLE_KEY；不写密钥也能打开，用 --as 写明是谁。",
                "Check --key and SMS_CONSOLE_KEY; without a key the screens open too, --as says who you are.",
            ),
        ),
        "key_of_another": (
            ("密钥 {path} 是 {owner} 的，不是 {named} 的。", "Key {path} is {owner}'s and not {named}'s."),
            ("各人只用自己的密钥签名。", "Everyone signs with his own key."),
            ("改 --as 或 --key。", "Change --as or --key."),
        ),
        "passphrase_needed": (
            ("没有终端可以输入口令。", "There is no terminal to ask for the passphrase."),
            (
                "口令只从终端或指定的描述符读取。",
                "It is read from the terminal or from a descriptor, nowhere else.",
            ),
            ("用 --passphrase-fd N。", "Use --passphrase-fd N."),
        ),
        "new_phrase_needed": (
            ("没有终端可以显示新短语。", "There is no terminal to show the new phrase on."),
            (
                "若事后才输出，答复一旦丢失，短语也就丢失，口令库再也打不开。",
                "Printed only afterwards, it would be lost with an answer that is lost, and the vault could never be opened.",
            ),
            (
                "在终端里换，或先备好新短语，用 --new-fd N 交给它。",
                "Change it at a terminal, or keep a new phrase first and give it with --new-fd N.",
            ),
        ),
        "usage": (
            ("命令写法不对：{message}", "The command is not understood: {message}"),
            ("缺少参数，或有不认识的写法。", "Something is missing or unknown."),
            ("看 {command} --help。", "See {command} --help."),
        ),
        "output_unwritable": (
            ("输出写不出去：{error}", "The output cannot be written: {error}"),
            ("磁盘满了，或接收输出的程序出错。", "The disk is full, or what takes the output failed."),
            (
                "换一个地方写；已经办成的事仍然有效。",
                "Write it elsewhere; what was carried out stays carried out.",
            ),
        ),
        "file_unreadable": (
            ("文件 {path} 读不出来：{error}", "File {path} cannot be read: {error}"),
            ("不存在、没有权限，或太大。", "It is missing, not permitted, or too large."),
            ("核对路径和权限。", "Check path and permission."),
        ),
        "file_exists": (
            ("文件 {path} 已经存在。", "File {path} exists already."),
            ("不覆盖已有的文件。", "Existing files are not overwritten."),
            ("换个名字，或先移走它。", "Choose another name, or move it away."),
        ),
        "file_unwritable": (
            ("文件 {path} 写不进去：{error}", "File {path} cannot be written: {error}"),
            (
                "没有权限、磁盘满，或目录不存在。",
                "It is not permitted, the disk is full, or there is no such folder.",
            ),
            (
                "换个目录，或用 --out - 写到标准输出。",
                "Try another folder, or write to standard output with --out -.",
            ),
        ),
        "output_terminal": (
            ("文件不能写到终端上。", "A file is not written to a terminal."),
            (
                "文件里可能有会操作终端的字符，有的还不是文字。",
                "It may hold characters that act on a terminal, or be no text at all.",
            ),
            ("后面加上 > 文件，或接到别的程序。", "Put > FILE behind it, or pipe it into another program."),
        ),
        "draft_unreadable": (
            ("申请草稿读不懂：{error}", "The draft cannot be understood: {error}"),
            (
                "须为 TOML 或 JSON，栏目名与申请表一致。",
                "It must be TOML or JSON with the form's own field names.",
            ),
            ("参照 request new --example 的样子。", "Take request new --example as the pattern."),
        ),
        "bad_roots": (
            ("根文件读不懂：{error}", "The roots file cannot be understood: {error}"),
            ("须为含 org、keys、threshold 的 JSON。", "It must be JSON with org, keys and threshold."),
            ("用机构公布的 roots.json。", "Use the roots.json that the organisation publishes."),
        ),
        "export_failed": (
            ("文件 {name} 写不出来。", "File {name} cannot be written."),
            (
                "名字里有目录，文件已经存在，或没有权限。",
                "Its name holds a folder, it exists already, or it is not permitted.",
            ),
            ("换一个简单的文件名。", "Choose another plain file name."),
        ),
        "paper_unreadable": (
            ("附件 {name} 读不出来。", "Paper {name} cannot be read."),
            ("不存在，或没有权限。", "It is missing or not permitted."),
            ("核对路径。", "Check the path."),
        ),
        "paper_too_large": (
            ("附件太大（最多 {most} 字节）。", "The paper is too large (at most {most} bytes)."),
            (
                "附件只记文件名和校验值，仍须读得完。",
                "Only its name and digest are kept, but all of it is read.",
            ),
            ("换一份较小的扫描件。", "Use a smaller scan."),
        ),
        "not_numbers": (
            ("输入的不全是号码。", "Not everything typed is a number."),
            ("号码须为英文状态的数字。", "Numbers are ASCII digits."),
            ("一个号码 11 位，以空格或逗号隔开。", "Type 11 digits each, apart by spaces or commas."),
        ),
        "process_stuck": (
            ("{process}（进程 {pid}）结束不了。", "{process} (process {pid}) does not end."),
            ("系统没有响应结束的命令。", "The system did not carry out the order to end it."),
            ("请系统管理员查看这台主机。", "Ask the system administrator to look at the host."),
        ),
        "storage": (
            ("数据库出错。", "The database failed."),
            ("存储层报告了问题。", "The storage reported a problem."),
            ("请系统管理员看日志。", "Ask the system administrator to read the log."),
        ),
        "storage.url": (
            ("数据库地址不对。", "The database's address is not understood."),
            ("须为 SQLite 文件或 PostgreSQL。", "It must be an SQLite file or PostgreSQL."),
            ("改正启动参数。", "Correct the start options."),
        ),
        "storage.loose_mode": (
            ("数据库文件 {path} 对别人开放（{mode}）。", "Database file {path} is open to others ({mode})."),
            ("别人能读或替换它。", "Others could read or replace it."),
            ("文件 chmod 600，目录 chmod 700。", "chmod 600 the file and 700 its folder."),
        ),
        "storage.journal": (
            (
                "数据库换不到需要的日志方式（{wanted}）。",
                "The database did not change to journal mode {wanted}.",
            ),
            ("另一个程序正开着它。", "Another program holds it open."),
            ("停掉那个程序再启动。", "End that program and start again."),
        ),
        "storage.newer": (
            ("数据库是更新版本的程序升级过的。", "The database was upgraded by a newer program."),
            ("旧程序不能写新库。", "An older program must not write it."),
            ("更新程序。", "Update the program."),
        ),
        "storage.unfinished": (
            (
                "恢复到这个数据库没有做完。",
                "A restore into this database did not come to its end.",
            ),
            (
                "里面等着发送的人还没有列为“结果不明”，从它启动可能重发。",
                "Whoever waits in it is not in doubt yet; started from it, a sender could send twice.",
            ),
            (
                "删掉这个数据库，建一个空的，再恢复一次。",
                "Drop the database, create an empty one, and restore again.",
            ),
        ),
        "storage.migration": (
            ("数据库升级后不完整。", "After its upgrade the database is not as it must be."),
            ("触发器、表或数据与程序要求不符。", "A trigger, table or row is not what the program needs."),
            ("不要继续使用；从备份恢复并报告。", "Do not go on; restore a backup and report it."),
        ),
        "ledger.refused": (
            ("台账不收这一条。", "The ledger does not take the entry."),
            ("它接不上，或不合格式。", "It does not follow, or is malformed."),
            ("请系统管理员看日志。", "Ask the system administrator to read the log."),
        ),
        "ledger.no_genesis": (
            ("台账还没有起点。", "The ledger has no beginning yet."),
            ("安装没有完成。", "The installation is not complete."),
            ("请系统管理员完成安装。", "Ask the system administrator to complete it."),
        ),
        "ledger.number": (
            ("台账里不许写手机号。", "A ledger entry must not hold a mobile number."),
            ("台账永久保存，不能含个人号码。", "The ledger is kept for ever and names no number."),
            ("把原因里的号码去掉再试。", "Take the number out of your words and try again."),
        ),
        "ledger.broken_link": (
            ("台账接不上前一条。", "A ledger link does not follow."),
            ("有人改动过，或数据损坏。", "Somebody changed it, or it is damaged."),
            (
                "用 ledger verify 查明，报告审计员。",
                "Find the place with ledger verify and tell the auditor.",
            ),
        ),
        "ledger.bad_head": (
            ("凭证码写法不对。", "That is no ledger head."),
            ("须为“编号:64位十六进制”。", "It is a number, a colon, and 64 hexadecimal digits."),
            ("照纸上的再抄一遍。", "Copy it again from the paper."),
        ),
    },
)
"""Keys `problem.<code>.what`, `.why` and `.next`."""
