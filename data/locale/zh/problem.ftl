### What can fail through no rule: connections, files, keys, installations.

problem-texts_unread = { $n } 行不是一条短信，一律按不得发送处理（行号 { $lines }）。
    .why = 每行要写成一个 JSON 字符串，UTF-8 编码。
    .next = 改好这几行再检查；别的行已经有了结果。

problem-no_word_files = { $path } 里没有词表。
    .why = 词表是 { $kind } 文件夹里的 TOML 文件。
    .next = 核对文件夹，或不写 --files。

problem-desk_gone = 连不上业务台。
    .why = 业务台没有运行，或安装目录不是它的目录。
    .next = 请系统管理员启动业务台后重试；演示请退出后重新打开。
    .command = 演示用 sms-console demo；正式环境请系统管理员启动业务台，再试一次。

problem-no_installation = { $home } 里没有短信台。
    .why = --home、SMS_CONSOLE_HOME 都没有指到安装目录。
    .next = 先试用：sms-console demo；已有安装的，用 --home 指明目录。

problem-answer_lost = 请求发出去了，没有收到答复（{ $call }）。
    .why = 连接在答复之前断了，可能已经生效，也可能没有。
    .next = 请先查看现状，确认未生效后再重新办理。
    .command = 先查看现状（request show、send show），确认没有生效再做一次。

problem-lock_not_counted = 这不是您的口令，暂不计数。
    .why = 控制台已锁：没看见锁时按的键，不算输错口令。
    .next = 输入本人密钥的口令继续。

problem-desk_slow = 业务台没有在限定时间内答复（{ $call }）。
    .why = 它正忙，或主机太慢。
    .next = 稍后再试。

problem-database_gone = 数据库连不上。
    .why = 数据库服务器停了、正在重启，或网络不通；正在写入的操作可能已经生效，也可能没有。
    .next = 恢复后自行继续，不必重启。届时先查看现状，确认未生效再重新办理；长时间不恢复请告知系统管理员。

problem-disk_full = 磁盘已满。
    .why = 业务台数据库所在的磁盘，或文件要存放的磁盘，没有空间了；写不下的没有写入。
    .next = 请系统管理员腾出空间，文件也可以换一个目录，然后重新办理。

problem-bad_answer = 业务台的答复看不懂（{ $call }）。
    .why = 控制台与业务台的版本不一致。
    .next = 请系统管理员更新到同一版本。

problem-list_endless = 业务台给的列表没有尽头。
    .why = 已经读过的一页又来了，正常的业务台不会这样答复。
    .next = 这次什么也没有生成。请报告系统管理员检查业务台。

problem-wire_version = 控制台（{ $console }）与业务台（{ $desk }）的版本不同。
    .why = 两边的接口不是同一版。
    .next = 请系统管理员更新到同一版本。

problem-too_large = 一次传送的内容太大（{ $call }）。
    .why = 一次往来最多 1 MiB。
    .next = 请精简内容后重试。
    .command = 缩小页面（--limit）或内容再试。

problem-not_supported = 业务台还不会做这件事（{ $call }）。
    .why = 它的版本比控制台旧。
    .next = 请系统管理员更新业务台。

problem-unexpected = 业务台出错了，报告号 { $report }。
    .why = 这是程序的错误，这次操作没有生效。
    .next = 把报告号告诉系统管理员，详情在业务台的日志里。

problem-internal = 控制台出错了（{ $error }），报告号 { $report }。
    .why = 这是程序的错误。
    .next = 详情在 { $file }；先查看现状，再决定是否重做。

problem-bad_chunk = 号码的一段不合格式。
    .why = 传送中出了差错，或不是本程序送来的。
    .next = 重新导入。

problem-bad_head = 凭证码与台账不符。
    .why = 写错了，签名不对，或属于另一本台账。
    .next = 核对纸上的凭证码再输。

problem-bad_report = 发送程序的报告不可信。
    .why = 签名不对，或说的不是这次放行。
    .next = 请保管人和系统管理员查看发送程序。

problem-one_simulator = 本机的模拟网关只讲一种协议，名册里有几种：{ $names }。
    .why = 打开控制台时只起一个模拟网关；文件都没有损坏。
    .next = 留下一种，其余的停用，或另建一个机构来练。
    .command = 停用其余的（gateway drop），或另建一个机构来练（--home）。

problem-bad_installation = 安装目录读不出来：{ $what }
    .why = 缺文件，或文件损坏。
    .next = 请系统管理员核对安装目录；必要时从备份恢复。
    .command = 核对 --home；必要时从备份恢复。

problem-bad_settings = 设置读不出来：{ $what }
    .why = 设置文件或选项里有不认识的内容。
    .next = 改正后再试；可设的项目见文档。

problem-unknown_theme = 没有叫 { $theme } 的配色。
    .why = 可选：{ $known }。
    .next = 从中选一个；不写 --theme 就由终端决定。

