### Backup and restore: what was made or proved, what to do next, and what is wrong.

backup_part-desk = 业务台
backup_part-dispatch = 发送程序

backup-where = 用 --out 说明备份放到哪里，或用 --into 说明放进哪个存放历次备份的目录。
backup-no_such_part = 没有“{ $part }”这一部分；写 all、desk 或 dispatch。
backup-home_needed = 用 --home 说明恢复到哪个新目录。
backup-made = 已备份到 { $path }：{ $n } 个文件，{ $size }
backup-keep = 请把链头和清单摘要抄下来另存：以后用它们看出备份是否被换过。
backup-gone = 已删除（超过保存期限）：{ $path }
backup-good = 备份完好。
backup-of = 机构
backup-at = 时间
backup-parts = 内容
backup-files = 文件
backup-entries = 台账条目
backup-head = 链头
backup-digest = 清单摘要
backup-erased = 最近一次清除
backup-nothing_erased = 没有
backup-progress = { $path } { $done } / { $total }

restore-done = 已恢复到 { $home }。这里什么也不会发出去。
restore-doubtful = { $n } 人列为“结果不明”：备份之后原处可能已经发给他们，由两人核定，不会自动再发。
restore-knows = 这份备份只知道 { $at } 之前的清除。
restore-later = 之后清除过的号码又回来了：原台账的导出（--ledger）能列出是哪些；到期的会立刻列在登记员的待办和 erasure preview 里，要两人再清一次。
restore-later_dispatch = 之后清除过的号码又回来了：重新启用以后，业务台会拿当时的两人签名和它自己的回报让它再清一次；在它回报之前，登记员的待办里有“恢复后待重新清除”。
restore-ledger_needs_desk = --ledger 只用于有业务台的备份：发送程序单独恢复时，由业务台让它再清一次。
restore-came_back = 台账上之后有 { $n } 次清除，它们的号码又回来了，要两人再清一次（erasure preview、erasure propose）：
restore-none_since = 给出的台账上，备份之后没有清除过什么。
restore-erased_one = 第 { $seq } 条 { $at } { $by }：申请 { $requests }，名单 { $lists } 份，共 { $n } 行
restore-next-stop = 1. 确认原来的发送程序已经停掉，再也不会启动。
restore-next-keys = 2. 放回密钥（keys 目录；备份里没有）。
restore-next-start = 3. 启动业务台和发送程序：发送程序会说它没有启用。
restore-next-rearm = 4. 两人重新启用：保管人 freeze rearm，{ GENERAL() }经理 proposal confirm。此后发送程序才认网关，由保管人重新装入网关口令（custody install）。
restore-next-settle = 5. 发到一半的会自行结束，还没开始的由操作员终止（send stop）；结果不明的向服务商核实后由两人核定（send settle）；确实没发的再由两人续发（send continue）。
restore-next-other = 发送程序的那一份由它的账号另行恢复；没有它的数据库，不要在这个业务台上启动发送程序。
restore-site_alone = --site 不与 --home、--ledger 同用：位置以本机设置为准。要与台账导出核对，请先恢复到一个目录。
restore-only_site = 一份备份恢复到一个 --home。多份备份、--lost-dispatch 和 --out 只用于 --site。
restore-site-title = 在本机恢复 { $org } 的全套安装
restore-site-step-prove = 把这里核验过的备份交给各部分的账号，由各账号再核验一遍
restore-site-step-restore = 各账号先恢复在旁：发送程序在 { $custody } 下，业务台在 { $desk } 下
restore-site-step-lay = 数据库和经签署的文件放到各服务读取的位置，属主和权限一并设好
restore-site-step-roots = 最后放置根公钥：在此之前任何服务都不会启动
restore-site-doubt = 恢复后存疑的事项（如何处理见 docs/how-to/back-up-and-restore.md）：
restore-site-since = { $at } 之后办理的事项不在备份里；当时还在等待的人，此后可能已收到短信。
restore-site-older-desk = 业务台的备份（{ $desk }）早于发送程序的备份（{ $dispatch }）：其间的决定须重新办理。
restore-site-older-dispatch = 发送程序的备份（{ $dispatch }）远早于业务台的备份（{ $desk }）：其间可能已发给的人记为结果不明，其间清除的号码须再清除。
restore-site-lost = 没有发送程序的备份：将从空白开始，须两人启用；未结束的发送，其中每个人都记为结果不明。
restore-site-bring = 任何备份里都没有、须另行带来的（见 docs/how-to/restore-a-site.zh.md）：
restore-site-bring-service = 发送程序的密钥：{ $custody }/keys
restore-site-bring-login = 各人的登录公钥和 SSH 服务器的密钥：由安装脚本放置（--login-keys）；没有带来服务器密钥的，就地生成新的
restore-site-bring-people = 各人的签名密钥：/var/lib/sms-people
restore-site-bring-password = 网关口令和口令库：由口令保管人重新建立、装入
restore-site-bring-optouts = 退订散列的密钥（如有）：{ $desk }/desk 和 { $custody }/dispatch
restore-site-bring-witness = 备查文件：沿用另一台主机上的那份，切勿放回旧的
restore-site-bring-notices = 通知的渠道文件及其密钥
restore-site-then = 以上只是计划，没有改动任何东西。脚本：同一条命令加 --out FILE；看过之后以 root 运行。中途断了，再运行一次即可。

