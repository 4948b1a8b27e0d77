### What people are told outside: fixed sentences, filled with counts, moments and words of the catalogue alone.

notice-product = 【短信平台{ $host }】
notice-subject_new = 有 { $n } 件事项待您办理
notice-subject_again = 再次提醒：有 { $n } 件事项待您办理
notice-subject_higher = 逾期未办，现通知您：有 { $n } 件事项
notice-subject_urgent = 发送受阻，请立即处理：共 { $n } 件事项
notice-as = 办理岗位：{ $posts }
notice-line = { $due ->
    [none] { $kind } { $n } 件，最早自 { $since }
   *[other] { $kind } { $n } 件，最早自 { $since }，期限 { $due }
}
notice-more = 另有其他事项 { $n } 件
notice-login = { $login ->
    [none] 请登录短信平台办理。
   *[other] 请登录短信平台办理：{ $login }
}
notice-end = 编号 { $number }，{ $at }
notice_kind-desk_gone = 业务台没有应答
notice_kind-test = 试发通知

notice-number = 编号
notice-at = 时间
notice-person = 收件人
notice-level = 缘由
notice-about = 事项
notice-channel = 渠道
notice-answer = 渠道答复
notice-tries = 次数
notice-told = 更新时间
notice-counted = { $kind } { $n }
notice-none = 没有发出过通知。
notice_level-new = 新事项
notice_level-again = 再次提醒
notice_level-higher = 逾期上报
notice_level-urgent = 发送受阻
state-notice-waiting = 待发出
state-notice-sent = 已发出
state-notice-failed = 未发出
state-notice-no_way = 无渠道
notice_code-slow = 超时无答复
notice_code-tls = 证书或加密不符
notice_code-unreachable = 无法连接
notice_code-unreadable = 证书文件无法读取
notice_code-redirect = 地址被转向
notice_code-http = HTTP { $n }
notice_code-robot = 机器人答复 { $n }
notice_code-answer = 答复无法识别
notice_code-smtp = 邮件服务器答复 { $n }
notice_code-no_starttls = 邮件服务器不支持加密
notice_code-no_secret = 缺密钥
notice_code-secret_form = 密钥格式不对
notice_code-no_program = 程序无法运行
notice_code-exit = 程序退出码 { $n }
notice_code-no_channel = 渠道已撤销
notice-checked = 渠道 { $channels } 个，收件人 { $people } 人。
notice-lacks = 渠道 { $channel } 缺密钥 { $secret }，登记以前不能发出。
notice-secret_prompt = 渠道 { $channel } 的密钥 { $secret }（不显示）：
notice-secret_kept = 已保存渠道 { $channel } 的密钥 { $secret }。
notice-tried = { $state ->
    [sent] 渠道 { $channel }：已发出。
    [later] 渠道 { $channel }：本次未发出（{ $answer }），正式通知会自动重试。
   *[other] 渠道 { $channel }：未发出（{ $answer }）。
}

command-notice_list = 平台外通知：通知了谁、哪些事项、经哪个渠道、结果如何，新的在前。
option-notice-state = 只看一种状态：waiting, sent, failed, no_way
option-notice-text = 收件人、事项、渠道
command_line-notices = 平台外通知：查看记录、检查渠道、保存密钥、试发。

help-notices-title = 平台外通知
help-notices-body = 经邮件、机器人等渠道发出的通知，新的在前。通知只写事项种类、件数、时间，不写号码、正文、标题、姓名。{ KEY("notices.state") } 按状态，{ KEY("notices.open") } 看全部内容。
help-notices-columns = 编号：通知的编号，收到的通知里也有 [R8]
    时间：通知形成的时间 [R8]
    收件人：通知了谁 [R8]
    事项：各种事项的件数 [R8]
    渠道：最近一次所用的渠道 [R8]
    状态：待发出、已发出、未发出、无渠道 [R8]
list-notices-empty = 没有发出过通知。
    这里会列出经邮件、机器人等渠道发给您的通知；系统管理员登记渠道和收件人后开始发出。
filter-notices = 打收件人、渠道里的字，Enter 筛选。

refusal-notices_only = 通知服务只能查询待办、登记通知结果。
    .why = { $clause }：不在名册的账号不能办理业务。
    .next = 请由名册内人员用本人账号登录办理。
refusal-notices_elsewhere = 另一个通知服务正在运行。
    .why = { $clause }：两个同时运行，同一事项会通知两次。
    .next = 请停用其中一个；停用两分钟后，另一个自动接续。

problem-notices_file = 通知渠道文件 { $path } 有误：{ $key } { $what ->
    [label] 只能用字母、数字、点和短横，或未填
    [hours] 须为 08:30-17:30 的形式
    [timers] 各间隔须为 10 ≤ wait ≤ interval ≤ repeat，escalate 不小于 interval
    [no_channel] 没有登记这个渠道
    [address] 地址不对：网址须为 https，邮箱须为单个地址
    [kind] 没有这种事项
    [no_person] 收件人没有登记
    [port] 端口不对
    [plain_login] 不加密的连接不许登录
    [program] 须为程序的绝对路径
    [collector] 须为 journald、unix:///路径，或 udp://、tcp://、tls:// 加主机和端口
    [utf8] 不是 UTF-8
   *[other] { $what }
}
    .why = 文件有一处不对就不采用，以免通知发往不明去处；原有设置继续有效。
    .next = 请系统管理员改正后重新检查；服务会自行读取新文件。
problem-notices_secrets = 密钥文件 { $path } 不能使用：{ $error }
    .why = 密钥只许通知服务的账号读取，文件须为 0600。
    .next = 请系统管理员核对文件的属主和权限，或重新保存各渠道密钥。
problem-notices_secret_form = 渠道 { $channel } 的密钥格式不对。
    .why = 密钥为 1024 个以内的可见英文字符。
    .next = 请从服务商处重新复制，不带空白和换行。
problem-notices_no_secret = 渠道 { $channel } 没有这个密钥；可保存的：{ $names }
    .why = 各类渠道所需密钥不同：机器人为 key、signing，webhook 为 signing，邮件为 password。
    .next = 请按上列名称重新保存。
problem-notices_no_channel = 文件中没有渠道 { $channel }；现有：{ $known }
    .why = 渠道由 notices.toml 的 [channels.名称] 登记。
    .next = 请核对名称，或在文件中登记后再试。