problem-loose_folder = 目录 { $path } 对别人开放（{ $mode }）。
    .why = 别人能在里面放假的连接口。
    .next = chmod 700，并确认它属于本账号。

problem-socket_path = 连接口的路径太长（{ $bytes } 字节）：{ $path }
    .why = 系统限制为 107 字节。
    .next = 用较短的 --home。

problem-launch_busy = 另一个控制台正在启动或停止这些程序。
    .why = 同一时间只能有一个。
    .next = 稍后再试。

problem-process_failed = { $process } 没有启动（{ $why }）：{ $tail }
    .why = 它自己退出了，或没有按时答复。
    .next = 看 log 目录里它的日志。

problem-no_roster = 业务台里没有名册。
    .why = 安装没有完成。
    .next = 请系统管理员放入名册文件。

problem-rule_file_missing = 业务台没有名册写明的这份文件：{ $rule_file } { $name }（{ $digest }）。
    .why = 规则按名册写明的那一份执行，少了它什么也判断不了。
    .next = 请系统管理员把这份文件放进安装目录（policy.toml、screening.toml、policies/、gateways/、calendars/），再启动业务台。

problem-no_gateway_file = 没有网关 { $gateway } 的文件。
    .why = 现行名册没有写明这个网关，或它的文件已被移走。
    .next = 新网关，请两位名册签署人先签发网关文件；编号写错的，改正；文件被移走的，请系统管理员放回。

problem-no_such_attachment = 没有这个附件；这份申请有 { $n } 个。
    .why = 附件按申请里的次序编号。
    .next = 用 request show 查看。

problem-no_such_request = 没有申请 { $request }。
    .why = 编号不对，或草稿已经删除。
    .next = 请在 { PAGE("all.requests") } 查找。
    .command = 用 request list 查看。

problem-no_such_number = 没有编号 { $number }。
    .why = 申请、操作员申请、遗失单、投诉里都没有它；作废的草稿没有编号。
    .next = 请按表上或列表中的写法输入，如 2026-业务部-0001、2026-L001；在 { PAGE("all.requests") }、{ PAGE("all.contacts") } 查找。
    .command = 照表上或列表里写，如 2026-业务部-0001、2026-L001；用 request list 查看。

problem-number_of_another = { $number } 是{ $what }的编号，这里要的是{ $wanted }。
    .why = 每种表格的编号是分开的。
    .next = 写成 { $example } 这样的编号。

problem-no_such_slot = 没有第 { $slot } 个时段。
    .why = 申请里没有这个时段。
    .next = 请打开该申请查看各时段。
    .command = 用 request show 查看。

problem-no_such_list = 没有通讯录 { $list }。
    .why = 编号不对，或导入没有完成。
    .next = 请在 { PAGE("all.contacts") } 查找。
    .command = 用 contacts list 查看。

problem-no_such_entry = 台账没有第 { $seq } 条。
    .why = 编号超出了台账。
    .next = 请在 { PAGE("all.ledger") } 查找。
    .command = 用 ledger list 查看。

problem-not_submitted = 申请 { $request } 还没有提交。
    .why = 没有签名，就没有证据可取。
    .next = 提交后再取。

problem-not_released = 第 { $slot } 个时段还没有放行。
    .why = 没有放行，就没有放行的证据。
    .next = 请在放行后再取，或只取审批的证据。
    .command = 去掉 --slot，只取审批的证据。

problem-passphrase_in_text = 正文里有您的签名口令。
    .why = 没有签名。口令打进了上面的栏，签了就永远留在台账里。
    .next = 按 { KEY("all.back") } 退出，重填时把口令从正文里去掉；旁边有人看见的，换一个口令。

problem-clocks_differ = 这份文件的时间是 { $at }，本机的时钟是 { $here }，相差 { $apart }。
    .why = 没有签名。签名的日期须是现在，由本机的时钟来定，不由业务台定。
    .next = 校准慢了或快了的那台机器的时钟，再签；两台都准还这样，请停手，报告系统管理员和审计员。

problem-prepared_too_long_ago = 这份文件是 { $at } 准备的，已超过 { $days } 天（本机的时钟：{ $here }）。
    .why = 没有签名。在别处签好的，须在 { $days } 天内带进来。
    .next = 请同事重新准备，核对后再签名。
    .command = 请同事重新准备（statement prepare），看过再签。

problem-roster_not_seen = 这份文件按第 { $version } 版名册准备，您看到的是第 { $seen } 版。
    .why = 没有签名。名册换了，谁有什么职权也可能变了；比您看到的更旧的一版，不签。
    .next = 重新打开，看过现状再签；又是更旧的一版，请停手，报告系统管理员和审计员。

