"""Backup and restore: what was made or proved, what to do next, and what is wrong."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under("backup_part", {"desk": ("业务台", "desk"), "dispatch": ("发送程序", "dispatcher")}),
    **under(
        "backup",
        {
            "where": ("用 --out 说明备份放到哪里。", "Say with --out where the backup goes."),
            "no_such_part": (
                "没有“{part}”这一部分；写 all、desk 或 dispatch。",
                "There is no part {part}; write all, desk or dispatch.",
            ),
            "home_needed": (
                "用 --home 说明恢复到哪个新目录。",
                "Say with --home into which new folder it is restored.",
            ),
            "made": ("已备份到 {path}：{n} 个文件，{size}", "Backed up to {path}: {n} files, {size}"),
            "keep": (
                "请把链头和清单摘要抄下来另存：以后用它们看出备份是否被换过。",
                "Write down the head and the manifest's digest elsewhere: they show later whether the backup was exchanged.",
            ),
            "good": ("备份完好。", "The backup is good."),
            "of": ("机构", "organisation"),
            "at": ("时间", "made at"),
            "parts": ("内容", "parts"),
            "files": ("文件", "files"),
            "entries": ("台账条目", "ledger entries"),
            "head": ("链头", "head"),
            "digest": ("清单摘要", "manifest"),
            "erased": ("最近一次清除", "newest erasure"),
            "nothing_erased": ("没有", "none"),
            "progress": ("{path} {done} / {total}", "{path} {done} / {total}"),
        },
    ),
    **under(
        "restore",
        {
            "done": (
                "已恢复到 {home}。这里什么也不会发出去。",
                "Restored into {home}. Nothing is sent from there.",
            ),
            "doubtful": (
                "{n} 人列为“结果不明”：备份之后原处可能已经发给他们，由两人认定，不会自动再发。",
                "{n} recipients are in doubt: the original may have sent to them after the backup. Two people settle them; nobody is sent to again by itself.",
            ),
            "knows": (
                "这份备份只知道 {at} 之前的清除。",
                "This backup knows of erasures up to {at}.",
            ),
            "later": (
                "之后清除过的号码又回来了：原台账的导出（--ledger）能列出是哪些；到期的会立刻列在登记员的待办和 erasure preview 里，要两人再清一次。",
                "Whatever was erased later is here again: an export of the original's ledger (--ledger) names it; what is due stands at once in the registrar's list and in erasure preview, for two people to erase again.",
            ),
            "later_dispatch": (
                "之后清除过的号码又回来了：重新启用以后，业务台会拿当时的两人签名和它自己的回报让它再清一次；在它回报之前，登记员的待办里有“恢复后待重新清除”。",
                "Whatever it erased later is here again: once it is armed the desk offers it those pairs with its own reports, and it erases again; until it has, the registrar's list says so.",
            ),
            "ledger_needs_desk": (
                "--ledger 只用于有业务台的备份：发送程序单独恢复时，由业务台让它再清一次。",
                "--ledger is for a backup with the desk in it; a dispatcher that is restored alone is asked by the desk to erase again.",
            ),
            "came_back": (
                "台账上之后有 {n} 次清除，它们的号码又回来了，要两人再清一次（erasure preview、erasure propose）：",
                "The ledger shows {n} erasures since; their numbers are here again, for two people to erase (erasure preview, erasure propose):",
            ),
            "none_since": (
                "给出的台账上，备份之后没有清除过什么。",
                "The ledger that was given shows no erasure since the backup.",
            ),
            "erased_one": (
                "第 {seq} 条 {at} {by}：申请 {requests}，名单 {lists} 份，共 {n} 行",
                "entry {seq}, {at}, {by}: requests {requests}, {lists} lists, {n} rows in all",
            ),
            "next.stop": (
                "1. 确认原来的发送程序已经停掉，再也不会启动。",
                "1. Make sure that the original sender is stopped for good.",
            ),
            "next.keys": (
                "2. 放回密钥（keys 目录；备份里没有），网关口令由保管人重新装入（custody install）。",
                "2. Lay the key files into keys/ (none is in a backup); the custodian installs the gateway's password anew.",
            ),
            "next.start": (
                "3. 启动业务台和发送程序：发送程序会说它没有启用。",
                "3. Start desk and dispatcher: the dispatcher says that it is not armed.",
            ),
            "next.rearm": (
                "4. 两人重新启用：保管人 freeze rearm，综合部经理 proposal confirm。",
                "4. Two people arm it again: the custodian proposes (freeze rearm), the General Department's manager confirms (proposal confirm).",
            ),
            "next.settle": (
                "5. 发到一半的会自行结束，还没开始的由操作员终止（send stop）；结果不明的向服务商核实后由两人认定（send settle）；确实没发的再由两人续发（send continue）。",
                "5. A send that had begun ends by itself; the operator stops one that had not (send stop). Who is in doubt is settled by two after asking the provider (send settle); who got nothing is sent to by two again (send continue).",
            ),
            "next.other": (
                "发送程序的那一份由它的账号另行恢复；没有它的数据库，不要在这个业务台上启动发送程序。",
                "The dispatcher's part is restored by its own account; never start a dispatcher without its database on this desk.",
            ),
        },
    ),
    **three(
        "problem",
        {
            "backup_nothing": (
                ("没有可备份的数据库：{path}。", "There is no database to back up: {path}."),
                (
                    "--home 不对，或这一部分在 PostgreSQL 上，而 desk/database、dispatch/database 没有写它的 URL。",
                    "--home is another's, or this part is on PostgreSQL and desk/database or dispatch/database does not name its URL.",
                ),
                (
                    "账号分离时各账号用 --part 备份自己的；PostgreSQL 的 URL 写进该文件（0600），见“备份和恢复”一页。",
                    "Where accounts are separated each backs up its own with --part; write a PostgreSQL URL into that file (0600), see the page on backups.",
                ),
            ),
            "backup_no_tool": (
                (
                    "没有合适的 {program}：要 {wanted} 版或更新，找到的是 {found}。",
                    "There is no fitting {program}: release {wanted} or newer is needed, and {found} was found.",
                ),
                (
                    "PostgreSQL 的备份由它自己的程序读写；比服务器旧的程序读不全。",
                    "PostgreSQL's own programs write and read its backups; one older than the server does not understand all of it.",
                ),
                (
                    "装上 PostgreSQL {wanted} 的客户端（Debian：apt install postgresql-client-{wanted}），或用 SMS_CONSOLE_PG_BIN 指出它所在的目录。",
                    "Install the client programs of PostgreSQL {wanted} (Debian: apt install postgresql-client-{wanted}), or name their folder in SMS_CONSOLE_PG_BIN.",
                ),
            ),
            "backup_tool_failed": (
                ("{program} 没有做成：{error}", "{program} did not succeed: {error}"),
                (
                    "数据库、账号权限或转储本身有问题；什么也没有留下。",
                    "Something is wrong with the database, the role's rights or the dump; nothing of it was kept.",
                ),
                (
                    "按它说的改正，再做一次。该账号要能读（恢复时要能建）库里的每一张表。",
                    "Mend what it says and try again. The role must be able to read, and for a restore to create, every table.",
                ),
            ),
            "backup_unreachable": (
                (
                    "连不上数据库 {database}，或它不答应：{error}",
                    "Database {database} cannot be reached, or refuses: {error}",
                ),
                (
                    "服务器没有运行，地址、账号或口令不对，或账号权限不够。",
                    "The server is down, the address, role or password is wrong, or the role may not do it.",
                ),
                (
                    "核对写有 URL 的文件，再试。",
                    "Check the file that holds the URL, and try again.",
                ),
            ),
            "backup_not_owner": (
                (
                    "{path} 是账号 {account} 的，不由您备份。",
                    "{path} is account {account}'s, and not yours to back up.",
                ),
                (
                    "别的账号打开它会留下文件，把它的主人挡在外面。",
                    "Opened by another account it would be left with files that lock its owner out.",
                ),
                (
                    "用它的账号做：runuser -u {account} -- sms-console backup --part {part} --out DIR",
                    "As that account: runuser -u {account} -- sms-console backup --part {part} --out DIR",
                ),
            ),
            "backup_unreadable": (
                ("{path} 读不出来（{error}）。", "{path} cannot be read ({error})."),
                (
                    "它不是完好的 SQLite 数据库，或被别的程序锁住太久。",
                    "It is no whole SQLite database, or was locked for too long.",
                ),
                (
                    "再试一次；还不行，用 doctor 检查这台主机。",
                    "Try again; if that fails, let doctor look at this host.",
                ),
            ),
            "backup_target_used": (
                ("{path} 里已经有东西。", "There is something in {path} already."),
                (
                    "备份只写到新的或空的目录，不盖掉旧的。",
                    "A backup goes into a new or empty folder and covers nothing.",
                ),
                ("换一个目录名，比如带上日期。", "Take another name, such as one with the date."),
            ),
            "backup_unfinished": (
                ("{path} 里没有做完的备份。", "There is no finished backup in {path}."),
                (
                    "清单是最后才写的；没有清单，备份就没有做完。",
                    "The manifest is written last; without it the backup was never finished.",
                ),
                ("用另一份备份，或重做。", "Use another backup, or make one anew."),
            ),
            "backup_not_one": (
                ("{path} 的清单不是短信台备份的清单。", "The manifest in {path} is not one of a backup."),
                ("它被改过，或是别的版本做的。", "It was changed, or another release made it."),
                ("不要用它；换一份备份。", "Do not use it; take another backup."),
            ),
            "backup_missing": (
                ("缺文件：{path}。", "A file is missing: {path}."),
                ("清单里有它，目录里没有。", "The manifest names it, and it is not in the folder."),
                ("这份备份不能用；换一份。", "This backup cannot be used; take another."),
            ),
            "backup_changed": (
                ("文件和清单不符：{path}。", "A file is not the one of the manifest: {path}."),
                (
                    "备份之后它变了：被改过，或介质坏了。",
                    "It changed after the backup: somebody edited it, or the medium is failing.",
                ),
                (
                    "这份备份不能用；换一份，并查清原因。",
                    "This backup cannot be used; take another, and find out why.",
                ),
            ),
            "backup_stranger": (
                ("多出一个文件：{path}。", "There is a file too many: {path}."),
                (
                    "清单里没有它，或它不是普通文件。",
                    "The manifest does not name it, or it is no regular file.",
                ),
                ("查清是谁放的，拿走后再核对。", "Find out who put it there, take it away and check again."),
            ),
            "backup_database": (
                ("数据库不完好：{path}（{error}）。", "A database is not whole: {path} ({error})."),
                ("它的内部结构对不上。", "Its own structure does not hold."),
                ("这份备份不能用；换一份。", "This backup cannot be used; take another."),
            ),
            "backup_chain": (
                (
                    "台账第 {seq} 条核验不通过（{why}）。",
                    "Entry {seq} of the ledger does not verify ({why}).",
                ),
                (
                    "链从机构的根密钥算起，每一条都要接得上。",
                    "The chain is reckoned from the root keys, and every entry must follow from the one before.",
                ),
                (
                    "这份备份不能用；台账可能被改过，请审计查。",
                    "This backup cannot be used; the ledger may have been rewritten: tell the auditor.",
                ),
            ),
            "restore_database_needed": (
                (
                    "这份备份的“{part}”来自 PostgreSQL，没有说恢复到哪个库。",
                    "The part {part} of this backup comes from PostgreSQL, and no database was named for it.",
                ),
                (
                    "它只能恢复到一个空的 PostgreSQL 库；URL 可能带口令，所以写在文件里，不写在命令行上。",
                    "It goes into an empty PostgreSQL database alone; its URL may hold a password, so it stands in a file and not on the command line.",
                ),
                (
                    "建一个空库，把 URL（postgresql://…）写进 0600 的文件，用 --{part}-database FILE 指出。",
                    "Create an empty database, write its URL (postgresql://…) into a file with mode 0600, and name that with --{part}-database FILE.",
                ),
            ),
            "restore_database_unneeded": (
                (
                    "这份备份的“{part}”没有要恢复到 PostgreSQL 的内容。",
                    "Nothing of this backup's part {part} goes into PostgreSQL.",
                ),
                (
                    "那一部分是 SQLite 文件，或不在这份备份里。",
                    "That part is a SQLite file, or is not in this backup.",
                ),
                ("去掉 --{part}-database，再做一次。", "Leave --{part}-database out and try again."),
            ),
            "restore_database_used": (
                ("数据库 {database} 不是空的。", "Database {database} is not empty."),
                (
                    "恢复只写到空库，免得两份数据混在一起；没做完的恢复也会留下标记。",
                    "A restore goes into an empty database, so that two histories never mix; one that broke off leaves its mark there, too.",
                ),
                (
                    "新建一个空库，改写 URL 文件；没做完的那个删掉重建。",
                    "Create a new one and write its URL into the file; drop one whose restore broke off.",
                ),
            ),
            "restore_server_older": (
                (
                    "服务器是 PostgreSQL {found}，备份来自 {wanted}。",
                    "The server is PostgreSQL {found}, and the backup comes from {wanted}.",
                ),
                (
                    "旧服务器不一定认得新服务器的转储。",
                    "An older server need not understand a newer one's dump.",
                ),
                (
                    "恢复到 {wanted} 或更新的服务器。",
                    "Restore into a server of release {wanted} or newer.",
                ),
            ),
            "restore_other_ledger": (
                (
                    "{path} 不是这份备份的台账的延续：第 {seq} 条{why}。",
                    "{path} does not continue this backup's ledger: entry {seq}, {why}.",
                ),
                (
                    "它要从根密钥一直接到备份的链头再往后。",
                    "It must lead from the root keys through the backup's head and on.",
                ),
                (
                    "用原台账的导出（ledger export）；没有就不写 --ledger。",
                    "Give an export of the original's ledger (ledger export), or leave --ledger out.",
                ),
            ),
            "restore_home_used": (
                (
                    "{path} 里已经有东西，不能恢复到这里。",
                    "There is something in {path}, so nothing is restored there.",
                ),
                (
                    "恢复只写到新的或空的目录，免得两份数据混在一起。",
                    "A restore goes into a new or empty folder, so that two histories never mix.",
                ),
                ("用 --home 指一个新目录。", "Name a new folder with --home."),
            ),
        },
    ),
}