problem-backup_nothing = 没有可备份的数据库：{ $path }。
    .why = --home 不对，或这一部分在 PostgreSQL 上，而 desk/database、dispatch/database 没有写它的 URL。
    .next = 账号分离时各账号用 --part 备份自己的；PostgreSQL 的 URL 写进该文件（0600），见“备份和恢复”一页。

problem-backup_no_tool = 没有合适的 { $program }：要 { $wanted } 版或更新，找到的是 { $found }。
    .why = PostgreSQL 的备份由它自己的程序读写；比服务器旧的程序读不全。
    .next = 装上 PostgreSQL { $wanted } 的客户端（Debian：apt install postgresql-client-{ $wanted }），或用 SMS_CONSOLE_PG_BIN 指出它所在的目录。

problem-backup_tool_failed = { $program } 没有做成：{ $error }
    .why = 数据库、账号权限或转储本身有问题；什么也没有留下。
    .next = 按它说的改正，再做一次。该账号要能读（恢复时要能建）库里的每一张表。

problem-backup_unreachable = 连不上数据库 { $database }，或它不答应：{ $error }
    .why = 服务器没有运行，地址、账号或口令不对，或账号权限不够。
    .next = 核对写有 URL 的文件，再试。

problem-backup_not_owner = { $path } 是账号 { $account } 的，不由您备份。
    .why = 别的账号打开它会留下文件，把它的主人挡在外面。
    .next = 用它的账号做：runuser -u { $account } -- sms-console backup --part { $part } --out DIR

problem-backup_unreadable = { $path } 读不出来（{ $error }）。
    .why = 它不是完好的 SQLite 数据库，或被别的程序锁住太久。
    .next = 再试一次；还不行，用 doctor 检查这台主机。

problem-backup_target_used = { $path } 里已经有东西。
    .why = 备份只写到新的或空的目录，不盖掉旧的。
    .next = 换一个目录名，比如带上日期。

problem-backup_unfinished = { $path } 里没有做完的备份。
    .why = 清单是最后才写的；没有清单，备份就没有做完。
    .next = 用另一份备份，或重做。

problem-backup_not_one = { $path } 的清单不是短信台备份的清单。
    .why = 它被改过，或是别的版本做的。
    .next = 不要用它；换一份备份。

problem-backup_missing = 缺文件：{ $path }。
    .why = 清单里有它，目录里没有。
    .next = 这份备份不能用；换一份。

problem-backup_changed = 文件和清单不符：{ $path }。
    .why = 备份之后它变了：被改过，或介质坏了。
    .next = 这份备份不能用；换一份，并查清原因。

problem-backup_stranger = 多出一个文件：{ $path }。
    .why = 清单里没有它，或它不是普通文件。
    .next = 查清是谁放的，拿走后再核对。