problem-prepared_differs = 业务台备的文件与您要签的不同（{ $fields }）。
    .why = 没有签名。可能是业务台有误，也可能被人动过。
    .next = 重新打开再试；再次出现请停手，报告系统管理员和审计员。

problem-prepared_unreadable = 要签的文件读不懂。
    .why = 没有签名：看不懂的不能签。
    .next = 请系统管理员核对两边的版本。

problem-import_cancelled = 导入已取消。
    .why = 您停下了它；业务台没有留下任何号码。
    .next = 需要时重新导入。

problem-key_missing = 找不到密钥文件 { $path }。
    .why = 文件不在，或是一个链接。
    .next = 用 --key 写明您的密钥文件。

problem-key_loose_mode = 密钥文件 { $path } 对别人开放。
    .why = 别人能读的密钥不能用来签名。
    .next = chmod 600；怀疑泄露的，报告遗失并更换。

problem-key_not_a_key = { $path } 不是可用的 OpenSSH Ed25519 私钥。
    .why = 格式不对，或没有设口令。
    .next = 用 ssh-keygen -t ed25519 -a 64 生成，并列入名册。

problem-key_weak_kdf = 密钥文件 { $path } 的口令保护太弱。
    .why = 轮数少于 64，偷到文件的人容易试出口令。
    .next = ssh-keygen -p -a 64 -f 密钥文件。

problem-key_wrong_passphrase = 口令不对（{ $path }）。
    .why = 密钥没有打开，没有签名。
    .next = 再试一次；忘记了只能换密钥。

problem-key_wrong_passphrase_left = 口令不对（{ $path }）；还能试 { $left } 次。
    .why = 密钥没有打开，没有签名；连错五次就停止签名（R12）。
    .next = 看清再试；忘记了就换密钥，不要猜。

problem-key_wrong_passphrase_locked = 口令不对（{ $path }）；已连错五次，您现在不能签名。
    .why = R12：账号和口令由本人保管，有人在试就要停。
    .next = 请部门经理或{ GENERAL() }恢复：在 { PAGE("all.people") } 移到您的一行，按 { KEY("people.unlock") }。
    .command = 请部门经理或{ GENERAL() }恢复（order unlock）。

problem-key_unnamed = 没有写明用哪个密钥签名。
    .why = 正式环境里，密钥由各人自己保管。
    .next = 加上 --key 文件，或设 SMS_CONSOLE_KEY。

problem-not_a_demo = { $home } 里有别的东西，不是示范的目录。
    .why = 示范重做时会清空自己的目录；别人的目录不动。
    .next = 用 --home 写一个还没有的目录；要打开这里的机构，用 open。

problem-key_nobodys = 密钥 { $path } 不是名册里任何人的。
    .why = 名册写明每个人的公钥；新人的密钥，要等带它的那一版名册发布。
    .next = 核对 --key 和 SMS_CONSOLE_KEY；不写密钥也能打开，用 --as 写明是谁。

problem-key_of_another = 密钥 { $path } 是 { $owner } 的，不是 { $named } 的。
    .why = 各人只用自己的密钥签名。
    .next = 请选择本人，或换用本人的密钥。
    .command = 改 --as 或 --key。

problem-passphrase_needed = 没有终端可以输入口令。
    .why = 口令只从终端或指定的描述符读取。
    .next = 用 --passphrase-fd N。

problem-new_phrase_needed = 没有终端可以显示新短语。
    .why = 若事后才输出，答复一旦丢失，短语也就丢失，口令库再也打不开。
    .next = 在终端里换，或先备好新短语，用 --new-fd N 交给它。

problem-usage = 命令写法不对：{ $message }
    .why = 缺少参数，或有不认识的写法。
    .next = 看 { $command } --help。

problem-output_unwritable = 输出写不出去：{ $error }
    .why = 磁盘满了，或接收输出的程序出错。
    .next = 换一个地方写；已经办成的事仍然有效。

problem-file_unreadable = 文件 { $path } 读不出来：{ $error }
    .why = 不存在、没有权限，或太大。
    .next = 核对路径和权限。

problem-file_exists = 文件 { $path } 已经存在。
    .why = 不覆盖已有的文件。
    .next = 换个名字，或先移走它。

problem-file_unwritable = 文件 { $path } 写不进去：{ $error }
    .why = 没有权限、磁盘满，或目录不存在。
    .next = 请换一个目录。
    .command = 换个目录，或用 --out - 写到标准输出。

problem-no_outbox = 这里没有取件箱。
    .why = 账号没有分离安装，或本人没有取件箱：文件写到所给的目录。
    .next = 导出时写明目录。
    .command = 用 --out 写明文件或目录。

problem-outbox_name = 文件名 { $name } 不能用。
    .why = 取件箱里的文件名不带目录和控制字符，至少有一个字，不超过 200 字节。
    .next = 换一个简单的文件名。

