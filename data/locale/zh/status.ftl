### Whether the installation works: what `status` says of each thing that is not well.

status-level-good = 好
status-level-warn = 留意
status-level-bad = 不行
status-level-unknown = 不明
status-check-all = 全部
status-check-desk = 业务台
status-check-dispatcher = 发送程序
status-check-gateway = 网关
status-check-vault = 口令库
status-check-hold = 暂停
status-check-freeze = 冻结
status-check-witness = 外存进度
status-check-sends = 发送
status-check-roster = 名册
status-check-unknown = 结果不明
status-check-ends = 到期日
status-check-backup = 备份
status-check-disk = 磁盘
status-check-log = 日志
status-check-notices = 通知
status-check-clock = 时钟
status-said-good = 一切正常。
status-said-gone = { $check }没有运行：没有程序在听它的接口。
status-said-slow = { $check }三秒内没有回答。
status-said-lost = { $check }没有答完就挂断：正在停止，或者是另一个版本。
status-said-failed = { $check }答的是故障：{ $code }。
status-said-database_gone = { $check }的数据库连不上，恢复后自动继续。
status-said-disk_full = { $check }的磁盘满了，写不进去。
status-said-hidden = { $check }：本账号看不到它的接口，不能判断。
status-said-refused = { $check }：不向本账号说明情况，不能判断。
status-said-version = { $check }运行的是 { $running } 版，本机装的是 { $installed } 版，需要重新启动。
status-said-hold = { $check }：{ $why }。
status-said-closed = 网关 { $gateway } 没有连接：{ $why }。
status-said-down = 网关 { $gateway } 的连接断开，正在重连。
status-said-frozen = 有 { $n } 项冻结。
status-said-witness = 外存进度有问题（{ $state }），主机整体回退时不会有人发觉。
status-said-waits = { $n } 次发送停着：{ $why }。
status-said-alert = { $check }：{ $alert }（{ $n } 项）。
status-said-unknown = { $n } 条结果不明，最早自 { $since } 起，等操作员提议如何了结。
status-said-teller = 通知程序自 { $since } 起没有动静，平台外无人收到通知。
status-said-collector = 日志采集端自 { $since } 起收不下台账的事件；恢复后自动补送。
status-said-unheard = 一天内有 { $n } 条通知未能发出。
status-said-ends = 网关的日期 { $day } 到期，还有 { $n } 天。
status-said-over = 网关的日期 { $day } 已经过期。
status-said-no_backup = { $part ->
    [desk] 业务台
   *[other] 发送程序
} 还没有备份过。
status-said-old_backup = { $part ->
    [desk] 业务台
   *[other] 发送程序
} 最近一次备份是 { $at }。
status-said-disk = { $path } 只剩 { $free } MiB。
status-said-no_log = { $part ->
    [desk] 业务台
   *[other] 发送程序
}的日志写不进去。
status-said-short_log = { $part ->
    [desk] 业务台
   *[other] 发送程序
}的日志仅保留 { $n } 天，不足 { $days } 天：日志过多，已超出容量上限。请接入本单位的日志采集系统，或另行留存。
status-said-clock = { $check }相差 { $off } 秒。

refusal-watches_only = 监测账号只能查看运行情况。
    .why = { $clause }：不在名册的账号不能办理任何事。
    .next = 由名册内的人用自己的账号登录办理。