problem-backup_database = 数据库不完好：{ $path }（{ $error }）。
    .why = 它的内部结构对不上。
    .next = 这份备份不能用；换一份。

problem-backup_chain = 台账第 { $seq } 条核验不通过（{ $why }）。
    .why = 链从机构的根密钥算起，每一条都要接得上。
    .next = 这份备份不能用；台账可能被改过，请审计查。

problem-backup_head = { $path } 中有第 { $seq } 条的凭证码，台账与它不符：{ $head }
    .why = 发送程序签过的、清单或纸上写明的凭证码，都必须在链上。
    .next = 这份备份不能用；对照这个凭证码，查哪些条目不在了或被改过。

problem-restore_database_needed = 这份备份的“{ $part }”来自 PostgreSQL，没有说恢复到哪个库。
    .why = 它只能恢复到一个空的 PostgreSQL 库；URL 可能带口令，所以写在文件里，不写在命令行上。
    .next = 建一个空库，把 URL（postgresql://…）写进 0600 的文件，用 --{ $part }-database FILE 指出。

problem-restore_database_unneeded = 这份备份的“{ $part }”没有要恢复到 PostgreSQL 的内容。
    .why = 那一部分是 SQLite 文件，或不在这份备份里。
    .next = 去掉 --{ $part }-database，再做一次。

problem-restore_database_used = 数据库 { $database } 不是空的。
    .why = 恢复只写到空库，免得两份数据混在一起；没做完的恢复也会留下标记。
    .next = 新建一个空库，改写 URL 文件；没做完的那个删掉重建。

problem-restore_server_older = 服务器是 PostgreSQL { $found }，备份来自 { $wanted }。
    .why = 旧服务器不一定认得新服务器的转储。
    .next = 恢复到 { $wanted } 或更新的服务器。

problem-restore_other_ledger = { $path } 不是这份备份的台账的延续：第 { $seq } 条{ $why }。
    .why = 它要从根密钥一直接到备份的链头再往后。
    .next = 用原台账的导出（ledger export）；没有就不写 --ledger。

problem-restore_home_used = { $path } 里已经有东西，不能恢复到这里。
    .why = 恢复只写到新的或空的目录，免得两份数据混在一起。
    .next = 用 --home 指一个新目录。

problem-restore_no_site = 本机不是账号分设的安装。
    .why = 各部分要放到站点文件指明的位置，归已建好的账号所有。
    .next = 请先运行安装脚本（install script --roster FILE），或用 --home 恢复到一个目录。

problem-restore_parts = { $path } 不是另一部分的备份（其中有：{ $parts }）。
    .why = 账号分设时各账号各有一份备份：发送程序一份，业务台一份。
    .next = 每部分写一个目录。

problem-restore_desk_missing = 没有业务台的备份。
    .why = 台账在这一部分里，别的部分代替不了。
    .next = 请写明一份，较早的也可以，届时会说明哪些事项存疑。一份也没有的，只能重新成立机构。

problem-restore_part_missing = 没有发送程序的备份。
    .why = 它记着已发给谁；没有它，未结束的发送中每个人都存疑。
    .next = 请写明它的目录，较早的也可以；确已全部丢失的，加 --lost-dispatch。

problem-restore_part_not_lost = 既写了 { "--lost-dispatch" }，又写了发送程序的备份。
    .why = 两者只能有一个。
    .next = 去掉其中一个。

problem-restore_other_org = { $path } 不属于本机的机构：它属于 { $org }，或根公钥不同。
    .why = 两部分以及本机的站点文件（{ $here }）须属于同一机构。
    .next = 请写明正确的备份，或先为该机构安装本机。

problem-restore_newer = “{ $part ->
    [desk] 业务台
   *[other] 发送程序
}”的备份是在较新的程序下做的：数据库属于 { $needs }，本程序是 { $program }。
    .why = 旧程序不得写新版数据库，也无法启动。
    .next = 请在本机安装 { $needs } 或更新的版本，再用它恢复。