problem-outbox_full = { $name } 放不进取件箱：磁盘满，或超过了配额。
    .why = 没有写进任何内容，原有的文件都在：{ $n } 个，共 { $size } 字节。
    .next = 先取走文件，在命令行从取件箱里删除不用的，再做一次；腾不出来时请系统管理员看磁盘。
    .command = 先取走，用 sms-console outbox remove 删除不用的，再做一次；或用 --out - 写到标准输出。

problem-outbox_missing = 取件箱里没有文件 { $name }。
    .why = 只看自己的取件箱；文件已删除，或名字不是这样写的。
    .next = 看取件箱里的文件名。
    .command = 用 sms-console outbox list 看文件名。

problem-outbox_gone = 取件箱 { $path } 打不开：{ $error }
    .why = 目录不在、不是目录，或不归本人。
    .next = 请系统管理员再运行一次安装脚本。

problem-workbook_full = 表格文件装不下全部行。
    .why = XLSX 的一张表，表头以下最多 { $most } 行。
    .next = 用选项缩小范围，分几次写。

problem-output_terminal = 文件不能写到终端上。
    .why = 文件里可能有会操作终端的字符，有的还不是文字。
    .next = 后面加上 > 文件，或接到别的程序。

problem-draft_unreadable = 申请草稿读不懂：{ $error }
    .why = 须为 TOML 或 JSON，栏目名与申请表一致。
    .next = 参照 request new --example 的样子。

problem-bad_roots = 根文件读不懂：{ $error }
    .why = 须为含 org、keys、threshold 的 JSON。
    .next = 用机构公布的 roots.json。

problem-export_failed = 文件 { $name } 写不出来。
    .why = 名字里有目录，文件已经存在，或没有权限。
    .next = 换一个简单的文件名。

problem-paper_differs = 服务端给的附件不是申请写明的那一份，没有存。
    .why = 内容的校验值不是 { $sha256 }。
    .next = 不要据此审批；告诉{ GENERAL() }，并到纸质档案里核对。

problem-paper_elsewhere = 附件 { $name } 不在草稿所在的文件夹里。
    .why = 草稿可能是别人给的；它只能带上同一文件夹里的文件，绝对路径和 .. 都不行。
    .next = 把文件放到草稿旁边，写它的文件名；或用 --attachments 指明。

problem-paper_unreadable = 附件 { $name } 读不出来。
    .why = 不存在，或没有权限。
    .next = 核对路径。

problem-paper_too_large = 附件 { $name } 是空的，或超过 { $most } MB。
    .why = 附件随申请、证据和季度材料留存，不宜过大。
    .next = 换一份较小的扫描件。

problem-not_numbers = 输入的不全是号码。
    .why = 号码须为英文状态的数字。
    .next = 一个号码 11 位，以空格或逗号隔开。

problem-process_stuck = { $process }（进程 { $pid }）结束不了。
    .why = 系统没有响应结束的命令。
    .next = 请系统管理员查看这台主机。

problem-storage = 数据库出错。
    .why = 存储层报告了问题。
    .next = 请系统管理员看日志。

problem-storage-url = 数据库地址不对。
    .why = 须为 SQLite 文件或 PostgreSQL。
    .next = 改正启动参数。

problem-storage-loose_mode = 数据库文件 { $path } 对别人开放（{ $mode }）。
    .why = 别人能读或替换它。
    .next = 文件 chmod 600，目录 chmod 700。

problem-storage-journal = 数据库换不到需要的日志方式（{ $wanted }）。
    .why = 另一个程序正开着它。
    .next = 停掉那个程序再启动。

problem-storage-newer = 数据库已由更新的程序 { $needs } 升级，本程序是 { $program }。
    .why = 旧程序不得写入新版数据库（修订号 { $revision }）。
    .next = 启用 { $needs } 或更新的版本；要退回本程序，须恢复升级前所做的备份。

problem-storage-unfinished = 恢复到这个数据库没有做完。
    .why = 里面等着发送的人还没有列为“结果不明”，从它启动可能重发。
    .next = 删掉这个数据库，建一个空的，再恢复一次。

problem-storage-migration = 数据库升级后不完整。
    .why = 触发器、表或数据与程序要求不符。
    .next = 不要继续使用；从备份恢复并报告。

problem-ledger-refused = 台账不收这一条。
    .why = 它接不上，或不合格式。
    .next = 请系统管理员看日志。

problem-ledger-no_genesis = 台账还没有起点。
    .why = 安装没有完成。
    .next = 请系统管理员完成安装。

problem-ledger-number = 台账里不许写手机号。
    .why = 台账永久保存，不能含个人号码。
    .next = 把原因里的号码去掉再试。

problem-ledger-bad_head = 凭证码写法不对。
    .why = 须为“编号:64位十六进制”。
    .next = 照纸上的再抄一遍。
